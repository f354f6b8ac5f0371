//! Meetings and trainings of a month: a grid where there is room, a list on a phone and on paper.

use super::model::{month, month_word, weeks};
use crate::api::{self, fetch, load};
use crate::components::edition_rows::when;
use crate::components::feedback::{empty, show};
use crate::components::page::PageHead;
use crate::state::session;
use crate::texts::{Text, text};
use crate::{address, dates, order, tr, tx};
use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;
use obrady_client::{EditionFilter, MeetingFilter};
use obrady_types::meetings::{Meeting, MeetingState};
use obrady_types::trainings::{EditionState, TrainingEdition};

/// Something that takes place: its days, where it leads, what it is.
#[derive(Clone)]
struct Entry {
    days: Vec<NaiveDate>,
    title: String,
    href: String,
    is_training: bool,
    when: Signal<String>,
    place: Option<String>,
    called_off: bool,
}

/// The page.
pub fn page() -> AnyView {
    let named = address::query("month");
    let as_list = address::query("view");
    let first = Memo::new(move |_| {
        let typed = named.get().as_deref().and_then(month).map(|(first, _)| first);
        typed.unwrap_or_else(|| dates::today().with_day(1).unwrap_or_default())
    });
    let entries = load(move || {
        session::me();
        let (from, to) = month(&month_word(first.get())).unwrap_or_default();
        fetch(move |client| async move {
            let meetings = api::whole(|page| {
                let client = client.clone();
                let filter = MeetingFilter { from: Some(from), to: Some(to), page, ..MeetingFilter::default() };
                async move { client.list_meetings(&filter).await }
            })
            .await?;
            let editions = api::whole(|page| {
                let client = client.clone();
                let filter = EditionFilter { from: Some(from), to: Some(to), page, ..EditionFilter::default() };
                async move { client.list_training_editions(&filter).await }
            })
            .await?;
            Ok((meetings, editions))
        })
    });
    let listed = Signal::derive(move || as_list.get().as_deref() == Some("list"));
    let body = view! {
        {move || tools(first.get(), listed.get())}
        {show(entries, move |(meetings, editions)| month_view(first.get_untracked(), listed.get_untracked(), meetings, editions))}
    };
    let title = text(move || format!("{}: {}", tr!(trainings.cal_title), dates::month(first.get())));
    PageHead::new(title).view(body.into_any())
}

fn link(month: Option<NaiveDate>, list: bool, name: Text, current: Option<&'static str>) -> AnyView {
    let Some(month) = month else { return ().into_any() };
    let view = if list { "&view=list" } else { "" };
    let href = format!("/calendar?month={}{view}", month_word(month));
    view! { <li><a href=href aria-current=current>{name}</a></li> }.into_any()
}

fn tools(first: NaiveDate, listed: bool) -> AnyView {
    let (before, after) = (first.checked_sub_months(Months::new(1)), first.checked_add_months(Months::new(1)));
    let is = |wanted: bool| (listed == wanted).then_some("page");
    view! {
        <nav class="calendar-tools no-print" aria-label=tx!(trainings.cal_view)>
            <ul class="filters">
                {link(before, listed, tx!(trainings.cal_prev), None)}
                {link(after, listed, tx!(trainings.cal_next), None)}
                {link(Some(first), false, tx!(trainings.cal_month), is(false))}
                {link(Some(first), true, tx!(trainings.cal_list), is(true))}
            </ul>
        </nav>
    }
    .into_any()
}

fn of_meeting(meeting: Meeting) -> Entry {
    let days = meeting.days.iter().map(|day| day.date).collect();
    let all = meeting.days;
    Entry {
        days,
        title: meeting.title,
        href: format!("/meetings/{}", meeting.id),
        is_training: false,
        when: text(move || dates::meeting_days(&all)),
        place: meeting.venue,
        called_off: meeting.state == MeetingState::Cancelled,
    }
}

