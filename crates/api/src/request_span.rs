//! What every line of the log says of the request that it belongs to (SEC-16, SEC-19).

use crate::ApiState;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest};
use obrady_domain::policy::Caller;
use tracing::Span;
use tracing::field::Empty;
use tracing_actix_web::{RequestId, RootSpan, RootSpanBuilder};

/// Most characters of a path that are told.
const PATH: usize = 200;

/// The span around a request: its id, method, path, address and status, and who asks. Its query is not told, since it
/// may hold names and mail addresses, and no header is.
#[derive(Clone, Copy, Debug)]
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        let path: String = request.path().chars().take(PATH).collect();
        let state = request.app_data::<Data<ApiState>>();
        let address = state.map(|state| state.settings.address_of(request.request())).unwrap_or_default();
        let method = request.method();
        tracing::info_span!("request", request_id = id, %method, path, address, user = Empty, status = Empty)
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("status", status.as_u16());
    }
}

/// Writes into the span who asks.
pub(crate) fn tell_caller(request: &HttpRequest, caller: &Caller) {
    let user = match caller {
        Caller::Account { id, .. } => id.to_string(),
        Caller::Service { id, .. } => format!("service {id}"),
        Caller::Anonymous | Caller::Unrecognised | Caller::System => return,
    };
    if let Some(span) = request.extensions().get::<RootSpan>() {
        span.record("user", user);
    }
}
