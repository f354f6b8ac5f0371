//! Integrators' accounts and their tokens.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Credentials, Get, Merge, Post, Remove, list_query};
use actix_web::web::Path;
use actix_web::{HttpResponse, delete, get, patch, post};
use obrady_domain::identity;
use obrady_types::identity::{
    AccessToken, AccessTokenCreate, ServiceAccount, ServiceAccountCreate, ServiceAccountPatch, ServiceAccountSecret,
};
use obrady_types::{Page, ServiceAccountId};

list_query! {
    /// Parameters of the list of service accounts.
    ServiceAccountListQuery {}
}

/// Gets an access token by client credentials.
///
/// Permissions: whoever has the secret.
#[utoipa::path(tag = "accounts", request_body = AccessTokenCreate, responses((status = 201, description = "An access token", body = AccessToken)))]
#[post("/access-tokens")]
pub(crate) async fn create_access_token(post: Credentials<AccessTokenCreate>) -> Answer<HttpResponse> {
    Ok(HttpResponse::Created().json(identity::create_access_token(&post.call, post.input).await?))
}

/// Lists service accounts.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", params(ServiceAccountListQuery), responses((status = 200, description = "Service accounts, oldest first", body = Page<ServiceAccount>)))]
#[get("/service-accounts")]
pub(crate) async fn list_service_accounts(get: Get<ServiceAccountListQuery>) -> Answer<List<ServiceAccount>> {
    let query = &get.query;
    Ok(List(identity::list_service_accounts(&get.call, &query.page()).await?))
}

/// Makes a service account; its secret is shown this once.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", request_body = ServiceAccountCreate, responses((status = 201, description = "The new account and its secret", body = ServiceAccountSecret)))]
#[post("/service-accounts")]
pub(crate) async fn create_service_account(post: Post<ServiceAccountCreate>) -> Answer<Created<ServiceAccountSecret>> {
    let made = identity::create_service_account(&post.call, post.input).await?;
    Ok(Created::at(format!("/service-accounts/{}", made.account.id), made))
}

/// Reads a service account.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The account", body = ServiceAccount)))]
#[get("/service-accounts/{service_account_id}")]
pub(crate) async fn get_service_account(
    service_account_id: Path<ServiceAccountId>,
    get: Get<()>,
) -> Answer<Versioned<ServiceAccount>> {
    Ok(Versioned(identity::get_service_account(&get.call, *service_account_id).await?))
}

/// Changes a service account; disabling it stops its tokens.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", request_body = ServiceAccountPatch, responses((status = 200, description = "The changed account", body = ServiceAccount)))]
#[patch("/service-accounts/{service_account_id}")]
pub(crate) async fn update_service_account(
    service_account_id: Path<ServiceAccountId>,
    patch: Merge<ServiceAccountPatch>,
) -> Answer<Versioned<ServiceAccount>> {
    Ok(Versioned(identity::update_service_account(&patch.call, *service_account_id, patch.version, patch.input).await?))
}

/// Removes a service account; its tokens stop at once.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "It is removed")))]
#[delete("/service-accounts/{service_account_id}")]
pub(crate) async fn delete_service_account(
    service_account_id: Path<ServiceAccountId>,
    remove: Remove,
) -> Answer<NoContent> {
    identity::delete_service_account(&remove.call, *service_account_id, remove.version()?).await?;
    Ok(NoContent)
}
