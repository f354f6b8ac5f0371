//! Programmes: the list, and the page of one with its goals.

pub mod figures;
pub mod model;

#[cfg(target_arch = "wasm32")]
mod board;
#[cfg(target_arch = "wasm32")]
mod edit;
#[cfg(target_arch = "wasm32")]
mod goal_forms;
#[cfg(target_arch = "wasm32")]
mod goals;
#[cfg(target_arch = "wasm32")]
mod indicators;
#[cfg(target_arch = "wasm32")]
mod link_forms;
#[cfg(target_arch = "wasm32")]
pub(crate) mod list;
#[cfg(target_arch = "wasm32")]
mod new_programme;
#[cfg(target_arch = "wasm32")]
mod overlaps;
#[cfg(target_arch = "wasm32")]
mod part_forms;
#[cfg(target_arch = "wasm32")]
mod parts;
#[cfg(target_arch = "wasm32")]
pub(crate) mod programme;
#[cfg(target_arch = "wasm32")]
mod relations;
#[cfg(target_arch = "wasm32")]
mod sheet;
#[cfg(target_arch = "wasm32")]
mod words;
