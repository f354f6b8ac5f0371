//! Tests of the queue: what others do meanwhile loses nothing.

use super::super::setback::note;
use super::*;
use crate::delay::{Delay, delay, patience};
use obrady_types::ErrorCode;
use obrady_types::Patch;
use obrady_types::meetings::{AgendaItemKind, AgendaPlace, AgendaRemove};
use uuid::Uuid;

const DAY: MeetingDayId = MeetingDayId(Uuid::from_u128(1));

fn id(n: u128) -> AgendaItemId {
    AgendaItemId(Uuid::from_u128(100 + n))
}

fn add(n: u128, after: Option<u128>) -> AgendaCommand {
    let place = AgendaPlace { day_id: DAY, parent_id: None, after_id: after.map(id) };
    AgendaCommand::Add(AgendaAdd {
        item_id: id(n),
        place,
        title: format!("Punkt {n}"),
        kind: Default::default(),
        planned_minutes: None,
        speaker_text: None,
        topic_id: None,
        confidentiality: Default::default(),
    })
}

fn edit(n: u128, base_revision: i32, title: &str) -> AgendaCommand {
    let changes = AgendaItemPatch { title: Patch::Value(title.into()), ..AgendaItemPatch::default() };
    AgendaCommand::Edit(AgendaEdit { item_id: id(n), base_revision, changes })
}

fn titles(queue: &Queue) -> Vec<String> {
    queue.shown().items().iter().filter_map(|item| item.title.clone()).collect()
}

/// What the server has after these commands.
fn server(commands: &[AgendaCommand]) -> Vec<AgendaItem> {
    let mut tree = AgendaTree::new(&[DAY], Vec::new()).unwrap();
    tree.apply_batch(commands).unwrap();
    tree.into_items()
}

fn titled(title: &str) -> AgendaItemPatch {
    AgendaItemPatch { title: Patch::Value(title.into()), ..AgendaItemPatch::default() }
}

/// The next batch, as the browser sends it.
fn next(queue: &mut Queue) -> Option<Vec<AgendaCommand>> {
    match queue.take_next(|| "key".to_owned())? {
        (Outgoing::Commands(commands), _) => Some(commands),
        (Outgoing::Undo, _) => None,
    }
}

/// An agenda after these commands of others.
fn then(items: Vec<AgendaItem>, commands: &[AgendaCommand]) -> Vec<AgendaItem> {
    let mut tree = AgendaTree::new(&[DAY], items).unwrap();
    tree.apply_batch(commands).unwrap();
    tree.into_items()
}

fn top(after: Option<u128>) -> AgendaPlace {
    AgendaPlace { day_id: DAY, parent_id: None, after_id: after.map(id) }
}

fn refusal(command: &AgendaCommand, items: Vec<AgendaItem>) -> AgendaConflict {
    AgendaConflict { index: 0, command: command.clone(), items }
}

/// Mine and theirs of the setbacks that are texts.
fn texts(setbacks: &[Setback]) -> Vec<(&AgendaCommand, Option<&str>)> {
    let mut texts = Vec::new();
    for setback in setbacks {
        if let Setback::Text(clash) = setback {
            texts.push((&clash.mine, clash.theirs.as_ref().and_then(|item| item.title.as_deref())));
        }
    }
    texts
}

#[test]
fn commands_show_at_once_and_go_out_one_batch_after_the_other() {
    let mut queue = Queue::new(&[DAY], Vec::new());
    queue.push(vec![add(1, None)]).unwrap();
    queue.push(vec![add(2, Some(1))]).unwrap();
    assert_eq!(titles(&queue), ["Punkt 1", "Punkt 2"]);
    assert_eq!(next(&mut queue).unwrap().len(), 1);
    assert!(next(&mut queue).is_none(), "one batch at a time");
    assert!(queue.confirm(server(&[add(1, None)])).unwrap().is_empty());
    assert_eq!(titles(&queue), ["Punkt 1", "Punkt 2"]);
    next(&mut queue).unwrap();
    queue.confirm(server(&[add(1, None), add(2, Some(1))])).unwrap();
    assert!(queue.is_settled());
}

