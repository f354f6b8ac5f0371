//! The page of a group: what it is for, its meetings, its topics, its members.

use super::{body_form, life, members, plans, profile, topics};
use crate::api::{self, Loaded, fetch, load};
use crate::calendar;
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, badge, empty, show};
use crate::components::icon::{Icon, icon};
use crate::components::meeting_list::meeting_list;
use crate::components::new_meeting::new_meeting;
use crate::components::page::{PageHead, section};
use crate::components::words;
use crate::state::session;
use crate::texts::text;
use crate::{dates, standing, tr, tx};
use leptos::prelude::*;
use obrady_client::MeetingFilter;
use obrady_types::BodyId;
use obrady_types::groups::{Body, BodyKind, BodyState};
use obrady_types::meetings::Meeting;

/// The page.
pub fn page(id: BodyId) -> AnyView {
    let group = load(move || fetch(move |client| async move { client.get_body(id).await.map(|body| body.value) }));
    let planning = RwSignal::new(false);
    let changing = RwSignal::new(false);
    let change = move || {
        group.ready().is_some_and(|body| standing::staffs(session::me().as_deref(), &body)).then(|| {
            view! { <button type="button" on:click=move |_| changing.set(true)>{tx!(groups.change_body)}</button> }
        })
    };
    let plan = move || may_edit(group).then(|| new_button(planning));
    let action = view! { {plan} {change} };
    let form = move || match group.ready_untracked() {
        Some(body) => {
            let places = standing::administers(session::me().as_deref(), body.region_id);
            body_form::change_form(body, group, places, changing)
        }
        None => ().into_any(),
    };
    PageHead::new(group.title(|group| group.name.clone()))
        .under(tx!(groups.title), "/groups")
        .facts((move || group.ready().map(facts)).into_any())
        .action(action.into_any())
        .view(
            view! {
                {show(group, move |body| content(group, body, planning))}
                {dialog(changing, "change-body", tx!(groups.change_body), form)}
            }
            .into_any(),
        )
}

fn may_edit(group: Loaded<Body>) -> bool {
    group.ready().is_some_and(|group| standing::edits(session::me().as_deref(), &group))
}

fn new_button(open: RwSignal<bool>) -> AnyView {
    view! {
        <button type="button" class="primary" on:click=move |_| open.set(true)>{icon(Icon::Add)}{tx!(groups.new_meeting)}</button>
    }
    .into_any()
}

fn facts(group: Body) -> AnyView {
    let tone = match group.state {
        BodyState::Active => Tone::Done,
        BodyState::Suspended | BodyState::Proposed => Tone::Attention,
        BodyState::Established => Tone::Info,
        BodyState::Dissolved => Tone::Plain,
    };
    let (since, until) = (group.established_on, group.dissolved_on);
    view! {
        <span>{words::body_kind(group.kind, group.group_kind)}</span>
        <span>{text(move || tr!(groups.since, date = dates::plain_day(since)))}</span>
        {until.map(|day| view! { <span>{text(move || tr!(groups.until, date = dates::plain_day(day)))}</span> }.into_any())}
        {badge(tone, words::body_state(group.state))}
    }
    .into_any()
}

fn content(loaded: Loaded<Body>, group: Body, planning: RwSignal<bool>) -> AnyView {
    let id = group.id;
    let name = group.name.clone();
    let edits = {
        let group = group.clone();
        Memo::new(move |_| standing::edits(session::me().as_deref(), &group))
    };
    let belongs = {
        let group = group.clone();
        Memo::new(move |_| standing::belongs(session::me().as_deref(), &group))
    };
    let proposes = {
        let group = group.clone();
        Memo::new(move |_| standing::proposes(session::me().as_deref(), &group))
    };
    let staffed = group.clone();
    let staffs = {
        let group = group.clone();
        Memo::new(move |_| standing::staffs(session::me().as_deref(), &group))
    };
    let living = group.clone();
    let region = group.region_id;
    let life = move || standing::administers(session::me().as_deref(), region).then(|| life::life(loaded, &living));
    let purpose = group.purpose.clone();
    let about = (!purpose.is_empty())
        .then(|| section(tx!(groups.purpose), None, view! { <p class="prose">{purpose}</p> }.into_any()));
    let convent = (group.kind == BodyKind::Convent).then(|| {
        view! { <p><a class="button" href=format!("/convents/{id}")>{tx!(start.to_convent)}</a></p> }.into_any()
    });
    view! {
        {convent}
        {life}
        {profile::cover_note(id)}
        <div class="columns two">
            <div>
                {meetings(id, edits, planning)}
                {topics::topics(id, edits, proposes)}
                {plans::plans(id, edits)}
            </div>
            <div>
                {about}
                {profile::profile(group.clone())}
                {move || belongs.get().then(|| members::members(staffed.clone(), staffs))}
            </div>
        </div>
        {new_meeting(planning, id, text(move || tr!(meetings.title_default, name = name.clone())))}
    }
    .into_any()
}

fn meetings(id: BodyId, edits: Memo<bool>, planning: RwSignal<bool>) -> AnyView {
    let meetings = load(move || {
        session::me();
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move {
                    client.list_meetings(&MeetingFilter { body_id: Some(id), page, ..MeetingFilter::default() }).await
                }
            })
            .await
        })
    });
    section(tx!(groups.meetings), None, show(meetings, move |all| meeting_parts(all, edits, planning)))
}

fn meeting_parts(all: Vec<Meeting>, edits: Memo<bool>, planning: RwSignal<bool>) -> AnyView {
    let (coming, past) = calendar::split(all, dates::today());
    let entries = |list: Vec<Meeting>| list.into_iter().map(|meeting| (meeting, None)).collect::<Vec<_>>();
    let upcoming = if coming.is_empty() {
        let plan = (move || edits.get().then(|| new_button(planning))).into_any();
        empty(tx!(groups.no_upcoming), Some(plan))
    } else {
        meeting_list(entries(coming), true)
    };
    let earlier = if past.is_empty() {
        view! { <p class="quiet">{tx!(groups.no_past)}</p> }.into_any()
    } else {
        meeting_list(entries(past), false)
    };
    view! {
        <h3>{tx!(groups.upcoming)}</h3>
        <div class="block">{upcoming}</div>
        <h3>{tx!(groups.past)}</h3>
        {earlier}
    }
    .into_any()
}
