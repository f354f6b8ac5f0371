//! The goals of a programme: a tree of overriding goals, specific objectives and tasks (I-21).

use crate::validation::{not_null, present, text};
use crate::{ObjectiveId, ObjectiveMatchId, Patch, ProgrammeId};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// Level of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ObjectiveLevel {
    /// Cel nadrzędny: stands under nothing.
    Overriding,
    /// Cel szczegółowy.
    Specific,
    /// Zadanie: holds tasks only.
    Task,
}

/// How far a goal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ObjectiveStatus {
    /// Not begun.
    Planned,
    /// Begun.
    InProgress,
    /// Done.
    Done,
    /// Given up; it counts no more.
    Dropped,
}

/// A goal or task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Objective {
    /// The goal.
    pub id: ObjectiveId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// The goal that it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<ObjectiveId>,
    /// Code, unique among the goals that stand at the same place: `A`, `A.1`.
    pub code: String,
    /// Level.
    pub level: ObjectiveLevel,
    /// Title in Polish.
    pub title: String,
    /// What it means, in words.
    pub description: String,
    /// Place among its siblings, ascending, possibly with gaps.
    pub position: i32,
    /// How far it is, if that is known: of a goal without parts as noted, of others as it follows from their parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ObjectiveStatus>,
    /// Whether the status follows from parts.
    pub derived: bool,
    /// Goals without parts below it that are done; of a goal without parts 1 when it is done.
    pub done: i32,
    /// Goals without parts below it whose status is known, dropped ones left out; they are what `done` counts.
    pub total: i32,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// All goals of a programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectiveTree {
    /// Each goal before its parts, siblings in their order.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub objectives: Vec<Objective>,
}

/// A new goal, the last at its place.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"code": "A", "level": "overriding", "title": "Promocja i kreowanie pozytywnego obrazu rodziny"})))]
pub struct ObjectiveCreate {
    /// The goal that it stands under; overriding goals stand under nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub parent_id: Option<ObjectiveId>,
    /// Code, unique among the goals that stand at the same place.
    #[garde(custom(text(1, 20)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20))]
    pub code: String,
    /// Level, not above that of its parent.
    #[garde(skip)]
    pub level: ObjectiveLevel,
    /// Title.
    #[garde(custom(text(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub title: String,
    /// What it means, in words.
    #[serde(default)]
    #[garde(custom(text(0, 4000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub description: String,
    /// How far it is, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub status: Option<ObjectiveStatus>,
}

/// Changes of a goal.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"status": "done"})))]
pub struct ObjectivePatch {
    /// Code, unique among the goals that stand at the same place.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 20)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 20))]
    pub code: Patch<String>,
    /// Level, not above that of its parent nor below that of its parts.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = ObjectiveLevel))]
    pub level: Option<ObjectiveLevel>,
    /// Title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 500)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 500))]
    pub title: Patch<String>,
    /// What it means, in words.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 4000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 4000))]
    pub description: Patch<String>,
    /// How far a goal without parts is; `null` when that is not known.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ObjectiveStatus>))]
    pub status: Patch<ObjectiveStatus>,
}

/// Another place for a goal, which takes its parts along.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"parent_id": "0193a1c2-7f00-7000-8000-000000000001"})))]
pub struct ObjectiveMove {
    /// The goal that it shall stand under; none for the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub parent_id: Option<ObjectiveId>,
    /// The sibling that it shall follow there; none for the first place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub after_id: Option<ObjectiveId>,
    /// Its code there, unless it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 20)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20))]
    pub code: Option<String>,
}

/// How a goal treats the matter of a goal of another programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ObjectiveMatchKind {
    /// It adds to the other goal.
    Complements,
    /// It says the same again.
    Repeats,
    /// It does what the other goal leaves out.
    FillsGap,
}

/// Two goals of different programmes that treat the same matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectiveMatch {
    /// The match.
    pub id: ObjectiveMatchId,
    /// The goal.
    pub objective_id: ObjectiveId,
    /// Its code.
    pub objective_code: String,
    /// Its title.
    pub objective_title: String,
    /// Its programme.
    pub programme_id: ProgrammeId,
    /// The goal of the other programme.
    pub other_id: ObjectiveId,
    /// Its code.
    pub other_code: String,
    /// Its title.
    pub other_title: String,
    /// The other programme.
    pub other_programme_id: ProgrammeId,
    /// How the goal treats the matter of the other one.
    pub kind: ObjectiveMatchKind,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A new match of a goal with a goal of another programme of the region.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"other_id": "0193a1c2-7f00-7000-8000-000000000001", "kind": "complements"})))]
pub struct ObjectiveMatchCreate {
    /// The goal of the other programme.
    #[garde(skip)]
    pub other_id: ObjectiveId,
    /// How the goal treats the matter of the other one.
    #[garde(skip)]
    pub kind: ObjectiveMatchKind,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub note: Option<String>,
}
