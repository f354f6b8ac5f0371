//! Name and password; on the sign-in page and in the dialogue of a lost session.

use super::form::{Field, Form};
use super::form_errors::Refused;
use crate::state::session;
use crate::{browser, tx};
use leptos::prelude::*;
use obrady_types::identity::SignInCreate;
use obrady_types::{ErrorCode, validate};
use std::sync::Arc;

/// The form, with the name of whom it is for, if that is known; `then` runs after a sign-in that succeeded.
pub fn sign_in_form(form: Form, name: String, then: impl Fn() + Send + Sync + 'static) -> AnyView {
    let then = Arc::new(then);
    let (name, password) = (RwSignal::new(name), RwSignal::new(String::new()));
    let (code, needs_code) = (RwSignal::new(String::new()), RwSignal::new(false));
    let shown = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = SignInCreate {
            sign_in_name: name.get_untracked(),
            password: password.get_untracked(),
            code: needs_code.get_untracked().then(|| code.get_untracked()),
        };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let then = Arc::clone(&then);
        form.submit(async move {
            match session::sign_in(&input).await {
                Err(failure) if input.code.is_none() && failure.code() == Some(ErrorCode::SecondFactorRequired) => {
                    form.refuse(Vec::new());
                    needs_code.set(true);
                    browser::focus_later("sign-in-code");
                    return Err(Refused::Shown);
                }
                answer => answer?,
            }
            then();
            Ok(())
        });
    };
    let kind = move || if shown.get() { "text" } else { "password" };
    view! {
        <form class="form narrow" novalidate=true on:submit=submit>
            {form.input(Field::new("sign-in-name", "/sign_in_name", tx!(sign_in.name)).autocomplete("username"), name)}
            {form.password(Field::new("password", "/password", tx!(sign_in.password)).autocomplete("current-password"), password, Signal::derive(kind))}
            {move || needs_code.get().then(|| form.input(
                Field::new("sign-in-code", "/code", tx!(sign_in.code))
                    .hint(tx!(sign_in.code_hint))
                    .width("medium")
                    .autocomplete("one-time-code"),
                code,
            ))}
            <p>
                <label class="check">
                    <input type="checkbox" id="show-password" prop:checked=shown on:change=move |_| shown.update(|s| *s = !*s) />
                    {tx!(sign_in.show_password)}
                </label>
            </p>
            <p>{form.button(tx!(sign_in.submit))}</p>
        </form>
    }
    .into_any()
}
