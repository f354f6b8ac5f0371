//! Agenda commands, keys and numbers, on the convent session of 11 and 12 March 2024 (DOMAIN.md 2.5).

#![expect(clippy::unwrap_used, reason = "a test; its builders stand outside the functions")]

use obrady_rules::agenda::{AgendaRefusal, AgendaTree, frozen_labels, labels, rebase_undo, same_content};
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaEdit, AgendaItem, AgendaItemKind, AgendaItemPatch, AgendaItemState, AgendaMove,
    AgendaPlace, AgendaRemove, AgendaRestore, Confidentiality,
};
use obrady_types::{AgendaItemId, ErrorCode, MeetingDayId, Patch};
use uuid::Uuid;

fn id(n: u128) -> AgendaItemId {
    AgendaItemId(Uuid::from_u128(n))
}

fn day(n: u128) -> MeetingDayId {
    MeetingDayId(Uuid::from_u128(n))
}

fn item(n: u128, on: u128, parent: Option<u128>, position: i32, title: &str, kind: AgendaItemKind) -> AgendaItem {
    AgendaItem {
        id: id(n),
        day_id: day(on),
        parent_id: parent.map(id),
        position,
        title: Some(title.to_owned()),
        kind,
        planned_minutes: None,
        speaker_text: None,
        topic_id: None,
        confidentiality: Confidentiality::Public,
        state: AgendaItemState::Scheduled,
        outcome_text: None,
        label: None,
        revision: 1,
        version: 1,
    }
}

/// Items 1 to 4 on the first day, 3 being a break; 2 has 21 and 22 under it; 5 to 7 on the second day.
fn session() -> AgendaTree {
    use AgendaItemKind::{Break, Discussion, Election, Presentation, RulesChange, SurveyResults};
    let items = vec![
        item(1, 1, None, 1, "Kondycja systemu pieczy zastępczej", SurveyResults),
        item(2, 1, None, 2, "Jakość usług w domach pomocy społecznej", Discussion),
        item(21, 1, Some(2), 1, "Rejestr zgłoszeń o zdarzeniach nadzwyczajnych", Discussion),
        item(22, 1, Some(2), 2, "Działania następcze", Discussion),
        item(3, 1, None, 3, "Przerwa", Break),
        item(4, 1, None, 4, "Standardy ochrony małoletnich", Presentation),
        item(5, 2, None, 1, "Przeciwdziałanie przemocy domowej", Discussion),
        item(6, 2, None, 2, "Zmiany w Regulaminie", RulesChange),
        item(7, 2, None, 3, "Wybór Przewodniczącego i Zastępcy", Election),
    ];
    AgendaTree::new(&[day(1), day(2)], items).unwrap()
}

fn place(on: u128, parent: Option<u128>, after: Option<u128>) -> AgendaPlace {
    AgendaPlace { day_id: day(on), parent_id: parent.map(id), after_id: after.map(id) }
}

fn add(n: u128, place: AgendaPlace) -> AgendaCommand {
    AgendaCommand::Add(AgendaAdd {
        item_id: id(n),
        place,
        title: format!("Punkt {n}"),
        kind: AgendaItemKind::Discussion,
        planned_minutes: Some(15),
        speaker_text: None,
        topic_id: None,
        confidentiality: Confidentiality::Public,
    })
}

fn shift(n: u128, base_revision: i32, place: AgendaPlace) -> AgendaCommand {
    AgendaCommand::Move(AgendaMove { item_id: id(n), base_revision, place })
}

fn retitle(n: u128, base_revision: i32, title: &str) -> AgendaCommand {
    let changes = AgendaItemPatch { title: Patch::Value(title.to_owned()), ..AgendaItemPatch::default() };
    AgendaCommand::Edit(AgendaEdit { item_id: id(n), base_revision, changes })
}

fn rekind(n: u128, base_revision: i32, kind: AgendaItemKind) -> AgendaCommand {
    let changes = AgendaItemPatch { kind: Some(kind), ..AgendaItemPatch::default() };
    AgendaCommand::Edit(AgendaEdit { item_id: id(n), base_revision, changes })
}

fn remove(n: u128, base_revision: i32) -> AgendaCommand {
    AgendaCommand::Remove(AgendaRemove { item_id: id(n), base_revision })
}

fn order(tree: &AgendaTree) -> Vec<u128> {
    tree.items().iter().map(|item| item.id.0.as_u128()).collect()
}

/// Revision and version of an item.
fn counters(tree: &AgendaTree, n: u128) -> (i32, i32) {
    tree.get(id(n)).map(|item| (item.revision, item.version)).unwrap()
}

