//! Agenda commands against a simple model: lists within lists, by which the same commands are taken or refused and lead
//! to the same agenda; and an undo leads back.

use crate::bytes::Bytes;
use obrady_rules::agenda::{AgendaRefusal, AgendaTree, MAX_DEPTH, labels, rebase_undo, same_content};
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaCommands, AgendaEdit, AgendaItemKind, AgendaItemPatch, AgendaMove, AgendaPlace,
    AgendaRemove, Confidentiality,
};
use obrady_types::{AgendaItemId, MeetingDayId, Patch};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Days of the meeting; a place may also name one that is not among them.
const DAYS: usize = 2;

pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let days: Vec<MeetingDayId> = (0..DAYS).map(day).collect();
    let mut tree = AgendaTree::new(&days, Vec::new()).expect("an empty agenda");
    // What undoes the batches so far, and the agenda before each.
    let mut stack: Vec<(Vec<AgendaCommand>, AgendaTree)> = Vec::new();
    while !bytes.is_empty() {
        if bytes.once_in(5) {
            let Some((inverse, before)) = stack.pop() else { continue };
            tree.apply_undo(&inverse).unwrap_or_else(|refusal| panic!("what was last done is undone: {refusal:?}"));
            assert!(same_content(&tree, &before), "an undo leads back");
            rebase_undo(stack.iter_mut().rev().map(|(entry, _)| entry), &inverse, &tree);
        } else {
            let model = Model::of(&tree);
            let commands: Vec<AgendaCommand> = (0..=bytes.below(3)).map(|_| command(&mut bytes, &model)).collect();
            let wire = AgendaCommands { commands: commands.clone() };
            let wire = serde_json::to_vec(&wire).expect("JSON");
            let read = obrady_api::fuzzing::parse::<AgendaCommands>(&wire).map(|read| read.commands);
            assert_eq!(read.as_deref(), Ok(commands.as_slice()), "commands written and read again");

            let before = tree.clone();
            let mut expected = model;
            let refused = commands.iter().position(|command| !expected.apply(command));
            match tree.apply_batch(&commands) {
                Ok(inverse) => {
                    assert_eq!(refused, None, "the model refuses one of {commands:?}");
                    assert_eq!(Model::of(&tree), expected, "after {commands:?}");
                    stack.push((inverse, before));
                }
                Err((index, refusal)) => {
                    assert_eq!(refused, Some(index), "{refusal:?} of {commands:?}");
                    assert_eq!(tree, before, "a refused batch changes nothing");
                }
            }
        }
        invariants(&tree);
    }
}

fn day(number: usize) -> MeetingDayId {
    MeetingDayId(Uuid::from_u128(number as u128 + 1))
}

fn item(number: usize) -> AgendaItemId {
    AgendaItemId(Uuid::from_u128(number as u128 + 1000))
}

/// A command about what is there, mostly; what is not there is among the choices.
fn command(bytes: &mut Bytes<'_>, model: &Model) -> AgendaCommand {
    let item_id = item(bytes.below(24));
    let base_revision = model.revision(item_id).unwrap_or(1) + i32::from(bytes.once_in(16));
    match bytes.below(5) {
        0 | 1 => AgendaCommand::Add(AgendaAdd {
            item_id,
            place: place(bytes),
            title: "Punkt".to_owned(),
            kind: kind(bytes),
            planned_minutes: Some(i32::from(bytes.byte())),
            speaker_text: None,
            topic_id: None,
            confidentiality: Confidentiality::Public,
        }),
        2 => AgendaCommand::Move(AgendaMove { item_id, base_revision, place: place(bytes) }),
        3 => {
            let kind = bytes.once_in(2).then(|| kind(bytes));
            let planned_minutes = if bytes.once_in(3) { Patch::Null } else { Patch::Value(i32::from(bytes.byte())) };
            let changes = AgendaItemPatch { kind, planned_minutes, ..AgendaItemPatch::default() };
            AgendaCommand::Edit(AgendaEdit { item_id, base_revision, changes })
        }
        _ => AgendaCommand::Remove(AgendaRemove { item_id, base_revision }),
    }
}

fn kind(bytes: &mut Bytes<'_>) -> AgendaItemKind {
    if bytes.once_in(4) { AgendaItemKind::Break } else { AgendaItemKind::Discussion }
}

fn place(bytes: &mut Bytes<'_>) -> AgendaPlace {
    let day_id = day(if bytes.once_in(24) { DAYS } else { bytes.below(DAYS) });
    let parent_id = bytes.once_in(2).then(|| item(bytes.below(24)));
    let after_id = bytes.once_in(2).then(|| item(bytes.below(24)));
    AgendaPlace { day_id, parent_id, after_id }
}

/// An item with what stands under it.
#[derive(Clone, Debug, PartialEq)]
struct Node {
    id: AgendaItemId,
    kind: AgendaItemKind,
    minutes: Option<i32>,
    revision: i32,
    children: Vec<Node>,
}

impl Node {
    fn height(&self) -> usize {
        1 + self.children.iter().map(Node::height).max().unwrap_or(0)
    }

    fn holds(&self, id: AgendaItemId) -> bool {
        self.id == id || self.children.iter().any(|child| child.holds(id))
    }
}

/// The agenda as a list of days.
#[derive(Clone, Debug, PartialEq)]
struct Model(Vec<(MeetingDayId, Vec<Node>)>);

impl Model {
    fn of(tree: &AgendaTree) -> Self {
        fn under(tree: &AgendaTree, day: MeetingDayId, parent: Option<AgendaItemId>) -> Vec<Node> {
            let node = |item: &obrady_types::meetings::AgendaItem| Node {
                id: item.id,
                kind: item.kind,
                minutes: item.planned_minutes,
                revision: item.revision,
                children: under(tree, day, Some(item.id)),
            };
            tree.children(day, parent).map(node).collect()
        }
        Self(tree.days().iter().map(|day| (*day, under(tree, *day, None))).collect())
    }

