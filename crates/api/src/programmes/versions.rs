//! Versions of programmes.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::programmes;
use obrady_types::programmes::{ProgrammeVersion, ProgrammeVersionCreate, ProgrammeVersionPatch};
use obrady_types::{Page, ProgrammeId, ProgrammeVersionId};

list_query! {
    /// Parameters of the list of versions.
    ProgrammeVersionListQuery {}
}

/// Lists the versions of a programme.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", params(ProgrammeVersionListQuery), responses((status = 200, description = "Versions, the last first", body = Page<ProgrammeVersion>)))]
#[get("/programmes/{programme_id}/versions")]
pub(crate) async fn list_programme_versions(
    programme_id: Path<ProgrammeId>,
    get: Get<ProgrammeVersionListQuery>,
) -> Answer<List<ProgrammeVersion>> {
    let query = &get.query;
    Ok(List(programmes::list_programme_versions(&get.call, *programme_id, &query.page()).await?))
}

/// Makes a version.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = ProgrammeVersionCreate, responses((status = 201, description = "The new version", body = ProgrammeVersion)))]
#[post("/programmes/{programme_id}/versions")]
pub(crate) async fn create_programme_version(
    programme_id: Path<ProgrammeId>,
    post: Post<ProgrammeVersionCreate>,
) -> Answer<Created<ProgrammeVersion>> {
    let made = programmes::create_programme_version(&post.call, *programme_id, post.input).await?;
    Ok(Created::at(format!("/programme-versions/{}", made.id), made))
}

/// Reads a version.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 200, description = "The version", body = ProgrammeVersion)))]
#[get("/programme-versions/{programme_version_id}")]
pub(crate) async fn get_programme_version(
    programme_version_id: Path<ProgrammeVersionId>,
    get: Get<()>,
) -> Answer<Versioned<ProgrammeVersion>> {
    Ok(Versioned(programmes::get_programme_version(&get.call, *programme_version_id).await?))
}

/// Changes a version.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = ProgrammeVersionPatch, responses((status = 200, description = "The changed version", body = ProgrammeVersion)))]
#[patch("/programme-versions/{programme_version_id}")]
pub(crate) async fn update_programme_version(
    programme_version_id: Path<ProgrammeVersionId>,
    patch: Merge<ProgrammeVersionPatch>,
) -> Answer<Versioned<ProgrammeVersion>> {
    Ok(Versioned(
        programmes::update_programme_version(&patch.call, *programme_version_id, patch.version, patch.input).await?,
    ))
}
