//! Access tokens.

/// Keys that sign and check access tokens.
#[derive(Debug)]
pub struct TokenKeys {}
