//! What was recorded at a meeting is put right, and what its agenda should take up again is answered.

use obrady_client::{Client, ClientError, Release};
use obrady_tests::world::{add, day};
use obrady_tests::{App, Who, start};
use obrady_types::meetings::*;
use obrady_types::{AgendaItemId, BodyId, ErrorCode, MeetingDayId, MeetingId};
use serde_json::{Value, json};

fn input<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("an input")
}

/// The code and the pointers of a refusal.
fn refusal<T: std::fmt::Debug>(answer: Result<T, ClientError>) -> (ErrorCode, Vec<String>) {
    let error = answer.expect_err("a refusal");
    let problem = error.problem().expect("a problem");
    (problem.code, problem.errors.iter().map(|error| error.pointer.clone()).collect())
}

fn invalid(pointer: &str) -> (ErrorCode, Vec<String>) {
    (ErrorCode::ValidationFailed, vec![pointer.to_owned()])
}

/// A meeting of today in progress: its day and its two items.
async fn running(app: &App, client: &Client, body_id: BodyId) -> (MeetingId, MeetingDayId, [AgendaItemId; 2]) {
    let input = MeetingCreate {
        body_id,
        title: "Dziś".into(),
        mode: MeetingMode::InPerson,
        venue: None,
        days: vec![day(2026, 11, 24)],
    };
    let meeting = client.create_meeting(&input).await.expect("a meeting");
    let day_id = meeting.days[0].id;
    let ids = [AgendaItemId(app.ctx.new_id()), AgendaItemId(app.ctx.new_id())];
    let place = |after_id| AgendaPlace { day_id, parent_id: None, after_id };
    let commands = vec![
        AgendaCommand::Add(add(ids[0], place(None), "Dyskusja")),
        AgendaCommand::Add(add(ids[1], place(Some(ids[0])), "Plan")),
    ];
    let agenda = client.apply_agenda_commands(meeting.id, &AgendaCommands { commands }).await.expect("items");
    client.publish_agenda(meeting.id, &AgendaPublish { agenda_version: agenda.version }).await.expect("published");
    let version = client.get_meeting(meeting.id).await.expect("the meeting").version;
    client.start_meeting(meeting.id, version).await.expect("begun");
    (meeting.id, day_id, ids)
}

async fn finish(client: &Client, meeting: MeetingId, items: [AgendaItemId; 2], last: AgendaItemStep) {
    for (item, step) in items.into_iter().zip([AgendaItemStep::Finish, last]) {
        let version = client.get_agenda_item(item).await.expect("the item").version;
        client.advance_agenda_item(item, version, step).await.expect("a step");
    }
    let version = client.get_meeting(meeting).await.expect("the meeting").version;
    client.hold_meeting(meeting, version).await.expect("held");
}

async fn task(client: &Client, app: &App, item: AgendaItemId) -> ActionItem {
    let body = json!({"title": "Pismo", "owner_person_id": app.world.member, "deliverable_kind": "letter",
        "due": {"from": "2026-11-30", "precision": "day"}});
    client.create_action_item(item, &input(body)).await.expect("an action item").value
}

#[tokio::test]
async fn who_spoke_and_in_reply_to_what_can_be_corrected() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let (meeting, _, items) = running(&app, &client, app.world.group).await;
    let say = async |item: usize, text: &str| {
        client.create_statement(items[item], &input(json!({"text": text}))).await.expect("a statement").value
    };
    let (first, second, elsewhere) = (say(0, "Jeden").await, say(0, "Dwa").await, say(1, "Gdzie indziej").await);
    let change = async |version: i32, body: Value| client.update_statement(second.id, version, &input(body)).await;
    for (body, pointer) in [
        (json!({"side": "person"}), "/person_id"),
        (json!({"side": "institution"}), "/institution_id"),
        (json!({"person_id": app.world.member}), "/person_id"),
        (json!({"side": "person", "person_id": app.world.region}), "/person_id"),
        (json!({"reply_to_id": elsewhere.id}), "/reply_to_id"),
        (json!({"reply_to_id": second.id}), "/reply_to_id"),
    ] {
        assert_eq!(refusal(change(second.version, body.clone()).await), invalid(pointer), "{body}");
    }
    let named = json!({"side": "person", "person_id": app.world.member, "reply_to_id": first.id});
    let named = change(second.version, named).await.expect("by name");
    assert_eq!((named.speaker_name.as_deref(), named.reply_to_id), (Some("Anna Łącka"), Some(first.id)));
    assert_eq!(named.text, "Dwa", "what was not sent stays");
    // A reply goes back in time only, so answers make no circle.
    let circle = client.update_statement(first.id, first.version, &input(json!({"reply_to_id": second.id}))).await;
    assert_eq!(refusal(circle), invalid("/reply_to_id"));
    let office = json!({"side": "institution", "institution_id": app.world.institutions[0]});
    let office = change(named.version, office).await.expect("by office");
    assert_eq!((office.person_id, office.institution_id), (None, Some(app.world.institutions[0])));
    let plain = change(office.version, json!({"side": "host", "reply_to_id": null})).await.expect("the host");
    assert_eq!((plain.speaker_name.as_deref(), plain.institution_id, plain.reply_to_id), (None, None, None));
    let record = client.get_meeting_record(meeting).await.expect("the record");
    assert_eq!(record.agenda[0].statements[1], plain.value);
}

