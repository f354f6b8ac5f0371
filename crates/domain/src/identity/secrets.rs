//! Opaque secrets: 256 random bits, stored only as a hash.

use crate::clock::Random;
use aws_lc_rs::{constant_time, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A new secret.
pub(super) fn new_secret(random: &dyn Random) -> String {
    let mut bits = [0; 32];
    random.fill(&mut bits);
    URL_SAFE_NO_PAD.encode(bits)
}

/// What is stored of a secret. It has full entropy, so one pass of SHA-256 is enough.
pub(super) fn hash(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, secret.as_bytes()))
}

/// Whether the secret belongs to the stored hash, in constant time.
pub(super) fn matches(secret: &str, stored: &str) -> bool {
    constant_time::verify_slices_are_equal(hash(secret).as_bytes(), stored.as_bytes()).is_ok()
}
