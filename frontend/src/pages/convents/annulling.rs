//! Annulling a term that has begun, with its reason: what a recount or a court may ask of an administrator.

use crate::api::{self, Attempts};
use crate::components::dialog::dialog;
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::components::words;
use crate::state::toasts;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::convents::{Term, TermAnnul, TermState};
use obrady_types::validate;
use std::sync::Arc;

/// The term that is asked about.
pub type Asked = RwSignal<Option<Term>>;

/// Asks to annul a term, for administrators and once it has begun.
pub fn button(asked: Asked, term: &Term, administers: Memo<bool>) -> AnyView {
    if term.annul_reason.is_some() || matches!(term.state, TermState::Planned | TermState::Annulled) {
        return ().into_any();
    }
    let term = term.clone();
    (move || {
        let (term, name) = (term.clone(), term.person_name.clone());
        administers.get().then(|| {
            view! {
                <button type="button" class="plain no-print" on:click=move |_| asked.set(Some(term.clone()))>
                    {tx!(convents.annul_term)}<span class="sr">": " {name}</span>
                </button>
            }
            .into_any()
        })
    })
    .into_any()
}

/// The dialogue; `changed` runs after the annulment.
pub fn dialogue(asked: Asked, changed: impl Fn() + Send + Sync + 'static) -> AnyView {
    let changed: Arc<dyn Fn() + Send + Sync> = Arc::new(changed);
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(asked.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            asked.set(None);
        }
        now
    });
    dialog(open, "annul-term", tx!(convents.annul_title), move || {
        asked.get_untracked().map(|term| form_of(term, open, Arc::clone(&changed))).into_any()
    })
}

fn form_of(term: Term, open: RwSignal<bool>, changed: Arc<dyn Fn() + Send + Sync>) -> AnyView {
    let form = Form::default();
    let (reason, reference) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let attempts = Attempts::default();
    let (name, office) = (term.person_name.clone(), term.office);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = TermAnnul { reason: reason.get_untracked(), decision_reference: reference.get_untracked() };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let (id, version, changed) = (term.id, term.version, Arc::clone(&changed));
        let key = attempts.key(&input);
        form.submit(async move {
            api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.annul_term(id, version, &input).await }
            })
            .await?;
            toasts::show(tr!(convents.term_annulled_toast).to_owned());
            open.set(false);
            changed();
            Ok(())
        });
    };
    let reference_field = Field::new("annul-reference", "/decision_reference", tx!(convents.annul_reference));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p><strong>{name}</strong> ", " {words::office(office)}</p>
            <p>{tx!(convents.annul_body)}</p>
            {form.area(Field::new("annul-reason", "/reason", tx!(convents.annul_reason)), reason)}
            {form.input(reference_field.hint(tx!(convents.reference_hint)), reference)}
            <div class="actions">
                {form.button(tx!(convents.annul_title))}
                <button type="button" on:click=move |_| open.set(false)>{tx!(common.cancel)}</button>
            </div>
        </form>
    }
    .into_any()
}
