//! Rows of action items and deliverables as views.

use super::recording::{full_name, knows};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::policy::{Action, Actor, Scope, allows};
use crate::words::of_word;
use chrono::NaiveDate;
use obrady_entity::{action_item, deliverable};
use obrady_types::InstitutionId;
use obrady_types::groups::FuzzyPeriod;
use obrady_types::identity::Role;
use obrady_types::meetings::{ActionItem, ActionItemState, Deliverable};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The institutions that somebody speaks for.
pub(super) fn institutions_of(actor: &Actor) -> Vec<InstitutionId> {
    let speaks = actor.grants.iter().filter(|grant| grant.role == Role::InstitutionRepresentative);
    speaks.filter_map(|grant| grant.institution_id).collect()
}

/// Whether an action item is the actor's own, or of an institution that the actor speaks for.
pub(super) fn owns(actor: &Actor, row: &action_item::Model) -> bool {
    let own = row.owner_person_id.is_some() && row.owner_person_id == actor.person_id.map(Uuid::from);
    own || row.owner_institution_id.is_some_and(|id| institutions_of(actor).contains(&id.into()))
}

/// Whether the actor may change what is to be done.
pub(super) fn edits(actor: &Actor, row: &action_item::Model) -> bool {
    allows(actor, Action::RecordMeeting, &Scope::body(row.region_id, row.body_id))
}

/// The deliverables of action items, in one statement.
pub(super) async fn deliverables_of<C: ConnectionTrait>(
    conn: &C,
    action_items: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<deliverable::Model>> {
    use deliverable::Column;
    let rows = deliverable::Entity::find().filter(Column::ActionItemId.is_in(action_items)).order_by_asc(Column::Id);
    Ok(rows.all(conn).await?)
}

/// A deliverable.
pub(super) fn deliverable(row: deliverable::Model) -> Result<Deliverable> {
    Ok(Deliverable {
        id: row.id.into(),
        action_item_id: row.action_item_id.into(),
        title: row.title,
        kind: of_word(&row.kind)?,
        description: row.description,
        url: row.url,
        published_on: row.published_on,
        version: row.version,
    })
}

/// Action items with their owners and deliverables, in three statements for any number of them. `today` decides
/// whether they are overdue.
pub(super) async fn action_items<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    rows: Vec<action_item::Model>,
    today: NaiveDate,
) -> Result<Vec<ActionItem>> {
    let mut delivered: BTreeMap<Uuid, Vec<Deliverable>> = BTreeMap::new();
    for row in deliverables_of(conn, rows.iter().map(|row| row.id)).await? {
        delivered.entry(row.action_item_id).or_default().push(deliverable(row)?);
    }
    let people = directory::person_names(conn, rows.iter().filter_map(|row| row.owner_person_id)).await?;
    let institutions =
        directory::institution_names(conn, rows.iter().filter_map(|row| row.owner_institution_id)).await?;
    let view = |row: action_item::Model| {
        let state: ActionItemState = of_word(&row.state)?;
        let scope = Scope::body(row.region_id, row.body_id);
        let own = owns(actor, &row);
        let editable = edits(actor, &row);
        let person = row.owner_person_id.and_then(|id| people.get(&id)).filter(|one| own || knows(actor, one, &scope));
        let institution = row.owner_institution_id.and_then(|id| institutions.get(&id));
        Ok(ActionItem {
            id: row.id.into(),
            region_id: row.region_id.into(),
            body_id: row.body_id.into(),
            meeting_id: row.meeting_id.into(),
            agenda_item_id: row.agenda_item_id.into(),
            decision_id: row.decision_id.map(Into::into),
            title: row.title,
            owner_person_id: person.map(|person| person.id.into()),
            owner_institution_id: row.owner_institution_id.map(Into::into),
            owner_name: person.map(full_name).or_else(|| institution.map(|one| one.name.clone())),
            due: FuzzyPeriod { from: row.due_from, precision: of_word(&row.due_precision)? },
            due_on: row.due_to,
            overdue: state.is_open() && row.due_to < today,
            state,
            cancel_reason: row.cancel_reason,
            completed_on: row.completed_on,
            deliverable_kind: row.deliverable_kind.as_deref().map(of_word).transpose()?,
            carry_reason: row.carry_reason,
            carried_from_id: row.carried_from_id.map(Into::into),
            deliverables: delivered.remove(&row.id).unwrap_or_default(),
            editable,
            markable: editable || own,
            version: row.version,
        })
    };
    rows.into_iter().map(view).collect()
}

/// One action item.
pub(super) async fn action_item<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    row: action_item::Model,
    today: NaiveDate,
) -> Result<ActionItem> {
    action_items(conn, actor, vec![row], today).await?.pop().ok_or(DomainError::NotFound)
}