#[test]
fn what_did_not_arrive_waits_under_its_key() {
    let mut queue = Queue::new(&[DAY], Vec::new());
    queue.push(vec![add(1, None)]).unwrap();
    let first = queue.take_next(|| "first".to_owned()).unwrap();
    queue.hold();
    assert!(!queue.is_sending() && !queue.is_settled());
    assert_eq!(titles(&queue), ["Punkt 1"]);
    assert_eq!(queue.take_next(|| "second".to_owned()).unwrap(), first);
    queue.confirm(server(&[add(1, None)])).unwrap();
    queue.push(vec![add(2, Some(1))]).unwrap();
    assert_eq!(queue.take_next(|| "second".to_owned()).unwrap().1, "second");
}

#[test]
fn a_refused_text_comes_back_with_theirs() {
    let before = server(&[add(1, None), add(2, Some(1))]);
    let mut queue = Queue::new(&[DAY], before.clone());
    let revision = queue.revision(id(1));
    queue.push(vec![edit(1, revision, "Mój")]).unwrap();
    queue.push(vec![edit(2, queue.revision(id(2)), "Inny punkt")]).unwrap();
    let sent = next(&mut queue).unwrap();
    let setbacks = queue.refuse(refusal(&sent[0], then(before, &[edit(1, revision, "Ich")]))).unwrap();
    assert_eq!(texts(&setbacks), [(&edit(1, revision, "Mój"), Some("Ich"))]);
    assert_eq!(titles(&queue), ["Ich", "Inny punkt"], "the other change goes on");
    assert_eq!(next(&mut queue).unwrap().len(), 1);
}

#[test]
fn two_edits_of_one_title_come_back_when_the_first_is_refused() {
    let before = server(&[add(1, None)]);
    let mut queue = Queue::new(&[DAY], before.clone());
    queue.edit(id(1), titled("Mój pierwszy"), &titled("Punkt 1")).unwrap();
    let sent = next(&mut queue).unwrap();
    queue.edit(id(1), titled("Mój drugi"), &titled("Mój pierwszy")).unwrap();
    let setbacks = queue.refuse(refusal(&sent[0], then(before, &[edit(1, 1, "Ich")]))).unwrap();
    assert_eq!(texts(&setbacks), [(&edit(1, 1, "Mój pierwszy"), Some("Ich")), (&edit(1, 2, "Mój drugi"), Some("Ich"))]);
    assert!(queue.is_settled(), "nothing of mine overwrites theirs");
    assert_eq!(titles(&queue), ["Ich"]);
    let mut shown = Vec::new();
    for setback in setbacks {
        if let Setback::Text(clash) = setback {
            note(&mut shown, *clash);
        }
    }
    let mine: Vec<_> = shown.iter().map(|clash| &clash.mine).collect();
    assert_eq!(mine, [&edit(1, 2, "Mój drugi")], "one panel with the last text");
}

#[test]
fn a_title_and_minutes_of_one_item_both_survive() {
    let before = server(&[add(1, None)]);
    let mut queue = Queue::new(&[DAY], before.clone());
    queue.edit(id(1), titled("Mój"), &titled("Punkt 1")).unwrap();
    let sent = next(&mut queue).unwrap();
    let minutes = AgendaItemPatch { planned_minutes: Patch::Value(45), ..AgendaItemPatch::default() };
    let theirs = AgendaEdit { item_id: id(1), base_revision: 1, changes: minutes };
    let now = then(before, &[AgendaCommand::Edit(theirs)]);
    assert!(queue.refuse(refusal(&sent[0], now.clone())).unwrap().is_empty());
    let again = next(&mut queue).unwrap();
    assert_eq!(again, [edit(1, 2, "Mój")], "on the revision of now");
    queue.confirm(then(now, &again)).unwrap();
    let item = queue.shown().items()[0].clone();
    assert_eq!((item.title.as_deref(), item.planned_minutes), (Some("Mój"), Some(45)));
}

