//! What holds for agendas whatever is done to them: 10 000 random courses each.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test; its builders stand outside the functions")]

use obrady_rules::agenda::{AgendaRefusal, AgendaTree, MAX_DEPTH, frozen_labels, labels, rebase_undo, same_content};
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaEdit, AgendaItemKind, AgendaItemPatch, AgendaMove, AgendaPlace, AgendaRemove,
    Confidentiality,
};
use obrady_types::{AgendaItemId, MeetingDayId, Patch};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A command before it is known what agenda it meets: every number is taken modulo what there is.
#[derive(Clone, Debug)]
struct Draft {
    kind: u8,
    item: usize,
    day: usize,
    parent: usize,
    after: usize,
    odd: u8,
}

fn draft() -> impl Strategy<Value = Draft> {
    (0_u8..12, any::<usize>(), 0_usize..40, any::<usize>(), any::<usize>(), any::<u8>())
        .prop_map(|(kind, item, day, parent, after, odd)| Draft { kind, item, day, parent, after, odd })
}

fn course() -> impl Strategy<Value = Vec<Vec<Draft>>> {
    prop::collection::vec(prop::collection::vec(draft(), 1..4), 1..10)
}

fn days() -> [MeetingDayId; 2] {
    [1, 2].map(|n| MeetingDayId(Uuid::from_u128(n)))
}

fn empty() -> AgendaTree {
    AgendaTree::new(&days(), vec![]).unwrap()
}

/// Places are mostly possible; one in twenty names a strange day, one in eight a sibling of any other place.
fn place(tree: &AgendaTree, draft: &Draft) -> AgendaPlace {
    let items = tree.items();
    let parent = (!draft.parent.is_multiple_of(3) && !items.is_empty()).then(|| &items[draft.parent / 3 % items.len()]);
    let day_id = match draft.day {
        0 => MeetingDayId(Uuid::from_u128(9)),
        1 => days()[1],
        day => parent.map_or(days()[day % 2], |parent| parent.day_id),
    };
    let parent_id = parent.map(|parent| parent.id);
    let siblings: Vec<AgendaItemId> = if draft.odd.is_multiple_of(8) {
        items.iter().map(|item| item.id).collect()
    } else {
        tree.children(day_id, parent_id).map(|item| item.id).collect()
    };
    let after_id = siblings.get(draft.after % (siblings.len() + 1)).copied();
    AgendaPlace { day_id, parent_id, after_id }
}

fn command(tree: &AgendaTree, draft: &Draft, last: &mut u128) -> AgendaCommand {
    let items = tree.items();
    if items.is_empty() || draft.kind < 5 {
        *last += 1;
        let kind = if draft.odd.is_multiple_of(5) { AgendaItemKind::Break } else { AgendaItemKind::Discussion };
        return AgendaCommand::Add(AgendaAdd {
            item_id: AgendaItemId(Uuid::from_u128(*last)),
            place: place(tree, draft),
            title: format!("Punkt {last}"),
            kind,
            planned_minutes: Some(i32::from(draft.odd)),
            speaker_text: None,
            topic_id: None,
            confidentiality: Confidentiality::Public,
        });
    }
    let item = &items[draft.item % items.len()];
    let (item_id, base_revision) = (item.id, item.revision - i32::from(draft.odd.is_multiple_of(17)));
    match draft.kind {
        5 => AgendaCommand::Remove(AgendaRemove { item_id, base_revision }),
        6 | 7 => {
            let changes = AgendaItemPatch {
                title: Patch::Value(format!("Tytuł {}", draft.odd)),
                planned_minutes: if draft.odd > 99 { Patch::Null } else { Patch::Absent },
                kind: kind_of(draft.odd),
                ..AgendaItemPatch::default()
            };
            AgendaCommand::Edit(AgendaEdit { item_id, base_revision, changes })
        }
        _ => AgendaCommand::Move(AgendaMove { item_id, base_revision, place: place(tree, draft) }),
    }
}

fn kind_of(odd: u8) -> Option<AgendaItemKind> {
    match odd % 6 {
        0 => Some(AgendaItemKind::Planning),
        3 => Some(AgendaItemKind::Break),
        _ => None,
    }
}

/// The commands of a batch, each made for the agenda that the ones before lead to.
fn batch(tree: &AgendaTree, drafts: &[Draft], last: &mut u128) -> Vec<AgendaCommand> {
    let mut tree = tree.clone();
    drafts
        .iter()
        .map(|draft| {
            let command = command(&tree, draft, last);
            let _ = tree.apply(&command);
            command
        })
        .collect()
}

