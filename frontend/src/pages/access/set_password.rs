//! A password by a link. The token stands behind the `#`, which browsers send to nobody, and leaves the address bar at
//! once; opening the page changes nothing.

use crate::api;
use crate::components::feedback::{Tone, note};
use crate::components::form::{Field, Form};
use crate::components::page::PageHead;
use crate::texts::text;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::identity::AccessLinkRedeem;
use obrady_types::validate;
use wasm_bindgen::JsValue;

/// Takes the token out of the address.
fn take_token() -> String {
    let hash = window().location().hash().unwrap_or_default();
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some("/set-password"));
    }
    // Programs for chat and mail take the full stop after a link for a part of it.
    hash.trim_start_matches('#').chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

/// The page.
pub fn page() -> AnyView {
    let token = take_token();
    let form = Form::default();
    let done = RwSignal::new(None::<String>);
    let body = if token.is_empty() {
        let again = view! { <a class="button" href="/forgot-password">{tx!(sign_in.forgot)}</a> };
        view! { <p>{tx!(access.set_none)}</p><p>{again}</p> }.into_any()
    } else {
        (move || match done.get() {
            Some(name) => finished(name),
            None => password_form(token.clone(), form, done),
        })
        .into_any()
    };
    PageHead::new(tx!(access.set_title)).form(form).view(body)
}

fn finished(name: String) -> AnyView {
    let words = view! { <p>{text(move || tr!(access.set_done, name = name.clone()))}</p> };
    view! {
        <div role="status">{note(Tone::Done, words.into_any())}</div>
        <p><a class="button primary" href="/sign-in">{tx!(common.sign_in)}</a></p>
    }
    .into_any()
}

fn password_form(token: String, form: Form, done: RwSignal<Option<String>>) -> AnyView {
    let (password, shown) = (RwSignal::new(String::new()), RwSignal::new(false));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = AccessLinkRedeem { token: token.clone(), password: password.get_untracked() };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        form.submit(async move {
            let answer = api::send(|client| {
                let input = input.clone();
                async move { client.redeem_access_link(&input).await }
            })
            .await?;
            done.set(Some(answer.sign_in_name));
            Ok(())
        });
    };
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let field = Field::new("new-password", "/password", tx!(access.set_password)).hint(tx!(access.set_hint));
    view! {
        <form class="form narrow" novalidate=true on:submit=submit>
            <p>{tx!(access.set_lead)}</p>
            {form.password(field.autocomplete("new-password"), password, kind)}
            <p>
                <label class="check">
                    <input type="checkbox" prop:checked=shown on:change=move |_| shown.update(|is| *is = !*is) />
                    {tx!(sign_in.show_password)}
                </label>
            </p>
            {form.button(tx!(access.set_submit))}
            <p class="quiet">{tx!(access.set_again)}" "<a href="/forgot-password">{tx!(access.set_again_link)}</a></p>
        </form>
    }
    .into_any()
}
