//! Programmes themselves.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, SearchText, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::programmes::{self, ProgrammeFilter};
use obrady_types::programmes::{Programme, ProgrammeCreate, ProgrammePatch, ProgrammeScope, ProgrammeState};
use obrady_types::{Page, ProgrammeId, RegionId};

list_query! {
    /// Parameters of the list of programmes.
    ProgrammeListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
        /// Of one scope.
        scope: Option<ProgrammeScope>,
        /// In one state.
        state: Option<ProgrammeState>,
        /// Whose period has this year.
        year: Option<i32>,
        /// Whose title contains this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
    }
}

/// Lists programmes.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", params(ProgrammeListQuery), responses((status = 200, description = "Programmes in Polish order", body = Page<Programme>)))]
#[get("/programmes")]
pub(crate) async fn list_programmes(get: Get<ProgrammeListQuery>) -> Answer<List<Programme>> {
    let query = get.query;
    let page = query.page();
    let filter = ProgrammeFilter {
        region_id: query.region_id,
        scope: query.scope,
        state: query.state,
        year: query.year,
        q: query.q.map(Into::into),
    };
    Ok(List(programmes::list_programmes(&get.call, &filter, &page).await?))
}

/// Makes a programme, a concept.
///
/// Permissions: administrators of the region; coordinators of a programme of the region, who coordinate the new one.
#[utoipa::path(tag = "programmes", request_body = ProgrammeCreate, responses((status = 201, description = "The new programme", body = Programme)))]
#[post("/programmes")]
pub(crate) async fn create_programme(post: Post<ProgrammeCreate>) -> Answer<Created<Programme>> {
    let made = programmes::create_programme(&post.call, post.input).await?;
    Ok(Created::at(format!("/programmes/{}", made.id), made))
}

/// Reads a programme.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 200, description = "The programme", body = Programme)))]
#[get("/programmes/{programme_id}")]
pub(crate) async fn get_programme(programme_id: Path<ProgrammeId>, get: Get<()>) -> Answer<Versioned<Programme>> {
    Ok(Versioned(programmes::get_programme(&get.call, *programme_id).await?))
}

/// Changes a programme, its state included.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = ProgrammePatch, responses((status = 200, description = "The changed programme", body = Programme)))]
#[patch("/programmes/{programme_id}")]
pub(crate) async fn update_programme(
    programme_id: Path<ProgrammeId>,
    patch: Merge<ProgrammePatch>,
) -> Answer<Versioned<Programme>> {
    Ok(Versioned(programmes::update_programme(&patch.call, *programme_id, patch.version, patch.input).await?))
}
