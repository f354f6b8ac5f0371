//! Action items: agreeing on them, changing them, marking them as done, carrying them over (I-19).

use super::action_list::get_visible;
use super::action_view;
use super::query::Found;
use super::recording::{is_public, record_removal, recorded, recorded_item, refuse_over};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::words::{of_word, word};
use obrady_entity::{action_item, decision};
use obrady_rules::periods::{due, normalise};
use obrady_types::groups::FuzzyPeriod;
use obrady_types::meetings::{ActionItem, ActionItemCarryOver, ActionItemCreate, ActionItemPatch, ActionItemState};
use obrady_types::{ActionItemId, AgendaItemId, BodyId, ErrorCode, InstitutionId, PersonId, RegionId};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

/// Agrees on an action item.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `meeting_state`; `validation_failed` unless it has one owner whom the
/// region knows, and for a decision on another item.
pub async fn create_action_item(call: &Call, item: AgendaItemId, input: ActionItemCreate) -> Result<ActionItem> {
    call.write("create_action_item", async |tx| {
        let (found, item) = recorded_item(tx, item).await?;
        check_owner(tx, found.meeting.region_id, input.owner_person_id, input.owner_institution_id).await?;
        if let Some(id) = input.decision_id {
            let known = decision::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
            known
                .filter(|known| known.agenda_item_id == item.id)
                .ok_or_else(|| DomainError::field("/decision_id", "invalid"))?;
        }
        let row = insert(tx, &found, item.id, &input).await?;
        view(tx, row).await
    })
    .await
}

/// Writes an open action item.
pub(super) async fn insert(
    tx: &WriteTx,
    found: &Found,
    item: Uuid,
    input: &ActionItemCreate,
) -> Result<action_item::Model> {
    let period = normalise(input.due);
    let row = action_item::Model {
        id: tx.new_id(),
        region_id: found.meeting.region_id,
        body_id: found.meeting.body_id,
        meeting_id: found.meeting.id,
        agenda_item_id: item,
        decision_id: input.decision_id.map(Into::into),
        title: input.title.trim().to_owned(),
        owner_person_id: input.owner_person_id.map(Into::into),
        owner_institution_id: input.owner_institution_id.map(Into::into),
        due_from: period.from,
        due_precision: word(&period.precision)?,
        due_to: due(period),
        state: word(&ActionItemState::Open)?,
        cancel_reason: None,
        completed_on: None,
        deliverable_kind: input.deliverable_kind.as_ref().map(word).transpose()?,
        carried_from_id: None,
        carry_reason: None,
        is_public: is_public(tx.conn(), found, item.into()).await?,
        version: 1,
    };
    write_new(tx, row).await
}

async fn write_new(tx: &WriteTx, row: action_item::Model) -> Result<action_item::Model> {
    let row = row.into_active_model().insert(tx.conn()).await?;
    record(tx, "action_item.created", &row).await?;
    Ok(row)
}

/// Changes an action item of the given version: what is to be done, by whom and when for those who record the body's
/// meetings, and how far it is for its owner as well.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `action_item_state` for one that was carried over, and
/// for changes of one that is not open; `deliverable_required` for `done` without the deliverable that was promised;
/// `validation_failed` for `done` without its date, `cancelled` without its reason, an unknown owner, and
/// `carried_over`.
pub async fn update_action_item(
    call: &Call,
    id: ActionItemId,
    version: i32,
    patch: ActionItemPatch,
) -> Result<ActionItem> {
    call.write("update_action_item", async |tx| {
        let row = locked(tx, id).await?;
        require(tx, &row, &patch)?;
        check_version(row.version, version)?;
        let before: ActionItemState = of_word(&row.state)?;
        let after = patch.state.unwrap_or(before);
        check_state(tx, &row, &patch, (before, after)).await?;
        if patch.owner_person_id.is_some() || patch.owner_institution_id.is_some() {
            check_owner(tx, row.region_id, patch.owner_person_id, patch.owner_institution_id).await?;
        }
        let (completed_before, reason_before) = (row.completed_on, row.cancel_reason.clone());
        let mut change = row.into_active_model();
        if let Some(title) = patch.title.value() {
            change.title = Set(title.trim().to_owned());
        }
        if patch.owner_person_id.is_some() || patch.owner_institution_id.is_some() {
            change.owner_person_id = Set(patch.owner_person_id.map(Into::into));
            change.owner_institution_id = Set(patch.owner_institution_id.map(Into::into));
        }
        if let Some(period) = patch.due.map(normalise) {
            change.due_from = Set(period.from);
            change.due_precision = Set(word(&period.precision)?);
            change.due_to = Set(due(period));
        }
        if !patch.deliverable_kind.is_absent() {
            change.deliverable_kind = Set(patch.deliverable_kind.value().map(word).transpose()?);
        }
        change.state = Set(word(&after)?);
        let completed = patch.completed_on.or(completed_before).filter(|_| after == ActionItemState::Done);
        change.completed_on = Set(completed);
        let reason = patch.cancel_reason.map(|text| text.trim().to_owned()).or(reason_before);
        change.cancel_reason = Set(reason.filter(|_| after == ActionItemState::Cancelled));
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        record(tx, "action_item.updated", &row).await?;
        view(tx, row).await
    })
    .await
}

