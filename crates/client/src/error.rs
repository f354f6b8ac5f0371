//! What can go wrong with a call.

use obrady_types::{ErrorCode, Problem};

/// Why a call did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server refused it and said why.
    #[error("{} {}: {}", .0.status, .0.code.as_str(), .0.detail)]
    Problem(Box<Problem>),
    /// An answer that is neither the expected view nor a problem, for example of a proxy; also 304.
    #[error("unexpected answer with status {0}: {1}")]
    Status(u16, String),
    /// No answer arrived: it is not known whether the request was carried out.
    #[error("no answer: {0}")]
    Network(String),
}

impl ClientError {
    /// No answer, with every cause that the HTTP library names: its first line alone says only that there was none.
    pub(crate) fn no_answer(error: &dyn std::error::Error) -> Self {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(inner) = cause {
            text = format!("{text}: {inner}");
            cause = inner.source();
        }
        ClientError::Network(text)
    }

    /// The problem, if the server named one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            ClientError::Problem(problem) => Some(problem),
            ClientError::Status(..) | ClientError::Network(_) => None,
        }
    }

    /// The problem's code, if the server named one.
    pub fn code(&self) -> Option<ErrorCode> {
        self.problem().map(|problem| problem.code)
    }

    /// HTTP status, if there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            ClientError::Problem(problem) => Some(problem.status),
            ClientError::Status(status, _) => Some(*status),
            ClientError::Network(_) => None,
        }
    }

    /// Whether trying the same again may help: no answer, 502 to 504, or a server that is busy.
    pub fn is_temporary(&self) -> bool {
        matches!(self.status(), None | Some(502..=504))
    }
}
