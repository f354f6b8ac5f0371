//! A POST that carries a file: like [`Post`](super::Post), but with a limit of its own.

use super::body::{Input, is_packed, parse};
use super::headers::idempotency_key;
use super::known_call;
use crate::ApiState;
use crate::error::ApiError;
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::web::{Bytes, BytesMut, Data};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use obrady_domain::Call;
use obrady_types::ErrorCode;
use obrady_types::portal::FILE_CHARACTERS;

/// Most bytes of such a request: a file in base64, and room for what is said of it.
const UPLOAD_LIMIT: usize = FILE_CHARACTERS + 64 * 1024;

/// A POST with a file in its body; an `Idempotency-Key` makes it repeatable.
#[derive(Debug)]
pub struct Upload<T> {
    /// The call.
    pub call: Call,
    /// The validated body.
    pub input: T,
}

impl<T: Input + 'static> FromRequest for Upload<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let call = known_call(request);
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let mut call = call?;
            let bytes = read(&request, payload).await?;
            call.repeat = idempotency_key(&request, &bytes)?;
            Ok(Self { call, input: parse(&bytes)? })
        })
    }
}

async fn read(request: &HttpRequest, mut payload: Payload) -> Result<Bytes, ApiError> {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = text(CONTENT_TYPE).split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") || is_packed(request) {
        return Err(ErrorCode::UnsupportedMediaType.into());
    }
    // What says beforehand that it is too large is not read at all.
    if text(CONTENT_LENGTH).parse::<usize>().is_ok_and(|length| length > UPLOAD_LIMIT) {
        return Err(ErrorCode::PayloadTooLarge.into());
    }
    let time = request.app_data::<Data<ApiState>>().map(|state| state.settings.request_time);
    let whole = async {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| ErrorCode::MalformedJson)?;
            if bytes.len() + chunk.len() > UPLOAD_LIMIT {
                return Err(ErrorCode::PayloadTooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.freeze())
    };
    let read = actix_web::rt::time::timeout(time.ok_or(ErrorCode::Internal)?, whole).await;
    Ok(read.map_err(|_| ErrorCode::RequestTimeout)??)
}
