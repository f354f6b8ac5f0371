//! Rows and probes of what happens at meetings.

use super::{PUBLIC, Probe, Row, act, delete, get, patch, post};
use obrady_domain::meetings;
use obrady_tests::App;
use obrady_tests::world::{add, day};
use obrady_types::meetings::{
    ActionItem, AgendaCommand, AgendaCommands, AgendaItemStep, AgendaPlace, AgendaPublish, MeetingCreate, MeetingMode,
};
use obrady_types::{AgendaItemId, MeetingDayId, MeetingId};
use serde_json::{Value, json};

pub(super) const ROWS: &[Row] = &[
    // The probes' meeting is in progress: everybody knows of it, and insiders read what is recorded.
    ("start_meeting", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("hold_meeting", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("get_meeting_record", PUBLIC),
    ("get_agenda_proposals", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
    ("answer_agenda_proposal", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
    ("advance_agenda_item", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("update_agenda_item_outcome", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("get_attendance_sheet", [401, 403, 200, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("create_attendance", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_attendance", [401, 403, 200, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("update_attendance", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("delete_attendance", [401, 403, 403, 204, 403, 403, 403, 204, 403, 204, 403, 403, 403]),
    ("create_statement", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_statement", [404, 404, 200, 200, 404, 404, 404, 200, 404, 200, 200, 200, 404]),
    ("update_statement", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("delete_statement", [401, 403, 403, 204, 403, 403, 403, 204, 403, 204, 403, 403, 403]),
    ("create_finding", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_finding", [404, 404, 200, 200, 404, 404, 404, 200, 404, 200, 200, 200, 404]),
    ("update_finding", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("delete_finding", [401, 403, 403, 204, 403, 403, 403, 204, 403, 204, 403, 403, 403]),
    ("create_decision", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_decision", [404, 404, 200, 200, 404, 404, 404, 200, 404, 200, 200, 200, 404]),
    ("update_decision", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("delete_decision", [401, 403, 403, 204, 403, 403, 403, 204, 403, 204, 403, 403, 403]),
    ("list_action_items", PUBLIC),
    ("create_action_item", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_action_item", [404, 404, 200, 200, 404, 404, 404, 200, 404, 200, 200, 200, 404]),
    ("update_action_item", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 403, 404]),
    ("delete_action_item", [401, 404, 403, 204, 404, 404, 404, 204, 404, 204, 403, 403, 404]),
    ("carry_over_action_item", [401, 404, 403, 201, 404, 404, 404, 201, 404, 201, 403, 403, 404]),
    ("create_deliverable", [401, 404, 403, 201, 404, 404, 404, 201, 404, 201, 403, 403, 404]),
    ("get_deliverable", [404, 404, 200, 200, 404, 404, 404, 200, 404, 200, 200, 200, 404]),
    ("update_deliverable", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 403, 404]),
];

/// A meeting of the group today with one item, its agenda published.
async fn published(app: &App) -> (MeetingId, MeetingDayId, AgendaItemId) {
    let call = app.system();
    let input = MeetingCreate {
        body_id: app.world.group,
        title: "Dziś".into(),
        mode: MeetingMode::InPerson,
        venue: None,
        days: vec![day(2026, 11, 24)],
    };
    let meeting = meetings::create_meeting(&call, input).await.expect("a meeting");
    let (day_id, item) = (meeting.days[0].id, AgendaItemId(app.ctx.new_id()));
    let place = AgendaPlace { day_id, parent_id: None, after_id: None };
    let commands = vec![AgendaCommand::Add(add(item, place, "Dyskusja"))];
    let agenda =
        meetings::apply_agenda_commands(&call, meeting.id, AgendaCommands { commands }).await.expect("an item");
    let publish = AgendaPublish { agenda_version: agenda.version };
    meetings::publish_agenda(&call, meeting.id, publish).await.expect("published");
    (meeting.id, day_id, item)
}

fn input<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("an input")
}

async fn action_item(app: &App, item: AgendaItemId) -> ActionItem {
    let body = json!({"title": "Zadanie", "owner_institution_id": app.world.institutions[0],
        "due": {"from": "2026-12-31", "precision": "day"}});
    meetings::create_action_item(&app.system(), item, input(body)).await.expect("an action item")
}

pub(super) async fn probe(app: &App, operation: &str, _token: u32) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    let (meeting, day_id, item) = published(app).await;
    let version = async || meetings::get_meeting(&call, meeting).await.expect("the meeting").version;
    if operation == "start_meeting" {
        return Some(Probe { version: Some(version().await), ..act(format!("/meetings/{meeting}/start")) });
    }
    meetings::start_meeting(&call, meeting, version().await).await.expect("begun");
    let attendance = json!({"day_id": day_id, "person_id": world.member, "status": "present"});
    Some(match operation {
        "hold_meeting" => {
            let finish = input(json!({"step": AgendaItemStep::Finish}));
            let known = meetings::get_agenda_item(&call, item).await.expect("the item").version;
            meetings::advance_agenda_item(&call, item, known, finish).await.expect("finished");
            Probe { version: Some(version().await), ..act(format!("/meetings/{meeting}/hold")) }
        }
        "get_meeting_record" => get(format!("/meetings/{meeting}/record")),
        "get_agenda_proposals" => get(format!("/meetings/{meeting}/agenda/proposals")),
        "answer_agenda_proposal" => {
            let open = action_item(app, item).await.id;
            let (next, ..) = published(app).await;
            let body = json!({"action_item_id": open, "state": "declined"});
            post(format!("/meetings/{next}/agenda/answer-proposal"), body)
        }
        "advance_agenda_item" | "update_agenda_item_outcome" => {
            let known = meetings::get_agenda_item(&call, item).await.expect("the item").version;
            if operation == "advance_agenda_item" {
                let body = json!({"step": "start"});
                Probe { version: Some(known), ..post(format!("/agenda-items/{item}/advance"), body) }
            } else {
                patch(format!("/agenda-items/{item}/outcome"), known, json!({"outcome_text": "Ustalono."}))
            }
        }
        "get_attendance_sheet" => get(format!("/meetings/{meeting}/attendance")),
        "create_attendance" => post(format!("/meetings/{meeting}/attendance"), attendance),
        "get_attendance" | "update_attendance" | "delete_attendance" => {
            let made = meetings::create_attendance(&call, meeting, input(attendance)).await.expect("recorded");
            let path = format!("/attendance/{}", made.id);
            match operation {
                "get_attendance" => get(path),
                "update_attendance" => patch(path, made.version, json!({"status": "excused"})),
                _ => delete(path, Some(made.version)),
            }
        }
        "list_action_items" => get("/action-items".into()),
        "create_action_item" => post(
            format!("/agenda-items/{item}/action-items"),
            json!({"title": "Zadanie", "owner_person_id": world.member,
                "due": {"from": "2026-12-31", "precision": "day"}}),
        ),
        "get_action_item" | "update_action_item" | "delete_action_item" | "carry_over_action_item" => {
            let made = action_item(app, item).await;
            let path = format!("/action-items/{}", made.id);
            match operation {
                "get_action_item" => get(path),
                "update_action_item" => patch(path, made.version, json!({"state": "in_progress"})),
                "delete_action_item" => delete(path, Some(made.version)),
                _ => {
                    let body = json!({"due": {"from": "2027-03-31", "precision": "day"}});
                    Probe { version: Some(made.version), ..post(format!("{path}/carry-over"), body) }
                }
            }
        }
        "create_deliverable" | "get_deliverable" | "update_deliverable" => {
            let id = action_item(app, item).await.id;
            let body = json!({"title": "Poradnik", "kind": "handbook", "url": "https://example.org/poradnik.pdf"});
            if operation == "create_deliverable" {
                return Some(post(format!("/action-items/{id}/deliverables"), body));
            }
            let made = meetings::create_deliverable(&call, id, input(body)).await.expect("a deliverable");
            let path = format!("/deliverables/{}", made.id);
            if operation == "get_deliverable" { get(path) } else { patch(path, made.version, json!({"title": "Model"})) }
        }
        _ => return entry(app, operation, item).await,
    })
}

/// Probes of statements, findings and decisions.
async fn entry(app: &App, operation: &str, item: AgendaItemId) -> Option<Probe> {
    let call = app.system();
    let (verb, noun) = operation.split_once('_')?;
    let body = json!({"text": "Treść"});
    if verb == "create" {
        return Some(post(format!("/agenda-items/{item}/{noun}s"), body));
    }
    let (id, version) = match noun {
        "statement" => {
            let made = meetings::create_statement(&call, item, input(body)).await.expect("a statement");
            (made.id.0, made.version)
        }
        "finding" => {
            let made = meetings::create_finding(&call, item, input(body)).await.expect("a finding");
            (made.id.0, made.version)
        }
        "decision" => {
            let made = meetings::create_decision(&call, item, input(body)).await.expect("a decision");
            (made.id.0, made.version)
        }
        _ => return None,
    };
    let path = format!("/{noun}s/{id}");
    Some(match verb {
        "get" => get(path),
        "update" => patch(path, version, json!({"text": "Inna treść"})),
        _ => delete(path, Some(version)),
    })
}
