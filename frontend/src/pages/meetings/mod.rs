//! Meetings: the reader of an agenda.

use crate::address::page_of;
use crate::api::{fetch, load};
use crate::components::feedback::{badge, empty, show};
use crate::components::meeting_list::state_tone;
use crate::components::page::{PageHead, section};
use crate::components::words;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_client::Release;
use obrady_types::MeetingId;
use obrady_types::meetings::{Agenda, AgendaItem, Meeting, MeetingDay};

/// The page of the meeting named in the address.
#[component]
pub fn MeetingPage() -> impl IntoView {
    page_of(page)
}

fn page(id: MeetingId) -> AnyView {
    let meeting =
        load(move || fetch(move |client| async move { client.get_meeting(id).await.map(|meeting| meeting.value) }));
    let facts = move || {
        let Meeting { days, venue, state, mode, .. } = meeting.ready()?;
        Some(
            view! {
                <span>{text(move || dates::meeting_days(&days))}</span>
                {venue.map(|venue| view! { <span>{venue}</span> }.into_any())}
                <span>{words::meeting_mode(mode)}</span>
                {badge(state_tone(state), words::meeting_state(state))}
            }
            .into_any(),
        )
    };
    PageHead::new(meeting.title(|meeting| meeting.title.clone()))
        .facts(facts.into_any())
        .view(show(meeting, move |meeting| agenda(meeting.id, meeting.days)))
}

fn agenda(id: MeetingId, days: Vec<MeetingDay>) -> AnyView {
    let agenda = load(move || {
        fetch(move |client| async move { client.get_agenda(id, Release::Current).await.map(|agenda| agenda.value) })
    });
    section(tx!(meetings.agenda), None, show(agenda, move |agenda| reader(agenda, &days)))
}

fn reader(agenda: Agenda, days: &[MeetingDay]) -> AnyView {
    if agenda.items.is_empty() {
        return empty(tx!(meetings.no_items), None);
    }
    let several = days.len() > 1;
    let parts: Vec<AnyView> = days
        .iter()
        .map(|day| {
            let rows: Vec<AnyView> =
                agenda.items.iter().filter(|item| item.day_id == day.id).cloned().map(row).collect();
            let date = day.date;
            let heading = several.then(|| view! { <h3>{text(move || dates::day(date))}</h3> }.into_any());
            view! { {heading} <ol class="rows">{rows}</ol> }.into_any()
        })
        .collect();
    parts.into_any()
}

fn row(item: AgendaItem) -> AnyView {
    let title = text(move || item.title.clone().unwrap_or_else(|| tr!(meetings.closed_item).to_owned()));
    view! {
        <li class="row">
            <div class="row-main">{item.label} " " {title}</div>
            {item.speaker_text.map(|speaker| view! { <span class="quiet">{speaker}</span> }.into_any())}
        </li>
    }
    .into_any()
}
