//! The dialogue in which a part of the programme is changed, and the question before something is removed.

use super::board::{Board, Edit, Gone};
use super::{goal_forms, indicators, link_forms, part_forms};
use crate::api::{self, Failure};
use crate::components::dialog::dialog;
use crate::components::feedback::failure_words;
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{tr, tx};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The dialogue.
pub fn dialogue(board: Board) -> AnyView {
    let title = text(move || board.edit.get().map(|edit| title(edit).get()).unwrap_or_default());
    dialog(board.open, "edit-programme", title, move || match board.edit.get_untracked() {
        Some(edit) => content(board, edit),
        None => ().into_any(),
    })
}

fn title(edit: Edit) -> Text {
    match edit {
        Edit::Programme => tx!(programmes.about),
        Edit::Version(None) => tx!(programmes.add_version),
        Edit::NewGoal(None) => tx!(programmes.add_goal),
        Edit::NewGoal(Some(_)) => tx!(programmes.add_part),
        Edit::Move(_) => tx!(programmes.move_goal),
        Edit::Recommendation(None) => tx!(programmes.add_recommendation),
        Edit::Initiative(None) => tx!(programmes.add_initiative),
        Edit::Indicator(_, None) => tx!(programmes.add_indicator),
        Edit::Relation => tx!(programmes.add_relation),
        Edit::Match(_) => tx!(programmes.add_match),
        Edit::Link(_) => tx!(programmes.link_topic),
        Edit::Remove(_) => tx!(programmes.remove),
        Edit::Version(Some(_))
        | Edit::Goal(_)
        | Edit::Recommendation(Some(_))
        | Edit::Initiative(Some(_))
        | Edit::Indicator(_, Some(_)) => tx!(programmes.change),
    }
}

fn content(board: Board, edit: Edit) -> AnyView {
    let Some(facts) = board.facts.ready_untracked() else { return ().into_any() };
    match edit {
        Edit::Programme => part_forms::programme(board, facts.programme),
        Edit::Version(id) => part_forms::version(board, facts.versions.into_iter().find(|one| Some(one.id) == id)),
        Edit::NewGoal(parent) => goal_forms::new(board, &facts.goals, parent),
        Edit::Goal(id) => match facts.goals.iter().find(|goal| goal.id == id) {
            Some(goal) => goal_forms::change(board, goal.clone()),
            None => ().into_any(),
        },
        Edit::Move(id) => goal_forms::place(board, id),
        Edit::Recommendation(id) => {
            let found = facts.recommendations.into_iter().find(|one| Some(one.id) == id);
            part_forms::recommendation(board, found)
        }
        Edit::Initiative(id) => {
            part_forms::initiative(board, facts.initiatives.into_iter().find(|one| Some(one.id) == id))
        }
        Edit::Indicator(goal, id) => {
            indicators::form(board, goal, facts.indicators.into_iter().find(|one| Some(one.id) == id))
        }
        Edit::Relation => link_forms::relation(board, facts.programme.region_id),
        Edit::Match(id) => link_forms::matching(board, id, facts.programme.region_id),
        Edit::Link(part) => link_forms::topic(board, part, facts.programme.region_id),
        Edit::Remove(gone) => remove(board, gone),
    }
}

/// What would be removed, in words.
fn name_of(board: Board, gone: Gone) -> String {
    let Some(facts) = board.facts.ready_untracked() else { return String::new() };
    let found = match gone {
        Gone::Goal(id, _) => {
            facts.goals.iter().find(|one| one.id == id).map(|one| format!("{} {}", one.code, one.title))
        }
        Gone::Recommendation(id, _) => facts.recommendations.into_iter().find(|one| one.id == id).map(|one| one.title),
        Gone::Initiative(id, _) => facts.initiatives.into_iter().find(|one| one.id == id).map(|one| one.name),
        Gone::Indicator(id, _) => facts.indicators.into_iter().find(|one| one.id == id).map(|one| one.name),
        Gone::Relation(id) => facts.relations.into_iter().find(|one| one.id == id).map(|one| one.to_title),
        Gone::Match(id) => facts.matches.into_iter().find(|one| one.id == id).map(|one| one.other_title),
        Gone::Link(id) => facts.links.iter().find(|one| one.id == id).map(|one| one.topic_title.clone()),
    };
    found.unwrap_or_default()
}

fn remove(board: Board, gone: Gone) -> AnyView {
    let name = name_of(board, gone);
    let busy = RwSignal::new(false);
    let words = text(move || tr!(programmes.remove_sure, title = name.clone()));
    let go = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api::send(move |client| async move {
                match gone {
                    Gone::Goal(id, version) => client.delete_objective(id, version).await,
                    Gone::Recommendation(id, version) => client.delete_recommendation(id, version).await,
                    Gone::Initiative(id, version) => client.delete_initiative(id, version).await,
                    Gone::Indicator(id, version) => client.delete_indicator(id, version).await,
                    Gone::Relation(id) => client.delete_programme_relation(id).await,
                    Gone::Match(id) => client.delete_objective_match(id).await,
                    Gone::Link(id) => client.delete_topic_link(id).await,
                }
            })
            .await;
            busy.set(false);
            match answer {
                Ok(()) => toasts::show(tr!(programmes.removed).to_owned()),
                Err(error) => toasts::show(failure_words(&Failure::from(error))),
            }
            board.open.set(false);
            board.facts.reload_quietly();
        });
    };
    view! {
        <p>{words}</p>
        <div class="actions">
            <button type="button" class="primary" on:click=go>{tx!(programmes.remove)}</button>
            <button type="button" on:click=move |_| board.open.set(false)>{tx!(common.cancel)}</button>
        </div>
    }
    .into_any()
}
