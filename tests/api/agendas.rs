//! Agendas: commands, conflicts, undo, publication, masking (I-12, I-13, I-18, REL-21).

use futures_util::future::join_all;
use obrady_client::{Client, Release};
use obrady_tests::world::add;
use obrady_tests::{App, Who, start};
use obrady_types::groups::TopicState;
use obrady_types::meetings::{
    Agenda, AgendaAdd, AgendaCommand, AgendaCommands, AgendaEdit, AgendaItemPatch, AgendaMove, AgendaPlace,
    AgendaPublish, AgendaRemove, MeetingState,
};
use obrady_types::{AgendaItemId, ErrorCode, Patch};
use std::collections::BTreeMap;

fn place(app: &App, day: usize, parent_id: Option<AgendaItemId>, after_id: Option<AgendaItemId>) -> AgendaPlace {
    AgendaPlace { day_id: app.world.draft_days[day], parent_id, after_id }
}

async fn apply(client: &Client, app: &App, commands: Vec<AgendaCommand>) -> Agenda {
    client.apply_agenda_commands(app.world.draft, &AgendaCommands { commands }).await.expect("applied").value
}

async fn refused(client: &Client, app: &App, commands: Vec<AgendaCommand>) -> ErrorCode {
    let answer = client.apply_agenda_commands(app.world.draft, &AgendaCommands { commands }).await;
    answer.expect_err("refused").code().expect("a problem")
}

/// Three items on the first day.
async fn three(client: &Client, app: &App) -> (Vec<AgendaItemId>, Agenda) {
    let ids: Vec<AgendaItemId> = (0..3).map(|_| app.ctx.new_id().into()).collect();
    let commands = ids
        .iter()
        .enumerate()
        .map(|(n, id)| {
            let after = n.checked_sub(1).map(|n| ids[n]);
            AgendaCommand::Add(add(*id, place(app, 0, None, after), ["Otwarcie", "Dyskusja", "Zakończenie"][n]))
        })
        .collect();
    let agenda = apply(client, app, commands).await;
    (ids, agenda)
}

fn titles(agenda: &Agenda) -> Vec<&str> {
    agenda.items.iter().map(|item| item.title.as_deref().unwrap_or("–")).collect()
}

/// Positions are 1 to n among the siblings of each day.
fn assert_gap_free(agenda: &Agenda) {
    let mut siblings: BTreeMap<_, Vec<i32>> = BTreeMap::new();
    for item in &agenda.items {
        siblings.entry((item.day_id, item.parent_id)).or_default().push(item.position);
    }
    for positions in siblings.values() {
        let wanted: Vec<i32> = (1..=i32::try_from(positions.len()).expect("few")).collect();
        assert_eq!(positions, &wanted);
    }
}

#[tokio::test]
async fn items_are_added_nested_moved_and_removed() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let (ids, agenda) = three(&client, &app).await;
    assert_eq!(titles(&agenda), ["Otwarcie", "Dyskusja", "Zakończenie"]);
    let moved = AgendaMove {
        item_id: ids[2],
        base_revision: agenda.items[2].revision,
        place: place(&app, 0, Some(ids[1]), None),
    };
    let agenda = apply(&client, &app, vec![AgendaCommand::Move(moved)]).await;
    assert_eq!(agenda.items[2].parent_id, Some(ids[1]));
    let other_day =
        AgendaMove { item_id: ids[1], base_revision: agenda.items[1].revision, place: place(&app, 1, None, None) };
    let agenda = apply(&client, &app, vec![AgendaCommand::Move(other_day)]).await;
    assert!(
        agenda.items[1..].iter().all(|item| item.day_id == app.world.draft_days[1]),
        "what stands under it goes along"
    );
    assert_gap_free(&agenda);
    let remove = AgendaRemove { item_id: ids[1], base_revision: agenda.items[1].revision };
    let agenda = apply(&client, &app, vec![AgendaCommand::Remove(remove)]).await;
    assert_eq!(titles(&agenda), ["Otwarcie"]);
}

