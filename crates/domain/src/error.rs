//! Why a use case did not do what it was asked.

use obrady_types::meetings::AgendaConflict;
use obrady_types::{ErrorCode, FieldError};
use std::error::Error as StdError;

/// Result of a use case.
pub type Result<T, E = DomainError> = std::result::Result<T, E>;

/// Why a use case did not do what it was asked. The code decides the HTTP status.
#[derive(Debug, thiserror::Error)]
pub enum DomainError {
    /// There is no such thing, or the caller may not know of it.
    #[error("not found")]
    NotFound,
    /// A rule named by the code forbids it, or the caller is not who it should be.
    #[error("refused: {}", .0.as_str())]
    Refused(ErrorCode),
    /// A rule named by the code forbids what the fields ask for.
    #[error("refused: {}, {:?}", .0.as_str(), .1)]
    RefusedFields(ErrorCode, Vec<FieldError>),
    /// One or more fields are wrong; all of them are named.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The version named is no longer the current one.
    #[error("stale; the current version is {0}")]
    Stale(i32),
    /// Too many attempts; come back after so many seconds.
    #[error("throttled for {0} s")]
    Throttled(u64),
    /// An agenda command was refused; everything needed to go on comes with it.
    #[error("agenda conflict at command {}", .1.index)]
    Agenda(ErrorCode, Box<AgendaConflict>),
    /// Something failed on our side.
    #[error("internal: {0}")]
    Internal(#[source] Box<dyn StdError + Send + Sync>),
}

impl DomainError {
    /// The code on the wire.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::NotFound => ErrorCode::NotFound,
            Self::Refused(code) | Self::RefusedFields(code, _) | Self::Agenda(code, _) => *code,
            Self::Invalid(_) => ErrorCode::ValidationFailed,
            Self::Stale(_) => ErrorCode::StaleVersion,
            Self::Throttled(_) => ErrorCode::SignInThrottled,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// One wrong field.
    pub fn field(pointer: &str, code: &str) -> Self {
        Self::field_with(pointer, code, code)
    }

    /// One wrong field whose words need parameters: `code|parameter`.
    pub fn field_with(pointer: &str, code: &str, message: &str) -> Self {
        Self::Invalid(vec![field_error(pointer, code, message)])
    }

    /// A rule that forbids what one field asks for; the field's own code says why in particular.
    pub fn refused_field(code: ErrorCode, pointer: &str, why: &str) -> Self {
        Self::RefusedFields(code, vec![field_error(pointer, why, why)])
    }

    /// The same where the words need parameters: `why|parameter`.
    pub fn refused_field_with(code: ErrorCode, pointer: &str, why: &str, message: &str) -> Self {
        Self::RefusedFields(code, vec![field_error(pointer, why, message)])
    }

    /// A failure on our side.
    pub fn internal(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }
}

fn field_error(pointer: &str, code: &str, detail: &str) -> FieldError {
    FieldError { pointer: pointer.to_owned(), code: code.to_owned(), detail: detail.to_owned() }
}

impl From<ErrorCode> for DomainError {
    fn from(code: ErrorCode) -> Self {
        if code == ErrorCode::NotFound { Self::NotFound } else { Self::Refused(code) }
    }
}

impl From<serde_json::Error> for DomainError {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

impl From<sea_orm::DbErr> for DomainError {
    fn from(error: sea_orm::DbErr) -> Self {
        let Some(code) = crate::db::violation(&error) else { return Self::internal(error) };
        if code.status() >= 500 {
            // The code says that we failed, not how; nobody further up knows.
            tracing::error!(event = "database_failed", code = code.as_str(), %error, "the database failed");
        }
        Self::Refused(code)
    }
}
