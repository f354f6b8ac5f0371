//! Confirming who works here, by the password and, where there is a second factor, by a code.

use crate::api::{self, fetch, load};
use crate::components::feedback::show;
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::state::session;
use crate::{browser, tx};
use leptos::prelude::*;
use obrady_types::identity::{IdentityProof, SecondFactor};
use obrady_types::validate;

/// The form of the dialogue; when it has succeeded, whatever waited for it goes on.
pub fn form() -> AnyView {
    let factor = load(|| fetch(|client| async move { client.get_second_factor().await }));
    show(factor, |factor: SecondFactor| fields(factor.active))
}

fn fields(with_code: bool) -> AnyView {
    let form = Form::default();
    let (password, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let code = with_code.then(|| code.get_untracked());
        let input = IdentityProof { password: password.get_untracked(), code };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        form.submit(async move {
            api::send(|client| {
                let input = input.clone();
                async move { client.confirm_identity(&input).await }
            })
            .await?;
            session::answer(true);
            Ok(())
        });
    };
    browser::focus_later("confirm-password");
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{tx!(access.confirm_lead)}</p>
            {proof_fields(form, password, with_code.then_some(code))}
            {form.button(tx!(access.confirm_submit))}
        </form>
    }
    .into_any()
}

/// The password in use, and a code.
pub(super) fn proof_fields(form: Form, password: RwSignal<String>, code: Option<RwSignal<String>>) -> AnyView {
    let hidden = Signal::derive(|| "password");
    let secret = Field::new("confirm-password", "/password", tx!(access.password)).autocomplete("current-password");
    let code = code.map(|code| {
        let field = Field::new("confirm-code", "/code", tx!(sign_in.code)).hint(tx!(sign_in.code_hint));
        form.input(field.width("medium").autocomplete("one-time-code"), code)
    });
    view! { {form.password(secret, password, hidden)} {code} }.into_any()
}
