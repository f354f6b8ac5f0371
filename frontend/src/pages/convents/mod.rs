//! Convents: the list, the page of one, and the wizard that changes its officers.

pub mod model;

#[cfg(target_arch = "wasm32")]
mod annals;
#[cfg(target_arch = "wasm32")]
mod annulling;
#[cfg(target_arch = "wasm32")]
mod asking;
#[cfg(target_arch = "wasm32")]
pub(crate) mod convent;
#[cfg(target_arch = "wasm32")]
pub(crate) mod list;
#[cfg(target_arch = "wasm32")]
pub(crate) mod rotation;
#[cfg(target_arch = "wasm32")]
mod rotation_check;
#[cfg(target_arch = "wasm32")]
mod rotation_people;
#[cfg(target_arch = "wasm32")]
mod seats;
#[cfg(target_arch = "wasm32")]
mod term_actions;
#[cfg(target_arch = "wasm32")]
mod timeline;
