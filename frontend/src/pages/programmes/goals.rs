//! The goals as a tree: codes, progress, parts that can be folded, topics that work on them, and the tools of editing.

use super::board::{Board, Edit, Facts, Gone, Part, tool};
use super::model::{below, step, way_back};
use super::{indicators, parts, words};
use crate::api::{self, Failure};
use crate::components::feedback::{empty, failure_words};
use crate::components::icon::{Icon, icon};
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{browser, tr, tx};
use leptos::prelude::*;
use obrady_types::ObjectiveId;
use obrady_types::programmes::{Objective, ObjectiveMove};
use wasm_bindgen_futures::spawn_local;

/// The section's body.
pub fn tree(board: Board, facts: &Facts) -> AnyView {
    if facts.goals.is_empty() {
        return empty(tx!(programmes.no_goals), None);
    }
    let whole: Vec<ObjectiveId> = facts.goals.iter().filter(|goal| goal.derived).map(|goal| goal.id).collect();
    let fold = (!whole.is_empty()).then(|| {
        view! {
            <p class="actions no-print">
                <button type="button" class="plain" on:click=move |_| board.folded.set(whole.iter().copied().collect())>
                    {tx!(programmes.fold_all)}
                </button>
                <button type="button" class="plain" on:click=move |_| board.folded.update(|all| all.clear())>
                    {tx!(programmes.unfold_all)}
                </button>
            </p>
        }
        .into_any()
    });
    view! { {fold}<ul class="goals">{rows(board, facts, None)}</ul> }.into_any()
}

fn rows(board: Board, facts: &Facts, parent: Option<ObjectiveId>) -> Vec<AnyView> {
    below(&facts.goals, parent).into_iter().map(|goal| row(board, facts, goal)).collect()
}

fn row(board: Board, facts: &Facts, goal: Objective) -> AnyView {
    let (id, code, title) = (goal.id, goal.code.clone(), goal.title.clone());
    let inner = rows(board, facts, Some(id));
    let is_folded = move || board.folded.with(|folded| folded.contains(&id));
    let switch = (!inner.is_empty()).then(|| {
        let code = code.clone();
        let name = text(move || {
            if is_folded() {
                tr!(programmes.unfold, code = code.clone())
            } else {
                tr!(programmes.fold, code = code.clone())
            }
        });
        view! {
            <button type="button" class="plain icon-only goal-fold no-print" aria-label=name
                aria-expanded=move || if is_folded() { "false" } else { "true" }
                on:click=move |_| board.folded.update(|folded| if !folded.remove(&id) { folded.insert(id); })>
                {move || icon(if is_folded() { Icon::Folded } else { Icon::Unfolded })}
            </button>
        }
        .into_any()
    });
    let part = Part::Goal(id);
    let description = goal.description.clone();
    let progress = (goal.derived && goal.total > 0).then(|| progress(goal.done, goal.total));
    let parts_below =
        (!inner.is_empty()).then(|| view! { <ul class="goals" class:folded=is_folded>{inner}</ul> }.into_any());
    view! {
        <li class="goal" id=format!("goal-{id}") tabindex="-1">
            <div class="goal-head">
                <span class="goal-code">{code}</span>
                <div class="goal-main">
                    <a class="goal-title" href=format!("#goal-{id}")>{title}</a>
                    <div class="row-facts">
                        <span>{words::level(goal.level)}</span>
                        {goal.status.map(words::status_badge)}
                        {progress}
                    </div>
                    {(!description.is_empty()).then(|| view! { <p class="prose">{description}</p> }.into_any())}
                    {indicators::of_goal(board, facts, id)}
                    {parts::worked_on(board, facts, part)}
                    {move || board.editing.get().then(|| tools(board, &goal))}
                </div>
                {switch}
            </div>
            {parts_below}
        </li>
    }
    .into_any()
}

/// How many parts are done, as a bar and in words.
fn progress(done: i32, total: i32) -> AnyView {
    let words = text(move || tr!(programmes.progress, done = done, total = total));
    view! {
        <span class="goal-progress">
            <span class="meter" aria-hidden="true"><i style:inline-size=format!("{}%", done * 100 / total.max(1))></i></span>
            {words}
        </span>
    }
    .into_any()
}

fn tools(board: Board, goal: &Objective) -> AnyView {
    let (id, version, name) = (goal.id, goal.version, goal.code.clone());
    let goals = board.goals();
    let arrow = |down: bool, label: Text| {
        let (to, name) = (step(&goals, id, down)?, name.clone());
        let button = view! {
            <button type="button" class="plain" on:click=move |_| shift(board, id, version, to.clone())>
                {label}<span class="sr">": " {name}</span>
            </button>
        };
        Some(button.into_any())
    };
    let named = |label, edit| tool(board, label, name.clone(), edit);
    view! {
        <div class="goal-tools">
            {named(tx!(programmes.change), Edit::Goal(id))}
            {named(tx!(programmes.add_part), Edit::NewGoal(Some(id)))}
            {arrow(false, tx!(programmes.up))}
            {arrow(true, tx!(programmes.down))}
            {named(tx!(programmes.move_goal), Edit::Move(id))}
            {named(tx!(programmes.add_indicator), Edit::Indicator(id, None))}
            {named(tx!(programmes.link_topic), Edit::Link(Part::Goal(id)))}
            {named(tx!(programmes.add_match), Edit::Match(id))}
            {named(tx!(programmes.remove), Edit::Remove(Gone::Goal(id, version)))}
        </div>
    }
    .into_any()
}

/// Sends a move and offers to take it back. Refused because somebody was faster, the tree is read again.
pub fn shift(board: Board, id: ObjectiveId, version: i32, to: ObjectiveMove) {
    let back = way_back(&board.goals(), id);
    spawn_local(async move {
        let answer = api::send(|client| {
            let to = to.clone();
            async move { client.move_objective(id, version, &to).await }
        })
        .await;
        match answer {
            Ok(moved) => told(board, id, moved.version, moved.code.clone(), back),
            Err(error) => toasts::show(failure_words(&Failure::from(error))),
        }
        board.facts.reload_quietly();
        browser::focus_place_later(format!("goal-{id}"));
    });
}

/// Says that a goal was moved, with the way back.
pub fn told(board: Board, id: ObjectiveId, version: i32, code: String, back: Option<ObjectiveMove>) {
    let words = tr!(programmes.moved, code = code);
    let Some(back) = back else { return toasts::show(words) };
    toasts::show_with(words, tr!(common.undo).to_owned(), move || {
        let back = back.clone();
        spawn_local(async move {
            let answer = api::send(|client| {
                let back = back.clone();
                async move { client.move_objective(id, version, &back).await }
            })
            .await;
            match answer {
                Ok(moved) => toasts::show(tr!(programmes.moved_back, code = moved.code.clone())),
                Err(error) => toasts::show(failure_words(&Failure::from(error))),
            }
            board.facts.reload_quietly();
            browser::focus_place_later(format!("goal-{id}"));
        });
    });
}
