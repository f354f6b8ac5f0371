//! Meetings as rows: title, when, where, state.

use super::feedback::{Tone, badge};
use super::words;
use crate::dates;
use leptos::prelude::*;
use obrady_types::meetings::{Meeting, MeetingState};

/// A meeting and, where several bodies are mixed, the name of its body.
pub type Entry = (Meeting, Option<String>);

/// What a meeting's state means.
pub fn state_tone(state: MeetingState) -> Tone {
    match state {
        MeetingState::Draft => Tone::Attention,
        MeetingState::Scheduled | MeetingState::AgendaPublished => Tone::Info,
        MeetingState::InProgress => Tone::Done,
        MeetingState::Held | MeetingState::Closed => Tone::Plain,
        MeetingState::Cancelled => Tone::Danger,
    }
}

/// The rows; `near` also says how far away each meeting is.
pub fn meeting_list(meetings: Vec<Entry>, near: bool) -> AnyView {
    let rows: Vec<AnyView> = meetings.into_iter().map(|entry| row(entry, near)).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row((meeting, body): Entry, near: bool) -> AnyView {
    let state = meeting.state;
    let first = meeting.days.first().map(|day| day.date).filter(|_| near);
    let days = meeting.days;
    view! {
        <li class="row link-row">
            <div class="row-main">
                <a href=format!("/meetings/{}", meeting.id)>{meeting.title}</a>
                <div class="row-facts">
                    <span>{move || dates::meeting_days(&days)}</span>
                    {meeting.venue.map(|venue| view! { <span>{venue}</span> }.into_any())}
                    {body.map(|name| view! { <span>{name}</span> }.into_any())}
                </div>
            </div>
            <div class="row-end">
                {first.map(|date| view! { <span class="quiet">{move || dates::from_today(date)}</span> }.into_any())}
                {badge(state_tone(state), words::meeting_state(state))}
            </div>
        </li>
    }
    .into_any()
}
