//! Undo where it meets publication, other meetings, machines and its own length (I-13, I-18).

use obrady_client::{Client, Release};
use obrady_tests::world::{add, day};
use obrady_tests::{App, Who, start};
use obrady_types::groups::TopicState;
use obrady_types::meetings::{
    Agenda, AgendaAdd, AgendaCommand, AgendaCommands, AgendaEdit, AgendaItemPatch, AgendaPlace, AgendaPublish,
    AgendaRemove, MeetingCreate, MeetingMode,
};
use obrady_types::{AgendaItemId, ErrorCode, MeetingDayId, MeetingId, Patch, TopicId};

fn first_of(day_id: MeetingDayId) -> AgendaPlace {
    AgendaPlace { day_id, parent_id: None, after_id: None }
}

fn titled(app: &App, title: &str) -> AgendaAdd {
    add(app.ctx.new_id().into(), first_of(app.world.draft_days[0]), title)
}

async fn apply(client: &Client, meeting: MeetingId, command: AgendaCommand) -> Agenda {
    let commands = AgendaCommands { commands: vec![command] };
    client.apply_agenda_commands(meeting, &commands).await.expect("applied").value
}

fn titles(agenda: &Agenda) -> Vec<&str> {
    agenda.items.iter().filter_map(|item| item.title.as_deref()).collect()
}

#[tokio::test]
async fn a_change_can_be_undone_after_it_was_published() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let draft = app.world.draft;
    let publish = async |agenda: &Agenda| {
        let input = AgendaPublish { agenda_version: agenda.version };
        client.publish_agenda(draft, &input).await.map(|agenda| agenda.value)
    };
    let one = titled(&app, "Otwarcie");
    let agenda = apply(&client, draft, AgendaCommand::Add(one.clone())).await;
    publish(&agenda).await.expect("the first release");
    let changes = AgendaItemPatch { title: Patch::Value("Powitanie".into()), ..AgendaItemPatch::default() };
    let edit = AgendaEdit { item_id: one.item_id, base_revision: agenda.items[0].revision, changes };
    let agenda = apply(&client, draft, AgendaCommand::Edit(edit)).await;
    publish(&agenda).await.expect("the second release");
    let undone = client.undo_agenda_commands(draft).await.expect("the edit is taken back");
    assert_eq!((titles(&undone), undone.unpublished_changes), (vec!["Otwarcie"], Some(true)));
    assert_eq!(undone.items[0].label.as_deref(), Some("1"), "a printed number stays");
    let public = app.anonymous().get_agenda(draft, Release::Latest).await.expect("the release");
    assert_eq!(titles(&public), ["Powitanie"], "what was published stays published");
    publish(&undone).await.expect("the third release says something else than the second");
    let emptied = client.undo_agenda_commands(draft).await.expect("the first batch is taken back as well");
    assert!(emptied.items.is_empty());
    let empty = publish(&emptied).await.expect_err("nothing is left");
    assert_eq!(empty.code(), Some(ErrorCode::AgendaEmpty));
    let public = app.anonymous().get_agenda(draft, Release::Latest).await.expect("the release");
    assert_eq!(titles(&public), ["Otwarcie"]);
}

