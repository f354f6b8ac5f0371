//! `start_term`: a successor starts where the predecessor ends, in one transaction (I-01, I-02, I-04, I-05).

use super::ending::close;
use super::query::{find_rules_at, require_kind, seats_on, standing_terms_of};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::groups;
use crate::policy::{Action, scope_of};
use crate::words::word;
use chrono::{DateTime, SubsecRound, Utc};
use obrady_entity::{affiliation, body, rules_version, seat, term};
use obrady_types::convents::{Office, Term, TermEndReason, TermStart};
use obrady_types::groups::BodyKind;
use obrady_types::{BodyId, ErrorCode, PersonId, TermId};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use uuid::Uuid;

/// Somebody who starts, and the term that they replace.
struct Starting {
    office: Office,
    person: PersonId,
    replaces: Option<TermId>,
    pointer: &'static str,
}

/// Starts a term and ends the one that it names at the same instant; with a chair, also a deputy's.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_kind`, `body_dissolved`; `term_superseded` when the named
/// predecessor is not the latest term without an end; `term_starts_too_early` before the predecessor's start or the
/// declaration; `decision_reference_required` for a start in the past; `seat_required`, `rules_missing`,
/// `offices_incompatible`, `term_overlap`.
pub async fn start_term(call: &Call, body_id: BodyId, input: TermStart) -> Result<Term> {
    call.write("start_term", async |tx| {
        // The lock makes everyone who races wait here, and see the winner's term afterwards.
        let body = groups::get_body_row_locked(tx.conn(), body_id).await?;
        tx.require(Action::RotateOffice, &scope_of(&body))?;
        require_kind(&body, &[BodyKind::Convent, BodyKind::Council])?;
        groups::ensure_accepts_new(&body)?;
        let starts_at = input.starts_at.trunc_subsecs(6);
        let starting = starting(&input)?;
        let open = standing_terms_of(body_id).filter(term::Column::EndedAt.is_null()).all(tx.conn()).await?;
        for new in &starting {
            check_predecessor(new, &open, starts_at)?;
        }
        check_instant(tx, &input, starts_at)?;
        let rules = find_rules_at(tx.conn(), body_id, starts_at).await?.ok_or(ErrorCode::RulesMissing)?;
        let mut posts = Vec::new();
        for new in &starting {
            posts.push(post_of(tx, &body, new, starts_at).await?);
        }
        for row in open {
            if is_replaced(&row, &starting)? {
                close(tx, &body, row, starts_at, TermEndReason::Successor, None).await?;
            }
        }
        let mut started = Vec::new();
        for (new, post) in starting.iter().zip(posts) {
            started.push(insert(tx, &body, &input, &rules, new, post, starts_at).await?);
        }
        let chair = started.into_iter().next().ok_or_else(|| DomainError::internal("no term was started"))?;
        view::term(tx.conn(), chair, tx.now).await
    })
    .await
}

fn starting(input: &TermStart) -> Result<Vec<Starting>> {
    let mut starting = vec![Starting {
        office: input.office,
        person: input.person_id,
        replaces: input.predecessor_id,
        pointer: "/person_id",
    }];
    if let Some(deputy) = &input.deputy {
        if input.office != Office::Chair {
            return Err(DomainError::field("/deputy", "invalid"));
        }
        if deputy.person_id == input.person_id {
            return Err(ErrorCode::OfficesIncompatible.into());
        }
        starting.push(Starting {
            office: Office::DeputyChair,
            person: deputy.person_id,
            replaces: deputy.predecessor_id,
            pointer: "/deputy/person_id",
        });
    }
    Ok(starting)
}

/// The named predecessor must be the latest term of the office that has no end.
fn check_predecessor(new: &Starting, open: &[term::Model], starts_at: DateTime<Utc>) -> Result<()> {
    let office = word(&new.office)?;
    let latest = open.iter().filter(|row| row.office == office).max_by_key(|row| row.starts_at);
    if latest.map(|row| TermId(row.id)) != new.replaces {
        return Err(ErrorCode::TermSuperseded.into());
    }
    if latest.is_some_and(|row| starts_at < row.starts_at) {
        return Err(ErrorCode::TermStartsTooEarly.into());
    }
    Ok(())
}

