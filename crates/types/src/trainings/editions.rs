//! Editions: one run of a training, with its days, places and trainers.

use super::TrainingForm;
use crate::meetings::MeetingMode;
use crate::validation::{clock_time, dated, entries, number, present, text};
use crate::{AdviserId, EditionDayId, Patch, PersonId, RegionId, RegistrationId, TrainingEditionId, TrainingId};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// Life cycle of an edition; what follows from the clock is computed when it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EditionState {
    /// Being prepared; only who manages trainings sees it.
    Draft,
    /// Public; registration is yet to open.
    Published,
    /// Registration is open.
    RegistrationOpen,
    /// Registration has closed; places that become free still go to who waits.
    RegistrationClosed,
    /// Taking place.
    InProgress,
    /// Over.
    Completed,
    /// Will not take place.
    Cancelled,
}

/// How to order editions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EditionOrder {
    /// Soonest first.
    #[default]
    Date,
    /// Latest first.
    Latest,
    /// By title, in Polish order.
    Title,
}

/// One run of a training; public once it is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrainingEdition {
    /// The edition.
    pub id: TrainingEditionId,
    /// Its region.
    pub region_id: RegionId,
    /// Its training.
    pub training_id: TrainingId,
    /// The training's title.
    pub title: String,
    /// How it teaches.
    pub form: TrainingForm,
    /// Unique within the region.
    pub code: String,
    /// State at this instant.
    pub state: EditionState,
    /// Its days in order.
    #[cfg_attr(feature = "openapi", schema(max_items = 60))]
    pub days: Vec<EditionDay>,
    /// Start of the first day.
    pub starts_at: DateTime<Utc>,
    /// End of the last day.
    pub ends_at: DateTime<Utc>,
    /// First day before it was last moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<NaiveDate>,
    /// Teaching hours of 45 minutes.
    pub teaching_hours: i32,
    /// Place in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// How it takes place.
    pub mode: MeetingMode,
    /// Places.
    pub capacity: i32,
    /// How many of them are taken.
    pub confirmed: i32,
    /// How many people wait for one.
    pub waiting: i32,
    /// Most places for people of one institution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_limit: Option<i32>,
    /// First instant at which one may register.
    pub registration_opens_at: DateTime<Utc>,
    /// First instant at which one may not any more.
    pub registration_closes_at: DateTime<Utc>,
    /// Who pays for it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding_source: Option<String>,
    /// Who leads it.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub trainers: Vec<Trainer>,
    /// Number of the information clause in force, which a registration has to name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause_number: Option<i32>,
    /// Why it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_reason: Option<String>,
    /// The caller's own active registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_registration_id: Option<RegistrationId>,
    /// Whether the caller may change it and sees everybody who registered.
    pub manageable: bool,
    /// Whether the caller leads it: sees who comes, and marks who came.
    pub led: bool,
    /// Whether facts of it were invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it. Registrations do not change it.
    pub version: i32,
}

/// One day of an edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionDay {
    /// The day.
    pub id: EditionDayId,
    /// Its date in `time_zone`.
    pub date: NaiveDate,
    /// Start as a local wall-clock time, `09:00:00`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "09:00:00"))]
    pub starts_at: NaiveTime,
    /// End as a local wall-clock time.
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "15:30:00"))]
    pub ends_at: NaiveTime,
    /// IANA name of the zone, e.g. `Europe/Warsaw`.
    pub time_zone: String,
}

/// Who leads what of an edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trainer {
    /// The adviser.
    pub adviser_id: AdviserId,
    /// The person.
    pub person_id: PersonId,
    /// First and last name, while the person's function is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Title as they use it.
    pub title: String,
    /// What they are good at.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub specialisations: Vec<String>,
    /// What they teach here.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub blocks: Vec<String>,
}

/// A day of a new or changed edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionDayInput {
    /// Its date.
    #[garde(custom(dated))]
    pub date: NaiveDate,
    /// Start, local wall-clock time.
    #[garde(custom(clock_time))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "09:00:00"))]
    pub starts_at: NaiveTime,
    /// End, local wall-clock time, later than the start.
    #[garde(custom(clock_time))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 8, max_length = 8, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", example = "15:30:00"))]
    pub ends_at: NaiveTime,
}

