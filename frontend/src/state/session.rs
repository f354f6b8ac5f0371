//! Who is signed in. The access token lives in memory only, the refresh token in a cookie that no
//! script can read; the store remembers no more than that somebody was signed in here.

use crate::api::{self, Failure};
use crate::browser;
use futures::channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use obrady_types::identity::{Locale as AccountLocale, Me, SignInCreate};
use std::cell::RefCell;
use std::sync::{Arc, LazyLock};
use wasm_bindgen_futures::spawn_local;

/// Beginning of the names under which what could not be sent yet is kept.
pub const UNSENT: &str = "unsent.";

static ME: LazyLock<ArcRwSignal<Option<Arc<Me>>>> = LazyLock::new(ArcRwSignal::default);
static LATE: LazyLock<ArcRwSignal<u32>> = LazyLock::new(ArcRwSignal::default);
static ASKED: LazyLock<ArcRwSignal<bool>> = LazyLock::new(ArcRwSignal::default);
static LOST: LazyLock<ArcRwSignal<bool>> = LazyLock::new(ArcRwSignal::default);
static OTHER: LazyLock<ArcRwSignal<Option<String>>> = LazyLock::new(ArcRwSignal::default);
static AWAITED: LazyLock<ArcRwSignal<bool>> = LazyLock::new(ArcRwSignal::default);

/// How long the server is left alone before the session is asked for again, in milliseconds: first, and at most.
const AGAIN_MS: (u32, u32) = (2_000, 30_000);

/// Who is signed in; tracked.
pub fn me() -> Option<Arc<Me>> {
    ME.get()
}

/// Who is signed in; not tracked.
pub fn me_untracked() -> Option<Arc<Me>> {
    ME.get_untracked()
}

/// The session ended while somebody was at work; tracked. The page stays, and a dialogue asks to sign in.
pub fn is_lost() -> bool {
    LOST.get()
}

/// The name of somebody else who has signed in in this browser while the session was lost; tracked.
pub fn other() -> Option<String> {
    OTHER.get()
}

/// The session of this browser is not known yet, because the server does not answer; tracked.
pub fn is_awaited() -> bool {
    AWAITED.get()
}

thread_local! {
    /// Calls that go on once it is confirmed who works here.
    static WAITING: RefCell<Vec<oneshot::Sender<bool>>> = RefCell::default();
}

/// The server wants to know whether it is still the owner who works here; tracked.
pub fn is_asked() -> bool {
    ASKED.get()
}

/// Asks who works here, and says whether that was confirmed.
pub async fn ask() -> bool {
    let (tell, told) = oneshot::channel();
    WAITING.with_borrow_mut(|waiting| waiting.push(tell));
    ASKED.set(true);
    told.await.unwrap_or(false)
}

/// Ends the question; whatever waited for it goes on or gives up.
pub fn answer(confirmed: bool) {
    ASKED.set(false);
    for tell in WAITING.take() {
        let _ = tell.send(confirmed);
    }
}

/// Says that the server no longer takes the session.
pub fn lose() {
    if ME.with_untracked(Option::is_some) {
        LOST.set(true);
    }
}

/// Whether the page belongs to this person.
pub fn is_of(me: &Me) -> bool {
    ME.with_untracked(|known| known.as_ref().is_none_or(|known| known.account_id == me.account_id))
}

/// Says that this browser belongs to somebody else by now. Nothing of the page may be done in their name.
pub fn lose_to(me: Me) {
    api::client().set_token(None);
    OTHER.set(Some(me.display_name));
    lose();
}

/// Goes on as whoever this browser belongs to, with nothing of the page that was somebody else's.
pub fn give_over() {
    forget_unsent();
    // Should somebody keep the page in spite of everything, it has no token.
    api::client().set_token(None);
    let _ = window().location().set_href("/");
}

/// Gives up a lost session: from now on a visitor.
pub fn forget() {
    browser::remember("signed-in", None);
    api::client().set_token(None);
    LOST.set(false);
    OTHER.set(None);
    ME.set(None);
}

/// Takes up the session of this browser, if there was one. A server that does not answer is asked again later.
pub async fn restore() {
    if !is_found().await && !AWAITED.get_untracked() {
        AWAITED.set(true);
        spawn_local(finish_late(async {
            let (mut wait, most) = AGAIN_MS;
            loop {
                TimeoutFuture::new(wait).await;
                if ME.with_untracked(Option::is_some) || is_found().await {
                    break;
                }
                wait = most.min(wait * 2);
            }
            AWAITED.set(false);
        }));
    }
}

/// Asks for the session of this browser; whether it is known now that there is one, or none.
async fn is_found() -> bool {
    if browser::recall("signed-in").is_none() {
        return true;
    }
    match api::refresh(None).await {
        api::Refresh::Done => match api::client().get_me().await {
            Ok(me) => welcome(me),
            // The session is there; what failed is the question whose it is.
            Err(error) if error.status().is_none_or(|status| status >= 500) => return false,
            Err(_) => forget(),
        },
        api::Refresh::Refused => forget(),
        api::Refresh::Unreachable => return false,
    }
    true
}

/// Takes up the session again when the network returns, if the start found none.
pub async fn restore_late() {
    if ME.with_untracked(Option::is_none) {
        finish_late(restore()).await;
    }
}

/// Waits for a session that comes after the first page was shown, and has the page loaded again for its owner.
pub async fn finish_late(restoring: impl Future<Output = ()>) {
    restoring.await;
    if ME.with_untracked(Option::is_some) {
        LATE.update(|times| *times = times.wrapping_add(1));
    }
}

/// Changes when a session was taken up after a page had been loaded for a visitor; tracked.
pub fn came_late() -> u32 {
    LATE.get()
}

/// Signs in. The password is used once and not kept.
pub async fn sign_in(input: &SignInCreate) -> Result<(), Failure> {
    api::sign_in(input).await?;
    let me = api::client().get_me().await?;
    if LOST.get_untracked() && !is_of(&me) {
        give_over();
    } else {
        welcome(me);
    }
    Ok(())
}

/// Signs out here, whether or not the server answers. What was typed and not sent goes, too.
pub async fn sign_out() {
    let _ = api::client().sign_out().await;
    forget_unsent();
    forget();
}

fn forget_unsent() {
    for key in browser::remembered(UNSENT) {
        browser::remember(&key, None);
    }
}

/// Takes up what the server says of the caller after a change.
pub fn renew(me: Me) {
    ME.set(Some(Arc::new(me)));
}

fn welcome(me: Me) {
    browser::remember("signed-in", Some("1"));
    crate::state::locale::start(Some(match me.locale {
        AccountLocale::Pl => crate::texts::Locale::pl,
        AccountLocale::En => crate::texts::Locale::en,
    }));
    LOST.set(false);
    OTHER.set(None);
    ME.set(Some(Arc::new(me)));
}
