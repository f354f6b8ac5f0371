//! The start page: what is coming, the groups and the convent's officers; for those who prepare meetings, their drafts.

use crate::api::{self, Loaded, fetch, load};
use crate::calendar;
use crate::components::feedback::{empty, show};
use crate::components::meeting_list::{Entry, meeting_list};
use crate::components::officer::officer_cards;
use crate::components::page::{PageHead, section};
use crate::components::words;
use crate::state::session;
use crate::texts::Text;
use crate::{chunks, dates, standing, tx};
use leptos::prelude::*;
use obrady_client::{BodyFilter, MeetingFilter};
use obrady_types::groups::{Body, BodyKind, BodyState};
use obrady_types::identity::Me;
use obrady_types::meetings::{Meeting, MeetingState};
use obrady_types::{BodyId, RegionId};
use std::sync::Arc;

/// Meetings on the start page, at most.
const COMING: usize = 8;

/// The page.
pub fn page() -> AnyView {
    (move || match session::me() {
        Some(me) => work(me),
        None => public(),
    })
    .into_any()
}

fn public() -> AnyView {
    let bodies = bodies(None);
    let coming = coming(None);
    let lead = view! { <span>{tx!(start.lead)}</span> }.into_any();
    let body = view! {
        <div class="columns two">
            <div>
                {section(tx!(start.coming), None, show(coming, move |all| upcoming(all, bodies, tx!(start.no_coming))))}
                {chunks::start_public()}
            </div>
            <div>
                {officers(bodies)}
                {groups(bodies)}
            </div>
        </div>
    };
    PageHead::at_the_top(tx!(start.title_public)).facts(lead).view(body.into_any())
}

/// "Moja praca": what is next, drafts, and where one belongs.
fn work(me: Arc<Me>) -> AnyView {
    let region = me.region_id;
    let bodies = bodies(Some(region));
    let coming = coming(Some(region));
    let drafts = standing::prepares_meetings(&me).then(|| drafts(region, bodies));
    let mine = Arc::clone(&me);
    let columns = if drafts.is_some() { "columns three" } else { "columns two" };
    let runs = standing::administers(Some(&me), region).then(chunks::reminders);
    let body = view! {
        {runs}
        <div class=columns>
            {section(tx!(start.now), None, show(coming, move |all| upcoming(ours(&mine, all), bodies, tx!(start.no_now))))}
            {drafts}
            <div>
                {my_bodies(me, bodies)}
                {officers(bodies)}
                {chunks::start_work()}
            </div>
        </div>
    };
    PageHead::at_the_top(tx!(start.title)).view(body.into_any())
}

fn bodies(region: Option<RegionId>) -> Loaded<Vec<Body>> {
    load(move || {
        fetch(move |client| async move {
            let filter = BodyFilter { region_id: region, page: api::many(), ..BodyFilter::default() };
            client.list_bodies(&filter).await.map(|page| page.items)
        })
    })
}

fn coming(region: Option<RegionId>) -> Loaded<Vec<Meeting>> {
    let from = Some(dates::today());
    load(move || {
        fetch(move |client| async move {
            let filter = MeetingFilter { region_id: region, from, page: api::many(), ..MeetingFilter::default() };
            client.list_meetings(&filter).await.map(|page| page.items)
        })
    })
}

fn upcoming(all: Vec<Meeting>, bodies: Loaded<Vec<Body>>, none: Text) -> AnyView {
    let public = all.into_iter().filter(|meeting| meeting.state != MeetingState::Draft).collect();
    let (mut coming, _) = calendar::split(public, dates::today());
    coming.truncate(COMING);
    if coming.is_empty() {
        let see = view! { <a class="button" href="/groups">{tx!(start.see_groups)}</a> };
        return empty(none, Some(see.into_any()));
    }
    (move || meeting_list(named(coming.clone(), bodies), true)).into_any()
}

/// Meetings with the names of their bodies, as far as these are loaded.
fn named(meetings: Vec<Meeting>, bodies: Loaded<Vec<Body>>) -> Vec<Entry> {
    let bodies = bodies.ready().unwrap_or_default();
    let name = |meeting: &Meeting| bodies.iter().find(|body| body.id == meeting.body_id).map(|body| body.name.clone());
    meetings
        .into_iter()
        .map(|meeting| {
            let name = name(&meeting);
            (meeting, name)
        })
        .collect()
}

