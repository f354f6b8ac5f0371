//! Rows and probes of meetings and agendas.

use super::{PUBLIC, Probe, Row, act, delete, get, patch, post};
use obrady_domain::meetings;
use obrady_tests::App;
use obrady_tests::world::{add, day};
use obrady_types::meetings::{AgendaCommand, AgendaCommands, AgendaPlace, MeetingCreate, MeetingMode};
use obrady_types::{AgendaItemId, MeetingDayId, MeetingId};
use serde_json::json;

pub(super) const ROWS: &[Row] = &[
    // Drafts exist only for those who may read them.
    ("list_meetings", PUBLIC),
    ("create_meeting", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 201, 403]),
    ("get_meeting", [404, 404, 200, 200, 404, 404, 404, 200, 404, 200, 200, 200, 404]),
    ("update_meeting", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("delete_meeting", [401, 404, 403, 204, 404, 404, 404, 204, 404, 204, 403, 204, 404]),
    ("schedule_meeting", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("cancel_meeting", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("get_agenda", PUBLIC),
    ("apply_agenda_commands", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("undo_agenda_commands", [401, 404, 403, 409, 404, 404, 404, 409, 404, 409, 403, 409, 404]),
    ("publish_agenda", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("get_agenda_item", [404, 404, 200, 200, 404, 404, 404, 200, 404, 200, 200, 200, 404]),
    ("update_agenda_item", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("delete_agenda_item", [401, 404, 403, 204, 404, 404, 404, 204, 404, 204, 403, 204, 404]),
];

/// A draft of the group with one item.
async fn draft(app: &App) -> (MeetingId, MeetingDayId, AgendaItemId, i32) {
    let call = app.system();
    let input = MeetingCreate {
        body_id: app.world.group,
        title: "Projekt".into(),
        mode: MeetingMode::InPerson,
        venue: None,
        days: vec![day(2026, 12, 15)],
    };
    let meeting = meetings::create_meeting(&call, input).await.expect("a draft");
    let (day_id, item) = (meeting.days[0].id, AgendaItemId(app.ctx.new_id()));
    let place = AgendaPlace { day_id, parent_id: None, after_id: None };
    let commands = vec![AgendaCommand::Add(add(item, place, "Otwarcie"))];
    let agenda =
        meetings::apply_agenda_commands(&call, meeting.id, AgendaCommands { commands }).await.expect("an item");
    (meeting.id, day_id, item, agenda.version)
}

pub(super) async fn probe(app: &App, operation: &str, _token: u32) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    if !operation.contains("meeting") && !operation.contains("agenda") {
        return None;
    }
    let (meeting, day_id, item, agenda_version) = draft(app).await;
    let version = meetings::get_meeting(&call, meeting).await.expect("the draft").version;
    let item_version = meetings::get_agenda_item(&call, item).await.expect("the item").version;
    Some(match operation {
        "list_meetings" => get("/meetings".into()),
        "create_meeting" => post(
            "/meetings".into(),
            json!({"body_id": world.group, "title": "Nowe",
                "days": [{"date": "2027-01-12", "starts_at": "10:00:00", "ends_at": "13:00:00"}]}),
        ),
        "get_meeting" => get(format!("/meetings/{meeting}")),
        "update_meeting" => patch(format!("/meetings/{meeting}"), version, json!({"venue": "Kraków"})),
        "delete_meeting" => delete(format!("/meetings/{meeting}"), Some(version)),
        "schedule_meeting" => Probe { version: Some(version), ..act(format!("/meetings/{meeting}/schedule")) },
        "cancel_meeting" => Probe { version: Some(version), ..act(format!("/meetings/{meeting}/cancel")) },
        "get_agenda" => get(format!("/meetings/{}/agenda", world.published)),
        "apply_agenda_commands" => post(
            format!("/meetings/{meeting}/agenda/commands"),
            json!({"commands": [{"type": "add", "item_id": app.ctx.new_id(), "place": {"day_id": day_id}, "title": "Nowy"}]}),
        ),
        "undo_agenda_commands" => act(format!("/meetings/{meeting}/agenda/undo")),
        "publish_agenda" => {
            post(format!("/meetings/{meeting}/agenda/publish"), json!({"agenda_version": agenda_version}))
        }
        "get_agenda_item" => get(format!("/agenda-items/{item}")),
        "update_agenda_item" => patch(format!("/agenda-items/{item}"), item_version, json!({"title": "Powitanie"})),
        "delete_agenda_item" => delete(format!("/agenda-items/{item}"), Some(item_version)),
        _ => return None,
    })
}
