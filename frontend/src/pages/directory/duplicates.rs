//! Entries that may stand twice: side by side, and what merging them would move.

use super::institutions::admin_links;
use super::merging::{Side, pair};
use super::words;
use crate::api::{fetch, load};
use crate::components::feedback::{Tone, empty, note, show};
use crate::components::page::{PageHead, section};
use crate::texts::Text;
use crate::tx;
use leptos::prelude::*;
use obrady_types::directory::{DuplicateReason, Duplicates, Institution, Person};

/// The page.
pub fn page() -> AnyView {
    let found = load(|| fetch(|client| async move { client.find_duplicates(None).await }));
    let body = view! {
        {admin_links()}
        {show(found, move |all: Duplicates| content(all, move || found.reload_quietly()))}
    };
    PageHead::new(tx!(directory.duplicates)).view(body.into_any())
}

fn content(all: Duplicates, done: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    if all.people.is_empty() && all.institutions.is_empty() {
        return empty(tx!(directory.no_duplicates), None);
    }
    let more = all.more.then(|| note(Tone::Info, view! { <p>{tx!(directory.more_duplicates)}</p> }.into_any()));
    let people: Vec<AnyView> =
        all.people.into_iter().map(|group| pairs(why(group.reason), sides(group.people, person), done)).collect();
    let places = all.institutions.into_iter();
    let places: Vec<AnyView> =
        places.map(|group| pairs(why(group.reason), sides(group.institutions, institution), done)).collect();
    let part = |title: Text, groups: Vec<AnyView>| {
        (!groups.is_empty()).then(|| section(title, None, view! { <div>{groups}</div> }.into_any()))
    };
    view! { {more}{part(tx!(directory.people), people)}{part(tx!(directory.institutions), places)} }.into_any()
}

fn why(reason: DuplicateReason) -> Text {
    match reason {
        DuplicateReason::SameName => tx!(directory.same_name),
        DuplicateReason::SameEmail => tx!(directory.same_email),
    }
}

fn sides<T>(rows: Vec<T>, side: fn(T) -> Side) -> Vec<Side> {
    rows.into_iter().map(side).collect()
}

fn person(one: Person) -> Side {
    Side {
        person: true,
        id: one.id.0,
        version: one.version,
        href: format!("/admin/people/{}", one.id),
        name: format!("{} {}", one.first_name, one.last_name),
        facts: [one.email, one.phone, one.external_reference].into_iter().flatten().collect(),
    }
}

fn institution(one: Institution) -> Side {
    let county = one.county.map(|county| county.name);
    Side {
        person: false,
        id: one.id.0,
        version: one.version,
        href: format!("/institutions/{}", one.id),
        name: one.name,
        facts: [Some(words::kind(one.kind).get_untracked()), one.town, one.address, county]
            .into_iter()
            .flatten()
            .collect(),
    }
}

/// Each entry of a group beside the first one.
fn pairs(why: Text, sides: Vec<Side>, done: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let mut sides = sides.into_iter();
    let Some(first) = sides.next() else { return ().into_any() };
    let pairs: Vec<AnyView> = sides.map(|other| pair(why, first.clone(), other, done)).collect();
    pairs.into_any()
}
