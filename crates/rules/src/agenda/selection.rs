//! Where a key or a button takes the selected item: up, down, in, out, to another day.

use super::{AgendaTree, MAX_DEPTH};
use obrady_types::meetings::{AgendaItemKind, AgendaPlace};
use obrady_types::{AgendaItemId, MeetingDayId};

impl AgendaTree {
    /// One place up among its siblings; `None` for the first.
    #[must_use]
    pub fn step_up(&self, id: AgendaItemId) -> Option<AgendaPlace> {
        self.place_of(self.place_of(id)?.after_id?)
    }

    /// One place down among its siblings; `None` for the last.
    #[must_use]
    pub fn step_down(&self, id: AgendaItemId) -> Option<AgendaPlace> {
        let item = self.get(id)?;
        let next = self.children(item.day_id, item.parent_id).skip_while(|sibling| sibling.id != id).nth(1)?;
        Some(AgendaPlace { day_id: item.day_id, parent_id: item.parent_id, after_id: Some(next.id) })
    }

    /// Under the sibling before it, as its last child; `None` for a first item, below level 3, or under a break.
    #[must_use]
    pub fn indent(&self, id: AgendaItemId) -> Option<AgendaPlace> {
        let parent = self.get(self.place_of(id)?.after_id?)?;
        if parent.kind == AgendaItemKind::Break || self.depth(parent.id)? + self.height(id)? > MAX_DEPTH {
            return None;
        }
        Some(self.last_place(parent.day_id, Some(parent.id)))
    }

    /// One level up, directly after its parent; `None` on the top level.
    #[must_use]
    pub fn outdent(&self, id: AgendaItemId) -> Option<AgendaPlace> {
        let parent = self.get(self.get(id)?.parent_id?)?;
        Some(AgendaPlace { day_id: parent.day_id, parent_id: parent.parent_id, after_id: Some(parent.id) })
    }

    /// The end of the top level of another day; `None` for its own day or one that is not of this meeting.
    #[must_use]
    pub fn to_day(&self, id: AgendaItemId, day: MeetingDayId) -> Option<AgendaPlace> {
        let other = self.get(id)?.day_id != day && self.days().contains(&day);
        other.then(|| self.last_place(day, None))
    }

    /// The last place under `parent` on `day`: where a new item goes unless told otherwise.
    #[must_use]
    pub fn last_place(&self, day: MeetingDayId, parent: Option<AgendaItemId>) -> AgendaPlace {
        let after_id = self.children(day, parent).last().map(|item| item.id);
        AgendaPlace { day_id: day, parent_id: parent, after_id }
    }
}
