//! Agendas: commands, conflicts, undo, publication, masking (I-12, I-13, I-18, REL-21).

use futures_util::future::join_all;
use obrady_client::{Client, MeetingFilter, Release};
use obrady_tests::world::{add, day};
use obrady_tests::{App, Who, start};
use obrady_types::groups::TopicState;
use obrady_types::meetings::{
    Agenda, AgendaAdd, AgendaCommand, AgendaCommands, AgendaEdit, AgendaItemPatch, AgendaMove, AgendaPlace,
    AgendaPublish, AgendaRemove, Confidentiality, MeetingCreate, MeetingMode, MeetingPatch, MeetingState,
};
use obrady_types::{AgendaItemId, ErrorCode, Patch};
use serde_json::json;
use std::collections::BTreeMap;

fn place(app: &App, day: usize, parent_id: Option<AgendaItemId>, after_id: Option<AgendaItemId>) -> AgendaPlace {
    AgendaPlace { day_id: app.world.draft_days[day], parent_id, after_id }
}

async fn apply(client: &Client, app: &App, commands: Vec<AgendaCommand>) -> Agenda {
    client.apply_agenda_commands(app.world.draft, &AgendaCommands { commands }).await.expect("applied").value
}

/// Publishes the agenda of the draft as it is.
async fn publish(client: &Client, app: &App) -> Agenda {
    let agenda_version = client.get_agenda(app.world.draft, Release::Current).await.expect("the draft").version;
    client.publish_agenda(app.world.draft, &AgendaPublish { agenda_version }).await.expect("published").value
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

#[tokio::test]
async fn a_cancelled_draft_stays_unknown_to_outsiders() {
    let app = start().await;
    let (client, nobody) = (app.client(Who::Coordinator).await, app.anonymous());
    three(&client, &app).await;
    let draft = client.get_meeting(app.world.draft).await.expect("the draft");
    client.cancel_meeting(draft.id, draft.version).await.expect("cancelled");
    let known = async |client: &Client| {
        let cancelled = MeetingFilter { state: Some(MeetingState::Cancelled), ..MeetingFilter::default() };
        let listed = client.list_meetings(&cancelled).await.expect("a list").items;
        let read = client.get_meeting(draft.id).await.map(|_| ()).map_err(|error| error.code());
        let agenda = client.get_agenda(draft.id, Release::Current).await.map(|_| ()).map_err(|error| error.code());
        assert_eq!(read, agenda);
        (listed.len(), read)
    };
    assert_eq!(known(&nobody).await, (0, Err(Some(ErrorCode::NotFound))));
    assert_eq!(known(&app.client(Who::Outsider).await).await, (0, Err(Some(ErrorCode::NotFound))));
    assert_eq!(known(&app.client(Who::Member).await).await, (1, Ok(())), "who could read the draft can read its end");
    let published = client.get_meeting(app.world.published).await.expect("the other");
    client.cancel_meeting(published.id, published.version).await.expect("cancelled");
    let cancelled = nobody.get_meeting(app.world.published).await.expect("what was announced stays known");
    assert_eq!(cancelled.state, MeetingState::Cancelled);
}

#[tokio::test]
async fn a_dissolved_body_meets_no_more() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let topic = app.world.topics[0];
    let planned = add(app.ctx.new_id().into(), place(&app, 0, None, None), "Asystentura");
    apply(&client, &app, vec![AgendaCommand::Add(AgendaAdd { topic_id: Some(topic), ..planned })]).await;
    let mut past = Vec::new();
    for title in ["Do odwołania", "Do usunięcia"] {
        let input = MeetingCreate {
            body_id: app.world.group,
            title: title.into(),
            mode: MeetingMode::InPerson,
            venue: None,
            days: vec![day(2026, 11, 20)],
        };
        past.push(client.create_meeting(&input).await.expect("made").value);
    }
    let place = AgendaPlace { day_id: past[0].days[0].id, parent_id: None, after_id: None };
    let add =
        |title: &str| AgendaCommands { commands: vec![AgendaCommand::Add(add(app.ctx.new_id().into(), place, title))] };
    let agenda = client.apply_agenda_commands(past[0].id, &add("Otwarcie")).await.expect("still active");
    let dissolve = serde_json::from_value(json!({"dissolved_on": "2026-11-23"})).expect("an input");
    obrady_domain::groups::dissolve_body(&app.system(), app.world.group, dissolve).await.expect("dissolved");
    for id in [app.world.draft, app.world.published] {
        assert_eq!(client.get_meeting(id).await.expect("it").state, MeetingState::Cancelled);
    }
    assert_eq!(client.get_topic(topic).await.expect("the topic").state, TopicState::Backlog);
    let (id, version) = (past[0].id, past[0].version);
    let publish = AgendaPublish { agenda_version: agenda.version };
    for (what, code) in [
        ("change", client.update_meeting(id, version, &MeetingPatch::default()).await.expect_err("refused").code()),
        ("schedule", client.schedule_meeting(id, version).await.expect_err("refused").code()),
        ("commands", client.apply_agenda_commands(id, &add("Za późno")).await.expect_err("refused").code()),
        ("undo", client.undo_agenda_commands(id).await.expect_err("refused").code()),
        ("publish", client.publish_agenda(id, &publish).await.expect_err("refused").code()),
    ] {
        assert_eq!(code, Some(ErrorCode::BodyDissolved), "{what}");
    }
    let same = client.get_agenda(id, Release::Current).await.expect("the draft");
    assert_eq!((same.version, titles(&same)), (agenda.version, vec!["Otwarcie"]));
    assert_eq!(client.cancel_meeting(id, version).await.expect("tidied up").state, MeetingState::Cancelled);
    client.delete_meeting(past[1].id, past[1].version).await.expect("tidied up");
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
    assert_eq!((first.release, first.version), (Some(1), agenda.version + 1), "its numbers are a change");
    let item = client.get_agenda_item(ids[0]).await.expect("the item");
    assert_eq!((item.label.as_deref(), item.version), (Some("1"), agenda.items[0].version + 1));
    let same = client.publish_agenda(app.world.draft, &AgendaPublish { agenda_version: first.version }).await;
    assert_eq!(same.expect_err("it says the same").code(), Some(ErrorCode::NothingToPublish));
    let meeting = client.get_meeting(app.world.draft).await.expect("the meeting");
    assert_eq!(meeting.state, MeetingState::AgendaPublished);
    let known = app.anonymous().get_meeting(app.world.draft).await.expect("a published agenda announces the dates");
    assert_eq!((known.agenda_release, known.days.len()), (Some(1), 2));
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
async fn what_is_closed_later_is_masked_in_old_releases_as_well() {
    let app = start().await;
    let (client, nobody) = (app.client(Who::Coordinator).await, app.anonymous());
    let (ids, agenda) = three(&client, &app).await;
    let under = |parent: usize, title: &str| {
        AgendaCommand::Add(add(app.ctx.new_id().into(), place(&app, 0, Some(ids[parent]), None), title))
    };
    apply(&client, &app, vec![under(1, "Pod dyskusją")]).await;
    publish(&client, &app).await;
    let first = async || nobody.get_agenda(app.world.draft, Release::Number(1)).await.expect("the first release");
    let before = first().await;
    assert_eq!(titles(&before), ["Otwarcie", "Dyskusja", "Pod dyskusją", "Zakończenie"]);
    let hide = |n: usize, level| {
        let changes = AgendaItemPatch { confidentiality: Some(level), ..AgendaItemPatch::default() };
        AgendaCommand::Edit(AgendaEdit { item_id: ids[n], base_revision: agenda.items[n].revision, changes })
    };
    // A draft is enough to hide, and never enough to show.
    apply(&client, &app, vec![hide(1, Confidentiality::Closed)]).await;
    let masked = first().await;
    assert_eq!(titles(&masked), ["Otwarcie", "–", "Zakończenie"]);
    assert_ne!(masked.etag, before.etag, "a copy that shows the title is not the current one");
    let latest = nobody.get_agenda(app.world.draft, Release::Latest).await.expect("the last release");
    assert_eq!(titles(&latest), ["Otwarcie", "–", "Zakończenie"]);
    let item = nobody.get_agenda_item(ids[1]).await.expect("that it is there");
    assert_eq!((item.title.as_deref(), item.confidentiality), (None, Confidentiality::Closed));
    // Removed after it was hidden: the latest release that has it tells.
    let draft = apply(&client, &app, vec![hide(2, Confidentiality::Members)]).await;
    publish(&client, &app).await;
    let revision = draft.items.iter().find(|item| item.id == ids[2]).expect("it").revision;
    let remove = AgendaRemove { item_id: ids[2], base_revision: revision };
    apply(&client, &app, vec![AgendaCommand::Remove(remove)]).await;
    publish(&client, &app).await;
    assert_eq!(titles(&first().await.value), ["Otwarcie", "–"]);
    let text = serde_json::to_string(&first().await.value).expect("json");
    assert!(!text.contains("Dyskusja") && !text.contains("dyskusją") && !text.contains("Zakończenie"), "{text}");
    let member = app.client(Who::Member).await;
    let whole = member.get_agenda(app.world.draft, Release::Number(1)).await.expect("the first release");
    assert_eq!(titles(&whole), ["Otwarcie", "Dyskusja", "Pod dyskusją", "Zakończenie"]);
    assert_ne!(whole.etag, first().await.etag);
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
