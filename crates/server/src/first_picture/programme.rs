//! A programme: what it says of itself, its goals, recommendations and initiatives.

use super::parts::{self, badge, empty, fact, plain, prose};
use super::{Pen, Picture, many};
use maud::{Markup, html};
use obrady_domain::{Result, directory, programmes};
use obrady_types::programmes::{Objective, ObjectiveStatus, Programme, ProgrammeState};
use obrady_types::{ObjectiveId, ProgrammeId};

pub(super) async fn draw(pen: &Pen<'_>, id: ProgrammeId) -> Result<Picture> {
    let words = pen.words;
    let programme = programmes::get_programme(pen.call, id).await?;
    let goals = programmes::get_objective_tree(pen.call, id).await?.objectives;
    let owner = match programme.owner_institution_id {
        Some(owner) => Some(directory::get_institution(pen.call, owner).await?.name),
        None => None,
    };
    let parts = [
        ("about", words.t("programmes.about"), Some(about(pen, &programme, owner))),
        ("goals", words.t("programmes.goals"), Some(tree(pen, &goals))),
        ("recommendations", words.t("programmes.recommendations"), Some(recommendations(pen, id).await?)),
        ("initiatives", words.t("programmes.initiatives"), Some(initiatives(pen, id).await?)),
        // These come with the application.
        ("versions", words.t("programmes.versions"), None),
        ("relations", words.t("programmes.relations"), None),
        ("overlap", words.t("programmes.overlap"), None),
    ];
    let under = [(words.t("programmes.title"), "/programmes".to_owned())];
    let main = html! {
        (parts::head(pen, &programme.title, &under, &facts(pen, &programme)))
        nav.on-page aria-label=(words.t("programmes.contents")) {
            ul { @for (id, title, part) in &parts { li { a href=[part.as_ref().map(|_| format!("#{id}"))] { (title) } } } }
        }
        @for (id, title, part) in &parts { @if let Some(part) = part { div id=(id) { (plain(title, part)) } } }
    };
    let scope = words.coded("programmes.scope_", programme.scope);
    let description = match period(pen, &programme) {
        Some(period) => format!("{}, {scope}, {period}", programme.title),
        None => format!("{}, {scope}", programme.title),
    };
    Ok(Picture { title: programme.title, description, main })
}

fn period(pen: &Pen<'_>, programme: &Programme) -> Option<String> {
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let key = match (programme.period_from, programme.period_to) {
        (Some(_), Some(_)) => "programmes.period",
        (Some(_), None) => "programmes.period_from",
        (None, Some(_)) => "programmes.period_to",
        (None, None) => return None,
    };
    Some(pen.words.with(key, &[("from", &year(programme.period_from)), ("to", &year(programme.period_to))]))
}

fn facts(pen: &Pen<'_>, programme: &Programme) -> Markup {
    let tone = match programme.state {
        ProgrammeState::InForce => "done",
        ProgrammeState::Drafting | ProgrammeState::Adopted | ProgrammeState::UnderUpdate => "info",
        ProgrammeState::Concept => "attention",
        ProgrammeState::Expired | ProgrammeState::Superseded | ProgrammeState::Abandoned => "plain",
    };
    html! {
        span { (pen.words.coded("programmes.scope_", programme.scope)) }
        @if let Some(period) = period(pen, programme) { span { (period) } }
        (badge(tone, pen.words.coded("programmes.state_", programme.state)))
        @if programme.synthetic { (badge("plain", pen.words.t("common.synthetic"))) }
    }
}

fn about(pen: &Pen<'_>, programme: &Programme, owner: Option<String>) -> Markup {
    let words = pen.words;
    let line = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(|text| html! { span.prose { (text) } });
    html! {
        dl.facts-list {
            (fact(words.t("programmes.owner"), owner))
            (fact(words.t("programmes.owner_unit"), line(programme.owner_unit.as_deref())))
            (fact(words.t("programmes.drafted_by"), line(programme.drafted_by.as_deref())))
            (fact(words.t("programmes.legal_basis"), line(Some(&programme.legal_basis))))
            (fact(words.t("programmes.assumptions"), line(Some(&programme.assumptions))))
        }
        @if programme.diagnosis_title.is_some() || !programme.diagnosis.is_empty() {
            h3 { (words.t("programmes.diagnosis")) }
            @if let Some(title) = &programme.diagnosis_title { p { strong { (title) } } }
            (prose(&programme.diagnosis))
        }
    }
}

fn tree(pen: &Pen<'_>, goals: &[Objective]) -> Markup {
    if goals.is_empty() { empty(pen.words.t("programmes.no_goals")) } else { below(pen, goals, None) }
}

/// The goals below one, in their order; storage sees that there is no circle.
fn below(pen: &Pen<'_>, goals: &[Objective], parent: Option<ObjectiveId>) -> Markup {
    let mut own: Vec<&Objective> = goals.iter().filter(|goal| goal.parent_id == parent).collect();
    own.sort_by_key(|goal| goal.position);
    html! { @if !own.is_empty() { ul.goals { @for goal in own { (row(pen, goals, goal)) } } } }
}

fn row(pen: &Pen<'_>, goals: &[Objective], goal: &Objective) -> Markup {
    let words = pen.words;
    let badge = goal.status.map(|status| {
        let tone = match status {
            ObjectiveStatus::Done => "done",
            ObjectiveStatus::InProgress => "info",
            ObjectiveStatus::Planned | ObjectiveStatus::Dropped => "plain",
        };
        badge(tone, words.coded("programmes.status_", status))
    });
    let progress = [("done", goal.done.to_string()), ("total", goal.total.to_string())];
    let progress = progress.each_ref().map(|(name, number)| (*name, number.as_str()));
    html! {
        li.goal id=(format!("goal-{}", goal.id)) {
            div.goal-head {
                span.goal-code { (goal.code) }
                div.goal-main {
                    a.goal-title href=(format!("#goal-{}", goal.id)) { (goal.title) }
                    div.row-facts {
                        span { (words.coded("programmes.level_", goal.level)) }
                        @if let Some(badge) = badge { (badge) }
                        @if goal.derived && goal.total > 0 { span { (words.with("programmes.progress", &progress)) } }
                    }
                    (prose(&goal.description))
                }
            }
            (below(pen, goals, Some(goal.id)))
        }
    }
}

async fn recommendations(pen: &Pen<'_>, id: ProgrammeId) -> Result<Markup> {
    let all = programmes::list_recommendations(pen.call, id, &many()).await?.items;
    Ok(html! {
        @if all.is_empty() { (empty(pen.words.t("programmes.no_recommendations"))) } @else {
            ol class="rows numbered" {
                @for one in &all {
                    li.row value=(one.number) { div.row-main { span.row-title { (one.title) } (prose(&one.description)) } }
                }
            }
        }
    })
}

async fn initiatives(pen: &Pen<'_>, id: ProgrammeId) -> Result<Markup> {
    let all = programmes::list_initiatives(pen.call, id, &many()).await?.items;
    Ok(html! {
        @if all.is_empty() { (empty(pen.words.t("programmes.no_initiatives"))) } @else {
            ul.rows {
                @for one in &all {
                    li.row {
                        div.row-main { span.row-title { (one.name) } }
                        @if let Some(status) = one.status { (badge("plain", pen.words.coded("programmes.initiative_", status))) }
                    }
                }
            }
        }
    })
}
