//! Sign-in.

use crate::components::form::Form;
use crate::components::page::PageHead;
use crate::components::sign_in_form::sign_in_form;
use crate::state::session;
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
        // Without the second factor that their rights wait for, nobody gets far.
        let missing = session::me_untracked().is_some_and(|me| me.second_factor_missing);
        let aim = if missing {
            "/account/second-factor"
        } else if inside {
            &next
        } else {
            "/"
        };
        navigate(aim, Default::default());
    };
    let body = view! {
        <div class="sign-in">
            {sign_in_form(form, then)}
            <p><a href="/forgot-password">{tx!(sign_in.forgot)}</a></p>
            <p class="quiet">{tx!(sign_in.help)}</p>
        </div>
    };
    PageHead::new(tx!(sign_in.title)).form(form).view(body.into_any())
}