fn check_tree(tree: &AgendaTree) {
    let mut counts = BTreeMap::new();
    for item in tree.items() {
        let position = counts.entry((item.day_id, item.parent_id)).or_insert(0);
        *position += 1;
        assert_eq!(item.position, *position, "positions count from 1 without gaps");
        assert!(tree.depth(item.id).unwrap() <= MAX_DEPTH);
        if let Some(parent) = item.parent_id {
            assert_eq!(tree.get(parent).unwrap().day_id, item.day_id);
            assert_ne!(tree.get(parent).unwrap().kind, AgendaItemKind::Break, "nothing stands under a break");
            assert!(!tree.subtree(item.id).iter().any(|below| below.id == parent), "nothing stands under itself");
        }
    }
    let stored = tree.items().iter().rev().cloned().collect();
    assert_eq!(AgendaTree::new(tree.days(), stored).as_ref(), Ok(tree), "it comes back from storage as it was");
}

fn named(command: &AgendaCommand) -> Vec<AgendaItemId> {
    match command {
        AgendaCommand::Add(add) => vec![add.item_id],
        AgendaCommand::Move(step) => vec![step.item_id],
        AgendaCommand::Edit(edit) => vec![edit.item_id],
        AgendaCommand::Remove(remove) => vec![remove.item_id],
        AgendaCommand::Restore(restore) => restore.items.iter().map(|item| item.id).collect(),
    }
}

/// `revision` counts for named items only, `version` for every item that differs and for no other.
fn check_counters(before: &AgendaTree, after: &AgendaTree, commands: &[AgendaCommand]) {
    let touched: BTreeSet<_> = commands.iter().flat_map(named).collect();
    for (old, new) in before.items().iter().filter_map(|old| Some((old, after.get(old.id)?))) {
        assert_eq!(old.revision < new.revision, touched.contains(&new.id));
        assert_eq!(old.version < new.version, old != new);
    }
}

