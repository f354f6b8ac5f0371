//! Regions, institutions, people and their posts.

mod affiliations;
mod institutions;
mod people;
mod regions;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the directory's operations.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(regions::list_regions)
        .service(regions::get_region)
        .service(institutions::list_institutions)
        .service(institutions::create_institution)
        .service(institutions::get_institution)
        .service(institutions::update_institution)
        .service(people::list_people)
        .service(people::create_person)
        .service(people::get_person)
        .service(people::update_person)
        .service(affiliations::list_affiliations)
        .service(affiliations::create_affiliation)
        .service(affiliations::get_affiliation)
        .service(affiliations::update_affiliation);
}
