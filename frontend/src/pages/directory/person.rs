//! The page of a person for those who keep the directory: posts, corrections, the export of their data, erasure.

use super::erasure::{erased, erasure};
use super::person_forms::{edit_person, edit_post, end_post, new_post};
use super::words;
use crate::api::{self, Loaded, fetch, load};
use crate::components::feedback::{Tone, badge, empty, show};
use crate::components::page::{PageHead, section};
use crate::state::session;
use crate::texts::text;
use crate::{dates, standing, tr, tx};
use leptos::prelude::*;
use obrady_client::AffiliationFilter;
use obrady_types::PersonId;
use obrady_types::directory::{Affiliation, ErasureReport, Person};
use std::collections::BTreeMap;

/// A post with the name of its institution.
pub(super) type Post = (Affiliation, String);

/// The page.
pub fn page(id: PersonId) -> AnyView {
    let person = load(move || fetch(move |client| async move { client.get_person(id).await.map(|one| one.value) }));
    let posts = load(move || {
        fetch(move |client| async move {
            let filter = AffiliationFilter { person_id: Some(id), page: api::many(), ..AffiliationFilter::default() };
            let all = client.list_affiliations(&filter).await?.items;
            let mut names = BTreeMap::new();
            for post in &all {
                if let std::collections::btree_map::Entry::Vacant(place) = names.entry(post.institution_id.to_string())
                {
                    place.insert(client.get_institution(post.institution_id).await?.value.name);
                }
            }
            let name = |post: &Affiliation| names.get(&post.institution_id.to_string()).cloned().unwrap_or_default();
            Ok(all.into_iter().map(|post| (post.clone(), name(&post))).collect::<Vec<Post>>())
        })
    });
    let keeps = Memo::new(move |_| {
        person.ready().is_some_and(|one| {
            one.erased_at.is_none() && standing::administers(session::me().as_deref(), one.region_id)
        })
    });
    let (editing, adding, erasing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let (ending, changing) = (RwSignal::new(None::<Affiliation>), RwSignal::new(None::<Affiliation>));
    let report = RwSignal::new(None::<ErasureReport>);
    let action = move || {
        keeps.get().then(|| {
            view! {
                <button type="button" class="primary" on:click=move |_| editing.set(true)>{tx!(directory.edit)}</button>
            }
            .into_any()
        })
    };
    let add = move || {
        keeps.get().then(|| {
            view! { <button type="button" on:click=move |_| adding.set(true)>{tx!(directory.new_post)}</button> }
                .into_any()
        })
    };
    let tools = move || keeps.get().then(|| data(person, erasing));
    let dialogs = move || {
        keeps.get().then(|| {
            view! {
                {edit_person(editing, person)}
                {new_post(adding, person, posts)}
                {end_post(ending, posts)}
                {edit_post(changing, posts)}
            }
            .into_any()
        })
    };
    let body = view! {
        {move || report.get().map(erased)}
        {show(person, contact)}
        {section(tx!(directory.posts), Some(add.into_any()), show(posts, move |all| post_rows(all, keeps, ending, changing)))}
        {tools}
        {dialogs}
        {erasure(erasing, person, posts, report)}
    };
    PageHead::new(person.title(|one| format!("{} {}", one.first_name, one.last_name)))
        .under(tx!(directory.people), "/admin/people")
        .facts((move || person.ready().map(facts)).into_any())
        .action(action.into_any())
        .view(body.into_any())
}

fn facts(one: Person) -> AnyView {
    view! {
        {one.display_title.map(|title| view! { <span>{title}</span> }.into_any())}
        {one.is_public_function.then(|| badge(Tone::Info, tx!(directory.public_function)))}
        {one.erased_at.is_some().then(|| badge(Tone::Plain, tx!(directory.erased)))}
        {one.synthetic.then(|| badge(Tone::Plain, tx!(directory.synthetic)))}
    }
    .into_any()
}

fn contact(one: Person) -> AnyView {
    let none = one.email.is_none() && one.phone.is_none() && one.external_reference.is_none();
    if none {
        return ().into_any();
    }
    let fact = |term, value: Option<String>| value.map(|value| view! { <dt>{term}</dt><dd>{value}</dd> }.into_any());
    view! {
        <dl class="facts-list">
            {fact(tx!(directory.email), one.email)}
            {fact(tx!(directory.phone), one.phone)}
            {fact(tx!(directory.reference), one.external_reference)}
        </dl>
    }
    .into_any()
}

fn post_rows(
    all: Vec<Post>,
    keeps: Memo<bool>,
    ending: RwSignal<Option<Affiliation>>,
    changing: RwSignal<Option<Affiliation>>,
) -> AnyView {
    if all.is_empty() {
        return empty(tx!(directory.no_posts), None);
    }
    let rows: Vec<AnyView> = all
        .into_iter()
        .map(|(post, name)| {
            let (from, to) = (post.from, post.to);
            let open = post.clone();
            let end = move || {
                let (post, same) = (open.clone(), open.clone());
                (keeps.get() && post.to.is_none()).then(|| {
                    view! {
                        <button type="button" on:click=move |_| changing.set(Some(same.clone()))>{tx!(directory.edit_post)}</button>
                        <button type="button" on:click=move |_| ending.set(Some(post.clone()))>{tx!(directory.end_post)}</button>
                    }
                    .into_any()
                })
            };
            view! {
                <li class="row">
                    <div class="row-main">
                        <a href=format!("/institutions/{}", post.institution_id)>{name}</a>
                        <div class="row-facts">
                            <span>{post.position_title}</span>
                            {post.profession.map(|one| view! { <span>{words::profession(one)}</span> }.into_any())}
                            <span>{text(move || tr!(directory.since, date = dates::plain_day(from)))}</span>
                            {to.map(|to| view! { <span>{text(move || tr!(directory.until, date = dates::plain_day(to)))}</span> }.into_any())}
                        </div>
                    </div>
                    {post.is_head.then(|| badge(Tone::Info, tx!(directory.heads)))}
                    {end}
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn data(person: Loaded<Person>, erasing: RwSignal<bool>) -> AnyView {
    let href = move || person.ready().map(|one| format!("/people/{}/data", one.id));
    let body = view! {
        <p>{tx!(directory.data_note)}</p>
        <div class="actions">
            <a class="button" href=href>{tx!(directory.export)}</a>
            <button type="button" on:click=move |_| erasing.set(true)>{tx!(directory.erase)}</button>
        </div>
    };
    section(tx!(directory.data), None, body.into_any())
}
