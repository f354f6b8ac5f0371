//! Rules of procedure.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Post, list_query};
use actix_web::web::Path;
use actix_web::{get, post};
use obrady_domain::convents;
use obrady_types::convents::{RulesVersion, RulesVersionCreate};
use obrady_types::{BodyId, Page, RulesVersionId};

list_query! {
    /// Parameters of the list of rules.
    RulesVersionListQuery {}
}

/// Lists the versions of the rules of a body.
///
/// Permissions: anyone.
#[utoipa::path(tag = "convents", params(RulesVersionListQuery), responses((status = 200, description = "Versions, latest first", body = Page<RulesVersion>)))]
#[get("/bodies/{body_id}/rules-versions")]
pub(crate) async fn list_rules_versions(
    body_id: Path<BodyId>,
    get: Get<RulesVersionListQuery>,
) -> Answer<List<RulesVersion>> {
    let query = &get.query;
    Ok(List(convents::list_rules_versions(&get.call, *body_id, &query.page()).await?))
}

/// Makes the next version of the rules.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "convents", request_body = RulesVersionCreate, responses((status = 201, description = "The new version", body = RulesVersion)))]
#[post("/bodies/{body_id}/rules-versions")]
pub(crate) async fn create_rules_version(
    body_id: Path<BodyId>,
    post: Post<RulesVersionCreate>,
) -> Answer<Created<RulesVersion>> {
    let made = convents::create_rules_version(&post.call, *body_id, post.input).await?;
    Ok(Created::at(format!("/rules-versions/{}", made.id), made))
}

/// Reads a version of the rules.
///
/// Permissions: anyone.
#[utoipa::path(tag = "convents", responses((status = 200, description = "The version", body = RulesVersion)))]
#[get("/rules-versions/{rules_version_id}")]
pub(crate) async fn get_rules_version(
    rules_version_id: Path<RulesVersionId>,
    get: Get<()>,
) -> Answer<Versioned<RulesVersion>> {
    Ok(Versioned(convents::get_rules_version(&get.call, *rules_version_id).await?))
}
