//! The forms of a goal: a new one, a changed one, another place.

use super::board::Board;
use super::goals::told;
use super::model::{below, is_within, way_back};
use super::sheet::{Sheet, area, choice, input, nothing_now};
use super::words::{self, LEVELS, STATUSES, named, options, word_of};
use crate::api::Attempts;
use crate::components::form::Field;
use crate::texts::Text;
use crate::tx;
use leptos::prelude::*;
use obrady_types::programmes::{
    Objective, ObjectiveCreate, ObjectiveLevel, ObjectiveMove, ObjectivePatch, ObjectiveStatus,
};
use obrady_types::{ObjectiveId, Patch, validate};
use std::collections::BTreeMap;

fn sheet(code: String, title: String, level: ObjectiveLevel, status: Option<ObjectiveStatus>, more: String) -> Sheet {
    let mut statuses = vec![(String::new(), tx!(programmes.status_unknown))];
    statuses.extend(options(&STATUSES, words::status));
    let status = status.map(|status| word_of(&STATUSES, status)).unwrap_or_default();
    Sheet::new(vec![
        input(Field::new("goal-code", "/code", tx!(programmes.f_code)).width("short"), code),
        input(Field::new("goal-title", "/title", tx!(programmes.f_title)), title),
        choice(
            Field::new("goal-level", "/level", tx!(programmes.f_level)),
            word_of(&LEVELS, level),
            options(&LEVELS, words::level),
        ),
        choice(
            Field::new("goal-status", "/status", tx!(programmes.f_status)).hint(tx!(programmes.f_status_hint)),
            status,
            statuses,
        ),
        area(Field::new("goal-description", "/description", tx!(programmes.f_description)).optional(), more),
    ])
}

/// A new goal, the last at its place, with the code that would follow there.
pub fn new(board: Board, goals: &[Objective], parent: Option<ObjectiveId>) -> AnyView {
    let above = goals.iter().find(|goal| Some(goal.id) == parent);
    let level = match above.map(|goal| goal.level) {
        None => ObjectiveLevel::Overriding,
        Some(ObjectiveLevel::Overriding) => ObjectiveLevel::Specific,
        Some(ObjectiveLevel::Specific | ObjectiveLevel::Task) => ObjectiveLevel::Task,
    };
    let count = below(goals, parent).len();
    let code = match above {
        Some(goal) => format!("{}.{}", goal.code, count + 1),
        None => u8::try_from(count).ok().filter(|n| *n < 26).map_or_else(String::new, |n| char::from(b'A' + n).into()),
    };
    let sheet = sheet(code, String::new(), level, None, String::new());
    let attempts = Attempts::default();
    sheet.view(tx!(common.save), move || {
        let input = ObjectiveCreate {
            parent_id: parent,
            code: sheet.get("goal-code"),
            level: named(&LEVELS, &sheet.get("goal-level")).unwrap_or(level),
            title: sheet.get("goal-title"),
            description: sheet.get("goal-description"),
            status: named(&STATUSES, &sheet.get("goal-status")),
        };
        let (errors, key) = (sheet.found(&validate(&input)), attempts.key(&input));
        let send = move |client: obrady_client::Client| {
            let (client, input) = (client.with_idempotency_key(&key), input.clone());
            let call = async move { client.create_objective(board.id, &input).await.map(|_| ()) };
            Box::pin(call) as crate::api::Loading<()>
        };
        sheet.send(board, errors, send, nothing_now);
    })
}

