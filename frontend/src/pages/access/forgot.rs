//! A password that was forgotten: asks for a link by mail, and says what to do without one.

use crate::api;
use crate::components::feedback::{Tone, note};
use crate::components::form::{Field, Form};
use crate::components::page::PageHead;
use crate::tx;
use leptos::prelude::*;
use obrady_types::identity::PasswordResetRequest;
use obrady_types::validate;

/// The page.
pub fn page() -> AnyView {
    let form = Form::default();
    let (name, sent) = (RwSignal::new(String::new()), RwSignal::new(false));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = PasswordResetRequest { sign_in_name: name.get_untracked() };
        sent.set(false);
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        form.submit(async move {
            api::send(|client| {
                let input = input.clone();
                async move { client.request_password_reset(&input).await }
            })
            .await?;
            sent.set(true);
            Ok(())
        });
    };
    let said = move || sent.get().then(|| note(Tone::Info, view! { <p>{tx!(access.forgot_sent)}</p> }.into_any()));
    let body = view! {
        <form class="form narrow" novalidate=true on:submit=submit>
            <p>{tx!(access.forgot_lead)}</p>
            {form.input(Field::new("forgot-name", "/sign_in_name", tx!(sign_in.name)).autocomplete("username"), name)}
            {form.button(tx!(access.forgot_send))}
        </form>
        <div role="status">{said}</div>
        <p class="quiet">{tx!(access.forgot_admin)}</p>
    };
    PageHead::new(tx!(access.forgot_title)).under(tx!(sign_in.title), "/sign-in").form(form).view(body.into_any())
}
