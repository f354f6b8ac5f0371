//! Cursors of lists: only what this installation sealed opens, and it opens to what was sealed.

use crate::bytes::Bytes;
use obrady_domain::fuzzing::{open_cursor, seal_cursor};

const SECRET: [u8; 32] = [7; 32];
const OTHER: [u8; 32] = [8; 32];

pub fn run(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        assert_eq!(open_cursor(&SECRET, text), None, "nobody but the server can seal");
    }
    let mut bytes = Bytes(data);
    let (place, letter) = (usize::from(bytes.byte()), bytes.byte());
    let sealed = seal_cursor(&SECRET, bytes.0);
    assert_eq!(open_cursor(&OTHER, &sealed), None, "a cursor of another installation");

    // Any other letter at any place, or anything cut off or added, and it is no longer the server's.
    let mut altered = sealed.clone().into_bytes();
    let index = place % altered.len();
    if altered[index] != letter && letter.is_ascii() {
        altered[index] = letter;
        assert_eq!(open_cursor(&SECRET, &String::from_utf8_lossy(&altered)), None, "an altered letter");
    }
    assert_eq!(open_cursor(&SECRET, &sealed[..index]), None, "a part of a cursor");
    for more in ["A", "AAAA", "=", " "] {
        assert_eq!(open_cursor(&SECRET, &format!("{sealed}{more}")), None, "{more:?} behind a cursor");
    }

    // What opens says the same when it is sealed again.
    if let Some(body) = open_cursor(&SECRET, &sealed) {
        let again = seal_cursor(&SECRET, &body);
        assert_eq!(open_cursor(&SECRET, &again), Some(body));
    }
}
