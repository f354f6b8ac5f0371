//! The form that makes a service account, and the key that it shows once.

use crate::api::{self, Loaded};
use crate::calendar::parse_date;
use crate::components::feedback::{Tone, note};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::{dates, tr, tx};
use chrono::NaiveTime;
use leptos::prelude::*;
use obrady_types::identity::{ApiScope, ServiceAccount, ServiceAccountCreate, ServiceAccountSecret};
use obrady_types::validate;

/// The form; when it has succeeded, the key stands in its place.
pub fn create_form(accounts: Loaded<Vec<ServiceAccount>>, open: RwSignal<bool>) -> AnyView {
    let made = RwSignal::new(None::<ServiceAccountSecret>);
    (move || match made.get() {
        Some(secret) => shown(&secret, open),
        None => form(accounts, made),
    })
    .into_any()
}

fn form(accounts: Loaded<Vec<ServiceAccount>>, made: RwSignal<Option<ServiceAccountSecret>>) -> AnyView {
    let form = Form::default();
    let (name, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let scopes = RwSignal::new(Vec::<ApiScope>::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (text, mut errors) = (until.get_untracked(), Vec::new());
        let mut expires_at = None;
        if !text.trim().is_empty() {
            match parse_date(&text).and_then(|day| day.succ_opt()) {
                Some(after) => expires_at = Some(dates::home_instant(after, NaiveTime::MIN)),
                None => errors.push(form.at("service-until", tr!(meetings.date_wrong))),
            }
        }
        let input = ServiceAccountCreate {
            name: name.get_untracked(),
            scopes: scopes.get_untracked(),
            expires_at,
            region_id: None,
        };
        if input.scopes.is_empty() {
            errors.push(form.at("service-scopes", tr!(admin.choose_scopes)));
        }
        let found: Vec<_> = validate(&input).into_iter().filter(|error| error.pointer != "/scopes").collect();
        errors.extend(form.found(&found));
        if form.refuse(errors) {
            return;
        }
        form.submit(async move {
            let secret = api::send(|client| {
                let input = input.clone();
                async move { client.create_service_account(&input).await }
            })
            .await?
            .value;
            accounts.update(|all| all.push(secret.account.clone()));
            made.set(Some(secret));
            Ok(())
        });
    };
    let boxes: Vec<AnyView> = ApiScope::ALL
        .iter()
        .enumerate()
        .map(|(nth, scope)| {
            let scope = *scope;
            let id = if nth == 0 { "service-scopes".to_owned() } else { format!("service-scope-{nth}") };
            let toggle = move |_| {
                scopes.update(|chosen| {
                    if chosen.contains(&scope) {
                        chosen.retain(|one| *one != scope);
                    } else {
                        chosen.push(scope);
                    }
                });
            };
            view! {
                <label class="check">
                    <input type="checkbox" id=id prop:checked=move || scopes.with(|all| all.contains(&scope)) on:change=toggle />
                    <code>{scope.as_str()}</code>
                </label>
            }
            .into_any()
        })
        .collect();
    let wrong = move || {
        let errors = form.errors.get();
        let words = errors.into_iter().find(|error| error.id == Some("service-scopes")).map(|error| error.text);
        words.map(|words| {
            view! { <p class="field-error"><span class="sr">{tx!(common.error_prefix)}</span>{words}</p> }.into_any()
        })
    };
    let until_field = Field::new("service-until", "/expires_at", tx!(admin.expires)).hint(tx!(admin.expires_hint));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.input(Field::new("service-name", "/name", tx!(admin.service_name)).hint(tx!(admin.service_name_hint)), name)}
            <fieldset class="field"><legend class="legend">{tx!(admin.scopes)}</legend>{wrong}<div class="choices">{boxes}</div></fieldset>
            {form.input(until_field.width("short").optional(), until)}
            {form.button(tx!(admin.make_service))}
        </form>
    }
    .into_any()
}

fn shown(secret: &ServiceAccountSecret, open: RwSignal<bool>) -> AnyView {
    let words = view! { <p>{tx!(admin.key_once)}</p> };
    view! {
        {note(Tone::Attention, words.into_any())}
        <dl class="facts-list">
            <dt>"client_id"</dt><dd><code>{secret.account.id.to_string()}</code></dd>
            <dt>"client_secret"</dt><dd><code id="service-key" class="breakable">{secret.client_secret.clone()}</code></dd>
        </dl>
        <p><button type="button" class="primary" on:click=move |_| open.set(false)>{tx!(admin.key_kept)}</button></p>
    }
    .into_any()
}
