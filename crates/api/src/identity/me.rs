//! The caller.

use crate::answer::{Answer, Plain};
use crate::extract::{Get, Visitor};
use actix_web::get;
use obrady_domain::identity;
use obrady_types::identity::Me;

/// Who the caller is and what it may do now.
///
/// Permissions: anyone who is signed in, service accounts.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The caller", body = Me)))]
#[get("/me")]
pub(crate) async fn get_me(get: Get<()>, visitor: Visitor) -> Answer<Plain<Me>> {
    Ok(Plain(identity::get_me(&get.call, &visitor.address).await?))
}
