//! Pages, a folder or file each. A page never imports another page.

#[cfg(target_arch = "wasm32")]
pub(crate) mod access;
#[cfg(target_arch = "wasm32")]
pub(crate) mod account;
pub mod admin;
pub mod convents;
pub mod directory;
pub mod groups;
pub mod meetings;
pub mod portal;
pub mod programmes;
pub mod site;
pub mod trainings;

#[cfg(target_arch = "wasm32")]
pub(crate) mod not_found;
#[cfg(target_arch = "wasm32")]
pub(crate) mod running;
#[cfg(target_arch = "wasm32")]
pub(crate) mod sign_in;
#[cfg(target_arch = "wasm32")]
pub(crate) mod start;
