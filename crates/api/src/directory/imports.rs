//! Files of institutions, people and places.

use crate::answer::{Answer, Plain};
use crate::extract::Post;
use actix_web::post;
use obrady_domain::directory;
use obrady_types::directory::{ImportApply, ImportFile, ImportReport};

/// Says what a CSV file would do, row by row; nothing is written.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = ImportFile, responses((status = 200, description = "What each row would do", body = ImportReport)))]
#[post("/imports/preview")]
pub(crate) async fn preview_import(post: Post<ImportFile>) -> Answer<Plain<ImportReport>> {
    Ok(Plain(directory::preview_import(&post.call, post.input).await?))
}

/// Imports a CSV file as it was previewed; refused rows are left out.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = ImportApply, responses((status = 200, description = "What each row has done", body = ImportReport)))]
#[post("/imports/apply")]
pub(crate) async fn apply_import(post: Post<ImportApply>) -> Answer<Plain<ImportReport>> {
    Ok(Plain(directory::apply_import(&post.call, post.input).await?))
}
