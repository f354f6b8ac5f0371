//! What happens at meetings: attendance, steps of items, what is recorded on them, and what is to be done (I-14 to
//! I-19).

use futures_util::future::join_all;
use obrady_client::{ActionItemFilter, Client, ClientError, Method};
use obrady_tests::world::{add, day};
use obrady_tests::{App, Who, start, start_of_test};
use obrady_types::groups::TopicState;
use obrady_types::meetings::*;
use obrady_types::{AgendaItemId, BodyId, ErrorCode, MeetingDayId, MeetingId, Patch, PersonId, TopicId};
use serde_json::{Value, json};

fn input<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("an input")
}

/// The code and the pointers of a refusal.
fn refusal<T: std::fmt::Debug>(answer: Result<T, ClientError>) -> (ErrorCode, Vec<String>) {
    match answer.expect_err("a refusal") {
        ClientError::Problem(problem) => {
            (problem.code, problem.errors.into_iter().map(|error| error.pointer).collect())
        }
        other => panic!("{other}"),
    }
}

/// A meeting today whose agenda is published: its day and its items.
struct Today {
    id: MeetingId,
    day: MeetingDayId,
    items: Vec<AgendaItemId>,
}

/// One item: title, topic, who may read it.
type Planned<'a> = (&'a str, Option<TopicId>, Confidentiality);

async fn today(app: &App, client: &Client, body_id: BodyId, items: &[Planned<'_>]) -> Today {
    let input = MeetingCreate {
        body_id,
        title: "Dziś".into(),
        mode: MeetingMode::InPerson,
        venue: None,
        days: vec![day(2026, 11, 24)],
    };
    let meeting = client.create_meeting(&input).await.expect("a meeting");
    let day = meeting.days[0].id;
    let mut ids: Vec<AgendaItemId> = Vec::new();
    let mut commands = Vec::new();
    for (title, topic_id, confidentiality) in items {
        let id = AgendaItemId(app.ctx.new_id());
        let place = AgendaPlace { day_id: day, parent_id: None, after_id: ids.last().copied() };
        commands.push(AgendaCommand::Add(AgendaAdd {
            topic_id: *topic_id,
            confidentiality: *confidentiality,
            ..add(id, place, title)
        }));
        ids.push(id);
    }
    let agenda = client.apply_agenda_commands(meeting.id, &AgendaCommands { commands }).await.expect("items");
    client.publish_agenda(meeting.id, &AgendaPublish { agenda_version: agenda.version }).await.expect("published");
    Today { id: meeting.id, day, items: ids }
}

async fn begin(client: &Client, id: MeetingId) {
    let version = client.get_meeting(id).await.expect("the meeting").version;
    client.start_meeting(id, version).await.expect("begun");
}

async fn hold(client: &Client, id: MeetingId) -> Result<Meeting, ClientError> {
    let version = client.get_meeting(id).await.expect("the meeting").version;
    client.hold_meeting(id, version).await.map(|meeting| meeting.value)
}

async fn step(client: &Client, id: AgendaItemId, step: AgendaItemStep) -> Result<AgendaItem, ClientError> {
    let version = client.get_agenda_item(id).await.expect("the item").version;
    client.advance_agenda_item(id, version, step).await.map(|item| item.value)
}

const OPEN: Confidentiality = Confidentiality::Public;

async fn running(app: &App, client: &Client) -> Today {
    let today = today(app, client, app.world.group, &[("Dyskusja", None, OPEN), ("Plan", None, OPEN)]).await;
    begin(client, today.id).await;
    today
}

fn was(day: MeetingDayId, person: PersonId, more: Value) -> AttendanceCreate {
    let mut body = json!({"day_id": day, "person_id": person, "status": "present"});
    for (name, value) in more.as_object().expect("an object") {
        body[name] = value.clone();
    }
    input(body)
}

#[tokio::test]
async fn attendance_is_not_recorded_before_its_day() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let published = client.get_meeting(app.world.published).await.expect("the meeting");
    let early = was(published.days[0].id, app.world.member, json!({}));
    let refused = refusal(client.create_attendance(published.id, &early).await);
    assert_eq!(refused, (ErrorCode::TooEarly, vec!["/day_id".to_owned()]));
    let sheet = client.get_attendance_sheet(published.id).await.expect("the list");
    assert!(!sheet.days[0].open);
    let refused = refusal(client.start_meeting(published.id, published.version).await);
    assert_eq!(refused.0, ErrorCode::TooEarly);
    // Half past midnight in Warsaw on the day itself, which is still the day before in UTC.
    app.clock.set("2026-11-30T23:30:00Z".parse().expect("an instant"));
    let client = app.client(Who::Coordinator).await;
    client.create_attendance(published.id, &early).await.expect("on its day");
    assert!(client.get_attendance_sheet(published.id).await.expect("the list").days[0].open);
}

