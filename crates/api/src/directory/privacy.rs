//! What is held about a person, and erasure.

use crate::answer::{Answer, Plain};
use crate::extract::{Get, PostVersion};
use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use obrady_domain::directory;
use obrady_types::PersonId;
use obrady_types::directory::{ErasureReport, Mentions, PersonErase, PersonExport};

/// Puts together everything that is held about a person, as a file.
///
/// Permissions: the person, administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", responses((status = 200, description = "Everything that names the person", body = PersonExport)))]
#[get("/people/{person_id}/export")]
pub(crate) async fn export_person(person_id: Path<PersonId>, get: Get<()>) -> Answer<HttpResponse> {
    let export = directory::export_person(&get.call, *person_id).await?;
    let name = format!("attachment; filename=\"{}.json\"", *person_id);
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CACHE_CONTROL, "no-store")).insert_header((header::CONTENT_DISPOSITION, name));
    Ok(response.json(export))
}

/// Lists texts of the region that name a person, in whichever grammatical case: what to look at before an erasure.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", responses((status = 200, description = "Texts that name the person", body = Mentions)))]
#[get("/people/{person_id}/mentions")]
pub(crate) async fn find_mentions(person_id: Path<PersonId>, get: Get<()>) -> Answer<Plain<Mentions>> {
    Ok(Plain(directory::find_mentions(&get.call, *person_id).await?))
}

/// Replaces what identifies a person by a pseudonym, also in the texts that are named, and closes their account.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = PersonErase, responses((status = 200, description = "What was erased and what is kept", body = ErasureReport)))]
#[post("/people/{person_id}/erase")]
pub(crate) async fn erase_person(
    person_id: Path<PersonId>,
    post: PostVersion<PersonErase>,
) -> Answer<Plain<ErasureReport>> {
    Ok(Plain(directory::erase_person(&post.call, *person_id, post.version, post.input).await?))
}