/// Who leads what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrainerInput {
    /// The adviser.
    #[garde(skip)]
    pub adviser_id: AdviserId,
    /// What they teach.
    #[serde(default)]
    #[garde(custom(entries(0, 20)), inner(custom(text(1, 500))))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub blocks: Vec<String>,
}

/// A new edition, a draft.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"code": "PR/1/2027", "days": [{"date": "2027-02-09", "starts_at": "09:00:00", "ends_at": "15:30:00"}], "teaching_hours": 8, "venue": "ROPS, ul. Piastowska 32, Kraków", "mode": "in_person", "capacity": 20, "institution_limit": 2, "registration_opens_at": "2027-01-11T08:00:00Z", "registration_closes_at": "2027-02-02T23:00:00Z"})))]
pub struct TrainingEditionCreate {
    /// Unique within the region.
    #[garde(custom(text(1, 40)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub code: String,
    /// Its days; dates ascend strictly.
    #[garde(custom(entries(1, 60)), dive)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 60))]
    pub days: Vec<EditionDayInput>,
    /// Teaching hours of 45 minutes.
    #[garde(custom(number(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1000))]
    pub teaching_hours: i32,
    /// Place in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub venue: Option<String>,
    /// How it takes place.
    #[serde(default)]
    #[garde(skip)]
    pub mode: MeetingMode,
    /// Places.
    #[garde(custom(number(1, 10_000)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub capacity: i32,
    /// Most places for people of one institution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1, 10_000)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub institution_limit: Option<i32>,
    /// First instant at which one may register.
    #[garde(custom(dated))]
    pub registration_opens_at: DateTime<Utc>,
    /// First instant at which one may not any more; after the opening, not after the start.
    #[garde(custom(dated))]
    pub registration_closes_at: DateTime<Utc>,
    /// Who pays for it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub funding_source: Option<String>,
    /// Who leads it.
    #[serde(default)]
    #[garde(custom(entries(0, 20)), dive)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub trainers: Vec<TrainerInput>,
}

/// Changes of an edition, until it begins.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"capacity": 24, "institution_limit": null})))]
pub struct TrainingEditionPatch {
    /// All its days. Of a published edition this is a move: who registered is told.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some_days), dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<EditionDayInput>, min_items = 1, max_items = 60))]
    pub days: Option<Vec<EditionDayInput>>,
    /// Teaching hours of 45 minutes.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(value_type = i32, minimum = 1, maximum = 1000))]
    pub teaching_hours: Option<i32>,
    /// Place in words; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 300))]
    pub venue: Patch<String>,
    /// How it takes place.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = MeetingMode))]
    pub mode: Option<MeetingMode>,
    /// Places; not fewer than are taken. More places go to who waits.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1, 10_000)))]
    #[cfg_attr(feature = "openapi", schema(value_type = i32, minimum = 1, maximum = 10_000))]
    pub capacity: Option<i32>,
    /// Most places for people of one institution; `null` clears. Places already given stay.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(number(1, 10_000)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 1, maximum = 10_000))]
    pub institution_limit: Patch<i32>,
    /// First instant at which one may register.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = DateTime<Utc>))]
    pub registration_opens_at: Option<DateTime<Utc>>,
    /// First instant at which one may not any more.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = DateTime<Utc>))]
    pub registration_closes_at: Option<DateTime<Utc>>,
    /// Who pays for it; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 500))]
    pub funding_source: Patch<String>,
    /// All who lead it.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(super::some(20)), dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<TrainerInput>, max_items = 20))]
    pub trainers: Option<Vec<TrainerInput>>,
}

#[expect(clippy::ref_option, reason = "the signature is garde's")]
fn some_days(days: &Option<Vec<EditionDayInput>>, context: &()) -> garde::Result {
    days.as_ref().map_or(Ok(()), |days| entries(1, 60)(days, context))
}

/// Why an edition will not take place.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"reason": "Prowadząca zachorowała."})))]
pub struct TrainingEditionCancel {
    /// The reason, shown to everybody.
    #[garde(custom(text(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: String,
}
