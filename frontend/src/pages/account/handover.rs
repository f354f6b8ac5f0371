//! Handing bodies over for good: choose them, choose who gets them, see what moves, confirm.

use super::people::{body_boxes, colleague_field, colleagues};
use crate::api::{self, Attempts, fetch, load};
use crate::components::feedback::{Tone, empty, note, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::components::page::PageHead;
use crate::state::{session, toasts};
use crate::texts::text;
use crate::{address, tr, tx};
use leptos::prelude::*;
use obrady_types::covers::{Colleague, HandOver, HandedOver, HandoverPreview};
use obrady_types::{AccountId, BodyId, validate};

/// The page; `?account=` names another's bodies, for administrators.
pub fn page() -> AnyView {
    let account = address::query("account");
    let preview = load(move || {
        let id: Option<AccountId> = account.get().and_then(|text| text.parse().ok());
        fetch(move |client| async move { client.preview_handover(id).await })
    });
    let done = RwSignal::new(None::<HandedOver>);
    let body = show(preview, move |preview| content(preview, done));
    PageHead::new(tx!(account.hand_over)).under(tx!(account.title), "/account").view(body)
}

fn content(preview: HandoverPreview, done: RwSignal<Option<HandedOver>>) -> AnyView {
    (move || match done.get() {
        Some(answer) => handed_over(answer),
        None if preview.bodies.is_empty() => empty(tx!(account.nothing_to_hand_over), None),
        None => form(preview.clone(), done),
    })
    .into_any()
}

fn handed_over(answer: HandedOver) -> AnyView {
    let name = answer.to_name;
    let bodies: Vec<AnyView> = answer
        .bodies
        .into_iter()
        .map(|body| view! { <li><a href=format!("/groups/{}", body.id)>{body.name}</a></li> }.into_any())
        .collect();
    let words = view! {
        <p>{text(move || tr!(account.handed_over_to, name = name.clone()))}</p>
        <ul>{bodies}</ul>
    };
    view! {
        <div role="status">{note(Tone::Done, words.into_any())}</div>
        <p><a class="button" href="/account">{tx!(account.title)}</a></p>
    }
    .into_any()
}

fn form(preview: HandoverPreview, done: RwSignal<Option<HandedOver>>) -> AnyView {
    let form = Form::default();
    let known = colleagues();
    let from = preview.from_account_id;
    let chosen = RwSignal::new(preview.bodies.iter().map(|one| one.body.id).collect::<Vec<BodyId>>());
    let who = RwSignal::new(String::new());
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut errors = Vec::new();
        let to: Option<AccountId> = who.get_untracked().parse().ok();
        if chosen.with_untracked(Vec::is_empty) {
            errors.push(form.at("handover-bodies", tr!(account.choose_bodies)));
        }
        if to.is_none() {
            errors.push(form.at("handover-who", tr!(account.choose_colleague)));
        }
        let input = HandOver {
            from_account_id: Some(from),
            to_account_id: to,
            to_person_id: None,
            body_ids: chosen.get_untracked(),
        };
        if errors.is_empty() {
            errors = form.found(&validate(&input));
        }
        if form.refuse(errors) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let answer = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.hand_over(&input).await }
            })
            .await?;
            // What the session says of its owner's roles is no longer true.
            if let Ok(me) = api::send(|client| async move { client.get_me().await }).await {
                session::renew(me);
            }
            toasts::show(tr!(account.handed_over).to_owned());
            done.set(Some(answer));
            Ok(())
        });
    };
    let summary = move || {
        let count = chosen.with(Vec::len);
        let id = who.get();
        let all: Vec<Colleague> = known.ready().unwrap_or_default();
        let name = all.into_iter().find(|one| one.account_id.to_string() == id).map(|one| one.display_name)?;
        (count > 0).then(|| {
            let words = tr!(account.will_move, name = name, count = count);
            note(Tone::Attention, view! { <p>{words}</p><p>{tx!(account.rights_end)}</p> }.into_any())
        })
    };
    let owner = preview.from_name.clone();
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{text(move || tr!(account.bodies_of, name = owner.clone()))}</p>
            {body_boxes(form, "handover-bodies", tx!(account.bodies), preview.bodies, chosen, true)}
            {colleague_field(form, Field::new("handover-who", "/to_account_id", tx!(account.new_coordinator)), who, known, Some(from))}
            <div role="status">{summary}</div>
            {form.button(tx!(account.hand_over))}
        </form>
    }
    .into_any()
}
