//! Pieces that several pictures are made of. Their classes are those of the browser application's own pieces.

use super::Pen;
use chrono::NaiveDate;
use maud::{Markup, Render, html};
use obrady_types::groups::{BodyKind, GroupKind};
use obrady_types::meetings::{Meeting, MeetingMode, MeetingState};
use obrady_types::trainings::{EditionState, TrainingEdition};
use std::collections::BTreeMap;

/// The head of a page: what it stands under, its title and its facts.
pub(super) fn head(pen: &Pen<'_>, title: &str, under: &[(&str, String)], facts: &Markup) -> Markup {
    let words = pen.words;
    html! {
        @if !under.is_empty() {
            nav.crumbs aria-label=(words.t("common.breadcrumb")) {
                ol {
                    li { a href="/" { (words.t("common.nav_start")) } }
                    @for (name, href) in under { li { a href=(href) { (name) } } }
                }
            }
        }
        header.page-head {
            div { h1 { (title) } }
            div.facts { (facts) }
            // What can be done with a thing comes with the application; the place is kept.
            @if !under.is_empty() { div.page-action {} }
        }
    }
}

/// An icon, of its path.
pub(super) fn icon(path: &str) -> Markup {
    html! {
        svg.icon viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" { path d=(path) {} }
    }
}

/// Keeps the place of a button that would do nothing without a program.
pub(super) fn unborn(path: &str, class: &str, words: &str) -> Markup {
    html! { span class="button plain unborn" { (icon(path)) span class=(class) { (words) } } }
}

/// A note in the page.
pub(super) fn note(tone: &str, words: &str) -> Markup {
    let path = match tone {
        "info" => "M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15ZM10 9v5M10 6h.01",
        _ => "M10 3 1.800 17h16.400L10 3ZM10 8v4M10 14.500h.01",
    };
    html! { div class=(format!("note {tone}")) { (icon(path)) div { p { (words) } } } }
}

/// A part of a page under a heading of its own, with what belongs beside the heading.
pub(super) fn section(title: &str, beside: &Markup, body: &Markup) -> Markup {
    html! { section.section { div.section-head { h2 { (title) } (beside) } (body) } }
}

/// A part with nothing beside its heading.
pub(super) fn plain(title: &str, body: &Markup) -> Markup {
    section(title, &html! {}, body)
}

/// A short word with a meaning.
pub(super) fn badge(tone: &str, words: &str) -> Markup {
    html! { span class=(format!("badge {tone}")) { (words) } }
}

/// What an empty list says.
pub(super) fn empty(words: &str) -> Markup {
    html! { div.empty { p { (words) } } }
}

/// A row that leads to a page, with its facts.
pub(super) fn link_row(href: &str, title: &str, facts: &Markup, end: Option<&Markup>) -> Markup {
    html! {
        li class="row link-row" {
            div.row-main {
                a href=(href) { (title) }
                div.row-facts { (facts) }
            }
            @if let Some(end) = end { div.row-end { (end) } }
        }
    }
}

/// A name and its value in a list of facts; nothing where there is no value.
pub(super) fn fact(name: &str, value: Option<impl Render>) -> Markup {
    html! { @if let Some(value) = value { dt { (name) } dd { (value) } } }
}

/// A text that keeps its lines; nothing where it is empty.
pub(super) fn prose(text: &str) -> Markup {
    html! { @if !text.is_empty() { p.prose { (text) } } }
}

