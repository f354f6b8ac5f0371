//! A dialogue about a term: asking opens it, closing it forgets what was asked, and a change that was sent closes it.

use crate::api::{self, Attempts};
use crate::components::form::Form;
use crate::components::form_errors::error_summary;
use crate::components::words;
use crate::state::toasts;
use crate::texts::Text;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use obrady_client::{Client, ClientError, Versioned};
use obrady_types::TermId;
use obrady_types::convents::Term;
use serde::Serialize;
use std::sync::Arc;

/// What runs after a change.
pub type Changed = Arc<dyn Fn() + Send + Sync>;

/// Open while something is asked that the dialogue is for.
pub fn opened<T: Send + Sync + 'static>(
    asked: RwSignal<Option<T>>,
    fits: impl Fn(&T) -> bool + Send + Sync + 'static,
) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(asked.with(|asked| asked.as_ref().is_some_and(&fits))));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            asked.set(None);
        }
        now
    });
    open
}

/// The form of such a dialogue.
#[derive(Clone)]
pub struct Asking {
    /// The form's state.
    pub form: Form,
    /// The term that is asked about.
    pub term: Term,
    open: RwSignal<bool>,
    changed: Changed,
    attempts: Attempts,
}

impl Asking {
    /// A form about a term; `changed` runs after the change.
    pub fn about(term: Term, open: RwSignal<bool>, changed: &Changed) -> Self {
        Self { form: Form::default(), term, open, changed: Arc::clone(changed), attempts: Attempts::default() }
    }

    /// Sends the change, says that it is done, and closes the dialogue.
    pub fn send<I, F>(
        &self,
        input: &I,
        said: impl Fn() -> String + 'static,
        call: impl Fn(Client, TermId, i32) -> F + 'static,
    ) where
        I: Serialize,
        F: Future<Output = Result<Versioned<Term>, ClientError>> + 'static,
    {
        let (id, version) = (self.term.id, self.term.version);
        let (open, changed, key) = (self.open, Arc::clone(&self.changed), self.attempts.key(input));
        self.form.submit(async move {
            api::send(|client| call(client.with_idempotency_key(&key), id, version)).await?;
            toasts::show(said());
            open.set(false);
            changed();
            Ok(())
        });
    }

    /// Whose term of which office it is.
    pub fn whose(&self) -> AnyView {
        let (name, office) = (self.term.person_name.clone(), self.term.office);
        view! { <p><strong>{name}</strong> ", " {words::office(office)}</p> }.into_any()
    }

    /// The form around what it asks, with a button that does it and one that leaves everything as it is.
    pub fn view(&self, inside: AnyView, act: Text, leave: Text, submit: impl Fn() + 'static) -> AnyView {
        let (form, open) = (self.form, self.open);
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            submit();
        };
        view! {
            <form class="form" novalidate=true on:submit=submit>
                {error_summary(form)}
                {inside}
                <div class="actions">
                    {form.button(act)}
                    <button type="button" on:click=move |_| open.set(false)>{leave}</button>
                </div>
            </form>
        }
        .into_any()
    }
}
