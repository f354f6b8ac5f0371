//! Trainings: the offer, an edition with its registration, one's own registrations, the coordinator's pages, and the
//! calendar of meetings and trainings.

pub mod model;

#[cfg(target_arch = "wasm32")]
pub(crate) mod advisers;
#[cfg(target_arch = "wasm32")]
pub(crate) mod calendar;
#[cfg(target_arch = "wasm32")]
pub(crate) mod catalogue;
#[cfg(target_arch = "wasm32")]
pub(crate) mod clauses;
#[cfg(target_arch = "wasm32")]
pub(crate) mod edition;
#[cfg(target_arch = "wasm32")]
mod edition_form;
#[cfg(target_arch = "wasm32")]
pub(crate) mod list;
#[cfg(target_arch = "wasm32")]
pub(crate) mod manage;
#[cfg(target_arch = "wasm32")]
pub(crate) mod mine;
#[cfg(target_arch = "wasm32")]
pub(crate) mod models;
#[cfg(target_arch = "wasm32")]
pub(crate) mod new;
#[cfg(target_arch = "wasm32")]
mod reasons;
#[cfg(target_arch = "wasm32")]
pub(crate) mod sheet;
#[cfg(target_arch = "wasm32")]
mod sign_up;
#[cfg(target_arch = "wasm32")]
mod staff;
#[cfg(target_arch = "wasm32")]
mod text_fields;
#[cfg(target_arch = "wasm32")]
pub(crate) mod texts;
#[cfg(target_arch = "wasm32")]
mod trainer_fields;
#[cfg(target_arch = "wasm32")]
mod trainers_form;
#[cfg(target_arch = "wasm32")]
mod withdrawing;
