//! Entries that stand twice in the directory.

use super::{Institution, Person};
use crate::validation::number;
use crate::{FieldError, InstitutionId, PersonId};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// Why entries look like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DuplicateReason {
    /// The same name, but for case and diacritics, in the same county.
    SameName,
    /// The same mail address.
    SameEmail,
}

/// People who may be one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuplicatePeople {
    /// Why they look like one.
    pub reason: DuplicateReason,
    /// At least two.
    pub people: Vec<Person>,
}

/// Institutions that may be one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuplicateInstitutions {
    /// Why they look like one.
    pub reason: DuplicateReason,
    /// At least two.
    pub institutions: Vec<Institution>,
}

/// What stands twice in a region's directory, at most a hundred groups of each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Duplicates {
    /// People.
    pub people: Vec<DuplicatePeople>,
    /// Institutions.
    pub institutions: Vec<DuplicateInstitutions>,
    /// There are more than are shown.
    pub more: bool,
}

/// The person that is merged into the one of the address.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"duplicate_id": "0193a1c2-7f00-7000-8000-000000000001", "duplicate_version": 1})))]
pub struct PersonMerge {
    /// Who is removed.
    #[garde(skip)]
    pub duplicate_id: PersonId,
    /// Their version, as it was looked at.
    #[garde(custom(number(1, i64::from(i32::MAX))))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub duplicate_version: i32,
}

/// The institution that is merged into the one of the address.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"duplicate_id": "0193a1c2-7f00-7000-8000-000000000001", "duplicate_version": 1})))]
pub struct InstitutionMerge {
    /// What is closed, with the other one as its successor.
    #[garde(skip)]
    pub duplicate_id: InstitutionId,
    /// Its version, as it was looked at.
    #[garde(custom(number(1, i64::from(i32::MAX))))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub duplicate_version: i32,
}

/// How many rows of a kind move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Moved {
    /// What they are: `affiliation`, `membership`, `seat`, `account` and so on.
    pub what: String,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub count: i32,
}

/// What a merge would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergePreview {
    /// What moves from the duplicate to the entry that stays.
    pub moves: Vec<Moved>,
    /// Why it would be refused; nothing moves then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<FieldError>,
}