/// A start in the past needs a decision's reference, and none lies before the declaration. Without a declaration
/// named, a start in the past was declared when it happened.
fn check_instant(tx: &WriteTx, input: &TermStart, starts_at: DateTime<Utc>) -> Result<()> {
    if starts_at < tx.now && input.decision_reference.is_none() {
        return Err(ErrorCode::DecisionReferenceRequired.into());
    }
    if input.declared_at.is_some_and(|declared| starts_at < declared) {
        return Err(ErrorCode::TermStartsTooEarly.into());
    }
    Ok(())
}

/// The post by which somebody holds a seat of the convent at the start (I-05). A council has no seats.
async fn post_of(
    tx: &WriteTx,
    body: &body::Model,
    new: &Starting,
    starts_at: DateTime<Utc>,
) -> Result<Option<affiliation::Model>> {
    let person = directory::find_person(tx.conn(), new.person).await?;
    person
        .filter(|person| person.region_id == body.region_id)
        .ok_or_else(|| DomainError::field(new.pointer, "invalid"))?;
    if body.kind != word(&BodyKind::Convent)? {
        return Ok(None);
    }
    let on = tx.ctx.date_of(starts_at);
    let post = seat_holding_post(tx.conn(), body.id.into(), new.person, on).await?;
    post.map(Some).ok_or_else(|| ErrorCode::SeatRequired.into())
}

/// The post as head of an institution with a seat on that day.
async fn seat_holding_post<C: ConnectionTrait>(
    conn: &C,
    body: BodyId,
    person: PersonId,
    on: chrono::NaiveDate,
) -> Result<Option<affiliation::Model>> {
    let seats: Vec<seat::Model> = seats_on(body, on).all(conn).await?;
    let heads = directory::heads_on(conn, seats.iter().map(|seat| seat.institution_id), on).await?;
    Ok(heads.into_values().find(|head| PersonId(head.person_id) == person))
}

/// Whether a term ends with this start: it is named, or it is the deputy's term of the new chair, who may not hold
/// both offices (I-04).
fn is_replaced(row: &term::Model, starting: &[Starting]) -> Result<bool> {
    let deputy = word(&Office::DeputyChair)?;
    Ok(starting.iter().any(|new| {
        let named = new.replaces == Some(TermId(row.id));
        named || (new.office == Office::Chair && row.office == deputy && PersonId(row.person_id) == new.person)
    }))
}

async fn insert(
    tx: &WriteTx,
    body: &body::Model,
    input: &TermStart,
    rules: &rules_version::Model,
    new: &Starting,
    post: Option<affiliation::Model>,
    starts_at: DateTime<Utc>,
) -> Result<term::Model> {
    let planned_end = view::months_later(&tx.ctx, starts_at, rules.term_months);
    let extended = (rules.auto_extension_months > 0)
        .then(|| view::months_later(&tx.ctx, starts_at, rules.term_months + rules.auto_extension_months));
    let row = term::Model {
        id: tx.new_id(),
        region_id: body.region_id,
        body_id: body.id,
        office: word(&new.office)?,
        person_id: new.person.into(),
        institution_id: post.as_ref().map(|post| post.institution_id),
        position_title: post.map(|post| post.position_title),
        starts_at,
        planned_end,
        extended_until: extended,
        ended_at: None,
        end_reason: None,
        acting: false,
        decision_reference: input.decision_reference.as_ref().map(|text| text.trim().to_owned()),
        predecessor_id: new.replaces.map(Uuid::from),
        annulled_at: None,
        changed_at: tx.now,
        synthetic: false,
        version: 1,
    };
    seed::insert_term_row(tx, row).await
}
