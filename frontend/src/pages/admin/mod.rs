//! Administration: accounts and their roles, service accounts, the audit.

pub mod model;

#[cfg(target_arch = "wasm32")]
mod account_access;
#[cfg(target_arch = "wasm32")]
mod account_forms;
#[cfg(target_arch = "wasm32")]
pub(crate) mod accounts;
#[cfg(target_arch = "wasm32")]
pub(crate) mod audit;
#[cfg(target_arch = "wasm32")]
mod audit_words;
#[cfg(target_arch = "wasm32")]
pub(crate) mod nights;
#[cfg(target_arch = "wasm32")]
mod roles;
#[cfg(target_arch = "wasm32")]
mod service_account_form;
#[cfg(target_arch = "wasm32")]
pub(crate) mod service_accounts;
