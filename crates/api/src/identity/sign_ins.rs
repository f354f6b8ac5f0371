//! Signing in, refreshing and signing out.

use super::cookies;
use crate::ApiState;
use crate::answer::{Answer, List, NoContent};
use crate::extract::{Act, Credentials, Get, Remove, Visitor, list_query};
use actix_web::http::header::HeaderName;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, HttpResponseBuilder, delete, get, post};
use obrady_domain::identity::{self, SignedIn};
use obrady_types::identity::{AccessToken, SignIn, SignInCreate};
use obrady_types::{ErrorCode, Page, SignInId};

list_query! {
    /// Parameters of the list of sign-ins.
    SignInListQuery {}
}

fn answer(state: &ApiState, mut response: HttpResponseBuilder, signed_in: SignedIn) -> HttpResponse {
    response.cookie(cookies::holding(&state.settings, signed_in.refresh_token)).json(signed_in.token)
}

/// The browser forgets what it kept (SEC-15).
fn signed_out(state: &ApiState) -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\""))
        .cookie(cookies::forgetting(&state.settings))
        .finish()
}

/// Signs a person in: an access token, and a refresh token in a cookie.
///
/// Permissions: anyone.
#[utoipa::path(tag = "sign-ins", request_body = SignInCreate, responses((status = 201, description = "An access token; the cookie comes with it", body = AccessToken)))]
#[post("/sign-ins")]
pub(crate) async fn sign_in(
    state: Data<ApiState>,
    visitor: Visitor,
    post: Credentials<SignInCreate>,
) -> Answer<HttpResponse> {
    visitor.refuse_cross_site()?;
    let signed_in = identity::sign_in(&post.call, post.input, &visitor.user_agent, &visitor.address).await?;
    Ok(answer(&state, HttpResponse::Created(), signed_in))
}

/// Exchanges the refresh cookie for a new one and a new access token.
///
/// Permissions: whoever holds the cookie, from this origin.
#[utoipa::path(tag = "sign-ins", responses((status = 200, description = "A new access token; a new cookie comes with it", body = AccessToken)))]
#[post("/sign-ins/refresh")]
pub(crate) async fn refresh_access_token(state: Data<ApiState>, visitor: Visitor, act: Act) -> Answer<HttpResponse> {
    visitor.require_same_origin()?;
    let token = visitor.refresh_token.ok_or(ErrorCode::InvalidRefreshToken)?;
    let signed_in = identity::refresh_access_token(&act.call, &token, &visitor.user_agent).await?;
    Ok(answer(&state, HttpResponse::Ok(), signed_in))
}

/// Ends this sign-in.
///
/// Permissions: whoever holds the cookie, from this origin.
#[utoipa::path(tag = "sign-ins", responses((status = 204, description = "Signed out")))]
#[post("/sign-ins/sign-out")]
pub(crate) async fn sign_out(state: Data<ApiState>, visitor: Visitor, act: Act) -> Answer<HttpResponse> {
    visitor.require_same_origin()?;
    if let Some(token) = &visitor.refresh_token {
        identity::sign_out(&act.call, token).await?;
    }
    Ok(signed_out(&state))
}

/// Ends every sign-in of the caller.
///
/// Permissions: anyone who is signed in.
#[utoipa::path(tag = "sign-ins", responses((status = 204, description = "Signed out everywhere")))]
#[post("/sign-ins/sign-out-everywhere")]
pub(crate) async fn sign_out_everywhere(state: Data<ApiState>, act: Act) -> Answer<HttpResponse> {
    identity::sign_out_everywhere(&act.call).await?;
    Ok(signed_out(&state))
}

/// Lists the caller's sign-ins.
///
/// Permissions: anyone who is signed in; only their own.
#[utoipa::path(tag = "sign-ins", params(SignInListQuery), responses((status = 200, description = "Sign-ins, latest first", body = Page<SignIn>)))]
#[get("/sign-ins")]
pub(crate) async fn list_sign_ins(get: Get<SignInListQuery>) -> Answer<List<SignIn>> {
    Ok(List(identity::list_sign_ins(&get.call, &get.query.page()).await?))
}

/// Ends one of the caller's sign-ins.
///
/// Permissions: anyone who is signed in; only their own.
#[utoipa::path(tag = "sign-ins", responses((status = 204, description = "It has ended")))]
#[delete("/sign-ins/{sign_in_id}")]
pub(crate) async fn delete_sign_in(sign_in_id: Path<SignInId>, remove: Remove) -> Answer<NoContent> {
    identity::delete_sign_in(&remove.call, *sign_in_id).await?;
    Ok(NoContent)
}

/// Ends every sign-in of the caller but this one.
///
/// Permissions: anyone who is signed in.
#[utoipa::path(tag = "sign-ins", responses((status = 204, description = "They have ended")))]
#[post("/sign-ins/end-others")]
pub(crate) async fn end_other_sign_ins(act: Act) -> Answer<NoContent> {
    identity::end_other_sign_ins(&act.call).await?;
    Ok(NoContent)
}
