//! What is held about a person, and what remains after erasure.

use super::Person;
use crate::validation::text;
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

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

/// A text that names a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mention {
    /// What the text is of: `news_item`, `statement`, `decision` and so on.
    pub what: String,
    /// The object.
    pub object_id: Uuid,
    /// Its field: `title`, `text`, `body` and so on.
    pub field: String,
    /// Where the name stands, with a few words around it.
    #[cfg_attr(feature = "openapi", schema(max_items = 3))]
    pub excerpts: Vec<String>,
    /// How often it stands there.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub count: i32,
    /// First and last name stand together, or the address does; a last name alone may be somebody else's.
    pub whole_name: bool,
    /// The law obliges to keep the text as it is: decisions, published agendas, approved documents.
    pub kept: bool,
}

/// Texts that name a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mentions {
    /// The texts by what they are of.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub mentions: Vec<Mention>,
}

/// One field of one object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentionRef {
    /// What the text is of.
    #[garde(custom(text(1, 60)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub what: String,
    /// The object.
    #[garde(skip)]
    pub object_id: Uuid,
    /// Its field.
    #[garde(custom(text(1, 60)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub field: String,
}

/// What an erasure does with texts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"replace": [{"what": "statement", "object_id": "0193a1c2-7f00-7000-8000-000000000001", "field": "text"}]})))]
pub struct PersonErase {
    /// Texts in which the pseudonym takes the name's place; the others stay as they are.
    #[serde(default)]
    #[garde(length(max = 500), dive)]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub replace: Vec<MentionRef>,
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
    /// In how many texts the pseudonym took the name's place.
    pub replaced: i32,
    /// Texts that name them still: by choice, or because the law obliges to keep them.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub left: Vec<Mention>,
}