/// A changed goal.
pub fn change(board: Board, goal: Objective) -> AnyView {
    let status = if goal.derived { None } else { goal.status };
    let sheet = sheet(goal.code.clone(), goal.title.clone(), goal.level, status, goal.description.clone());
    let known = RwSignal::new(goal);
    sheet.view(tx!(common.save), move || {
        let before = known.get_untracked();
        let (id, version) = (before.id, before.version);
        let status = named(&STATUSES, &sheet.get("goal-status"));
        // The state of a goal with parts is not sent unless somebody chose one.
        let status = if before.derived && status.is_none() { Patch::Absent } else { Patch::from(status) };
        let patch = ObjectivePatch {
            code: Patch::Value(sheet.get("goal-code")),
            level: named(&LEVELS, &sheet.get("goal-level")),
            title: Patch::Value(sheet.get("goal-title")),
            description: Patch::Value(sheet.get("goal-description")),
            status,
        };
        let errors = sheet.found(&validate(&patch));
        let send = move |client: obrady_client::Client| {
            let patch = patch.clone();
            let call = async move { client.update_objective(id, version, &patch).await.map(|_| ()) };
            Box::pin(call) as crate::api::Loading<()>
        };
        let now = move |client: obrady_client::Client| {
            let call = async move {
                let goal = client.get_objective(id).await?.value;
                let status = goal.status.filter(|_| !goal.derived).map(|status| word_of(&STATUSES, status));
                let values = vec![
                    ("goal-code", goal.code.clone()),
                    ("goal-title", goal.title.clone()),
                    ("goal-level", word_of(&LEVELS, goal.level).to_owned()),
                    ("goal-status", status.unwrap_or_default().to_owned()),
                    ("goal-description", goal.description.clone()),
                ];
                known.set(goal);
                Ok(values)
            };
            Box::pin(call) as crate::api::Loading<Vec<(&'static str, String)>>
        };
        sheet.send(board, errors, send, now);
    })
}

/// Another place for a goal.
pub fn place(board: Board, id: ObjectiveId) -> AnyView {
    let goals = board.goals();
    let Some(goal) = goals.iter().find(|goal| goal.id == id).cloned() else { return ().into_any() };
    let named = |goal: &Objective| (goal.id.to_string(), Text::stored(format!("{} {}", goal.code, goal.title)));
    let outside = || goals.iter().filter(|other| !is_within(&goals, other.id, id));
    let mut parents = vec![(String::new(), tx!(programmes.f_parent_top))];
    parents.extend(outside().filter(|_| goal.level != ObjectiveLevel::Overriding).map(named));
    let mut afters = vec![(String::new(), tx!(programmes.f_after_first))];
    afters.extend(outside().map(named));
    let parent = goal.parent_id.map(|parent| parent.to_string()).unwrap_or_default();
    let homes: BTreeMap<String, Option<ObjectiveId>> =
        goals.iter().map(|goal| (goal.id.to_string(), goal.parent_id)).collect();
    let sheet = Sheet::new(vec![
        choice(Field::new("move-parent", "/parent_id", tx!(programmes.f_parent)), parent, parents),
        choice(Field::new("move-after", "/after_id", tx!(programmes.f_after)), String::new(), afters),
        input(Field::new("move-code", "/code", tx!(programmes.f_code)).width("short"), goal.code.clone()),
    ]);
    sheet.view(tx!(programmes.move_goal), move || {
        let parent_id: Option<ObjectiveId> = sheet.get("move-parent").parse().ok();
        let after = sheet.get("move-after");
        let to = ObjectiveMove { parent_id, after_id: after.parse().ok(), code: sheet.some("move-code") };
        let mut errors = sheet.found(&validate(&to));
        if homes.get(&after).is_some_and(|home| *home != parent_id) {
            errors.push(sheet.missing("move-after"));
        }
        let back = way_back(&board.goals(), id);
        let version = goal.version;
        let send = move |client: obrady_client::Client| {
            let (to, back) = (to.clone(), back.clone());
            let call = async move {
                let moved = client.move_objective(id, version, &to).await?;
                told(board, id, moved.version, moved.code.clone(), back);
                Ok(())
            };
            Box::pin(call) as crate::api::Loading<()>
        };
        sheet.send(board, errors, send, nothing_now);
    })
}
