//! The page of one meeting.

use super::{editor, facts, reader};
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

/// The page of a meeting.
pub fn page(id: MeetingId) -> AnyView {
    let meeting: Loaded<Meeting> =
        load(move || fetch(move |client| async move { client.get_meeting(id).await.map(|meeting| meeting.value) }));
    let body_id = Memo::new(move |_| meeting.ready().map(|meeting| meeting.body_id));
    let body: Loaded<Body> = load(move || match body_id.get() {
        Some(id) => fetch(move |client| async move { client.get_body(id).await.map(|body| body.value) }),
        None => Box::pin(std::future::pending()),
    });
    let preview = RwSignal::new(false);
    let facts = move || {
        let Meeting { days, venue, state, mode, synthetic, .. } = meeting.ready()?;
        let of_body =
            move || body.ready().map(|body| view! { <a href=body_address(&body)>{body.name.clone()}</a> }.into_any());
        Some(
            view! {
                <span>{of_body}</span>
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
        let there = meeting.ready()?;
        there.editable.then(|| facts::actions(meeting, there, preview))
    };
    PageHead::new(text(move || meeting.ready().map(|meeting| meeting.title).unwrap_or_default()))
        .facts(facts.into_any())
        .action(action.into_any())
        .view(show(meeting, move |view| content(meeting, view, preview)))
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
