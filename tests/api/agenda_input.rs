//! Hostile and mistaken input to an agenda: each has its problem, and nothing is half written (I-12, I-18).

use obrady_client::{Client, ClientError, Method, Release};
use obrady_tests::world::add;
use obrady_tests::{App, Who, start};
use obrady_types::groups::TopicCreate;
use obrady_types::meetings::{
    Agenda, AgendaAdd, AgendaCommand, AgendaCommands, AgendaEdit, AgendaItemPatch, AgendaMove, AgendaPlace,
    AgendaRemove, AgendaRestore,
};
use obrady_types::{AgendaItemId, ErrorCode, MeetingDayId, Patch, Problem};
use serde_json::{Value, json};

struct Stage {
    app: App,
    client: Client,
    /// Two items on the first level, the second with one under it, and one under that.
    ids: Vec<AgendaItemId>,
    before: Agenda,
}

async fn stage() -> Stage {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let ids: Vec<AgendaItemId> = (0..4).map(|_| app.ctx.new_id().into()).collect();
    let day_id = app.world.draft_days[0];
    let item = |n: usize, parent_id, after_id| {
        AgendaCommand::Add(add(ids[n], AgendaPlace { day_id, parent_id, after_id }, &format!("Punkt {n}")))
    };
    let commands = vec![
        item(0, None, None),
        item(1, None, Some(ids[0])),
        item(2, Some(ids[1]), None),
        item(3, Some(ids[2]), None),
    ];
    let before = client.apply_agenda_commands(app.world.draft, &AgendaCommands { commands }).await.expect("applied");
    Stage { before: before.value, app, client, ids }
}

impl Stage {
    fn add(&self, day_id: MeetingDayId, parent_id: Option<AgendaItemId>) -> AgendaAdd {
        add(self.app.ctx.new_id().into(), AgendaPlace { day_id, parent_id, after_id: None }, "Nowy")
    }

    /// Sends a good command and then the bad one, and proves that neither left anything behind.
    async fn refused(&self, bad: AgendaCommand) -> Problem {
        let good = AgendaCommand::Add(self.add(self.app.world.draft_days[1], None));
        let commands = AgendaCommands { commands: vec![good, bad] };
        let answer = self.client.apply_agenda_commands(self.app.world.draft, &commands).await;
        let problem = problem(answer.expect_err("refused"));
        self.unchanged().await;
        problem
    }

    async fn unchanged(&self) {
        let after = self.client.get_agenda(self.app.world.draft, Release::Current).await.expect("the draft");
        assert_eq!(after.value, self.before, "nothing is half written");
    }
}

fn problem(error: ClientError) -> Problem {
    error.problem().expect("a problem").clone()
}

fn fields(problem: &Problem) -> Vec<(&str, &str)> {
    problem.errors.iter().map(|error| (error.pointer.as_str(), error.code.as_str())).collect()
}

#[tokio::test]
async fn commands_that_do_not_fit_name_the_one_that_does_not() {
    let stage = stage().await;
    let (day, ids) = (stage.app.world.draft_days[0], &stage.ids);
    let foreign = stage.client.get_meeting(stage.app.world.published).await.expect("another meeting").days[0].id;
    let revision = |n: usize| stage.before.items[n].revision;
    let under = |parent_id| AgendaPlace { day_id: day, parent_id, after_id: None };
    let cycle = AgendaMove { item_id: ids[1], base_revision: revision(1), place: under(Some(ids[3])) };
    let itself = AgendaMove { item_id: ids[1], base_revision: revision(1), place: under(Some(ids[1])) };
    let sunk = AgendaMove { item_id: ids[1], base_revision: revision(1), place: under(Some(ids[0])) };
    let away = AgendaMove {
        item_id: ids[0],
        base_revision: revision(0),
        place: AgendaPlace { day_id: foreign, ..under(None) },
    };
    for (name, command) in [
        ("a fourth level", AgendaCommand::Add(stage.add(day, Some(ids[3])))),
        ("three levels under another item", AgendaCommand::Move(sunk)),
        ("under its own child", AgendaCommand::Move(cycle)),
        ("under itself", AgendaCommand::Move(itself)),
        ("a day of another meeting", AgendaCommand::Add(stage.add(foreign, None))),
        ("to a day of another meeting", AgendaCommand::Move(away)),
        ("a day that does not exist", AgendaCommand::Add(stage.add(stage.app.ctx.new_id().into(), None))),
        ("an item that is there", AgendaCommand::Add(AgendaAdd { item_id: ids[0], ..stage.add(day, None) })),
    ] {
        let problem = stage.refused(command.clone()).await;
        assert_eq!((problem.code, problem.status), (ErrorCode::AgendaRefused, 409), "{name}");
        let conflict = problem.agenda_conflict.expect(name);
        assert_eq!((conflict.index, &conflict.command), (1, &command), "{name}");
        assert_eq!(conflict.items, stage.before.items, "{name}");
    }
}

