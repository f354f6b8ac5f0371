//! "Moja praca": my next meetings, what I have to do, and what my bodies have to do.

use super::tasks::tasks;
use crate::api::{self, Loaded, fetch, load};
use crate::calendar;
use crate::components::feedback::{Tone, empty, note, show};
use crate::components::meeting_list::{Entry, meeting_list};
use crate::components::page::{PageHead, section};
use crate::state::session;
use crate::texts::Text;
use crate::{address, browser, dates, tx};
use leptos::prelude::*;
use obrady_client::{ActionItemFilter, MeetingFilter};
use obrady_types::BodyId;
use obrady_types::identity::Me;
use obrady_types::meetings::{ActionItem, ActionItemPart, Meeting, MeetingState};

/// Meetings that are shown, at most.
const COMING: usize = 8;

/// The page.
pub fn page() -> AnyView {
    let body = move || match session::me() {
        Some(me) => work(&me),
        None => {
            let href = address::sign_in_from(&browser::address());
            let content = view! { <p>{tx!(running.sign_in_first)}</p><a class="button primary" href=href>{tx!(common.sign_in)}</a> };
            note(Tone::Info, content.into_any())
        }
    };
    PageHead::new(tx!(running.my_work)).view(body.into_any())
}

/// The bodies that somebody belongs to or looks after, also for somebody absent.
fn bodies_of(me: &Me) -> Vec<BodyId> {
    let mut bodies: Vec<BodyId> = me.roles.iter().filter_map(|grant| grant.body_id).collect();
    bodies.extend(me.chairs.iter().chain(&me.member_of).chain(&me.covers));
    bodies.sort_unstable();
    bodies.dedup();
    bodies
}

fn work(me: &Me) -> AnyView {
    let meetings = meetings(bodies_of(me));
    let own = actions(ActionItemPart::Owner);
    let covers = !me.covers.is_empty();
    let coordinates = covers || !me.chairs.is_empty() || me.roles.iter().any(|grant| grant.body_id.is_some());
    let theirs = coordinates.then(|| {
        let list = tasks(actions(ActionItemPart::Coordinator), "their-task", tx!(running.no_theirs));
        section(tx!(running.theirs), None, list)
    });
    let now = move |all: Vec<Meeting>| {
        let (coming, _) = calendar::split(all, dates::today());
        let coming = coming.into_iter().filter(|one| one.state != MeetingState::Draft);
        rows(coming.take(COMING).collect(), tx!(running.no_meetings))
    };
    let drafts = coordinates.then(|| {
        let list = show(meetings, move |all: Vec<Meeting>| {
            let drafts = all.into_iter().filter(|one| one.editable && one.state == MeetingState::Draft);
            rows(drafts.collect(), tx!(running.no_drafts))
        });
        section(tx!(running.drafts), None, list)
    });
    let running = move |all: Vec<Meeting>| {
        let now: Vec<Meeting> = all.into_iter().filter(|one| one.recordable && is_now(one)).collect();
        let one = |meeting: Meeting| {
            let href = format!("/meetings/{}/run", meeting.id);
            view! { <p><a class="button primary" href=href>{tx!(running.run)}": "{meeting.title}</a></p> }.into_any()
        };
        view! { {now.into_iter().map(one).collect::<Vec<_>>()} }.into_any()
    };
    view! {
        <div class="columns two">
            <div>
                {section(tx!(running.now), None, view! { {show(meetings, running)} {show(meetings, now)} }.into_any())}
                {drafts}
            </div>
            <div>
                {section(tx!(running.mine), None, tasks(own, "own-task", tx!(running.no_mine)))}
                {theirs}
            </div>
        </div>
    }
    .into_any()
}

/// Whether a meeting takes place now: it is in progress, or this is one of its days.
fn is_now(meeting: &Meeting) -> bool {
    let today = dates::today();
    meeting.state == MeetingState::InProgress
        || (meeting.state == MeetingState::AgendaPublished && meeting.days.iter().any(|day| day.date == today))
}

fn rows(meetings: Vec<Meeting>, none: Text) -> AnyView {
    if meetings.is_empty() {
        return empty(none, None);
    }
    let entries: Vec<Entry> = meetings.into_iter().map(|meeting| (meeting, None)).collect();
    meeting_list(entries, true)
}

/// The meetings of these bodies from today on, in one list.
fn meetings(bodies: Vec<BodyId>) -> Loaded<Vec<Meeting>> {
    load(move || {
        let bodies = bodies.clone();
        fetch(move |client| {
            let bodies = bodies.clone();
            async move {
                let mut all = Vec::new();
                for body in bodies {
                    let filter = MeetingFilter {
                        body_id: Some(body),
                        from: Some(dates::today()),
                        page: api::many(),
                        ..MeetingFilter::default()
                    };
                    all.extend(client.list_meetings(&filter).await?.items);
                }
                Ok(all)
            }
        })
    })
}

/// What is still to be done, the overdue first.
fn actions(part: ActionItemPart) -> Loaded<Vec<ActionItem>> {
    load(move || {
        fetch(move |client| async move {
            let filter = ActionItemFilter {
                open: Some(true),
                mine: Some(part),
                page: api::many(),
                ..ActionItemFilter::default()
            };
            client.list_action_items(&filter).await.map(|page| page.items)
        })
    })
}
