//! Getting in: links to a password, the second factor, confirming who one is.

pub(crate) mod confirm;
pub(crate) mod forgot;
pub(crate) mod second_factor;
pub(crate) mod set_password;
