//! The language: remembered, said to the server and set on `<html>`.

use crate::texts::Locale;
use crate::{api, browser};
use leptos::prelude::*;
use leptos_i18n::Locale as _;
use std::sync::LazyLock;

static LANG: LazyLock<ArcRwSignal<Locale>> = LazyLock::new(|| ArcRwSignal::new(Locale::pl));

/// The language in force; tracked.
pub fn lang() -> Locale {
    LANG.get()
}

/// Chooses a language and remembers it.
pub fn choose(locale: Locale) {
    browser::remember("lang", Some(locale.as_str()));
    set(locale);
}

/// Uses the remembered language or, when none was chosen, the account's, or else the one in which the page was sent.
pub fn start(preferred: Option<Locale>) {
    let remembered = browser::recall("lang").and_then(|tag| tag.parse().ok());
    let sent = || document().document_element()?.get_attribute("lang")?.parse().ok();
    set(remembered.or(preferred).or_else(sent).unwrap_or_default());
}

fn set(locale: Locale) {
    browser::set_root_attribute("lang", Some(locale.as_str()));
    api::client().set_language(locale.as_str());
    LANG.set(locale);
}
