//! `start_term`: a successor starts where the predecessor ends, in one transaction (I-01, I-02, I-04, I-05).

use super::acting::{give_way, settle_acting};
use super::holding::{post_of, settle_seat};
use super::query::{find_rules_at, require_kind, standing_terms_of};
use super::term_rows::{is_history, set_end};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::error::{DomainError, Result};
use crate::groups;
use crate::policy::{Action, scope_of};
use crate::words::{of_word, word};
use chrono::{DateTime, SubsecRound, Utc};
use obrady_entity::{affiliation, body, rules_version, term};
use obrady_rules::terms::{OfficeTerm, StartRefusal, check_start, gives_up};
use obrady_types::convents::{Office, Term, TermEndReason, TermStart};
use obrady_types::groups::BodyKind;
use obrady_types::{BodyId, ErrorCode, PersonId, TermId};
use sea_orm::EntityTrait;
use uuid::Uuid;

/// Somebody who starts, and the term that they replace.
struct Starting {
    office: Office,
    person: PersonId,
    replaces: Option<TermId>,
    pointer: &'static str,
}

/// Starts a term and ends the one that it names at the same instant; with a chair, also a deputy's. A deputy who
/// becomes chair gives up the deputy's office.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_kind`, `body_dissolved`; `own_candidacy` when it is the caller's
/// own term; `term_superseded`, `term_starts_too_early`, `decision_reference_required`, `term_overlap` and
/// `offices_incompatible` as [`check_start`] decides; `seat_required`, `rules_missing`.
pub async fn start_term(call: &Call, body_id: BodyId, input: TermStart) -> Result<Term> {
    call.write("start_term", async |tx| {
        // The lock makes everyone who races wait here, and see the winner's term afterwards.
        let body = groups::get_body_row_locked(tx.conn(), body_id).await?;
        tx.require(Action::RotateOffice, &scope_of(&body))?;
        require_kind(&body, &[BodyKind::Convent, BodyKind::Council])?;
        groups::ensure_accepts_new(&body)?;
        let input = TermStart {
            starts_at: input.starts_at.trunc_subsecs(6),
            declared_at: input.declared_at.map(|declared| declared.trunc_subsecs(6)),
            ..input.clone()
        };
        let starting = starting(&input);
        if starting.iter().any(|new| tx.actor.person_id == Some(new.person)) {
            return Err(ErrorCode::OwnCandidacy.into());
        }
        // A term that begins in the past overrides what was known of it.
        if input.starts_at < tx.now {
            tx.require_confirmed()?;
        }
        let standing = standing_terms_of(body_id).all(tx.conn()).await?;
        check(&input, &standing, tx.now)?;
        let started = start(tx, &body, &input, &starting, &standing).await?;
        for id in &started {
            settle_seat(tx, &body, *id).await?;
        }
        settle_acting(tx, &body).await?;
        let chair = started.first().ok_or_else(|| DomainError::internal("no term was started"))?;
        let chair = term::Entity::find_by_id(*chair).one(tx.conn()).await?.ok_or(DomainError::NotFound)?;
        view::term(tx.conn(), chair, tx.now).await
    })
    .await
}

fn starting(input: &TermStart) -> Vec<Starting> {
    let deputy = input.deputy.as_ref().map(|deputy| Starting {
        office: Office::DeputyChair,
        person: deputy.person_id,
        replaces: deputy.predecessor_id,
        pointer: "/deputy/person_id",
    });
    let first = Starting {
        office: input.office,
        person: input.person_id,
        replaces: input.predecessor_id,
        pointer: "/person_id",
    };
    [first].into_iter().chain(deputy).collect()
}

/// The rules that the browser follows as well.
fn check(input: &TermStart, standing: &[term::Model], now: DateTime<Utc>) -> Result<()> {
    let terms: Vec<OfficeTerm> = standing.iter().map(office_term).collect::<Result<_>>()?;
    check_start(input, &terms, now).map_err(|refusal| match refusal {
        StartRefusal::DeputyWithoutChair => DomainError::field("/deputy", "invalid"),
        other => other.code().into(),
    })
}

fn office_term(row: &term::Model) -> Result<OfficeTerm> {
    Ok(OfficeTerm {
        id: row.id.into(),
        office: of_word(&row.office)?,
        person_id: row.person_id.into(),
        starts_at: row.starts_at,
        ended_at: row.ended_at,
        acting: row.acting,
    })
}

/// Ends what is replaced, and writes the new terms.
async fn start(
    tx: &WriteTx,
    body: &body::Model,
    input: &TermStart,
    starting: &[Starting],
    standing: &[term::Model],
) -> Result<Vec<Uuid>> {
    let at = input.starts_at;
    let rules = find_rules_at(tx.conn(), body.id.into(), at).await?.ok_or(ErrorCode::RulesMissing)?;
    let mut posts = Vec::new();
    for new in starting {
        posts.push(post_of(tx, body, new.person, new.pointer, tx.ctx.date_of(at)).await?);
    }
    for row in standing.iter().filter(|row| !row.acting && !is_history(row, tx.now)) {
        let (term, id) = (office_term(row)?, TermId(row.id));
        if starting.iter().any(|new| new.replaces == Some(id) || gives_up(new.office, new.person, at, &term)) {
            set_end(tx, body, row.clone(), Some((at, TermEndReason::Successor))).await?;
        }
    }
    if input.office == Office::Chair {
        let standing: Vec<term::Model> = standing.iter().filter(|row| !is_history(row, tx.now)).cloned().collect();
        give_way(tx, body, &standing, at).await?;
    }
    let mut started = Vec::new();
    for (new, post) in starting.iter().zip(posts) {
        started.push(insert(tx, body, input, &rules, new, post).await?.id);
    }
    Ok(started)
}

async fn insert(
    tx: &WriteTx,
    body: &body::Model,
    input: &TermStart,
    rules: &rules_version::Model,
    new: &Starting,
    post: Option<affiliation::Model>,
) -> Result<term::Model> {
    let starts_at = input.starts_at;
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
        annul_reason: None,
        annul_reference: None,
        changed_at: tx.now,
        synthetic: false,
        version: 1,
    };
    seed::insert_term_row(tx, row).await
}
