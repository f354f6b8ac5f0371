//! Regions.

use crate::answer::{Answer, List, Versioned};
use crate::extract::{Get, TerytCode, list_query};
use actix_web::get;
use actix_web::web::Path;
use obrady_domain::directory;
use obrady_types::directory::{Commune, County, Region};
use obrady_types::{Page, RegionId};

list_query! {
    /// Parameters of the list of regions.
    RegionListQuery {}
}

list_query! {
    /// Parameters of the list of counties.
    CountyListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
    }
}

list_query! {
    /// Parameters of the list of communes.
    CommuneListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
        /// Of one county, as a TERYT code of four digits.
        #[param(max_length = 4, pattern = "^[0-9]{4}$", value_type = Option<String>)]
        teryt_county: Option<TerytCode<4>>,
    }
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

/// Lists counties.
///
/// Permissions: anyone.
#[utoipa::path(tag = "directory", params(CountyListQuery), responses((status = 200, description = "Counties by their codes", body = Page<County>)))]
#[get("/counties")]
pub(crate) async fn list_counties(get: Get<CountyListQuery>) -> Answer<List<County>> {
    let query = &get.query;
    Ok(List(directory::list_counties(&get.call, query.region_id, &query.page()).await?))
}

/// Lists communes.
///
/// Permissions: anyone.
#[utoipa::path(tag = "directory", params(CommuneListQuery), responses((status = 200, description = "Communes by their codes", body = Page<Commune>)))]
#[get("/communes")]
pub(crate) async fn list_communes(get: Get<CommuneListQuery>) -> Answer<List<Commune>> {
    let query = &get.query;
    Ok(List(directory::list_communes(&get.call, query.region_id, query.teryt_county.as_deref(), &query.page()).await?))
}

/// Reads a region.
///
/// Permissions: anyone.
#[utoipa::path(tag = "directory", responses((status = 200, description = "The region", body = Region)))]
#[get("/regions/{region_id}")]
pub(crate) async fn get_region(region_id: Path<RegionId>, get: Get<()>) -> Answer<Versioned<Region>> {
    Ok(Versioned(directory::get_region(&get.call, *region_id).await?))
}
