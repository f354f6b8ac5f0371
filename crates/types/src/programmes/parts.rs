//! What else a programme holds: recommendations, initiatives and links to the topics that work on its parts.

use crate::meetings::{Decision, Finding};
use crate::validation::{dated, not_null, text};
use crate::{
    AgendaItemId, BodyId, InitiativeId, MeetingId, ObjectiveId, Patch, ProgrammeId, RecommendationId, TopicId,
    TopicLinkId,
};
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};

/// A numbered recommendation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recommendation {
    /// The recommendation.
    pub id: RecommendationId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// Number within the programme.
    pub number: i32,
    /// What is recommended.
    pub title: String,
    /// More about it.
    pub description: String,
    /// The goal that it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective_id: Option<ObjectiveId>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new recommendation; it gets the next number.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"title": "Inwestowanie w kadrę pomocy społecznej"})))]
pub struct RecommendationCreate {
    /// What is recommended.
    #[garde(custom(text(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub title: String,
    /// More about it.
    #[serde(default)]
    #[garde(custom(text(0, 4000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub description: String,
    /// The goal of the programme that it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub objective_id: Option<ObjectiveId>,
}

/// Changes of a recommendation.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"objective_id": null})))]
pub struct RecommendationPatch {
    /// What is recommended.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 500)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 500))]
    pub title: Patch<String>,
    /// More about it.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 4000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 4000))]
    pub description: Patch<String>,
    /// The goal that it serves; `null` for none.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ObjectiveId>))]
    pub objective_id: Patch<ObjectiveId>,
}

/// How far an initiative is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum InitiativeStatus {
    /// Not begun.
    Planned,
    /// Under way.
    InProgress,
    /// Completed.
    Completed,
    /// Stopped before its end.
    Stopped,
}

/// An initiative that carries out a programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Initiative {
    /// The initiative.
    pub id: InitiativeId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// Place within the programme.
    pub number: i32,
    /// Name in Polish.
    pub name: String,
    /// Who leads it: an institution or a function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<String>,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// How far it is, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<InitiativeStatus>,
    /// The goal that it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective_id: Option<ObjectiveId>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new initiative, the last of its programme.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"name": "Koordynacja zastępczego rodzicielstwa"})))]
pub struct InitiativeCreate {
    /// Name.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub name: String,
    /// Who leads it: an institution or a function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub leader: Option<String>,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub from: Option<NaiveDate>,
    /// Last day, not before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub to: Option<NaiveDate>,
    /// How far it is, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub status: Option<InitiativeStatus>,
    /// The goal of the programme that it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub objective_id: Option<ObjectiveId>,
}

/// Changes of an initiative.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"status": "completed"})))]
pub struct InitiativePatch {
    /// Name.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub name: Patch<String>,
    /// Who leads it; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 300))]
    pub leader: Patch<String>,
    /// First day; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub from: Patch<NaiveDate>,
    /// Last day; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub to: Patch<NaiveDate>,
    /// How far it is; `null` when that is not known.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<InitiativeStatus>))]
    pub status: Patch<InitiativeStatus>,
    /// The goal that it serves; `null` for none.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ObjectiveId>))]
    pub objective_id: Patch<ObjectiveId>,
}

/// An agenda item that took up a topic, as the published agenda has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopicItem {
    /// The item.
    pub agenda_item_id: AgendaItemId,
    /// Its title.
    pub title: String,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The meeting's title.
    pub meeting_title: String,
    /// First day of the meeting.
    pub date: NaiveDate,
    /// What was found out on it, once the meeting is over.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub findings: Vec<Finding>,
    /// What was decided on it, once the meeting is over.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub decisions: Vec<Decision>,
}

/// A topic of a body that works on a part of a programme: a goal, a recommendation or an initiative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopicLink {
    /// The link.
    pub id: TopicLinkId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// The programme's title.
    pub programme_title: String,
    /// The goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective_id: Option<ObjectiveId>,
    /// The recommendation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation_id: Option<RecommendationId>,
    /// The initiative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiative_id: Option<InitiativeId>,
    /// Code or number of that part.
    pub part_label: String,
    /// Title of that part.
    pub part_title: String,
    /// The topic.
    pub topic_id: TopicId,
    /// The topic's title.
    pub topic_title: String,
    /// The topic's body.
    pub body_id: BodyId,
    /// The body's name.
    pub body_name: String,
    /// Items of published agendas that took the topic up and that are for everyone, by date.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub taken_up: Vec<TopicItem>,
}

/// A new link from one part of a programme to a topic of its region; exactly one part is named.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"objective_id": "0193a1c2-7f00-7000-8000-000000000001", "topic_id": "0193a1c2-7f00-7000-8000-000000000002"})))]
pub struct TopicLinkCreate {
    /// The goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub objective_id: Option<ObjectiveId>,
    /// The recommendation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub recommendation_id: Option<RecommendationId>,
    /// The initiative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub initiative_id: Option<InitiativeId>,
    /// The topic.
    #[garde(skip)]
    pub topic_id: TopicId,
}