#[test]
fn what_a_poll_brought_while_somebody_typed_is_not_overwritten() {
    let mut queue = Queue::new(&[DAY], server(&[add(1, None)]));
    queue.refresh(then(server(&[add(1, None)]), &[edit(1, 1, "Ich")])).unwrap();
    let Err(EditRefusal::Clash(clash)) = queue.edit(id(1), titled("Mój"), &titled("Punkt 1")) else {
        panic!("both texts are wanted");
    };
    assert_eq!(clash.theirs.and_then(|item| item.title).as_deref(), Some("Ich"));
    assert!(queue.is_settled());
    queue.edit(id(1), titled("Ich"), &titled("Punkt 1")).unwrap();
    assert!(queue.is_settled(), "the same words are no change");
    queue.edit(id(1), titled("Mój"), &titled("Ich")).unwrap();
    queue.edit(id(1), titled("Lepszy"), &titled("Mój")).unwrap();
    assert_eq!(titles(&queue), ["Lepszy"], "one's own change is no clash");
}

#[test]
fn an_item_whose_place_is_gone_goes_to_the_end_of_its_day() {
    let before = server(&[add(1, None), add(2, Some(1)), add(3, Some(2))]);
    let mut queue = Queue::new(&[DAY], before.clone());
    queue.push(vec![add(7, Some(1))]).unwrap();
    queue.push(vec![add(8, Some(2))]).unwrap();
    let sent = next(&mut queue).unwrap();
    let gone = |n| AgendaCommand::Remove(AgendaRemove { item_id: id(n), base_revision: 1 });
    let setbacks = queue.refuse(refusal(&sent[0], then(before, &[gone(1), gone(2)]))).unwrap();
    let replaced = |n: u128| Setback::Replaced(format!("Punkt {n}"));
    assert_eq!(setbacks, [replaced(7), replaced(8)]);
    assert_eq!(titles(&queue), ["Punkt 3", "Punkt 7", "Punkt 8"]);
    assert_eq!(next(&mut queue).unwrap(), [add(7, Some(3))]);
}

#[test]
fn an_item_refused_at_the_end_of_its_day_comes_back_as_text() {
    let before = server(&[add(1, None)]);
    let mut queue = Queue::new(&[DAY], before.clone());
    queue.push(vec![add(2, Some(1))]).unwrap();
    let sent = next(&mut queue).unwrap();
    let setbacks = queue.refuse(refusal(&sent[0], before)).unwrap();
    assert_eq!(texts(&setbacks), [(&add(2, Some(1)), None)]);
    assert!(queue.is_settled(), "it is not sent for ever");
}

#[test]
fn a_move_or_removal_that_came_too_late_is_told() {
    let before = server(&[add(1, None), add(2, Some(1)), add(3, Some(2))]);
    let mut queue = Queue::new(&[DAY], before.clone());
    let step = |n: u128, after: Option<u128>| {
        AgendaCommand::Move(AgendaMove { item_id: id(n), base_revision: 1, place: top(after) })
    };
    queue.push(vec![add(4, Some(3))]).unwrap();
    next(&mut queue).unwrap();
    queue.push(vec![step(3, None)]).unwrap();
    queue.push(vec![AgendaCommand::Remove(AgendaRemove { item_id: id(2), base_revision: 1 })]).unwrap();
    let theirs = [add(4, Some(3)), step(3, Some(1)), edit(2, 1, "Ich")];
    let setbacks = queue.confirm(then(before, &theirs)).unwrap();
    let wanted = [Setback::NotMoved("Punkt 3".into(), None), Setback::NotRemoved("Ich".into(), None)];
    assert_eq!(setbacks, wanted);
    assert!(queue.is_settled());
}

#[test]
fn a_move_goes_on_when_others_only_wrote_into_the_item() {
    let before = server(&[add(1, None), add(2, Some(1))]);
    let mut queue = Queue::new(&[DAY], before.clone());
    let step = AgendaMove { item_id: id(2), base_revision: 1, place: top(None) };
    queue.push(vec![AgendaCommand::Move(step.clone())]).unwrap();
    let sent = next(&mut queue).unwrap();
    assert!(queue.refuse(refusal(&sent[0], then(before, &[edit(2, 1, "Ich")]))).unwrap().is_empty());
    let again = AgendaCommand::Move(AgendaMove { base_revision: 2, ..step });
    assert_eq!(next(&mut queue).unwrap(), [again]);
}

