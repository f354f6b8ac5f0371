//! Words for what is recorded at meetings.

use crate::components::feedback::Tone;
use crate::texts::Text;
use crate::tx;
use obrady_types::meetings::{ActionItemState, AgendaItemState, AttendanceStatus, StatementSide};

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

pub(super) fn side(side: StatementSide) -> Text {
    match side {
        StatementSide::Participants => tx!(running.side_participants),
        StatementSide::Host => tx!(running.side_host),
        StatementSide::Institution => tx!(running.side_institution),
        StatementSide::Person => tx!(running.side_person),
    }
}
