//! Institutions, regions and people: the public directory, and its upkeep.

pub mod model;

#[cfg(target_arch = "wasm32")]
pub(crate) mod duplicates;
#[cfg(target_arch = "wasm32")]
mod erasure;
#[cfg(target_arch = "wasm32")]
mod head_change;
#[cfg(target_arch = "wasm32")]
pub(crate) mod import;
#[cfg(target_arch = "wasm32")]
mod import_report;
#[cfg(target_arch = "wasm32")]
pub(crate) mod institution;
#[cfg(target_arch = "wasm32")]
mod institution_form;
#[cfg(target_arch = "wasm32")]
pub(crate) mod institutions;
#[cfg(target_arch = "wasm32")]
mod merging;
#[cfg(target_arch = "wasm32")]
pub(crate) mod people;
#[cfg(target_arch = "wasm32")]
pub(crate) mod person;
#[cfg(target_arch = "wasm32")]
pub(crate) mod person_data;
#[cfg(target_arch = "wasm32")]
mod person_forms;
#[cfg(target_arch = "wasm32")]
pub(crate) mod regions;
#[cfg(target_arch = "wasm32")]
mod saving;
#[cfg(target_arch = "wasm32")]
mod words;
