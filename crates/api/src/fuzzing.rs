//! What reads headers and bodies of strangers, opened for the fuzz targets of `tests/fuzz`; nothing else calls it.

use crate::extract;
use actix_web::HttpRequest;
use obrady_domain::RepeatKey;
use obrady_types::ErrorCode;

/// The version in `If-Match`.
///
/// # Errors
/// `precondition_required`, `invalid_header`.
pub fn if_match(request: &HttpRequest) -> Result<i32, ErrorCode> {
    extract::if_match(request)
}

/// The `Idempotency-Key`.
///
/// # Errors
/// `invalid_header`.
pub fn idempotency_key(request: &HttpRequest, body: &[u8]) -> Result<Option<RepeatKey>, ErrorCode> {
    extract::idempotency_key(request, body)
}

/// A body as an operation takes it.
///
/// # Errors
/// `malformed_json`, `validation_failed`.
pub fn parse<T: extract::Input>(bytes: &[u8]) -> Result<T, ErrorCode> {
    extract::parse(bytes).map_err(|error| error.code)
}
