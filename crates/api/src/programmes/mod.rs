//! Programmes.

mod indicators;
mod initiatives;
mod links;
mod objectives;
mod recommendations;
mod records;
mod versions;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations on programmes and their parts.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(records::list_programmes)
        .service(records::create_programme)
        .service(records::get_programme)
        .service(records::update_programme)
        .service(versions::list_programme_versions)
        .service(versions::create_programme_version)
        .service(versions::get_programme_version)
        .service(versions::update_programme_version)
        .service(objectives::get_objective_tree)
        .service(objectives::create_objective)
        .service(objectives::get_objective)
        .service(objectives::update_objective)
        .service(objectives::move_objective)
        .service(objectives::delete_objective)
        .service(recommendations::list_recommendations)
        .service(recommendations::create_recommendation)
        .service(recommendations::get_recommendation)
        .service(recommendations::update_recommendation)
        .service(recommendations::delete_recommendation)
        .service(indicators::list_indicators)
        .service(indicators::create_indicator)
        .service(indicators::get_indicator)
        .service(indicators::update_indicator)
        .service(indicators::delete_indicator)
        .service(initiatives::list_initiatives)
        .service(initiatives::create_initiative)
        .service(initiatives::get_initiative)
        .service(initiatives::update_initiative)
        .service(initiatives::delete_initiative)
        .service(links::list_programme_relations)
        .service(links::create_programme_relation)
        .service(links::get_programme_relation)
        .service(links::delete_programme_relation)
        .service(links::list_objective_matches)
        .service(links::create_objective_match)
        .service(links::get_objective_match)
        .service(links::delete_objective_match)
        .service(links::list_topic_links)
        .service(links::create_topic_link)
        .service(links::get_topic_link)
        .service(links::delete_topic_link);
}
