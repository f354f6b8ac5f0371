//! The start page: what is coming, trainings, news and programmes; the convent's officers and the groups.

use super::parts::{badge, body_kind, edition_rows, empty, link_row, meeting_rows, plain, section, split};
use super::{Pen, Picture, many, parts, some};
use chrono::Datelike;
use maud::{Markup, html};
use obrady_domain::groups::{self, BodyFilter};
use obrady_domain::meetings::{self, MeetingFilter};
use obrady_domain::portal::{self, NewsFilter};
use obrady_domain::programmes::{self, ProgrammeFilter};
use obrady_domain::trainings::{self, EditionFilter};
use obrady_domain::{Result, convents};
use obrady_types::convents::{Office, Term, TermState};
use obrady_types::groups::{Body, BodyKind, BodyState};
use obrady_types::portal::PublicationState;
use obrady_types::trainings::EditionState;

/// Meetings and groups on the start page, at most.
const COMING: usize = 8;
/// News, trainings and programmes, at most.
const SOME: usize = 4;

pub(super) async fn draw(pen: &Pen<'_>) -> Result<Picture> {
    let words = pen.words;
    let bodies = groups::list_bodies(pen.call, &BodyFilter::default(), &many()).await?.items;
    let lead = words.t("start.lead");
    let main = html! {
        (parts::head(pen, words.t("start.title_public"), &[], &html! { span { (lead) } }))
        div class="columns two" {
            div {
                (plain(words.t("start.coming"), &coming(pen, &bodies).await?))
                (registrations(pen).await?)
                (news(pen).await?)
                (programmes(pen).await?)
            }
            div {
                (officers(pen, &bodies).await?)
                (at_work(pen, &bodies))
            }
        }
    };
    Ok(Picture { title: words.t("start.title_public").to_owned(), description: lead.to_owned(), main })
}

fn all(pen: &Pen<'_>, href: &str, key: &str) -> Markup {
    html! { a href=(href) { (pen.words.t(key)) } }
}

async fn coming(pen: &Pen<'_>, bodies: &[Body]) -> Result<Markup> {
    let filter = MeetingFilter { from: Some(pen.today), ..MeetingFilter::default() };
    let meetings = meetings::list_meetings(pen.call, &filter, &many()).await?.items;
    let (mut coming, _) = split(meetings, pen.today);
    coming.truncate(COMING);
    let names = bodies.iter().map(|body| (body.id, body.name.as_str())).collect();
    Ok(if coming.is_empty() { empty(pen.words.t("start.no_coming")) } else { meeting_rows(pen, &coming, &names, true) })
}

async fn registrations(pen: &Pen<'_>) -> Result<Markup> {
    let filter = EditionFilter { from: Some(pen.today), ..EditionFilter::default() };
    let mut open = trainings::list_training_editions(pen.call, &filter, &some(20)).await?.items;
    open.retain(|edition| edition.state == EditionState::RegistrationOpen);
    open.truncate(SOME);
    let list = if open.is_empty() { empty(pen.words.t("portal.no_registrations")) } else { edition_rows(pen, &open) };
    Ok(section(pen.words.t("portal.registrations"), &all(pen, "/trainings", "portal.all_trainings"), &list))
}

async fn news(pen: &Pen<'_>) -> Result<Markup> {
    let filter = NewsFilter { state: Some(PublicationState::Published), ..NewsFilter::default() };
    let news = portal::list_news_items(pen.call, &filter, &some(4)).await?.items;
    let list = html! {
        @if news.is_empty() { (empty(pen.words.t("portal.no_news"))) } @else {
            ul.rows {
                @for one in &news {
                    li class="row link-row" {
                        div.row-main {
                            a href=(format!("/news/{}", one.id)) { (one.short_title.as_ref().unwrap_or(&one.title)) }
                            @if let Some(day) = one.published_on { div.row-facts { span { (pen.day(day)) } } }
                        }
                    }
                }
            }
        }
    };
    Ok(section(pen.words.t("portal.latest"), &all(pen, "/news", "portal.all_news"), &list))
}

