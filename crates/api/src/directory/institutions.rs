//! Institutions.

use crate::answer::{Answer, Created, List, Plain, Versioned};
use crate::extract::{Get, Merge, Post, SearchText, TerytCode, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::directory::{self, InstitutionFilter};
use obrady_types::directory::{
    Institution, InstitutionCreate, InstitutionKind, InstitutionPatch, InstitutionProfile, InstitutionStatus,
};
use obrady_types::{InstitutionId, Page, RegionId};

list_query! {
    /// Parameters of the list of institutions.
    InstitutionListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
        /// Of one kind.
        kind: Option<InstitutionKind>,
        /// Of one county, as a TERYT code of four digits.
        #[param(max_length = 4, pattern = "^[0-9]{4}$", value_type = Option<String>)]
        teryt_county: Option<TerytCode<4>>,
        /// Of one commune, as a TERYT code of seven digits.
        #[param(max_length = 7, pattern = "^[0-9]{7}$", value_type = Option<String>)]
        teryt_commune: Option<TerytCode<7>>,
        /// In this state today.
        status: Option<InstitutionStatus>,
        /// Whose work this one took over.
        successor_id: Option<InstitutionId>,
        /// Whose name or town contains this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
    }
}

/// Lists institutions.
///
/// Permissions: anyone.
#[utoipa::path(tag = "directory", params(InstitutionListQuery), responses((status = 200, description = "Institutions in Polish order", body = Page<Institution>)))]
#[get("/institutions")]
pub(crate) async fn list_institutions(get: Get<InstitutionListQuery>) -> Answer<List<Institution>> {
    let query = get.query;
    let page = query.page();
    let filter = InstitutionFilter {
        region_id: query.region_id,
        kind: query.kind,
        teryt_county: query.teryt_county.map(Into::into),
        teryt_commune: query.teryt_commune.map(Into::into),
        status: query.status,
        successor_id: query.successor_id,
        q: query.q.map(Into::into),
    };
    Ok(List(directory::list_institutions(&get.call, &filter, &page).await?))
}

/// Makes an institution.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = InstitutionCreate, responses((status = 201, description = "The new institution", body = Institution)))]
#[post("/institutions")]
pub(crate) async fn create_institution(post: Post<InstitutionCreate>) -> Answer<Created<Institution>> {
    let made = directory::create_institution(&post.call, post.input).await?;
    Ok(Created::at(format!("/institutions/{}", made.id), made))
}

/// Reads an institution.
///
/// Permissions: anyone.
#[utoipa::path(tag = "directory", responses((status = 200, description = "The institution", body = Institution)))]
#[get("/institutions/{institution_id}")]
pub(crate) async fn get_institution(
    institution_id: Path<InstitutionId>,
    get: Get<()>,
) -> Answer<Versioned<Institution>> {
    Ok(Versioned(directory::get_institution(&get.call, *institution_id).await?))
}

/// Says what stands around an institution: who heads it, in which bodies it takes part, what it was and became.
///
/// Permissions: anyone; the head only where the name is public to the caller.
#[utoipa::path(tag = "directory", responses((status = 200, description = "What stands around it today", body = InstitutionProfile)))]
#[get("/institutions/{institution_id}/profile")]
pub(crate) async fn get_institution_profile(
    institution_id: Path<InstitutionId>,
    get: Get<()>,
) -> Answer<Plain<InstitutionProfile>> {
    Ok(Plain(directory::get_institution_profile(&get.call, *institution_id).await?))
}

/// Changes an institution.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = InstitutionPatch, responses((status = 200, description = "The changed institution", body = Institution)))]
#[patch("/institutions/{institution_id}")]
pub(crate) async fn update_institution(
    institution_id: Path<InstitutionId>,
    patch: Merge<InstitutionPatch>,
) -> Answer<Versioned<Institution>> {
    Ok(Versioned(directory::update_institution(&patch.call, *institution_id, patch.version, patch.input).await?))
}
