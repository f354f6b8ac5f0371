//! The list of people: public functions for everybody, all of the region for those who keep the directory.

use super::institutions::admin_links;
use super::model::list_address;
use super::person_forms::new_person;
use crate::api::{self, fetch, load};
use crate::components::feedback::{Tone, badge, empty, show};
use crate::components::page::PageHead;
use crate::state::session;
use crate::{address, standing, tr, tx};
use leptos::prelude::*;
use obrady_client::PeopleFilter;
use obrady_types::directory::Person;
use obrady_types::{Page, PageQuery};
use wasm_bindgen_futures::spawn_local;

/// The public page.
pub fn page() -> AnyView {
    people("/people")
}

/// The page for those who keep the directory.
pub fn admin_page() -> AnyView {
    people("/admin/people")
}

fn people(path: &'static str) -> AnyView {
    let q = address::query("q");
    let filter = move |page| PeopleFilter { region_id: session::me().map(|me| me.region_id), q: q.get(), page };
    let found = load(move || {
        let filter = filter(PageQuery { count: Some(true), ..PageQuery::default() });
        fetch(move |client| {
            let filter = filter.clone();
            async move { client.list_people(&filter).await }
        })
    });
    let facts = move || {
        let count = found.ready().and_then(|page| page.total)?;
        Some(view! { <span>{tr!(directory.people_count, count = count)}</span> }.into_any())
    };
    let admin = path != "/people";
    let keeps = move || admin && session::me().is_some_and(|me| standing::administers(Some(&me), me.region_id));
    let making = RwSignal::new(false);
    let action = move || {
        keeps().then(|| {
            view! {
                <button type="button" class="primary" on:click=move |_| making.set(true)>{tx!(directory.new_person)}</button>
            }
            .into_any()
        })
    };
    let more = move |cursor: String| {
        let filter = untrack(|| filter(PageQuery { cursor: Some(cursor), ..PageQuery::default() }));
        spawn_local(async move {
            let next = api::send(|client| {
                let filter = filter.clone();
                async move { client.list_people(&filter).await }
            });
            if let Ok(next) = next.await {
                found.update(|page| {
                    page.items.extend(next.items);
                    page.next = next.next;
                });
            }
        });
    };
    let body = view! {
        {admin.then(admin_links)}
        {search(path, q)}
        {show(found, move |page| list(path, page, q, more))}
        {move || keeps().then(|| new_person(making))}
    };
    PageHead::new(tx!(directory.people)).facts(facts.into_any()).action(action.into_any()).view(body.into_any())
}

fn search(path: &'static str, q: Memo<Option<String>>) -> AnyView {
    let words = RwSignal::new(String::new());
    Effect::new(move |_| words.set(q.get().unwrap_or_default()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        address::go(&list_address(path, &[("q", &words.get_untracked())], address::encode));
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <div class="field">
                <label for="people-text">{tx!(directory.search_person)}</label>
                <input id="people-text" type="search" name="q" autocomplete="off" prop:value=words
                    on:input=move |event| words.set(event_target_value(&event)) />
            </div>
            <button type="submit">{tx!(directory.search)}</button>
        </form>
    }
    .into_any()
}

fn list(
    path: &'static str,
    page: Page<Person>,
    q: Memo<Option<String>>,
    more: impl Fn(String) + Copy + 'static,
) -> AnyView {
    if page.items.is_empty() {
        return if q.get_untracked().is_some() {
            let clear = view! { <a class="button" href=path>{tx!(directory.clear)}</a> };
            empty(tx!(directory.no_person_found), Some(clear.into_any()))
        } else {
            empty(tx!(directory.no_people), None)
        };
    }
    let linked = path != "/people";
    let rows: Vec<AnyView> = page.items.into_iter().map(|person| row(person, linked)).collect();
    let button = page.next.map(|cursor| {
        view! {
            <p><button type="button" on:click=move |_| more(cursor.clone())>{tx!(directory.show_more)}</button></p>
        }
        .into_any()
    });
    view! { <ul class="rows">{rows}</ul>{button} }.into_any()
}

fn row(person: Person, linked: bool) -> AnyView {
    let title = person.display_title.map(|title| format!("{title} ")).unwrap_or_default();
    let name = format!("{title}{} {}", person.first_name, person.last_name);
    let name = if linked {
        view! { <a href=format!("/admin/people/{}", person.id)>{name}</a> }.into_any()
    } else {
        view! { <span>{name}</span> }.into_any()
    };
    // A mail address is never shown on the public page, whoever looks.
    let email = person.email.filter(|_| linked).map(|email| view! { <span>{email}</span> }.into_any());
    view! {
        <li class="row" class:link-row=linked>
            <div class="row-main">{name}<div class="row-facts">{email}</div></div>
            {person.erased_at.is_some().then(|| badge(Tone::Plain, tx!(directory.erased)))}
            {(linked && person.is_public_function).then(|| badge(Tone::Info, tx!(directory.public_function)))}
        </li>
    }
    .into_any()
}
