//! What each command does, and what undoes it.

use super::undo::{base_of, named};
use super::{AgendaRefusal, AgendaTree, MAX_ITEMS};
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaEdit, AgendaItem, AgendaItemKind, AgendaItemPatch, AgendaItemState, AgendaMove,
    AgendaRemove, AgendaRestore,
};
use obrady_types::{AgendaItemId, Patch};

impl AgendaTree {
    /// Runs one command and returns the command that takes it back.
    ///
    /// `revision` of the named item counts one more, also when nothing changed in it. `version` counts one more
    /// for it and for each item that shifted or went to another day with it. A restored item goes on counting
    /// from where it was. Field lengths are not checked here; `obrady_types::validate` does that.
    ///
    /// # Errors
    /// Why the command does not fit; the tree is untouched then.
    pub fn apply(&mut self, command: &AgendaCommand) -> Result<AgendaCommand, AgendaRefusal> {
        match command {
            AgendaCommand::Add(add) => self.add(add),
            AgendaCommand::Move(step) => self.relocate(step),
            AgendaCommand::Edit(edit) => self.edit(edit),
            AgendaCommand::Remove(remove) => self.remove(remove),
            AgendaCommand::Restore(restore) => self.restore(restore),
        }
    }

    /// Runs a batch, all or none, and returns the batch that takes it back, for [`AgendaTree::apply_undo`].
    ///
    /// The base revisions of the inverse are those that the items will have when it runs directly afterwards,
    /// so it is refused as stale when somebody else changes one of the items in between. A stored inverse is kept
    /// usable with [`super::rebase_undo`] when another one is applied.
    ///
    /// # Errors
    /// The index of the refused command and the reason; the tree is untouched then.
    pub fn apply_batch(&mut self, commands: &[AgendaCommand]) -> Result<Vec<AgendaCommand>, (usize, AgendaRefusal)> {
        self.run(commands, |_, _| Ok(()))
    }

    /// Runs the inverse of a batch, all or none, and returns the batch that does it again.
    ///
    /// As [`AgendaTree::apply_batch`], but an undo takes away only what its batch brought: a `remove` of an item
    /// under which something still stands is refused as stale, because somebody else put it there. (Inverses
    /// name the items of a subtree one by one, the deepest first, each with its own base revision.)
    ///
    /// # Errors
    /// The index of the refused command and the reason; the tree is untouched then.
    pub fn apply_undo(&mut self, inverse: &[AgendaCommand]) -> Result<Vec<AgendaCommand>, (usize, AgendaRefusal)> {
        self.run(inverse, |tree, command| match command {
            AgendaCommand::Remove(remove) if tree.subtree(remove.item_id).len() > 1 => Err(AgendaRefusal::Stale),
            _ => Ok(()),
        })
    }

    fn run(
        &mut self,
        commands: &[AgendaCommand],
        check: impl Fn(&AgendaTree, &AgendaCommand) -> Result<(), AgendaRefusal>,
    ) -> Result<Vec<AgendaCommand>, (usize, AgendaRefusal)> {
        let mut tree = self.clone();
        let mut inverse = Vec::with_capacity(commands.len());
        for (index, command) in commands.iter().enumerate() {
            check(&tree, command).map_err(|refusal| (index, refusal))?;
            let back = tree.apply(command).map_err(|refusal| (index, refusal))?;
            match command {
                AgendaCommand::Restore(restore) => inverse.extend(restore.items.iter().map(removal_of)),
                _ => inverse.push(back),
            }
        }
        inverse.reverse();
        tree.rebase(&mut inverse);
        *self = tree;
        Ok(inverse)
    }

    /// Sets the base revisions of a batch that will run on this tree.
    fn rebase(&self, commands: &mut [AgendaCommand]) {
        let mut tree = self.clone();
        for command in commands {
            if let Some(item) = named(command).and_then(|(id, _)| tree.get(id))
                && let Some(base) = base_of(command, item.id)
            {
                *base = item.revision;
            }
            // It walks back through states that were just passed through, so nothing is refused.
            drop(tree.apply(command));
        }
    }

    fn add(&mut self, add: &AgendaAdd) -> Result<AgendaCommand, AgendaRefusal> {
        if self.get(add.item_id).is_some() {
            return Err(AgendaRefusal::ItemExists);
        }
        self.check_place(&add.place, 1, &[])?;
        if self.items.len() >= MAX_ITEMS {
            return Err(AgendaRefusal::TooManyItems);
        }
        let item = new_item(add);
        let inverse = removal_of(&item);
        self.insert(&add.place, vec![item]);
        self.settle(&[add.item_id]);
        Ok(inverse)
    }

    fn relocate(&mut self, step: &AgendaMove) -> Result<AgendaCommand, AgendaRefusal> {
        let index = self.current(step.item_id, step.base_revision)?;
        let height = self.height(step.item_id).ok_or(AgendaRefusal::ItemUnknown)?;
        self.check_place(&step.place, height, self.subtree(step.item_id))?;
        let from = self.place_of(step.item_id).ok_or(AgendaRefusal::ItemUnknown)?;

        let mut subtree: Vec<AgendaItem> = self.items.drain(self.subtree_range(index)).collect();
        for item in &mut subtree {
            let named = item.id == step.item_id;
            if named {
                item.parent_id = step.place.parent_id;
                item.revision = item.revision.saturating_add(1);
            }
            if named || item.day_id != step.place.day_id {
                item.version = item.version.saturating_add(1);
            }
            item.day_id = step.place.day_id;
        }
        self.insert(&step.place, subtree);
        self.settle(&[step.item_id]);
        let base_revision = step.base_revision.saturating_add(1);
        Ok(AgendaCommand::Move(AgendaMove { item_id: step.item_id, base_revision, place: from }))
    }

