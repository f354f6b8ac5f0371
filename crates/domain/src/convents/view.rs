//! Rows of seats, rules and terms as views.

use crate::ctx::Ctx;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::policy::{Action, Actor, Scope, allows};
use crate::words::of_word;
use chrono::{DateTime, NaiveDate, Utc};
use obrady_entity::{rules_version, seat, term};
use obrady_rules::terms::{TermFacts, term_state};
use obrady_types::convents::{QuorumFraction, RulesVersion, Seat, Term};
use sea_orm::ConnectionTrait;

/// Seats with their institutions and their holders on a day, in five statements for any number of them.
pub(super) async fn seats<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    rows: Vec<seat::Model>,
    on: NaiveDate,
) -> Result<Vec<Seat>> {
    let ids = || rows.iter().map(|row| row.institution_id);
    let institutions = directory::institution_names(conn, ids()).await?;
    let counties = directory::counties_of(conn, institutions.values()).await?;
    let heads = directory::heads_on(conn, ids(), on).await?;
    let people = directory::person_names(conn, heads.values().map(|head| head.person_id)).await?;
    let view = |row: seat::Model| {
        let institution = institutions.get(&row.institution_id);
        let institution = institution.ok_or_else(|| DomainError::internal("a seat without an institution"))?;
        let county = institution.teryt_county.as_ref().and_then(|teryt| counties.get(teryt));
        let head = heads.get(&row.institution_id);
        let known = head.and_then(|head| people.get(&head.person_id)).filter(|person| {
            person.is_public_function || allows(actor, Action::ReadDirectory, &Scope::region(person.region_id))
        });
        Ok(Seat {
            id: row.id.into(),
            body_id: row.body_id.into(),
            institution_id: row.institution_id.into(),
            institution_name: institution.name.clone(),
            teryt_county: institution.teryt_county.clone(),
            county_name: county.map(|county| county.name.clone()),
            holder_id: known.map(|person| person.id.into()),
            holder_name: known.map(|person| format!("{} {}", person.first_name, person.last_name)),
            holder_title: known.and(head).map(|head| head.position_title.clone()).filter(|title| !title.is_empty()),
            synthetic: known.is_some_and(|person| person.synthetic),
            from: row.from_date,
            to: row.to_date,
            version: row.version,
        })
    };
    rows.iter().cloned().map(view).collect()
}

pub(super) fn rules_version(row: rules_version::Model) -> Result<RulesVersion> {
    Ok(RulesVersion {
        id: row.id.into(),
        body_id: row.body_id.into(),
        number: row.number,
        effective_from: row.effective_from,
        term_months: row.term_months,
        auto_extension_months: row.auto_extension_months,
        deputy_selection: of_word(&row.deputy_selection)?,
        notice_days: row.notice_days,
        quorum: QuorumFraction { numerator: row.quorum_numerator, denominator: row.quorum_denominator },
        substitutes_vote: row.substitutes_vote,
        summary: row.summary,
        decision_reference: row.decision_reference,
        synthetic: row.synthetic,
    })
}

/// Terms with their people and institutions, and their states at an instant.
pub(super) async fn terms<C: ConnectionTrait>(
    conn: &C,
    rows: Vec<term::Model>,
    at: DateTime<Utc>,
) -> Result<Vec<Term>> {
    let people = directory::person_names(conn, rows.iter().map(|row| row.person_id)).await?;
    let institutions = directory::institution_names(conn, rows.iter().filter_map(|row| row.institution_id)).await?;
    let view = |row: term::Model| {
        let person = people.get(&row.person_id).ok_or_else(|| DomainError::internal("a term without a person"))?;
        let institution = row.institution_id.and_then(|id| institutions.get(&id));
        let facts = TermFacts {
            starts_at: row.starts_at,
            planned_end: row.planned_end,
            extended_until: row.extended_until,
            ended_at: row.ended_at,
            annulled: row.annulled_at.is_some(),
        };
        Ok(Term {
            id: row.id.into(),
            body_id: row.body_id.into(),
            office: of_word(&row.office)?,
            person_id: row.person_id.into(),
            person_name: format!("{} {}", person.first_name, person.last_name),
            position_title: row.position_title,
            institution_id: row.institution_id.map(Into::into),
            institution_name: institution.map(|institution| institution.name.clone()),
            starts_at: row.starts_at,
            planned_end: row.planned_end,
            extended_until: row.extended_until,
            ended_at: row.ended_at,
            end_reason: row.end_reason.as_deref().map(of_word).transpose()?,
            acting: row.acting,
            decision_reference: row.decision_reference,
            annulled_at: row.annulled_at,
            annul_reason: row.annul_reason,
            annul_reference: row.annul_reference,
            state: term_state(&facts, at),
            synthetic: row.synthetic,
            version: row.version,
        })
    };
    rows.into_iter().map(view).collect()
}

/// One term.
pub(super) async fn term<C: ConnectionTrait>(conn: &C, row: term::Model, at: DateTime<Utc>) -> Result<Term> {
    let view = terms(conn, vec![row], at).await?.pop();
    view.ok_or_else(|| DomainError::internal("a term without a view"))
}

/// End of a term that starts at an instant, after so many months of local time.
pub(super) fn months_later(ctx: &Ctx, start: DateTime<Utc>, months: i32) -> DateTime<Utc> {
    obrady_rules::terms::planned_end(&start.with_timezone(&ctx.time_zone), months)
}
