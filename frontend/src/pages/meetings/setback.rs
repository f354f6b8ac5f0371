//! A change on its way, what it was based on, and what becomes of it when others were faster.

use obrady_rules::agenda::AgendaTree;
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaEdit, AgendaItem, AgendaItemPatch, AgendaMove, AgendaPlace, AgendaRemove,
};
use obrady_types::{AgendaItemId, Patch};

/// Text of somebody's that could not be saved and waits for a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// The command that brings the text.
    pub mine: AgendaCommand,
    /// The item as it is now; `None` when it is gone.
    pub theirs: Option<AgendaItem>,
    /// The item as it was seen when the text was typed.
    pub known: Option<AgendaItem>,
    /// Why the server refused it; `None` when somebody else changed the same field.
    pub reason: Option<String>,
}

/// What became of a command that could not be carried out as it was meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Setback {
    /// Text that somebody has to decide about.
    Text(Box<Clash>),
    /// A move that did not happen: title of the item, and why the server refused it if it did.
    NotMoved(String, Option<String>),
    /// A removal that did not happen, likewise.
    NotRemoved(String, Option<String>),
    /// An item that was added at the end of its day, because its place is gone: its title.
    Replaced(String),
}

/// A command, and what it changes as it was before.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) command: AgendaCommand,
    before: Before,
}

#[derive(Clone, Debug, PartialEq)]
enum Before {
    /// The changed fields.
    Fields(Box<AgendaItemPatch>),
    /// The moved item's place.
    Place(AgendaPlace),
    /// Nothing that could tell others' changes from one's own.
    Unknown,
}

impl Step {
    /// A command that is about to be applied to a tree.
    pub(super) fn on(tree: &AgendaTree, command: AgendaCommand) -> Self {
        let before = match &command {
            AgendaCommand::Edit(edit) => tree
                .get(edit.item_id)
                .map_or(Before::Unknown, |item| Before::Fields(Box::new(values(item, &edit.changes)))),
            AgendaCommand::Move(step) => tree.place_of(step.item_id).map_or(Before::Unknown, Before::Place),
            _ => Before::Unknown,
        };
        Self { command, before }
    }

    /// The same command for a tree on which others may have changed other things; `None` when they changed the same.
    pub(super) fn rebased(&self, tree: &AgendaTree) -> Option<AgendaCommand> {
        Some(match &self.command {
            AgendaCommand::Edit(edit) => {
                let item = tree.get(edit.item_id)?;
                let now = values(item, &edit.changes);
                let fits = match &self.before {
                    Before::Fields(before) => fits(&now, before, &edit.changes),
                    _ => item.revision == edit.base_revision,
                };
                let command = AgendaEdit { base_revision: item.revision, ..edit.clone() };
                fits.then_some(AgendaCommand::Edit(command))?
            }
            AgendaCommand::Move(step) => {
                let item = tree.get(step.item_id)?;
                let unmoved = matches!(self.before, Before::Place(place) if tree.place_of(step.item_id) == Some(place));
                let command = AgendaMove { base_revision: item.revision, ..step.clone() };
                (unmoved || item.revision == step.base_revision).then_some(AgendaCommand::Move(command))?
            }
            // What others wrote into an item is not removed unseen.
            AgendaCommand::Add(_) | AgendaCommand::Remove(_) | AgendaCommand::Restore(_) => self.command.clone(),
        })
    }

    /// What there is to say about a command that cannot be carried out any more, if anything.
    pub(super) fn setback(self, now: &AgendaTree, old: &AgendaTree, reason: Option<&str>) -> Option<Setback> {
        let id = item_of(&self.command)?;
        let known = old.get(id).or(now.get(id)).cloned();
        let title = known.as_ref().and_then(|item| item.title.clone()).unwrap_or_default();
        let reason = reason.map(ToOwned::to_owned);
        match self.command {
            AgendaCommand::Move(_) => Some(Setback::NotMoved(title, reason)),
            // Somebody else has removed it as well.
            AgendaCommand::Remove(_) if now.get(id).is_none() => None,
            AgendaCommand::Remove(_) => Some(Setback::NotRemoved(title, reason)),
            // It arrived before, only the answer did not.
            AgendaCommand::Add(_) if now.get(id).is_some() => None,
            AgendaCommand::Restore(_) => None,
            AgendaCommand::Add(_) => Some(Clash { mine: self.command, theirs: None, known: None, reason }.into()),
            AgendaCommand::Edit(_) => {
                Some(Clash { mine: self.command, theirs: now.get(id).cloned(), known, reason }.into())
            }
        }
    }
}

