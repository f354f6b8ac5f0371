//! What is held about a person, and erasure.

use crate::answer::{Answer, Plain};
use crate::extract::{Act, Get};
use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use obrady_domain::directory;
use obrady_types::PersonId;
use obrady_types::directory::{ErasureReport, PersonExport};

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

/// Replaces what identifies a person by a pseudonym and closes their account.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", responses((status = 200, description = "What was erased and what is kept", body = ErasureReport)))]
#[post("/people/{person_id}/erase")]
pub(crate) async fn erase_person(person_id: Path<PersonId>, act: Act) -> Answer<Plain<ErasureReport>> {
    let version = act.version()?;
    Ok(Plain(directory::erase_person(&act.call, *person_id, version).await?))
}
