//! Who was there: one record for each person on each day (I-14), and the quorum that follows from it (I-15).

use crate::validation::{clock_time, present};
use crate::{AttendanceId, InstitutionId, MeetingDayId, MeetingId, Patch, PersonId, RulesVersionId, SeatId};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

use super::MeetingMode;

/// Whether somebody was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AttendanceStatus {
    /// From beginning to end.
    Present,
    /// Arrived after the beginning, at `arrived_at`.
    Late,
    /// Left before the end, at `left_at`; may have arrived late as well.
    LeftEarly,
    /// Not there, without notice.
    Absent,
    /// Not there, with notice.
    Excused,
}

impl AttendanceStatus {
    /// Whether the person was there at all, and so counts for the quorum.
    pub fn counts(self) -> bool {
        matches!(self, Self::Present | Self::Late | Self::LeftEarly)
    }
}

/// A person's attendance on one day of a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attendance {
    /// The record.
    pub id: AttendanceId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The day.
    pub day_id: MeetingDayId,
    /// Who.
    pub person_id: PersonId,
    /// First and last name.
    pub person_name: String,
    /// Institution that they represent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_id: Option<InstitutionId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_name: Option<String>,
    /// The convent's seat that they sit on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat_id: Option<SeatId>,
    /// Whether they were there.
    pub status: AttendanceStatus,
    /// Local wall-clock time of arrival, if late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "10:20:00"))]
    pub arrived_at: Option<NaiveTime>,
    /// Local wall-clock time of leaving, if early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "12:30:00"))]
    pub left_at: Option<NaiveTime>,
    /// The person in whose place they came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitutes_for_id: Option<PersonId>,
    /// That person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitutes_for_name: Option<String>,
    /// In the room or online.
    pub mode: MeetingMode,
    /// When the attendance list was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_at: Option<DateTime<Utc>>,
    /// When it was last recorded.
    pub recorded_at: DateTime<Utc>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new attendance record.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"day_id": "0193a1c2-7f00-7000-8000-000000000001", "person_id": "0193a1c2-7f00-7000-8000-000000000002", "status": "late", "arrived_at": "10:20:00"})))]
pub struct AttendanceCreate {
    /// A day of the meeting; today or earlier (I-14).
    #[garde(skip)]
    pub day_id: MeetingDayId,
    /// Who.
    #[garde(skip)]
    pub person_id: PersonId,
    /// Institution that they represent; of a seat's holder or a member it follows when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub institution_id: Option<InstitutionId>,
    /// The seat that they sit on; of its holder, and of who comes in the holder's place, it follows when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub seat_id: Option<SeatId>,
    /// Whether they were there.
    #[garde(skip)]
    pub status: AttendanceStatus,
    /// Local wall-clock time of arrival; needed with `late`, allowed with `left_early`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(clock_time))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "10:20:00"))]
    pub arrived_at: Option<NaiveTime>,
    /// Local wall-clock time of leaving; needed with `left_early`, later than the arrival.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(clock_time))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "12:30:00"))]
    pub left_at: Option<NaiveTime>,
    /// The person in whose place they came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub substitutes_for_id: Option<PersonId>,
    /// In the room or online; as the meeting, when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub mode: Option<MeetingMode>,
    /// Whether the attendance list is signed.
    #[serde(default)]
    #[garde(skip)]
    pub signed: bool,
}

/// Changes of an attendance record.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"status": "left_early", "left_at": "12:30:00"})))]
pub struct AttendancePatch {
    /// Whether they were there; times that no longer fit are cleared.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = AttendanceStatus))]
    pub status: Option<AttendanceStatus>,
    /// Local wall-clock time of arrival; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(clock_time))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"))]
    pub arrived_at: Patch<NaiveTime>,
    /// Local wall-clock time of leaving; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(clock_time))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"))]
    pub left_at: Patch<NaiveTime>,
    /// The person in whose place they came; seat and institution follow. `null`: in nobody's.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PersonId>))]
    pub substitutes_for_id: Patch<PersonId>,
    /// In the room or online.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = MeetingMode))]
    pub mode: Option<MeetingMode>,
    /// Whether the attendance list is signed.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub signed: Option<bool>,
}

/// The attendance list of a meeting: who is expected on each day, and who was there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceSheet {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Its days in order.
    #[cfg_attr(feature = "openapi", schema(max_items = 14))]
    pub days: Vec<AttendanceDay>,
}

/// One day of an attendance list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceDay {
    /// The day.
    pub day_id: MeetingDayId,
    /// Its date.
    pub date: NaiveDate,
    /// Whether attendance may be recorded for it now: the day has come, and the meeting is not over for good.
    pub open: bool,
    /// How many people were there.
    pub present: i32,
    /// The quorum, for bodies that need one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Quorum>,
    /// Expected people in the order of seats or names, then everyone else who was recorded.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub people: Vec<AttendanceRow>,
}

/// A line of an attendance list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceRow {
    /// Who; absent for a seat that nobody holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// First and last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_name: Option<String>,
    /// Institution that they represent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_id: Option<InstitutionId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_name: Option<String>,
    /// The seat that they are expected on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat_id: Option<SeatId>,
    /// Whether they hold a seat or are a member on that day.
    pub expected: bool,
    /// What was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<Attendance>,
}

/// Whether enough seats are present on a day (I-15).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quorum {
    /// Seats entitled on that day.
    pub entitled: i32,
    /// Seats present, and substitutes where the rules count them.
    pub present: i32,
    /// How many are needed.
    pub needed: i32,
    /// Whether they are there.
    pub reached: bool,
    /// The rules that say so: those in force when the day begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules_version_id: Option<RulesVersionId>,
}