#[tokio::test]
async fn somebody_is_recorded_once_a_day() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let today = running(&app, &client).await;
    let present = was(today.day, app.world.member, json!({}));
    let answers = join_all((0..10).map(|_| client.create_attendance(today.id, &present))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for refused in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refusal(refused).0, ErrorCode::AlreadyExists);
    }
    let sheet = client.get_attendance_sheet(today.id).await.expect("the list");
    assert_eq!((sheet.days[0].present, sheet.days[0].people.len(), &sheet.days[0].quorum), (1, 1, &None));
    assert_eq!(sheet.days[0].people[0].person_name.as_deref(), Some("Anna Łącka"));
    let foreign = was(app.world.draft_days[0], app.world.member, json!({}));
    assert_eq!(refusal(client.create_attendance(today.id, &foreign).await).1, ["/day_id"]);
}

#[tokio::test]
async fn times_fit_the_status_and_each_other() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let today = running(&app, &client).await;
    for (more, pointer) in [
        (json!({"status": "late"}), "/arrived_at"),
        (json!({"status": "left_early"}), "/left_at"),
        (json!({"arrived_at": "10:20:00"}), "/arrived_at"),
        (json!({"status": "excused", "left_at": "12:00:00"}), "/left_at"),
        (json!({"status": "late", "arrived_at": "10:20:00", "left_at": "12:00:00"}), "/left_at"),
        (json!({"status": "left_early", "arrived_at": "12:00:00", "left_at": "10:20:00"}), "/left_at"),
        (json!({"status": "left_early", "arrived_at": "12:00:00", "left_at": "12:00:00"}), "/left_at"),
        (json!({"status": "late", "arrived_at": "10:20:00.5"}), "/arrived_at"),
    ] {
        let refused =
            refusal(client.create_attendance(today.id, &was(today.day, app.world.member, more.clone())).await);
        assert_eq!(refused, (ErrorCode::ValidationFailed, vec![pointer.to_owned()]), "{more}");
    }
    let late = was(today.day, app.world.member, json!({"status": "late", "arrived_at": "10:20:00", "signed": true}));
    let made = client.create_attendance(today.id, &late).await.expect("late");
    assert_eq!(made.signed_at, Some(start_of_test()));
    let left = input(json!({"status": "left_early", "left_at": "12:00:00"}));
    let left = client.update_attendance(made.id, made.version, &left).await.expect("left");
    assert!(left.arrived_at.is_some() && left.left_at.is_some());
    let stale = client.update_attendance(made.id, made.version, &AttendancePatch::default()).await;
    assert_eq!(refusal(stale).0, ErrorCode::StaleVersion);
    let present = input(json!({"status": "present"}));
    let present = client.update_attendance(made.id, left.version, &present).await.expect("present");
    assert_eq!((present.arrived_at, present.left_at), (None, None), "the times belonged to the other status");
    client.delete_attendance(made.id, present.version).await.expect("a mistake");
    assert_eq!(refusal(client.get_attendance(made.id).await).0, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_quorum_counts_seats_by_the_rules() {
    let app = start().await;
    let client = app.client(Who::Admin).await;
    let today = today(&app, &client, app.world.convent, &[("Otwarcie", None, OPEN)]).await;
    let quorum = async || {
        let sheet = client.get_attendance_sheet(today.id).await.expect("the list");
        let quorum = sheet.days[0].quorum.clone().expect("a quorum");
        (quorum.present, quorum.needed, quorum.entitled, quorum.reached)
    };
    assert_eq!(quorum().await, (0, 2, 3, false));
    let heads = &app.world.heads;
    let first = client.create_attendance(today.id, &was(today.day, heads[0], json!({}))).await.expect("there");
    assert_eq!(
        (first.seat_id, first.institution_name.as_deref()),
        (Some(app.world.seats[0]), Some("PCPR w Miechowie"))
    );
    assert_eq!(quorum().await, (1, 2, 3, false));
    // The rules do not count substitutes.
    let instead = was(today.day, app.world.member, json!({"substitutes_for_id": heads[1]}));
    let substitute = client.create_attendance(today.id, &instead).await.expect("a substitute");
    assert_eq!((substitute.seat_id, quorum().await), (Some(app.world.seats[1]), (1, 2, 3, false)));
    // One seat, one vote.
    let both = client.create_attendance(today.id, &was(today.day, heads[1], json!({}))).await;
    assert_eq!(refusal(both).0, ErrorCode::AlreadyExists);
    let absent = was(today.day, heads[1], json!({"status": "excused"}));
    client.create_attendance(today.id, &absent).await.expect("who is not there takes no seat");
    let guest = client.create_attendance(today.id, &was(today.day, heads[3], json!({}))).await.expect("a guest");
    assert_eq!((guest.seat_id, quorum().await), (None, (1, 2, 3, false)));
    let third = was(today.day, heads[2], json!({"status": "late", "arrived_at": "11:00:00"}));
    client.create_attendance(today.id, &third).await.expect("late");
    assert_eq!(quorum().await, (2, 2, 3, true));
    let nobody = was(today.day, app.world.member, json!({"substitutes_for_id": heads[3]}));
    assert_eq!(refusal(client.create_attendance(today.id, &nobody).await).1, ["/substitutes_for_id"]);
}

#[tokio::test]
async fn a_meeting_is_held_when_each_item_is_closed_and_gets_the_next_number() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let first = running(&app, &client).await;
    let open: Vec<String> = first.items.iter().map(|id| format!("/agenda-items/{id}")).collect();
    let (code, mut pointers) = refusal(hold(&client, first.id).await);
    pointers.sort_unstable();
    let mut wanted = open.clone();
    wanted.sort_unstable();
    assert_eq!((code, pointers), (ErrorCode::ItemsOpen, wanted));
    step(&client, first.items[0], AgendaItemStep::Start).await.expect("begun");
    let other = refusal(step(&client, first.items[1], AgendaItemStep::Start).await);
    assert_eq!(other, (ErrorCode::ItemInProgress, vec![open[0].clone()]));
    step(&client, first.items[0], AgendaItemStep::Finish).await.expect("finished");
    let again = refusal(step(&client, first.items[0], AgendaItemStep::Finish).await);
    assert_eq!(again.0, ErrorCode::ItemState);
    assert_eq!(refusal(hold(&client, first.id).await).1, [open[1].clone()]);
    step(&client, first.items[1], AgendaItemStep::Withdraw).await.expect("withdrawn");
    let held = hold(&client, first.id).await.expect("held");
    assert_eq!((held.state, held.ordinal), (MeetingState::Held, Some(1)));
    assert_eq!(refusal(hold(&client, first.id).await).0, ErrorCode::MeetingState);
    assert_eq!(refusal(step(&client, first.items[0], AgendaItemStep::Reopen).await).0, ErrorCode::MeetingState);
    // Several at once: the numbers have no gap and none is given twice (I-16).
    let mut meetings = Vec::new();
    for _ in 0..6 {
        let next = today(&app, &client, app.world.group, &[("Punkt", None, OPEN)]).await;
        begin(&client, next.id).await;
        step(&client, next.items[0], AgendaItemStep::Finish).await.expect("finished");
        meetings.push(next.id);
    }
    let answers = join_all(meetings.iter().map(|id| hold(&client, *id))).await;
    let mut numbers: Vec<i32> = answers.into_iter().map(|answer| answer.expect("held").ordinal.expect("one")).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [2, 3, 4, 5, 6, 7]);
}

