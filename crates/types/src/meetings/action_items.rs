//! Action items: an owner, a due period, and perhaps a deliverable (I-19).

use crate::groups::FuzzyPeriod;
use crate::validation::{dated, not_null, present, text, web_address};
use crate::{
    ActionItemId, AgendaItemId, BodyId, DecisionId, DeliverableId, InstitutionId, MeetingId, Patch, PersonId, RegionId,
};
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};

/// Life cycle of an action item; whether it is overdue is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActionItemState {
    /// Not begun.
    Open,
    /// Begun.
    InProgress,
    /// Done, on `completed_on`.
    Done,
    /// Will not be done, because of `cancel_reason`.
    Cancelled,
    /// Goes on as another action item with a later due period.
    CarriedOver,
}

impl ActionItemState {
    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::InProgress)
    }
}

/// What kind of thing an action item delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DeliverableKind {
    /// Handbook.
    Handbook,
    /// Model of practice.
    Model,
    /// Letter.
    Letter,
    /// Report.
    Report,
}

/// Whose action items to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActionItemPart {
    /// Owned by the caller, or by an institution that the caller speaks for.
    Owner,
    /// Of bodies that the caller coordinates or chairs.
    Coordinator,
}

/// Something to do that a meeting agreed on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionItem {
    /// The action item.
    pub id: ActionItemId,
    /// Its region.
    pub region_id: RegionId,
    /// Its body.
    pub body_id: BodyId,
    /// The meeting that agreed on it.
    pub meeting_id: MeetingId,
    /// The agenda item.
    pub agenda_item_id: AgendaItemId,
    /// The decision that it follows from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_id: Option<DecisionId>,
    /// What is to be done.
    pub title: String,
    /// The person who sees to it; absent where the caller may not know who it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_person_id: Option<PersonId>,
    /// The institution that sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_institution_id: Option<InstitutionId>,
    /// Name of person or institution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_name: Option<String>,
    /// When it is due.
    pub due: FuzzyPeriod,
    /// The period's last day.
    pub due_on: NaiveDate,
    /// Whether that day is over and it is still open.
    pub overdue: bool,
    /// State.
    pub state: ActionItemState,
    /// Why it will not be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_reason: Option<String>,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_on: Option<NaiveDate>,
    /// The kind of thing that was promised; without one, nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliverable_kind: Option<DeliverableKind>,
    /// Why it goes on as another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carry_reason: Option<String>,
    /// The action item that it goes on from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from_id: Option<ActionItemId>,
    /// What came of it.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub deliverables: Vec<Deliverable>,
    /// Whether the caller may change what is to be done, by whom and when.
    pub editable: bool,
    /// Whether the caller may say how far it is: who edits it, and its owner.
    pub markable: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new action item; it has one owner, a person or an institution.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"title": "Poradnik dla asystentów rodziny", "owner_institution_id": "0193a1c2-7f00-7000-8000-000000000001", "due": {"from": "2026-11-30", "precision": "month_end"}, "deliverable_kind": "handbook"})))]
pub struct ActionItemCreate {
    /// What is to be done.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    /// The person who sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_person_id: Option<PersonId>,
    /// The institution that sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_institution_id: Option<InstitutionId>,
    /// When it is due.
    #[garde(dive)]
    pub due: FuzzyPeriod,
    /// The decision on the same item that it follows from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub decision_id: Option<DecisionId>,
    /// The kind of thing that is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub deliverable_kind: Option<DeliverableKind>,
}

/// Changes of an action item. Its owner may change `state`, `completed_on` and `cancel_reason` only.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"state": "done", "completed_on": "2026-11-23"})))]
pub struct ActionItemPatch {
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub title: Patch<String>,
    /// The person who sees to it from now on, instead of the owner before.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = PersonId))]
    pub owner_person_id: Option<PersonId>,
    /// The institution that sees to it from now on, instead of the owner before.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = InstitutionId))]
    pub owner_institution_id: Option<InstitutionId>,
    /// When it is due.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = FuzzyPeriod))]
    pub due: Option<FuzzyPeriod>,
    /// The kind of thing that is promised; `null`: nothing is.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<DeliverableKind>))]
    pub deliverable_kind: Patch<DeliverableKind>,
    /// How far it is; `carried_over` follows from carrying it over only.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = ActionItemState))]
    pub state: Option<ActionItemState>,
    /// When it was done, today or earlier; needed with `done`.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = NaiveDate))]
    pub completed_on: Option<NaiveDate>,
    /// Why it will not be done; needed with `cancelled`.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 1000))]
    pub cancel_reason: Option<String>,
}

/// An action item goes on with a later due period.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"due": {"from": "2027-03-01", "precision": "month"}, "reason": "Czekamy na zmianę ustawy."})))]
pub struct ActionItemCarryOver {
    /// When it is due now; later than before.
    #[garde(dive)]
    pub due: FuzzyPeriod,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub reason: Option<String>,
}

/// What came of an action item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deliverable {
    /// The deliverable.
    pub id: DeliverableId,
    /// The action item.
    pub action_item_id: ActionItemId,
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: DeliverableKind,
    /// Edition, number of copies, who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where it is.
    pub url: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<NaiveDate>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new deliverable.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"title": "Poradnik asystenta rodziny", "kind": "handbook", "url": "https://example.org/poradnik.pdf", "published_on": "2026-11-23"})))]
pub struct DeliverableCreate {
    /// Title.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    /// Kind.
    #[garde(skip)]
    pub kind: DeliverableKind,
    /// Edition, number of copies, who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub description: Option<String>,
    /// Where it is: an address that begins with `https://` or `http://`.
    #[garde(custom(text(1, 1000)), custom(web_address))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub url: String,
    /// When it was published; today or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub published_on: Option<NaiveDate>,
}

/// Changes of a deliverable.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"url": "https://example.org/poradnik-2.pdf"})))]
pub struct DeliverablePatch {
    /// Title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub title: Patch<String>,
    /// Edition, number of copies, who wrote it; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 1000))]
    pub description: Patch<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 1000)), custom(web_address), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 1000))]
    pub url: Patch<String>,
    /// When it was published; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub published_on: Patch<NaiveDate>,
}
