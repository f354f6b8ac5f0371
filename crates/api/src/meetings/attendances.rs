//! Attendance of a meeting's days.

use crate::answer::{Answer, Created, NoContent, Plain, Versioned};
use crate::extract::{Get, Merge, Post, Remove};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use obrady_domain::meetings;
use obrady_types::meetings::{Attendance, AttendanceCreate, AttendancePatch, AttendanceSheet};
use obrady_types::{AttendanceId, MeetingId};

/// Reads the attendance list: who is expected and who was there on each day, and the quorum.
///
/// Permissions: members, coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", responses((status = 200, description = "The list", body = AttendanceSheet)))]
#[get("/meetings/{meeting_id}/attendance")]
pub(crate) async fn get_attendance_sheet(meeting_id: Path<MeetingId>, get: Get<()>) -> Answer<Plain<AttendanceSheet>> {
    Ok(Plain(meetings::get_attendance_sheet(&get.call, *meeting_id).await?))
}

/// Records somebody's attendance on a day, not before that day and once.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", request_body = AttendanceCreate, responses((status = 201, description = "The new record", body = Attendance)))]
#[post("/meetings/{meeting_id}/attendance")]
pub(crate) async fn create_attendance(
    meeting_id: Path<MeetingId>,
    post: Post<AttendanceCreate>,
) -> Answer<Created<Attendance>> {
    let made = meetings::create_attendance(&post.call, *meeting_id, post.input).await?;
    Ok(Created::at(format!("/attendance/{}", made.id), made))
}

/// Reads an attendance record.
///
/// Permissions: members, coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", responses((status = 200, description = "The record", body = Attendance)))]
#[get("/attendance/{attendance_id}")]
pub(crate) async fn get_attendance(attendance_id: Path<AttendanceId>, get: Get<()>) -> Answer<Versioned<Attendance>> {
    Ok(Versioned(meetings::get_attendance(&get.call, *attendance_id).await?))
}

/// Changes an attendance record.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", request_body = AttendancePatch, responses((status = 200, description = "The changed record", body = Attendance)))]
#[patch("/attendance/{attendance_id}")]
pub(crate) async fn update_attendance(
    attendance_id: Path<AttendanceId>,
    patch: Merge<AttendancePatch>,
) -> Answer<Versioned<Attendance>> {
    Ok(Versioned(meetings::update_attendance(&patch.call, *attendance_id, patch.version, patch.input).await?))
}

/// Removes an attendance record that was entered by mistake.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", responses((status = 204, description = "It is removed")))]
#[delete("/attendance/{attendance_id}")]
pub(crate) async fn delete_attendance(attendance_id: Path<AttendanceId>, remove: Remove) -> Answer<NoContent> {
    meetings::delete_attendance(&remove.call, *attendance_id, remove.version()?).await?;
    Ok(NoContent)
}
