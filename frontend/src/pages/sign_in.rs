//! Sign-in.

use crate::components::feedback::{Tone, note};
use crate::components::form::Form;
use crate::components::page::PageHead;
use crate::components::sign_in_form::sign_in_form;
use crate::state::session;
use crate::{tr, tx};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
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
        // Without the second factor that their rights wait for, nobody gets far.
        let missing = session::me_untracked().is_some_and(|me| me.second_factor_missing);
        let aim = if missing {
            "/account/second-factor"
        } else if inside {
            &next
        } else {
            "/"
        };
        // Back leads to where somebody came from, not to this form.
        navigate(aim, NavigateOptions { replace: true, ..NavigateOptions::default() });
    };
    let already = session::me_untracked().map(|me| {
        let words = tr!(sign_in.already, name = me.display_name.clone());
        note(Tone::Attention, view! { <p>{words}" "<a href="/">{tx!(common.to_start)}</a></p> }.into_any())
    });
    let body = view! {
        <div class="sign-in">
            {already}
            {sign_in_form(form, String::new(), then)}
            <p><a href="/forgot-password">{tx!(sign_in.forgot)}</a></p>
            <p class="quiet">{tx!(sign_in.help)}</p>
        </div>
    };
    PageHead::new(tx!(sign_in.title)).form(form).view(body.into_any())
}