#[tokio::test]
async fn a_postponed_item_returns_its_topic_once() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let topic = app.world.topics[0];
    let items =
        [("Asystentura", Some(topic), OPEN), ("Bez tematu", None, OPEN), ("Tajne", None, Confidentiality::Closed)];
    let today = today(&app, &client, app.world.group, &items).await;
    begin(&client, today.id).await;
    let version = client.get_agenda_item(today.items[0]).await.expect("the item").version;
    let postpone = || client.advance_agenda_item(today.items[0], version, AgendaItemStep::Postpone);
    let answers = join_all((0..10).map(|_| postpone())).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for refused in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refusal(refused).0, ErrorCode::StaleVersion);
    }
    let carried = client.get_topic(topic).await.expect("the topic");
    assert_eq!((carried.state, carried.carried_count, carried.carried_from), (TopicState::Backlog, 1, Some(today.id)));
    step(&client, today.items[0], AgendaItemStep::Reopen).await.expect("after all");
    let planned = client.get_topic(topic).await.expect("the topic");
    assert_eq!((planned.state, planned.carried_count, planned.carried_from), (TopicState::Scheduled, 0, None));
    step(&client, today.items[0], AgendaItemStep::Finish).await.expect("finished");
    assert_eq!(client.get_topic(topic).await.expect("the topic").state, TopicState::Done);
    // What had no topic gets one, so that it is not lost; what is not for everybody does not stand in a public backlog.
    let item = step(&client, today.items[1], AgendaItemStep::Postpone).await.expect("postponed");
    let made = client.get_topic(item.topic_id.expect("a topic")).await.expect("the topic");
    assert_eq!((made.title.as_str(), made.carried_count, made.carried_from), ("Bez tematu", 1, Some(today.id)));
    let secret = step(&client, today.items[2], AgendaItemStep::Postpone).await.expect("postponed");
    assert_eq!(secret.topic_id, None);
    hold(&client, today.id).await.expect("held");
    let proposals = client.get_agenda_proposals(app.world.draft).await.expect("proposals");
    let offered: Vec<_> = proposals.postponed.iter().map(|item| item.id).collect();
    assert_eq!(offered, [today.items[2]]);
}