#[test]
fn a_move_shifts_its_neighbours_without_touching_their_revisions() {
    let mut tree = session();
    tree.apply(&shift(4, 1, place(1, None, None))).unwrap();
    assert_eq!(order(&tree), [4, 1, 2, 21, 22, 3, 5, 6, 7]);
    assert_eq!(counters(&tree, 4), (2, 2));
    assert_eq!(counters(&tree, 1), (1, 2));
    assert_eq!(counters(&tree, 21), (1, 1));
    assert_eq!(counters(&tree, 5), (1, 1));
    assert!(tree.apply(&retitle(1, 1, "Nowy tytuł")).is_ok(), "others go on editing what only shifted");
}

#[test]
fn a_section_takes_what_stands_under_it_to_another_day() {
    let mut tree = session();
    let back = tree.apply(&shift(2, 1, place(2, None, Some(5)))).unwrap();
    assert_eq!(order(&tree), [1, 3, 4, 5, 2, 21, 22, 6, 7]);
    assert_eq!(tree.get(id(22)).unwrap().day_id, day(2));
    assert_eq!(counters(&tree, 22), (1, 2));
    assert_eq!(back, shift(2, 2, place(1, None, Some(1))));
    tree.apply(&back).unwrap();
    assert!(same_content(&tree, &session()));
}

#[test]
fn every_refusal_has_its_reason_and_changes_nothing() {
    use AgendaRefusal::*;
    let restore = |items| AgendaCommand::Restore(AgendaRestore { place: place(1, None, None), items });
    let other = |n, parent| item(n, 1, parent, 1, "X", AgendaItemKind::Discussion);
    for (command, refusal) in [
        (remove(99, 1), ItemUnknown),
        (add(21, place(1, None, None)), ItemExists),
        (add(31, place(3, None, None)), DayUnknown),
        (add(31, place(1, Some(99), None)), ParentUnknown),
        (shift(1, 1, place(2, Some(2), None)), ParentOnOtherDay),
        (shift(1, 1, place(1, None, Some(21))), SiblingUnknown),
        (shift(1, 1, place(1, None, Some(1))), SiblingUnknown),
        (shift(2, 1, place(1, Some(21), None)), Cycle),
        (shift(2, 1, place(1, Some(2), None)), Cycle),
        (shift(1, 1, place(1, Some(3), None)), UnderBreak),
        (add(31, place(1, Some(3), None)), UnderBreak),
        (rekind(2, 1, AgendaItemKind::Break), UnderBreak),
        (retitle(1, 2, "X"), Stale),
        (shift(1, 0, place(1, None, None)), Stale),
        (restore(vec![]), MalformedRestore),
        (restore(vec![other(31, None), other(32, Some(33))]), MalformedRestore),
        (restore(vec![other(31, None), other(31, Some(31))]), MalformedRestore),
        (restore(vec![other(31, None), other(7, Some(31))]), ItemExists),
        (restore(vec![other(31, None), other(32, Some(31)), other(33, Some(32)), other(34, Some(33))]), TooDeep),
    ] {
        let mut tree = session();
        assert_eq!(tree.apply(&command), Err(refusal), "{command:?}");
        assert_eq!(tree, session());
    }
    assert_eq!((Stale.code(), TooDeep.code()), (ErrorCode::AgendaConflict, ErrorCode::AgendaRefused));
}

#[test]
fn the_third_level_is_the_last() {
    let mut tree = session();
    tree.apply(&add(211, place(1, Some(21), None))).unwrap();
    assert_eq!(tree.apply(&add(212, place(1, Some(211), None))), Err(AgendaRefusal::TooDeep));
    assert_eq!(tree.apply(&shift(2, 1, place(1, Some(1), None))), Err(AgendaRefusal::TooDeep));
    assert_eq!((tree.depth(id(211)), tree.height(id(2)), tree.height(id(22))), (Some(3), Some(3), Some(1)));
}

#[test]
fn a_batch_is_all_or_none() {
    let mut tree = session();
    let batch = [retitle(1, 1, "A"), retitle(1, 2, "B"), retitle(1, 2, "C")];
    assert_eq!(tree.apply_batch(&batch), Err((2, AgendaRefusal::Stale)));
    assert_eq!(tree, session());
    let inverse = tree.apply_batch(&batch[..2]).unwrap();
    assert_eq!(inverse, [retitle(1, 3, "A"), retitle(1, 4, "Kondycja systemu pieczy zastępczej")]);
    tree.apply_undo(&inverse).unwrap();
    assert!(same_content(&tree, &session()));
    assert_eq!(counters(&tree, 1), (5, 5));
}