#[tokio::test]
async fn commands_on_a_removed_item_are_conflicts() {
    let mut stage = stage().await;
    let (item_id, base_revision) = (stage.ids[1], stage.before.items[1].revision);
    let remove = AgendaCommand::Remove(AgendaRemove { item_id, base_revision });
    let commands = AgendaCommands { commands: vec![remove.clone()] };
    let draft = stage.app.world.draft;
    stage.before = stage.client.apply_agenda_commands(draft, &commands).await.expect("removed").value;
    let changes = AgendaItemPatch { title: Patch::Value("Za późno".into()), ..AgendaItemPatch::default() };
    let place = AgendaPlace { day_id: stage.app.world.draft_days[1], parent_id: None, after_id: None };
    for command in [
        remove,
        AgendaCommand::Edit(AgendaEdit { item_id, base_revision, changes }),
        AgendaCommand::Move(AgendaMove { item_id, base_revision, place }),
        // It went with the item above it.
        AgendaCommand::Remove(AgendaRemove { item_id: stage.ids[3], base_revision: 1 }),
        AgendaCommand::Add(stage.add(stage.app.world.draft_days[0], Some(item_id))),
    ] {
        let problem = stage.refused(command.clone()).await;
        assert_eq!((problem.code, problem.status), (ErrorCode::AgendaConflict, 409), "{command:?}");
        assert_eq!(problem.agenda_conflict.map(|conflict| conflict.index), Some(1), "{command:?}");
    }
}

#[tokio::test]
async fn wrong_fields_are_named_by_their_pointer() {
    let stage = stage().await;
    let day = stage.app.world.draft_days[0];
    let topic = TopicCreate { title: "Obcy temat".into(), sub_points: vec![], priority: None, planned: None };
    let call = stage.app.system();
    let foreign = obrady_domain::groups::create_topic(&call, stage.app.world.other_group, topic).await.expect("it").id;
    let unknown = stage.app.ctx.new_id().into();
    for topic_id in [foreign, unknown] {
        let problem =
            stage.refused(AgendaCommand::Add(AgendaAdd { topic_id: Some(topic_id), ..stage.add(day, None) })).await;
        assert_eq!((problem.code, problem.status), (ErrorCode::ValidationFailed, 422));
        assert_eq!(fields(&problem), [("/commands/1/topic_id", "invalid")]);
    }
    let planned = stage.client.get_topic(stage.app.world.topics[0]).await.expect("it");
    assert_eq!(planned.state, obrady_types::groups::TopicState::Backlog);
    let twice =
        |n: usize| AgendaCommand::Add(AgendaAdd { topic_id: Some(stage.app.world.topics[n]), ..stage.add(day, None) });
    let commands = AgendaCommands { commands: vec![twice(0), twice(0)] };
    let answer = stage.client.apply_agenda_commands(stage.app.world.draft, &commands).await;
    assert_eq!(problem(answer.expect_err("one topic twice")).code, ErrorCode::TopicAlreadyPlanned);
    stage.unchanged().await;
    let place = AgendaPlace { day_id: day, parent_id: None, after_id: None };
    let restore = AgendaRestore { place, items: vec![stage.before.items[0].clone()] };
    let problem = stage.refused(AgendaCommand::Restore(restore)).await;
    assert_eq!(fields(&problem), [("/commands/1/type", "invalid")]);
    for (title, code) in
        [("a".repeat(1_000_000), "too_long"), ("a".repeat(301), "too_long"), (" \n".into(), "required")]
    {
        let problem = stage.refused(AgendaCommand::Add(AgendaAdd { title, ..stage.add(day, None) })).await;
        assert_eq!((problem.code, problem.status), (ErrorCode::ValidationFailed, 422));
        assert_eq!(fields(&problem), [("/commands/1/title", code)]);
    }
}

#[tokio::test]
async fn too_much_at_once_and_too_much_in_all() {
    let mut stage = stage().await;
    let (draft, day) = (stage.app.world.draft, stage.app.world.draft_days[0]);
    let path = format!("/api/v1/meetings/{draft}/agenda/commands");
    let send = async |body: String| {
        let request = stage.client.request(Method::POST, &path).header("Content-Type", "application/json").body(body);
        request.send().await.expect("an answer").json::<Problem>().await.expect("a problem")
    };
    let batch =
        |n: usize| AgendaCommands { commands: (0..n).map(|_| AgendaCommand::Add(stage.add(day, None))).collect() };
    let json = |commands: &AgendaCommands| serde_json::to_string(commands).expect("json");
    for n in [101, 501] {
        let problem = send(json(&batch(n))).await;
        assert_eq!(
            (problem.code, fields(&problem)),
            (ErrorCode::ValidationFailed, vec![("/commands", "too_long")]),
            "{n}"
        );
    }
    let mut large: Value = serde_json::to_value(batch(1)).expect("json");
    large["commands"][0]["title"] = json!("a".repeat(1024 * 1024));
    let problem = send(large.to_string()).await;
    assert_eq!((problem.code, problem.status), (ErrorCode::PayloadTooLarge, 413));
    stage.unchanged().await;
    // 500 items fit; of the batch with the one too many nothing stays.
    for n in [100, 100, 100, 100, 95] {
        stage.client.apply_agenda_commands(draft, &batch(n)).await.expect("there is room");
    }
    stage.before = stage.client.get_agenda(draft, Release::Current).await.expect("the draft").value;
    assert_eq!(stage.before.items.len(), 499);
    let problem = stage.refused(AgendaCommand::Add(stage.add(day, None))).await;
    assert_eq!((problem.code, problem.status), (ErrorCode::AgendaRefused, 409));
    assert_eq!(
        problem.agenda_conflict.map(|conflict| conflict.index),
        Some(1),
        "the 501st is refused, the 500th was not"
    );
    let last = AgendaCommands { commands: vec![AgendaCommand::Add(stage.add(day, None))] };
    let full = stage.client.apply_agenda_commands(draft, &last).await.expect("the 500th fits");
    assert_eq!(full.items.len(), 500);
}
