//! Trainings: what is taught, by whom, when and where, and who registered.

mod editions;
mod registrations;

pub use editions::*;
pub use registrations::*;

use crate::validation::{entries, not_null, present, text};
use crate::{AdviserId, InformationClauseId, Patch, PersonId, PracticeModelId, RegionId, TrainingId};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// How a training teaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TrainingForm {
    /// Kurs.
    Course,
    /// Warsztat.
    Workshop,
    /// Seminarium.
    Seminar,
    /// Wizyta studyjna.
    StudyVisit,
    /// Superwizja.
    Supervision,
}

/// A training: what it is about and for whom; public once one of its editions is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Training {
    /// The training.
    pub id: TrainingId,
    /// Its region.
    pub region_id: RegionId,
    /// Title in Polish.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// How it teaches.
    pub form: TrainingForm,
    /// Topics in order.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub topics: Vec<String>,
    /// Whom it is for.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub audiences: Vec<String>,
    /// Practices that it passes on.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub practice_models: Vec<PracticeModel>,
    /// Whether one of its editions was published.
    pub announced: bool,
    /// Whether the caller may change it and make editions.
    pub editable: bool,
    /// Whether facts of it were invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new training.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"title": "Praca z rodziną w kryzysie", "description": "Dwa dni ćwiczeń.", "form": "workshop", "topics": ["Rozmowa motywująca"], "audiences": ["asystenci rodziny"]})))]
pub struct TrainingCreate {
    /// Title.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    /// What it is about.
    #[serde(default)]
    #[garde(custom(text(0, 4000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub description: String,
    /// How it teaches.
    #[garde(skip)]
    pub form: TrainingForm,
    /// Topics in order.
    #[serde(default)]
    #[garde(custom(entries(0, 50)), inner(custom(text(1, 500))))]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub topics: Vec<String>,
    /// Whom it is for.
    #[serde(default)]
    #[garde(custom(entries(0, 50)), inner(custom(text(1, 300))))]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub audiences: Vec<String>,
    /// Practices that it passes on.
    #[serde(default)]
    #[garde(custom(entries(0, 50)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub practice_model_ids: Vec<PracticeModelId>,
    /// The region; the caller's own when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}

/// Changes of a training.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"description": "Trzy dni ćwiczeń."})))]
pub struct TrainingPatch {
    /// Title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub title: Patch<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 4000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 4000))]
    pub description: Patch<String>,
    /// How it teaches.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = TrainingForm))]
    pub form: Option<TrainingForm>,
    /// All its topics.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some(50)), inner(inner(custom(text(1, 500)))))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, max_items = 50))]
    pub topics: Option<Vec<String>>,
    /// All whom it is for.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some(50)), inner(inner(custom(text(1, 300)))))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, max_items = 50))]
    pub audiences: Option<Vec<String>>,
    /// All practices that it passes on.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some(50)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<PracticeModelId>, max_items = 50))]
    pub practice_model_ids: Option<Vec<PracticeModelId>>,
}

/// At most `max` entries, where the list is sent.
pub(crate) fn some<T>(max: usize) -> impl Fn(&Option<Vec<T>>, &()) -> garde::Result {
    move |list, context| list.as_ref().map_or(Ok(()), |list| entries(0, max)(list, context))
}

/// A practice that is worth spreading; public.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeModel {
    /// The model.
    pub id: PracticeModelId,
    /// Its region.
    pub region_id: RegionId,
    /// Name as its source has it.
    pub name: String,
    /// Region in which it was worked out.
    pub origin_region: String,
    /// What it does.
    pub description: String,
    /// For whom.
    pub target_group: String,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new practice model.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"name": "model ełcki", "origin_region": "warmińsko-mazurskie", "description": "Holistyczne podejście do człowieka."})))]
pub struct PracticeModelCreate {
    /// Name.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub name: String,
    /// Region in which it was worked out.
    #[serde(default)]
    #[garde(custom(text(0, 100)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub origin_region: String,
    /// What it does.
    #[serde(default)]
    #[garde(custom(text(0, 4000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub description: String,
    /// For whom.
    #[serde(default)]
    #[garde(custom(text(0, 300)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub target_group: String,
    /// The region; the caller's own when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}

/// Changes of a practice model.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"target_group": "młodzież"})))]
pub struct PracticeModelPatch {
    /// Name.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub name: Patch<String>,
    /// Region in which it was worked out.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 100)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 100))]
    pub origin_region: Patch<String>,
    /// What it does.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 4000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 4000))]
    pub description: Patch<String>,
    /// For whom.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 300))]
    pub target_group: Patch<String>,
}

/// An adviser, who leads trainings; public with their name where their function is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Adviser {
    /// The adviser.
    pub id: AdviserId,
    /// Their region.
    pub region_id: RegionId,
    /// The person.
    pub person_id: PersonId,
    /// First and last name, while the person's function is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Title as they use it: `doradczyni`, `doradca`.
    pub title: String,
    /// A few words about them.
    pub bio: String,
    /// What they are good at.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub specialisations: Vec<String>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new adviser.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"person_id": "0193a1c2-7f00-7000-8000-000000000001", "title": "doradca", "specialisations": ["partnerstwa lokalne"]})))]
pub struct AdviserCreate {
    /// A person of a public function.
    #[garde(skip)]
    pub person_id: PersonId,
    /// Title as they use it.
    #[garde(custom(text(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub title: String,
    /// A few words about them.
    #[serde(default)]
    #[garde(custom(text(0, 2000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub bio: String,
    /// What they are good at.
    #[serde(default)]
    #[garde(custom(entries(0, 20)), inner(custom(text(1, 200))))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub specialisations: Vec<String>,
}

/// Changes of an adviser.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"title": "doradczyni"})))]
pub struct AdviserPatch {
    /// Title as they use it.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 100)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 100))]
    pub title: Patch<String>,
    /// A few words about them.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 2000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 2000))]
    pub bio: Patch<String>,
    /// All that they are good at.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some(20)), inner(inner(custom(text(1, 200)))))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, max_items = 20))]
    pub specialisations: Option<Vec<String>>,
}

/// What a person who registers is told about their data; a new text is a new number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InformationClause {
    /// The clause.
    pub id: InformationClauseId,
    /// Its region.
    pub region_id: RegionId,
    /// Number within the region: 1, 2, …; the highest one is in force.
    pub number: i32,
    /// The text in Polish.
    pub text_pl: String,
    /// The text in English.
    pub text_en: String,
    /// Since when it is in force.
    pub published_at: DateTime<Utc>,
}

/// A new text of the information clause; it is in force at once.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"text_pl": "Administratorem danych jest ROPS w Krakowie…", "text_en": "The controller of the data is ROPS in Kraków…"})))]
pub struct InformationClauseCreate {
    /// The text in Polish.
    #[garde(custom(text(1, 8000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 8000))]
    pub text_pl: String,
    /// The text in English.
    #[garde(custom(text(1, 8000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 8000))]
    pub text_en: String,
    /// The region; the caller's own when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}