    fn edit(&mut self, edit: &AgendaEdit) -> Result<AgendaCommand, AgendaRefusal> {
        let index = self.current(edit.item_id, edit.base_revision)?;
        if edit.changes.kind == Some(AgendaItemKind::Break) && self.subtree(edit.item_id).len() > 1 {
            return Err(AgendaRefusal::UnderBreak);
        }
        let item = self.items.get_mut(index).ok_or(AgendaRefusal::ItemUnknown)?;
        let changes = overwrite(item, &edit.changes);
        item.revision = item.revision.saturating_add(1);
        item.version = item.version.saturating_add(1);
        Ok(AgendaCommand::Edit(AgendaEdit { item_id: edit.item_id, base_revision: item.revision, changes }))
    }

    fn remove(&mut self, remove: &AgendaRemove) -> Result<AgendaCommand, AgendaRefusal> {
        let index = self.current(remove.item_id, remove.base_revision)?;
        let place = self.place_of(remove.item_id).ok_or(AgendaRefusal::ItemUnknown)?;
        let items = self.items.drain(self.subtree_range(index)).collect();
        self.settle(&[]);
        Ok(AgendaCommand::Restore(AgendaRestore { place, items }))
    }

    fn restore(&mut self, restore: &AgendaRestore) -> Result<AgendaCommand, AgendaRefusal> {
        let height = restored_height(&restore.items)?;
        let ids: Vec<AgendaItemId> = restore.items.iter().map(|item| item.id).collect();
        if ids.iter().any(|id| self.get(*id).is_some()) {
            return Err(AgendaRefusal::ItemExists);
        }
        self.check_place(&restore.place, height, &[])?;
        if self.items.len() + ids.len() > MAX_ITEMS {
            return Err(AgendaRefusal::TooManyItems);
        }
        let mut items = restore.items.clone();
        for item in &mut items {
            item.day_id = restore.place.day_id;
            item.revision = item.revision.saturating_add(1);
            item.version = item.version.saturating_add(1);
        }
        let root = items.first_mut().ok_or(AgendaRefusal::MalformedRestore)?;
        root.parent_id = restore.place.parent_id;
        let inverse = removal_of(root);
        self.insert(&restore.place, items);
        self.settle(&ids);
        Ok(inverse)
    }

    /// The index of an item whose revision is the one that a command was based on.
    fn current(&self, id: AgendaItemId, base_revision: i32) -> Result<usize, AgendaRefusal> {
        let index = self.index_of(id).ok_or(AgendaRefusal::ItemUnknown)?;
        match self.items.get(index) {
            Some(item) if item.revision == base_revision => Ok(index),
            _ => Err(AgendaRefusal::Stale),
        }
    }
}

fn new_item(add: &AgendaAdd) -> AgendaItem {
    AgendaItem {
        id: add.item_id,
        day_id: add.place.day_id,
        parent_id: add.place.parent_id,
        position: 0,
        title: Some(add.title.clone()),
        kind: add.kind,
        planned_minutes: add.planned_minutes,
        speaker_text: add.speaker_text.clone(),
        topic_id: add.topic_id,
        confidentiality: add.confidentiality,
        state: AgendaItemState::default(),
        outcome_text: None,
        label: None,
        revision: 1,
        version: 1,
    }
}

fn removal_of(item: &AgendaItem) -> AgendaCommand {
    AgendaCommand::Remove(AgendaRemove { item_id: item.id, base_revision: item.revision })
}

/// Changes the fields that were sent and returns what they were.
fn overwrite(item: &mut AgendaItem, changes: &AgendaItemPatch) -> AgendaItemPatch {
    AgendaItemPatch {
        title: replace(&mut item.title, &changes.title),
        kind: changes.kind.map(|kind| std::mem::replace(&mut item.kind, kind)),
        planned_minutes: replace(&mut item.planned_minutes, &changes.planned_minutes),
        speaker_text: replace(&mut item.speaker_text, &changes.speaker_text),
        confidentiality: changes.confidentiality.map(|level| std::mem::replace(&mut item.confidentiality, level)),
        outcome_text: replace(&mut item.outcome_text, &changes.outcome_text),
    }
}

fn replace<T: Clone>(field: &mut Option<T>, change: &Patch<T>) -> Patch<T> {
    if change.is_absent() {
        return Patch::Absent;
    }
    Patch::from(std::mem::replace(field, change.value().cloned()))
}

/// The number of levels of a subtree given depth-first, its root first.
fn restored_height(items: &[AgendaItem]) -> Result<usize, AgendaRefusal> {
    let malformed = AgendaRefusal::MalformedRestore;
    let (root, others) = items.split_first().ok_or(malformed)?;
    let mut height = 1;
    let mut open = vec![root.id];
    let mut seen = vec![root.id];
    for item in others {
        let parent = open.iter().position(|id| Some(*id) == item.parent_id).ok_or(malformed)?;
        if seen.contains(&item.id) {
            return Err(malformed);
        }
        open.truncate(parent + 1);
        open.push(item.id);
        seen.push(item.id);
        height = height.max(open.len());
    }
    Ok(height)
}
