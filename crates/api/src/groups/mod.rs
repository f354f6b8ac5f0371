//! Bodies, their members and their topics.

mod bodies;
mod memberships;
mod topics;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations on bodies, memberships and topics.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(bodies::list_bodies)
        .service(bodies::create_body)
        .service(bodies::get_body)
        .service(bodies::update_body)
        .service(bodies::dissolve_body)
        .service(memberships::list_memberships)
        .service(memberships::create_membership)
        .service(memberships::get_membership)
        .service(memberships::update_membership)
        .service(topics::list_topics)
        .service(topics::create_topic)
        .service(topics::get_topic)
        .service(topics::update_topic);
}
