//! Trainings: the offer, an edition with its registration, one's own registrations, the coordinator's pages, and the
//! calendar of meetings and trainings.

pub mod model;

#[cfg(target_arch = "wasm32")]
pub(crate) mod calendar;
#[cfg(target_arch = "wasm32")]
pub(crate) mod edition;
#[cfg(target_arch = "wasm32")]
mod edition_form;
#[cfg(target_arch = "wasm32")]
mod edition_rows;
#[cfg(target_arch = "wasm32")]
pub(crate) mod list;
#[cfg(target_arch = "wasm32")]
pub(crate) mod manage;
#[cfg(target_arch = "wasm32")]
pub(crate) mod mine;
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
mod withdrawing;
