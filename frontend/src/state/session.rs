//! Who is signed in. The access token lives in memory only, the refresh token in a cookie that no
//! script can read; the store remembers no more than that somebody was signed in here.

use crate::api::{self, Failure};
use crate::browser;
use futures::channel::oneshot;
use leptos::prelude::*;
use obrady_types::identity::{Locale as AccountLocale, Me, SignInCreate};
use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

/// Beginning of the names under which what could not be sent yet is kept.
pub const UNSENT: &str = "unsent.";

static ME: LazyLock<ArcRwSignal<Option<Arc<Me>>>> = LazyLock::new(ArcRwSignal::default);
static LATE: LazyLock<ArcRwSignal<u32>> = LazyLock::new(ArcRwSignal::default);
static ASKED: LazyLock<ArcRwSignal<bool>> = LazyLock::new(ArcRwSignal::default);
static LOST: LazyLock<ArcRwSignal<bool>> = LazyLock::new(ArcRwSignal::default);

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

/// Gives up a lost session: from now on a visitor.
pub fn forget() {
    browser::remember("signed-in", None);
    api::client().set_token(None);
    LOST.set(false);
    ME.set(None);
}

/// Takes up the session of this browser, if there was one.
pub async fn restore() {
    if browser::recall("signed-in").is_none() {
        return;
    }
    match api::refresh(None).await {
        api::Refresh::Done => match api::client().get_me().await {
            Ok(me) => welcome(me),
            Err(_) => forget(),
        },
        api::Refresh::Refused => forget(),
        api::Refresh::Unreachable => {}
    }
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
    welcome(api::client().get_me().await?);
    Ok(())
}

/// Signs out here, whether or not the server answers. What was typed and not sent goes, too.
pub async fn sign_out() {
    let _ = api::client().sign_out().await;
    for key in browser::remembered(UNSENT) {
        browser::remember(&key, None);
    }
    forget();
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
    ME.set(Some(Arc::new(me)));
}
