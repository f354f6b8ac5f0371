//! What the public reads: news, the gallery, frequent questions.

pub mod model;
pub mod report;

#[cfg(target_arch = "wasm32")]
pub(crate) mod album;
#[cfg(target_arch = "wasm32")]
pub(crate) mod album_edit;
#[cfg(target_arch = "wasm32")]
pub(crate) mod edit;
#[cfg(target_arch = "wasm32")]
mod edit_fields;
#[cfg(target_arch = "wasm32")]
mod edit_files;
#[cfg(target_arch = "wasm32")]
mod edit_send;
#[cfg(target_arch = "wasm32")]
pub(crate) mod faq;
#[cfg(target_arch = "wasm32")]
pub(crate) mod faq_edit;
#[cfg(target_arch = "wasm32")]
pub(crate) mod gallery;
#[cfg(target_arch = "wasm32")]
pub(crate) mod item;
#[cfg(target_arch = "wasm32")]
pub(crate) mod latest;
#[cfg(target_arch = "wasm32")]
pub(crate) mod list;
#[cfg(target_arch = "wasm32")]
mod parts;
#[cfg(target_arch = "wasm32")]
mod steps;
#[cfg(target_arch = "wasm32")]
mod uploads;