impl From<Clash> for Setback {
    fn from(clash: Clash) -> Self {
        Self::Text(Box::new(clash))
    }
}

impl Clash {
    /// The text as an item of its own at the end of its day: for an item that is gone or never arrived.
    pub fn as_new(&self, item_id: AgendaItemId, tree: &AgendaTree) -> Option<AgendaAdd> {
        let end_of = |day| Some(day).filter(|day| tree.days().contains(day)).or(tree.days().last().copied());
        match &self.mine {
            AgendaCommand::Add(add) => {
                let place = tree.last_place(end_of(add.place.day_id)?, None);
                Some(AgendaAdd { item_id, place, ..add.clone() })
            }
            AgendaCommand::Edit(edit) => {
                let known = self.known.as_ref()?;
                let changes = edit.changes.clone();
                Some(AgendaAdd {
                    item_id,
                    place: tree.last_place(end_of(known.day_id)?, None),
                    title: changes.title.apply(known.title.clone())?,
                    kind: changes.kind.unwrap_or(known.kind),
                    planned_minutes: changes.planned_minutes.apply(known.planned_minutes),
                    speaker_text: changes.speaker_text.apply(known.speaker_text.clone()),
                    topic_id: None,
                    confidentiality: changes.confidentiality.unwrap_or(known.confidentiality),
                })
            }
            _ => None,
        }
    }
}

/// Adds a clash to those that wait. A later text of one's own for the same fields takes the place of the earlier.
pub fn note(all: &mut Vec<Clash>, clash: Clash) {
    let about = |clash: &Clash| match &clash.mine {
        AgendaCommand::Edit(edit) => Some((edit.item_id, names(&edit.changes))),
        _ => None,
    };
    match all.iter_mut().find(|one| about(one).is_some() && about(one) == about(&clash)) {
        Some(one) => *one = clash,
        None => all.push(clash),
    }
}

/// The item that a command is about.
pub fn item_of(command: &AgendaCommand) -> Option<AgendaItemId> {
    match command {
        AgendaCommand::Add(add) => Some(add.item_id),
        AgendaCommand::Move(step) => Some(step.item_id),
        AgendaCommand::Edit(edit) => Some(edit.item_id),
        AgendaCommand::Remove(AgendaRemove { item_id, .. }) => Some(*item_id),
        AgendaCommand::Restore(restore) => restore.items.first().map(|item| item.id),
    }
}

/// What an item says now in the fields that a change names.
pub fn values(item: &AgendaItem, named: &AgendaItemPatch) -> AgendaItemPatch {
    fn of<T: Clone>(now: &Option<T>, named: &Patch<T>) -> Patch<T> {
        if named.is_absent() { Patch::Absent } else { Patch::from(now.clone()) }
    }
    AgendaItemPatch {
        title: of(&item.title, &named.title),
        kind: named.kind.map(|_| item.kind),
        planned_minutes: of(&item.planned_minutes, &named.planned_minutes),
        speaker_text: of(&item.speaker_text, &named.speaker_text),
        confidentiality: named.confidentiality.map(|_| item.confidentiality),
        outcome_text: of(&item.outcome_text, &named.outcome_text),
    }
}

/// Whether a change still fits: each of its fields says what it said before, or what it should say already.
pub(super) fn fits(now: &AgendaItemPatch, before: &AgendaItemPatch, mine: &AgendaItemPatch) -> bool {
    fn one<T: PartialEq>(now: &T, before: &T, mine: &T) -> bool {
        now == before || now == mine
    }
    one(&now.title, &before.title, &mine.title)
        && one(&now.kind, &before.kind, &mine.kind)
        && one(&now.planned_minutes, &before.planned_minutes, &mine.planned_minutes)
        && one(&now.speaker_text, &before.speaker_text, &mine.speaker_text)
        && one(&now.confidentiality, &before.confidentiality, &mine.confidentiality)
        && one(&now.outcome_text, &before.outcome_text, &mine.outcome_text)
}

fn names(changes: &AgendaItemPatch) -> [bool; 6] {
    [
        !changes.title.is_absent(),
        changes.kind.is_some(),
        !changes.planned_minutes.is_absent(),
        !changes.speaker_text.is_absent(),
        changes.confidentiality.is_some(),
        !changes.outcome_text.is_absent(),
    ]
}
