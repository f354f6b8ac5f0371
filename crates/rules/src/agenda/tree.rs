//! The tree itself: its items in reading order, and questions about them.

use super::{AgendaRefusal, MAX_DEPTH};
use obrady_types::meetings::{AgendaItem, AgendaPlace};
use obrady_types::{AgendaItemId, MeetingDayId};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// An agenda: the items of all days, depth-first in day order.
///
/// It always holds that positions count 1 to n without gaps among the siblings of a day (I-12), that nothing
/// stands under itself, that a child stands on its parent's day, and that no level is below [`MAX_DEPTH`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgendaTree {
    days: Vec<MeetingDayId>,
    pub(super) items: Vec<AgendaItem>,
}

type Siblings = BTreeMap<(MeetingDayId, Option<AgendaItemId>), Vec<AgendaItem>>;

impl AgendaTree {
    /// Builds the tree from a meeting's days in order and its items in any order.
    ///
    /// Gaps between positions are closed without counting a new version.
    ///
    /// # Errors
    /// The rule that the items break: `ItemExists` (an id twice), `DayUnknown`, `ParentUnknown`,
    /// `ParentOnOtherDay`, `TooDeep` or `Cycle`.
    pub fn new(days: &[MeetingDayId], mut items: Vec<AgendaItem>) -> Result<Self, AgendaRefusal> {
        check_rows(days, &items)?;
        let count = items.len();
        items.sort_by_key(|item| (item.position, item.id));
        let mut siblings = Siblings::new();
        for item in items {
            siblings.entry((item.day_id, item.parent_id)).or_default().push(item);
        }
        let mut tree = Self { days: days.to_vec(), items: Vec::with_capacity(count) };
        for day in days {
            tree.collect(*day, None, 1, &mut siblings)?;
        }
        if !siblings.is_empty() {
            return Err(AgendaRefusal::Cycle);
        }
        for_each_position(&mut tree.items, |item, position| item.position = position);
        Ok(tree)
    }

    fn collect(
        &mut self,
        day: MeetingDayId,
        parent: Option<AgendaItemId>,
        depth: usize,
        siblings: &mut Siblings,
    ) -> Result<(), AgendaRefusal> {
        for item in siblings.remove(&(day, parent)).unwrap_or_default() {
            if depth > MAX_DEPTH {
                return Err(AgendaRefusal::TooDeep);
            }
            let id = item.id;
            self.items.push(item);
            self.collect(day, Some(id), depth + 1, siblings)?;
        }
        Ok(())
    }

    /// The meeting's days in order.
    #[must_use]
    pub fn days(&self) -> &[MeetingDayId] {
        &self.days
    }

    /// All items, depth-first in day order, with their current positions, revisions and versions.
    #[must_use]
    pub fn items(&self) -> &[AgendaItem] {
        &self.items
    }

    /// The items themselves, in the order of [`AgendaTree::items`].
    #[must_use]
    pub fn into_items(self) -> Vec<AgendaItem> {
        self.items
    }

    /// The item with this id.
    #[must_use]
    pub fn get(&self, id: AgendaItemId) -> Option<&AgendaItem> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The items directly under `parent` on `day`, in order; the top level where `parent` is absent.
    pub fn children(&self, day: MeetingDayId, parent: Option<AgendaItemId>) -> impl Iterator<Item = &AgendaItem> {
        self.items.iter().filter(move |item| item.day_id == day && item.parent_id == parent)
    }

    /// The item and everything under it, depth-first; empty if there is no such item.
    #[must_use]
    pub fn subtree(&self, id: AgendaItemId) -> &[AgendaItem] {
        self.index_of(id).and_then(|index| self.items.get(self.subtree_range(index))).unwrap_or_default()
    }

    /// The item's level: 1 for the top level, at most [`MAX_DEPTH`].
    #[must_use]
    pub fn depth(&self, id: AgendaItemId) -> Option<usize> {
        let mut depth = 1;
        let mut item = self.get(id)?;
        while let Some(parent) = item.parent_id {
            item = self.get(parent)?;
            depth += 1;
        }
        Some(depth)
    }

    /// How many levels the item and what stands under it take: 1 for an item without children.
    #[must_use]
    pub fn height(&self, id: AgendaItemId) -> Option<usize> {
        let top = self.depth(id)?;
        self.subtree(id).iter().filter_map(|item| self.depth(item.id)).max().map(|deepest| deepest + 1 - top)
    }

    /// Where the item stands now.
    #[must_use]
    pub fn place_of(&self, id: AgendaItemId) -> Option<AgendaPlace> {
        let item = self.get(id)?;
        let before = self.children(item.day_id, item.parent_id).take_while(|sibling| sibling.id != id).last();
        Some(AgendaPlace { day_id: item.day_id, parent_id: item.parent_id, after_id: before.map(|sibling| sibling.id) })
    }

    pub(super) fn index_of(&self, id: AgendaItemId) -> Option<usize> {
        self.items.iter().position(|item| item.id == id)
    }

    /// Items of a subtree stand next to each other, because the order is depth-first.
    pub(super) fn subtree_range(&self, index: usize) -> Range<usize> {
        let mut inside: BTreeSet<AgendaItemId> = self.items.get(index).map(|item| item.id).into_iter().collect();
        for item in self.items.iter().skip(index + 1) {
            if !item.parent_id.is_some_and(|parent| inside.contains(&parent)) {
                break;
            }
            inside.insert(item.id);
        }
        index..index + inside.len()
    }

    /// Closes gaps and counts a new version of each item that shifted, except those in `counted`.
    pub(super) fn settle(&mut self, counted: &[AgendaItemId]) {
        for_each_position(&mut self.items, |item, position| {
            if item.position != position {
                item.position = position;
                if !counted.contains(&item.id) {
                    item.version = item.version.saturating_add(1);
                }
            }
        });
    }
}

/// Whether two agendas say the same, whatever their items' revisions and versions.
#[must_use]
pub fn same_content(left: &AgendaTree, right: &AgendaTree) -> bool {
    let content = |item: &AgendaItem| AgendaItem { revision: 0, version: 0, ..item.clone() };
    left.days == right.days && left.items.iter().map(content).eq(right.items.iter().map(content))
}

fn check_rows(days: &[MeetingDayId], items: &[AgendaItem]) -> Result<(), AgendaRefusal> {
    let mut day_of = BTreeMap::new();
    for item in items {
        if day_of.insert(item.id, item.day_id).is_some() {
            return Err(AgendaRefusal::ItemExists);
        }
        if !days.contains(&item.day_id) {
            return Err(AgendaRefusal::DayUnknown);
        }
    }
    for item in items {
        let Some(parent) = item.parent_id else { continue };
        match day_of.get(&parent) {
            None => return Err(AgendaRefusal::ParentUnknown),
            Some(day) if *day != item.day_id => return Err(AgendaRefusal::ParentOnOtherDay),
            Some(_) => {}
        }
    }
    Ok(())
}

fn for_each_position(items: &mut [AgendaItem], mut set: impl FnMut(&mut AgendaItem, i32)) {
    let mut last = BTreeMap::new();
    for item in items {
        let position = last.entry((item.day_id, item.parent_id)).or_insert(0);
        *position += 1;
        set(item, *position);
    }
}
