//! `If-Match` and `Idempotency-Key`: what is taken is exactly what a naive reader of the grammar takes.

use crate::bytes::Bytes;
use actix_web::HttpRequest;
use actix_web::http::header::{HeaderName, HeaderValue, IF_MATCH};
use actix_web::test::TestRequest;
use obrady_api::fuzzing::{idempotency_key, if_match};
use obrady_types::ErrorCode;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");

pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let twice = bytes.once_in(16);
    let (tag, key, body) = (bytes.part(), bytes.part(), bytes.0);
    let (Ok(tag), Ok(key)) = (HeaderValue::from_bytes(tag), HeaderValue::from_bytes(key)) else { return };
    version(&tag, twice);
    repeat(&tag, &key, body, twice);
}

fn request(headers: &[(&HeaderName, &HeaderValue)]) -> HttpRequest {
    let mut request = TestRequest::post().uri("/api/v1/topics");
    for (name, value) in headers {
        request = request.append_header(((*name).clone(), (*value).clone()));
    }
    request.to_http_request()
}

/// What stands between quotes, if it is nothing but one quoted text of at most 255 visible letters and blanks.
fn quoted(value: &HeaderValue) -> Option<String> {
    let text = value.to_str().ok()?.trim();
    let inner = text.strip_prefix('"')?;
    let (inner, rest) = inner.split_once('"')?;
    // `to_str` lets tabs pass.
    let is_plain = inner.len() <= 255 && inner.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    (rest.is_empty() && is_plain).then(|| inner.to_owned())
}

fn version(tag: &HeaderValue, twice: bool) {
    assert_eq!(if_match(&request(&[])), Err(ErrorCode::PreconditionRequired));
    if twice {
        assert_eq!(if_match(&request(&[(&IF_MATCH, tag), (&IF_MATCH, tag)])), Err(ErrorCode::InvalidHeader));
    }
    let read = if_match(&request(&[(&IF_MATCH, tag)]));
    let Some(inner) = quoted(tag) else {
        assert_eq!(read, Err(ErrorCode::InvalidHeader), "{tag:?}");
        return;
    };
    let version = read.unwrap_or_else(|code| panic!("{tag:?}: {code:?}"));
    let digits = inner.split('-').next().unwrap_or_default();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let stated = digits.parse::<u64>().ok().filter(|_| plain).and_then(|number| i32::try_from(number).ok());
    assert_eq!(version, stated.unwrap_or(-1), "{tag:?}");
}

fn repeat(tag: &HeaderValue, key: &HeaderValue, body: &[u8], twice: bool) {
    assert_eq!(idempotency_key(&request(&[]), body), Ok(None));
    if twice {
        assert_eq!(idempotency_key(&request(&[(&KEY, key), (&KEY, key)]), body), Err(ErrorCode::InvalidHeader));
    }
    let read = idempotency_key(&request(&[(&KEY, key)]), body);
    let taken = quoted(key).filter(|inner| !inner.is_empty() && !inner.contains('\\'));
    let Some(taken) = taken else {
        assert_eq!(read, Err(ErrorCode::InvalidHeader), "{key:?}");
        return;
    };
    let read = read.ok().flatten().unwrap_or_else(|| panic!("{key:?} is refused"));
    assert_eq!(read.key, taken);
    assert_eq!(read.body_hash.len(), 64);
    // Another body, or another precondition, is another request under the same key.
    let mut other = body.to_vec();
    other.push(b' ');
    let asked = |request: &HttpRequest, body: &[u8]| idempotency_key(request, body).ok().flatten();
    assert_ne!(asked(&request(&[(&KEY, key)]), &other).map(|key| key.body_hash), Some(read.body_hash.clone()));
    if !tag.is_empty() && tag.to_str().is_ok() {
        let with = asked(&request(&[(&KEY, key), (&IF_MATCH, tag)]), body);
        assert_ne!(with.map(|key| key.body_hash), Some(read.body_hash), "{tag:?}");
    }
}
