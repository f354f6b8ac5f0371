//! The middleware around everything: problems in the caller's language, security headers, conditional requests,
//! HEAD, request ids, and a net under panics.

use crate::error::ApiError;
use crate::problem::{self, Language};
use crate::{ApiState, PREFIX};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError};
use futures_util::FutureExt;
use obrady_types::ErrorCode;
use std::hash::{DefaultHasher, Hasher};
use std::panic::AssertUnwindSafe;
use tracing_actix_web::RequestId;

/// Content security policy of the browser application (SEC-02).
const APPLICATION_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";
/// The same for Swagger UI, which sets styles inline.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// The same for answers that are no documents (SEC-03).
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The same for what somebody uploaded: whatever a browser makes of it, it runs nothing.
const FILE_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// What a response needs to know of its request.
pub(crate) struct Asked {
    pub(crate) path: String,
    head: bool,
    conditional: Option<String>,
    pub(crate) language: Language,
    pub(crate) authorised: bool,
    https: bool,
    pub(crate) request_id: Option<String>,
}

impl Asked {
    fn of(request: &ServiceRequest) -> Self {
        let text =
            |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
        let https = request.app_data::<Data<ApiState>>().is_some_and(|state| state.settings.is_https());
        Self {
            path: request.path().to_owned(),
            head: request.method() == Method::HEAD,
            conditional: text(header::IF_NONE_MATCH).filter(|_| request.method().is_safe()),
            language: Language::of(text(header::ACCEPT_LANGUAGE).as_deref()),
            authorised: request.headers().contains_key(header::AUTHORIZATION),
            https,
            request_id: request.extensions().get::<RequestId>().map(ToString::to_string),
        }
    }

    fn is_api(&self) -> bool {
        self.path.starts_with("/api/") && !self.path.starts_with("/api/docs")
    }
}

/// The middleware; it stands directly inside the one that logs.
///
/// # Errors
/// Never: an error becomes a response.
pub async fn edge(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let asked = Asked::of(&request);
    if asked.head {
        request.head_mut().method = Method::GET;
    }
    let called = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let response = match called {
        Ok(Ok(response)) => response.map_into_boxed_body(),
        Ok(Err(error)) => return Err(finished_error(error.error_response(), &asked)),
        Err(_) => {
            tracing::error!(event = "panic", path = asked.path, "a handler panicked");
            return Err(finished_error(ApiError::new(ErrorCode::Internal).error_response(), &asked));
        }
    };
    let (http_request, response) = response.into_parts();
    let response = finish(response, &asked).await;
    Ok(ServiceResponse::new(http_request, response))
}

/// An error without a request to answer to: the response is complete in itself.
fn finished_error(response: HttpResponse, asked: &Asked) -> Error {
    let mut response = into_problem(response, asked);
    add_headers(response.headers_mut(), asked);
    actix_web::error::InternalError::from_response("answered", response).into()
}

async fn finish(response: HttpResponse, asked: &Asked) -> HttpResponse {
    let mut response = if response.status().is_client_error() || response.status().is_server_error() {
        into_problem(response, asked)
    } else if asked.is_api() && matches!(response.status(), StatusCode::OK | StatusCode::CREATED) {
        conditional(response, asked).await
    } else {
        response
    };
    add_headers(response.headers_mut(), asked);
    response
}

/// Writes the problem that a response's [`ApiError`] means, or the one that fits its status when actix itself
/// refused a request to the API. Everybody else's refusals (of a file, of a page) stay as they are.
fn into_problem(response: HttpResponse, asked: &Asked) -> HttpResponse {
    let error = response.extensions().get::<ApiError>().cloned();
    let status = response.status();
    let attack = error.as_ref().and_then(|error| error.attack);
    tell(error.as_ref().map(|error| error.code), attack, status, asked);
    let mut answer = match error {
        Some(error) => problem::response(&error, asked),
        None if asked.is_api() => {
            let error = ApiError::new(code_of(status));
            // A refusal that has no code of its own keeps its status.
            problem::response_as(&error, if status.is_client_error() { status } else { error.status_code() }, asked)
        }
        None => return response,
    };
    let (head, _) = response.into_parts();
    // What others said of the refused response stays (Allow, cookies, rate limits), but not what they said of its body.
    for (name, value) in head.headers() {
        let of_body = name.as_str().starts_with("content-")
            || [header::ETAG, header::LAST_MODIFIED, header::ACCEPT_RANGES, header::TRANSFER_ENCODING].contains(name);
        if !of_body && (!answer.headers().contains_key(name) || name == header::SET_COOKIE) {
            answer.headers_mut().append(name.clone(), value.clone());
        }
    }
    answer
}

