//! What was recorded and is still on its way: one call after the other, each under its key, again after a lost answer.
//! It is kept in this browser until it has arrived, so that neither leaving the page nor loading it anew loses a word,
//! and it goes on being sent while another page is shown. Signing out takes it away.

use super::sending::Sending;
use crate::api::{self, Failure, new_key};
use crate::components::feedback::{Tone, failure_words, note};
use crate::delay::delay;
use crate::state::session;
use crate::{browser, dates, tr, tx};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use obrady_client::ClientError;
use obrady_types::{AccountId, MeetingId};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::VecDeque;
use wasm_bindgen_futures::spawn_local;

/// When what could not be sent is tried again, in milliseconds.
const AGAIN_MS: u32 = 5_000;

/// Hours for which the server knows a key again; what waited longer is not sent unasked, it might arrive twice.
const KEY_HOURS: i64 = 20;

/// Whose outbox it is, of which meeting, and what keeps its state alive.
type Held = ((AccountId, MeetingId), Owner, Outbox);

thread_local! {
    static OUTBOXES: RefCell<Vec<Held>> = const { RefCell::new(Vec::new()) };
}

/// One call on its way.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    sending: Sending,
    /// What somebody typed.
    text: String,
    key: String,
    /// When it was typed, in milliseconds.
    at: i64,
}

/// How saving goes.
#[derive(Clone, PartialEq)]
enum Saving {
    Idle,
    Sending,
    Saved(String),
    Waiting,
}

/// An entry that was not taken.
#[derive(Clone)]
struct Returned {
    entry: Entry,
    why: String,
    /// The text that somebody else has put there, and its version.
    theirs: Option<(String, i32)>,
}

/// The outbox of a meeting; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Outbox {
    account: Option<AccountId>,
    meeting: MeetingId,
    queue: RwSignal<VecDeque<Entry>>,
    sending: StoredValue<bool>,
    saving: RwSignal<Saving>,
    returned: RwSignal<Vec<Returned>>,
    /// Counts what the server has answered: what is shown is old then.
    pub(super) answered: RwSignal<u32>,
}

impl Outbox {
    /// The outbox of a meeting for who works here, with what was left.
    pub(super) fn of(meeting: MeetingId) -> Self {
        let account = untrack(session::me).and_then(|me| me.account_id);
        let Some(account) = account else { return Self::new(None, meeting) };
        let known = OUTBOXES.with_borrow(|all| all.iter().find(|one| one.0 == (account, meeting)).map(|one| one.2));
        let outbox = known.unwrap_or_else(|| {
            // It outlives the page.
            let page = Owner::current();
            let owner = Owner::new_root(None);
            let outbox = owner.with(|| Self::new(Some(account), meeting));
            if let Some(page) = page {
                page.set();
            }
            OUTBOXES.with_borrow_mut(|all| all.push(((account, meeting), owner, outbox)));
            outbox
        });
        outbox.restore();
        outbox
    }

    fn new(account: Option<AccountId>, meeting: MeetingId) -> Self {
        Self {
            account,
            meeting,
            queue: RwSignal::default(),
            sending: StoredValue::new(false),
            saving: RwSignal::new(Saving::Idle),
            returned: RwSignal::default(),
            answered: RwSignal::new(0),
        }
    }

    fn start(self) -> Option<String> {
        let account = self.account?;
        Some(format!("{}{account}.{}.", session::UNSENT, self.meeting))
    }

    fn name(self, entry: &Entry) -> Option<String> {
        Some(format!("{}{:015}.{}", self.start()?, entry.at, entry.key))
    }