#[test]
fn a_removed_section_comes_back_with_its_content() {
    let mut tree = session();
    let inverse = tree.apply_batch(&[retitle(21, 1, "Rejestr"), remove(2, 1)]).unwrap();
    assert_eq!(order(&tree), [1, 3, 4, 5, 6, 7]);
    let redo = tree.apply_undo(&inverse).unwrap();
    assert!(same_content(&tree, &session()));
    assert_eq!((counters(&tree, 2).0, counters(&tree, 21).0, counters(&tree, 22).0), (2, 4, 2));
    tree.apply(&retitle(22, 2, "Zmienione")).unwrap();
    let refused = tree.apply_undo(&redo);
    assert_eq!(refused, Err((1, AgendaRefusal::Stale)), "doing it again would lose another's edit");
}

#[test]
fn an_undo_is_refused_when_another_changed_the_item() {
    let mut tree = session();
    let inverse = tree.apply_batch(&[retitle(1, 1, "Moje"), shift(4, 1, place(2, None, None))]).unwrap();
    let mut edited = tree.clone();
    edited.apply(&retitle(1, 2, "Cudze")).unwrap();
    assert_eq!(edited.apply_undo(&inverse), Err((1, AgendaRefusal::Stale)));
    let mut shifted = tree.clone();
    shifted.apply(&retitle(5, 1, "Obok")).unwrap();
    shifted.apply_undo(&inverse).unwrap();
    assert_eq!(shifted.get(id(5)).unwrap().title.as_deref(), Some("Obok"), "what others did elsewhere stays");
}

#[test]
fn an_undone_addition_does_not_take_others_items_along() {
    let mut tree = session();
    let inverse = tree.apply_batch(&[add(31, place(1, None, Some(4))), add(32, place(1, Some(31), None))]).unwrap();
    let mut theirs = tree.clone();
    theirs.apply(&add(33, place(1, Some(31), None))).unwrap();
    assert_eq!(theirs.apply_undo(&inverse), Err((1, AgendaRefusal::Stale)));
    tree.apply_undo(&inverse).unwrap();
    assert!(same_content(&tree, &session()));
}

#[test]
fn a_stack_of_changes_of_one_item_is_undone() {
    let mut tree = session();
    let mut stack: Vec<_> =
        (1..=20).map(|n| tree.apply_batch(&[retitle(1, n, &format!("Wersja {n}"))]).unwrap()).collect();
    while let Some(undone) = stack.pop() {
        tree.apply_undo(&undone).unwrap();
        rebase_undo(stack.iter_mut().rev(), &undone, &tree);
    }
    assert!(same_content(&tree, &session()));
    assert_eq!(counters(&tree, 1).0, 41);
}

#[test]
fn an_item_added_anew_under_its_id_is_undone_down_to_the_first() {
    let anew = add(31, place(1, None, Some(4)));
    for together in [false, true] {
        let mut tree = session();
        let mut stack = vec![tree.apply_batch(std::slice::from_ref(&anew)).unwrap()];
        stack.push(tree.apply_batch(&[retitle(31, 1, "Pierwszy")]).unwrap());
        if together {
            stack.push(tree.apply_batch(&[remove(31, 2), anew.clone()]).unwrap());
        } else {
            stack.push(tree.apply_batch(&[remove(31, 2)]).unwrap());
            stack.push(tree.apply_batch(std::slice::from_ref(&anew)).unwrap());
        }
        stack.push(tree.apply_batch(&[retitle(31, 1, "Drugi")]).unwrap());
        stack.push(tree.apply_batch(&[retitle(31, 2, "Drugi, inaczej")]).unwrap());
        while let Some(undone) = stack.pop() {
            tree.apply_undo(&undone).unwrap();
            rebase_undo(stack.iter_mut().rev(), &undone, &tree);
        }
        assert!(same_content(&tree, &session()), "together: {together}");
    }
}

#[test]
fn undoing_restores_what_was_absent() {
    let mut tree = session();
    let changes = AgendaItemPatch {
        planned_minutes: Patch::Value(45),
        speaker_text: Patch::Null,
        confidentiality: Some(Confidentiality::Closed),
        ..AgendaItemPatch::default()
    };
    let edit = AgendaCommand::Edit(AgendaEdit { item_id: id(1), base_revision: 1, changes });
    let AgendaCommand::Edit(inverse) = tree.apply(&edit).unwrap() else { panic!("an edit undoes an edit") };
    assert_eq!(inverse.changes.planned_minutes, Patch::Null);
    assert_eq!(inverse.changes.speaker_text, Patch::Null);
    assert_eq!(inverse.changes.confidentiality, Some(Confidentiality::Public));
    assert!(inverse.changes.title.is_absent() && inverse.changes.kind.is_none());
}

