//! Typed client of the REST API: one method an operation, native and WASM.
//!
//! A method takes typed input and answers the typed view, or a [`ClientError`] that carries the server's
//! problem. Single objects come as [`Versioned`], with their `ETag`; changes build `If-Match` from the
//! object's `version`. What differs for one call is said before it:
//! `client.with_idempotency_key("k1").create_meeting(&input)`.

mod access;
mod call;
mod convents;
mod covers;
mod directory;
mod error;
mod groups;
mod identity;
mod meetings;
mod portal;
mod proceedings;
mod programmes;
mod trainings;
mod work_plans;

pub use call::{Call, Versioned};
pub use convents::TermFilter;
pub use covers::AuditFilter;
pub use directory::{AffiliationFilter, InstitutionFilter, PeopleFilter};
pub use error::ClientError;
pub use groups::BodyFilter;
pub use identity::AccountFilter;
pub use meetings::{MeetingFilter, Release};
pub use portal::{AlbumFilter, FaqFilter, NewsFilter};
pub use proceedings::ActionItemFilter;
pub use programmes::{ProgrammeFilter, RelationFilter, TopicLinkFilter};
pub use reqwest::{Client as HttpClient, Method, RequestBuilder};
pub use trainings::{EditionFilter, RegistrationFilter, TrainingFilter};

use std::sync::{Arc, PoisonError, RwLock};

/// Path under which every operation stands.
pub const API_PREFIX: &str = "/api/v1";

/// How long an answer may take.
#[cfg(not(target_arch = "wasm32"))]
const ANSWER_TIME: std::time::Duration = std::time::Duration::from_secs(60);

/// How long a quiet connection is kept: shorter than the server keeps it, so that no request meets one that the server
/// is just closing.
#[cfg(not(target_arch = "wasm32"))]
const QUIET_TIME: std::time::Duration = std::time::Duration::from_secs(50);

/// A connection to one server as one caller. Clones share the token, the language and the cookies.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: Arc<str>,
    shared: Arc<RwLock<Shared>>,
    extra: Vec<(&'static str, String)>,
}

#[derive(Debug, Default)]
struct Shared {
    token: Option<String>,
    language: Option<String>,
}

impl Client {
    /// A client for the server at `base` (scheme, host and port, without a path). Natively it keeps cookies,
    /// so that a refresh works, and gives an answer a minute; in a browser, the browser does.
    ///
    /// # Errors
    /// When the HTTP library cannot start.
    pub fn new(base: &str) -> Result<Self, ClientError> {
        let builder = reqwest::Client::builder();
        #[cfg(not(target_arch = "wasm32"))]
        let builder = builder.cookie_store(true).no_proxy().timeout(ANSWER_TIME).pool_idle_timeout(QUIET_TIME);
        Ok(Self::with_http(base, builder.build().map_err(|e| ClientError::Network(e.to_string()))?))
    }

    /// A client over an HTTP client that was set up elsewhere.
    pub fn with_http(base: &str, http: reqwest::Client) -> Self {
        Self { http, base: base.trim_end_matches('/').into(), shared: Arc::default(), extra: Vec::new() }
    }

    /// Scheme, host and port of the server.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The access token in use.
    pub fn token(&self) -> Option<String> {
        self.shared.read().unwrap_or_else(PoisonError::into_inner).token.clone()
    }

    /// Sets or forgets the access token, for all clones.
    pub fn set_token(&self, token: Option<String>) {
        self.shared.write().unwrap_or_else(PoisonError::into_inner).token = token;
    }

    /// Chooses the language of problems (`Accept-Language`), for all clones.
    pub fn set_language(&self, language: &str) {
        self.shared.write().unwrap_or_else(PoisonError::into_inner).language = Some(language.to_owned());
    }

    fn language(&self) -> Option<String> {
        self.shared.read().unwrap_or_else(PoisonError::into_inner).language.clone()
    }

    /// The same client, sending one more header.
    #[must_use]
    pub fn with_header(&self, name: &'static str, value: impl Into<String>) -> Self {
        let mut client = self.clone();
        client.extra.push((name, value.into()));
        client
    }

    /// The same client, sending an idempotency key. The key must not contain quotes or backslashes.
    #[must_use]
    pub fn with_idempotency_key(&self, key: &str) -> Self {
        self.with_header("Idempotency-Key", format!("\"{key}\""))
    }

    /// A request to any path of the server (from the root: `/api/v1/me`, `/health/live`) with token,
    /// language and extra headers set. For tests and for what has no method of its own.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        #[cfg(target_arch = "wasm32")]
        {
            request = request.fetch_credentials_same_origin();
        }
        if let Some(token) = self.token() {
            request = request.bearer_auth(token);
        }
        if let Some(language) = self.language() {
            request = request.header("Accept-Language", language);
        }
        for (name, value) in &self.extra {
            request = request.header(*name, value.as_str());
        }
        request
    }
}