#[tokio::test]
async fn a_removed_item_does_not_come_back_when_its_topic_is_planned_elsewhere() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let (draft, topic): (_, TopicId) = (app.world.draft, app.world.topics[0]);
    let item = AgendaAdd { topic_id: Some(topic), ..titled(&app, "Asystentura") };
    let agenda = apply(&client, draft, AgendaCommand::Add(item.clone())).await;
    let remove = AgendaRemove { item_id: item.item_id, base_revision: agenda.items[0].revision };
    let before = apply(&client, draft, AgendaCommand::Remove(remove)).await;
    let input = MeetingCreate {
        body_id: app.world.group,
        title: "Inne spotkanie".into(),
        mode: MeetingMode::Online,
        venue: None,
        days: vec![day(2027, 1, 12)],
    };
    let other = client.create_meeting(&input).await.expect("another meeting");
    let elsewhere =
        AgendaAdd { topic_id: Some(topic), ..add(app.ctx.new_id().into(), first_of(other.days[0].id), "Asystentura") };
    apply(&client, other.id, AgendaCommand::Add(elsewhere)).await;
    let error = client.undo_agenda_commands(draft).await.expect_err("it has an open item already");
    assert_eq!(error.code(), Some(ErrorCode::TopicAlreadyPlanned));
    let after = client.get_agenda(draft, Release::Current).await.expect("the draft");
    assert_eq!((after.version, &after.items), (before.version, &before.items), "nothing is half written");
    assert_eq!(after.undo.as_ref().map(|undo| undo.command.as_str()), Some("add"), "what was refused is set aside");
    let topic = client.get_topic(topic).await.expect("it");
    assert_eq!(topic.state, TopicState::Scheduled, "by the other meeting");
}

#[tokio::test]
async fn a_service_account_undoes_its_own_batches_only() {
    let app = start().await;
    let (person, machine) = (app.client(Who::Coordinator).await, app.client(Who::Writer).await);
    let draft = app.world.draft;
    apply(&person, draft, AgendaCommand::Add(titled(&app, "Od człowieka"))).await;
    let refused = machine.undo_agenda_commands(draft).await.expect_err("it did nothing yet");
    assert_eq!(refused.code(), Some(ErrorCode::NothingToUndo));
    let agenda = apply(&machine, draft, AgendaCommand::Add(titled(&app, "Od programu"))).await;
    assert_eq!(agenda.undo.as_ref().map(|undo| undo.title.as_str()), Some("Od programu"));
    let agenda = machine.undo_agenda_commands(draft).await.expect("taken back");
    assert_eq!((titles(&agenda), agenda.undo.clone()), (vec!["Od człowieka"], None));
    let seen = person.get_agenda(draft, Release::Current).await.expect("the draft");
    assert_eq!(seen.undo.as_ref().map(|undo| undo.title.as_str()), Some("Od człowieka"));
    let reader = app.client(Who::Reader).await;
    let forbidden = reader.undo_agenda_commands(draft).await.expect_err("it only reads");
    assert_eq!(forbidden.code(), Some(ErrorCode::Forbidden));
}

#[tokio::test]
async fn at_least_two_hundred_batches_can_be_undone_by_each() {
    let app = start().await;
    let (client, other) = (app.client(Who::Coordinator).await, app.client(Who::Admin).await);
    let draft = app.world.draft;
    apply(&other, draft, AgendaCommand::Add(titled(&app, "Od kogoś innego"))).await;
    let item_id: AgendaItemId = app.ctx.new_id().into();
    let mut agenda = apply(&client, draft, AgendaCommand::Add(AgendaAdd { item_id, ..titled(&app, "0") })).await;
    for n in 1..=222 {
        let base_revision = agenda.items.iter().find(|item| item.id == item_id).expect("it").revision;
        let changes = AgendaItemPatch { title: Patch::Value(n.to_string()), ..AgendaItemPatch::default() };
        let edit = AgendaEdit { item_id, base_revision, changes };
        agenda = apply(&client, draft, AgendaCommand::Edit(edit)).await;
    }
    let mut undone = 0;
    let refusal = loop {
        match client.undo_agenda_commands(draft).await {
            Ok(after) => agenda = after.value,
            Err(error) => break error,
        }
        undone += 1;
    };
    assert_eq!(refusal.code(), Some(ErrorCode::NothingToUndo));
    assert!((200..220).contains(&undone), "{undone}");
    let title = agenda.items.iter().find(|item| item.id == item_id).and_then(|item| item.title.as_deref());
    assert_eq!(title, Some((222 - undone).to_string().as_str()));
    other.undo_agenda_commands(draft).await.expect("another's stack is their own");
}
