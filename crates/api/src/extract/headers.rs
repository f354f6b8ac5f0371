//! Headers that decide what a request means.

use crate::error::ApiError;
use actix_web::HttpRequest;
use actix_web::http::header::{AUTHORIZATION, IF_MATCH};
use obrady_domain::policy::Caller;
use obrady_domain::{Ctx, RepeatKey, identity};
use obrady_types::ErrorCode;

/// Most characters of an idempotency key.
const KEY_LENGTH: usize = 255;

/// Most characters of an entity tag, without its quotes; the ones that are made are shorter.
const TAG_LENGTH: usize = 255;

/// A header as text: nothing when it is absent, `invalid_header` when it is repeated or not ASCII.
fn text<'a>(request: &'a HttpRequest, name: &str) -> Result<Option<&'a str>, ErrorCode> {
    let mut values = request.headers().get_all(name);
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(ErrorCode::InvalidHeader);
    }
    value.to_str().map(Some).map_err(|_| ErrorCode::InvalidHeader)
}

/// Who calls, by the bearer token.
pub(super) fn caller(request: &HttpRequest, ctx: &Ctx) -> Result<Caller, ApiError> {
    let Some(value) = text(request, AUTHORIZATION.as_str())? else { return Ok(Caller::Anonymous) };
    let token = value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let caller = token.and_then(|(_, token)| identity::verify_token(ctx, token.trim()).ok());
    Ok(caller.unwrap_or(Caller::Unrecognised))
}

/// The version in `If-Match: "7-…"` or `"7"`: one strong tag (RFC 9110, 13.1.1). What stands behind the version says
/// how the object looked to one caller and does not decide. A tag that no version has is stale.
pub(crate) fn if_match(request: &HttpRequest) -> Result<i32, ErrorCode> {
    let value = text(request, IF_MATCH.as_str())?.ok_or(ErrorCode::PreconditionRequired)?;
    let tag = value.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let tag = tag.filter(|tag| tag.len() <= TAG_LENGTH && tag.chars().all(|c| (' '..='~').contains(&c) && c != '"'));
    let tag = tag.ok_or(ErrorCode::InvalidHeader)?;
    let version = tag.split_once('-').map_or(tag, |(version, _)| version);
    // Rust reads "+7" as a number, too.
    let digits = version.bytes().all(|byte| byte.is_ascii_digit());
    Ok(version.parse().ok().filter(|_| digits).unwrap_or(-1))
}

/// The `Idempotency-Key`, a structured-field string, bound to target and body.
pub(crate) fn idempotency_key(request: &HttpRequest, body: &[u8]) -> Result<Option<RepeatKey>, ErrorCode> {
    let Some(value) = text(request, "idempotency-key")? else { return Ok(None) };
    let key = value.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let key = key.filter(|key| {
        !key.is_empty()
            && key.len() <= KEY_LENGTH
            && key.chars().all(|c| (' '..='~').contains(&c) && c != '"' && c != '\\')
    });
    let key = key.ok_or(ErrorCode::InvalidHeader)?;
    let precondition = text(request, IF_MATCH.as_str())?.unwrap_or_default();
    Ok(Some(RepeatKey::new(key, &[request.path().as_bytes(), precondition.as_bytes(), body])))
}
