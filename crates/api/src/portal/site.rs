//! Who runs the site.

use crate::ApiState;
use crate::answer::{Answer, Plain};
use crate::extract::Get;
use actix_web::get;
use actix_web::web::Data;
use obrady_types::portal::Site;

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
