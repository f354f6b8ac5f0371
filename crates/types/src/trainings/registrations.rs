//! Registrations, the waiting list with its reasons, and attendance.

use crate::validation::{entries, number, text};
use crate::{EditionDayId, InstitutionId, PersonId, RegionId, RegistrationId, TrainingEditionId};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// Life cycle of a registration; what follows from the clock and from attendance is computed when it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RegistrationState {
    /// Has a place.
    Confirmed,
    /// Waits for a place.
    Waiting,
    /// Was given up.
    Cancelled,
    /// Waited until the edition began.
    Expired,
    /// Came on at least one day.
    Attended,
    /// Had a place and came on no day that was recorded.
    NoShow,
}

/// A person's registration for an edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Registration {
    /// The registration.
    pub id: RegistrationId,
    /// Its region.
    pub region_id: RegionId,
    /// Its edition.
    pub edition_id: TrainingEditionId,
    /// Title of the training.
    pub training_title: String,
    /// Code of the edition.
    pub edition_code: String,
    /// First day of the edition.
    pub first_date: NaiveDate,
    /// The person.
    pub person_id: PersonId,
    /// Their first and last name.
    pub person_name: String,
    /// The institution that sends them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_id: Option<InstitutionId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_name: Option<String>,
    /// Number in order of arrival: 1…n per edition, without gaps.
    pub seq: i32,
    /// State at this instant.
    pub state: RegistrationState,
    /// Place on the waiting list, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<i32>,
    /// When it arrived.
    pub submitted_at: DateTime<Utc>,
    /// When a freed place was given to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promoted_at: Option<DateTime<Utc>>,
    /// When it was given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_at: Option<DateTime<Utc>>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_reason: Option<String>,
    /// What the person needs to take part; only for themselves and for who manages the edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessibility_needs: Option<String>,
    /// What they do not eat; same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diet_needs: Option<String>,
    /// Number of the information clause that was shown.
    pub clause_number: i32,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new registration: of oneself, or of somebody of the institution that one speaks for.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"clause_number": 1, "accessibility_needs": "miejsce blisko mówcy"})))]
pub struct RegistrationCreate {
    /// The person; the caller when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub person_id: Option<PersonId>,
    /// The institution that sends them, at which they work; the only one at which they work when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub institution_id: Option<InstitutionId>,
    /// Number of the information clause that was shown to them.
    #[garde(custom(number(1, 100_000)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100_000))]
    pub clause_number: i32,
    /// What they need to take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub accessibility_needs: Option<String>,
    /// What they do not eat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub diet_needs: Option<String>,
}

/// Why a registration is given up.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"reason": "Choroba"})))]
pub struct RegistrationCancel {
    /// The reason.
    #[garde(custom(text(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// Who comes instead.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"person_id": "0193a1c2-7f00-7000-8000-000000000001", "clause_number": 1})))]
pub struct RegistrationSwap {
    /// Another person of the same institution; they take over number and place.
    #[garde(skip)]
    pub person_id: PersonId,
    /// Number of the information clause that was shown to them.
    #[garde(custom(number(1, 100_000)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100_000))]
    pub clause_number: i32,
}

/// What was decided about a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RegistrationOutcome {
    /// It got a place at once.
    Confirmed,
    /// It waits.
    Waiting,
    /// It got a place that became free.
    Promoted,
    /// A place was free and could not be given to it.
    Skipped,
    /// Another person of the institution took it over.
    Swapped,
    /// It was given up.
    Cancelled,
}

/// Why it was decided so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RegistrationReason {
    /// There were places.
    PlacesFree,
    /// All places were taken.
    Full,
    /// Somebody gave up a place.
    PlaceFreed,
    /// The capacity or the limit was raised.
    CapacityRaised,
    /// The institution has as many places as one may have.
    InstitutionLimit,
    /// The person or the institution asked for it.
    OnRequest,
    /// The edition was cancelled.
    EditionCancelled,
}

/// One decision about a registration: why it stands where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrationDecision {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub outcome: RegistrationOutcome,
    /// Why.
    pub reason: RegistrationReason,
    /// Place on the waiting list at that instant, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<i32>,
    /// Places that one institution might have then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_limit: Option<i32>,
    /// Number of the registration that caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caused_by_seq: Option<i32>,
}

/// Somebody of an institution who may be registered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrainingCandidate {
    /// The person.
    pub person_id: PersonId,
    /// First and last name.
    pub name: String,
    /// Post at the institution.
    pub position_title: String,
    /// Their active registration for the edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration_id: Option<RegistrationId>,
}

/// Whether somebody came on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TrainingAttendanceStatus {
    /// Came.
    Present,
    /// Did not come.
    Absent,
    /// Did not come and said why.
    Excused,
    /// Came and left before the end.
    LeftEarly,
}

/// One mark of the attendance list.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceMark {
    /// The registration, which has a place.
    #[garde(skip)]
    pub registration_id: RegistrationId,
    /// The day.
    #[garde(skip)]
    pub day_id: EditionDayId,
    /// Whether they came.
    #[garde(skip)]
    pub status: TrainingAttendanceStatus,
}

/// Marks to record; a mark replaces the earlier one of the same person and day.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"marks": [{"registration_id": "0193a1c2-7f00-7000-8000-000000000001", "day_id": "0193a1c2-7f00-7000-8000-000000000002", "status": "present"}]})))]
pub struct AttendanceRecord {
    /// The marks.
    #[garde(custom(entries(1, 500)), dive)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub marks: Vec<AttendanceMark>,
}

/// The attendance list of an edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrainingAttendanceSheet {
    /// The edition.
    pub edition_id: TrainingEditionId,
    /// All marks so far.
    #[cfg_attr(feature = "openapi", schema(max_items = 600_000))]
    pub marks: Vec<AttendanceMark>,
}
