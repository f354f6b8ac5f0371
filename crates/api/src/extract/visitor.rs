//! Where a request comes from: for sign-in, refresh and sign-out.

use crate::ApiState;
use crate::error::ApiError;
use actix_web::dev::Payload;
use actix_web::http::header::{ORIGIN, USER_AGENT};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use obrady_types::ErrorCode;
use std::future::{Ready, ready};

/// Where a request comes from.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Network address; a proxy's word counts only when the proxy is trusted by configuration.
    pub address: String,
    /// The browser's name as it gave it, at most 300 characters.
    pub user_agent: String,
    /// The refresh cookie.
    pub refresh_token: Option<String>,
    origin: Origin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Same,
    Other,
    Unsaid,
}

impl Visitor {
    /// Refuses a request that another site caused (SEC-08).
    ///
    /// # Errors
    /// `cross_site_request`.
    pub fn refuse_cross_site(&self) -> Result<(), ApiError> {
        if self.origin == Origin::Other { Err(ErrorCode::CrossSiteRequest.into()) } else { Ok(()) }
    }

    /// Refuses a request that does not say that it comes from this origin (SEC-08).
    ///
    /// # Errors
    /// `cross_site_request`.
    pub fn require_same_origin(&self) -> Result<(), ApiError> {
        if self.origin == Origin::Same { Ok(()) } else { Err(ErrorCode::CrossSiteRequest.into()) }
    }
}

impl FromRequest for Visitor {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(state) = request.app_data::<Data<ApiState>>() else {
            return ready(Err(ErrorCode::Internal.into()));
        };
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let origin = match (header("sec-fetch-site"), header(ORIGIN.as_str())) {
            (Some("same-origin"), _) => Origin::Same,
            (Some(_), _) => Origin::Other,
            (None, Some(origin)) if state.settings.is_own_origin(origin) => Origin::Same,
            (None, Some(_)) => Origin::Other,
            (None, None) => Origin::Unsaid,
        };
        let cookie = request.cookie(state.settings.refresh_cookie_name());
        ready(Ok(Self {
            address: state.settings.address_of(request),
            user_agent: header(USER_AGENT.as_str()).unwrap_or_default().chars().take(300).collect(),
            refresh_token: cookie.map(|cookie| cookie.value().to_owned()),
            origin,
        }))
    }
}
