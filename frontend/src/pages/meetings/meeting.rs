//! The page of one meeting.

use super::{editor, facts, reader};
use crate::address::page_of;
use crate::api::{Loaded, fetch, load};
use crate::components::feedback::{Tone, badge, note, show};
use crate::components::meeting_list::state_tone;
use crate::components::page::PageHead;
use crate::components::words;
use crate::texts::text;
use crate::{dates, tx};
use leptos::prelude::*;
use obrady_client::Release;
use obrady_types::MeetingId;
use obrady_types::groups::{Body, BodyKind};
use obrady_types::meetings::{Meeting, MeetingState};

/// The page of the meeting named in the address.
#[component]
pub fn MeetingPage() -> impl IntoView {
    page_of(page)
}

fn page(id: MeetingId) -> AnyView {
    // Both at once: the head names the body, and the editor takes topics from it.
    let meeting = load(move || {
        fetch(move |client| async move {
            let meeting = client.get_meeting(id).await?.value;
            let body = client.get_body(meeting.body_id).await?.value;
            Ok((meeting, body))
        })
    });
    let only: Loaded<Meeting> =
        load(move || fetch(move |client| async move { client.get_meeting(id).await.map(|meeting| meeting.value) }));
    let preview = RwSignal::new(false);
    let facts = move || {
        let (Meeting { days, venue, state, mode, synthetic, .. }, body) = current(meeting, only)?;
        let address = body_address(&body);
        Some(
            view! {
                <span><a href=address>{body.name}</a></span>
                <span>{text(move || dates::meeting_days(&days))}</span>
                {venue.map(|venue| view! { <span>{venue}</span> }.into_any())}
                <span>{words::meeting_mode(mode)}</span>
                {badge(state_tone(state), words::meeting_state(state))}
                {synthetic.then(|| badge(Tone::Plain, tx!(common.synthetic)))}
            }
            .into_any(),
        )
    };
    let action = move || {
        let (meeting, _) = current(meeting, only)?;
        meeting.editable.then(|| facts::actions(only, meeting, preview))
    };
    PageHead::new(text(move || current(meeting, only).map(|(meeting, _)| meeting.title).unwrap_or_default()))
        .facts(facts.into_any())
        .action(action.into_any())
        .view(show(only, move |view| content(only, view, preview)))
}

/// The meeting as it was loaded last, and its body.
fn current(both: Loaded<(Meeting, Body)>, only: Loaded<Meeting>) -> Option<(Meeting, Body)> {
    let (meeting, body) = both.ready()?;
    Some((only.ready().unwrap_or(meeting), body))
}

fn body_address(body: &Body) -> String {
    match body.kind {
        BodyKind::Convent => format!("/convents/{}", body.id),
        BodyKind::Group | BodyKind::Council => format!("/groups/{}", body.id),
    }
}

fn content(loaded: Loaded<Meeting>, view: Meeting, preview: RwSignal<bool>) -> AnyView {
    let cancelled = (view.state == MeetingState::Cancelled)
        .then(|| note(Tone::Danger, view! { <p>{tx!(agenda.cancelled)}</p> }.into_any()));
    let agenda = move || {
        if view.editable && !preview.get() {
            editor::editor(loaded, view.clone())
        } else if view.editable {
            let released = view.agenda_release.is_some();
            let words = if released { tx!(agenda.preview_note) } else { tx!(agenda.preview_nothing) };
            let shown = released.then(|| reader::reader(&view, Release::Latest));
            view! { {note(Tone::Info, view! { <p>{words}</p> }.into_any())} {shown} }.into_any()
        } else {
            reader::reader(&view, Release::Current)
        }
    };
    view! { {cancelled} {agenda} }.into_any()
}
