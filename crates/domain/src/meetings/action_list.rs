//! Finding action items: who may know of which, and the list.

use super::action_view;
use super::query::insider_of;
use crate::ctx::Call;
use crate::error::{DomainError, Result};
use crate::paging::{self, Key, Sorting};
use crate::policy::{Actor, Principal};
use crate::words::word;
use obrady_entity::action_item::{self, Column};
use obrady_entity::meeting;
use obrady_types::identity::Role;
use obrady_types::meetings::{ActionItem, ActionItemPart, ActionItemState, MeetingState};
use obrady_types::{ActionItemId, BodyId, ErrorCode, MeetingId, Page, PageQuery, RegionId};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};
use serde::Serialize;
use uuid::Uuid;

/// Which action items to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ActionItemFilter {
    /// Of one body.
    pub body_id: Option<BodyId>,
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Agreed on at one meeting.
    pub meeting_id: Option<MeetingId>,
    /// In one state.
    pub state: Option<ActionItemState>,
    /// Still to be done, or not any more.
    pub open: Option<bool>,
    /// Whose last day is over and which are still open, or all others.
    pub overdue: Option<bool>,
    /// The caller's.
    pub mine: Option<ActionItemPart>,
}

/// The words of the states in which something is still to be done.
pub(super) fn open_states() -> Result<Vec<String>> {
    [ActionItemState::Open, ActionItemState::InProgress].iter().map(word).collect()
}

/// Action items that the actor may know of: of bodies whose drafts they read, their own, and what public items of
/// meetings led to that are over.
fn visible_to(actor: &Actor) -> Result<Select<action_item::Entity>> {
    let all = action_item::Entity::find();
    let Some((regions, bodies)) = insider_of(actor) else { return Ok(all) };
    let over = [MeetingState::Held, MeetingState::Closed].iter().map(word).collect::<Result<Vec<_>>>()?;
    let over = Query::select()
        .expr(Expr::val(1))
        .from(meeting::Entity)
        .and_where(Expr::col((meeting::Entity, meeting::Column::Id)).equals((action_item::Entity, Column::MeetingId)))
        .and_where(meeting::Column::State.is_in(over))
        .to_owned();
    let known = Condition::any()
        .add(Condition::all().add(Column::IsPublic.eq(true)).add(Expr::exists(over)))
        .add(Column::RegionId.is_in(regions))
        .add(Column::BodyId.is_in(bodies))
        .add(owned_by(actor));
    Ok(all.filter(known))
}

fn owned_by(actor: &Actor) -> Condition {
    let institutions = action_view::institutions_of(actor).into_iter().map(Uuid::from);
    let owned = Condition::any().add(Column::OwnerInstitutionId.is_in(institutions));
    match actor.person_id {
        Some(person) => owned.add(Column::OwnerPersonId.eq(Uuid::from(person))),
        None => owned,
    }
}

/// Lists action items that the caller may know of, the first due first.
///
/// # Errors
/// `unauthenticated` when somebody unknown asks for their own; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_action_items(call: &Call, filter: &ActionItemFilter, page: &PageQuery) -> Result<Page<ActionItem>> {
    let reader = call.read().await?;
    let today = reader.ctx.date_of(reader.now);
    let mut select = visible_to(&reader.actor)?;
    if let Some(body) = filter.body_id {
        select = select.filter(Column::BodyId.eq(Uuid::from(body)));
    }
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(meeting) = filter.meeting_id {
        select = select.filter(Column::MeetingId.eq(Uuid::from(meeting)));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(word(state)?));
    }
    match filter.open {
        Some(true) => select = select.filter(Column::State.is_in(open_states()?)),
        Some(false) => select = select.filter(Column::State.is_not_in(open_states()?)),
        None => {}
    }
    let overdue = Condition::all().add(Column::State.is_in(open_states()?)).add(Column::DueTo.lt(today));
    match filter.overdue {
        Some(true) => select = select.filter(overdue),
        Some(false) => select = select.filter(overdue.not()),
        None => {}
    }
    if let Some(part) = filter.mine {
        select = select.filter(mine(&reader.actor, part)?);
    }
    let sorting = Sorting::<action_item::Entity> {
        columns: &[Column::DueTo, Column::Id],
        descending: false,
        key: |row| vec![Key::Date(row.due_to), Key::Id(row.id)],
    };
    // Whose they are and what is overdue depends on who asks and on the day.
    let bound = ("action-items", filter, filter.mine.and(reader.actor.principal()), filter.overdue.map(|_| today));
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &bound).await?;
    let items = action_view::action_items(reader.conn(), &reader.actor, rows.items, today).await?;
    Ok(Page { items, next: rows.next, total: rows.total })
}

fn mine(actor: &Actor, part: ActionItemPart) -> Result<Condition> {
    if actor.principal == Principal::Anonymous {
        return Err(ErrorCode::Unauthenticated.into());
    }
    Ok(match part {
        ActionItemPart::Owner => owned_by(actor),
        ActionItemPart::Coordinator => {
            let granted = actor.grants.iter().filter(|grant| grant.role == Role::Coordinator);
            let bodies = granted.filter_map(|grant| grant.body_id).chain(actor.chairs.iter().copied());
            Condition::any().add(Column::BodyId.is_in(bodies.map(Uuid::from)))
        }
    })
}

/// Reads an action item.
///
/// # Errors
/// `not_found`, also for one that the caller may not know of.
pub async fn get_action_item(call: &Call, id: ActionItemId) -> Result<ActionItem> {
    let reader = call.read().await?;
    let row = get_visible(reader.conn(), &reader.actor, id).await?;
    action_view::action_item(reader.conn(), &reader.actor, row, reader.ctx.date_of(reader.now)).await
}

/// An action item's row that the actor may know of.
pub(super) async fn get_visible<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    id: ActionItemId,
) -> Result<action_item::Model> {
    let known = visible_to(actor)?.filter(Column::Id.eq(Uuid::from(id)));
    known.one(conn).await?.ok_or(DomainError::NotFound)
}
