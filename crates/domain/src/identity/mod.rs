//! Accounts, roles, sign-in, tokens and service accounts.

mod passwords;
mod tokens;

pub use passwords::PasswordHasher;
pub use tokens::TokenKeys;
