//! Regions.

use crate::answer::{Answer, List, Versioned};
use crate::extract::{Get, list_query};
use actix_web::get;
use actix_web::web::Path;
use obrady_domain::directory;
use obrady_types::directory::Region;
use obrady_types::{Page, RegionId};

list_query! {
    /// Parameters of the list of regions.
    RegionListQuery {}
}

/// Lists the regions.
///
/// Permissions: anyone.
#[utoipa::path(tag = "directory", params(RegionListQuery), responses((status = 200, description = "Regions in Polish order", body = Page<Region>)))]
#[get("/regions")]
pub(crate) async fn list_regions(get: Get<RegionListQuery>) -> Answer<List<Region>> {
    let query = &get.query;
    Ok(List(directory::list_regions(&get.call, &query.page()).await?))
}

/// Reads a region.
///
/// Permissions: anyone.
#[utoipa::path(tag = "directory", responses((status = 200, description = "The region", body = Region)))]
#[get("/regions/{region_id}")]
pub(crate) async fn get_region(region_id: Path<RegionId>, get: Get<()>) -> Answer<Versioned<Region>> {
    Ok(Versioned(directory::get_region(&get.call, *region_id).await?))
}