#[tokio::test]
async fn a_reply_answers_a_statement_on_the_same_item() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let today = running(&app, &client).await;
    let said = client.create_statement(today.items[0], &input(json!({"text": "Program się powiela."}))).await;
    let said = said.expect("a statement");
    let reply: StatementCreate = input(json!({"side": "host", "text": "Uzupełnia inne.", "reply_to_id": said.id}));
    let elsewhere = refusal(client.create_statement(today.items[1], &reply).await);
    assert_eq!(elsewhere, (ErrorCode::ValidationFailed, vec!["/reply_to_id".to_owned()]));
    let answer = client.create_statement(today.items[0], &reply).await.expect("a reply");
    assert_eq!((answer.side, answer.reply_to_id), (StatementSide::Host, Some(said.id)));
    assert_eq!(refusal(client.delete_statement(said.id, said.version).await).0, ErrorCode::StillReferenced);
    client.delete_statement(answer.id, answer.version).await.expect("removed");
    for (body, pointer) in [
        (json!({"side": "person", "text": "Ja"}), "/person_id"),
        (json!({"side": "institution", "text": "My"}), "/institution_id"),
        (json!({"text": "Kto?", "person_id": app.world.member}), "/person_id"),
        (json!({"text": " "}), "/text"),
    ] {
        assert_eq!(refusal(client.create_statement(today.items[0], &input(body.clone())).await).1, [pointer], "{body}");
    }
    let named = json!({"side": "person", "person_id": app.world.member, "text": "Jako członkini"});
    client.create_statement(today.items[0], &input(named)).await.expect("by name");
    let path = format!("/api/v1/agenda-items/{}/statements", today.items[0]);
    let unknown = client.request(Method::POST, &path).json(&json!({"text": "a", "size": 1})).send().await;
    assert_eq!(unknown.expect("an answer").status().as_u16(), 422);
    for item in &today.items {
        step(&client, *item, AgendaItemStep::Finish).await.expect("finished");
    }
    hold(&client, today.id).await.expect("held");
    // Names of people without a public function stay within the body.
    let public = app.anonymous().get_meeting_record(today.id).await.expect("the record");
    let speakers: Vec<_> = public.agenda[0].statements.iter().map(|said| said.speaker_name.clone()).collect();
    assert_eq!(speakers, [None, None]);
    let member = app.client(Who::Member).await.get_meeting_record(today.id).await.expect("the record");
    // They stand in the order in which they were said, also within one millisecond.
    assert_eq!(member.agenda[0].statements[1].speaker_name.as_deref(), Some("Anna Łącka"));
    // What everybody may have read is corrected, not removed.
    let corrected = StatementPatch { text: Patch::Value("Program nie powiela.".into()), ..StatementPatch::default() };
    let now = client.update_statement(said.id, said.version, &corrected).await.expect("corrected");
    assert_eq!(refusal(client.delete_statement(said.id, now.version).await).0, ErrorCode::MeetingState);
}