#[test]
fn what_is_refused_for_good_comes_back_with_the_reason_and_what_follows_from_it() {
    let mut queue = Queue::new(&[DAY], server(&[add(1, None)]));
    queue.push(vec![add(2, Some(1))]).unwrap();
    next(&mut queue).unwrap();
    queue.edit(id(2), titled("Lepszy tytuł"), &titled("Punkt 2")).unwrap();
    queue.edit(id(1), titled("Inny"), &titled("Punkt 1")).unwrap();
    let setbacks = queue.give_up(Some("zamknięte"));
    assert_eq!(texts(&setbacks), [(&add(2, Some(1)), None), (&edit(2, 1, "Lepszy tytuł"), None)]);
    assert_eq!(titles(&queue), ["Inny"], "what has nothing to do with it goes on");
    let Setback::Text(clash) = &setbacks[1] else { panic!("a text") };
    assert_eq!(clash.reason.as_deref(), Some("zamknięte"));
    let again = clash.as_new(id(9), &queue.shown()).unwrap();
    assert_eq!((again.title.as_str(), again.place), ("Lepszy tytuł", top(Some(1))));
}

#[test]
fn a_text_for_an_item_that_is_gone_becomes_a_new_item() {
    let before = server(&[add(1, None), add(2, Some(1))]);
    let mut queue = Queue::new(&[DAY], before.clone());
    let kind = AgendaItemPatch { kind: Some(AgendaItemKind::Election), ..AgendaItemPatch::default() };
    let discussion = AgendaItemPatch { kind: Some(AgendaItemKind::Discussion), ..AgendaItemPatch::default() };
    queue.edit(id(2), kind, &discussion).unwrap();
    let sent = next(&mut queue).unwrap();
    let remove = AgendaCommand::Remove(AgendaRemove { item_id: id(2), base_revision: 1 });
    let setbacks = queue.refuse(refusal(&sent[0], then(before, &[remove]))).unwrap();
    let [Setback::Text(clash)] = setbacks.as_slice() else { panic!("one text") };
    assert_eq!(clash.theirs, None);
    let again = clash.as_new(id(9), &queue.shown()).unwrap();
    assert_eq!((again.title.as_str(), again.kind), ("Punkt 2", AgendaItemKind::Election));
    assert_eq!(again.place, top(Some(1)));
}

#[test]
fn an_undo_waits_for_its_turn_and_loses_nothing_that_was_typed_meanwhile() {
    let mut queue = Queue::new(&[DAY], Vec::new());
    queue.push(vec![add(1, None)]).unwrap();
    next(&mut queue).unwrap();
    assert!(!queue.take_back(), "it was sent: the server has to take it back");
    queue.confirm(server(&[add(1, None)])).unwrap();
    assert_eq!(queue.take_next(|| "undo".to_owned()).unwrap().0, Outgoing::Undo);
    queue.push(vec![add(2, Some(1))]).unwrap();
    assert!(next(&mut queue).is_none(), "nothing else goes out before the answer");
    let setbacks = queue.confirm(Vec::new()).unwrap();
    assert_eq!(setbacks, [Setback::Replaced("Punkt 2".into())]);
    assert_eq!(titles(&queue), ["Punkt 2"]);
    assert_eq!(next(&mut queue).unwrap(), [add(2, None)]);
}

#[test]
fn what_was_never_sent_is_taken_back_at_once() {
    let mut queue = Queue::new(&[DAY], Vec::new());
    queue.push(vec![add(1, None)]).unwrap();
    next(&mut queue).unwrap();
    queue.hold();
    queue.push(vec![add(2, Some(1))]).unwrap();
    assert!(queue.take_back());
    assert_eq!(titles(&queue), ["Punkt 1"]);
    assert!(!queue.take_back(), "the first may have arrived");
    assert_eq!(next(&mut queue).unwrap(), [add(1, None)], "it goes out before its undo");
}

