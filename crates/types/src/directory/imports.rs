//! Files of institutions and people.

use crate::RegionId;
use crate::validation::text;
use garde::Validate;
use serde::{Deserialize, Serialize};

/// Most rows of a file.
pub const IMPORT_ROWS: usize = 5_000;

/// Most bytes of a file.
pub const IMPORT_BYTES: usize = 600_000;

/// Most characters of a file in Base64.
const IMPORT_CHARACTERS: usize = IMPORT_BYTES.div_ceil(3) * 4;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ImportKind {
    /// Institutions: `kind`, `name`, and `teryt`, `town`, `address`, `short_name`, `subtype`, `acts_as_county_centre`,
    /// `external_reference`.
    Institutions,
    /// People: `first_name`, `last_name`, and `display_title`, `email`, `phone`, `is_public_function`,
    /// `external_reference`, `institution_teryt`, `institution_kind`, `institution_name`, `position_title`, `is_head`,
    /// `from`.
    People,
    /// Counties and communes: the register's file TERC (`WOJ`, `POW`, `GMI`, `RODZ`, `NAZWA`, `NAZWA_DOD`, `STAN_NA`), or
    /// `teryt`, `name`, and `seat_town`, `as_of`.
    Communes,
}

/// A file to look at before it is imported.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"kind": "institutions", "content": "a2luZDtuYW1lO3Rlcnl0CnBjcHI7UENQUiB3IE1pZWNob3dpZTsxMjA4Cg=="})))]
pub struct ImportFile {
    /// What the file holds.
    #[garde(skip)]
    pub kind: ImportKind,
    /// The file in Base64: CSV with `;` or `,` and a row of column names, in UTF-8 (with or without a byte order mark)
    /// or Windows-1250, at most 5000 rows and 600 000 bytes.
    #[garde(custom(text(4, IMPORT_CHARACTERS)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 4, max_length = 800_000))]
    pub content: String,
    /// Region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}

/// A file to import as it was previewed.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"kind": "institutions", "content": "a2luZDtuYW1lO3Rlcnl0CnBjcHI7UENQUiB3IE1pZWNob3dpZTsxMjA4Cg==", "digest": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"})))]
pub struct ImportApply {
    /// What the file holds.
    #[garde(skip)]
    pub kind: ImportKind,
    /// The file in Base64, the same as in the preview.
    #[garde(custom(text(4, IMPORT_CHARACTERS)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 4, max_length = 800_000))]
    pub content: String,
    /// The preview's digest: what the file would do then.
    #[garde(custom(text(64, 64)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 64, max_length = 64))]
    pub digest: String,
    /// Region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ImportEncoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// Windows-1250; it was converted.
    Windows1250,
}

/// What a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ImportOutcome {
    /// It makes something new.
    Create,
    /// It changes what is there.
    Update,
    /// It says what is there already.
    Unchanged,
    /// It is left out; its problems say why.
    Refused,
    /// It is about another region, and left out.
    Elsewhere,
}

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportProblem {
    /// The column's name; empty where the row as a whole is wrong.
    pub column: String,
    /// `required`, `too_short`, `too_long`, `out_of_range`, `invalid`, `formula`, `duplicate`, `ambiguous`, `not_found`,
    /// `period_overlap`, `erased`, `outdated` or `columns`.
    pub code: String,
}

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// Line of the file in which it begins; the names of the columns stand in line 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub line: i32,
    /// What it does.
    pub outcome: ImportOutcome,
    /// Whom or what it names.
    pub name: String,
    /// Why it is refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<ImportProblem>,
}

/// What a file does, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// It was imported; otherwise this is a preview, and nothing was written.
    pub applied: bool,
    /// Names what the file does; importing needs it.
    pub digest: String,
    /// How the file is written.
    pub encoding: ImportEncoding,
    /// What stands between its cells: `;` or `,`.
    pub separator: String,
    /// Rows that make something new.
    pub created: i32,
    /// Rows that change something.
    pub updated: i32,
    /// Rows that say what is there already.
    pub unchanged: i32,
    /// Rows that are left out.
    pub refused: i32,
    /// Rows about other regions.
    pub elsewhere: i32,
    /// The rows in the order of the file.
    #[cfg_attr(feature = "openapi", schema(max_items = 5000))]
    pub rows: Vec<ImportRow>,
}
