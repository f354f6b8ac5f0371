//! Frequent questions and their answers.

use super::PublicationState;
use crate::validation::{not_null, number, present, text};
use crate::{FaqEntryId, Patch, RegionId};
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FaqArea {
    /// Groups and their meetings.
    Groups,
    /// The convent.
    Convent,
    /// Programmes and consultations.
    Programmes,
    /// Trainings.
    Trainings,
    /// Accounts and this site.
    Site,
}

/// A frequent question with its answer; public once it is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaqEntry {
    /// The question.
    pub id: FaqEntryId,
    /// Its region.
    pub region_id: RegionId,
    /// What it is about.
    pub area: FaqArea,
    /// Question.
    pub question: String,
    /// Answer: paragraphs apart by an empty line, `- ` begins an entry of a list.
    pub answer: String,
    /// Place in the list; smaller comes first.
    pub position: i32,
    /// Whether the public sees it.
    pub state: PublicationState,
    /// Day of its first publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<NaiveDate>,
    /// Whether the caller may edit it.
    pub editable: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new question, a draft.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"area": "trainings", "question": "Kto może się zgłosić?", "answer": "Pracownik instytucji.", "position": 10})))]
pub struct FaqEntryCreate {
    /// Region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
    /// What it is about.
    #[garde(skip)]
    pub area: FaqArea,
    /// Question.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub question: String,
    /// Answer: paragraphs apart by an empty line, `- ` begins an entry of a list.
    #[garde(custom(text(1, 4000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub answer: String,
    /// Place in the list; smaller comes first.
    #[garde(custom(number(1, 9999)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9999))]
    pub position: i32,
}

/// Changes of a question.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"position": 20})))]
pub struct FaqEntryPatch {
    /// What it is about.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = FaqArea))]
    pub area: Option<FaqArea>,
    /// Question.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub question: Patch<String>,
    /// Answer: paragraphs apart by an empty line, `- ` begins an entry of a list.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 4000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 4000))]
    pub answer: Patch<String>,
    /// Place in the list; smaller comes first.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1, 9999)))]
    #[cfg_attr(feature = "openapi", schema(value_type = i32, minimum = 1, maximum = 9999))]
    pub position: Option<i32>,
}
