//! Addresses and their pages. The address is the state: filters and dates stand in its query.

use crate::chunks;
use crate::pages::{not_found, sign_in};
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

/// The page for the address.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=not_found::page>
            <Route path=path!("/") view=chunks::start />
            <Route path=path!("/account") view=chunks::own_account />
            <Route path=path!("/account/handover") view=chunks::handover />
            <Route path=path!("/account/second-factor") view=chunks::second_factor />
            <Route path=path!("/admin/accounts") view=chunks::admin_accounts />
            <Route path=path!("/admin/audit") view=chunks::admin_audit />
            <Route path=path!("/admin/nightly-work") view=chunks::admin_nights />
            <Route path=path!("/admin/service-accounts") view=chunks::admin_service_accounts />
            <Route path=path!("/groups") view=chunks::group_list />
            <Route path=path!("/groups/:id") view=chunks::group />
            <Route path=path!("/convents") view=chunks::convent_list />
            <Route path=path!("/convents/:id") view=chunks::convent />
            <Route path=path!("/convents/:id/rotate") view=chunks::rotation />
            <Route path=path!("/institutions") view=chunks::institution_list />
            <Route path=path!("/institutions/:id") view=chunks::institution />
            <Route path=path!("/people") view=chunks::people_list />
            <Route path=path!("/people/:id/data") view=chunks::person_data />
            <Route path=path!("/regions") view=chunks::region_list />
            <Route path=path!("/regions/:id") view=chunks::region />
            <Route path=path!("/admin/institutions") view=chunks::institution_admin />
            <Route path=path!("/admin/people") view=chunks::people_admin />
            <Route path=path!("/admin/people/:id") view=chunks::person />
            <Route path=path!("/admin/import") view=chunks::directory_import />
            <Route path=path!("/admin/duplicates") view=chunks::directory_duplicates />
            <Route path=path!("/programmes") view=chunks::programme_list />
            <Route path=path!("/programmes/:id") view=chunks::programme />
            <Route path=path!("/meetings/:id") view=chunks::meeting />
            <Route path=path!("/trainings") view=chunks::training_list />
            <Route path=path!("/trainings/mine") view=chunks::training_mine />
            <Route path=path!("/trainings/new") view=chunks::training_new />
            <Route path=path!("/trainings/models") view=chunks::training_models />
            <Route path=path!("/trainings/advisers") view=chunks::training_advisers />
            <Route path=path!("/trainings/clauses") view=chunks::training_clauses />
            <Route path=path!("/trainings/catalogue") view=chunks::training_catalogue />
            <Route path=path!("/trainings/texts/:id") view=chunks::training_texts />
            <Route path=path!("/trainings/:id") view=chunks::training_edition />
            <Route path=path!("/trainings/:id/manage") view=chunks::training_manage />
            <Route path=path!("/trainings/:id/sheet") view=chunks::training_sheet />
            <Route path=path!("/calendar") view=chunks::calendar />
            <Route path=path!("/news") view=chunks::news_list />
            <Route path=path!("/news/new") view=chunks::news_new />
            <Route path=path!("/news/:id") view=chunks::news_item />
            <Route path=path!("/news/:id/edit") view=chunks::news_edit />
            <Route path=path!("/gallery") view=chunks::gallery />
            <Route path=path!("/gallery/new") view=chunks::album_new />
            <Route path=path!("/gallery/:id") view=chunks::album />
            <Route path=path!("/gallery/:id/edit") view=chunks::album_edit />
            <Route path=path!("/faq") view=chunks::faq />
            <Route path=path!("/faq/new") view=chunks::faq_new />
            <Route path=path!("/faq/:id/edit") view=chunks::faq_edit />
            <Route path=path!("/privacy") view=chunks::privacy />
            <Route path=path!("/accessibility") view=chunks::accessibility />
            <Route path=path!("/deklaracja-dostepnosci") view=chunks::accessibility />
            <Route path=path!("/meetings/:id/run") view=chunks::run />
            <Route path=path!("/my-work") view=chunks::my_work />
            <Route path=path!("/forgot-password") view=chunks::forgot_password />
            <Route path=path!("/set-password") view=chunks::set_password />
            <Route path=path!("/sign-in") view=sign_in::page />
        </Routes>
    }
}
