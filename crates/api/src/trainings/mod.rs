//! Trainings, editions, registrations, attendance.

mod advisers;
mod clauses;
mod editions;
mod practice_models;
mod registrations;
mod resources;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations on trainings.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(resources::list_trainings)
        .service(resources::create_training)
        .service(resources::get_training)
        .service(resources::update_training)
        .service(editions::list_training_editions)
        .service(editions::create_training_edition)
        .service(editions::get_training_edition)
        .service(editions::update_training_edition)
        .service(editions::publish_training_edition)
        .service(editions::cancel_training_edition)
        .service(registrations::create_registration)
        .service(registrations::list_training_candidates)
        .service(registrations::get_training_attendance)
        .service(registrations::record_training_attendance)
        .service(registrations::list_registrations)
        .service(registrations::get_registration)
        .service(registrations::cancel_registration)
        .service(registrations::swap_registration)
        .service(registrations::list_registration_decisions)
        .service(advisers::list_advisers)
        .service(advisers::create_adviser)
        .service(advisers::get_adviser)
        .service(advisers::update_adviser)
        .service(practice_models::list_practice_models)
        .service(practice_models::create_practice_model)
        .service(practice_models::get_practice_model)
        .service(practice_models::update_practice_model)
        .service(clauses::list_information_clauses)
        .service(clauses::create_information_clause)
        .service(clauses::get_information_clause);
}
