//! Merging entries that stand twice. Everything that refers to the duplicate moves; a move that would break a term, a
//! seat or another rule refuses the whole merge.

use super::query::{affiliations, find_institution, get_person_row};
use super::references::{references_to, repoint};
use super::{people, seed, view};
use crate::convents;
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::identity;
use crate::policy::{Action, Scope};
use obrady_entity::{affiliation, institution, person, term};
use obrady_types::directory::{Institution, InstitutionMerge, MergePreview, Moved, Person, PersonMerge};
use obrady_types::{ErrorCode, InstitutionId, PersonId, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Says what merging a person into another would do; nothing is written.
///
/// # Errors
/// Those of [`merge_person`], but for the refusal itself, which is part of the answer.
pub async fn preview_person_merge(call: &Call, id: PersonId, duplicate: PersonId) -> Result<MergePreview> {
    preview(call.rehearse(async |tx| merge_people(tx, id, duplicate, None).await.map(|(_, moves)| moves)).await)
}

/// Merges a duplicate into a person: posts, memberships, the account and everything else that names the duplicate names
/// the person from then on, and the duplicate is removed.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` for a duplicate that is unknown, of
/// another region or the person themself; `merge_refused` when the duplicate has a term of office or a rule would be
/// broken, with the rule's code at `/duplicate_id`.
pub async fn merge_person(call: &Call, id: PersonId, version: i32, input: PersonMerge) -> Result<Person> {
    call.write("merge_person", async |tx| {
        let versions = Some((version, input.duplicate_version));
        let (row, _) = merge_people(tx, id, input.duplicate_id, versions).await?;
        Ok(view::person(row, true))
    })
    .await
}

/// Says what merging an institution into another would do; nothing is written.
///
/// # Errors
/// Those of [`merge_institution`], but for the refusal itself, which is part of the answer.
pub async fn preview_institution_merge(
    call: &Call,
    id: InstitutionId,
    duplicate: InstitutionId,
) -> Result<MergePreview> {
    preview(call.rehearse(async |tx| merge_institutions(tx, id, duplicate, None).await.map(|(_, moves)| moves)).await)
}

/// Merges a duplicate into an institution: posts, seats, bodies and everything else move, and the duplicate is closed
/// with the institution as its successor, so that its address goes on to lead somewhere.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` for a duplicate that is unknown, of
/// another region or the institution itself; `merge_refused` as for people.
pub async fn merge_institution(
    call: &Call,
    id: InstitutionId,
    version: i32,
    input: InstitutionMerge,
) -> Result<Institution> {
    call.write("merge_institution", async |tx| {
        let versions = Some((version, input.duplicate_version));
        let (row, _) = merge_institutions(tx, id, input.duplicate_id, versions).await?;
        view::institution(tx.conn(), row, tx.ctx.date_of(tx.now)).await
    })
    .await
}

fn preview(outcome: Result<Vec<Moved>>) -> Result<MergePreview> {
    match outcome {
        Ok(moves) => Ok(MergePreview { moves, refusal: None }),
        Err(DomainError::RefusedFields(ErrorCode::MergeRefused, errors)) => {
            Ok(MergePreview { moves: Vec::new(), refusal: errors.into_iter().next() })
        }
        Err(other) => Err(other),
    }
}

fn refused(why: &str) -> DomainError {
    DomainError::refused_field(ErrorCode::MergeRefused, "/duplicate_id", why)
}

/// A rule that a move breaks refuses the merge; what failed for another reason fails as it is.
fn refusal(error: DomainError) -> DomainError {
    match error.code() {
        ErrorCode::Internal | ErrorCode::Unavailable | ErrorCode::InsufficientStorage => error,
        code => refused(code.as_str()),
    }
}

/// Locks both rows in the order of their ids, so that two merges at once do not wait for each other.
async fn lock_both<E>(tx: &WriteTx, kept: Uuid, duplicate: Uuid) -> Result<(E::Model, Option<E::Model>)>
where
    E: EntityTrait,
    <E::PrimaryKey as sea_orm::PrimaryKeyTrait>::ValueType: From<Uuid>,
{
    let (mut first, mut second) = (None, None);
    for id in BTreeSet::from([kept, duplicate]) {
        match lock_row::<E>(tx.conn(), id).await {
            Ok(row) if id == kept => first = Some(row),
            Ok(row) => second = Some(row),
            Err(DomainError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok((first.ok_or(DomainError::NotFound)?, second))
}

fn check_versions(versions: Option<(i32, i32)>, kept: i32, duplicate: i32) -> Result<()> {
    let Some((wanted, wanted_duplicate)) = versions else { return Ok(()) };
    check_version(kept, wanted)?;
    if duplicate != wanted_duplicate {
        let why = ErrorCode::StaleVersion.as_str();
        return Err(DomainError::refused_field(ErrorCode::MergeRefused, "/duplicate_version", why));
    }
    Ok(())
}

async fn move_everything(tx: &WriteTx, table: &str, from: Uuid, to: Uuid) -> Result<Vec<Moved>> {
    let mut moves: Vec<Moved> = Vec::new();
    for reference in references_to(tx.conn(), table).await? {
        let count = repoint(tx.conn(), &reference, from, to).await.map_err(refusal)?;
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        match moves.iter_mut().find(|moved| moved.what == reference.table) {
            Some(moved) => moved.count = moved.count.saturating_add(count),
            None => moves.push(Moved { what: reference.table, count }),
        }
    }
    moves.retain(|moved| moved.count > 0);
    Ok(moves)
}

async fn merge_people(
    tx: &WriteTx,
    id: PersonId,
    duplicate: PersonId,
    versions: Option<(i32, i32)>,
) -> Result<(person::Model, Vec<Moved>)> {
    tx.actor.refuse_anonymous()?;
    let found = get_person_row(tx.conn(), id).await?;
    if !found.is_public_function && !people::reads(&tx.actor, found.region_id) {
        return Err(DomainError::NotFound);
    }
    tx.require(Action::EditPerson, &Scope::region(found.region_id))?;
    let posts = affiliations().filter(affiliation::Column::PersonId.eq(Uuid::from(duplicate)));
    let heads = posts.filter(affiliation::Column::IsHead.eq(true)).all(tx.conn()).await?;
    let headed: BTreeSet<Uuid> = heads.into_iter().map(|post| post.institution_id).collect();
    for institution in &headed {
        convents::lock_bodies_seating(tx, *institution).await?;
    }
    let (kept, double) = lock_both::<person::Entity>(tx, id.into(), duplicate.into()).await?;
    let double = double
        .filter(|double| double.id != kept.id && double.region_id == kept.region_id && double.erased_at.is_none())
        .ok_or_else(|| DomainError::field("/duplicate_id", "invalid"))?;
    if kept.erased_at.is_some() {
        return Err(ErrorCode::PersonErased.into());
    }
    check_versions(versions, kept.version, double.version)?;
    let terms = term::Entity::find().filter(term::Column::PersonId.eq(double.id)).count(tx.conn()).await?;
    if terms > 0 {
        // Terms are history, and history names whom it named (I-09).
        return Err(refused(ErrorCode::TermEnded.as_str()));
    }
    // The account of either of them gets the mail address of the one that stays.
    let mail = kept.email.clone().or(double.email.clone());
    for (row, address) in [(&kept, &kept.email), (&double, &double.email)] {
        if *address != mail {
            identity::guard_mail(tx, row.id).await?;
            if let Some(before) = address {
                identity::mail_changed(tx, row.id, before).await?;
            }
        }
    }
    let moves = move_everything(tx, "person", double.id, kept.id).await?;
    for institution in headed {
        convents::headship_changed(tx, institution, kept.id).await?;
    }
    let double_id = double.id;
    person::Entity::delete_by_id(double_id).exec(tx.conn()).await.map_err(|error| refusal(error.into()))?;
    let (region, version) = (RegionId(kept.region_id), kept.version + 1);
    let mut change = kept.clone().into_active_model();
    change.email = Set(mail);
    change.phone = Set(kept.phone.or(double.phone));
    change.display_title = Set(kept.display_title.or(double.display_title));
    change.external_reference = Set(kept.external_reference.or(double.external_reference));
    change.is_public_function = Set(kept.is_public_function || double.is_public_function);
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    let gone = Change::of("person.merged", "person", double_id, double.version + 1).in_region(region).removed();
    tx.record(gone.with(json!({ "into": row.id, "moves": moves }))).await?;
    let event = Change::of("person.updated", "person", row.id, version).in_region(region);
    tx.record(event.with(json!({ "merged": double_id }))).await?;
    Ok((row, moves))
}

async fn merge_institutions(
    tx: &WriteTx,
    id: InstitutionId,
    duplicate: InstitutionId,
    versions: Option<(i32, i32)>,
) -> Result<(institution::Model, Vec<Moved>)> {
    tx.actor.refuse_anonymous()?;
    let found = find_institution(tx.conn(), id).await?.ok_or(DomainError::NotFound)?;
    tx.require(Action::EditInstitution, &Scope::region(found.region_id))?;
    convents::lock_bodies_seating(tx, found.id).await?;
    convents::lock_bodies_seating(tx, duplicate.into()).await?;
    let (kept, double) = lock_both::<institution::Entity>(tx, id.into(), duplicate.into()).await?;
    let double = double
        .filter(|double| double.id != kept.id && double.region_id == kept.region_id)
        .ok_or_else(|| DomainError::field("/duplicate_id", "invalid"))?;
    check_versions(versions, kept.version, double.version)?;
    let terms = term::Entity::find().filter(term::Column::InstitutionId.eq(double.id)).count(tx.conn()).await?;
    if terms > 0 {
        return Err(refused(ErrorCode::TermEnded.as_str()));
    }
    let moves = move_everything(tx, "institution", double.id, kept.id).await?;
    let region = RegionId(kept.region_id);
    let today = tx.ctx.date_of(tx.now);
    let (double_id, version) = (double.id, double.version + 1);
    let mut change = double.clone().into_active_model();
    change.successor_id = Set(Some(kept.id));
    change.closed_on = Set(double.closed_on.or(Some(today)));
    change.external_reference = Set(None);
    change.version = Set(version);
    change.update(tx.conn()).await.map_err(|error| refusal(error.into()))?;
    let mut change = kept.clone().into_active_model();
    change.town = Set(kept.town.or(double.town));
    change.search = Set(seed::institution_search(&kept.name, change.town.as_ref().as_deref()));
    change.address = Set(kept.address.or(double.address));
    change.short_name = Set(kept.short_name.or(double.short_name));
    change.teryt_county = Set(kept.teryt_county.or(double.teryt_county));
    change.teryt_commune = Set(kept.teryt_commune.or(double.teryt_commune));
    change.external_reference = Set(kept.external_reference.or(double.external_reference));
    change.version = Set(kept.version + 1);
    let row = change.update(tx.conn()).await?;
    convents::institution_renamed(tx, &row).await?;
    let gone = Change::of("institution.merged", "institution", double_id, version).in_region(region);
    tx.record(gone.with(json!({ "into": row.id, "moves": moves }))).await?;
    let event = Change::of("institution.updated", "institution", row.id, row.version).in_region(region);
    tx.record(event.with(json!({ "merged": double_id }))).await?;
    settle_heads(tx, row.id).await?;
    Ok((row, moves))
}

/// Offices held by the institution's seats follow from the posts that it has now.
async fn settle_heads(tx: &WriteTx, institution: Uuid) -> Result<()> {
    let posts = affiliations().filter(affiliation::Column::InstitutionId.eq(institution));
    let heads = posts.filter(affiliation::Column::IsHead.eq(true)).all(tx.conn()).await?;
    let people: BTreeSet<Uuid> = heads.into_iter().map(|post| post.person_id).collect();
    for person in people {
        convents::headship_changed(tx, institution, person).await?;
    }
    Ok(())
}
