//! The address as state: ids in the path, filters and dates in the query.

use crate::pages::not_found;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use std::str::FromStr;

/// The text of `:id` in the path; tracked.
pub fn id_text() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default())
}

/// A page that belongs to the object named in the path; made anew when the address names another one.
pub fn page_of<I: FromStr + 'static>(page: fn(I) -> AnyView) -> AnyView {
    let text = id_text();
    (move || text.with(|text| text.parse::<I>().map_or_else(|_| not_found::page(), page))).into_any()
}

/// A value of the query; empty counts as absent.
pub fn query(name: &'static str) -> Memo<Option<String>> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get(name)).filter(|value| !value.is_empty()))
}

/// Goes to an address of this application.
pub fn go(target: &str) {
    // `use_navigate` wants the router's context, which event handlers and tasks have no more.
    GO.with_borrow(|go| {
        if let Some(go) = go {
            go(target, NavigateOptions::default());
        }
    });
}

/// Goes to another view of this page, without scrolling to its top.
pub fn go_within(target: &str) {
    GO.with_borrow(|go| {
        if let Some(go) = go {
            go(target, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    });
}

/// Replaces the address of this page, so that going back does not lead here again.
pub fn replace(target: &str) {
    GO.with_borrow(|go| {
        if let Some(go) = go {
            go(target, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
    });
}

type Go = Box<dyn Fn(&str, NavigateOptions)>;

thread_local! {
    static GO: std::cell::RefCell<Option<Go>> = const { std::cell::RefCell::new(None) };
}

/// Remembers how to navigate; called once inside the router.
pub fn start() {
    let navigate = use_navigate();
    GO.set(Some(Box::new(move |target, options| navigate(target, options))));
}

/// A text as it stands in a query.
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// The address of the sign-in page that leads back here.
pub fn sign_in_from(here: &str) -> String {
    if here == "/" || here.starts_with("/sign-in") {
        "/sign-in".to_owned()
    } else {
        format!("/sign-in?next={}", encode(here))
    }
}