fn drafts(region: RegionId, bodies: Loaded<Vec<Body>>) -> AnyView {
    let drafts = load(move || {
        fetch(move |client| async move {
            let filter = MeetingFilter {
                region_id: Some(region),
                state: Some(MeetingState::Draft),
                page: api::many(),
                ..MeetingFilter::default()
            };
            client.list_meetings(&filter).await.map(|page| page.items)
        })
    });
    let list = show(drafts, move |all: Vec<Meeting>| {
        let mine: Vec<Meeting> = all.into_iter().filter(|meeting| meeting.editable).collect();
        if mine.is_empty() {
            let plan = view! { <a class="button" href="/groups">{tx!(start.plan)}</a> };
            return empty(tx!(start.no_drafts), Some(plan.into_any()));
        }
        (move || meeting_list(named(mine.clone(), bodies), false)).into_any()
    });
    section(tx!(start.drafts), None, list)
}

fn my_bodies(me: Arc<Me>, bodies: Loaded<Vec<Body>>) -> AnyView {
    let list = show(bodies, move |all: Vec<Body>| {
        let mine: Vec<Body> = all.into_iter().filter(|body| is_mine(&me, body.id)).collect();
        if mine.is_empty() {
            let see = view! { <a class="button" href="/groups">{tx!(start.see_groups)}</a> };
            return empty(tx!(start.no_bodies), Some(see.into_any()));
        }
        body_list(mine)
    });
    section(tx!(start.my_bodies), None, list)
}

/// Bodies of one's own, those that one looks after for somebody absent included; for an administrator those at work are too many to call their own.
fn is_mine(me: &Me, body: BodyId) -> bool {
    me.member_of.contains(&body)
        || me.chairs.contains(&body)
        || me.covers.contains(&body)
        || me.roles.iter().any(|grant| grant.body_id == Some(body))
}

/// Meetings of one's own bodies; an administrator looks after those of the whole region.
fn ours(me: &Me, all: Vec<Meeting>) -> Vec<Meeting> {
    if standing::administers(Some(me), me.region_id) {
        return all;
    }
    all.into_iter().filter(|meeting| is_mine(me, meeting.body_id)).collect()
}

fn groups(bodies: Loaded<Vec<Body>>) -> AnyView {
    let list = show(bodies, |all: Vec<Body>| {
        let at_work = |body: &Body| body.kind != BodyKind::Convent && body.state == BodyState::Active;
        let groups: Vec<Body> = all.into_iter().filter(at_work).take(COMING).collect();
        if groups.is_empty() { empty(tx!(groups.empty), None) } else { body_list(groups) }
    });
    let all = view! { <a href="/groups">{tx!(start.all_groups)}</a> }.into_any();
    section(tx!(start.groups), Some(all), list)
}

fn body_list(bodies: Vec<Body>) -> AnyView {
    let rows: Vec<AnyView> = bodies
        .into_iter()
        .map(|body| {
            let place = if body.kind == BodyKind::Convent { "convents" } else { "groups" };
            view! {
                <li class="row link-row">
                    <div class="row-main">
                        <a href=format!("/{place}/{}", body.id)>{body.name}</a>
                        <div class="row-facts"><span>{words::body_kind(body.kind, body.group_kind)}</span></div>
                    </div>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

/// The officers of the convents at work; nothing where there is none.
fn officers(bodies: Loaded<Vec<Body>>) -> AnyView {
    (move || {
        let convents = bodies.ready().unwrap_or_default().into_iter();
        convents
            .filter(|body| body.kind == BodyKind::Convent && body.state == BodyState::Active)
            .take(2)
            .map(|convent| {
                let id = convent.id;
                let officers = load(move || fetch(move |client| async move { client.get_officers(id, None).await }));
                let more = view! { <a href=format!("/convents/{id}")>{tx!(start.to_convent)}</a> }.into_any();
                let body = view! {
                    <p class="quiet">{convent.name}</p>
                    {show(officers, |officers| officer_cards(officers, |_| None))}
                };
                section(tx!(start.convent), Some(more), body.into_any())
            })
            .collect::<Vec<_>>()
    })
    .into_any()
}
