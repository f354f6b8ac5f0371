//! What operations take from a request: the caller, a strict query, a validated body, preconditions.

mod body;
mod headers;
mod query;
mod upload;
mod visitor;

pub use query::{SearchText, Strict, TerytCode};
pub(crate) use query::{cursor, day, instant, list_query, parse as parse_query, some_day, strict};
pub use upload::Upload;
pub use visitor::Visitor;

use crate::ApiState;
use crate::error::ApiError;
use crate::request_span::tell_caller;
use actix_web::dev::Payload;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpRequest};
pub use body::Input;
pub(crate) use body::parse;
use body::{Media, read};
use futures_util::future::LocalBoxFuture;
use headers::caller;
pub(crate) use headers::{idempotency_key, if_match};
use obrady_domain::Call;
use obrady_domain::policy::Caller;
use obrady_types::ErrorCode;
use std::sync::Arc;
use tracing_actix_web::RequestId;

/// A GET with a strict query; `()` takes no parameters.
#[derive(Debug)]
pub struct Get<Q> {
    /// The call.
    pub call: Call,
    /// The query.
    pub query: Q,
}

/// A POST that anyone may send, because its body holds credentials.
#[derive(Debug)]
pub struct Credentials<T> {
    /// The call.
    pub call: Call,
    /// The validated body.
    pub input: T,
}

/// A POST with a body; an `Idempotency-Key` makes it repeatable.
#[derive(Debug)]
pub struct Post<T> {
    /// The call.
    pub call: Call,
    /// The validated body.
    pub input: T,
}

/// A POST with a body on a version of an object.
#[derive(Debug)]
pub struct PostVersion<T> {
    /// The call.
    pub call: Call,
    /// The version in `If-Match`.
    pub version: i32,
    /// The validated body.
    pub input: T,
}

/// A POST without a body.
#[derive(Debug)]
pub struct Act {
    /// The call.
    pub call: Call,
    version: Result<i32, ErrorCode>,
}

impl Act {
    /// The version in `If-Match`.
    ///
    /// # Errors
    /// 401 for nobody in particular, 428 without the header, 400 when it is not a version in quotes.
    pub fn version(&self) -> Result<i32, ApiError> {
        refuse_unknown(&self.call)?;
        self.version.map_err(ApiError::new)
    }
}

/// A PATCH with a merge patch on a version of an object.
#[derive(Debug)]
pub struct Merge<T> {
    /// The call.
    pub call: Call,
    /// The version in `If-Match`.
    pub version: i32,
    /// The validated patch.
    pub input: T,
}

/// A DELETE of a version of an object.
#[derive(Debug)]
pub struct Remove {
    /// The call.
    pub call: Call,
    version: Result<i32, ErrorCode>,
}

impl Remove {
    /// The version in `If-Match`.
    ///
    /// # Errors
    /// 401 for nobody in particular, 428 without the header, 400 when it is not a version in quotes.
    pub fn version(&self) -> Result<i32, ApiError> {
        refuse_unknown(&self.call)?;
        self.version.map_err(ApiError::new)
    }
}

fn call(request: &HttpRequest) -> Result<Call, ApiError> {
    let state = request.app_data::<Data<ApiState>>().ok_or(ErrorCode::Internal)?;
    let request_id = actix_web::HttpMessage::extensions(request).get::<RequestId>().map(ToString::to_string);
    let caller = caller(request, &state.ctx)?;
    tell_caller(request, &caller);
    Ok(Call { ctx: Arc::clone(&state.ctx), caller, request_id, repeat: None })
}

/// The call of somebody who asks for what stands outside the API.
pub(crate) fn call_of(request: &HttpRequest, state: &ApiState) -> Result<Call, ApiError> {
    let caller = caller(request, &state.ctx)?;
    tell_caller(request, &caller);
    Ok(Call { ctx: Arc::clone(&state.ctx), caller, request_id: None, repeat: None })
}

/// The call of an operation that takes no parameters.
fn plain_call(request: &HttpRequest) -> Result<Call, ApiError> {
    let call = call(request)?;
    <()>::of_query(request.query_string())?;
    Ok(call)
}

/// The call of an operation that is for somebody known: who has no token learns nothing about their request.
fn known_call(request: &HttpRequest) -> Result<Call, ApiError> {
    let call = call(request)?;
    refuse_unknown(&call)?;
    <()>::of_query(request.query_string())?;
    Ok(call)
}

fn refuse_unknown(call: &Call) -> Result<(), ApiError> {
    match call.caller {
        Caller::Anonymous | Caller::Unrecognised => Err(ErrorCode::Unauthenticated.into()),
        Caller::Account { .. } | Caller::Service { .. } | Caller::System => Ok(()),
    }
}

impl<Q: Strict + 'static> FromRequest for Get<Q> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let made = call(request).and_then(|call| Ok(Self { call, query: Q::of_query(request.query_string())? }));
        Box::pin(async { made })
    }
}

impl<T: Input + 'static> FromRequest for Credentials<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (call, body) = (plain_call(request), read(request, payload, Media::Json));
        Box::pin(async move {
            let call = call?;
            Ok(Self { call, input: parse(&body.await?)? })
        })
    }
}

impl<T: Input + 'static> FromRequest for Post<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (call, body) = (known_call(request), read(request, payload, Media::Json));
        let request = request.clone();
        Box::pin(async move {
            let mut call = call?;
            let bytes: Bytes = body.await?;
            call.repeat = idempotency_key(&request, &bytes)?;
            Ok(Self { call, input: parse(&bytes)? })
        })
    }
}

impl<T: Input + 'static> FromRequest for PostVersion<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let post = Post::<T>::from_request(request, payload);
        let version = if_match(request);
        Box::pin(async move {
            let Post { call, input } = post.await?;
            Ok(Self { call, version: version?, input })
        })
    }
}

impl<T: Input + 'static> FromRequest for Merge<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (call, body) = (known_call(request), read(request, payload, Media::MergePatch));
        let version = if_match(request);
        Box::pin(async move {
            let call = call?;
            let bytes = body.await?;
            Ok(Self { call, version: version?, input: parse(&bytes)? })
        })
    }
}

impl FromRequest for Act {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let made = plain_call(request).and_then(|mut call| {
            call.repeat = idempotency_key(request, b"")?;
            Ok(Self { call, version: if_match(request) })
        });
        Box::pin(async { made })
    }
}

impl FromRequest for Remove {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let made = known_call(request).map(|call| Self { call, version: if_match(request) });
        Box::pin(async { made })
    }
}