    fn find(&self, id: AgendaItemId) -> Option<&Node> {
        fn among(nodes: &[Node], id: AgendaItemId) -> Option<&Node> {
            nodes.iter().find_map(|node| if node.id == id { Some(node) } else { among(&node.children, id) })
        }
        self.0.iter().find_map(|(_, nodes)| among(nodes, id))
    }

    fn revision(&self, id: AgendaItemId) -> Option<i32> {
        self.find(id).map(|node| node.revision)
    }

    fn edit(&mut self, id: AgendaItemId, change: impl FnOnce(&mut Node)) {
        fn among(nodes: &mut [Node], id: AgendaItemId) -> Option<&mut Node> {
            nodes.iter_mut().find_map(|node| if node.id == id { Some(node) } else { among(&mut node.children, id) })
        }
        if let Some(node) = self.0.iter_mut().find_map(|(_, nodes)| among(nodes, id)) {
            change(node);
        }
    }

    fn take(&mut self, id: AgendaItemId) -> Option<Node> {
        fn among(nodes: &mut Vec<Node>, id: AgendaItemId) -> Option<Node> {
            match nodes.iter().position(|node| node.id == id) {
                Some(index) => Some(nodes.remove(index)),
                None => nodes.iter_mut().find_map(|node| among(&mut node.children, id)),
            }
        }
        self.0.iter_mut().find_map(|(_, nodes)| among(nodes, id))
    }

    /// Puts a node at a place; whether the rules let it.
    fn put(&mut self, place: &AgendaPlace, node: Node) -> bool {
        fn siblings(
            nodes: &mut Vec<Node>,
            parent: Option<AgendaItemId>,
            depth: usize,
        ) -> Option<(&mut Vec<Node>, usize, bool)> {
            let Some(parent) = parent else { return Some((nodes, depth, false)) };
            nodes.iter_mut().find_map(|node| {
                if node.id == parent {
                    let closed = node.kind == AgendaItemKind::Break;
                    return Some((&mut node.children, depth + 1, closed));
                }
                siblings(&mut node.children, Some(parent), depth + 1)
            })
        }
        let Some((_, nodes)) = self.0.iter_mut().find(|(day, _)| *day == place.day_id) else { return false };
        let Some((list, above, closed)) = siblings(nodes, place.parent_id, 0) else { return false };
        let at = match place.after_id {
            None => Some(0),
            Some(after) => list.iter().position(|node| node.id == after).map(|index| index + 1),
        };
        let Some(at) = at.filter(|_| !closed && above + node.height() <= MAX_DEPTH) else { return false };
        list.insert(at, node);
        true
    }

    /// Does a command; whether the rules let it.
    fn apply(&mut self, command: &AgendaCommand) -> bool {
        match command {
            AgendaCommand::Add(add) => {
                let node = Node {
                    id: add.item_id,
                    kind: add.kind,
                    minutes: add.planned_minutes,
                    revision: 1,
                    children: Vec::new(),
                };
                self.find(add.item_id).is_none() && self.put(&add.place, node)
            }
            AgendaCommand::Move(step) => {
                let fresh = self.revision(step.item_id) == Some(step.base_revision);
                let Some(mut node) = self.take(step.item_id).filter(|_| fresh) else { return false };
                let into_itself = [step.place.parent_id, step.place.after_id].into_iter().flatten();
                if into_itself.into_iter().any(|id| node.holds(id)) {
                    return false;
                }
                node.revision += 1;
                self.put(&step.place, node)
            }
            AgendaCommand::Edit(edit) => {
                let Some(node) = self.find(edit.item_id) else { return false };
                let breaks = edit.changes.kind == Some(AgendaItemKind::Break) && !node.children.is_empty();
                if node.revision != edit.base_revision || breaks {
                    return false;
                }
                let changes = edit.changes.clone();
                self.edit(edit.item_id, |node| {
                    node.kind = changes.kind.unwrap_or(node.kind);
                    node.minutes = changes.planned_minutes.apply(node.minutes);
                    node.revision += 1;
                });
                true
            }
            AgendaCommand::Remove(remove) => {
                self.revision(remove.item_id) == Some(remove.base_revision) && self.take(remove.item_id).is_some()
            }
            AgendaCommand::Restore(_) => false,
        }
    }
}

/// What holds of every agenda.
fn invariants(tree: &AgendaTree) {
    let rows = tree.items().to_vec();
    let again = AgendaTree::new(tree.days(), rows.iter().rev().cloned().collect());
    assert_eq!(again.as_ref(), Ok(tree), "an agenda is the same whatever order its rows are read in");
    for item in &rows {
        let depth = tree.depth(item.id).expect("an item has a level");
        assert!((1..=MAX_DEPTH).contains(&depth) && item.position >= 1);
        // Where a key takes an item, a move takes it, too.
        for place in [tree.step_up(item.id), tree.step_down(item.id), tree.indent(item.id), tree.outdent(item.id)] {
            let Some(place) = place else { continue };
            let step = AgendaMove { item_id: item.id, base_revision: item.revision, place };
            let moved = tree.clone().apply(&AgendaCommand::Move(step));
            // Everything moved out of a parent goes up at most; nothing else may refuse it.
            assert!(moved.is_ok() || moved == Err(AgendaRefusal::UnderBreak), "{moved:?} to {place:?}");
        }
    }
    let numbers = labels(tree);
    let numbered = rows.iter().filter(|item| numbers.contains_key(&item.id)).count();
    assert_eq!(numbers.values().collect::<BTreeSet<_>>().len(), numbered, "a number is given once");
}
