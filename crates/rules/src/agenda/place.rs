//! Where items may go.

use super::{AgendaRefusal, AgendaTree, MAX_DEPTH};
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaItem, AgendaItemKind, AgendaPlace};

impl AgendaTree {
    /// Checks a place for a subtree of `height` levels; `moving` are its items if they are in the tree already.
    pub(super) fn check_place(
        &self,
        place: &AgendaPlace,
        height: usize,
        moving: &[AgendaItem],
    ) -> Result<(), AgendaRefusal> {
        let moves = |id: AgendaItemId| moving.iter().any(|item| item.id == id);
        if !self.days().contains(&place.day_id) {
            return Err(AgendaRefusal::DayUnknown);
        }
        let mut above = 0;
        if let Some(id) = place.parent_id {
            if moves(id) {
                return Err(AgendaRefusal::Cycle);
            }
            let parent = self.get(id).ok_or(AgendaRefusal::ParentUnknown)?;
            if parent.day_id != place.day_id {
                return Err(AgendaRefusal::ParentOnOtherDay);
            }
            if parent.kind == AgendaItemKind::Break {
                return Err(AgendaRefusal::UnderBreak);
            }
            above = self.depth(id).ok_or(AgendaRefusal::ParentUnknown)?;
        }
        if let Some(id) = place.after_id {
            let stands_there = self.children(place.day_id, place.parent_id).any(|item| item.id == id);
            if moves(id) || !stands_there {
                return Err(AgendaRefusal::SiblingUnknown);
            }
        }
        if above + height > MAX_DEPTH { Err(AgendaRefusal::TooDeep) } else { Ok(()) }
    }

    /// Puts a subtree, depth-first, at a place that was checked; its root gets the place's day and parent.
    pub(super) fn insert(&mut self, place: &AgendaPlace, subtree: Vec<AgendaItem>) {
        let at = self.insertion_index(place);
        self.items.splice(at..at, subtree);
    }

    fn insertion_index(&self, place: &AgendaPlace) -> usize {
        if let Some(index) = place.after_id.and_then(|id| self.index_of(id)) {
            return self.subtree_range(index).end;
        }
        if let Some(index) = place.parent_id.and_then(|id| self.index_of(id)) {
            return index + 1;
        }
        let earlier: Vec<_> = self.days().iter().take_while(|day| **day != place.day_id).collect();
        self.items.iter().filter(|item| earlier.contains(&&item.day_id)).count()
    }
}
