//! Meetings, their days and their agendas.

mod action_items;
mod agenda;
mod attendance;
mod record;

pub use action_items::*;
pub use agenda::*;
pub use attendance::*;
pub use record::*;

use crate::validation::{clock_time, dated, entries, not_null, present, text};
use crate::{BodyId, MeetingDayId, MeetingId, Patch, RegionId};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// How a meeting takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MeetingMode {
    /// In one room.
    #[default]
    InPerson,
    /// Online.
    Online,
    /// Both.
    Hybrid,
}

/// Life cycle of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MeetingState {
    /// Being prepared; only the body's coordinators and members see it.
    Draft,
    /// Dates are fixed and public; the agenda is not.
    Scheduled,
    /// An agenda is public.
    AgendaPublished,
    /// Taking place.
    InProgress,
    /// Over.
    Held,
    /// Over, with approved minutes.
    Closed,
    /// Will not take place.
    Cancelled,
}

/// A meeting of a group or a session of a convent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Meeting {
    /// The meeting.
    pub id: MeetingId,
    /// Its region.
    pub region_id: RegionId,
    /// Its body.
    pub body_id: BodyId,
    /// Title in Polish.
    pub title: String,
    /// Number within the body and year, once it was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<i32>,
    /// State.
    pub state: MeetingState,
    /// How it takes place.
    pub mode: MeetingMode,
    /// Place in words, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// Its days in order.
    #[cfg_attr(feature = "openapi", schema(max_items = 14))]
    pub days: Vec<MeetingDay>,
    /// When the agenda was last published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda_published_at: Option<DateTime<Utc>>,
    /// Number of that release: 1, 2, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda_release: Option<i32>,
    /// Whether the caller may edit meeting and agenda.
    pub editable: bool,
    /// Whether the caller may record what happens: attendance, statements, findings, decisions, action items.
    #[serde(default)]
    pub recordable: bool,
    /// Whether facts of it were invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// One day of a meeting, in local time with the zone's changes of that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingDay {
    /// The day.
    pub id: MeetingDayId,
    /// Its date in `time_zone`.
    pub date: NaiveDate,
    /// Start as a local wall-clock time, `10:00:00`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "10:00:00"))]
    pub starts_at: NaiveTime,
    /// Planned end as a local wall-clock time; before `starts_at` means the next day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "13:00:00"))]
    pub ends_at: NaiveTime,
    /// IANA name of the zone, e.g. `Europe/Warsaw`.
    pub time_zone: String,
    /// Offset from UTC in minutes at the start of `date`.
    pub offset_minutes: i32,
    /// Changes of the offset in the 48 hours from the start of `date` (daylight saving).
    #[cfg_attr(feature = "openapi", schema(max_items = 4))]
    pub transitions: Vec<ZoneTransition>,
}

/// A change of a zone's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ZoneTransition {
    /// First instant of the new offset.
    pub at: DateTime<Utc>,
    /// The new offset from UTC in minutes.
    pub offset_minutes: i32,
}

/// A day of a new or changed meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingDayInput {
    /// The day, when it exists already and keeps its items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub id: Option<MeetingDayId>,
    /// Its date.
    #[garde(custom(dated))]
    pub date: NaiveDate,
    /// Start, local wall-clock time.
    #[garde(custom(clock_time))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "10:00:00"))]
    pub starts_at: NaiveTime,
    /// Planned end, local wall-clock time.
    #[garde(custom(clock_time))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "13:00:00"))]
    pub ends_at: NaiveTime,
}

/// A new meeting, a draft.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"body_id": "0193a1c2-7f00-7000-8000-000000000001", "title": "Posiedzenie Grupy roboczej ds. wspierania rodziny", "days": [{"date": "2026-12-08", "starts_at": "10:00:00", "ends_at": "13:00:00"}], "mode": "in_person", "venue": "Sala Urzędu Marszałkowskiego"})))]
pub struct MeetingCreate {
    /// The body that meets.
    #[garde(skip)]
    pub body_id: BodyId,
    /// Title.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    /// How it takes place.
    #[serde(default)]
    #[garde(skip)]
    pub mode: MeetingMode,
    /// Place in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub venue: Option<String>,
    /// Its days; dates ascend strictly (I-12).
    #[garde(custom(entries(1, 14)), dive)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 14))]
    pub days: Vec<MeetingDayInput>,
}

/// Changes of a meeting.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"venue": "ul. Lubelska 23, Kraków"})))]
pub struct MeetingPatch {
    /// Title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub title: Patch<String>,
    /// How it takes place.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = MeetingMode))]
    pub mode: Option<MeetingMode>,
    /// Place in words; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 300))]
    pub venue: Patch<String>,
    /// All its days; a day left out is removed and must have no items, neither in the draft nor in the last release.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some_days), dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<MeetingDayInput>, min_items = 1, max_items = 14))]
    pub days: Option<Vec<MeetingDayInput>>,
}

#[expect(clippy::ref_option, reason = "the signature is garde's")]
fn some_days(days: &Option<Vec<MeetingDayInput>>, context: &()) -> garde::Result {
    days.as_ref().map_or(Ok(()), |days| entries(1, 14)(days, context))
}