#[tokio::test]
async fn an_action_item_that_was_a_mistake_is_removed_while_the_meeting_goes_on() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let (meeting, _, items) = running(&app, &client, app.world.group).await;
    let mistake = task(&client, &app, items[0]).await;
    assert_eq!(refusal(client.delete_action_item(mistake.id, mistake.version + 1).await).0, ErrorCode::StaleVersion);
    client.delete_action_item(mistake.id, mistake.version).await.expect("removed");
    assert_eq!(refusal(client.get_action_item(mistake.id).await).0, ErrorCode::NotFound);
    // What goes on as another one, and what has delivered something, is no mistake.
    let carried = task(&client, &app, items[0]).await;
    let later = json!({"due": {"from": "2027-01-31", "precision": "day"}, "reason": " Czekamy na zmianę ustawy. "});
    let next = client.carry_over_action_item(carried.id, carried.version, &input(later)).await.expect("carried over");
    let old = client.get_action_item(carried.id).await.expect("the old one");
    assert_eq!(old.carry_reason.as_deref(), Some("Czekamy na zmianę ustawy."));
    assert_eq!((next.carry_reason.as_deref(), next.deliverable_kind), (None, Some(DeliverableKind::Letter)));
    assert_eq!(refusal(client.delete_action_item(old.id, old.version).await).0, ErrorCode::StillReferenced);
    assert_eq!(refusal(client.delete_action_item(next.id, next.version).await).0, ErrorCode::ActionItemState);
    let promised = task(&client, &app, items[1]).await;
    let other = json!({"deliverable_kind": "report"});
    let other = client.update_action_item(promised.id, promised.version, &input(other)).await.expect("a report");
    assert_eq!(other.deliverable_kind, Some(DeliverableKind::Report));
    let owner = app.client(Who::Member).await;
    let nothing: ActionItemPatch = input(json!({"deliverable_kind": null}));
    let promise = refusal(owner.update_action_item(promised.id, other.version, &nothing).await);
    assert_eq!(promise.0, ErrorCode::Forbidden, "the owner does not take the promise back");
    let nothing = client.update_action_item(promised.id, other.version, &nothing).await.expect("nothing");
    assert_eq!(nothing.deliverable_kind, None);
    let book = json!({"title": "Pismo", "kind": "letter", "url": "https://example.org/p.pdf"});
    client.create_deliverable(promised.id, &input(book)).await.expect("delivered");
    assert_eq!(refusal(client.delete_action_item(promised.id, nothing.version).await).0, ErrorCode::StillReferenced);
    let last = task(&client, &app, items[1]).await;
    finish(&client, meeting, items, AgendaItemStep::Finish).await;
    let over = refusal(client.delete_action_item(last.id, last.version).await);
    assert_eq!(over.0, ErrorCode::MeetingState, "everybody may have read it");
}

#[tokio::test]
async fn a_substitute_takes_the_seat_and_gives_it_back() {
    let app = start().await;
    let client = app.client(Who::Admin).await;
    let (meeting, day_id, _) = running(&app, &client, app.world.convent).await;
    let heads = &app.world.heads;
    let there = json!({"day_id": day_id, "person_id": app.world.member, "status": "present"});
    let made = client.create_attendance(meeting, &input(there)).await.expect("a guest");
    assert_eq!(made.seat_id, None);
    let change = async |version: i32, body: Value| client.update_attendance(made.id, version, &input(body)).await;
    for nobody in [app.world.member, heads[3]] {
        let refused = refusal(change(made.version, json!({"substitutes_for_id": nobody})).await);
        assert_eq!(refused, invalid("/substitutes_for_id"));
    }
    let instead = change(made.version, json!({"substitutes_for_id": heads[1]})).await.expect("a substitute");
    let seat = (instead.seat_id, instead.institution_id, instead.substitutes_for_id);
    assert_eq!(seat, (Some(app.world.seats[1]), Some(app.world.institutions[1]), Some(heads[1])));
    let both = json!({"day_id": day_id, "person_id": heads[1], "status": "present"});
    assert_eq!(refusal(client.create_attendance(meeting, &input(both.clone())).await).0, ErrorCode::AlreadyExists);
    let signed = change(instead.version, json!({"signed": true})).await.expect("signed");
    assert_eq!((signed.signed_at.is_some(), signed.seat_id), (true, Some(app.world.seats[1])));
    let guest = change(signed.version, json!({"substitutes_for_id": null})).await.expect("a guest again");
    assert_eq!((guest.seat_id, guest.substitutes_for_id, guest.signed_at.is_some()), (None, None, true));
    client.create_attendance(meeting, &input(both)).await.expect("the seat is free again");
}

