//! What was recorded and is still on its way: one call after the other, each under its key, again after a lost answer.

use crate::api::{self, Failure, Loading, new_key};
use crate::components::feedback::{Tone, failure_words, note};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_client::Client;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

/// When what could not be sent is tried again.
const AGAIN: Duration = Duration::from_secs(5);

type Call = Rc<dyn Fn(Client) -> Loading<()>>;

#[derive(Clone)]
struct Entry {
    call: Call,
    key: String,
    text: String,
}

/// How saving goes.
#[derive(Clone, PartialEq)]
enum Saving {
    Idle,
    Sending,
    Saved(String),
    Waiting,
}

/// The outbox of one page; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Outbox {
    queue: StoredValue<VecDeque<Entry>, LocalStorage>,
    sending: StoredValue<bool>,
    saving: RwSignal<Saving>,
    refused: RwSignal<Vec<(u32, String, String)>>,
    turn: StoredValue<u32>,
    /// Counts what the server has answered: what is shown is old then.
    pub(super) answered: RwSignal<u32>,
}

impl Outbox {
    pub(super) fn new() -> Self {
        Self {
            queue: StoredValue::new_local(VecDeque::new()),
            sending: StoredValue::new(false),
            saving: RwSignal::new(Saving::Idle),
            refused: RwSignal::default(),
            turn: StoredValue::new(0),
            answered: RwSignal::new(0),
        }
    }

    /// Whether nothing is on its way.
    pub(super) fn is_settled(self) -> bool {
        self.queue.try_with_value(VecDeque::is_empty).unwrap_or(true)
    }

    /// Sends a call as soon as those before it are answered. `text` is what somebody typed: it comes back when the
    /// call is refused.
    pub(super) fn push(self, text: String, call: impl Fn(Client) -> Loading<()> + 'static) {
        let entry = Entry { call: Rc::new(call), key: new_key(), text };
        self.queue.update_value(|queue| queue.push_back(entry));
        self.pump();
    }

    fn pump(self) {
        if self.sending.try_get_value() != Some(false) {
            return;
        }
        let Some(entry) = self.queue.with_value(|queue| queue.front().cloned()) else { return };
        self.sending.set_value(true);
        self.saving.set(Saving::Sending);
        spawn_local(async move {
            let answer = api::send(|client| (entry.call)(client.with_idempotency_key(&entry.key))).await;
            if self.sending.try_set_value(false).is_some() {
                return;
            }
            match answer {
                Err(error) if error.is_temporary() => {
                    self.saving.set(Saving::Waiting);
                    set_timeout(move || self.pump(), AGAIN);
                    return;
                }
                Err(error) => self.refuse(&Failure::from(error), entry.text),
                Ok(()) => self.saving.set(Saving::Saved(dates::clock_now())),
            }
            self.queue.update_value(|queue| {
                queue.pop_front();
            });
            self.answered.update(|n| *n = n.wrapping_add(1));
            self.pump();
        });
    }

    fn refuse(self, failure: &Failure, text: String) {
        let turn = self.turn.get_value();
        self.turn.set_value(turn.wrapping_add(1));
        self.saving.set(Saving::Idle);
        self.refused.update(|all| all.push((turn, failure_words(failure), text)));
    }

    /// The line that says how saving goes.
    pub(super) fn status(self) -> AnyView {
        let words = move || match self.saving.get() {
            Saving::Idle => String::new(),
            Saving::Sending => tr!(agenda.saving).to_owned(),
            Saving::Saved(time) => tr!(agenda.saved_at, time = time),
            Saving::Waiting => tr!(agenda.waiting).to_owned(),
        };
        view! { <span class="quiet" role="status">{words}</span> }.into_any()
    }

    /// What was refused, with what was typed.
    pub(super) fn refusals(self) -> AnyView {
        let one = move |(turn, why, text): (u32, String, String)| {
            let kept = (!text.is_empty()).then(|| view! { <p class="prose">{text}</p> }.into_any());
            let forget = move |_| self.refused.update(|all| all.retain(|(nth, ..)| *nth != turn));
            let content = view! {
                <p>{why}</p>
                {kept}
                <p><button type="button" on:click=forget>{tx!(agenda.discard)}</button></p>
            };
            note(Tone::Danger, content.into_any())
        };
        let list = move || self.refused.get().into_iter().map(one).collect::<Vec<_>>();
        view! { <div role="alert">{list}</div> }.into_any()
    }
}
