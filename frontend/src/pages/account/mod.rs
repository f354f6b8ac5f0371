//! "My account": profile, password, sign-ins, roles, cover, and handing bodies over.

mod covers;
pub(crate) mod handover;
pub(crate) mod own;
mod people;
mod profile;
mod sign_ins;
