//! Codes of an authenticator: RFC 6238 with SHA-1, six digits and steps of thirty seconds, which is what every
//! application for phones knows.

use aws_lc_rs::{constant_time, hmac};
use chrono::{DateTime, Utc};

/// Bytes of a secret (RFC 4226, section 4, R6).
pub(super) const SECRET_BYTES: usize = 20;
/// Seconds of a step.
const STEP_SECONDS: i64 = 30;
/// Steps by which the phone's clock may differ.
const WINDOW: i32 = 1;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step of an instant.
fn step_of(at: DateTime<Utc>) -> i32 {
    i32::try_from(at.timestamp().div_euclid(STEP_SECONDS)).unwrap_or(i32::MAX)
}

/// The code of a step (RFC 4226, section 5.3).
fn code_of(secret: &[u8], step: i32) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &i64::from(step).to_be_bytes());
    let tag = tag.as_ref();
    let offset = usize::from(tag.last().copied().unwrap_or_default() & 0xf);
    let four = tag.get(offset..offset + 4).unwrap_or_default();
    let number = four.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// The step whose code this is, at `now` or a step beside it, and later than the last one that was taken.
pub(super) fn step_of_code(secret: &[u8], code: &str, now: DateTime<Utc>, last: i32) -> Option<i32> {
    let here = step_of(now);
    let mut found = None;
    for step in here.saturating_sub(WINDOW)..=here.saturating_add(WINDOW) {
        let right = constant_time::verify_slices_are_equal(code_of(secret, step).as_bytes(), code.as_bytes()).is_ok();
        if right && step > last {
            found = Some(step);
        }
    }
    found
}

/// Bytes in base 32 without padding (RFC 4648), as authenticators take them.
pub(super) fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            let sign = usize::try_from(bits >> count & 31).unwrap_or_default();
            text.push(char::from(ALPHABET.get(sign).copied().unwrap_or_default()));
        }
        bits &= (1 << count) - 1;
    }
    if count > 0 {
        let sign = usize::try_from(bits << (5 - count) & 31).unwrap_or_default();
        text.push(char::from(ALPHABET.get(sign).copied().unwrap_or_default()));
    }
    text
}

/// The bytes of a text in base 32.
pub(super) fn from_base32(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0_u32);
    for sign in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == sign)?;
        bits = bits << 5 | u32::try_from(value).ok()?;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
            bits &= (1 << count) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn at(seconds: i64) -> DateTime<Utc> {
        Utc.timestamp_opt(seconds, 0).unwrap()
    }

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn the_vectors_of_the_rfc() {
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_of(secret, step_of(at(seconds))), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_counts_one_step_around_and_once() {
        let secret = b"12345678901234567890";
        let (now, here) = (at(1_111_111_111), step_of(at(1_111_111_111)));
        for (distance, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let code = code_of(secret, here + distance);
            assert_eq!(step_of_code(secret, &code, now, 0), taken.then_some(here + distance), "{distance}");
        }
        let code = code_of(secret, here);
        assert_eq!(step_of_code(secret, &code, now, here), None, "the same once more");
        assert_eq!(step_of_code(secret, &code, now, here + 1), None, "an earlier one");
        assert_eq!(step_of_code(secret, "", now, 0), None);
    }

    #[test]
    fn base32_goes_both_ways() {
        for (bytes, text) in [(&b"f"[..], "MY"), (b"fo", "MZXQ"), (b"foo", "MZXW6"), (b"foobar", "MZXW6YTBOI")] {
            assert_eq!((base32(bytes).as_str(), from_base32(text).as_deref()), (text, Some(bytes)));
        }
        assert_eq!(from_base32("a1"), None);
    }
}