#[tokio::test]
async fn outsiders_read_what_public_items_came_to_when_it_is_over() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let items = [
        ("Jawny", None, OPEN),
        ("Zamknięty", None, Confidentiality::Closed),
        ("Wewnętrzny", None, Confidentiality::Members),
    ];
    let today = today(&app, &client, app.world.group, &items).await;
    begin(&client, today.id).await;
    let mut decided = Vec::new();
    for item in &today.items {
        let text = input(json!({"text": "Ustalono"}));
        decided.push(client.create_decision(*item, &text).await.expect("a decision").id);
        client.create_finding(*item, &input(json!({"text": "Wiadomo", "area": "kadry"}))).await.expect("a finding");
        let task = json!({"title": "Zadanie", "owner_person_id": app.world.member,
            "due": {"from": "2026-12-01", "precision": "month"}});
        client.create_action_item(*item, &input(task)).await.expect("an action item");
    }
    let nobody = app.anonymous();
    assert!(nobody.get_meeting_record(today.id).await.expect("nothing yet").agenda.is_empty());
    assert_eq!(refusal(nobody.get_decision(decided[0]).await).0, ErrorCode::NotFound);
    for item in &today.items {
        step(&client, *item, AgendaItemStep::Finish).await.expect("finished");
    }
    hold(&client, today.id).await.expect("held");
    let record = nobody.get_meeting_record(today.id).await.expect("the record");
    let seen: Vec<_> = record.agenda.iter().map(|one| (one.item.title.as_deref(), one.decisions.len())).collect();
    assert_eq!(seen, [(Some("Jawny"), 1), (None, 0)]);
    assert!(record.agenda[1].findings.is_empty() && record.agenda[1].action_items.is_empty());
    assert_eq!(record.agenda[0].action_items[0].owner_name, None, "the owner has no public function");
    let reads = join_all(decided.iter().map(|id| nobody.get_decision(*id))).await;
    assert_eq!(reads.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, false]);
    let filter = ActionItemFilter { meeting_id: Some(today.id), ..ActionItemFilter::default() };
    assert_eq!(nobody.list_action_items(&filter).await.expect("the list").items.len(), 1);
    assert_eq!(client.list_action_items(&filter).await.expect("the list").items.len(), 3);
    let member = app.client(Who::Member).await.get_meeting_record(today.id).await.expect("the record");
    assert_eq!(member.agenda.iter().map(|one| one.decisions.len()).collect::<Vec<_>>(), [1, 1, 1]);
}

#[tokio::test]
async fn an_action_item_is_done_with_its_date_and_its_deliverable() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let today = running(&app, &client).await;
    let item = today.items[0];
    for (body, pointer) in [
        (json!({}), "/owner_person_id"),
        (
            json!({"owner_person_id": app.world.member, "owner_institution_id": app.world.institutions[0]}),
            "/owner_institution_id",
        ),
        (json!({"owner_person_id": app.world.region}), "/owner_person_id"),
    ] {
        let mut task = json!({"title": "Poradnik", "due": {"from": "2026-11-30", "precision": "month_end"}});
        for (name, value) in body.as_object().expect("an object") {
            task[name] = value.clone();
        }
        assert_eq!(refusal(client.create_action_item(item, &input(task)).await).1, [pointer], "{body}");
    }
    let task = json!({"title": "Poradnik", "owner_person_id": app.world.member, "deliverable_kind": "handbook",
        "due": {"from": "2026-11-30", "precision": "month_end"}});
    let made = client.create_action_item(item, &input(task)).await.expect("an action item");
    assert_eq!((made.due_on.to_string().as_str(), made.overdue), ("2026-11-30", false));
    let done = |date: Option<&str>| {
        input::<ActionItemPatch>(json!({"state": "done", "completed_on": date.unwrap_or("2026-11-24")}))
    };
    let undated = input(json!({"state": "done"}));
    assert_eq!(refusal(client.update_action_item(made.id, made.version, &undated).await).1, ["/completed_on"]);
    let tomorrow = client.update_action_item(made.id, made.version, &done(Some("2026-11-25"))).await;
    assert_eq!(refusal(tomorrow).1, ["/completed_on"]);
    let without = client.update_action_item(made.id, made.version, &done(None)).await;
    assert_eq!(refusal(without).0, ErrorCode::DeliverableRequired);
    let script = json!({"title": "Poradnik", "kind": "handbook", "url": "javascript:alert(1)"});
    // The owner says how far it is and adds what came of it, but does not change what was agreed.
    let owner = app.client(Who::Member).await;
    assert_eq!(refusal(owner.create_deliverable(made.id, &input(script)).await).1, ["/url"]);
    let book = json!({"title": "Poradnik", "kind": "handbook", "url": "https://example.org/p.pdf", "published_on": "2026-11-24"});
    owner.create_deliverable(made.id, &input(book)).await.expect("the handbook");
    let retitled = refusal(owner.update_action_item(made.id, made.version, &input(json!({"title": "Inny"}))).await);
    assert_eq!(retitled.0, ErrorCode::Forbidden);
    let given_up = json!({"state": "cancelled", "cancel_reason": "Nie zdążę"});
    assert_eq!(
        refusal(owner.update_action_item(made.id, made.version, &input(given_up)).await).0,
        ErrorCode::Forbidden
    );
    let finished = owner.update_action_item(made.id, made.version, &done(None)).await.expect("done");
    assert_eq!((finished.state, finished.deliverables.len()), (ActionItemState::Done, 1));
    let late = client.update_action_item(made.id, finished.version, &input(json!({"title": "Inny"}))).await;
    assert_eq!(refusal(late).0, ErrorCode::ActionItemState);
    let reopened = client.update_action_item(made.id, finished.version, &input(json!({"state": "open"}))).await;
    let reopened = reopened.expect("open again");
    assert_eq!(reopened.completed_on, None);
    let reasonless = client.update_action_item(made.id, reopened.version, &input(json!({"state": "cancelled"}))).await;
    assert_eq!(refusal(reasonless).1, ["/cancel_reason"]);
}