/// Carries an open action item of the given version over: it goes on as another one with a later due period.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `action_item_state` when it is not open;
/// `validation_failed` for a period that ends no later than before.
pub async fn carry_over_action_item(
    call: &Call,
    id: ActionItemId,
    version: i32,
    input: ActionItemCarryOver,
) -> Result<ActionItem> {
    call.write("carry_over_action_item", async |tx| {
        let row = locked(tx, id).await?;
        if !action_view::edits(&tx.actor, &row) {
            return Err(ErrorCode::Forbidden.into());
        }
        check_version(row.version, version)?;
        if !of_word::<ActionItemState>(&row.state)?.is_open() {
            return Err(ErrorCode::ActionItemState.into());
        }
        let period: FuzzyPeriod = normalise(input.due);
        if due(period) <= row.due_to {
            return Err(DomainError::field("/due/from", "out_of_range"));
        }
        let next = action_item::Model {
            id: tx.new_id(),
            due_from: period.from,
            due_precision: word(&period.precision)?,
            due_to: due(period),
            state: word(&ActionItemState::Open)?,
            carried_from_id: Some(row.id),
            carry_reason: None,
            version: 1,
            ..row.clone()
        };
        let mut change = row.into_active_model();
        change.state = Set(word(&ActionItemState::CarriedOver)?);
        change.carry_reason = Set(input.reason.map(|text| text.trim().to_owned()));
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        record(tx, "action_item.carried_over", &row).await?;
        let next = write_new(tx, next).await?;
        view(tx, next).await
    })
    .await
}

/// Removes an action item of the given version that was entered by mistake, while its meeting is in progress.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `meeting_state` when the meeting is over;
/// `action_item_state` for one that goes on from another; `still_referenced` when it was carried over or delivered
/// something.
pub async fn delete_action_item(call: &Call, id: ActionItemId, version: i32) -> Result<()> {
    call.write("delete_action_item", async |tx| {
        tx.actor.refuse_anonymous()?;
        let meeting = get_visible(tx.conn(), &tx.actor, id).await?.meeting_id;
        let found = recorded(tx, meeting.into()).await?;
        refuse_over(&found)?;
        let row = lock_row::<action_item::Entity>(tx.conn(), id).await?;
        check_version(row.version, version)?;
        if row.carried_from_id.is_some() {
            return Err(ErrorCode::ActionItemState.into());
        }
        action_item::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        record_removal(tx, &found, ("action_item.deleted", "action_item"), (row.id, version + 1)).await
    })
    .await
}

/// An action item that the actor may know of, kept from changes by others.
pub(super) async fn locked(tx: &WriteTx, id: ActionItemId) -> Result<action_item::Model> {
    tx.actor.refuse_anonymous()?;
    get_visible(tx.conn(), &tx.actor, id).await?;
    lock_row::<action_item::Entity>(tx.conn(), id).await
}

