//! Files: what is known of them through the API, and their bytes beside it.

use crate::ApiState;
use crate::answer::{Answer, Created, List, Versioned};
use crate::error::ApiError;
use crate::extract::{Get, Merge, Upload, list_query};
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, patch, post};
use obrady_domain::portal::{self, Bytes, FileFilter};
use obrady_types::portal::{FileCreate, FileKind, FilePatch, FileUse, StoredFile};
use obrady_types::{ErrorCode, FileId, Page, RegionId};
use std::fmt::Write;

list_query! {
    /// Parameters of the list of files.
    FileListQuery {
        /// Of one region; the caller's when left out.
        region_id: Option<RegionId>,
        /// Of one kind.
        kind: Option<FileKind>,
        /// That news show so; published ones also of bodies that the caller does not coordinate.
        used_as: Option<FileUse>,
    }
}

/// Lists uploaded files.
///
/// Permissions: coordinators for their bodies, administrators for their region.
#[utoipa::path(tag = "files", params(FileListQuery), responses((status = 200, description = "Files, latest first", body = Page<StoredFile>)))]
#[get("/files")]
pub(crate) async fn list_files(get: Get<FileListQuery>) -> Answer<List<StoredFile>> {
    let query = get.query;
    let page = query.page();
    let filter = FileFilter { region_id: query.region_id, kind: query.kind, used_as: query.used_as };
    Ok(List(portal::list_files(&get.call, &filter, &page).await?))
}

/// Uploads a file of at most 4 MiB. Its bytes are read under `address`, outside this API.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "files", request_body = FileCreate, responses((status = 201, description = "The new file", body = StoredFile)))]
#[post("/files")]
pub(crate) async fn create_file(upload: Upload<FileCreate>) -> Answer<Created<StoredFile>> {
    let made = portal::create_file(&upload.call, upload.input).await?;
    Ok(Created::at(format!("/files/{}", made.file.id), made))
}

/// Reads what is known of a file.
///
/// Permissions: those who edit the news of its place; anyone once something published shows it.
#[utoipa::path(tag = "files", responses((status = 200, description = "The file", body = StoredFile)))]
#[get("/files/{file_id}")]
pub(crate) async fn get_file(file_id: Path<FileId>, get: Get<()>) -> Answer<Versioned<StoredFile>> {
    Ok(Versioned(portal::get_file(&get.call, *file_id).await?))
}

/// Changes the words of an image.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "files", request_body = FilePatch, responses((status = 200, description = "The changed file", body = StoredFile)))]
#[patch("/files/{file_id}")]
pub(crate) async fn update_file(file_id: Path<FileId>, patch: Merge<FilePatch>) -> Answer<Versioned<StoredFile>> {
    Ok(Versioned(portal::update_file(&patch.call, *file_id, patch.version, patch.input).await?))
}

/// The bytes of a file. They stand outside the API, because they are no JSON; who may read them is asked all the same.
/// Images are shown in pages, everything else is only saved, and nothing in them may run.
#[get("/files/{file_id}")]
pub async fn serve_file(request: HttpRequest, file_id: Path<String>, state: Data<ApiState>) -> HttpResponse {
    match bytes(&request, &file_id, &state).await {
        Ok(bytes) => answer(&request, bytes),
        Err(error) => error.into_response(),
    }
}

async fn bytes(request: &HttpRequest, file_id: &str, state: &Data<ApiState>) -> Result<Bytes, ApiError> {
    let id: FileId = file_id.parse().map_err(|_| ApiError::new(ErrorCode::NotFound))?;
    let call = crate::extract::call_of(request, state)?;
    Ok(portal::read_bytes(&call, id).await?)
}

fn answer(request: &HttpRequest, bytes: Bytes) -> HttpResponse {
    let tag = format!("\"{}\"", bytes.digest);
    let asked = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let known = asked.is_some_and(|sent| sent.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    // Asked again each time, because what shows the file may be withdrawn.
    let kept = if bytes.is_public { "no-cache" } else { "private, no-cache" };
    response.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, kept));
    response.insert_header((header::VARY, "Authorization"));
    if known {
        return response.finish();
    }
    let media = serde_json::to_value(bytes.media_type).unwrap_or_default();
    response
        .content_type(media.as_str().unwrap_or("application/octet-stream"))
        .insert_header((header::CONTENT_DISPOSITION, disposition(&bytes)))
        .body(bytes.content)
}

/// How the file is to be saved (RFC 6266): images may be shown, and every sign of the name is escaped.
fn disposition(bytes: &Bytes) -> HeaderValue {
    let way = if bytes.media_type.kind() == FileKind::Image { "inline" } else { "attachment" };
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let fallback: String = bytes.file_name.chars().map(plain).collect();
    let mut escaped = String::new();
    for byte in bytes.file_name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    let text = format!("{way}; filename=\"{fallback}\"; filename*=UTF-8''{escaped}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use obrady_types::portal::MediaType;

    #[test]
    fn every_sign_of_a_name_is_escaped() {
        let named = |media_type, name: &str| Bytes {
            media_type,
            file_name: name.to_owned(),
            digest: String::new(),
            is_public: true,
            content: Vec::new(),
        };
        assert_eq!(
            disposition(&named(MediaType::Pdf, "Zażółć \"a\";\r\n.pdf")),
            "attachment; filename=\"Za______a____.pdf\"; \
             filename*=UTF-8''Za%C5%BC%C3%B3%C5%82%C4%87%20%22a%22%3B%0D%0A.pdf"
        );
        assert_eq!(disposition(&named(MediaType::Png, "a.png")), "inline; filename=\"a.png\"; filename*=UTF-8''a.png");
    }
}
