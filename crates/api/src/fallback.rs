//! What no operation takes: 405 with `Allow` where the path exists, 404 where it does not.

use crate::error::ApiError;
use crate::openapi::SERVED;
use actix_web::error::InternalError;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::web::PathConfig;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use obrady_types::ErrorCode;
use serde_json::Value;

/// The document's paths, split at slashes, with their methods.
#[derive(Debug)]
pub(crate) struct Paths(Vec<(Vec<String>, Vec<String>)>);

impl Paths {
    /// The paths of an OpenAPI document.
    pub(crate) fn of(document: &Value) -> Self {
        let paths = document.get("paths").and_then(Value::as_object);
        Self(
            paths
                .into_iter()
                .flatten()
                .map(|(path, item)| {
                    let methods = item.as_object().into_iter().flatten().map(|(name, _)| name.to_uppercase());
                    (path.split('/').map(ToOwned::to_owned).collect(), methods.collect())
                })
                .collect(),
        )
    }

    /// The methods of the path, if it exists.
    fn methods(&self, path: &str) -> Option<&[String]> {
        let sent: Vec<&str> = path.split('/').collect();
        let fits = |known: &[String]| {
            known.len() == sent.len()
                && known.iter().zip(&sent).all(|(known, sent)| {
                    if known.starts_with('{') { !sent.is_empty() } else { known.as_str() == *sent }
                })
        };
        // A fixed word goes before a parameter: /sign-ins/refresh is no /sign-ins/{sign_in_id}.
        let mut hits: Vec<_> = self.0.iter().filter(|(known, _)| fits(known)).collect();
        hits.sort_by_key(|(known, _)| known.iter().filter(|part| part.starts_with('{')).count());
        hits.first().map(|(_, methods)| methods.as_slice())
    }
}

/// Answers a request that no operation took.
pub(crate) async fn unmatched(request: HttpRequest) -> HttpResponse {
    let Some(methods) = SERVED.paths.methods(request.path()) else {
        return ApiError::new(ErrorCode::NotFound).error_response();
    };
    not_allowed(methods)
}

/// 405 with the methods that the path takes.
fn not_allowed(methods: &[String]) -> HttpResponse {
    let mut allow = methods.to_vec();
    if allow.iter().any(|method| method == "GET") {
        allow.push("HEAD".to_owned());
    }
    allow.sort();
    let mut response = ApiError::new(ErrorCode::MethodNotAllowed).error_response();
    if let Ok(value) = HeaderValue::from_str(&allow.join(", ")) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}

/// An id that is no id names nothing, unless it is the word of another path: that one takes other methods.
pub(crate) fn path_config() -> PathConfig {
    PathConfig::default().error_handler(|_, request| match SERVED.paths.methods(request.path()) {
        Some(methods) if !methods.iter().any(|method| method == request.method().as_str()) => {
            InternalError::from_response("another path", not_allowed(methods)).into()
        }
        _ => ApiError::new(ErrorCode::NotFound).into(),
    })
}
