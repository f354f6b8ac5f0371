//! The agenda: an ordered tree of items for each day, and the commands that change it.
//!
//! The same function, `obrady_rules::agenda::apply`, runs a command in the browser (at once) and on the
//! server (for truth). A command names the `revision` of the item it was based on; `revision` counts the
//! item's own edits and moves only, so commands on different items do not disturb each other, while
//! `version` (and the `ETag`) also counts a shifted position.

use crate::validation::{entries, not_null, number, present, text};
use crate::{AgendaBatchId, AgendaItemId, MeetingDayId, MeetingId, Patch, TopicId};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// What an item is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AgendaItemKind {
    /// Opening.
    Opening,
    /// Adoption of the agenda.
    AdoptAgenda,
    /// Approval of earlier minutes.
    ApproveMinutes,
    /// Presentation.
    Presentation,
    /// Discussion.
    #[default]
    Discussion,
    /// Consultation of a document.
    Consultation,
    /// Results of a survey.
    SurveyResults,
    /// Election to an office.
    Election,
    /// Change of the rules of procedure.
    RulesChange,
    /// Resolution.
    Resolution,
    /// Planning.
    Planning,
    /// Any other business.
    Aob,
    /// Closing.
    Closing,
    /// A heading over other items.
    Section,
    /// A break; it has no number.
    Break,
}

/// Who may read an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Confidentiality {
    /// Everyone, once it is published.
    #[default]
    Public,
    /// Members of the body.
    Members,
    /// Members of the body; others see that there is an item, not its title (I-13).
    Closed,
}

/// State of an item during and after the meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AgendaItemState {
    /// On the agenda.
    #[default]
    Scheduled,
    /// Being dealt with; at most one item of a meeting.
    InProgress,
    /// Dealt with.
    Done,
    /// Postponed.
    Postponed,
    /// Withdrawn.
    Withdrawn,
}

/// One item of an agenda.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaItem {
    /// The item; chosen by the client that adds it.
    pub id: AgendaItemId,
    /// The day it belongs to (I-12).
    pub day_id: MeetingDayId,
    /// The item it stands under; at most three levels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<AgendaItemId>,
    /// 1 to n without gaps among the siblings of a day.
    pub position: i32,
    /// Title; absent where the caller may not read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it is about.
    pub kind: AgendaItemKind,
    /// Planned minutes; absent means the sum of its children, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_minutes: Option<i32>,
    /// Who speaks, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker_text: Option<String>,
    /// The backlog topic it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic_id: Option<TopicId>,
    /// Who may read it.
    pub confidentiality: Confidentiality,
    /// State.
    pub state: AgendaItemState,
    /// Outcome in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_text: Option<String>,
    /// Number, frozen when the agenda was first published: `3.2`, `4a`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Counts the item's own edits and moves; commands are based on it.
    pub revision: i32,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// An agenda: the draft for those who edit it, the last release for everyone else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agenda {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Counts every change of the draft and every publication; `ETag` begins with this number.
    pub version: i32,
    /// Number of the release shown; absent for the draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<i32>,
    /// When that release was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released_at: Option<DateTime<Utc>>,
    /// Whether the draft differs from the last release; only for those who edit it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpublished_changes: Option<bool>,
    /// Minutes that a new item gets.
    pub default_item_minutes: i32,
    /// Items ordered by day, then depth-first.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub items: Vec<AgendaItem>,
    /// The caller's last batch that can be undone, in its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<AgendaUndo>,
}

/// What the caller's next undo takes back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaUndo {
    /// The batch.
    pub batch_id: AgendaBatchId,
    /// Kind of its first command: `add`, `move`, `edit`, `remove` or `restore`.
    pub command: String,
    /// Title of the item it changed.
    pub title: String,
    /// Number of commands in the batch.
    pub commands: i32,
}

/// Where an item goes: day, parent, and the sibling it follows (none: first).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaPlace {
    /// The day.
    pub day_id: MeetingDayId,
    /// The item above; absent for the top level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<AgendaItemId>,
    /// The sibling it follows; absent for the first place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_id: Option<AgendaItemId>,
}

