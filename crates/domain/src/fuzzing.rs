//! What reads texts and bytes of strangers, opened for the fuzz targets of `tests/fuzz`; nothing else calls it.

use crate::directory::fuzzed_table;
use crate::identity::TokenKeys;
use crate::paging;
use crate::policy::Caller;
use crate::portal::fuzzed_picture;
use chrono::{DateTime, Utc};
use obrady_types::directory::ImportKind;
use obrady_types::portal::MediaType;

/// What a cursor says, in JSON, when it opens.
pub fn open_cursor(secret: &[u8], text: &str) -> Option<Vec<u8>> {
    paging::opened(secret, text)
}

/// A cursor with an authentic seal around any body.
pub fn seal_cursor(secret: &[u8], body: &[u8]) -> String {
    paging::sealed(secret, body)
}

/// Who a token speaks for at `now`.
pub fn verify_token(keys: &TokenKeys, token: &str, now: DateTime<Utc>) -> Option<Caller> {
    keys.verify(token, now)
}

/// A file to import, as it is read before anybody knows what its rows mean.
#[derive(Debug, PartialEq, Eq)]
pub struct ImportedTable {
    /// What stands between its cells.
    pub separator: u8,
    /// Names of its columns.
    pub names: Vec<String>,
    /// Its rows: the line in which one begins, its cells in the order of the columns (nothing for an empty one), and
    /// the columns and codes of what is wrong with them.
    pub rows: Vec<ImportedRow>,
}

/// A row of an [`ImportedTable`].
#[derive(Debug, PartialEq, Eq)]
pub struct ImportedRow {
    /// The line in which it begins.
    pub line: i32,
    /// Its cells in the order of the columns.
    pub cells: Vec<Option<String>>,
    /// Columns and codes of what is wrong.
    pub faults: Vec<(String, String)>,
}

/// Reads a file to import; nothing when it is refused as a whole.
pub fn read_import(kind: ImportKind, bytes: &[u8]) -> Option<ImportedTable> {
    fuzzed_table(kind, bytes)
}

/// Bytes as they are stored, and width and height of an image in pixels.
pub type KeptFile = (Vec<u8>, Option<(u32, u32)>);

/// What is kept of an uploaded file; nothing when it is not of the type.
pub fn check_file(media: MediaType, bytes: &[u8]) -> Option<KeptFile> {
    fuzzed_picture(media, bytes)
}
