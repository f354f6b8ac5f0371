//! Bodies.

use crate::answer::{Answer, Created, List, Plain, Versioned};
use crate::extract::{Get, Merge, Post, SearchText, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::groups::{self, BodyFilter};
use obrady_types::body_profiles::BodyProfile;
use obrady_types::groups::{Body, BodyCreate, BodyDissolve, BodyKind, BodyPatch, BodyState};
use obrady_types::{BodyId, Page, RegionId};

list_query! {
    /// Parameters of the list of bodies.
    BodyListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
        /// Of one kind.
        kind: Option<BodyKind>,
        /// That belong to this one.
        parent_id: Option<BodyId>,
        /// In one state.
        state: Option<BodyState>,
        /// Whose name contains this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
    }
}

/// Lists bodies.
///
/// Permissions: anyone.
#[utoipa::path(tag = "bodies", params(BodyListQuery), responses((status = 200, description = "Bodies in Polish order", body = Page<Body>)))]
#[get("/bodies")]
pub(crate) async fn list_bodies(get: Get<BodyListQuery>) -> Answer<List<Body>> {
    let query = get.query;
    let page = query.page();
    let filter = BodyFilter {
        region_id: query.region_id,
        kind: query.kind,
        parent_id: query.parent_id,
        state: query.state,
        q: query.q.map(Into::into),
    };
    Ok(List(groups::list_bodies(&get.call, &filter, &page).await?))
}

/// Makes a body.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "bodies", request_body = BodyCreate, responses((status = 201, description = "The new body", body = Body)))]
#[post("/bodies")]
pub(crate) async fn create_body(post: Post<BodyCreate>) -> Answer<Created<Body>> {
    let made = groups::create_body(&post.call, post.input).await?;
    Ok(Created::at(format!("/bodies/{}", made.id), made))
}

/// Reads a body.
///
/// Permissions: anyone.
#[utoipa::path(tag = "bodies", responses((status = 200, description = "The body", body = Body)))]
#[get("/bodies/{body_id}")]
pub(crate) async fn get_body(body_id: Path<BodyId>, get: Get<()>) -> Answer<Versioned<Body>> {
    Ok(Versioned(groups::get_body(&get.call, *body_id).await?))
}

/// Reads what everybody may know of a body besides: its place in the tree, its host, how it is made up.
///
/// Permissions: anyone.
#[utoipa::path(tag = "bodies", responses((status = 200, description = "The surroundings of the body", body = BodyProfile)))]
#[get("/bodies/{body_id}/profile")]
pub(crate) async fn get_body_profile(body_id: Path<BodyId>, get: Get<()>) -> Answer<Plain<BodyProfile>> {
    Ok(Plain(groups::get_body_profile(&get.call, *body_id).await?))
}

/// Changes a body.
///
/// Permissions: its coordinators; its place, host and state: administrators of the region.
#[utoipa::path(tag = "bodies", request_body = BodyPatch, responses((status = 200, description = "The changed body", body = Body)))]
#[patch("/bodies/{body_id}")]
pub(crate) async fn update_body(body_id: Path<BodyId>, patch: Merge<BodyPatch>) -> Answer<Versioned<Body>> {
    Ok(Versioned(groups::update_body(&patch.call, *body_id, patch.version, patch.input).await?))
}

/// Dissolves a body: its open terms end, its later meetings are cancelled, and it accepts nothing new.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "bodies", request_body = BodyDissolve, responses((status = 200, description = "The dissolved body", body = Body)))]
#[post("/bodies/{body_id}/dissolve")]
pub(crate) async fn dissolve_body(body_id: Path<BodyId>, post: Post<BodyDissolve>) -> Answer<Versioned<Body>> {
    Ok(Versioned(groups::dissolve_body(&post.call, *body_id, post.input).await?))
}