/// A change of an agenda.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AgendaCommand {
    /// Adds an item.
    Add(AgendaAdd),
    /// Moves an item with everything under it.
    Move(AgendaMove),
    /// Changes an item's fields.
    Edit(AgendaEdit),
    /// Removes an item with everything under it.
    Remove(AgendaRemove),
    /// Puts removed items back as they were; the inverse of `remove`.
    Restore(AgendaRestore),
}

/// By hand, because a command's fields stand beside its tag: garde's derive would add a step to their pointers.
impl Validate for AgendaCommand {
    type Context = ();

    fn validate_into(&self, context: &(), parent: &mut dyn FnMut() -> garde::Path, report: &mut garde::Report) {
        match self {
            Self::Add(add) => add.validate_into(context, parent, report),
            Self::Edit(edit) => edit.validate_into(context, parent, report),
            Self::Restore(restore) => restore.validate_into(context, parent, report),
            Self::Move(_) | Self::Remove(_) => {}
        }
    }
}

/// Adds an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaAdd {
    /// A new UUIDv7 of the client's.
    #[garde(skip)]
    pub item_id: AgendaItemId,
    /// Where it goes.
    #[garde(skip)]
    pub place: AgendaPlace,
    /// Title.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    /// What it is about.
    #[serde(default)]
    #[garde(skip)]
    pub kind: AgendaItemKind,
    /// Planned minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(0, 1440)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1440))]
    pub planned_minutes: Option<i32>,
    /// Who speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub speaker_text: Option<String>,
    /// The backlog topic it is taken from (I-18).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub topic_id: Option<TopicId>,
    /// Who may read it.
    #[serde(default)]
    #[garde(skip)]
    pub confidentiality: Confidentiality,
}

/// Moves an item with everything under it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaMove {
    /// The item.
    pub item_id: AgendaItemId,
    /// Its revision when the move was made.
    pub base_revision: i32,
    /// Where it goes.
    pub place: AgendaPlace,
}

/// Changes an item's fields; a field left out stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaEdit {
    /// The item.
    #[garde(skip)]
    pub item_id: AgendaItemId,
    /// Its revision when the edit was begun.
    #[garde(skip)]
    pub base_revision: i32,
    /// The changed fields.
    #[garde(dive)]
    pub changes: AgendaItemPatch,
}

/// Changed fields of an item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"title": "Asystentura rodziny", "planned_minutes": 45})))]
pub struct AgendaItemPatch {
    /// Title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub title: Patch<String>,
    /// What it is about.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = AgendaItemKind))]
    pub kind: Option<AgendaItemKind>,
    /// Planned minutes; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(number(0, 1440)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 0, maximum = 1440))]
    pub planned_minutes: Patch<i32>,
    /// Who speaks; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 300))]
    pub speaker_text: Patch<String>,
    /// Who may read it.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Confidentiality))]
    pub confidentiality: Option<Confidentiality>,
    /// Outcome in words; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 4000)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 4000))]
    pub outcome_text: Patch<String>,
}

/// Removes an item with everything under it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaRemove {
    /// The item.
    pub item_id: AgendaItemId,
    /// Its revision when the removal was made.
    pub base_revision: i32,
}

/// Puts removed items back; only batches of the undo stack contain it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaRestore {
    /// Where the first item goes; the others stand under it.
    #[garde(skip)]
    pub place: AgendaPlace,
    /// The items as they were, depth-first.
    #[garde(custom(entries(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub items: Vec<AgendaItem>,
}

/// A batch of commands: all or none, one entry of the undo stack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"commands": [{"type": "add", "item_id": "0193a1c2-7f00-7000-8000-0000000000aa", "place": {"day_id": "0193a1c2-7f00-7000-8000-000000000001"}, "title": "Otwarcie", "kind": "opening", "planned_minutes": 10}]})))]
pub struct AgendaCommands {
    /// The commands in order.
    #[garde(custom(entries(1, 100)), dive)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 100))]
    pub commands: Vec<AgendaCommand>,
}

/// Why a command was refused, with everything needed to go on without loss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaConflict {
    /// Index of the refused command in the batch.
    pub index: i32,
    /// The refused command.
    pub command: AgendaCommand,
    /// The agenda as it is now.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub items: Vec<AgendaItem>,
}

/// An agenda is published only as the caller saw it.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"agenda_version": 7})))]
pub struct AgendaPublish {
    /// `version` of the agenda that was checked before publishing.
    #[garde(skip)]
    pub agenda_version: i32,
}