/// Who edits may change all; the owner may say how far it is, but not give it up.
fn require(tx: &WriteTx, row: &action_item::Model, patch: &ActionItemPatch) -> Result<()> {
    if action_view::edits(&tx.actor, row) {
        return Ok(());
    }
    let changes = edits(patch) || patch.state == Some(ActionItemState::Cancelled);
    if action_view::owns(&tx.actor, row) && !changes { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

/// Whether a patch changes what is to be done, by whom and when.
fn edits(patch: &ActionItemPatch) -> bool {
    !patch.title.is_absent()
        || patch.owner_person_id.is_some()
        || patch.owner_institution_id.is_some()
        || patch.due.is_some()
        || !patch.deliverable_kind.is_absent()
}

async fn check_state(
    tx: &WriteTx,
    row: &action_item::Model,
    patch: &ActionItemPatch,
    (before, after): (ActionItemState, ActionItemState),
) -> Result<()> {
    if before == ActionItemState::CarriedOver {
        return Err(ErrorCode::ActionItemState.into());
    }
    if patch.state == Some(ActionItemState::CarriedOver) {
        return Err(DomainError::field("/state", "invalid"));
    }
    if edits(patch) && !after.is_open() {
        return Err(ErrorCode::ActionItemState.into());
    }
    let today = tx.ctx.date_of(tx.now);
    match (after, patch.completed_on) {
        (ActionItemState::Done, None) if row.completed_on.is_none() => {
            return Err(DomainError::field("/completed_on", "required"));
        }
        (ActionItemState::Done, Some(date)) if date > today => {
            return Err(DomainError::field("/completed_on", "out_of_range"));
        }
        (ActionItemState::Done, _) | (_, None) => {}
        (_, Some(_)) => return Err(DomainError::field("/completed_on", "invalid")),
    }
    match (after, &patch.cancel_reason) {
        (ActionItemState::Cancelled, None) if row.cancel_reason.is_none() => {
            return Err(DomainError::field("/cancel_reason", "required"));
        }
        (ActionItemState::Cancelled, _) | (_, None) => {}
        (_, Some(_)) => return Err(DomainError::field("/cancel_reason", "invalid")),
    }
    let promised = after == ActionItemState::Done && row.deliverable_kind.is_some();
    if promised && action_view::deliverables_of(tx.conn(), [row.id]).await?.is_empty() {
        return Err(ErrorCode::DeliverableRequired.into());
    }
    Ok(())
}

/// One owner, a person of the region or an institution.
async fn check_owner(
    tx: &WriteTx,
    region: Uuid,
    person: Option<PersonId>,
    institution: Option<InstitutionId>,
) -> Result<()> {
    match (person, institution) {
        (None, None) => Err(DomainError::field("/owner_person_id", "required")),
        (Some(_), Some(_)) => Err(DomainError::field("/owner_institution_id", "invalid")),
        (Some(person), None) => {
            let known = directory::find_person(tx.conn(), person).await?;
            known
                .filter(|known| known.region_id == region)
                .map(|_| ())
                .ok_or_else(|| DomainError::field("/owner_person_id", "invalid"))
        }
        (None, Some(institution)) => {
            let known = directory::find_institution(tx.conn(), institution).await?;
            known
                .filter(|known| known.region_id == region)
                .map(|_| ())
                .ok_or_else(|| DomainError::field("/owner_institution_id", "invalid"))
        }
    }
}

async fn view(tx: &WriteTx, row: action_item::Model) -> Result<ActionItem> {
    action_view::action_item(tx.conn(), &tx.actor, row, tx.ctx.date_of(tx.now)).await
}

async fn record(tx: &WriteTx, action: &'static str, row: &action_item::Model) -> Result<()> {
    let change = Change::of(action, "action_item", row.id, row.version);
    let change = change.in_region(RegionId(row.region_id)).in_body(BodyId(row.body_id));
    tx.record(change.with(json!({ "title": row.title, "state": row.state, "due_on": row.due_to }))).await
}

/// Records a change of something that belongs to an action item.
pub(super) async fn record_part(
    tx: &WriteTx,
    row: &action_item::Model,
    (action, object): (&'static str, &'static str),
    (id, version): (Uuid, i32),
    detail: serde_json::Value,
) -> Result<()> {
    let change = Change::of(action, object, id, version).in_region(RegionId(row.region_id));
    tx.record(change.in_body(BodyId(row.body_id)).with(detail)).await
}