#[test]
fn keys_move_up_down_in_and_out() {
    let tree = session();
    assert_eq!(tree.step_up(id(1)), None);
    assert_eq!(tree.step_up(id(2)), Some(place(1, None, None)));
    assert_eq!(tree.step_up(id(3)), Some(place(1, None, Some(1))));
    assert_eq!(tree.step_down(id(4)), None);
    assert_eq!(tree.step_down(id(2)), Some(place(1, None, Some(3))));
    assert_eq!(tree.indent(id(1)), None);
    assert_eq!(tree.indent(id(3)), Some(place(1, Some(2), Some(22))));
    assert_eq!(tree.indent(id(4)), None, "nothing goes under a break");
    assert_eq!(tree.outdent(id(22)), Some(place(1, None, Some(2))));
    assert_eq!(tree.outdent(id(2)), None);
    assert_eq!(tree.to_day(id(22), day(2)), Some(place(2, None, Some(7))));
    assert_eq!((tree.to_day(id(22), day(1)), tree.to_day(id(22), day(3))), (None, None));
    assert_eq!(tree.step_up(id(99)), None);
}

#[test]
fn numbers_run_on_across_days_and_skip_breaks() {
    let numbers = labels(&session());
    let of = |n| numbers.get(&id(n)).map(String::as_str);
    assert_eq!([1, 2, 21, 22, 4, 5, 7].map(of), ["1", "2", "2.1", "2.2", "3", "4", "6"].map(Some));
    assert_eq!(of(3), None);
}

#[test]
fn later_items_get_letters() {
    let mut tree = session();
    let published = labels(&tree);
    let batch = [
        add(31, place(1, None, None)),
        add(32, place(1, Some(31), None)),
        add(33, place(1, None, Some(4))),
        add(34, place(2, None, None)),
        add(35, place(1, Some(2), Some(21))),
        add(36, place(1, Some(35), None)),
        add(37, place(2, Some(7), None)),
        shift(6, 1, place(1, None, Some(1))),
    ];
    tree.apply_batch(&batch).unwrap();
    let numbers = frozen_labels(&published, &tree);
    let of = |n| numbers.get(&id(n)).map(String::as_str);
    assert_eq!([31, 32, 33, 34].map(of), ["0a", "0a.1", "3a", "3b"].map(Some));
    assert_eq!([35, 36, 37].map(of), ["2.1a", "2.1a.1", "6.1"].map(Some));
    assert_eq!([1, 6, 2, 22, 4, 5, 7].map(of), ["1", "5", "2", "2.2", "3", "4", "6"].map(Some));
    // Published again, with another item between 3 and 3a: printed letters stay.
    tree.apply(&add(38, place(1, None, Some(4)))).unwrap();
    let again = frozen_labels(&numbers, &tree);
    assert_eq!(again.get(&id(38)).map(String::as_str), Some("3c"));
    assert_eq!(again.get(&id(33)), numbers.get(&id(33)));
}

#[test]
fn the_number_of_a_removed_item_is_not_given_again() {
    let mut tree = session();
    let published = labels(&tree);
    tree.apply_batch(&[remove(22, 1), remove(21, 1), add(31, place(1, Some(2), None))]).unwrap();
    assert_eq!(frozen_labels(&published, &tree).get(&id(31)).map(String::as_str), Some("2.3"));
}

#[test]
fn rows_that_are_no_agenda_are_refused() {
    let row = |n, on, parent| item(n, on, parent, 1, "X", AgendaItemKind::Discussion);
    for (items, refusal) in [
        (vec![row(1, 1, None), row(1, 1, None)], AgendaRefusal::ItemExists),
        (vec![row(1, 9, None)], AgendaRefusal::DayUnknown),
        (vec![row(1, 1, Some(2))], AgendaRefusal::ParentUnknown),
        (vec![row(1, 1, None), row(2, 2, Some(1))], AgendaRefusal::ParentOnOtherDay),
        (vec![row(1, 1, Some(2)), row(2, 1, Some(1))], AgendaRefusal::Cycle),
        (vec![row(1, 1, None), row(2, 1, Some(1)), row(3, 1, Some(2)), row(4, 1, Some(3))], AgendaRefusal::TooDeep),
    ] {
        assert_eq!(AgendaTree::new(&[day(1), day(2)], items).err(), Some(refusal));
    }
}
