//! Regions, institutions, people and their posts.

mod affiliations;
mod heads;
mod imports;
mod institutions;
mod merging;
mod people;
mod privacy;
mod regions;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the directory's operations.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(regions::list_regions)
        .service(regions::get_region)
        .service(regions::list_counties)
        .service(regions::list_communes)
        .service(institutions::list_institutions)
        .service(institutions::create_institution)
        .service(institutions::get_institution)
        .service(institutions::get_institution_profile)
        .service(institutions::update_institution)
        .service(people::list_people)
        .service(people::create_person)
        .service(people::get_person)
        .service(people::update_person)
        .service(affiliations::list_affiliations)
        .service(affiliations::create_affiliation)
        .service(affiliations::get_affiliation)
        .service(affiliations::update_affiliation)
        .service(heads::preview_head_change)
        .service(heads::change_head)
        .service(merging::find_duplicates)
        .service(merging::preview_person_merge)
        .service(merging::merge_person)
        .service(merging::preview_institution_merge)
        .service(merging::merge_institution)
        .service(imports::preview_import)
        .service(imports::apply_import)
        .service(privacy::export_person)
        .service(privacy::find_mentions)
        .service(privacy::erase_person);
}
