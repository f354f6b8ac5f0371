//! One-time links, the second factor, confirming who one is.

use crate::answer::{Answer, NoContent, Plain};
use crate::extract::{Act, Credentials, Get, Post, Visitor};
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use obrady_domain::identity;
use obrady_types::AccountId;
use obrady_types::identity::{
    AccessLink, AccessLinkRedeem, AccessLinkRedeemed, IdentityProof, PasswordResetRequest, RecoveryCodes, SecondFactor,
    SecondFactorConfirm, SecondFactorStart,
};

/// Makes a link by which the account's owner sets a password, and voids earlier ones; its token is shown this once.
///
/// Permissions: administrators of the region, operators; not for their own account; confirmed within ten minutes.
#[utoipa::path(tag = "accounts", responses((status = 201, description = "The link", body = AccessLink)))]
#[post("/accounts/{account_id}/access-links")]
pub(crate) async fn create_access_link(account_id: Path<AccountId>, act: Act) -> Answer<HttpResponse> {
    Ok(HttpResponse::Created().json(identity::create_access_link(&act.call, *account_id).await?))
}

/// Has a link to a new password sent to the account's mail address, if there are both. The answer is always the same.
///
/// Permissions: anyone.
#[utoipa::path(tag = "sign-ins", request_body = PasswordResetRequest, responses((status = 202, description = "Asked")))]
#[post("/access-links/request")]
pub(crate) async fn request_password_reset(
    visitor: Visitor,
    post: Credentials<PasswordResetRequest>,
) -> Answer<HttpResponse> {
    visitor.refuse_cross_site()?;
    identity::request_password_reset(&post.call, post.input, &visitor.address).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Sets the password by a link, once, and ends all sign-ins of the account; nobody is signed in by it.
///
/// Permissions: whoever has the token.
#[utoipa::path(tag = "sign-ins", request_body = AccessLinkRedeem, responses((status = 200, description = "Whose password was set", body = AccessLinkRedeemed)))]
#[post("/access-links/redeem")]
pub(crate) async fn redeem_access_link(
    visitor: Visitor,
    post: Credentials<AccessLinkRedeem>,
) -> Answer<Plain<AccessLinkRedeemed>> {
    visitor.refuse_cross_site()?;
    Ok(Plain(identity::redeem_access_link(&post.call, post.input).await?))
}

/// Ends every sign-in of an account.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "They have ended")))]
#[post("/accounts/{account_id}/end-sign-ins")]
pub(crate) async fn end_account_sign_ins(account_id: Path<AccountId>, act: Act) -> Answer<NoContent> {
    identity::end_account_sign_ins(&act.call, *account_id).await?;
    Ok(NoContent)
}

/// Takes away the second factor of somebody who has lost it, and ends their sign-ins.
///
/// Permissions: administrators of the region, operators; not their own; confirmed within ten minutes.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "The account has no second factor")))]
#[post("/accounts/{account_id}/reset-second-factor")]
pub(crate) async fn reset_second_factor(account_id: Path<AccountId>, act: Act) -> Answer<NoContent> {
    identity::reset_second_factor(&act.call, *account_id).await?;
    Ok(NoContent)
}

/// Confirms who uses this sign-in; for ten minutes nothing asks again.
///
/// Permissions: anyone who is signed in.
#[utoipa::path(tag = "accounts", request_body = IdentityProof, responses((status = 204, description = "Confirmed")))]
#[post("/me/confirmation")]
pub(crate) async fn confirm_identity(post: Post<IdentityProof>, visitor: Visitor) -> Answer<NoContent> {
    identity::confirm_identity(&post.call, post.input, &visitor.address).await?;
    Ok(NoContent)
}

/// Whether codes are asked for, and how many recovery codes are left.
///
/// Permissions: anyone who is signed in; only their own.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The second factor", body = SecondFactor)))]
#[get("/me/second-factor")]
pub(crate) async fn get_second_factor(get: Get<()>) -> Answer<Plain<SecondFactor>> {
    Ok(Plain(identity::get_second_factor(&get.call).await?))
}

/// Begins to set up a second factor; its secret is shown this once.
///
/// Permissions: anyone who is signed in; confirmed within ten minutes.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The secret", body = SecondFactorStart)))]
#[post("/me/second-factor/start")]
pub(crate) async fn start_second_factor(act: Act) -> Answer<Plain<SecondFactorStart>> {
    Ok(Plain(identity::start_second_factor(&act.call).await?))
}

/// Ends setting up with a first code; all other sign-ins end. The recovery codes are shown this once.
///
/// Permissions: anyone who is signed in; confirmed within ten minutes.
#[utoipa::path(tag = "accounts", request_body = SecondFactorConfirm, responses((status = 200, description = "Recovery codes", body = RecoveryCodes)))]
#[post("/me/second-factor/confirm")]
pub(crate) async fn confirm_second_factor(post: Post<SecondFactorConfirm>) -> Answer<Plain<RecoveryCodes>> {
    Ok(Plain(identity::confirm_second_factor(&post.call, post.input).await?))
}

/// Puts ten new recovery codes in place of those that are left.
///
/// Permissions: anyone who is signed in, with password and code.
#[utoipa::path(tag = "accounts", request_body = IdentityProof, responses((status = 200, description = "Recovery codes", body = RecoveryCodes)))]
#[post("/me/second-factor/renew-codes")]
pub(crate) async fn renew_recovery_codes(post: Post<IdentityProof>, visitor: Visitor) -> Answer<Plain<RecoveryCodes>> {
    Ok(Plain(identity::renew_recovery_codes(&post.call, post.input, &visitor.address).await?))
}

/// Removes the caller's second factor, and ends all other sign-ins.
///
/// Permissions: anyone who is signed in, with password and code.
#[utoipa::path(tag = "accounts", request_body = IdentityProof, responses((status = 204, description = "It is removed")))]
#[post("/me/second-factor/remove")]
pub(crate) async fn remove_second_factor(post: Post<IdentityProof>, visitor: Visitor) -> Answer<NoContent> {
    identity::remove_second_factor(&post.call, post.input, &visitor.address).await?;
    Ok(NoContent)
}
