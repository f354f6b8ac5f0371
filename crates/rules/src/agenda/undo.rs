//! Keeping an undo stack usable: undoing one batch changes the revisions that older entries are based on.

use super::AgendaTree;
use obrady_types::AgendaItemId;
use obrady_types::meetings::AgendaCommand;
use std::collections::BTreeMap;

/// Adjusts an older inverse batch after `undone`, another inverse batch, was applied and gave `tree`.
///
/// A batch and its undo leave an item as it was, with a higher revision. What the stack says of the item's
/// revisions up to the one before the batch is shifted by the difference, so an entry that was valid before the
/// batch is valid again, and one that was stale stays stale. Without this, undoing two changes of one item would
/// be refused. Call it for every entry that remains, of all editors, in the same transaction.
pub fn rebase_undo(entry: &mut [AgendaCommand], undone: &[AgendaCommand], tree: &AgendaTree) {
    for (id, before) in revisions_before(undone) {
        let Some(item) = tree.get(id) else { continue };
        let first = entry.iter().find_map(|command| first_base(command, id)).flatten();
        if first.is_some_and(|first| first <= before) {
            let steps = item.revision.saturating_sub(before);
            for base in entry.iter_mut().filter_map(|command| base_of(command, id)) {
                *base = base.saturating_add(steps);
            }
        }
    }
}

/// The revision of each item before the batch that was undone: each of its commands counted one more.
fn revisions_before(undone: &[AgendaCommand]) -> BTreeMap<AgendaItemId, i32> {
    let mut revisions = BTreeMap::new();
    for command in undone {
        if let AgendaCommand::Restore(restore) = command {
            for item in &restore.items {
                revisions.entry(item.id).or_insert(item.revision);
            }
        } else if let Some((id, base)) = named(command) {
            let revision = revisions.entry(id).or_insert(base);
            *revision = revision.saturating_sub(1);
        }
    }
    revisions
}

/// `None`: the command does not concern the item; `Some(None)`: it brings the item back, whatever it was before.
fn first_base(command: &AgendaCommand, id: AgendaItemId) -> Option<Option<i32>> {
    match command {
        AgendaCommand::Restore(restore) => restore.items.iter().any(|item| item.id == id).then_some(None),
        _ => named(command).filter(|(named, _)| *named == id).map(|(_, base)| Some(base)),
    }
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
