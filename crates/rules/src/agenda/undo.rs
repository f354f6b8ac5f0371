//! Keeping an undo stack usable: undoing one batch changes the revisions that older entries are based on.

use super::AgendaTree;
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaCommand, AgendaItem};
use std::collections::BTreeMap;

/// Adjusts the older inverse batches, given newest first, after `undone`, another inverse batch, was applied and gave
/// `tree`.
///
/// A batch and its undo leave an item as it was, with a higher revision. What the stack says of the item's
/// revisions up to the one before the batch is shifted by the difference, so an entry that was valid before the
/// batch is valid again, and one that was stale stays stale. Without this, undoing two changes of one item would
/// be refused. Call it for every entry older than the undone one that remains, of all editors, in the same
/// transaction.
///
/// An item that was removed and then added under the same id counts its revisions from 1 again. What the stack says
/// of the earlier item stays as it is: it is based on what its own restoring will give.
pub fn rebase_undo<'a>(
    older: impl IntoIterator<Item = &'a mut Vec<AgendaCommand>>,
    undone: &[AgendaCommand],
    tree: &AgendaTree,
) {
    let shift = |(id, before)| {
        let steps = tree.get(id)?.revision.saturating_sub(before);
        Some(Shift { id, before, steps })
    };
    let mut shifts: Vec<Shift> = revisions_before(undone).into_iter().filter_map(shift).collect();
    for entry in older {
        shifts.retain(|shift| shift.goes_on_before(entry));
    }
}

/// By how much what is based on an item's revisions up to `before` is shifted.
struct Shift {
    id: AgendaItemId,
    before: i32,
    steps: i32,
}

impl Shift {
    /// Shifts an entry; whether older entries can still be about the same item.
    fn goes_on_before(&self, entry: &mut [AgendaCommand]) -> bool {
        let mut applies = None;
        for command in entry {
            // Only what removed the item is undone by restoring it, only what added it by removing it.
            let begins = matches!(command, AgendaCommand::Remove(_));
            if restored(command, self.id).is_some() {
                return false;
            }
            let Some(base) = base_of(command, self.id) else { continue };
            if *applies.get_or_insert(*base <= self.before) {
                *base = base.saturating_add(self.steps);
            }
            if begins {
                return false;
            }
        }
        true
    }
}

/// The revision of each item before the batch that was undone: each of its commands counted one more.
fn revisions_before(undone: &[AgendaCommand]) -> BTreeMap<AgendaItemId, i32> {
    let mut revisions = BTreeMap::new();
    for command in undone {
        if let AgendaCommand::Restore(restore) = command {
            // Whatever of that id was there after the batch was another item.
            revisions.extend(restore.items.iter().map(|item| (item.id, item.revision)));
        } else if let Some((id, base)) = named(command) {
            let revision = revisions.entry(id).or_insert(base);
            *revision = revision.saturating_sub(1);
        }
    }
    revisions
}

/// The item as the command brings it back.
fn restored(command: &AgendaCommand, id: AgendaItemId) -> Option<&AgendaItem> {
    let AgendaCommand::Restore(restore) = command else { return None };
    restore.items.iter().find(|item| item.id == id)
}

/// The item that a command names, and the revision it was based on.
pub(super) fn named(command: &AgendaCommand) -> Option<(AgendaItemId, i32)> {
    match command {
        AgendaCommand::Move(step) => Some((step.item_id, step.base_revision)),
        AgendaCommand::Edit(edit) => Some((edit.item_id, edit.base_revision)),
        AgendaCommand::Remove(remove) => Some((remove.item_id, remove.base_revision)),
        AgendaCommand::Add(_) | AgendaCommand::Restore(_) => None,
    }
}

/// The base revision of a command that names the item.
pub(super) fn base_of(command: &mut AgendaCommand, id: AgendaItemId) -> Option<&mut i32> {
    let (named, base) = match command {
        AgendaCommand::Move(step) => (step.item_id, &mut step.base_revision),
        AgendaCommand::Edit(edit) => (edit.item_id, &mut edit.base_revision),
        AgendaCommand::Remove(remove) => (remove.item_id, &mut remove.base_revision),
        AgendaCommand::Add(_) | AgendaCommand::Restore(_) => return None,
    };
    (named == id).then_some(base)
}
