//! Annulling a term that has begun, with its reason: what a recount or a court may ask of an administrator.

use super::asking::{Asking, Changed, opened};
use crate::components::dialog::dialog;
use crate::components::form::Field;
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
    let changed: Changed = Arc::new(changed);
    let open = opened(asked, |_| true);
    dialog(open, "annul-term", tx!(convents.annul_title), move || {
        asked.get_untracked().map(|term| form_of(Asking::about(term, open, &changed))).into_any()
    })
}

fn form_of(asking: Asking) -> AnyView {
    let form = asking.form;
    let (reason, reference) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let reference_field = Field::new("annul-reference", "/decision_reference", tx!(convents.annul_reference));
    let inside = view! {
        {asking.whose()}
        <p>{tx!(convents.annul_body)}</p>
        {form.area(Field::new("annul-reason", "/reason", tx!(convents.annul_reason)), reason)}
        {form.input(reference_field.hint(tx!(convents.reference_hint)), reference)}
    };
    let sender = asking.clone();
    asking.view(inside.into_any(), tx!(convents.annul_title), tx!(common.cancel), move || {
        let input = TermAnnul { reason: reason.get_untracked(), decision_reference: reference.get_untracked() };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let sent = input.clone();
        sender.send(
            &input,
            || tr!(convents.term_annulled_toast).to_owned(),
            move |client, id, version| {
                let input = sent.clone();
                async move { client.annul_term(id, version, &input).await }
            },
        );
    })
}
