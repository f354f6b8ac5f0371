//! Where one is signed in: each browser, since when, and ending it.

use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::feedback::{Tone, badge, failure_words, show};
use crate::components::page::section;
use crate::state::toasts;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::SignInId;
use obrady_types::identity::SignIn;
use wasm_bindgen_futures::spawn_local;

/// The section.
pub fn sign_ins() -> AnyView {
    let all = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_sign_ins(&page).await }
            })
            .await
        })
    });
    let others = move || {
        let any = all.ready().is_some_and(|all: Vec<SignIn>| all.iter().any(|one| !one.current));
        any.then(|| {
            view! { <button type="button" on:click=move |_| end_others(all)>{tx!(account.end_others)}</button> }
                .into_any()
        })
    };
    section(tx!(account.sign_ins), Some(others.into_any()), show(all, move |list| rows(list, all)))
}

fn rows(list: Vec<SignIn>, all: Loaded<Vec<SignIn>>) -> AnyView {
    let rows: Vec<AnyView> = list.into_iter().map(|one| row(one, all)).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(one: SignIn, all: Loaded<Vec<SignIn>>) -> AnyView {
    let (id, since, used) = (one.id, one.signed_in_at, one.last_used_at);
    let name = browser_name(&one.user_agent);
    let end = if one.current {
        badge(Tone::Info, tx!(account.this_sign_in))
    } else {
        view! { <button type="button" class="plain" on:click=move |_| end(all, id)>{tx!(account.end_sign_in)}</button> }
            .into_any()
    };
    view! {
        <li class="row">
            <div class="row-main">
                <span class="row-title">{name}</span>
                <div class="row-facts">
                    <span>{text(move || tr!(account.signed_in_at, date = dates::instant_time(since)))}</span>
                    <span>{text(move || tr!(account.last_used, date = dates::instant_time(used)))}</span>
                </div>
            </div>
            <div class="row-end">{end}</div>
        </li>
    }
    .into_any()
}

/// The browser and the system in a few words, as far as they can be told.
fn browser_name(agent: &str) -> String {
    let known = |names: &[(&str, &str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| (*name).to_owned())
    };
    let browser = known(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = known(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) if agent.is_empty() => tr!(account.unknown_device).to_owned(),
        (None, None) => agent.chars().take(80).collect(),
    }
}

fn end(all: Loaded<Vec<SignIn>>, id: SignInId) {
    spawn_local(async move {
        match api::send(move |client| async move { client.delete_sign_in(id).await }).await {
            Ok(()) => {
                all.update(|list| list.retain(|one| one.id != id));
                toasts::show(tr!(account.sign_in_ended).to_owned());
            }
            Err(error) => {
                toasts::show(failure_words(&Failure::from(error)));
                all.reload_quietly();
            }
        }
    });
}

fn end_others(all: Loaded<Vec<SignIn>>) {
    spawn_local(async move {
        match api::send(|client| async move { client.end_other_sign_ins().await }).await {
            Ok(()) => {
                all.update(|list| list.retain(|one| one.current));
                toasts::show(tr!(account.others_ended).to_owned());
            }
            Err(error) => toasts::show(failure_words(&Failure::from(error))),
        }
    });
}