#[tokio::test]
async fn a_stale_command_shows_both_texts() {
    let app = start().await;
    let (one, two) = (app.client(Who::Coordinator).await, app.client(Who::Admin).await);
    let (ids, agenda) = three(&one, &app).await;
    let edit = |title: &str| {
        AgendaCommand::Edit(AgendaEdit {
            item_id: ids[0],
            base_revision: agenda.items[0].revision,
            changes: AgendaItemPatch { title: Patch::Value(title.into()), ..AgendaItemPatch::default() },
        })
    };
    apply(&two, &app, vec![edit("Ich tekst")]).await;
    // Another item is not disturbed, and the batch is all or none.
    let other = AgendaRemove { item_id: ids[2], base_revision: agenda.items[2].revision };
    let batch = AgendaCommands { commands: vec![AgendaCommand::Remove(other.clone()), edit("Mój tekst")] };
    let error = one.apply_agenda_commands(app.world.draft, &batch).await.expect_err("stale");
    assert_eq!(error.code(), Some(ErrorCode::AgendaConflict));
    let conflict = error.problem().and_then(|p| p.agenda_conflict.clone()).expect("both texts");
    assert_eq!((conflict.index, &conflict.command), (1, &batch.commands[1]));
    assert_eq!(conflict.items[0].title.as_deref(), Some("Ich tekst"));
    assert_eq!(conflict.items.len(), 3, "nothing of the batch was written");
    apply(&one, &app, vec![AgendaCommand::Remove(other)]).await;
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let (ids, agenda) = three(&client, &app).await;
    let revision = agenda.items[0].revision;
    let under =
        |parent: AgendaItemId, id: AgendaItemId| AgendaCommand::Add(add(id, place(&app, 0, Some(parent), None), "Pod"));
    let (a, b, c) = (app.ctx.new_id().into(), app.ctx.new_id().into(), app.ctx.new_id().into());
    assert_eq!(
        refused(&client, &app, vec![under(ids[0], a), under(a, b), under(b, c)]).await,
        ErrorCode::AgendaRefused
    );
    apply(&client, &app, vec![under(ids[0], a)]).await;
    let cycle = AgendaMove { item_id: ids[0], base_revision: revision, place: place(&app, 0, Some(a), None) };
    assert_eq!(refused(&client, &app, vec![AgendaCommand::Move(cycle)]).await, ErrorCode::AgendaRefused);
    let foreign = AgendaPlace { day_id: app.ctx.new_id().into(), parent_id: None, after_id: None };
    let foreign = AgendaCommand::Add(add(app.ctx.new_id().into(), foreign, "Obcy dzień"));
    assert_eq!(refused(&client, &app, vec![foreign]).await, ErrorCode::AgendaRefused);
}

#[tokio::test]
async fn undo_takes_back_ones_own_batches_in_order() {
    let app = start().await;
    let (one, two) = (app.client(Who::Coordinator).await, app.client(Who::Admin).await);
    let (ids, agenda) = three(&one, &app).await;
    let remove = AgendaRemove { item_id: ids[1], base_revision: agenda.items[1].revision };
    apply(&one, &app, vec![AgendaCommand::Remove(remove)]).await;
    let added = add(app.ctx.new_id().into(), place(&app, 1, None, None), "Od kogoś innego");
    apply(&two, &app, vec![AgendaCommand::Add(added)]).await;
    let agenda = one.undo_agenda_commands(app.world.draft).await.expect("undone");
    assert_eq!(titles(&agenda), ["Otwarcie", "Dyskusja", "Zakończenie", "Od kogoś innego"]);
    assert_gap_free(&agenda);
    let agenda = one.undo_agenda_commands(app.world.draft).await.expect("undone");
    assert_eq!(titles(&agenda), ["Od kogoś innego"]);
    let error = one.undo_agenda_commands(app.world.draft).await.expect_err("nothing left");
    assert_eq!(error.code(), Some(ErrorCode::NothingToUndo));
}

#[tokio::test]
async fn an_undo_that_is_refused_does_not_block_the_older_ones() {
    let app = start().await;
    let (one, two) = (app.client(Who::Coordinator).await, app.client(Who::Admin).await);
    let (ids, agenda) = three(&one, &app).await;
    let edit = |agenda: &Agenda, at: usize, title: &str| {
        AgendaCommand::Edit(AgendaEdit {
            item_id: ids[at],
            base_revision: agenda.items[at].revision,
            changes: AgendaItemPatch { title: Patch::Value(title.into()), ..AgendaItemPatch::default() },
        })
    };
    let agenda = apply(&one, &app, vec![edit(&agenda, 1, "Rozmowa")]).await;
    let agenda = apply(&one, &app, vec![edit(&agenda, 0, "Powitanie")]).await;
    apply(&two, &app, vec![edit(&agenda, 0, "Od kogoś innego")]).await;
    let error = one.undo_agenda_commands(app.world.draft).await.expect_err("somebody changed it since");
    assert_eq!(error.code(), Some(ErrorCode::AgendaConflict));
    let conflict = error.problem().and_then(|problem| problem.agenda_conflict.clone()).expect("what it is about");
    assert_eq!(conflict.items[0].title.as_deref(), Some("Od kogoś innego"));
    let agenda = one.undo_agenda_commands(app.world.draft).await.expect("the older one");
    assert_eq!(titles(&agenda), ["Od kogoś innego", "Dyskusja", "Zakończenie"]);
    let agenda = two.undo_agenda_commands(app.world.draft).await.expect("theirs is not set aside");
    assert_eq!(titles(&agenda), ["Powitanie", "Dyskusja", "Zakończenie"]);
}

