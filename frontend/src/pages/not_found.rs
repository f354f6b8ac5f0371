//! The page for an address that leads nowhere.

use crate::components::page::PageHead;
use crate::tx;
use leptos::prelude::*;

/// The page.
pub fn page() -> AnyView {
    let body = view! {
        <p>{tx!(common.not_found_body)}</p>
        <p><a class="button" href="/">{tx!(common.to_start)}</a></p>
    };
    PageHead::new(tx!(common.not_found)).view(body.into_any())
}