#[test]
fn an_editor_that_was_left_goes_on_and_repeats_what_may_have_arrived_word_for_word() {
    let before = server(&[add(1, None)]);
    let mut queue = Queue::new(&[DAY], before.clone());
    queue.edit(id(1), titled("Mój"), &titled("Punkt 1")).unwrap();
    let sent = queue.take_next(|| "key".to_owned()).unwrap();
    queue.push(vec![add(2, Some(1))]).unwrap();
    // It did arrive, only its answer did not.
    let now = then(before, &[edit(1, 1, "Mój")]);
    assert!(queue.resume(&[DAY], now.clone()).unwrap().is_empty());
    assert_eq!(titles(&queue), ["Mój", "Punkt 2"]);
    assert_eq!(queue.take_next(|| "other".to_owned()).unwrap(), sent);
    assert!(queue.confirm(now).unwrap().is_empty());
    assert_eq!(next(&mut queue).unwrap(), [add(2, Some(1))]);
}

#[test]
fn a_day_that_somebody_added_is_said_and_nothing_is_lost() {
    const OTHER: MeetingDayId = MeetingDayId(Uuid::from_u128(2));
    let mut queue = Queue::new(&[DAY], server(&[add(1, None)]));
    let mut tree = AgendaTree::new(&[DAY, OTHER], server(&[add(1, None)])).unwrap();
    let AgendaCommand::Add(theirs) = add(5, None) else { panic!("an item") };
    tree.apply(&AgendaCommand::Add(AgendaAdd { place: AgendaPlace { day_id: OTHER, ..top(None) }, ..theirs })).unwrap();
    assert_eq!(queue.refresh(tree.items().to_vec()), Err(AgendaRefusal::DayUnknown));
    queue.push(vec![add(2, Some(1))]).unwrap();
    next(&mut queue).unwrap();
    tree.apply(&add(2, Some(1))).unwrap();
    assert_eq!(queue.confirm(tree.items().to_vec()), Err(AgendaRefusal::DayUnknown));
    assert!(queue.is_sending() && titles(&queue) == ["Punkt 1", "Punkt 2"]);
    queue.set_days(&[DAY, OTHER]);
    assert_eq!(queue.confirm(tree.items().to_vec()), Ok(Vec::new()));
    assert_eq!(titles(&queue), ["Punkt 1", "Punkt 2", "Punkt 5"]);
}

#[test]
fn only_a_refusal_is_a_refusal() {
    let held = [
        (None, None, Delay::Offline),
        (Some(401), Some(ErrorCode::Unauthenticated), Delay::SignedOut),
        (Some(408), Some(ErrorCode::RequestTimeout), Delay::Busy),
        (Some(409), Some(ErrorCode::IdempotencyKeyInUse), Delay::Busy),
        (Some(429), Some(ErrorCode::QuotaExceeded), Delay::Busy),
        (Some(500), Some(ErrorCode::Internal), Delay::Failing),
        (Some(507), Some(ErrorCode::InsufficientStorage), Delay::Failing),
        (Some(502), None, Delay::Failing),
    ];
    for (status, code, wanted) in held {
        assert_eq!(delay(status, code), Some(wanted));
    }
    for code in [ErrorCode::ValidationFailed, ErrorCode::Forbidden, ErrorCode::AgendaLocked, ErrorCode::NotFound] {
        assert_eq!(delay(Some(code.status()), Some(code)), None);
    }
    assert!(patience(1) > patience(0));
    assert_eq!(patience(u32::MAX), patience(20));
}

#[test]
fn a_carried_item_is_put_down_or_back() {
    let mut queue = Queue::new(&[DAY], server(&[add(1, None), add(2, Some(1))]));
    let first = AgendaPlace { day_id: DAY, parent_id: None, after_id: None };
    let step = AgendaMove { item_id: id(2), base_revision: queue.revision(id(2)), place: first };
    assert!(queue.carry(step.clone()));
    assert_eq!(titles(&queue), ["Punkt 2", "Punkt 1"]);
    queue.put_back();
    assert_eq!(titles(&queue), ["Punkt 1", "Punkt 2"]);
    assert!(queue.carry(step) && queue.put_down());
    assert_eq!(next(&mut queue).unwrap().len(), 1);
    assert!(!queue.put_down(), "nothing is carried any more");
}
