//! How somebody gets into their account: a link to a password, ending their sessions, taking a lost factor away.

use crate::api::{self, Failure, Loaded};
use crate::components::copying;
use crate::components::feedback::{Tone, failure_words, note};
use crate::components::page::section;
use crate::state::toasts;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::AccountId;
use obrady_types::identity::{AccessLink, Account};
use wasm_bindgen_futures::spawn_local;

/// What the dialogue of an account shows.
pub fn access_of(account: Account, accounts: Loaded<Vec<Account>>) -> AnyView {
    let (id, name) = (account.id, account.display_name.clone());
    let link = RwSignal::new(None::<AccessLink>);
    let busy = RwSignal::new(false);
    let shown = move || link.get().map(|link| link_view(&link));
    let has_factor = RwSignal::new(account.second_factor);
    let factor = move || {
        has_factor.get().then(|| {
            let reset = move |_| reset_factor(id, accounts, has_factor, busy);
            let body = view! {
                <p>{tx!(admin.reset_factor_note)}</p>
                <p>
                    <button type="button" class="danger" disabled=busy on:click=reset>{tx!(admin.reset_factor)}</button>
                </p>
            };
            section(tx!(access.factor_title), None, body.into_any())
        })
    };
    view! {
        <p><strong>{name}</strong>", "{account.sign_in_name}</p>
        <p>{tx!(admin.link_note)}</p>
        <p>
            <button type="button" class="primary" disabled=busy on:click=move |_| make_link(id, link, busy)>
                {tx!(admin.make_link)}
            </button>
        </p>
        <div aria-live="polite">{shown}</div>
        <div class="actions">
            <button type="button" disabled=busy on:click=move |_| end_sign_ins(id, busy)>{tx!(admin.end_sign_ins)}</button>
        </div>
        {factor}
    }
    .into_any()
}

fn link_view(link: &AccessLink) -> AnyView {
    let origin = window().location().origin().unwrap_or_default();
    let (address, until) = (format!("{origin}/set-password#{}", link.token), link.expires_at);
    let copied = address.clone();
    let copy = move |_| copying::copy(copied.clone(), "access-link");
    view! {
        {note(Tone::Attention, view! { <p>{tx!(admin.link_once)}</p> }.into_any())}
        <div class="field">
            <label for="access-link">{tx!(admin.link_label)}</label>
            <p class="hint">{text(move || tr!(admin.link_until, date = dates::instant_time(until)))}</p>
            <input id="access-link" type="text" readonly=true autocomplete="off" value=address />
        </div>
        <p><button type="button" on:click=copy>{tx!(admin.copy)}</button></p>
    }
    .into_any()
}

fn make_link(id: AccountId, link: RwSignal<Option<AccessLink>>, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        match api::send(move |client| async move { client.create_access_link(id).await }).await {
            Ok(made) => {
                let _ = link.try_set(Some(made));
            }
            Err(error) => toasts::show(failure_words(&Failure::from(error))),
        }
        let _ = busy.try_set(false);
    });
}

fn end_sign_ins(id: AccountId, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        match api::send(move |client| async move { client.end_account_sign_ins(id).await }).await {
            Ok(()) => toasts::show(tr!(admin.sign_ins_ended).to_owned()),
            Err(error) => toasts::show(failure_words(&Failure::from(error))),
        }
        let _ = busy.try_set(false);
    });
}

fn reset_factor(id: AccountId, accounts: Loaded<Vec<Account>>, has_factor: RwSignal<bool>, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        match api::send(move |client| async move { client.reset_second_factor(id).await }).await {
            Ok(()) => {
                toasts::show(tr!(admin.factor_reset).to_owned());
                let _ = has_factor.try_set(false);
                accounts.reload_quietly();
            }
            Err(error) => toasts::show(failure_words(&Failure::from(error))),
        }
        let _ = busy.try_set(false);
    });
}
