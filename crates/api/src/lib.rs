//! The REST API over actix: extract, call the domain, answer.
//!
//! [`scope`] holds every operation; [`document`] describes them from the same registration. [`edge::edge`] is the
//! middleware around everything: problems in the caller's language, security headers, conditional requests, HEAD.

pub mod answer;
mod convents;
mod directory;
pub mod edge;
pub mod error;
pub mod extract;
mod fallback;
#[doc(hidden)]
pub mod fuzzing;
mod groups;
mod health;
mod identity;
pub mod limits;
mod meetings;
mod openapi;
mod portal;
mod problem;
mod programmes;
mod request_span;
mod settings;
mod trainings;

pub use health::{Health, Question, live, ready};
pub use identity::jwks;
pub use openapi::{document, serve_docs};
pub use portal::{serve_feed, serve_file};
pub use problem::{Language, page as problem_page, worded};
pub use request_span::RequestSpan;
pub use settings::ApiSettings;

use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::web::PayloadConfig;
use obrady_domain::Ctx;
use std::sync::Arc;

/// Path under which every operation stands.
pub const PREFIX: &str = "/api/v1";

/// What handlers and middleware share.
#[derive(Debug)]
pub struct ApiState {
    /// The domain's context.
    pub ctx: Arc<Ctx>,
    /// The installation.
    pub settings: ApiSettings,
}

impl ApiState {
    /// The state of an installation.
    pub fn new(ctx: Arc<Ctx>, settings: ApiSettings) -> Self {
        Self { ctx, settings }
    }
}

/// All operations under [`PREFIX`], with bodies of at most `body_limit` bytes. The application that takes the scope
/// holds `Data<ApiState>`.
pub fn scope(
    body_limit: usize,
) -> utoipa_actix_web::scope::Scope<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = actix_web::Error, InitError = ()>,
> {
    operations().app_data(PayloadConfig::new(body_limit))
}

fn operations() -> utoipa_actix_web::scope::Scope<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = actix_web::Error, InitError = ()>,
> {
    utoipa_actix_web::scope(PREFIX)
        .configure(identity::register)
        .configure(directory::register)
        .configure(groups::register)
        .configure(meetings::register)
        .configure(convents::register)
        .configure(portal::register)
        .configure(programmes::register)
        .configure(trainings::register)
        .service(openapi::get_openapi)
        .app_data(fallback::path_config())
        .default_service(actix_web::web::to(fallback::unmatched))
}
