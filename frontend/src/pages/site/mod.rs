//! What the law wants every site to say of itself.

#[cfg(target_arch = "wasm32")]
pub(crate) mod accessibility;
#[cfg(target_arch = "wasm32")]
pub(crate) mod privacy;
#[cfg(target_arch = "wasm32")]
pub(crate) mod reminders;
