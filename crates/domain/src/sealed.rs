//! Texts that only the installation may read: what a participant needs because of their health (DOM-29), secrets of second
//! factors, links in mail that waits. They are sealed with a key of the installation's secret and bound to the row that they belong to.

use crate::ctx::Ctx;
use crate::error::{DomainError, Result};
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use uuid::Uuid;

/// What became of sealed texts after a change of keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    /// Rows whose texts are sealed with the first key now, and were not.
    pub moved: usize,
    /// Rows with a text that none of the keys opens.
    pub lost: usize,
}

/// Seals a text of a row.
pub(crate) fn seal(secret: &[u8], row: Uuid, text: &str) -> Result<String> {
    let mut bytes = text.as_bytes().to_vec();
    let nonce = key(secret)?.seal_in_place_append_tag(Aad::from(row.as_bytes()), &mut bytes);
    let nonce = nonce.map_err(|_| DomainError::internal("a text cannot be sealed"))?;
    let mut whole = nonce.as_ref().to_vec();
    whole.extend(bytes);
    Ok(STANDARD_NO_PAD.encode(whole))
}

/// The text, if it was sealed for this row by this installation.
pub(crate) fn open(secret: &[u8], row: Uuid, sealed: &str) -> Option<String> {
    let whole = STANDARD_NO_PAD.decode(sealed).ok()?;
    let (nonce, bytes) = whole.split_at_checked(NONCE_LEN)?;
    let mut bytes = bytes.to_vec();
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let text = key(secret).ok()?.open_in_place(nonce, Aad::from(row.as_bytes()), &mut bytes).ok()?;
    String::from_utf8(text.to_vec()).ok()
}

/// The text, if it was sealed for this row by this installation with any of its keys.
pub(crate) fn open_any(ctx: &Ctx, row: Uuid, sealed: &str) -> Option<String> {
    let mut secrets = std::iter::once(&ctx.cursor_secret).chain(&ctx.older_secrets);
    secrets.find_map(|secret| open(secret, row, sealed))
}

fn key(secret: &[u8]) -> Result<RandomizedNonceKey> {
    let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), b"needs of participants");
    RandomizedNonceKey::new(&AES_256_GCM, derived.as_ref()).map_err(|_| DomainError::internal("no key to seal with"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_opens_for_its_row_and_secret_only() {
        let (row, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let sealed = seal(&[7; 32], row, "bez glutenu").unwrap();
        assert!(!sealed.contains("glutenu") && sealed != seal(&[7; 32], row, "bez glutenu").unwrap());
        assert_eq!(open(&[7; 32], row, &sealed).as_deref(), Some("bez glutenu"));
        for (secret, row, sealed) in [([8; 32], row, &*sealed), ([7; 32], other, &sealed), ([7; 32], row, "x")] {
            assert_eq!(open(&secret, row, sealed), None);
        }
    }
}