/// Whether the numbers fit: one for each item but breaks and what stands under them, none twice.
fn check_labels(tree: &AgendaTree, labels: &BTreeMap<AgendaItemId, String>) {
    let distinct: BTreeSet<_> = labels.values().collect();
    assert_eq!(distinct.len(), labels.len(), "{labels:?}");
    for item in tree.items() {
        if item.kind == AgendaItemKind::Break {
            assert_eq!(labels.get(&item.id), None);
        } else if item.parent_id.is_none_or(|parent| labels.contains_key(&parent)) {
            assert!(labels.contains_key(&item.id));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_course_keeps_a_tree(course in course()) {
        let (mut tree, mut last) = (empty(), 100);
        for drafts in &course {
            let commands = batch(&tree, drafts, &mut last);
            let before = tree.clone();
            match tree.apply_batch(&commands) {
                Err((index, _)) => {
                    assert!(index < commands.len());
                    assert_eq!(tree, before, "a refused batch changes nothing");
                }
                Ok(inverse) => {
                    check_tree(&tree);
                    check_counters(&before, &tree, &commands);
                    let after = tree.clone();
                    let redo = tree.apply_undo(&inverse).unwrap();
                    check_tree(&tree);
                    assert!(same_content(&tree, &before), "undone");
                    tree.apply_undo(&redo).unwrap();
                    check_tree(&tree);
                    assert!(same_content(&tree, &after), "done again");
                }
            }
        }
    }

    #[test]
    fn single_commands_are_undone(course in course()) {
        let (mut tree, mut last) = (empty(), 100);
        for draft in course.iter().flatten() {
            let command = command(&tree, draft, &mut last);
            let before = tree.clone();
            let Ok(inverse) = tree.apply(&command) else {
                assert_eq!(tree, before);
                continue;
            };
            let mut undone = tree.clone();
            let again = undone.apply(&inverse).unwrap();
            assert!(same_content(&undone, &before));
            undone.apply(&again).unwrap();
            assert!(same_content(&undone, &tree));
        }
    }

    #[test]
    fn the_whole_stack_is_undone(course in course()) {
        let (mut tree, mut last) = (empty(), 100);
        let mut stack: Vec<(AgendaTree, Vec<AgendaCommand>)> = Vec::new();
        for drafts in &course {
            let commands = batch(&tree, drafts, &mut last);
            let before = tree.clone();
            if let Ok(inverse) = tree.apply_batch(&commands) {
                stack.push((before, inverse));
            }
        }
        while let Some((before, inverse)) = stack.pop() {
            assert_eq!(tree.apply_undo(&inverse).err(), None);
            assert!(same_content(&tree, &before));
            rebase_undo(stack.iter_mut().rev().map(|(_, entry)| entry), &inverse, &tree);
        }
        assert!(tree.items().is_empty());
    }

    #[test]
    fn an_undo_spares_what_others_did(course in course(), others in prop::collection::vec(draft(), 1..4)) {
        let (mut tree, mut last) = (empty(), 100);
        let mut stack: Vec<Vec<AgendaCommand>> = Vec::new();
        for drafts in &course {
            let commands = batch(&tree, drafts, &mut last);
            stack.extend(tree.apply_batch(&commands));
        }
        let commands = batch(&tree, &others, &mut last);
        let accepted = tree.apply_batch(&commands).is_ok();
        let theirs: BTreeSet<_> = commands.iter().filter(|_| accepted).flat_map(named).collect();
        while let Some(inverse) = stack.pop() {
            let before = tree.clone();
            match tree.apply_undo(&inverse) {
                Err(_) => assert_eq!(tree, before),
                Ok(_) => {
                    check_tree(&tree);
                    rebase_undo(stack.iter_mut().rev(), &inverse, &tree);
                }
            }
            for id in &theirs {
                let fields = |tree: &AgendaTree| {
                    tree.get(*id).map(|item| (item.title.clone(), item.kind, item.planned_minutes, item.parent_id, item.revision))
                };
                assert_eq!(fields(&tree), fields(&before), "what they changed stays");
            }
        }
    }

    #[test]
    fn keys_lead_to_places_that_exist(course in course(), chosen: usize) {
        let (mut tree, mut last) = (empty(), 100);
        for drafts in &course {
            let commands = batch(&tree, drafts, &mut last);
            let _ = tree.apply_batch(&commands);
        }
        prop_assume!(!tree.items().is_empty());
        let item = tree.items()[chosen % tree.items().len()].clone();
        let own = tree.place_of(item.id);
        let places = [
            tree.step_up(item.id), tree.step_down(item.id), tree.indent(item.id), tree.outdent(item.id),
            tree.to_day(item.id, days()[0]), tree.to_day(item.id, days()[1]),
        ];
        for place in places.into_iter().flatten() {
            assert_ne!(Some(place), own);
            let step = AgendaMove { item_id: item.id, base_revision: item.revision, place };
            let mut moved = tree.clone();
            moved.apply(&AgendaCommand::Move(step)).unwrap();
            assert_eq!(moved.place_of(item.id), Some(place));
        }
        let mut stepped = tree.clone();
        if let Some(place) = tree.step_up(item.id) {
            stepped.apply(&AgendaCommand::Move(AgendaMove { item_id: item.id, base_revision: item.revision, place })).unwrap();
            let place = stepped.step_down(item.id).unwrap();
            stepped.apply(&AgendaCommand::Move(AgendaMove { item_id: item.id, base_revision: item.revision + 1, place })).unwrap();
            assert!(same_content(&stepped, &tree), "down takes back up");
        }
    }

    #[test]
    fn printed_numbers_survive(course in course(), releases in 0_usize..10) {
        let (mut tree, mut last) = (empty(), 100);
        let mut published = BTreeMap::new();
        for (index, drafts) in course.iter().enumerate() {
            let commands = batch(&tree, drafts, &mut last);
            let _ = tree.apply_batch(&commands);
            check_labels(&tree, &labels(&tree));
            let numbers = frozen_labels(&published, &tree);
            check_labels(&tree, &numbers);
            for (id, label) in &numbers {
                assert!(published.get(id).is_none_or(|printed| printed == label));
                assert!(published.iter().all(|(other, printed)| other == id || printed != label), "given once");
            }
            if index >= releases {
                published.extend(numbers);
            }
        }
    }
}

#[test]
fn an_agenda_holds_five_hundred_items() {
    let (mut tree, mut last) = (empty(), 100);
    let first = Draft { kind: 0, item: 0, day: 2, parent: 0, after: 0, odd: 1 };
    for _ in 0..500 {
        let command = command(&tree, &first, &mut last);
        tree.apply(&command).unwrap();
    }
    let command = command(&tree, &first, &mut last);
    assert_eq!(tree.apply(&command), Err(AgendaRefusal::TooManyItems));
    assert_eq!(tree.items().len(), 500);
}