/// Tells the log who was refused what, and what only an attack or a broken program sends (SEC-19). A token that has
/// expired is neither: browsers meet that every ten minutes.
fn tell(code: Option<ErrorCode>, attack: Option<&'static str>, status: StatusCode, asked: &Asked) {
    let (path, status) = (asked.path.as_str(), status.as_u16());
    let of_head = match code {
        Some(ErrorCode::Forbidden) => {
            tracing::info!(event = "access_denied", path, "a known caller may not do this");
            None
        }
        Some(ErrorCode::HeadersTooLarge | ErrorCode::InvalidHeader) => Some("a head that nobody honest sends"),
        _ => None,
    };
    if let Some(what) = attack.or(of_head) {
        tracing::warn!(event = "validation_attack", path, status, what, "nobody honest sends this");
    }
}

fn code_of(status: StatusCode) -> ErrorCode {
    match status.as_u16() {
        400 => ErrorCode::InvalidHeader,
        401 => ErrorCode::Unauthenticated,
        403 => ErrorCode::Forbidden,
        404 => ErrorCode::NotFound,
        405 => ErrorCode::MethodNotAllowed,
        408 => ErrorCode::RequestTimeout,
        412 => ErrorCode::StaleVersion,
        413 => ErrorCode::PayloadTooLarge,
        415 => ErrorCode::UnsupportedMediaType,
        428 => ErrorCode::PreconditionRequired,
        429 => ErrorCode::QuotaExceeded,
        431 => ErrorCode::HeadersTooLarge,
        503 => ErrorCode::Unavailable,
        507 => ErrorCode::InsufficientStorage,
        // What no other code says was wrong with the request's head.
        402..=499 => ErrorCode::InvalidHeader,
        _ => ErrorCode::Internal,
    }
}

/// Gives an answer its strong tag, and answers 304 when the caller has it already. The tag is the version (nothing
/// for a view without one) and a digest of the body: one version looks different at another hour, to another
/// caller, or when something changes that it names. `If-Match` goes by the version alone.
async fn conditional(response: HttpResponse, asked: &Asked) -> HttpResponse {
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = actix_web::body::to_bytes(body).await else {
        return problem::response(&ApiError::new(ErrorCode::Internal), asked);
    };
    let version = head.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default();
    let tag = format!("\"{}-{:016x}\"", version.trim_matches('"'), digest(&bytes));
    let tag = HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"-\""));
    head.headers_mut().insert(header::ETAG, tag.clone());
    let matches = asked.conditional.as_deref().is_some_and(|sent| {
        let tag = tag.to_str().unwrap_or_default();
        sent.trim() == "*" || sent.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
    });
    if matches {
        *head.status_mut() = StatusCode::NOT_MODIFIED;
        head.headers_mut().remove(header::CONTENT_TYPE);
        return head.set_body(BoxBody::new(()));
    }
    head.set_body(BoxBody::new(bytes))
}

/// A tag is no secret, it only has to change with the text; a new compiler may give the same text another tag.
pub fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// Headers of every answer (SEC-01 to 03, API-15, API-22).
fn add_headers(headers: &mut HeaderMap, asked: &Asked) {
    // An answer with a secret says so itself.
    let secret = headers.get(header::CACHE_CONTROL).is_some_and(|said| said == "no-store");
    let mut set = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if asked.https {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if asked.is_api() {
        set(header::CONTENT_SECURITY_POLICY, DATA_POLICY);
        set(header::VARY, "Authorization, Accept-Language, Accept-Encoding");
        if !secret {
            set(header::CACHE_CONTROL, if asked.authorised { "private, no-cache" } else { "no-cache" });
        }
    } else if asked.path.starts_with("/api/docs") {
        set(header::CONTENT_SECURITY_POLICY, DOCS_POLICY);
    } else if asked.path.starts_with("/files/") {
        set(header::CONTENT_SECURITY_POLICY, FILE_POLICY);
    } else {
        set(header::CONTENT_SECURITY_POLICY, APPLICATION_POLICY);
    }
    if asked.path.starts_with(&format!("{PREFIX}/sign-ins")) || asked.path == format!("{PREFIX}/access-tokens") {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some(id) = asked.request_id.as_deref().and_then(|id| HeaderValue::from_str(id).ok()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}