    /// Takes up what this browser keeps; what it keeps no more was taken away with signing out.
    fn restore(self) {
        let Some(start) = self.start() else { return };
        let names = browser::remembered(&start);
        let kept = |entry: &Entry| self.name(entry).is_some_and(|name| names.contains(&name));
        // Whoever is signed in here has a browser that remembers.
        if browser::recall("signed-in").is_some() {
            self.queue.update(|queue| queue.retain(kept));
            self.returned.update(|all| all.retain(|one| kept(&one.entry)));
        }
        let now = dates::now().timestamp_millis();
        for name in &names {
            let Some(entry) = browser::recall(name).and_then(|text| serde_json::from_str::<Entry>(&text).ok()) else {
                browser::remember(name, None);
                continue;
            };
            let waits = |queue: &VecDeque<Entry>| queue.iter().any(|one| one.key == entry.key);
            let returned = |all: &Vec<Returned>| all.iter().any(|one| one.entry.key == entry.key);
            if self.queue.with_untracked(waits) || self.returned.with_untracked(returned) {
                continue;
            }
            if now - entry.at > KEY_HOURS * 3_600_000 {
                let why = tr!(running.unsent_old).to_owned();
                self.returned.update(|all| all.push(Returned { entry, why, theirs: None }));
            } else {
                self.queue.update(|queue| queue.push_back(entry));
            }
        }
        self.pump();
    }

    /// Whether nothing is on its way.
    pub(super) fn is_settled(self) -> bool {
        self.queue.try_with_untracked(VecDeque::is_empty).unwrap_or(true)
    }

    /// Sends a call as soon as those before it are answered. `text` is what somebody typed: it comes back when the
    /// call is refused.
    pub(super) fn push(self, text: String, sending: Sending) {
        let entry = Entry { sending, text, key: new_key(), at: dates::now().timestamp_millis() };
        self.keep(&entry);
        self.queue.update(|queue| queue.push_back(entry));
        self.pump();
    }

    fn keep(self, entry: &Entry) {
        if let (Some(name), Ok(text)) = (self.name(entry), serde_json::to_string(entry)) {
            browser::remember(&name, Some(&text));
        }
    }

    fn forget(self, entry: &Entry) {
        if let Some(name) = self.name(entry) {
            browser::remember(&name, None);
        }
    }

    /// Whether who works here is who typed it. A session that came after the page has no outbox of its own.
    fn is_mine(self) -> bool {
        self.account.is_none() || self.account == untrack(session::me).and_then(|me| me.account_id)
    }

    fn pump(self) {
        if self.sending.try_get_value() != Some(false) || !self.is_mine() {
            return;
        }
        let Some(entry) = self.queue.with_untracked(|queue| queue.front().cloned()) else { return };
        self.sending.set_value(true);
        if self.saving.get_untracked() != Saving::Waiting {
            self.saving.set(Saving::Sending);
        }
        spawn_local(self.send(entry));
    }

    async fn send(self, entry: Entry) {
        let (key, sending) = (entry.key.clone(), entry.sending.clone());
        let answer = api::send(move |client| sending.call(client.with_idempotency_key(&key))).await;
        match answer {
            Err(error) if delay(error.status(), error.code()).is_some() => {
                let _ = self.saving.try_set(Saving::Waiting);
                TimeoutFuture::new(AGAIN_MS).await;
                if self.sending.try_set_value(false).is_none() {
                    self.pump();
                }
                return;
            }
            Err(error) => self.refused(entry.clone(), error).await,
            Ok(version) => {
                self.forget(&entry);
                self.rebase(&entry, version);
                let _ = self.saving.try_set(Saving::Saved(dates::clock_now()));
            }
        }
        if self.sending.try_set_value(false).is_some() {
            return;
        }
        self.queue.update(|queue| queue.retain(|one| one.key != entry.key));
        self.answered.update(|n| *n = n.wrapping_add(1));
        self.pump();
    }

    /// What follows on the same object is based on what has just been saved.
    fn rebase(self, saved: &Entry, version: Option<i32>) {
        let (Some(version), mut saved) = (version, saved.clone()) else { return };
        let Some((object, before)) = saved.sending.base().map(|(object, before)| (object, *before)) else { return };
        let _ = self.queue.try_update(|queue| {
            for entry in queue.iter_mut().filter(|entry| entry.key != saved.key) {
                let same = entry.sending.base().filter(|(other, based)| *other == object && **based == before);
                if let Some((_, based)) = same {
                    *based = version;
                    self.keep(entry);
                }
            }
        });
    }

