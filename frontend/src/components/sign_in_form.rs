//! Name and password; on the sign-in page and in the dialogue of a lost session.

use super::form::{Field, Form};
use crate::state::session;
use crate::tx;
use leptos::prelude::*;
use obrady_types::identity::SignInCreate;
use obrady_types::validate;
use std::sync::Arc;

/// The form; `then` runs after a sign-in that succeeded.
pub fn sign_in_form(form: Form, then: impl Fn() + Send + Sync + 'static) -> AnyView {
    let then = Arc::new(then);
    let (name, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let shown = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = SignInCreate { sign_in_name: name.get_untracked(), password: password.get_untracked() };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let then = Arc::clone(&then);
        form.submit(async move {
            session::sign_in(&input).await?;
            then();
            Ok(())
        });
    };
    let kind = move || if shown.get() { "text" } else { "password" };
    view! {
        <form class="form narrow" novalidate=true on:submit=submit>
            {form.input(Field::new("sign-in-name", "/sign_in_name", tx!(sign_in.name)).autocomplete("username"), name)}
            {form.password(Field::new("password", "/password", tx!(sign_in.password)).autocomplete("current-password"), password, Signal::derive(kind))}
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
