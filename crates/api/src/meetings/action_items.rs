//! Action items and what they deliver.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Get, Merge, Post, PostVersion, Remove, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use obrady_domain::meetings::{self, ActionItemFilter};
use obrady_types::meetings::{
    ActionItem, ActionItemCarryOver, ActionItemCreate, ActionItemPart, ActionItemPatch, ActionItemState, Deliverable,
    DeliverableCreate, DeliverablePatch,
};
use obrady_types::{ActionItemId, AgendaItemId, BodyId, DeliverableId, MeetingId, Page, RegionId};

list_query! {
    /// Parameters of the list of action items.
    ActionItemListQuery {
        /// Of one body.
        body_id: Option<BodyId>,
        /// Of one region.
        region_id: Option<RegionId>,
        /// Agreed on at one meeting.
        meeting_id: Option<MeetingId>,
        /// In one state.
        state: Option<ActionItemState>,
        /// Still to be done (`true`), or not any more (`false`).
        open: Option<bool>,
        /// Overdue (`true`), or not (`false`).
        overdue: Option<bool>,
        /// The caller's: as owner, or of bodies that the caller coordinates or chairs.
        mine: Option<ActionItemPart>,
    }
}

/// Lists action items, the first due first.
///
/// Permissions: anyone for what public items of meetings led to that are over; the body's members, those who edit it
/// and the owner for the rest.
#[utoipa::path(tag = "action-items", params(ActionItemListQuery), responses((status = 200, description = "Action items", body = Page<ActionItem>)))]
#[get("/action-items")]
pub(crate) async fn list_action_items(get: Get<ActionItemListQuery>) -> Answer<List<ActionItem>> {
    let query = get.query;
    let page = query.page();
    let filter = ActionItemFilter {
        body_id: query.body_id,
        region_id: query.region_id,
        meeting_id: query.meeting_id,
        state: query.state,
        open: query.open,
        overdue: query.overdue,
        mine: query.mine,
    };
    Ok(List(meetings::list_action_items(&get.call, &filter, &page).await?))
}

/// Agrees on an action item at an agenda item.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "action-items", request_body = ActionItemCreate, responses((status = 201, description = "The new action item", body = ActionItem)))]
#[post("/agenda-items/{agenda_item_id}/action-items")]
pub(crate) async fn create_action_item(
    agenda_item_id: Path<AgendaItemId>,
    post: Post<ActionItemCreate>,
) -> Answer<Created<ActionItem>> {
    let made = meetings::create_action_item(&post.call, *agenda_item_id, post.input).await?;
    Ok(Created::at(format!("/action-items/{}", made.id), made))
}

/// Reads an action item.
///
/// Permissions: anyone for what public items of meetings led to that are over; the body's members, those who edit it
/// and the owner for the rest.
#[utoipa::path(tag = "action-items", responses((status = 200, description = "The action item", body = ActionItem)))]
#[get("/action-items/{action_item_id}")]
pub(crate) async fn get_action_item(action_item_id: Path<ActionItemId>, get: Get<()>) -> Answer<Versioned<ActionItem>> {
    Ok(Versioned(meetings::get_action_item(&get.call, *action_item_id).await?))
}

/// Changes an action item, or says how far it is.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region; its owner, and representatives of
/// the institution that owns it, to say how far it is.
#[utoipa::path(tag = "action-items", request_body = ActionItemPatch, responses((status = 200, description = "The changed action item", body = ActionItem)))]
#[patch("/action-items/{action_item_id}")]
pub(crate) async fn update_action_item(
    action_item_id: Path<ActionItemId>,
    patch: Merge<ActionItemPatch>,
) -> Answer<Versioned<ActionItem>> {
    Ok(Versioned(meetings::update_action_item(&patch.call, *action_item_id, patch.version, patch.input).await?))
}

/// Removes an action item that was entered by mistake, while its meeting is in progress.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "action-items", responses((status = 204, description = "It is removed")))]
#[delete("/action-items/{action_item_id}")]
pub(crate) async fn delete_action_item(action_item_id: Path<ActionItemId>, remove: Remove) -> Answer<NoContent> {
    meetings::delete_action_item(&remove.call, *action_item_id, remove.version()?).await?;
    Ok(NoContent)
}

/// Carries an open action item over: it goes on as a new one with a later due period.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "action-items", request_body = ActionItemCarryOver, responses((status = 201, description = "The action item that goes on", body = ActionItem)))]
#[post("/action-items/{action_item_id}/carry-over")]
pub(crate) async fn carry_over_action_item(
    action_item_id: Path<ActionItemId>,
    post: PostVersion<ActionItemCarryOver>,
) -> Answer<Created<ActionItem>> {
    let made = meetings::carry_over_action_item(&post.call, *action_item_id, post.version, post.input).await?;
    Ok(Created::at(format!("/action-items/{}", made.id), made))
}

/// Adds what came of an action item.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region; its owner, and representatives of
/// the institution that owns it, to say how far it is.
#[utoipa::path(tag = "action-items", request_body = DeliverableCreate, responses((status = 201, description = "The new deliverable", body = Deliverable)))]
#[post("/action-items/{action_item_id}/deliverables")]
pub(crate) async fn create_deliverable(
    action_item_id: Path<ActionItemId>,
    post: Post<DeliverableCreate>,
) -> Answer<Created<Deliverable>> {
    let made = meetings::create_deliverable(&post.call, *action_item_id, post.input).await?;
    Ok(Created::at(format!("/deliverables/{}", made.id), made))
}

/// Reads a deliverable.
///
/// Permissions: as its action item: anyone for what public items of meetings led to that are over; the body's members, those who edit it
/// and the owner for the rest.
#[utoipa::path(tag = "action-items", responses((status = 200, description = "The deliverable", body = Deliverable)))]
#[get("/deliverables/{deliverable_id}")]
pub(crate) async fn get_deliverable(
    deliverable_id: Path<DeliverableId>,
    get: Get<()>,
) -> Answer<Versioned<Deliverable>> {
    Ok(Versioned(meetings::get_deliverable(&get.call, *deliverable_id).await?))
}

/// Changes a deliverable.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region; its owner, and representatives of
/// the institution that owns it, to say how far it is.
#[utoipa::path(tag = "action-items", request_body = DeliverablePatch, responses((status = 200, description = "The changed deliverable", body = Deliverable)))]
#[patch("/deliverables/{deliverable_id}")]
pub(crate) async fn update_deliverable(
    deliverable_id: Path<DeliverableId>,
    patch: Merge<DeliverablePatch>,
) -> Answer<Versioned<Deliverable>> {
    Ok(Versioned(meetings::update_deliverable(&patch.call, *deliverable_id, patch.version, patch.input).await?))
}
