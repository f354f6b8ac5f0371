//! Recommendations, initiatives and versions, and the topics that work on a part.

use super::board::{Board, Edit, Facts, Gone, Part, tool};
use super::{programme, words};
use crate::components::feedback::{Tone, badge, empty};
use crate::components::served;
use crate::texts::{Text, text};
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::ObjectiveId;
use obrady_types::programmes::{Initiative, ProgrammeVersion, Recommendation, TopicLink};

/// The numbered recommendations.
pub fn recommendations(board: Board, facts: &Facts) -> AnyView {
    if facts.recommendations.is_empty() {
        return empty(tx!(programmes.no_recommendations), None);
    }
    let rows: Vec<AnyView> = facts.recommendations.iter().map(|one| recommendation(board, facts, one)).collect();
    view! { <ol class="rows numbered">{rows}</ol> }.into_any()
}

fn recommendation(board: Board, facts: &Facts, one: &Recommendation) -> AnyView {
    let Recommendation { id, number, title, description, version, objective_id, .. } = one.clone();
    let name = number.to_string();
    let tools = move || {
        board.editing.get().then(|| {
            view! {
                <div class="goal-tools">
                    {tool(board, tx!(programmes.change), name.clone(), Edit::Recommendation(Some(id)))}
                    {tool(board, tx!(programmes.link_topic), name.clone(), Edit::Link(Part::Recommendation(id)))}
                    {tool(board, tx!(programmes.remove), name.clone(), Edit::Remove(Gone::Recommendation(id, version)))}
                </div>
            }
        })
    };
    view! {
        <li class="row" id=format!("recommendation-{id}") tabindex="-1" value=number>
            <div class="row-main">
                <a href=format!("#recommendation-{id}")>{title}</a>
                {(!description.is_empty()).then(|| view! { <p class="prose">{description}</p> }.into_any())}
                {serves(facts, objective_id)}
                {worked_on(board, facts, Part::Recommendation(id))}
                {tools}
            </div>
        </li>
    }
    .into_any()
}

/// The goal that a part serves, as a link.
fn serves(facts: &Facts, goal: Option<ObjectiveId>) -> Option<AnyView> {
    let goal = facts.goals.iter().find(|one| Some(one.id) == goal)?;
    let (id, code, title) = (goal.id, goal.code.clone(), goal.title.clone());
    let words = text(move || tr!(programmes.serves, code = code.clone()));
    Some(view! { <p class="quiet"><a href=format!("#goal-{id}")>{words}</a>" " {title}</p> }.into_any())
}

/// The initiatives.
pub fn initiatives(board: Board, facts: &Facts) -> AnyView {
    if facts.initiatives.is_empty() {
        return empty(tx!(programmes.no_initiatives), None);
    }
    let rows: Vec<AnyView> = facts.initiatives.iter().map(|one| initiative(board, facts, one)).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn initiative(board: Board, facts: &Facts, one: &Initiative) -> AnyView {
    let Initiative { id, name, leader, from, to, status, version, objective_id, .. } = one.clone();
    let leader = leader
        .map(|name| view! { <span>{text(move || tr!(programmes.led_by, name = name.clone()))}</span> }.into_any());
    let days: Option<Text> = match (from, to) {
        (Some(from), Some(to)) => {
            Some(text(move || tr!(programmes.from_to, from = programme::day(from), to = programme::day(to))))
        }
        (Some(from), None) => Some(text(move || tr!(programmes.from_day, from = programme::day(from)))),
        (None, Some(to)) => Some(text(move || tr!(programmes.to_day, to = programme::day(to)))),
        (None, None) => None,
    };
    let title = name.clone();
    let tools = move || {
        board.editing.get().then(|| {
            view! {
                <div class="goal-tools">
                    {tool(board, tx!(programmes.change), title.clone(), Edit::Initiative(Some(id)))}
                    {tool(board, tx!(programmes.link_topic), title.clone(), Edit::Link(Part::Initiative(id)))}
                    {tool(board, tx!(programmes.remove), title.clone(), Edit::Remove(Gone::Initiative(id, version)))}
                </div>
            }
        })
    };
    view! {
        <li class="row" id=format!("initiative-{id}") tabindex="-1">
            <div class="row-main">
                <span class="row-title">{name}</span>
                <div class="row-facts">{leader}{days.map(|days| view! { <span>{days}</span> }.into_any())}</div>
                {serves(facts, objective_id)}
                {worked_on(board, facts, Part::Initiative(id))}
                {tools}
            </div>
            {status.map(|status| badge(Tone::Plain, words::initiative_status(status)))}
        </li>
    }
    .into_any()
}

/// The topics that work on a part, with what agendas made of them: the chain goal – topic – agenda item – decision.
pub fn worked_on(board: Board, facts: &Facts, part: Part) -> Option<AnyView> {
    let links: Vec<AnyView> =
        facts.links.iter().filter(|link| part.is_of(link)).map(|link| chain(board, link.clone())).collect();
    (!links.is_empty()).then(|| {
        view! { <div class="chain"><span class="quiet">{tx!(programmes.worked_on)}</span><ul>{links}</ul></div> }
            .into_any()
    })
}

fn chain(board: Board, link: TopicLink) -> AnyView {
    let items = link.taken_up;
    let (id, name) = (link.id, link.topic_title.clone());
    view! {
        <li>
            <a href=format!("/groups/{}?topics=all#topic-{}", link.body_id, link.topic_id)>{link.topic_title}</a>
            <span class="quiet">" – " {link.body_name}</span>
            {move || board.editing.get().then(|| tool(board, tx!(programmes.unlink), name.clone(), Edit::Remove(Gone::Link(id))))}
            {(!items.is_empty()).then(|| served::taken_up(items))}
        </li>
    }
    .into_any()
}

/// The versions, the last first.
pub fn versions(board: Board, facts: &Facts) -> AnyView {
    if facts.versions.is_empty() {
        return empty(tx!(programmes.no_versions), None);
    }
    let rows: Vec<AnyView> = facts.versions.iter().map(|one| version(board, one.clone())).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn version(board: Board, one: ProgrammeVersion) -> AnyView {
    let ProgrammeVersion { id, number, summary, .. } = one;
    let mut facts: Vec<Text> = one.adopted_by.map(words::adopted_by).into_iter().collect();
    if let Some(number) = one.resolution_number {
        facts.push(text(move || tr!(programmes.resolution, number = number.clone())));
    }
    if let Some(date) = one.resolution_date {
        facts.push(text(move || tr!(programmes.resolution_of, date = programme::day(date))));
    }
    if let Some(date) = one.in_force_from {
        facts.push(text(move || tr!(programmes.force_from, date = programme::day(date))));
    }
    if let Some(date) = one.in_force_to {
        facts.push(text(move || tr!(programmes.force_to, date = programme::day(date))));
    }
    let facts: Vec<AnyView> = facts.into_iter().map(|fact| view! { <span>{fact}</span> }.into_any()).collect();
    view! {
        <li class="row" id=format!("version-{id}") tabindex="-1">
            <div class="row-main">
                <span class="row-title">{text(move || tr!(programmes.version_number, number = number))}</span>
                <div class="row-facts">{facts}</div>
                {(!summary.is_empty()).then(|| view! { <p class="prose">{summary}</p> }.into_any())}
                {move || board.editing.get().then(|| tool(board, tx!(programmes.change), number.to_string(), Edit::Version(Some(id))))}
            </div>
            {one.synthetic.then(|| badge(Tone::Plain, tx!(common.synthetic)))}
        </li>
    }
    .into_any()
}
