//! A new head of an institution: one action for the posts, the seat, the offices that hang on it (I-05) and the roles.

use super::query::{find_institution, find_person, heads_on};
use super::seed;
use crate::convents::{self, Seated};
use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::identity;
use crate::policy::{Action, Scope};
use crate::words::of_word;
use chrono::NaiveDate;
use obrady_entity::{affiliation, person, term};
use obrady_types::convents::TermEndReason;
use obrady_types::directory::{
    AffiliationCreate, HeadChange, HeadChangeOutcome, HeadOf, OfficeChange, OfficeEvent, SeatedIn,
};
use obrady_types::{InstitutionId, PersonId, RegionId};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Says what a change of heads would do; nothing is written.
///
/// # Errors
/// Those of [`change_head`].
pub async fn preview_head_change(call: &Call, id: InstitutionId, change: HeadChange) -> Result<HeadChangeOutcome> {
    call.rehearse(async |tx| change_in(tx, id, &change).await).await
}

/// Ends the post of an institution's head and begins that of the new one on the same day. The seat's holder, terms of
/// office (I-05) and the roles of the old head's account follow, all in one transaction.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `validation_failed` for a person who is unknown, of another region,
/// erased or the head already; `period_overlap` when another head is known for a later day.
pub async fn change_head(call: &Call, id: InstitutionId, change: HeadChange) -> Result<HeadChangeOutcome> {
    call.write("change_head", async |tx| change_in(tx, id, &change).await).await
}

async fn change_in(tx: &WriteTx, id: InstitutionId, change: &HeadChange) -> Result<HeadChangeOutcome> {
    tx.actor.refuse_anonymous()?;
    let institution = find_institution(tx.conn(), id).await?.ok_or(DomainError::NotFound)?;
    let region = RegionId(institution.region_id);
    tx.require(Action::EditAffiliation, &Scope::region(region))?;
    let next = find_person(tx.conn(), change.person_id).await?;
    let next = next
        .filter(|next| next.region_id == institution.region_id && next.erased_at.is_none())
        .ok_or_else(|| DomainError::field("/person_id", "invalid"))?;
    convents::lock_bodies_seating(tx, institution.id).await?;
    let before = convents::seated(tx.conn(), institution.id).await?;
    let old = heads_on(tx.conn(), [institution.id], change.from).await?.remove(&institution.id);
    if old.as_ref().is_some_and(|old| old.person_id == next.id) {
        return Err(DomainError::field("/person_id", "invalid"));
    }
    if let Some(old) = &old {
        end_post(tx, region, old, change.from).await?;
    }
    let post = AffiliationCreate {
        person_id: change.person_id,
        institution_id: id,
        position_title: change.position_title.clone(),
        profession: None,
        is_head: true,
        from: change.from,
        to: None,
    };
    seed::insert_affiliation(tx, region, post).await?;
    let mut roles = Vec::new();
    if let Some(old) = &old {
        convents::headship_changed(tx, institution.id, old.person_id).await?;
        roles = identity::end_roles(tx, old.person_id, tx.ctx.start_of(change.from)).await?;
    }
    convents::headship_changed(tx, institution.id, next.id).await?;
    let after = convents::seated(tx.conn(), institution.id).await?;
    let previous_id = old.as_ref().map(|old| old.person_id);
    let event = Change::of("institution.head_changed", "institution", id, institution.version).in_region(region);
    tx.record(event.with(json!({ "from": change.from, "person_id": next.id, "previous_id": previous_id }))).await?;
    let previous = match old {
        Some(old) => {
            let who = find_person(tx.conn(), PersonId(old.person_id)).await?.ok_or(DomainError::NotFound)?;
            Some(HeadOf { person_id: who.id.into(), name: name(&who), from: old.from_date, to: Some(change.from) })
        }
        None => None,
    };
    Ok(HeadChangeOutcome {
        institution_id: id,
        previous,
        next: HeadOf { person_id: next.id.into(), name: name(&next), from: change.from, to: None },
        seats: seats(&after, tx.ctx.date_of(tx.now).max(change.from)),
        offices: offices(tx, &before, &after).await?,
        roles,
    })
}

fn name(person: &person::Model) -> String {
    format!("{} {}", person.first_name, person.last_name)
}

async fn end_post(tx: &WriteTx, region: RegionId, old: &affiliation::Model, on: NaiveDate) -> Result<()> {
    let row = lock_row::<affiliation::Entity>(tx.conn(), old.id).await?;
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.to_date = Set(Some(on));
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    let event = Change::of("affiliation.updated", "affiliation", row.id, row.version).in_region(region);
    tx.record(event.with(json!({ "to": on }))).await
}

/// The convents in which the institution has a seat on a day.
fn seats(seated: &[Seated], on: NaiveDate) -> Vec<SeatedIn> {
    let entitled = seated.iter().filter(|seated| seated.entitled(on));
    entitled.map(|seated| SeatedIn { body_id: seated.body.id.into(), body_name: seated.body.name.clone() }).collect()
}

/// What has become of the terms of office.
async fn offices(tx: &WriteTx, before: &[Seated], after: &[Seated]) -> Result<Vec<OfficeChange>> {
    let old: BTreeMap<Uuid, &term::Model> =
        before.iter().flat_map(|seated| &seated.terms).map(|row| (row.id, row)).collect();
    let mut changes = Vec::new();
    for seated in after {
        for row in &seated.terms {
            let Some((event, at)) = what_happened(old.get(&row.id).copied(), row) else { continue };
            let who = find_person(tx.conn(), PersonId(row.person_id)).await?.ok_or(DomainError::NotFound)?;
            let ends = event == OfficeEvent::Ends;
            let reason = row.end_reason.as_deref().filter(|_| ends).map(of_word::<TermEndReason>).transpose()?;
            changes.push(OfficeChange {
                body_id: seated.body.id.into(),
                body_name: seated.body.name.clone(),
                office: of_word(&row.office)?,
                person_id: row.person_id.into(),
                person_name: name(&who),
                event,
                at,
                reason,
                acting: row.acting,
            });
        }
    }
    changes.sort_by_key(|change| (change.at, change.event == OfficeEvent::Begins));
    Ok(changes)
}

fn what_happened(old: Option<&term::Model>, new: &term::Model) -> Option<(OfficeEvent, chrono::DateTime<chrono::Utc>)> {
    match old {
        None if new.annulled_at.is_none() => Some((OfficeEvent::Begins, new.starts_at)),
        Some(old) if old.annulled_at.is_none() && new.annulled_at.is_some() => {
            Some((OfficeEvent::Cancelled, new.starts_at))
        }
        Some(old) if old.ended_at != new.ended_at => new.ended_at.map(|at| (OfficeEvent::Ends, at)),
        _ => None,
    }
}
