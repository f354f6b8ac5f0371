//! Groups and councils: the list, and the page of one.

pub mod model;
pub mod periods;

#[cfg(target_arch = "wasm32")]
mod body_form;
#[cfg(target_arch = "wasm32")]
pub(crate) mod group;
#[cfg(target_arch = "wasm32")]
mod life;
#[cfg(target_arch = "wasm32")]
pub(crate) mod list;
#[cfg(target_arch = "wasm32")]
mod member_forms;
#[cfg(target_arch = "wasm32")]
mod members;
#[cfg(target_arch = "wasm32")]
mod plan_form;
#[cfg(target_arch = "wasm32")]
mod plans;
#[cfg(target_arch = "wasm32")]
mod profile;
#[cfg(target_arch = "wasm32")]
mod topic_form;
#[cfg(target_arch = "wasm32")]
mod topics;