fn of_edition(edition: TrainingEdition) -> Entry {
    let days = edition.days.iter().map(|day| day.date).collect();
    let all = edition.days;
    Entry {
        days,
        title: edition.title,
        href: format!("/trainings/{}", edition.id),
        is_training: true,
        when: text(move || when(&all)),
        place: edition.venue,
        called_off: edition.state == EditionState::Cancelled,
    }
}

fn month_view(first: NaiveDate, listed: bool, meetings: Vec<Meeting>, editions: Vec<TrainingEdition>) -> AnyView {
    let entries = meetings.into_iter().map(of_meeting).chain(editions.into_iter().map(of_edition)).collect();
    let entries: Vec<Entry> = order::by_key(entries, |entry: &Entry| {
        [entry.days.first().map_or(0, |day| i64::from(day.num_days_from_ce())), i64::from(entry.is_training), 0]
    });
    if entries.is_empty() {
        return empty(tx!(trainings.cal_empty), None);
    }
    let grid = (!listed).then(|| grid(first, &entries));
    view! { {grid}<div class=if listed { "" } else { "calendar-list" }>{list(entries)}</div> }.into_any()
}

fn kind(entry: &Entry) -> Text {
    if entry.is_training { tx!(trainings.cal_training) } else { tx!(trainings.cal_meeting) }
}

fn list(entries: Vec<Entry>) -> AnyView {
    let rows: Vec<AnyView> = entries
        .into_iter()
        .map(|entry| {
            let called_off = entry.called_off.then(|| view! { <span>{tx!(trainings.state_cancelled)}</span> }.into_any());
            view! {
                <li class="row link-row">
                    <div class="row-main">
                        <a href=entry.href.clone()>{entry.title.clone()}</a>
                        <div class="row-facts">
                            <span>{entry.when}</span><span>{kind(&entry)}</span><span>{entry.place.clone()}</span>{called_off}
                        </div>
                    </div>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn grid(first: NaiveDate, entries: &[Entry]) -> AnyView {
    let heads = [
        tx!(trainings.wd1),
        tx!(trainings.wd2),
        tx!(trainings.wd3),
        tx!(trainings.wd4),
        tx!(trainings.wd5),
        tx!(trainings.wd6),
        tx!(trainings.wd7),
    ];
    let heads: Vec<AnyView> = heads.into_iter().map(|name| view! { <th scope="col">{name}</th> }.into_any()).collect();
    let today = dates::today();
    let rows: Vec<AnyView> = weeks(first)
        .into_iter()
        .map(|week| {
            let cells: Vec<AnyView> = week.into_iter().map(|day| cell(day, today, entries)).collect();
            view! { <tr>{cells}</tr> }.into_any()
        })
        .collect();
    let caption = text(move || tr!(trainings.cal_caption, month = dates::month(first)));
    view! {
        <table class="calendar">
            <caption class="sr">{caption}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn cell(day: Option<NaiveDate>, today: NaiveDate, entries: &[Entry]) -> AnyView {
    let Some(day) = day else { return view! { <td class="other"></td> }.into_any() };
    let links: Vec<AnyView> = entries
        .iter()
        .filter(|entry| entry.days.contains(&day))
        .map(|entry| {
            let class = match (entry.called_off, entry.is_training) {
                (true, _) => "off",
                (false, true) => "training",
                (false, false) => "meeting",
            };
            view! {
                <li><a class=class href=entry.href.clone()><span class="sr">{kind(entry)}": "</span>{entry.title.clone()}</a></li>
            }
            .into_any()
        })
        .collect();
    let now = (day == today).then(|| view! { <span class="sr">" "{tx!(trainings.today)}</span> }.into_any());
    view! {
        <td class:today=day == today>
            <span class="day">{day.day()}{now}</span>
            {(!links.is_empty()).then(|| view! { <ul>{links}</ul> }.into_any())}
        </td>
    }
    .into_any()
}
