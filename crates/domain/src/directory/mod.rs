//! Regions, institutions, people and their posts.

mod affiliations;
mod duplicates;
mod heads;
mod importing;
mod institutions;
mod mentions;
mod merging;
mod names;
mod people;
mod privacy;
mod profile;
mod query;
mod references;
mod regions;
pub mod seed;
mod view;

pub use affiliations::{create_affiliation, get_affiliation, list_affiliations, update_affiliation};
pub use duplicates::find_duplicates;
pub use heads::{change_head, preview_head_change};
pub(crate) use importing::fuzzed_table;
pub use importing::{apply_import, preview_import};
pub use institutions::{create_institution, get_institution, list_institutions, update_institution};
pub use merging::{merge_institution, merge_person, preview_institution_merge, preview_person_merge};
pub use people::{create_person, get_person, list_people, update_person};
pub use privacy::{erase_person, export_person, find_mentions};
pub use profile::get_institution_profile;
pub use query::{AffiliationFilter, InstitutionFilter, PersonFilter};
pub(crate) use query::{
    counties_of, find_institution, find_person, find_region, get_person_row, heads_on, headships, institution_names,
    person_names,
};
pub use regions::{get_region, list_communes, list_counties, list_regions, seed_region};
