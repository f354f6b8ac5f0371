//! Bodies, their members, their topics and their work plans.

mod bodies;
mod memberships;
mod topics;
mod work_plans;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations on bodies, memberships, topics and work plans.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(bodies::list_bodies)
        .service(bodies::create_body)
        .service(bodies::get_body)
        .service(bodies::get_body_profile)
        .service(bodies::update_body)
        .service(bodies::dissolve_body)
        .service(memberships::list_memberships)
        .service(memberships::create_membership)
        .service(memberships::get_membership)
        .service(memberships::update_membership)
        .service(topics::list_topics)
        .service(topics::create_topic)
        .service(topics::get_topic)
        .service(topics::update_topic)
        .service(work_plans::list_work_plans)
        .service(work_plans::create_work_plan)
        .service(work_plans::get_work_plan)
        .service(work_plans::create_work_plan_entry)
        .service(work_plans::get_work_plan_entry)
        .service(work_plans::update_work_plan_entry)
        .service(work_plans::delete_work_plan_entry);
}