#[tokio::test]
async fn what_is_overdue_is_derived_and_goes_on_as_another() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let today = running(&app, &client).await;
    let task = json!({"title": "Pismo", "owner_institution_id": app.world.institutions[3],
        "due": {"from": "2026-11-25", "precision": "day"}});
    let made = client.create_action_item(today.items[0], &input(task)).await.expect("an action item");
    let overdue = |mine| ActionItemFilter { overdue: Some(true), mine, ..ActionItemFilter::default() };
    assert!(client.list_action_items(&overdue(None)).await.expect("the list").items.is_empty());
    app.clock.set("2026-11-25T23:00:00Z".parse().expect("midnight in Warsaw"));
    let client = app.client(Who::Coordinator).await;
    let late = client.list_action_items(&overdue(Some(ActionItemPart::Coordinator))).await.expect("the list").items;
    assert_eq!(late.iter().map(|one| (one.id, one.overdue)).collect::<Vec<_>>(), [(made.id, true)]);
    // The representative of the institution that owns it sees to it.
    let speaks = app.client(Who::Representative).await;
    let own = speaks.list_action_items(&overdue(Some(ActionItemPart::Owner))).await.expect("the list").items;
    assert!(own.len() == 1 && own[0].markable && !own[0].editable);
    let other = app.client(Who::OtherCoordinator).await;
    assert_eq!(refusal(other.get_action_item(made.id).await).0, ErrorCode::NotFound, "the meeting is not over");
    let nobody = app.anonymous().list_action_items(&overdue(Some(ActionItemPart::Owner))).await;
    assert_eq!(refusal(nobody).0, ErrorCode::Unauthenticated);
    let proposals = client.get_agenda_proposals(app.world.draft).await.expect("proposals");
    assert_eq!(proposals.action_items.iter().map(|one| one.id).collect::<Vec<_>>(), [made.id], "I-19");
    let earlier = input(json!({"due": {"from": "2026-11-25", "precision": "day"}}));
    assert_eq!(refusal(client.carry_over_action_item(made.id, made.version, &earlier).await).1, ["/due/from"]);
    let later: ActionItemCarryOver = input(json!({"due": {"from": "2027-01-01", "precision": "quarter"}}));
    let answers = join_all((0..5).map(|_| client.carry_over_action_item(made.id, made.version, &later))).await;
    let next: Vec<_> = answers.into_iter().filter_map(Result::ok).collect();
    assert_eq!(next.len(), 1);
    assert_eq!((next[0].carried_from_id, next[0].due_on.to_string().as_str()), (Some(made.id), "2027-03-31"));
    let old = client.get_action_item(made.id).await.expect("the old one");
    assert_eq!((old.state, old.overdue), (ActionItemState::CarriedOver, false));
    let again = client.update_action_item(made.id, old.version, &input(json!({"state": "open"}))).await;
    assert_eq!(refusal(again).0, ErrorCode::ActionItemState);
}