/// What kind of body it is.
pub(super) fn body_kind(pen: &Pen<'_>, kind: BodyKind, group: Option<GroupKind>) -> &'static str {
    match (kind, group) {
        (BodyKind::Group, Some(group)) => pen.words.coded("groups.kind_", group),
        (kind, _) => pen.words.coded("groups.kind_", kind),
    }
}

/// Where a meeting stands.
pub(super) fn meeting_badge(pen: &Pen<'_>, state: MeetingState) -> Markup {
    let tone = match state {
        MeetingState::Draft => "attention",
        MeetingState::Scheduled | MeetingState::AgendaPublished => "info",
        MeetingState::InProgress => "done",
        MeetingState::Held | MeetingState::Closed => "plain",
        MeetingState::Cancelled => "danger",
    };
    badge(tone, pen.words.coded("meetings.state_", state))
}

/// Splits meetings into those to come, the nearest first, and earlier ones, the latest first.
pub(super) fn split(meetings: Vec<Meeting>, today: NaiveDate) -> (Vec<Meeting>, Vec<Meeting>) {
    let is_coming = |meeting: &Meeting| {
        let over = matches!(meeting.state, MeetingState::Held | MeetingState::Closed);
        !over && meeting.days.last().is_none_or(|day| day.date >= today)
    };
    let start = |meeting: &Meeting| meeting.days.first().map(|day| day.date.and_time(day.starts_at));
    let (mut coming, mut past): (Vec<_>, Vec<_>) = meetings.into_iter().partition(is_coming);
    coming.sort_by_key(start);
    past.sort_by_key(|meeting| std::cmp::Reverse(start(meeting)));
    (coming, past)
}

/// Meetings as rows, with the names of their bodies where these are given; `near` also says how far away each is.
pub(super) fn meeting_rows(
    pen: &Pen<'_>,
    meetings: &[Meeting],
    bodies: &BTreeMap<obrady_types::BodyId, &str>,
    near: bool,
) -> Markup {
    let row = |meeting: &Meeting| {
        let facts = html! {
            span { (pen.meeting_days(&meeting.days)) }
            @if let Some(venue) = &meeting.venue { span { (venue) } }
            @if let Some(body) = bodies.get(&meeting.body_id) { span { (body) } }
        };
        let end = html! {
            @if let Some(day) = meeting.days.first().filter(|_| near) { span.quiet { (pen.distance(day.date)) } }
            (meeting_badge(pen, meeting.state))
        };
        link_row(&format!("/meetings/{}", meeting.id), &meeting.title, &facts, Some(&end))
    };
    html! { ul.rows { @for meeting in meetings { (row(meeting)) } } }
}

/// Where an edition stands.
pub(super) fn edition_badge(pen: &Pen<'_>, state: EditionState) -> Markup {
    let (tone, key) = match state {
        EditionState::Draft => ("attention", "trainings.state_draft"),
        EditionState::Published => ("info", "trainings.state_published"),
        EditionState::RegistrationOpen => ("done", "trainings.state_open"),
        EditionState::RegistrationClosed => ("plain", "trainings.state_closed"),
        EditionState::InProgress => ("done", "trainings.state_in_progress"),
        EditionState::Completed => ("plain", "trainings.state_completed"),
        EditionState::Cancelled => ("danger", "trainings.state_cancelled"),
    };
    badge(tone, pen.words.t(key))
}

/// How many places are left, as long as somebody can still be told.
pub(super) fn seats(pen: &Pen<'_>, edition: &TrainingEdition) -> Option<Markup> {
    use EditionState::{Published, RegistrationClosed, RegistrationOpen};
    if !matches!(edition.state, Published | RegistrationOpen | RegistrationClosed) {
        return None;
    }
    let words = match ((edition.capacity - edition.confirmed).max(0), edition.waiting) {
        (0, 0) => pen.words.t("trainings.full").to_owned(),
        (0, waiting) => pen.words.count("trainings.waiting", waiting),
        (left, _) => pen.words.count("trainings.seats_left", left),
    };
    Some(html! { span.seats { (words) } })
}

/// Editions as rows.
pub(super) fn edition_rows(pen: &Pen<'_>, editions: &[TrainingEdition]) -> Markup {
    let row = |edition: &TrainingEdition| {
        let place = edition.venue.as_deref().filter(|_| edition.mode != MeetingMode::Online);
        let facts = html! {
            span { (pen.edition_days(&edition.days)) }
            span { (pen.words.coded("trainings.form_", edition.form)) }
            span { (place.unwrap_or_else(|| pen.words.coded("meetings.mode_", edition.mode))) }
        };
        let end = html! { @if let Some(seats) = seats(pen, edition) { (seats) } (edition_badge(pen, edition.state)) };
        link_row(&format!("/trainings/{}", edition.id), &edition.title, &facts, Some(&end))
    };
    html! { ul.rows { @for edition in editions { (row(edition)) } } }
}
