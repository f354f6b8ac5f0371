//! Accounts: search, make, block and open again, and the roles of each.

use super::account_access::access_of;
use super::account_forms::create_form;
use super::model::with_query;
use super::roles::roles;
use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, badge, empty, failure_words, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::{PageHead, section};
use crate::state::toasts;
use crate::texts::Text;
use crate::{address, tr, tx};
use leptos::prelude::*;
use obrady_client::AccountFilter;
use obrady_types::identity::{Account, AccountPatch};
use obrady_types::{AccountId, ErrorCode};
use wasm_bindgen_futures::spawn_local;

const PATH: &str = "/admin/accounts";

/// The page.
pub fn page() -> AnyView {
    let (q, state) = (address::query("q"), address::query("state"));
    let accounts = load(move || {
        let (q, state) = (q.get(), state.get());
        let disabled = match state.as_deref() {
            Some("blocked") => Some(true),
            Some("open") => Some(false),
            _ => None,
        };
        fetch(move |client| {
            let filter = AccountFilter { q: q.clone(), disabled, ..AccountFilter::default() };
            async move {
                api::whole(|page| {
                    let (client, filter) = (client.clone(), AccountFilter { page, ..filter.clone() });
                    async move { client.list_accounts(&filter).await }
                })
                .await
            }
        })
    });
    let making = RwSignal::new(false);
    let chosen = RwSignal::new(None::<AccountId>);
    let access = RwSignal::new(None::<AccountId>);
    let action = view! {
        <button type="button" class="primary" on:click=move |_| making.set(true)>{icon(Icon::Add)}{tx!(admin.new_account)}</button>
    };
    let body = view! {
        {search(q, state)}
        {show(accounts, move |all| list(all, accounts, (chosen, access), q.get_untracked().is_some()))}
        {dialog(making, "new-account", tx!(admin.new_account), move || create_form(accounts, making, access))}
        {account_dialog(accounts, access, "account-access", tx!(admin.access), move |account| access_of(account, accounts))}
        {account_dialog(accounts, chosen, "account-roles", tx!(admin.roles), roles)}
    };
    PageHead::new(tx!(admin.accounts)).action(action.into_any()).view(body.into_any())
}

fn search(q: Memo<Option<String>>, state: Memo<Option<String>>) -> AnyView {
    let (words, chosen) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| words.set(q.get().unwrap_or_default()));
    Effect::new(move |_| chosen.set(state.get().unwrap_or_default()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = words.get_untracked();
        let query = [("q", address::encode(words.trim())), ("state", chosen.get_untracked())];
        address::go_within(&with_query(PATH, &query));
    };
    let states = vec![
        (String::new(), tx!(admin.any_state)),
        ("open".to_owned(), tx!(admin.open)),
        ("blocked".to_owned(), tx!(admin.blocked)),
    ];
    let none = Signal::derive(|| None);
    let invalid = Signal::derive(|| None);
    view! {
        <form class="search" role="search" on:submit=submit>
            <div class="field">
                <label for="search-accounts">{tx!(admin.search_accounts)}</label>
                <input id="search-accounts" type="search" autocomplete="off" prop:value=words
                    on:input=move |event| words.set(event_target_value(&event)) />
            </div>
            <div class="field">
                <label for="account-state">{tx!(admin.state)}</label>
                {crate::components::form::select("account-state", chosen, states, none, invalid, None)}
            </div>
            <button type="submit">{tx!(admin.show)}</button>
        </form>
    }
    .into_any()
}

/// The accounts whose roles and whose access are shown.
type Chosen = (RwSignal<Option<AccountId>>, RwSignal<Option<AccountId>>);

fn list(all: Vec<Account>, accounts: Loaded<Vec<Account>>, chosen: Chosen, asked: bool) -> AnyView {
    if all.is_empty() {
        let clear = asked.then(|| view! { <a class="button" href=PATH>{tx!(admin.clear)}</a> }.into_any());
        return empty(tx!(admin.no_accounts), clear);
    }
    let rows: Vec<AnyView> = all.into_iter().map(|account| row(account, accounts, chosen)).collect();
    section(tx!(admin.found_accounts), None, view! { <ul class="rows">{rows}</ul> }.into_any())
}

