//! Errors of operations. They carry a code; the edge turns it into a problem in the caller's language.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use obrady_domain::DomainError;
use obrady_types::meetings::AgendaConflict;
use obrady_types::{ErrorCode, FieldError};
use std::fmt;

/// Why an operation answers with a problem.
#[derive(Clone, Debug)]
pub struct ApiError {
    /// The code; the status belongs to it.
    pub code: ErrorCode,
    /// Wrong fields.
    pub errors: Vec<FieldError>,
    /// The agenda and the refused command.
    pub agenda_conflict: Option<Box<AgendaConflict>>,
    /// Current version of a stale object.
    pub version: Option<i32>,
    /// Seconds until it is worth trying again.
    pub retry_after: Option<u64>,
    /// What of the request no honest program sends, for the log alone (SEC-19).
    pub attack: Option<&'static str>,
}

impl ApiError {
    /// A problem with nothing but its code.
    pub fn new(code: ErrorCode) -> Self {
        let retry_after = match code.status() {
            429 | 503 => Some(1),
            // Somebody has to make room first.
            507 => Some(60),
            _ => (code == ErrorCode::IdempotencyKeyInUse).then_some(1),
        };
        Self { code, errors: Vec::new(), agenda_conflict: None, version: None, retry_after, attack: None }
    }

    /// The fields that are wrong.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(ErrorCode::ValidationFailed) }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<DomainError> for ApiError {
    fn from(error: DomainError) -> Self {
        let mut answer = Self::new(error.code());
        match error {
            DomainError::Invalid(errors) | DomainError::RefusedFields(_, errors) => answer.errors = errors,
            DomainError::Agenda(_, conflict) => answer.agenda_conflict = Some(conflict),
            DomainError::Stale(version) => answer.version = Some(version),
            DomainError::Throttled(seconds) => answer.retry_after = Some(seconds),
            DomainError::Internal(cause) => log_chain(cause.as_ref()),
            DomainError::NotFound | DomainError::Refused(_) => {}
        }
        answer
    }
}

/// Logs an internal error with everything that caused it; the caller sees only the request's id.
fn log_chain(error: &(dyn std::error::Error + 'static)) {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    tracing::error!(event = "internal_error", error = text, "an operation failed");
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The edge writes the body (`crate::edge`), because only it knows language, path and request id.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        response.extensions_mut().insert(self.clone());
        response
    }
}

impl ApiError {
    /// The response that the edge completes.
    pub fn into_response(self) -> HttpResponse {
        self.error_response()
    }
}
