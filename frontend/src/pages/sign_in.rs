//! Sign-in.

use crate::components::form::Form;
use crate::components::page::PageHead;
use crate::components::sign_in_form::sign_in_form;
use crate::tx;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The page. `?next=` names the place to go on to.
pub fn page() -> AnyView {
    let form = Form::default();
    let query = use_query_map();
    let navigate = use_navigate();
    let then = move || {
        let next = query.with_untracked(|query| query.get("next")).unwrap_or_default();
        // Only places of this application: a path, never another host.
        let inside = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
        navigate(if inside { &next } else { "/" }, Default::default());
    };
    let body = view! {
        <div class="sign-in">
            {sign_in_form(form, then)}
            <p class="quiet">{tx!(sign_in.help)}</p>
        </div>
    };
    PageHead::new(tx!(sign_in.title)).form(form).view(body.into_any())
}
