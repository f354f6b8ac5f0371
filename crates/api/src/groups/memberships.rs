//! Memberships of bodies.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::groups;
use obrady_types::groups::{Membership, MembershipCreate, MembershipPatch};
use obrady_types::{BodyId, MembershipId, Page};

list_query! {
    /// Parameters of the list of memberships.
    MembershipListQuery {}
}

/// Lists the memberships of a body.
///
/// Permissions: members and coordinators of the body, administrators of the region.
#[utoipa::path(tag = "bodies", params(MembershipListQuery), responses((status = 200, description = "Memberships, oldest first", body = Page<Membership>)))]
#[get("/bodies/{body_id}/memberships")]
pub(crate) async fn list_memberships(body_id: Path<BodyId>, get: Get<MembershipListQuery>) -> Answer<List<Membership>> {
    let query = &get.query;
    Ok(List(groups::list_memberships(&get.call, *body_id, &query.page()).await?))
}

/// Makes a membership.
///
/// Permissions: coordinators of the body, administrators of the region.
#[utoipa::path(tag = "bodies", request_body = MembershipCreate, responses((status = 201, description = "The new membership", body = Membership)))]
#[post("/bodies/{body_id}/memberships")]
pub(crate) async fn create_membership(
    body_id: Path<BodyId>,
    post: Post<MembershipCreate>,
) -> Answer<Created<Membership>> {
    let made = groups::create_membership(&post.call, *body_id, post.input).await?;
    Ok(Created::at(format!("/memberships/{}", made.id), made))
}

/// Reads a membership.
///
/// Permissions: members and coordinators of the body, administrators of the region.
#[utoipa::path(tag = "bodies", responses((status = 200, description = "The membership", body = Membership)))]
#[get("/memberships/{membership_id}")]
pub(crate) async fn get_membership(membership_id: Path<MembershipId>, get: Get<()>) -> Answer<Versioned<Membership>> {
    Ok(Versioned(groups::get_membership(&get.call, *membership_id).await?))
}

/// Changes a membership.
///
/// Permissions: coordinators of the body, administrators of the region.
#[utoipa::path(tag = "bodies", request_body = MembershipPatch, responses((status = 200, description = "The changed membership", body = Membership)))]
#[patch("/memberships/{membership_id}")]
pub(crate) async fn update_membership(
    membership_id: Path<MembershipId>,
    patch: Merge<MembershipPatch>,
) -> Answer<Versioned<Membership>> {
    Ok(Versioned(groups::update_membership(&patch.call, *membership_id, patch.version, patch.input).await?))
}
