//! The caller.

use crate::answer::{Answer, NoContent, Plain};
use crate::extract::{Get, Merge, Post, Visitor};
use actix_web::{get, patch, post};
use obrady_domain::identity;
use obrady_types::identity::{Me, MePatch, PasswordChange};

/// Who the caller is and what it may do now.
///
/// Permissions: anyone who is signed in, service accounts.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The caller", body = Me)))]
#[get("/me")]
pub(crate) async fn get_me(get: Get<()>, visitor: Visitor) -> Answer<Plain<Me>> {
    Ok(Plain(identity::get_me(&get.call, &visitor.address).await?))
}

/// Changes the caller's name to show or language; `If-Match` takes `account_version`.
///
/// Permissions: anyone who is signed in.
#[utoipa::path(tag = "accounts", request_body = MePatch, responses((status = 200, description = "The caller", body = Me)))]
#[patch("/me")]
pub(crate) async fn update_me(patch: Merge<MePatch>) -> Answer<Plain<Me>> {
    Ok(Plain(identity::update_me(&patch.call, patch.version, patch.input).await?))
}

/// Puts a new password in place of the one in use, and ends all other sign-ins.
///
/// Permissions: anyone who is signed in.
#[utoipa::path(tag = "accounts", request_body = PasswordChange, responses((status = 204, description = "The new password is in use")))]
#[post("/me/change-password")]
pub(crate) async fn change_password(post: Post<PasswordChange>, visitor: Visitor) -> Answer<NoContent> {
    identity::change_password(&post.call, post.input, &visitor.address).await?;
    Ok(NoContent)
}
