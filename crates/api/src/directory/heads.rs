//! Changes of heads.

use crate::answer::{Answer, Plain};
use crate::extract::{Get, Post, strict};
use actix_web::web::Path;
use actix_web::{get, post};
use chrono::NaiveDate;
use obrady_domain::directory;
use obrady_types::directory::{HeadChange, HeadChangeOutcome};
use obrady_types::{InstitutionId, PersonId};

/// Parameters of the preview of a change of heads.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HeadChangeQuery {
    /// Who heads it from then on.
    pub person_id: PersonId,
    /// First day of the new head.
    #[serde(deserialize_with = "crate::extract::some_day")]
    pub from: NaiveDate,
}

strict!(HeadChangeQuery);

/// Says what a change of an institution's head would do to seats, offices and roles; nothing is written.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", params(HeadChangeQuery), responses((status = 200, description = "What would follow", body = HeadChangeOutcome)))]
#[get("/institutions/{institution_id}/head-change")]
pub(crate) async fn preview_head_change(
    institution_id: Path<InstitutionId>,
    get: Get<HeadChangeQuery>,
) -> Answer<Plain<HeadChangeOutcome>> {
    let HeadChangeQuery { person_id, from } = get.query;
    let change = HeadChange { person_id, position_title: String::new(), from };
    Ok(Plain(directory::preview_head_change(&get.call, *institution_id, change).await?))
}

/// Changes an institution's head: the old post ends, the new one begins, and seats, offices and roles follow (I-05).
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = HeadChange, responses((status = 200, description = "What has followed", body = HeadChangeOutcome)))]
#[post("/institutions/{institution_id}/change-head")]
pub(crate) async fn change_head(
    institution_id: Path<InstitutionId>,
    post: Post<HeadChange>,
) -> Answer<Plain<HeadChangeOutcome>> {
    Ok(Plain(directory::change_head(&post.call, *institution_id, post.input).await?))
}
