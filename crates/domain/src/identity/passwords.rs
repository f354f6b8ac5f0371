//! Password hashes: argon2id, a few at a time.

use crate::error::{DomainError, Result};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Hashes and checks passwords on the blocking pool; a semaphore bounds memory and processor time.
#[derive(Clone, Debug)]
pub struct PasswordHasher {
    slots: Arc<Semaphore>,
}

impl PasswordHasher {
    /// A hasher that works on at most `slots` passwords at a time.
    pub fn new(slots: usize) -> Self {
        Self { slots: Arc::new(Semaphore::new(slots.max(1))) }
    }
}
