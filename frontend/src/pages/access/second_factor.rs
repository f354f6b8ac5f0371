//! The second factor of one's own account: setting it up, its recovery codes, removing it.

use super::confirm::proof_fields;
use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::copying;
use crate::components::feedback::{Tone, failure_words, note, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::components::page::{PageHead, section};
use crate::state::{session, toasts};
use crate::texts::text;
use crate::{browser, dates, tr, tx};
use leptos::prelude::*;
use obrady_types::identity::{IdentityProof, SecondFactor, SecondFactorConfirm, SecondFactorStart};
use obrady_types::validate;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;
use wasm_bindgen_futures::spawn_local;

/// What stands on the page.
#[derive(Clone, Copy)]
struct Stage {
    factor: Loaded<SecondFactor>,
    begun: RwSignal<Option<SecondFactorStart>>,
    codes: RwSignal<Option<Vec<String>>>,
}

/// The page.
pub fn page() -> AnyView {
    let factor = load(|| fetch(|client| async move { client.get_second_factor().await }));
    let stage = Stage { factor, begun: RwSignal::new(None), codes: RwSignal::new(None) };
    let body = move || match (stage.codes.get(), stage.begun.get()) {
        (Some(codes), _) => recovery_codes(codes, stage),
        (None, Some(begun)) => confirm(&begun, stage),
        (None, None) => show(factor, move |factor: SecondFactor| match factor.active {
            true => active(&factor, stage),
            false => begin(stage),
        }),
    };
    PageHead::new(tx!(access.factor_title)).under(tx!(account.title), "/account").view(body.into_any())
}

/// Takes up what the caller may do now.
async fn renew_rights() {
    if let Ok(me) = api::send(|client| async move { client.get_me().await }).await {
        session::renew(me);
    }
}

fn begin(stage: Stage) -> AnyView {
    let busy = RwSignal::new(false);
    let start = move |_| {
        busy.set(true);
        spawn_local(async move {
            match api::send(|client| async move { client.start_second_factor().await }).await {
                Ok(begun) => {
                    let _ = stage.begun.try_set(Some(begun));
                    browser::focus_later("factor-code");
                }
                Err(error) => toasts::show(failure_words(&Failure::from(error))),
            }
            let _ = busy.try_set(false);
        });
    };
    let missing = move || {
        let missing = session::me().is_some_and(|me| me.second_factor_missing);
        missing.then(|| note(Tone::Attention, view! { <p>{tx!(access.factor_missing)}</p> }.into_any()))
    };
    view! {
        {missing}
        <p>{tx!(access.factor_off)}</p>
        <p><button type="button" class="primary" disabled=busy on:click=start>{tx!(access.factor_begin)}</button></p>
    }
    .into_any()
}

fn confirm(begun: &SecondFactorStart, stage: Stage) -> AnyView {
    let form = Form::default();
    let code = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = SecondFactorConfirm { code: code.get_untracked() };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        form.submit(async move {
            let made = api::send(|client| {
                let input = input.clone();
                async move { client.confirm_second_factor(&input).await }
            })
            .await?;
            stage.begun.set(None);
            stage.codes.set(Some(made.codes));
            renew_rights().await;
            Ok(())
        });
    };
    let parts: Vec<&str> = (0..begun.secret.len())
        .step_by(4)
        .filter_map(|at| begun.secret.get(at..(at + 4).min(begun.secret.len())))
        .collect();
    let field = Field::new("factor-code", "/code", tx!(access.factor_code)).hint(tx!(access.factor_code_hint));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{tx!(access.factor_scan)}</p>
            {picture(&begun.uri)}
            <p>{tx!(access.factor_key)}": "<code id="factor-key" class="breakable">{parts.join(" ")}</code></p>
            {form.input(field.width("medium").autocomplete("one-time-code"), code)}
            {form.button(tx!(access.factor_confirm))}
        </form>
    }
    .into_any()
}

/// The address as a picture; dark on light whatever the theme, since cameras want it so.
fn picture(uri: &str) -> Option<AnyView> {
    let code = QrCode::encode_text(uri, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 8;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + 4, y + 4);
        }
    }
    let label = tx!(access.factor_picture);
    Some(
        view! {
            <svg class="qr" role="img" aria-label=label viewBox=format!("0 0 {side} {side}") width="232" height="232">
                <rect width=side height=side fill="#fff" />
                <path d=path fill="#000" />
            </svg>
        }
        .into_any(),
    )
}

fn recovery_codes(codes: Vec<String>, stage: Stage) -> AnyView {
    let all = codes.join("\n");
    let copied = all.clone();
    let copy = move |_| copying::copy(copied.clone(), "recovery-codes");
    let print = move |_| {
        let _ = window().print();
    };
    let kept = move |_| {
        stage.codes.set(None);
        stage.factor.reload();
    };
    let file = api::data_address("text/plain", all.as_bytes());
    let rows: Vec<AnyView> = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }.into_any()).collect();
    let body = view! {
        {note(Tone::Attention, view! { <p>{tx!(access.codes_note)}</p> }.into_any())}
        <ol id="recovery-codes">{rows}</ol>
        <div class="actions no-print">
            <button type="button" on:click=copy>{tx!(admin.copy)}</button>
            <button type="button" on:click=print>{tx!(access.codes_print)}</button>
            <a class="button" href=file download="obrady.txt">{tx!(access.codes_download)}</a>
            <button type="button" class="primary" on:click=kept>{tx!(access.codes_kept)}</button>
        </div>
    };
    section(tx!(access.codes_title), None, body.into_any())
}

fn active(factor: &SecondFactor, stage: Stage) -> AnyView {
    let (since, left) = (factor.since, factor.recovery_codes_left);
    let since = since.map(|since| {
        view! { <p>{text(move || tr!(access.factor_on, date = dates::instant_day(since)))}</p> }.into_any()
    });
    let form = Form::default();
    let (password, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let proof = move || {
        let input = IdentityProof { password: password.get_untracked(), code: Some(code.get_untracked()) };
        (!form.refuse(form.found(&validate(&input)))).then_some(input)
    };
    let renew = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = proof() else { return };
        form.submit(async move {
            let made = api::send(|client| {
                let input = input.clone();
                async move { client.renew_recovery_codes(&input).await }
            })
            .await?;
            stage.codes.set(Some(made.codes));
            Ok(())
        });
    };
    let remove = move |_| {
        let Some(input) = proof() else { return };
        form.submit(async move {
            api::send(|client| {
                let input = input.clone();
                async move { client.remove_second_factor(&input).await }
            })
            .await?;
            toasts::show(tr!(access.factor_removed).to_owned());
            renew_rights().await;
            stage.factor.reload();
            Ok(())
        });
    };
    let change = view! {
        <form class="form" novalidate=true on:submit=renew>
            {error_summary(form)}
            {proof_fields(form, password, Some(code))}
            <div class="actions">
                {form.button(tx!(access.factor_renew))}
                <button type="button" class="danger" on:click=remove>{tx!(access.factor_remove)}</button>
            </div>
        </form>
    };
    view! {
        {since}
        <p>{text(move || tr!(access.factor_left, count = left))}</p>
        {section(tx!(access.factor_change), None, change.into_any())}
    }
    .into_any()
}
