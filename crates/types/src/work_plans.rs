//! Work plans of bodies: what they want to take up in a year, and when.

use crate::groups::{FuzzyPeriod, TopicState};
use crate::validation::{at_most, entries, number, present, text};
use crate::{BodyId, Patch, RegionId, TopicId, WorkPlanEntryId, WorkPlanId};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// What a body plans for one year; public. Planning a topic leaves it in the backlog, also across the year end (I-18).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkPlan {
    /// The plan.
    pub id: WorkPlanId,
    /// The body.
    pub body_id: BodyId,
    /// Region of the body.
    pub region_id: RegionId,
    /// Calendar year.
    pub year: i32,
    /// Its entries in their order.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub entries: Vec<WorkPlanEntry>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new plan; one for each body and year.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"year": 2027})))]
pub struct WorkPlanCreate {
    /// Calendar year.
    #[garde(custom(number(1900, 2200)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200))]
    pub year: i32,
}

/// A topic of a work plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkPlanEntry {
    /// The entry.
    pub id: WorkPlanEntryId,
    /// Its plan.
    pub plan_id: WorkPlanId,
    /// The topic.
    pub topic_id: TopicId,
    /// Title of the topic.
    pub topic_title: String,
    /// Where the topic stands.
    pub topic_state: TopicState,
    /// Place in the plan: 1 to n.
    pub position: i32,
    /// When the topic is to be done: "do końca XI 2013" is the end of November, due on its last day.
    pub planned: FuzzyPeriod,
    /// What shall come out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliverable: Option<String>,
    /// What else was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When the body wants to meet about it.
    #[cfg_attr(feature = "openapi", schema(max_items = 12))]
    pub meetings: Vec<FuzzyPeriod>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new entry.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"topic_id": "0193a1c2-7f00-7000-8000-000000000001", "planned": {"from": "2013-11-30", "precision": "month_end"}, "deliverable": "Poradnik asystenta rodziny", "meetings": [{"from": "2013-09-15", "precision": "month_middle"}]})))]
pub struct WorkPlanEntryCreate {
    /// A topic of the body, once in a plan.
    #[garde(skip)]
    pub topic_id: TopicId,
    /// When the topic is to be done.
    #[garde(dive)]
    pub planned: FuzzyPeriod,
    /// What shall come out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub deliverable: Option<String>,
    /// What else was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub note: Option<String>,
    /// When the body wants to meet about it.
    #[serde(default)]
    #[garde(custom(entries(0, 12)), dive)]
    #[cfg_attr(feature = "openapi", schema(max_items = 12))]
    pub meetings: Vec<FuzzyPeriod>,
    /// Place in the plan; at its end when left out or larger than that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100))]
    pub position: Option<i32>,
}

/// Changes of an entry; another `position` moves it and its neighbours make room.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"planned": {"from": "2013-12-01", "precision": "month_start"}, "deliverable": null, "position": 1})))]
pub struct WorkPlanEntryPatch {
    /// When the topic is to be done.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = FuzzyPeriod))]
    pub planned: Option<FuzzyPeriod>,
    /// What shall come out of it; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 300))]
    pub deliverable: Patch<String>,
    /// What else was agreed; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 1000))]
    pub note: Patch<String>,
    /// When the body wants to meet about it; replaces all of them.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(at_most(12)), dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<FuzzyPeriod>, max_items = 12))]
    pub meetings: Option<Vec<FuzzyPeriod>>,
    /// Place in the plan; the last one when larger than that.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(value_type = i32, minimum = 1, maximum = 100))]
    pub position: Option<i32>,
}
