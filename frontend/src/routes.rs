//! Addresses and their pages. The address is the state: filters and dates stand in its query.

use crate::address::page_of;
use crate::pages::{convents, groups, meetings, not_found, sign_in, start};
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

/// The page for the address.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=not_found::page>
            <Route path=path!("/") view=start::page />
            <Route path=path!("/groups") view=groups::list::page />
            <Route path=path!("/groups/:id") view=|| page_of(groups::group::page) />
            <Route path=path!("/convents") view=convents::list::page />
            <Route path=path!("/convents/:id") view=|| page_of(convents::convent::page) />
            <Route path=path!("/convents/:id/rotate") view=|| page_of(convents::rotation::page) />
            <Route path=path!("/meetings/:id") view=meetings::meeting::MeetingPage />
            <Route path=path!("/sign-in") view=sign_in::page />
        </Routes>
    }
}