    /// It comes back with what was typed; where somebody else has changed the same text, with theirs.
    async fn refused(self, entry: Entry, error: ClientError) {
        let stale = error.status() == Some(412);
        let mut theirs = None;
        if stale {
            let sending = entry.sending.clone();
            theirs = api::send(move |client| sending.current(client)).await.ok().flatten();
            // An earlier attempt arrived, and only its answer did not.
            if entry.sending.is_text_only() && theirs.as_ref().is_some_and(|(now, _)| now.trim() == entry.text.trim()) {
                self.forget(&entry);
                let _ = self.saving.try_set(Saving::Saved(dates::clock_now()));
                return;
            }
        }
        let why = if theirs.is_some() { tr!(running.clash).to_owned() } else { failure_words(&Failure::from(error)) };
        let _ = self.saving.try_set(Saving::Idle);
        let returned = Returned { entry, why, theirs };
        let _ = self.returned.try_update(|all| all.push(returned));
    }

    /// Sends it once more, on what is there now.
    fn again(self, returned: &Returned) {
        self.drop_returned(&returned.entry);
        let mut sending = returned.entry.sending.clone();
        if let (Some((_, version)), Some((_, base))) = (&returned.theirs, sending.base()) {
            *base = *version;
        }
        self.push(returned.entry.text.clone(), sending);
    }

    fn drop_returned(self, entry: &Entry) {
        self.forget(entry);
        self.returned.update(|all| all.retain(|one| one.entry.key != entry.key));
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

    /// What waits for the network, word for word.
    pub(super) fn waiting(self) -> AnyView {
        (move || {
            if self.saving.get() != Saving::Waiting {
                return None;
            }
            let texts: Vec<AnyView> = self.queue.with(|queue| {
                let typed = queue.iter().filter(|entry| !entry.text.trim().is_empty());
                typed.map(|entry| view! { <li class="prose">{entry.text.clone()}</li> }.into_any()).collect()
            });
            let content = view! { <p>{tx!(running.unsent)}</p><ul>{texts}</ul> };
            Some(
                view! { <div class="run-unsent no-print">{note(Tone::Attention, content.into_any())}</div> }.into_any(),
            )
        })
        .into_any()
    }

    /// What was refused, with what was typed, and beside it what somebody else has put there.
    pub(super) fn refusals(self) -> AnyView {
        let list = move || self.returned.get().into_iter().map(|one| self.refusal(one)).collect::<Vec<_>>();
        view! { <div role="alert">{list}</div> }.into_any()
    }

    fn refusal(self, returned: Returned) -> AnyView {
        let (why, mine) = (returned.why.clone(), returned.entry.text.clone());
        let (there, entry) = (returned.theirs.is_some(), returned.entry.clone());
        let pair = |name, text: String| {
            let text = if text.is_empty() { tr!(agenda.nothing).to_owned() } else { text };
            view! { <div><dt>{name}</dt><dd class="prose">{text}</dd></div> }.into_any()
        };
        let texts = match &returned.theirs {
            Some((theirs, _)) => {
                let both = vec![pair(tx!(agenda.mine), mine), pair(tx!(agenda.theirs), theirs.clone())];
                view! { <dl class="clash-texts">{both}</dl> }.into_any()
            }
            None if mine.is_empty() => ().into_any(),
            None => view! { <p class="prose">{mine}</p> }.into_any(),
        };
        let send = if there { tx!(agenda.use_mine) } else { tx!(running.send_again) };
        let leave = if there { tx!(agenda.keep_theirs) } else { tx!(agenda.discard) };
        let content = view! {
            <p>{why}</p>
            {texts}
            <p class="buttons">
                <button type="button" on:click=move |_| self.again(&returned)>{send}</button>
                <button type="button" on:click=move |_| self.drop_returned(&entry)>{leave}</button>
            </p>
        };
        note(if there { Tone::Attention } else { Tone::Danger }, content.into_any())
    }
}