async fn programmes(pen: &Pen<'_>) -> Result<Markup> {
    let filter = ProgrammeFilter { year: Some(pen.today.year()), ..ProgrammeFilter::default() };
    let mut current = programmes::list_programmes(pen.call, &filter, &some(20)).await?.items;
    current.sort_by_key(|one| std::cmp::Reverse(one.period_from.unwrap_or_default()));
    current.truncate(SOME);
    let list = html! {
        @if current.is_empty() { (empty(pen.words.t("portal.no_programmes"))) } @else {
            ul.rows {
                @for one in &current {
                    @let years = one.period_from.zip(one.period_to).map(|(from, to)| format!("{from}–{to}"));
                    (link_row(&format!("/programmes/{}", one.id), &one.title, &html! { span { @if let Some(years) = years { (years) } } }, None))
                }
            }
        }
    };
    Ok(section(pen.words.t("portal.programmes"), &all(pen, "/programmes", "portal.all_programmes"), &list))
}

/// The officers of the convents at work.
async fn officers(pen: &Pen<'_>, bodies: &[Body]) -> Result<Markup> {
    let convents = bodies.iter().filter(|body| body.kind == BodyKind::Convent && body.state == BodyState::Active);
    let mut sections = Vec::new();
    for convent in convents.take(2) {
        let officers = convents::get_officers(pen.call, convent.id, None).await?;
        let more = all(pen, &format!("/convents/{}", convent.id), "start.to_convent");
        let body = html! {
            p.quiet { (convent.name) }
            ul.cards {
                (card(pen, Office::Chair, officers.chair.as_ref()))
                (card(pen, Office::DeputyChair, officers.deputy_chair.as_ref()))
            }
        };
        sections.push(section(pen.words.t("start.convent"), &more, &body));
    }
    Ok(html! { @for section in sections { (section) } })
}

fn card(pen: &Pen<'_>, office: Office, term: Option<&Term>) -> Markup {
    let words = pen.words;
    let office = words.coded("convents.", office);
    let Some(term) = term else {
        return html! { li class="card vacant" { p.over { (office) } p.name { (words.t("convents.vacant")) } } };
    };
    let (since, until) = (pen.instant_day(term.starts_at), pen.instant_day(term.planned_end));
    let post: Vec<&str> =
        [&term.position_title, &term.institution_name].into_iter().flatten().map(String::as_str).collect();
    let tone = match term.state {
        TermState::InForce => "done",
        TermState::Planned => "info",
        TermState::Extended | TermState::Overrun => "attention",
        TermState::Ended | TermState::Annulled => "plain",
    };
    html! {
        li.card {
            p.over { (office) @if term.acting { " · " (words.t("convents.acting")) } }
            p.name { (term.person_name) }
            p { (post.join(", ")) }
            p.quiet {
                (words.with("convents.since_until", &[("since", &since), ("until", &until)]))
                " " (badge(tone, words.coded("convents.term_", term.state))) " "
                @if let Some(until) = term.extended_until.filter(|_| term.state == TermState::Extended) {
                    span { (words.with("groups.until", &[("date", &pen.instant_day(until))])) }
                }
            }
            @if let Some(reference) = &term.decision_reference {
                p.quiet { (words.t("convents.elected_by")) " " (reference) }
            }
            @if term.synthetic { p.quiet { (words.t("convents.synthetic_dates")) } }
        }
    }
}

fn at_work(pen: &Pen<'_>, bodies: &[Body]) -> Markup {
    let groups = bodies.iter().filter(|body| body.kind != BodyKind::Convent && body.state == BodyState::Active);
    let rows: Vec<Markup> = groups
        .take(COMING)
        .map(|body| {
            let facts = html! { span { (body_kind(pen, body.kind, body.group_kind)) } };
            link_row(&format!("/groups/{}", body.id), &body.name, &facts, None)
        })
        .collect();
    let list = html! {
        @if rows.is_empty() { (empty(pen.words.t("groups.empty"))) } @else { ul.rows { @for row in rows { (row) } } }
    };
    section(pen.words.t("start.groups"), &all(pen, "/groups", "start.all_groups"), &list)
}
