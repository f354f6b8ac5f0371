//! The page of one meeting.

use super::{facts, reader};
use crate::api::{Loaded, fetch, load};
use crate::chunks;
use crate::components::feedback::{Tone, badge, note, show_unless};
use crate::components::meeting_list::state_tone;
use crate::components::page::PageHead;
use crate::components::served;
use crate::components::words;
use crate::state::session;
use crate::texts::text;
use crate::{dates, standing, tr, tx};
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
        Some(
            view! {
                <span>{text(move || dates::meeting_days(&days))}</span>
                {venue.map(|venue| view! { <span>{venue}</span> }.into_any())}
                <span>{words::meeting_mode(mode)}</span>
                {badge(state_tone(state), words::meeting_state(state))}
                {synthetic.then(|| badge(Tone::Plain, tx!(common.synthetic)))}
            }
            .into_any(),
        )
    };
    let editable = Memo::new(move |_| {
        meeting.ready().filter(|there| there.editable).map(|there| there.state == MeetingState::Draft)
    });
    let recordable = Memo::new(move |_| meeting.ready().is_some_and(|there| there.recordable));
    let run = move || {
        let href = format!("/meetings/{id}/run");
        recordable.get().then(|| view! { <a class="button" href=href>{tx!(running.run)}</a> }.into_any())
    };
    let steps = move || editable.get().map(|draft| facts::actions(meeting, draft, preview));
    let report = move || {
        let over = meeting.ready().is_some_and(|one| matches!(one.state, MeetingState::Held | MeetingState::Closed));
        let writes = || session::me().zip(body.ready()).is_some_and(|(me, body)| standing::writes_news_of(&me, &body));
        let href = format!("/news/new?meeting={id}");
        (over && writes()).then(|| view! { <a class="button" href=href>{tx!(portal.write_report)}</a> }.into_any())
    };
    let action = view! { {report} {run} {steps} };
    let name = text(move || body.ready().map(|body| body.name).unwrap_or_default());
    let href = text(move || body.ready().as_ref().map(body_address).unwrap_or_default());
    // Which list the body stands in is known with the body.
    let list = text(move || match body.ready().map(|body| body.kind) {
        Some(BodyKind::Convent) => tr!(convents.list_title).to_owned(),
        Some(BodyKind::Platform | BodyKind::Group | BodyKind::Council) => tr!(groups.title).to_owned(),
        None => String::new(),
    });
    let list_href = text(move || match body.ready().map(|body| body.kind) {
        Some(BodyKind::Convent) => "/convents?all=1".to_owned(),
        _ => "/groups".to_owned(),
    });
    PageHead::new(meeting.title(|meeting| meeting.title.clone()))
        .under_loaded(list, list_href)
        .under_loaded(name, href)
        .facts(facts.into_any())
        .action(action.into_any())
        .view(show_unless(meeting, same_agenda, move |view| content(meeting, view, preview)))
}

/// Whether the agenda's part of the page is the same, so that an editor in use stays.
fn same_agenda(before: &Meeting, now: &Meeting) -> bool {
    let parts = |meeting: &Meeting| (meeting.editable, meeting.days.clone(), meeting.state == MeetingState::Cancelled);
    parts(before) == parts(now)
}

fn body_address(body: &Body) -> String {
    match body.kind {
        BodyKind::Convent => format!("/convents/{}", body.id),
        BodyKind::Platform | BodyKind::Group | BodyKind::Council => format!("/groups/{}", body.id),
    }
}

fn content(loaded: Loaded<Meeting>, view: Meeting, preview: RwSignal<bool>) -> AnyView {
    let id = view.id;
    let cancelled = (view.state == MeetingState::Cancelled)
        .then(|| note(Tone::Danger, view! { <p>{tx!(agenda.cancelled)}</p> }.into_any()));
    let agenda = move || {
        if view.editable && !preview.get() {
            chunks::editor(loaded, view.clone())
        } else if view.editable {
            let released = loaded.ready_untracked().is_some_and(|meeting| meeting.agenda_release.is_some());
            let words = if released { tx!(agenda.preview_note) } else { tx!(agenda.preview_nothing) };
            let shown = released.then(|| reader::reader(&view, Release::Latest));
            view! { {note(Tone::Info, view! { <p>{words}</p> }.into_any())} {shown} }.into_any()
        } else if matches!(view.state, MeetingState::Held | MeetingState::Closed) {
            chunks::record(view.clone())
        } else {
            reader::reader(&view, Release::Current)
        }
    };
    view! { {cancelled} {agenda} {served::of_meeting(id)} }.into_any()
}
