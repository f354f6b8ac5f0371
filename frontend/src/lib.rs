//! The browser application of Obrady.
//!
//! Natively only the models are compiled, the logic without a screen, and their tests run there.
//! For WASM everything is: `state` (session, language, theme, toasts), `components` (own nothing),
//! `pages` (own their data), `api` (the one place that talks to the server).

pub mod calendar;
pub mod delay;
pub mod order;
pub mod pages;
pub mod standing;

#[cfg(target_arch = "wasm32")]
pub mod address;
#[cfg(target_arch = "wasm32")]
pub mod api;
#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
mod chunks;
#[cfg(target_arch = "wasm32")]
pub mod components;
#[cfg(target_arch = "wasm32")]
pub mod dates;
#[cfg(target_arch = "wasm32")]
pub mod loading;
#[cfg(target_arch = "wasm32")]
mod routes;
#[cfg(target_arch = "wasm32")]
pub mod state;
#[cfg(target_arch = "wasm32")]
#[macro_use]
pub mod texts;

#[cfg(target_arch = "wasm32")]
pub use app::start;