fn row(account: Account, accounts: Loaded<Vec<Account>>, (chosen, access): Chosen) -> AnyView {
    let (id, disabled) = (account.id, account.disabled);
    let state = if disabled { badge(Tone::Danger, tx!(admin.blocked)) } else { badge(Tone::Done, tx!(admin.open)) };
    let block = if disabled { tx!(admin.unblock) } else { tx!(admin.block) };
    let (name, of, roles_of) =
        (account.display_name.clone(), account.display_name.clone(), account.display_name.clone());
    let access_for = account.display_name.clone();
    let no_password = (!account.password_set).then(|| view! { <span>{tx!(admin.no_password)}</span> }.into_any());
    let factor = account.second_factor.then(|| view! { <span>{tx!(admin.has_factor)}</span> }.into_any());
    let href = with_query("/admin/audit", &[("object", id.to_string())]);
    view! {
        <li class="row" id=format!("account-{id}") tabindex="-1">
            <div class="row-main">
                <span class="row-title">{name}</span>
                <div class="row-facts"><span>{account.sign_in_name.clone()}</span>{no_password}{factor}</div>
            </div>
            <div class="row-end">
                {state}
                <button type="button" class="plain" on:click=move |_| chosen.set(Some(id))>
                    {tx!(admin.roles)}<span class="sr">": " {roles_of}</span>
                </button>
                <button type="button" class="plain" on:click=move |_| access.set(Some(id))>
                    {tx!(admin.access)}<span class="sr">": " {access_for}</span>
                </button>
                <button type="button" class="plain" on:click=move |_| block_or_open(accounts, account.clone())>
                    {block}<span class="sr">": " {of}</span>
                </button>
                <a href=href>{tx!(admin.history)}</a>
            </div>
        </li>
    }
    .into_any()
}

/// Blocks an account or opens it again, and offers to take that back.
fn block_or_open(accounts: Loaded<Vec<Account>>, account: Account) {
    let disabled = !account.disabled;
    spawn_local(async move {
        let patch = AccountPatch { disabled: Some(disabled), ..AccountPatch::default() };
        let (id, version) = (account.id, account.version);
        let answer = api::send(|client| {
            let patch = patch.clone();
            async move { client.update_account(id, version, &patch).await }
        })
        .await;
        match answer {
            Ok(now) => {
                let now = now.value;
                let kept = now.clone();
                accounts.update(|all| all.iter_mut().filter(|one| one.id == id).for_each(|one| *one = kept.clone()));
                crate::browser::focus_place_later(format!("account-{id}"));
                let name = now.display_name.clone();
                let words =
                    if disabled { tr!(admin.blocked_toast, name = name) } else { tr!(admin.opened_toast, name = name) };
                toasts::show_with(words, tr!(common.undo).to_owned(), move || block_or_open(accounts, now.clone()));
            }
            Err(error) => {
                let failure = Failure::from(error);
                if failure.code() == Some(ErrorCode::StaleVersion) {
                    accounts.reload_quietly();
                }
                toasts::show(failure_words(&failure));
            }
        }
    });
}

fn account_dialog(
    accounts: Loaded<Vec<Account>>,
    chosen: RwSignal<Option<AccountId>>,
    dialog_id: &'static str,
    title: Text,
    content: impl Fn(Account) -> AnyView + Send + 'static,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(chosen.get().is_some()));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            chosen.set(None);
        }
        now
    });
    dialog(open, dialog_id, title, move || {
        let found = accounts
            .ready_untracked()
            .and_then(|all| all.into_iter().find(|account| Some(account.id) == chosen.get_untracked()));
        found.map(&content).into_any()
    })
}
