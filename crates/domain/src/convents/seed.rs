//! Rows of seats, rules and terms; use cases and seeding write them through the same functions.

use super::holding::seat_sort_key;
use crate::ctx::WriteTx;
use crate::error::Result;
use crate::events::Change;
use crate::words::word;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use obrady_entity::{institution, rules_version, seat, term};
use obrady_types::convents::{Office, RulesVersionCreate, TermEndReason};
use obrady_types::{BodyId, InstitutionId, PersonId, RegionId, SeatId, TermId};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

/// Writes a seat.
pub(super) async fn insert_seat(
    tx: &WriteTx,
    region_id: RegionId,
    body_id: BodyId,
    institution: &institution::Model,
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> Result<SeatId> {
    let id = SeatId(tx.new_id());
    let row = seat::ActiveModel {
        id: Set(id.into()),
        body_id: Set(body_id.into()),
        institution_id: Set(institution.id),
        from_date: Set(from),
        to_date: Set(to),
        sort_key: Set(seat_sort_key(institution)),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    let change = Change::of("seat.created", "seat", id, 1).in_region(region_id).in_body(body_id);
    tx.record(change.with(json!({ "institution_id": institution.id, "from": from }))).await?;
    Ok(id)
}

/// Writes a seat of an institution, for seeding.
///
/// # Errors
/// `not_found` for an unknown institution, `seat_taken` when it has a seat at that time.
pub async fn seed_seat(
    tx: &WriteTx,
    region_id: RegionId,
    body_id: BodyId,
    institution_id: InstitutionId,
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> Result<SeatId> {
    let institution = crate::directory::find_institution(tx.conn(), institution_id).await?;
    let institution = institution.ok_or(crate::error::DomainError::NotFound)?;
    insert_seat(tx, region_id, body_id, &institution, from, to).await
}

/// Writes a version of the rules.
pub(super) async fn insert_rules_version(
    tx: &WriteTx,
    region_id: RegionId,
    body_id: BodyId,
    number: i32,
    input: &RulesVersionCreate,
    synthetic: bool,
) -> Result<rules_version::Model> {
    let id = tx.new_id();
    let effective_from = input.effective_from.trunc_subsecs(6);
    let reference = input.decision_reference.as_ref().map(|text| text.trim().to_owned());
    let row = rules_version::ActiveModel {
        id: Set(id),
        body_id: Set(body_id.into()),
        number: Set(number),
        effective_from: Set(effective_from),
        term_months: Set(input.term_months),
        auto_extension_months: Set(input.auto_extension_months),
        deputy_selection: Set(word(&input.deputy_selection)?),
        notice_days: Set(input.notice_days),
        quorum_numerator: Set(input.quorum.numerator),
        quorum_denominator: Set(input.quorum.denominator),
        substitutes_vote: Set(input.substitutes_vote),
        summary: Set(input.summary.trim().to_owned()),
        decision_reference: Set(reference.clone()),
        synthetic: Set(synthetic),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("rules_version.created", "rules_version", id, 1).in_region(region_id).in_body(body_id);
    let detail = json!({ "number": number, "effective_from": effective_from, "decision_reference": reference });
    tx.record(change.with(detail)).await?;
    Ok(row)
}

/// Writes a version of the rules, for seeding.
///
/// # Errors
/// `rules_overlap` for a number or a beginning that is taken.
pub async fn seed_rules_version(
    tx: &WriteTx,
    region_id: RegionId,
    body_id: BodyId,
    number: i32,
    input: &RulesVersionCreate,
) -> Result<()> {
    insert_rules_version(tx, region_id, body_id, number, input, true).await.map(|_| ())
}

/// Writes a term's row as it is. The record of its start carries the planned end and the automatic extension, which
/// take effect later without a change of the row (I-03).
pub(super) async fn insert_term_row(tx: &WriteTx, row: term::Model) -> Result<term::Model> {
    let detail = json!({
        "office": row.office, "person_id": row.person_id, "starts_at": row.starts_at, "acting": row.acting,
        "planned_end": row.planned_end, "extended_until": row.extended_until,
        "decision_reference": row.decision_reference,
    });
    let (region_id, body_id) = (RegionId(row.region_id), BodyId(row.body_id));
    let row = term::Entity::insert(row.into_active_model()).exec_with_returning(tx.conn()).await?;
    let change = Change::of("term.started", "term", row.id, 1).in_region(region_id).in_body(body_id);
    tx.record(change.with(detail)).await?;
    Ok(row)
}

/// A term of history, for seeding.
#[derive(Clone, Debug)]
pub struct PastTerm {
    /// The office.
    pub office: Office,
    /// Who.
    pub person_id: PersonId,
    /// Institution whose seat they held, if it is known.
    pub institution_id: Option<InstitutionId>,
    /// Title as displayed, if it is known.
    pub position_title: Option<String>,
    /// First instant, UTC.
    pub starts_at: DateTime<Utc>,
    /// Length by the rules, in months.
    pub term_months: i32,
    /// Automatic extension by the rules, in months.
    pub auto_extension_months: i32,
    /// First instant after the term and why it ended, if it ended.
    pub ended: Option<(DateTime<Utc>, TermEndReason)>,
    /// Where the decision stands.
    pub decision_reference: String,
    /// Whether start or end were invented.
    pub synthetic: bool,
}

/// Writes a term of history.
///
/// # Errors
/// `term_overlap` and `offices_incompatible`.
pub async fn seed_term(tx: &WriteTx, region_id: RegionId, body_id: BodyId, past: PastTerm) -> Result<TermId> {
    let id = tx.new_id();
    let months = |n| super::view::months_later(&tx.ctx, past.starts_at, n);
    let row = term::Model {
        id,
        region_id: region_id.into(),
        body_id: body_id.into(),
        office: word(&past.office)?,
        person_id: past.person_id.into(),
        institution_id: past.institution_id.map(Uuid::from),
        position_title: past.position_title,
        starts_at: past.starts_at,
        planned_end: months(past.term_months),
        extended_until: (past.auto_extension_months > 0).then(|| months(past.term_months + past.auto_extension_months)),
        ended_at: past.ended.map(|(at, _)| at),
        end_reason: past.ended.map(|(_, reason)| word(&reason)).transpose()?,
        acting: false,
        decision_reference: Some(past.decision_reference),
        predecessor_id: None,
        annulled_at: None,
        annul_reason: None,
        annul_reference: None,
        changed_at: tx.now,
        synthetic: past.synthetic,
        version: 1,
    };
    insert_term_row(tx, row).await?;
    Ok(id.into())
}
