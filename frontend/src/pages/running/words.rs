//! Words for what is recorded at meetings.

use crate::components::feedback::Tone;
use crate::texts::Text;
use crate::tx;
use obrady_types::meetings::{ActionItemState, AgendaItemState, AttendanceStatus, DeliverableKind, StatementSide};

/// All kinds of attendance in the order of their keys.
pub(super) const STATUSES: [AttendanceStatus; 5] = [
    AttendanceStatus::Present,
    AttendanceStatus::Late,
    AttendanceStatus::LeftEarly,
    AttendanceStatus::Excused,
    AttendanceStatus::Absent,
];

pub(super) fn status(status: AttendanceStatus) -> Text {
    match status {
        AttendanceStatus::Present => tx!(running.present),
        AttendanceStatus::Late => tx!(running.late),
        AttendanceStatus::LeftEarly => tx!(running.left_early),
        AttendanceStatus::Absent => tx!(running.absent),
        AttendanceStatus::Excused => tx!(running.excused),
    }
}

pub(super) fn item_state(state: AgendaItemState) -> (Tone, Text) {
    match state {
        AgendaItemState::Scheduled => (Tone::Plain, tx!(running.item_scheduled)),
        AgendaItemState::InProgress => (Tone::Info, tx!(running.item_in_progress)),
        AgendaItemState::Done => (Tone::Done, tx!(running.item_done)),
        AgendaItemState::Postponed => (Tone::Attention, tx!(running.item_postponed)),
        AgendaItemState::Withdrawn => (Tone::Plain, tx!(running.item_withdrawn)),
    }
}

pub(super) fn action_state(state: ActionItemState, overdue: bool) -> (Tone, Text) {
    match state {
        ActionItemState::Open | ActionItemState::InProgress if overdue => (Tone::Danger, tx!(running.overdue)),
        ActionItemState::Open => (Tone::Info, tx!(running.open)),
        ActionItemState::InProgress => (Tone::Info, tx!(running.in_progress)),
        ActionItemState::Done => (Tone::Done, tx!(running.done)),
        ActionItemState::Cancelled => (Tone::Plain, tx!(running.cancelled)),
        ActionItemState::CarriedOver => (Tone::Attention, tx!(running.carried_over)),
    }
}

const DELIVERABLES: [(&str, DeliverableKind); 4] = [
    ("handbook", DeliverableKind::Handbook),
    ("model", DeliverableKind::Model),
    ("letter", DeliverableKind::Letter),
    ("report", DeliverableKind::Report),
];

/// What an action item may promise, for a field; nothing comes first.
pub(super) fn deliverables() -> Vec<(String, Text)> {
    let mut all = vec![(String::new(), tx!(running.deliverable_none))];
    all.extend(DELIVERABLES.map(|(key, kind)| (key.to_owned(), deliverable(kind))));
    all
}

/// The key of a kind in that field.
pub(super) fn deliverable_key(kind: Option<DeliverableKind>) -> &'static str {
    DELIVERABLES.iter().find(|(_, one)| Some(*one) == kind).map_or("", |(key, _)| *key)
}

/// The kind of a key.
pub(super) fn deliverable_of(key: &str) -> Option<DeliverableKind> {
    DELIVERABLES.iter().find(|(one, _)| *one == key).map(|(_, kind)| *kind)
}

pub(super) fn deliverable(kind: DeliverableKind) -> Text {
    match kind {
        DeliverableKind::Handbook => tx!(running.handbook),
        DeliverableKind::Model => tx!(running.model),
        DeliverableKind::Letter => tx!(running.letter),
        DeliverableKind::Report => tx!(running.report),
    }
}

pub(super) fn side(side: StatementSide) -> Text {
    match side {
        StatementSide::Participants => tx!(running.side_participants),
        StatementSide::Host => tx!(running.side_host),
        StatementSide::Institution => tx!(running.side_institution),
        StatementSide::Person => tx!(running.side_person),
    }
}
