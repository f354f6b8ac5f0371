//! What is held about a person, and what remains after erasure.

use super::Person;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Rows of one kind that name a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonalRows {
    /// What they are: `person`, `affiliation`, `term` and so on.
    pub what: String,
    /// The rows as they are stored, but for secrets and what only sorts and searches.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>, max_items = 10000))]
    pub rows: Vec<Map<String, Value>>,
}

/// Everything that is held about a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonExport {
    /// The person.
    pub person: Person,
    /// When it was put together, UTC.
    pub made_at: DateTime<Utc>,
    /// Everything that names them.
    pub data: Vec<PersonalRows>,
}

/// Rows that remain after erasure, under the pseudonym.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kept {
    /// What they are: `affiliation`, `membership`, `term` and so on.
    pub what: String,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub count: i32,
}

/// What an erasure did. Rows are kept because minutes, offices and counts stay true by them (art. 17(3)(b) GDPR).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErasureReport {
    /// The person under the pseudonym.
    pub person: Person,
    /// What is kept.
    pub kept: Vec<Kept>,
    /// Whether an account was closed.
    pub account_closed: bool,
}
