//! Seats, rules of procedure and terms of office.

mod rules_versions;
mod seats;
mod terms;

use chrono::{DateTime, Utc};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations on seats, rules and terms.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(seats::list_seats)
        .service(seats::create_seat)
        .service(seats::get_seat)
        .service(seats::update_seat)
        .service(rules_versions::list_rules_versions)
        .service(rules_versions::create_rules_version)
        .service(rules_versions::get_rules_version)
        .service(terms::list_terms)
        .service(terms::start_term)
        .service(terms::get_term)
        .service(terms::end_term)
        .service(terms::cancel_term)
        .service(terms::annul_term)
        .service(terms::get_officers);
}

/// Parameter of what can be read as it was at an instant.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AsOfQuery {
    /// The instant; now, when left out.
    #[serde(default, deserialize_with = "crate::extract::instant")]
    pub(crate) as_of: Option<DateTime<Utc>>,
}

crate::extract::strict!(AsOfQuery);
