//! What happens on an agenda item: steps, outcome, statements, findings and decisions.

use super::{ActionItem, AgendaItem, MeetingState};
use crate::validation::{not_null, present, text as words};
use crate::{
    ActionItemId, AgendaItemId, DecisionId, FindingId, InstitutionId, MeetingId, Patch, PersonId, StatementId,
};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// A step in the life of an agenda item on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AgendaItemStep {
    /// Is being dealt with from now on.
    Start,
    /// Was dealt with.
    Finish,
    /// Is put off with everything open under it: topics return to the backlog, one more time carried (I-17).
    Postpone,
    /// Is taken off with everything open under it: topics return to the backlog as they were.
    Withdraw,
    /// Is open again.
    Reopen,
}

/// One step of an agenda item.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"step": "finish"})))]
pub struct AgendaItemAdvance {
    /// The step.
    #[garde(skip)]
    pub step: AgendaItemStep,
}

/// The outcome of an agenda item.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"outcome_text": "Ustalono zasady prowadzenia rejestru."})))]
pub struct AgendaOutcomePatch {
    /// Outcome in words; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(words(1, 4000)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 4000))]
    pub outcome_text: Patch<String>,
}

/// What happened at a meeting, item by item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingRecord {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Its state.
    pub state: MeetingState,
    /// Items ordered by day, then depth-first.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub agenda: Vec<ItemRecord>,
}

/// What happened on one item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemRecord {
    /// The item; without title and outcome where the caller may not read them.
    pub item: AgendaItem,
    /// When it was begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<DateTime<Utc>>,
    /// When it was done, postponed or withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    /// What was said, in order.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub statements: Vec<Statement>,
    /// What was found out.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub findings: Vec<Finding>,
    /// What was decided.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub decisions: Vec<Decision>,
    /// What is to be done.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub action_items: Vec<ActionItem>,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StatementSide {
    /// Participants.
    #[default]
    Participants,
    /// The host.
    Host,
    /// A named institution.
    Institution,
    /// A named person.
    Person,
}

/// What somebody said on an agenda item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statement {
    /// The statement.
    pub id: StatementId,
    /// The item.
    pub agenda_item_id: AgendaItemId,
    /// Who speaks.
    pub side: StatementSide,
    /// The institution, for that side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_id: Option<InstitutionId>,
    /// The person, for that side; absent where the caller may not know who it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// Name of that institution or person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker_name: Option<String>,
    /// What was said.
    pub text: String,
    /// The statement that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to_id: Option<StatementId>,
    /// What it led to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub led_to: Option<String>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new statement.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"side": "participants", "text": "Program pokrywa się w części z programem krajowym."})))]
pub struct StatementCreate {
    /// Who speaks.
    #[serde(default)]
    #[garde(skip)]
    pub side: StatementSide,
    /// The institution, for that side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub institution_id: Option<InstitutionId>,
    /// The person, for that side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub person_id: Option<PersonId>,
    /// What was said.
    #[garde(custom(words(1, 4000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub text: String,
    /// The statement on the same item that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub reply_to_id: Option<StatementId>,
    /// What it led to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(words(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub led_to: Option<String>,
}

/// Changes of a statement.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"led_to": "dyskusja o współpracy z organizacjami pozarządowymi"})))]
pub struct StatementPatch {
    /// What was said.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(words(1, 4000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 4000))]
    pub text: Patch<String>,
    /// Who speaks; institution and person that do not fit any more are cleared.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = StatementSide))]
    pub side: Option<StatementSide>,
    /// The institution, for that side; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<InstitutionId>))]
    pub institution_id: Patch<InstitutionId>,
    /// The person, for that side; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PersonId>))]
    pub person_id: Patch<PersonId>,
    /// The earlier statement on the same item that it answers; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<StatementId>))]
    pub reply_to_id: Patch<StatementId>,
    /// What it led to; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(words(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 1000))]
    pub led_to: Patch<String>,
}

/// What was found out on an agenda item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// The finding.
    pub id: FindingId,
    /// The item.
    pub agenda_item_id: AgendaItemId,
    /// What was found out.
    pub text: String,
    /// Area that it belongs to, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new finding.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"text": "Każda jednostka zatrudnia asystenta rodziny.", "area": "zatrudnienie"})))]
pub struct FindingCreate {
    /// What was found out.
    #[garde(custom(words(1, 4000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub text: String,
    /// Area that it belongs to, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(words(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub area: Option<String>,
}

/// Changes of a finding.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"area": "poradnictwo"})))]
pub struct FindingPatch {
    /// What was found out.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(words(1, 4000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 4000))]
    pub text: Patch<String>,
    /// Area that it belongs to; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(words(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 100))]
    pub area: Patch<String>,
}

/// What was decided on an agenda item, by consensus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// The decision.
    pub id: DecisionId,
    /// The item.
    pub agenda_item_id: AgendaItemId,
    /// What was decided.
    pub text: String,
    /// The day of the meeting on which it was.
    pub decided_on: NaiveDate,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new decision.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"text": "Do końca roku powstanie poradnik dla asystentów rodziny."})))]
pub struct DecisionCreate {
    /// What was decided.
    #[garde(custom(words(1, 4000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub text: String,
}

/// Changes of a decision.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"text": "Do końca listopada powstanie poradnik dla asystentów rodziny."})))]
pub struct DecisionPatch {
    /// What was decided.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(words(1, 4000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 4000))]
    pub text: Patch<String>,
}

/// What a meeting's agenda should take up again: open action items and items that were put off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaProposals {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Open action items of the body, the most urgent first (I-19).
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub action_items: Vec<ActionItem>,
    /// Items that the body's last meeting put off and that no topic of the backlog stands for (I-17).
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub postponed: Vec<AgendaItem>,
    /// What was answered to some of them for this meeting; what is not named here waits for an answer.
    #[cfg_attr(feature = "openapi", schema(max_items = 400))]
    pub answers: Vec<AgendaProposalAnswer>,
}

/// What becomes of a proposal to a meeting's agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AgendaProposalState {
    /// An item of the agenda takes it up; when that item is removed, the proposal waits again.
    Taken,
    /// This meeting does not take it up; the next one is asked again.
    Declined,
    /// It waits for an answer.
    Open,
}

/// The answer to one proposal: an action item, or an item that was put off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"action_item_id": "0193a1c2-7f00-7000-8000-000000000001", "state": "declined"})))]
pub struct AgendaProposalAnswer {
    /// The proposed action item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub action_item_id: Option<ActionItemId>,
    /// The proposed item of an earlier meeting, instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub postponed_id: Option<AgendaItemId>,
    /// What becomes of it.
    #[garde(skip)]
    pub state: AgendaProposalState,
    /// The item of this agenda that takes it up; needed with `taken`. It may be on its way still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub taken_by_id: Option<AgendaItemId>,
}
