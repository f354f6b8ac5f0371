//! Published agendas are read often and change rarely: a server keeps those it has read, and is never behind.

use obrady_client::{Client, Release};
use obrady_tests::world::add;
use obrady_tests::{App, Who, start};
use obrady_types::Patch;
use obrady_types::meetings::{
    Agenda, AgendaCommand, AgendaCommands, AgendaEdit, AgendaItemPatch, AgendaPlace, AgendaPublish, Confidentiality,
};
use std::sync::atomic::Ordering;

async fn apply(client: &Client, app: &App, command: AgendaCommand) -> Agenda {
    let commands = AgendaCommands { commands: vec![command] };
    client.apply_agenda_commands(app.world.draft, &commands).await.expect("applied").value
}

async fn publish(client: &Client, app: &App) -> Agenda {
    let agenda_version = client.get_agenda(app.world.draft, Release::Current).await.expect("the draft").version;
    client.publish_agenda(app.world.draft, &AgendaPublish { agenda_version }).await.expect("published").value
}

#[tokio::test]
async fn reading_a_release_costs_two_statements_at_most() {
    let app = start().await;
    for (who, most) in [(Who::Anonymous, 1), (Who::Outsider, 2), (Who::Member, 2), (Who::Admin, 2), (Who::Reader, 2)] {
        let client = app.client(who).await;
        let read = async || client.get_agenda(app.world.published, Release::Latest).await.expect("the release");
        let first = read().await;
        let before = app.statements.load(Ordering::Relaxed);
        assert_eq!(read().await, first);
        let statements = app.statements.load(Ordering::Relaxed) - before;
        assert!(statements <= most, "{who:?}: {statements} statements");
    }
}

#[tokio::test]
async fn no_replica_answers_with_an_older_text() {
    let app = start().await;
    let other = app.replica().await;
    let (client, nobody) = (app.client(Who::Coordinator).await, app.anonymous());
    let there = other.client(&nobody);
    let id = app.ctx.new_id().into();
    let place = AgendaPlace { day_id: app.world.draft_days[0], parent_id: None, after_id: None };
    apply(&client, &app, AgendaCommand::Add(add(id, place, "Otwarcie"))).await;
    publish(&client, &app).await;
    for round in 0..10 {
        let title = format!("Otwarcie {round}");
        let draft = client.get_agenda(app.world.draft, Release::Current).await.expect("the draft");
        let revision = draft.items.iter().find(|item| item.id == id).expect("it").revision;
        let hidden = round == 9;
        let changes = AgendaItemPatch {
            title: Patch::Value(title.clone()),
            confidentiality: hidden.then_some(Confidentiality::Closed),
            ..AgendaItemPatch::default()
        };
        let edit = AgendaEdit { item_id: id, base_revision: revision, changes };
        apply(&client, &app, AgendaCommand::Edit(edit)).await;
        // What is hidden is hidden at once, also before it is published.
        let before = there.get_agenda(app.world.draft, Release::Latest).await.expect("the release there");
        assert_eq!(before.items[0].title.is_none(), hidden);
        publish(&client, &app).await;
        for client in [&there, &nobody] {
            let now = client.get_agenda(app.world.draft, Release::Latest).await.expect("the release");
            let item = now.items.iter().find(|item| item.id == id).expect("it");
            assert_eq!(item.title, (!hidden).then(|| title.clone()));
        }
    }
}

#[tokio::test]
async fn the_length_of_items_follows_the_body() {
    let app = start().await;
    let client = app.client(Who::Admin).await;
    let nobody = app.anonymous();
    let minutes = async || {
        let agenda = nobody.get_agenda(app.world.published, Release::Latest).await.expect("the release");
        agenda.default_item_minutes
    };
    let before = minutes().await;
    let body = client.get_body(app.world.group).await.expect("the body");
    let patch = obrady_types::groups::BodyPatch { default_item_minutes: Some(before + 5), ..Default::default() };
    client.update_body(app.world.group, body.version, &patch).await.expect("changed");
    assert_eq!(minutes().await, before + 5);
}
