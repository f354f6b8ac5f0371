//! A body's place in the tree, its host, who coordinates it, and how it is made up, as everybody may know it.

use crate::api::{self, fetch, load};
use crate::components::feedback::{Tone, note, show};
use crate::components::page::section;
use crate::components::words;
use crate::state::session;
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::BodyId;
use obrady_types::body_profiles::BodyProfile;
use obrady_types::covers::CoverState;
use obrady_types::groups::{Body, MembershipCapacity};

/// The section.
pub fn profile(body: Body) -> AnyView {
    let (id, areas) = (body.id, body.topic_areas);
    let profile = load(move || fetch(move |client| async move { client.get_body_profile(id).await }));
    section(tx!(groups.composition), None, show(profile, move |profile| content(profile, &areas)))
}

fn content(profile: BodyProfile, areas: &[String]) -> AnyView {
    let link = |id: BodyId, name: String| view! { <a href=format!("/groups/{id}")>{name}</a> }.into_any();
    let parent = profile.parent.map(|parent| row(tx!(groups.parent), link(parent.id, parent.name)));
    let host = profile.host.map(|host| row(tx!(groups.host), host.name.into_any()));
    let areas = (!areas.is_empty()).then(|| row(tx!(groups.areas), areas.join(", ").into_any()));
    let coordinators = coordinators(profile.coordinators, profile.coordinator_names);
    let people: Vec<AnyView> = profile
        .capacities
        .into_iter()
        .map(|share| view! { <div>{capacity(share.capacity)}": "{share.people}</div> }.into_any())
        .collect();
    let people = (!people.is_empty()).then(|| row(tx!(groups.people), people.into_any()));
    let named: Vec<AnyView> = profile
        .public_members
        .into_iter()
        .map(|member| {
            let place = member.institution_name.map(|name| format!(", {name}"));
            view! { <div>{member.name}{place}</div> }.into_any()
        })
        .collect();
    let named = (!named.is_empty()).then(|| row(tx!(groups.public_members), named.into_any()));
    let institutions: Vec<AnyView> = profile
        .institutions
        .into_iter()
        .map(|share| view! { <li>{share.name}" ("{share.people}")"</li> }.into_any())
        .collect();
    let institutions = (!institutions.is_empty()).then(|| {
        view! { <details><summary>{tx!(groups.institutions)}</summary><ul>{institutions}</ul></details> }.into_any()
    });
    let children: Vec<AnyView> = profile
        .children
        .into_iter()
        .map(|child| {
            let kind = words::body_kind(child.body.kind, None);
            view! { <li>{link(child.body.id, child.body.name)}" "<span class="quiet">{kind}</span></li> }.into_any()
        })
        .collect();
    let children =
        (!children.is_empty()).then(|| view! { <h3>{tx!(groups.children)}</h3><ul>{children}</ul> }.into_any());
    view! {
        <dl class="facts-list">{parent}{host}{areas}{coordinators}{people}{named}</dl>
        {institutions}
        {children}
    }
    .into_any()
}

fn row(name: Text, value: AnyView) -> AnyView {
    view! { <dt>{name}</dt><dd>{value}</dd> }.into_any()
}

/// Names of public functions; the others are counted.
fn coordinators(all: i32, names: Vec<String>) -> Option<AnyView> {
    let unnamed = usize::try_from(all).unwrap_or_default().saturating_sub(names.len());
    if names.is_empty() && unnamed == 0 {
        return None;
    }
    let others = (unnamed > 0)
        .then(|| view! { <div>{text(move || tr!(groups.people_unnamed, count = unnamed))}</div> }.into_any());
    let names = (!names.is_empty()).then(|| view! { <div>{names.join(", ")}</div> }.into_any());
    Some(row(tx!(groups.coordinator), vec![names.into_any(), others.into_any()].into_any()))
}

/// A capacity in words.
pub fn capacity(capacity: MembershipCapacity) -> Text {
    match capacity {
        MembershipCapacity::Member => tx!(groups.cap_member),
        MembershipCapacity::Observer => tx!(groups.cap_observer),
        MembershipCapacity::Expert => tx!(groups.cap_expert),
        MembershipCapacity::Secretary => tx!(groups.cap_secretary),
    }
}

/// Who stands in for the coordinator today, for those whom it concerns.
pub fn cover_note(id: BodyId) -> AnyView {
    (move || session::me().filter(|me| me.account_id.is_some()).map(|_| cover_now(id))).into_any()
}

fn cover_now(id: BodyId) -> AnyView {
    let covers = load(move || fetch(move |client| async move { client.list_covers(Some(id), &api::many()).await }));
    (move || {
        let now = covers.ready()?.items.into_iter().find(|cover| cover.state == CoverState::InForce)?;
        let (absent, covering, last) = (now.absent_name, now.covering_name, now.to.pred_opt().unwrap_or(now.to));
        let words = text(move || {
            let date = dates::plain_day(last);
            tr!(groups.cover_now, covering = covering.clone(), absent = absent.clone(), date = date)
        });
        Some(note(Tone::Info, view! { <p>{words}</p> }.into_any()))
    })
    .into_any()
}
