//! Why a change does not fit the agenda, in words.

use crate::tr;
use obrady_rules::agenda::{AgendaRefusal, MAX_ITEMS};

/// What happened and what to do next.
pub(super) fn words(refusal: AgendaRefusal) -> String {
    match refusal {
        AgendaRefusal::TooDeep => tr!(agenda.too_deep).to_owned(),
        AgendaRefusal::UnderBreak => tr!(agenda.under_break).to_owned(),
        AgendaRefusal::TooManyItems => tr!(agenda.too_many_items, limit = MAX_ITEMS),
        AgendaRefusal::ItemUnknown => tr!(agenda.item_gone).to_owned(),
        AgendaRefusal::ParentUnknown | AgendaRefusal::ParentOnOtherDay | AgendaRefusal::SiblingUnknown => {
            tr!(agenda.place_gone).to_owned()
        }
        AgendaRefusal::DayUnknown => tr!(agenda.day_gone).to_owned(),
        AgendaRefusal::Cycle => tr!(agenda.under_itself).to_owned(),
        AgendaRefusal::Stale => tr!(agenda.changed_meanwhile).to_owned(),
        AgendaRefusal::ItemExists | AgendaRefusal::MalformedRestore => tr!(errors.agenda_refused).to_owned(),
    }
}
