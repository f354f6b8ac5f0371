//! The page that runs a meeting: the item of now, what is recorded on it, and who is there.

use super::correct::{self, Subject};
use super::outbox::Outbox;
use super::{attendance, entry, items, older};
use crate::api::{self, Loaded, fetch, load};
use crate::components::feedback::{Tone, badge, note, show_unless};
use crate::components::form::Form;
use crate::components::form_errors::error_summary;
use crate::components::meeting_list::state_tone;
use crate::components::page::{PageHead, section};
use crate::components::words;
use crate::texts::text;
use crate::{dates, tx};
use leptos::prelude::*;
use obrady_types::meetings::{AttendanceSheet, Meeting, MeetingRecord, MeetingState};
use obrady_types::{AgendaItemId, MeetingId};
use std::time::Duration;

/// How often others' changes are fetched.
const POLL: Duration = Duration::from_secs(10);

/// The state of the page; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) id: MeetingId,
    pub(super) meeting: Loaded<Meeting>,
    pub(super) record: Loaded<MeetingRecord>,
    pub(super) sheet: Loaded<AttendanceSheet>,
    pub(super) outbox: Outbox,
    /// The item that entries go to.
    pub(super) chosen: RwSignal<Option<AgendaItemId>>,
    /// Whether the dialogue that puts something right is open, and what it is about.
    pub(super) correcting: RwSignal<bool>,
    pub(super) subject: RwSignal<Option<Subject>>,
}

impl Run {
    /// Whether what was recorded by mistake can be removed still: nobody else has read it.
    pub(super) fn may_remove(self) -> bool {
        self.meeting.ready_untracked().is_some_and(|meeting| meeting.state == MeetingState::InProgress)
    }

    /// Fetches everything again, while it stays on the screen.
    pub(super) fn refresh(self) {
        self.meeting.reload_quietly();
        self.record.reload_quietly();
        self.sheet.reload_quietly();
    }
}

/// The page.
pub fn page(id: MeetingId) -> AnyView {
    let meeting: Loaded<Meeting> =
        load(move || fetch(move |client| async move { client.get_meeting(id).await.map(|meeting| meeting.value) }));
    let record = load(move || fetch(move |client| async move { client.get_meeting_record(id).await }));
    let sheet = load(move || fetch(move |client| async move { client.get_attendance_sheet(id).await }));
    let run = Run {
        id,
        meeting,
        record,
        sheet,
        outbox: Outbox::of(id),
        chosen: RwSignal::new(None),
        correcting: RwSignal::new(false),
        subject: RwSignal::default(),
    };
    Effect::new(move |before: Option<u32>| {
        let now = run.outbox.answered.get();
        if before.is_some_and(|before| before != now) {
            run.refresh();
        }
        now
    });
    let poll = set_interval_with_handle(
        move || {
            if run.outbox.is_settled() {
                run.refresh();
            }
        },
        POLL,
    );
    on_cleanup(move || {
        if let Ok(poll) = poll {
            poll.clear();
        }
    });
    let facts = move || {
        let Meeting { days, state, .. } = meeting.ready()?;
        Some(
            view! {
                <span>{text(move || dates::meeting_days(&days))}</span>
                {badge(state_tone(state), words::meeting_state(state))}
                {run.outbox.status()}
            }
            .into_any(),
        )
    };
    let form = Form::default();
    let action = move || meeting.ready().map(|there| lifecycle(run, form, &there));
    let title = meeting.title(|meeting| meeting.title.clone());
    PageHead::new(title)
        .under(meeting.title(|meeting| meeting.title.clone()), format!("/meetings/{id}"))
        .facts(facts.into_any())
        .action(action.into_any())
        .view(view! { {error_summary(form)} {run.outbox.waiting()} {run.outbox.refusals()} {show_unless(meeting, same, move |view| content(run, &view))} }.into_any())
}

fn same(before: &Meeting, now: &Meeting) -> bool {
    (before.state, before.recordable, &before.days) == (now.state, now.recordable, &now.days)
}

/// The step that the meeting itself takes next.
fn lifecycle(run: Run, form: Form, view: &Meeting) -> AnyView {
    if !view.recordable {
        return ().into_any();
    }
    let (id, version, state) = (view.id, view.version, view.state);
    let words = match state {
        MeetingState::AgendaPublished => tx!(running.start),
        MeetingState::InProgress => tx!(running.hold),
        _ => return ().into_any(),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let key = api::new_key();
        form.submit(async move {
            let answer = api::send(|client| {
                let client = client.with_idempotency_key(&key);
                async move {
                    match state {
                        MeetingState::InProgress => client.hold_meeting(id, version).await,
                        _ => client.start_meeting(id, version).await,
                    }
                }
            })
            .await;
            run.refresh();
            run.meeting.set(answer?.value);
            Ok(())
        });
    };
    view! { <form novalidate=true on:submit=submit>{form.button(words)}</form> }.into_any()
}

fn content(run: Run, view: &Meeting) -> AnyView {
    if !view.recordable {
        return note(Tone::Info, view! { <p>{tx!(running.not_yours)}</p> }.into_any());
    }
    let proceedings = matches!(view.state, MeetingState::InProgress | MeetingState::Held).then(|| {
        let body = view! { {items::current(run)} {entry::form(run)} {items::list(run)} };
        section(tx!(running.proceedings), None, body.into_any())
    });
    let waiting = (view.state == MeetingState::AgendaPublished)
        .then(|| note(Tone::Info, view! { <p>{tx!(running.not_begun)}</p> }.into_any()));
    view! {
        {correct::dialogue(run)}
        <div class="run">
            <div>{waiting}{proceedings}{older::part(run, view)}</div>
            {attendance::part(run, view)}
        </div>
    }
    .into_any()
}
