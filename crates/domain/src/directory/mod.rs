//! Regions, institutions, people and their posts.

mod affiliations;
mod institutions;
mod people;
mod query;
mod regions;
pub mod seed;
mod view;

pub use affiliations::{create_affiliation, get_affiliation, list_affiliations, update_affiliation};
pub use institutions::{create_institution, get_institution, list_institutions, update_institution};
pub use people::{create_person, get_person, list_people, update_person};
pub use query::{AffiliationFilter, InstitutionFilter, PersonFilter};
pub(crate) use query::{
    counties_of, find_institution, find_person, find_region, get_person_row, heads_on, headships, institution_names,
    person_names,
};
pub use regions::{get_region, list_regions, seed_region};