#[tokio::test]
async fn a_topic_is_planned_once_and_returns_when_removed() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let topic = app.world.topics[0];
    let take = |id: AgendaItemId| {
        AgendaCommand::Add(AgendaAdd { topic_id: Some(topic), ..add(id, place(&app, 0, None, None), "Asystentura") })
    };
    let item: AgendaItemId = app.ctx.new_id().into();
    let agenda = apply(&client, &app, vec![take(item)]).await;
    assert_eq!(client.get_topic(topic).await.expect("the topic").state, TopicState::Scheduled);
    assert_eq!(refused(&client, &app, vec![take(app.ctx.new_id().into())]).await, ErrorCode::TopicAlreadyPlanned);
    let remove = AgendaRemove { item_id: item, base_revision: agenda.items[0].revision };
    apply(&client, &app, vec![AgendaCommand::Remove(remove)]).await;
    assert_eq!(client.get_topic(topic).await.expect("the topic").state, TopicState::Backlog);
    client.undo_agenda_commands(app.world.draft).await.expect("undone");
    assert_eq!(client.get_topic(topic).await.expect("the topic").state, TopicState::Scheduled);
}

#[tokio::test]
async fn publishing_freezes_numbers_and_keeps_releases() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let empty =
        client.publish_agenda(app.world.draft, &AgendaPublish { agenda_version: 0 }).await.expect_err("empty or stale");
    assert!(matches!(empty.code(), Some(ErrorCode::AgendaEmpty | ErrorCode::StaleVersion)));
    let (ids, agenda) = three(&client, &app).await;
    let stale = client.publish_agenda(app.world.draft, &AgendaPublish { agenda_version: agenda.version - 1 }).await;
    assert_eq!(stale.expect_err("not what was seen").code(), Some(ErrorCode::StaleVersion));
    let first = client
        .publish_agenda(app.world.draft, &AgendaPublish { agenda_version: agenda.version })
        .await
        .expect("published");
    assert_eq!(first.release, Some(1));
    let meeting = client.get_meeting(app.world.draft).await.expect("the meeting");
    assert_eq!(meeting.state, MeetingState::AgendaPublished);
    let between = add(app.ctx.new_id().into(), place(&app, 0, None, Some(ids[1])), "Wstawiony");
    let agenda = apply(&client, &app, vec![AgendaCommand::Add(between)]).await;
    assert_eq!(agenda.unpublished_changes, Some(true));
    let public = app.anonymous().get_agenda(app.world.draft, Release::Current).await.expect("the release");
    assert_eq!(titles(&public), ["Otwarcie", "Dyskusja", "Zakończenie"], "the public sees what was published");
    client
        .publish_agenda(app.world.draft, &AgendaPublish { agenda_version: agenda.version })
        .await
        .expect("published again");
    let second = app.anonymous().get_agenda(app.world.draft, Release::Latest).await.expect("the release");
    let labels: Vec<_> = second.items.iter().map(|item| item.label.clone().unwrap_or_default()).collect();
    assert_eq!(labels, ["1", "2", "2a", "3"], "numbers that were printed stay");
    let old = app.anonymous().get_agenda(app.world.draft, Release::Number(1)).await.expect("the first release");
    assert_eq!(old.items.len(), 3);
}

#[tokio::test]
async fn outsiders_see_that_there_is_a_closed_item_and_nothing_of_members_items() {
    let app = start().await;
    let public = app.anonymous().get_agenda(app.world.published, Release::Current).await.expect("the release");
    assert_eq!(titles(&public), ["Otwarcie", "–"]);
    let text = serde_json::to_string(&public.value).expect("json");
    assert!(!text.contains("zamknięta") && !text.contains("członków"), "{text}");
    let member = app.client(Who::Member).await;
    let seen = member.get_agenda(app.world.published, Release::Latest).await.expect("the release");
    assert_eq!(titles(&seen), ["Otwarcie", "Sprawy członków", "Sprawa zamknięta"]);
}

#[tokio::test]
async fn many_editors_leave_no_gap() {
    let app = start().await;
    let (one, two) = (app.client(Who::Coordinator).await, app.client(Who::Admin).await);
    let answers = join_all((0..30).map(|n| {
        let client = if n % 2 == 0 { one.clone() } else { two.clone() };
        let item = add(app.ctx.new_id().into(), place(&app, n % 2, None, None), "Punkt");
        let commands = AgendaCommands { commands: vec![AgendaCommand::Add(item)] };
        let draft = app.world.draft;
        async move { client.apply_agenda_commands(draft, &commands).await }
    }))
    .await;
    assert!(answers.iter().all(Result::is_ok));
    let agenda = one.get_agenda(app.world.draft, Release::Current).await.expect("the draft");
    assert_eq!(agenda.items.len(), 30);
    assert_gap_free(&agenda);
}
