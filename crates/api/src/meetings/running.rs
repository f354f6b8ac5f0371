//! Running a meeting: it begins, its items are dealt with, it is held.

use crate::answer::{Answer, Plain, Versioned};
use crate::extract::{Act, Get, Merge, Post, PostVersion};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::meetings;
use obrady_types::meetings::{
    AgendaItem, AgendaItemAdvance, AgendaOutcomePatch, AgendaProposalAnswer, AgendaProposals, Meeting, MeetingRecord,
};
use obrady_types::{AgendaItemId, MeetingId};

/// Begins a meeting whose agenda is published, on its first day or later.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", responses((status = 200, description = "The changed meeting", body = Meeting)))]
#[post("/meetings/{meeting_id}/start")]
pub(crate) async fn start_meeting(meeting_id: Path<MeetingId>, act: Act) -> Answer<Versioned<Meeting>> {
    Ok(Versioned(meetings::start_meeting(&act.call, *meeting_id, act.version()?).await?))
}

/// Marks a meeting as held, when each item is done, postponed or withdrawn; it gets the next number of its year.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", responses((status = 200, description = "The changed meeting", body = Meeting)))]
#[post("/meetings/{meeting_id}/hold")]
pub(crate) async fn hold_meeting(meeting_id: Path<MeetingId>, act: Act) -> Answer<Versioned<Meeting>> {
    Ok(Versioned(meetings::hold_meeting(&act.call, *meeting_id, act.version()?).await?))
}

/// Reads what happened at a meeting, item by item.
///
/// Permissions: the body's members and those who edit it as it goes; anyone when the meeting is over (what is for
/// members is left out, closed items are masked).
#[utoipa::path(tag = "proceedings", responses((status = 200, description = "The record", body = MeetingRecord)))]
#[get("/meetings/{meeting_id}/record")]
pub(crate) async fn get_meeting_record(meeting_id: Path<MeetingId>, get: Get<()>) -> Answer<Plain<MeetingRecord>> {
    Ok(Plain(meetings::get_meeting_record(&get.call, *meeting_id).await?))
}

/// Reads what a meeting's agenda should take up again: open action items, and items that were put off.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "agendas", responses((status = 200, description = "The proposals", body = AgendaProposals)))]
#[get("/meetings/{meeting_id}/agenda/proposals")]
pub(crate) async fn get_agenda_proposals(meeting_id: Path<MeetingId>, get: Get<()>) -> Answer<Plain<AgendaProposals>> {
    Ok(Plain(meetings::get_agenda_proposals(&get.call, *meeting_id).await?))
}

/// Answers a proposal to this meeting's agenda: an item takes it up, it is declined, or it waits again.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "agendas", request_body = AgendaProposalAnswer, responses((status = 200, description = "The proposals with the answers", body = AgendaProposals)))]
#[post("/meetings/{meeting_id}/agenda/answer-proposal")]
pub(crate) async fn answer_agenda_proposal(
    meeting_id: Path<MeetingId>,
    post: Post<AgendaProposalAnswer>,
) -> Answer<Plain<AgendaProposals>> {
    Ok(Plain(meetings::answer_agenda_proposal(&post.call, *meeting_id, post.input).await?))
}

/// Takes an agenda item one step on: start, finish, postpone, withdraw, reopen.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", request_body = AgendaItemAdvance, responses((status = 200, description = "The changed item", body = AgendaItem)))]
#[post("/agenda-items/{agenda_item_id}/advance")]
pub(crate) async fn advance_agenda_item(
    agenda_item_id: Path<AgendaItemId>,
    post: PostVersion<AgendaItemAdvance>,
) -> Answer<Versioned<AgendaItem>> {
    Ok(Versioned(meetings::advance_agenda_item(&post.call, *agenda_item_id, post.version, post.input).await?))
}

/// Changes the outcome of an agenda item until the minutes are approved.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", request_body = AgendaOutcomePatch, responses((status = 200, description = "The changed item", body = AgendaItem)))]
#[patch("/agenda-items/{agenda_item_id}/outcome")]
pub(crate) async fn update_agenda_item_outcome(
    agenda_item_id: Path<AgendaItemId>,
    patch: Merge<AgendaOutcomePatch>,
) -> Answer<Versioned<AgendaItem>> {
    Ok(Versioned(meetings::update_agenda_item_outcome(&patch.call, *agenda_item_id, patch.version, patch.input).await?))
}
