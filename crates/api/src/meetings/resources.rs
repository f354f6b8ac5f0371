//! Meetings and their days.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Act, Get, Merge, Post, Remove, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use chrono::NaiveDate;
use obrady_domain::meetings::{self, MeetingFilter};
use obrady_types::meetings::{Meeting, MeetingCreate, MeetingPatch, MeetingState};
use obrady_types::{BodyId, MeetingId, Page, RegionId};

list_query! {
    /// Parameters of the list of meetings.
    MeetingListQuery {
        /// Of one body.
        body_id: Option<BodyId>,
        /// Of one region.
        region_id: Option<RegionId>,
        /// In one state.
        state: Option<MeetingState>,
        /// With a day on or after this one.
        #[serde(default, deserialize_with = "crate::extract::day")]
        from: Option<NaiveDate>,
        /// With a day on or before this one.
        #[serde(default, deserialize_with = "crate::extract::day")]
        to: Option<NaiveDate>,
    }
}

/// Lists meetings.
///
/// Permissions: anyone; drafts are for the body's members and those who edit them.
#[utoipa::path(tag = "meetings", params(MeetingListQuery), responses((status = 200, description = "Meetings by date", body = Page<Meeting>)))]
#[get("/meetings")]
pub(crate) async fn list_meetings(get: Get<MeetingListQuery>) -> Answer<List<Meeting>> {
    let query = get.query;
    let page = query.page();
    let filter = MeetingFilter {
        body_id: query.body_id,
        region_id: query.region_id,
        state: query.state,
        from: query.from,
        to: query.to,
    };
    Ok(List(meetings::list_meetings(&get.call, &filter, &page).await?))
}

/// Makes a meeting, a draft.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "meetings", request_body = MeetingCreate, responses((status = 201, description = "The new meeting", body = Meeting)))]
#[post("/meetings")]
pub(crate) async fn create_meeting(post: Post<MeetingCreate>) -> Answer<Created<Meeting>> {
    let made = meetings::create_meeting(&post.call, post.input).await?;
    Ok(Created::at(format!("/meetings/{}", made.id), made))
}

/// Reads a meeting.
///
/// Permissions: anyone; drafts are for the body's members and those who edit them.
#[utoipa::path(tag = "meetings", responses((status = 200, description = "The meeting", body = Meeting)))]
#[get("/meetings/{meeting_id}")]
pub(crate) async fn get_meeting(meeting_id: Path<MeetingId>, get: Get<()>) -> Answer<Versioned<Meeting>> {
    Ok(Versioned(meetings::get_meeting(&get.call, *meeting_id).await?))
}

/// Changes a meeting.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "meetings", request_body = MeetingPatch, responses((status = 200, description = "The changed meeting", body = Meeting)))]
#[patch("/meetings/{meeting_id}")]
pub(crate) async fn update_meeting(
    meeting_id: Path<MeetingId>,
    patch: Merge<MeetingPatch>,
) -> Answer<Versioned<Meeting>> {
    Ok(Versioned(meetings::update_meeting(&patch.call, *meeting_id, patch.version, patch.input).await?))
}

/// Removes a draft; its topics return to the backlog.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "meetings", responses((status = 204, description = "It is removed")))]
#[delete("/meetings/{meeting_id}")]
pub(crate) async fn delete_meeting(meeting_id: Path<MeetingId>, remove: Remove) -> Answer<NoContent> {
    meetings::delete_meeting(&remove.call, *meeting_id, remove.version()?).await?;
    Ok(NoContent)
}

/// Makes the dates of a draft public.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "meetings", responses((status = 200, description = "The changed meeting", body = Meeting)))]
#[post("/meetings/{meeting_id}/schedule")]
pub(crate) async fn schedule_meeting(meeting_id: Path<MeetingId>, act: Act) -> Answer<Versioned<Meeting>> {
    Ok(Versioned(meetings::schedule_meeting(&act.call, *meeting_id, act.version()?).await?))
}

/// Cancels a meeting; its open topics return to the backlog.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "meetings", responses((status = 200, description = "The changed meeting", body = Meeting)))]
#[post("/meetings/{meeting_id}/cancel")]
pub(crate) async fn cancel_meeting(meeting_id: Path<MeetingId>, act: Act) -> Answer<Versioned<Meeting>> {
    Ok(Versioned(meetings::cancel_meeting(&act.call, *meeting_id, act.version()?).await?))
}
