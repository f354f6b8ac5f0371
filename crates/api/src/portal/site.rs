//! Who runs the site.

use crate::ApiState;
use crate::answer::{Answer, Plain};
use crate::extract::Get;
use actix_web::get;
use actix_web::web::Data;
use obrady_domain::portal;
use obrady_types::portal::{Reminders, Site};

/// Reads who runs the site and how accessible it is, from the installation's settings.
///
/// Permissions: anyone.
#[utoipa::path(tag = "site", responses((status = 200, description = "The site", body = Site)))]
#[get("/site")]
pub(crate) async fn get_site(state: Data<ApiState>, _: Get<()>) -> Answer<Plain<Site>> {
    let mut site = state.settings.site.clone();
    if site.address.is_empty() {
        site.address = state.settings.origin.clone();
    }
    Ok(Plain(site))
}

/// Says what whoever runs the site has to do soon: the yearly review of the accessibility statement, from 30 days before.
///
/// Permissions: administrators.
#[utoipa::path(tag = "site", responses((status = 200, description = "What is due soon or overdue", body = Reminders)))]
#[get("/reminders")]
pub(crate) async fn get_reminders(state: Data<ApiState>, get: Get<()>) -> Answer<Plain<Reminders>> {
    Ok(Plain(portal::get_reminders(&get.call, state.settings.site.accessibility.reviewed_on).await?))
}
