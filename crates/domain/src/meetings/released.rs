//! Published agendas that were read before, kept in the process. A release never changes, and what of it is hidden from
//! outsiders follows from the draft, whose every change counts the agenda's version on: the key names both, and each
//! read takes them from the database first. So no server ever answers with an older text than the database has.

use super::query::Found;
use obrady_types::meetings::Agenda;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

/// Items of all agendas that are kept together; some 20 MB with long texts.
const MOST_ITEMS: u64 = 20_000;

/// Which text of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Text {
    meeting: Uuid,
    version: i32,
    release: i32,
    /// Whether nothing is hidden.
    whole: bool,
    default_item_minutes: i32,
}

impl Text {
    pub(super) fn of(found: &Found, release: i32, whole: bool) -> Self {
        Self {
            meeting: found.meeting.id,
            version: found.meeting.agenda_version,
            release,
            whole,
            default_item_minutes: found.body.default_item_minutes,
        }
    }
}

#[derive(Clone)]
struct Items;

impl Weighter<Text, Arc<Agenda>> for Items {
    fn weight(&self, _: &Text, agenda: &Arc<Agenda>) -> u64 {
        1 + agenda.items.len() as u64
    }
}

/// Published agendas that were read before.
pub struct ReleasedAgendas(Cache<Text, Arc<Agenda>, Items>);

impl Default for ReleasedAgendas {
    fn default() -> Self {
        Self(Cache::with_weighter(1_000, MOST_ITEMS, Items))
    }
}

impl fmt::Debug for ReleasedAgendas {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ReleasedAgendas({})", self.0.len())
    }
}

impl ReleasedAgendas {
    pub(super) fn find(&self, text: &Text) -> Option<Arc<Agenda>> {
        self.0.get(text)
    }

    pub(super) fn keep(&self, text: Text, agenda: Arc<Agenda>) {
        self.0.insert(text, agenda);
    }
}
