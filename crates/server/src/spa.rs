//! The compiled browser application: precompressed files, immutable assets, and the page itself for every deep link,
//! with the first picture of what is public there.

use crate::first_picture;
use actix_files::NamedFile;
use actix_web::http::Method;
use actix_web::http::header::{self, ContentEncoding, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use flate2::Compression;
use flate2::write::GzEncoder;
use obrady_api::ApiState;
use obrady_api::edge::digest;
use obrady_api::error::ApiError;
use obrady_types::ErrorCode;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// Answers what no operation took: a file of the application, or its page.
pub(crate) async fn serve(request: HttpRequest, state: Data<ApiState>) -> HttpResponse {
    let path = request.path();
    let Some(folder) = state.settings.spa.as_ref().filter(|_| !is_machines(path)) else {
        return ApiError::new(ErrorCode::NotFound).into_response();
    };
    if request.method() != Method::GET {
        return ApiError::new(ErrorCode::MethodNotAllowed).into_response();
    }
    let is_asset = path.starts_with("/assets/");
    let file = inside(folder, path).filter(|file| file.is_file());
    match file {
        Some(file) => respond(&request, &file, is_asset),
        None if is_asset => ApiError::new(ErrorCode::NotFound).into_response(),
        None => page(&request, &state, &folder.join("index.html")).await,
    }
}

/// Addresses that machines ask for: a page would be the wrong answer.
fn is_machines(path: &str) -> bool {
    ["/api", "/health", "/.well-known", "/problems"]
        .iter()
        .any(|prefix| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        || path.split('/').any(|part| part.starts_with('.'))
}

/// The file of a path, if the path leads nowhere else.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_start_matches('/'));
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    (plain && !relative.as_os_str().is_empty()).then(|| folder.join(relative))
}

/// The page in the caller's language, with its first picture where something is public.
async fn page(request: &HttpRequest, state: &ApiState, file: &Path) -> HttpResponse {
    let written = match std::fs::read_to_string(file) {
        Ok(plain) => first_picture::page(request, state, &plain).await,
        Err(_) => None,
    };
    let mut response = match written {
        Some(text) => written_page(request, &text),
        None => respond(request, file, false),
    };
    let vary = HeaderValue::from_static("Accept-Encoding, Accept-Language");
    response.headers_mut().insert(header::VARY, vary);
    response
}

fn written_page(request: &HttpRequest, text: &str) -> HttpResponse {
    // Weak: the packed and the plain form are the same page.
    let tag = format!("W/\"{:016x}\"", digest(text.as_bytes()));
    let asked = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let known = asked.is_some_and(|sent| sent.split(',').any(|one| one.trim() == tag));
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "no-cache"));
    if known {
        return response.finish();
    }
    response.content_type("text/html; charset=utf-8");
    match gzip(text).filter(|_| accepts(request, "gzip")) {
        Some(packed) => response.insert_header(ContentEncoding::Gzip).body(packed),
        None => response.body(text.to_owned()),
    }
}

fn gzip(text: &str) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).ok()?;
    encoder.finish().ok()
}

fn accepts(request: &HttpRequest, name: &str) -> bool {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.unwrap_or_default().split(',').any(|one| {
        let (coding, weight) = one.split_once(';').unwrap_or((one, ""));
        coding.trim() == name && !matches!(weight.trim(), "q=0" | "q=0.0")
    })
}

fn respond(request: &HttpRequest, file: &Path, immutable: bool) -> HttpResponse {
    let Ok(plain) = NamedFile::open(file) else { return ApiError::new(ErrorCode::NotFound).into_response() };
    let packed =
        [("br", ContentEncoding::Brotli), ("gzip", ContentEncoding::Gzip)].into_iter().find_map(|(name, coding)| {
            let suffix = if name == "br" { "br" } else { "gz" };
            let mut packed = file.as_os_str().to_owned();
            packed.push(".");
            packed.push(suffix);
            let file = accepts(request, name).then(|| NamedFile::open(packed).ok()).flatten()?;
            Some(file.set_content_encoding(coding))
        });
    let kind = plain.content_type().clone();
    let chosen = packed.unwrap_or(plain).set_content_type(kind).disable_content_disposition();
    let mut response = chosen.into_response(request);
    // A refused range or precondition says nothing about the file.
    let caching = if immutable && !response.status().is_client_error() {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_application_are_served() {
        let folder = Path::new("/spa");
        assert_eq!(inside(folder, "/assets/a.js"), Some(PathBuf::from("/spa/assets/a.js")));
        for path in ["/", "/../etc/passwd", "/assets/../../x"] {
            assert_eq!(inside(folder, path), None, "{path}");
        }
        assert!(is_machines("/api/v2/x") && is_machines("/.git/config") && is_machines("/health"));
        assert!(!is_machines("/groups/1") && !is_machines("/apiary"));
    }
}
