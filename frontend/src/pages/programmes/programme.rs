//! The page of a programme: goals, diagnosis, recommendations, initiatives, versions, relations, overlaps.

use super::board::{Board, Edit, Facts, known};
use super::{edit, goals, overlaps, parts, relations, words};
use crate::api::{fetch, load};
use crate::components::feedback::{Tone, badge, show};
use crate::components::page::{PageHead, section};
use crate::loading::Load;
use crate::state::session;
use crate::texts::Text;
use crate::{dates, tx};
use leptos::prelude::*;
use obrady_types::ProgrammeId;
use obrady_types::programmes::Programme;

/// The page.
pub fn page(id: ProgrammeId) -> AnyView {
    let facts = load(move || {
        session::me();
        fetch(move |client| known(client, id))
    });
    let board = Board {
        id,
        facts,
        editing: RwSignal::new(false),
        edit: RwSignal::new(None),
        open: RwSignal::new(false),
        folded: RwSignal::default(),
    };
    let action = move || {
        let editable = facts.ready().is_some_and(|facts| facts.programme.editable);
        editable.then(|| {
            view! {
                <button type="button" aria-pressed=move || if board.editing.get() { "true" } else { "false" }
                    on:click=move |_| board.editing.update(|on| *on = !*on)>
                    {move || if board.editing.get() { tx!(programmes.edit_end) } else { tx!(programmes.edit_mode) }}
                </button>
            }
        })
    };
    let body = view! {
        {show(facts, move |facts| content(board, facts))}
        {edit::dialogue(board)}
    };
    PageHead::new(facts.title(|facts| facts.programme.title.clone()))
        .under(tx!(programmes.title), "/programmes")
        .facts((move || facts.ready().map(|facts| head(facts.programme))).into_any())
        .action(action.into_any())
        .view(body.into_any())
}

fn head(programme: Programme) -> AnyView {
    view! {
        <span>{words::scope(programme.scope)}</span>
        {words::period(&programme).map(|period| view! { <span>{period}</span> }.into_any())}
        {words::state_badge(programme.state)}
        {programme.synthetic.then(|| badge(Tone::Plain, tx!(common.synthetic)))}
    }
    .into_any()
}

fn content(board: Board, facts: Facts) -> AnyView {
    let sections: Vec<(&'static str, Text, AnyView)> = vec![
        ("about", tx!(programmes.about), about(&facts.programme)),
        ("goals", tx!(programmes.goals), goals::tree(board, &facts)),
        ("recommendations", tx!(programmes.recommendations), parts::recommendations(board, &facts)),
        ("initiatives", tx!(programmes.initiatives), parts::initiatives(board, &facts)),
        ("versions", tx!(programmes.versions), parts::versions(board, &facts)),
        ("relations", tx!(programmes.relations), relations::relations(board, &facts)),
        ("overlap", tx!(programmes.overlap), overlaps::map(board, &facts)),
    ];
    let links: Vec<AnyView> = sections
        .iter()
        .map(|(id, title, _)| view! { <li><a href=format!("#{id}")>{*title}</a></li> }.into_any())
        .collect();
    let bodies: Vec<AnyView> = sections
        .into_iter()
        .map(|(id, title, body)| {
            let beside = adder(board, id);
            view! { <div id=id tabindex="-1">{section(title, beside, body)}</div> }.into_any()
        })
        .collect();
    view! {
        <nav class="on-page" aria-label=tx!(programmes.contents)><ul>{links}</ul></nav>
        {bodies}
    }
    .into_any()
}

/// What adds to a section, while editing.
fn adder(board: Board, id: &str) -> Option<AnyView> {
    let (label, edit) = match id {
        "about" => (tx!(programmes.change), Edit::Programme),
        "goals" => (tx!(programmes.add_goal), Edit::NewGoal(None)),
        "recommendations" => (tx!(programmes.add_recommendation), Edit::Recommendation(None)),
        "initiatives" => (tx!(programmes.add_initiative), Edit::Initiative(None)),
        "versions" => (tx!(programmes.add_version), Edit::Version(None)),
        "relations" => (tx!(programmes.add_relation), Edit::Relation),
        _ => return None,
    };
    Some(super::board::adder(board, label, edit))
}

/// Owner, authors, legal basis, assumptions and diagnosis.
fn about(programme: &Programme) -> AnyView {
    let owner = programme.owner_institution_id.map(|id| {
        let found =
            load(move || fetch(move |client| async move { client.get_institution(id).await.map(|found| found.value) }));
        // Its name may take two lines, so the page is not all there without it.
        let is_coming = move || matches!(found.state(), Load::Waiting | Load::Slow).then_some("true");
        let name = move || found.ready().map(|found| found.name).unwrap_or_default();
        fact(tx!(programmes.owner), view! { <span aria-busy=is_coming>{name}</span> }.into_any())
    });
    let line = |label: Text, words: Option<&str>| {
        let words = words.filter(|words| !words.is_empty())?.to_owned();
        Some(fact(label, view! { <span class="prose">{words}</span> }.into_any()))
    };
    let facts = vec![
        owner,
        line(tx!(programmes.owner_unit), programme.owner_unit.as_deref()),
        line(tx!(programmes.drafted_by), programme.drafted_by.as_deref()),
        line(tx!(programmes.legal_basis), Some(&programme.legal_basis)),
        line(tx!(programmes.assumptions), Some(&programme.assumptions)),
    ];
    let diagnosis = (programme.diagnosis_title.is_some() || !programme.diagnosis.is_empty()).then(|| {
        let (title, text) = (programme.diagnosis_title.clone(), programme.diagnosis.clone());
        view! {
            <h3>{tx!(programmes.diagnosis)}</h3>
            {title.map(|title| view! { <p><strong>{title}</strong></p> }.into_any())}
            {(!text.is_empty()).then(|| view! { <p class="prose">{text}</p> }.into_any())}
        }
        .into_any()
    });
    view! { <dl class="facts-list">{facts}</dl>{diagnosis} }.into_any()
}

fn fact(label: Text, words: AnyView) -> AnyView {
    view! { <dt>{label}</dt><dd>{words}</dd> }.into_any()
}

/// A date in words that follow the language.
pub fn day(date: chrono::NaiveDate) -> String {
    dates::plain_day(date)
}
