//! Service accounts of integrators: make one with scopes and an expiry, see its key once, switch it off, remove it.

use super::model::with_query;
use super::service_account_form::create_form;
use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, badge, empty, failure_words, show};
use crate::components::form::Form;
use crate::components::form_errors::error_summary;
use crate::components::icon::{Icon, icon};
use crate::components::page::PageHead;
use crate::state::toasts;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::identity::{ServiceAccount, ServiceAccountPatch};
use wasm_bindgen_futures::spawn_local;

/// The page.
pub fn page() -> AnyView {
    let accounts = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_service_accounts(&page).await }
            })
            .await
        })
    });
    let (making, removing) = (RwSignal::new(false), RwSignal::new(None::<ServiceAccount>));
    let action = view! {
        <button type="button" class="primary" on:click=move |_| making.set(true)>{icon(Icon::Add)}{tx!(admin.new_service)}</button>
    };
    let body = view! {
        <p class="lead">{tx!(admin.service_lead)}</p>
        {show(accounts, move |all| list(all, accounts, removing))}
        {dialog(making, "new-service", tx!(admin.new_service), move || create_form(accounts, making))}
        {remove_dialog(accounts, removing)}
    };
    PageHead::new(tx!(admin.service_accounts)).action(action.into_any()).view(body.into_any())
}

fn list(
    all: Vec<ServiceAccount>,
    accounts: Loaded<Vec<ServiceAccount>>,
    removing: RwSignal<Option<ServiceAccount>>,
) -> AnyView {
    if all.is_empty() {
        return empty(tx!(admin.no_services), None);
    }
    let rows: Vec<AnyView> = all.into_iter().map(|account| row(account, accounts, removing)).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(
    account: ServiceAccount,
    accounts: Loaded<Vec<ServiceAccount>>,
    removing: RwSignal<Option<ServiceAccount>>,
) -> AnyView {
    let expired = account.expires_at.is_some_and(|end| end <= dates::now());
    let state = match (account.disabled, expired) {
        (true, _) => badge(Tone::Danger, tx!(admin.off)),
        (false, true) => badge(Tone::Attention, tx!(admin.expired)),
        (false, false) => badge(Tone::Done, tx!(admin.on)),
    };
    let scopes: Vec<&str> = account.scopes.iter().map(|scope| scope.as_str()).collect();
    let (expires, used) = (account.expires_at, account.last_used_at);
    let expires = text(move || match expires {
        Some(end) => tr!(admin.until, date = dates::instant_time(end)),
        None => tr!(admin.no_expiry).to_owned(),
    });
    let used = text(move || match used {
        Some(at) => tr!(admin.last_used, date = dates::instant_time(at)),
        None => tr!(admin.never_used).to_owned(),
    });
    let switch = if account.disabled { tx!(admin.switch_on) } else { tx!(admin.switch_off) };
    let (id, toggled, removed) = (account.id, account.clone(), account.clone());
    let href = with_query("/admin/audit", &[("object", id.to_string())]);
    view! {
        <li class="row">
            <div class="row-main">
                <span class="row-title">{account.name}</span>
                <div class="row-facts"><code>{id.to_string()}</code><span>{scopes.join(", ")}</span></div>
                <div class="row-facts"><span>{expires}</span><span>{used}</span></div>
            </div>
            <div class="row-end">
                {state}
                <button type="button" class="plain" on:click=move |_| toggle(accounts, toggled.clone())>{switch}</button>
                <button type="button" class="plain" on:click=move |_| removing.set(Some(removed.clone()))>{tx!(admin.revoke)}</button>
                <a href=href>{tx!(admin.history)}</a>
            </div>
        </li>
    }
    .into_any()
}

fn toggle(accounts: Loaded<Vec<ServiceAccount>>, account: ServiceAccount) {
    spawn_local(async move {
        let patch = ServiceAccountPatch { disabled: Some(!account.disabled), ..ServiceAccountPatch::default() };
        let (id, version) = (account.id, account.version);
        let answer = api::send(|client| {
            let patch = patch.clone();
            async move { client.update_service_account(id, version, &patch).await }
        })
        .await;
        match answer {
            Ok(now) => {
                accounts
                    .update(|all| all.iter_mut().filter(|one| one.id == id).for_each(|one| *one = now.value.clone()));
                toasts::show(tr!(common.saved).to_owned());
            }
            Err(error) => {
                toasts::show(failure_words(&Failure::from(error)));
                accounts.reload_quietly();
            }
        }
    });
}

fn remove_dialog(accounts: Loaded<Vec<ServiceAccount>>, removing: RwSignal<Option<ServiceAccount>>) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(removing.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            removing.set(None);
        }
        now
    });
    dialog(open, "revoke-service", tx!(admin.revoke), move || {
        removing.get_untracked().map(|account| remove_form(accounts, account, open)).into_any()
    })
}

fn remove_form(accounts: Loaded<Vec<ServiceAccount>>, account: ServiceAccount, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let (id, version, name) = (account.id, account.version, account.name);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(async move {
            api::send(move |client| async move { client.delete_service_account(id, version).await }).await?;
            accounts.update(|all| all.retain(|one| one.id != id));
            toasts::show(tr!(admin.revoked).to_owned());
            open.set(false);
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{text(move || tr!(admin.revoke_body, name = name.clone()))}</p>
            <div class="actions">
                {form.button(tx!(admin.revoke))}
                <button type="button" on:click=move |_| open.set(false)>{tx!(common.cancel)}</button>
            </div>
        </form>
    }
    .into_any()
}
