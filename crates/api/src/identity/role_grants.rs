//! Roles given to accounts.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Get, Post, Remove, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, post};
use obrady_domain::identity;
use obrady_types::identity::{RoleGrant, RoleGrantCreate};
use obrady_types::{AccountId, Page, RoleGrantId};

list_query! {
    /// Parameters of the list of grants.
    RoleGrantListQuery {
        /// Of one account.
        account_id: Option<AccountId>,
    }
}

/// Lists role grants.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", params(RoleGrantListQuery), responses((status = 200, description = "Grants, oldest first", body = Page<RoleGrant>)))]
#[get("/role-grants")]
pub(crate) async fn list_role_grants(get: Get<RoleGrantListQuery>) -> Answer<List<RoleGrant>> {
    let query = &get.query;
    Ok(List(identity::list_role_grants(&get.call, query.account_id, &query.page()).await?))
}

/// Gives a role.
///
/// Permissions: administrators of the region, operators. Only operators make operators.
#[utoipa::path(tag = "accounts", request_body = RoleGrantCreate, responses((status = 201, description = "The new grant", body = RoleGrant)))]
#[post("/role-grants")]
pub(crate) async fn create_role_grant(post: Post<RoleGrantCreate>) -> Answer<Created<RoleGrant>> {
    let made = identity::create_role_grant(&post.call, post.input).await?;
    Ok(Created::at(format!("/role-grants/{}", made.id), made))
}

/// Reads a grant.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The grant", body = RoleGrant)))]
#[get("/role-grants/{role_grant_id}")]
pub(crate) async fn get_role_grant(role_grant_id: Path<RoleGrantId>, get: Get<()>) -> Answer<Versioned<RoleGrant>> {
    Ok(Versioned(identity::get_role_grant(&get.call, *role_grant_id).await?))
}

/// Takes a role away; it ends at once.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "It is taken away")))]
#[delete("/role-grants/{role_grant_id}")]
pub(crate) async fn delete_role_grant(role_grant_id: Path<RoleGrantId>, remove: Remove) -> Answer<NoContent> {
    identity::delete_role_grant(&remove.call, *role_grant_id).await?;
    Ok(NoContent)
}
