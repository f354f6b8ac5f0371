//! The compiled browser application: precompressed files, immutable assets, and the page itself for every deep link.

use actix_files::NamedFile;
use actix_web::http::Method;
use actix_web::http::header::{self, ContentEncoding, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use obrady_api::ApiState;
use obrady_api::error::ApiError;
use obrady_types::ErrorCode;
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
        None => respond(&request, &folder.join("index.html"), false),
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

fn respond(request: &HttpRequest, file: &Path, immutable: bool) -> HttpResponse {
    let Ok(plain) = NamedFile::open(file) else { return ApiError::new(ErrorCode::NotFound).into_response() };
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let accepts = |name: &str| {
        accepted.unwrap_or_default().split(',').any(|one| {
            let (coding, weight) = one.split_once(';').unwrap_or((one, ""));
            coding.trim() == name && !matches!(weight.trim(), "q=0" | "q=0.0")
        })
    };
    let packed =
        [("br", ContentEncoding::Brotli), ("gzip", ContentEncoding::Gzip)].into_iter().find_map(|(name, coding)| {
            let suffix = if name == "br" { "br" } else { "gz" };
            let mut packed = file.as_os_str().to_owned();
            packed.push(".");
            packed.push(suffix);
            let file = accepts(name).then(|| NamedFile::open(packed).ok()).flatten()?;
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
