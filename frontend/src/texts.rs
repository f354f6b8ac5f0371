//! Words of the interface in the language of the moment.
//!
//! `tr!(ns.key, count = n)` is a text now; inside a closure of a view it follows the language.
//! `tx!(ns.key)` is a signal of a text without parameters; one type of signal keeps the program small.

mod generated {
    #![expect(
        missing_docs,
        dead_code,
        unused_imports,
        clippy::all,
        clippy::expect_used,
        reason = "made by build.rs from locales/"
    )]
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

pub use generated::i18n::Locale;
use leptos::prelude::*;

/// A text that follows the language.
pub type Text = Signal<String>;

/// A text of the language in force; read inside a view's closure, it follows the language.
#[macro_export]
macro_rules! tr {
    ($($key:tt)*) => {
        leptos_i18n::td_string!($crate::state::locale::lang(), $($key)*)
    };
}

/// A [`Text`] without parameters.
#[macro_export]
macro_rules! tx {
    ($($key:tt)*) => {
        $crate::texts::label(|lang| leptos_i18n::td_string!(lang, $($key)*))
    };
}

/// Makes a [`Text`] of a look-up. Not generic, so that a thousand labels cost one.
pub fn label(find: fn(Locale) -> &'static str) -> Text {
    Signal::derive(move || find(crate::state::locale::lang()).to_owned())
}

/// Makes a [`Text`] of whatever it reads.
pub fn text(read: impl Fn() -> String + Send + Sync + 'static) -> Text {
    boxed(Box::new(read))
}

fn boxed(read: Box<dyn Fn() -> String + Send + Sync>) -> Text {
    Signal::derive(read)
}
