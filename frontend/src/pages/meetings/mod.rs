//! Meetings: the page of one, with its agenda to read or to edit.

pub mod drag;
pub mod queue;
pub mod setback;

#[cfg(target_arch = "wasm32")]
mod adding;
#[cfg(target_arch = "wasm32")]
mod backlog;
#[cfg(target_arch = "wasm32")]
mod clash;
#[cfg(target_arch = "wasm32")]
mod day;
#[cfg(target_arch = "wasm32")]
mod details;
#[cfg(target_arch = "wasm32")]
pub(crate) mod editor;
#[cfg(target_arch = "wasm32")]
mod facts;
#[cfg(target_arch = "wasm32")]
mod facts_days;
#[cfg(target_arch = "wasm32")]
mod facts_form;
#[cfg(target_arch = "wasm32")]
mod focus;
#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod links;
#[cfg(target_arch = "wasm32")]
pub(crate) mod meeting;
#[cfg(target_arch = "wasm32")]
mod minutes;
#[cfg(target_arch = "wasm32")]
mod parked;
#[cfg(target_arch = "wasm32")]
mod pointer;
#[cfg(target_arch = "wasm32")]
mod proposals;
#[cfg(target_arch = "wasm32")]
mod publish;
#[cfg(target_arch = "wasm32")]
mod reader;
#[cfg(target_arch = "wasm32")]
mod refusals;
#[cfg(target_arch = "wasm32")]
mod row;
#[cfg(target_arch = "wasm32")]
mod sync;
#[cfg(target_arch = "wasm32")]
mod typing;