#[tokio::test]
async fn a_proposal_is_taken_by_an_item_or_declined_for_this_meeting() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let (meeting, _, items) = running(&app, &client, app.world.group).await;
    let open = task(&client, &app, items[0]).await;
    finish(&client, meeting, items, AgendaItemStep::Finish).await;
    let draft = app.world.draft;
    let answer = async |body: Value| client.answer_agenda_proposal(draft, &input(body)).await;
    assert!(client.get_agenda_proposals(draft).await.expect("proposals").answers.is_empty());
    for (body, pointer) in [
        (json!({"state": "declined"}), "/action_item_id"),
        (json!({"state": "declined", "action_item_id": app.world.region}), "/action_item_id"),
        (json!({"state": "declined", "postponed_id": items[0]}), "/postponed_id"),
        (json!({"state": "declined", "action_item_id": open.id, "postponed_id": items[0]}), "/postponed_id"),
        (json!({"state": "taken", "action_item_id": open.id}), "/taken_by_id"),
        (json!({"state": "declined", "action_item_id": open.id, "taken_by_id": items[0]}), "/taken_by_id"),
    ] {
        assert_eq!(refusal(answer(body.clone()).await), invalid(pointer), "{body}");
    }
    let declined = answer(json!({"action_item_id": open.id, "state": "declined"})).await.expect("declined");
    assert_eq!(declined.answers.iter().map(|one| one.state).collect::<Vec<_>>(), [AgendaProposalState::Declined]);
    assert_eq!(declined.action_items.len(), 1, "it is still said what was proposed");
    let reopened = answer(json!({"action_item_id": open.id, "state": "open"})).await.expect("open again");
    assert!(reopened.answers.is_empty());
    // The answer may come before the item; it counts as long as the item is there.
    let item_id = AgendaItemId(app.ctx.new_id());
    let taken = json!({"action_item_id": open.id, "state": "taken", "taken_by_id": item_id});
    assert!(answer(taken).await.expect("on its way").answers.is_empty());
    let place = AgendaPlace { day_id: app.world.draft_days[0], parent_id: None, after_id: None };
    let commands = vec![AgendaCommand::Add(add(item_id, place, "Zadanie: Pismo"))];
    client.apply_agenda_commands(draft, &AgendaCommands { commands }).await.expect("the item");
    let taken = client.get_agenda_proposals(draft).await.expect("proposals").answers;
    let wanted = AgendaProposalAnswer {
        action_item_id: Some(open.id),
        postponed_id: None,
        state: AgendaProposalState::Taken,
        taken_by_id: Some(item_id),
    };
    assert_eq!(taken, [wanted]);
    client.undo_agenda_commands(draft).await.expect("undone");
    assert!(client.get_agenda_proposals(draft).await.expect("proposals").answers.is_empty());
    // Another meeting is asked for itself, and one that is over is not asked.
    let elsewhere = client.get_agenda_proposals(app.world.published).await.expect("proposals");
    assert_eq!((elsewhere.action_items.len(), elsewhere.answers.len()), (1, 0));
    let late = AgendaProposalAnswer {
        action_item_id: Some(open.id),
        postponed_id: None,
        state: AgendaProposalState::Declined,
        taken_by_id: None,
    };
    assert_eq!(refusal(client.answer_agenda_proposal(meeting, &late).await).0, ErrorCode::MeetingState);
    // A draft goes with its answers.
    client.answer_agenda_proposal(draft, &late).await.expect("declined");
    let version = client.get_meeting(draft).await.expect("the draft").version;
    client.delete_meeting(draft, version).await.expect("deleted");
    assert_eq!(refusal(client.get_agenda(draft, Release::Current).await).0, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_wrong_type_within_a_command_names_its_field() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let path = format!("/api/v1/meetings/{}/agenda/commands", app.world.draft);
    let id = AgendaItemId(app.ctx.new_id());
    let wrong = json!({"commands": [{"type": "edit", "item_id": id, "base_revision": 1, "changes": {"title": 7}}]});
    let answer = client.request(obrady_client::Method::POST, &path).json(&wrong).send().await.expect("an answer");
    let problem: Value = answer.json().await.expect("a problem");
    assert_eq!(problem["errors"][0]["pointer"], "/commands/0/changes/title");
    assert_eq!(problem["errors"][0]["code"], "wrong_type");
}
