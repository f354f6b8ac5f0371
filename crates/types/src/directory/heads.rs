//! A change of an institution's head, and what follows from it.

use crate::convents::{Office, TermEndReason};
use crate::identity::Role;
use crate::validation::{dated, text};
use crate::{BodyId, InstitutionId, PersonId, RoleGrantId};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// A new head of an institution in place of the old one.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"person_id": "0193a1c2-7f00-7000-8000-000000000001", "position_title": "Dyrektor", "from": "2026-12-01"})))]
pub struct HeadChange {
    /// Who heads it from then on.
    #[garde(skip)]
    pub person_id: PersonId,
    /// Title as displayed.
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub position_title: String,
    /// First day of the new head, and the first on which the old one is head no longer.
    #[garde(custom(dated))]
    pub from: NaiveDate,
}

/// A head of an institution, as a change of heads shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeadOf {
    /// Who.
    pub person_id: PersonId,
    /// First and last name.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Day after the last, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// What happens to a term of office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OfficeEvent {
    /// It begins.
    Begins,
    /// It ends, or ends at another instant than before.
    Ends,
    /// It will not begin.
    Cancelled,
}

/// What a change of heads does to a term of office (I-05).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficeChange {
    /// The body.
    pub body_id: BodyId,
    /// Its name.
    pub body_name: String,
    /// The office.
    pub office: Office,
    /// Whose term.
    pub person_id: PersonId,
    /// Their name.
    pub person_name: String,
    /// What happens.
    pub event: OfficeEvent,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Why it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TermEndReason>,
    /// A deputy acts as chair.
    pub acting: bool,
}

/// A convent in which the institution has a seat: its holder follows from who heads the institution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeatedIn {
    /// The convent.
    pub body_id: BodyId,
    /// Its name.
    pub body_name: String,
}

/// A role of the old head's account that ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleEnding {
    /// The grant.
    pub role_grant_id: RoleGrantId,
    /// The role.
    pub role: Role,
    /// When it ends, UTC.
    pub ends_at: DateTime<Utc>,
}

/// What a change of heads does, or would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeadChangeOutcome {
    /// The institution.
    pub institution_id: InstitutionId,
    /// Who headed it, if anybody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<HeadOf>,
    /// Who heads it from then on.
    pub next: HeadOf,
    /// Convents whose seat changes its holder.
    pub seats: Vec<SeatedIn>,
    /// Terms of office that follow.
    pub offices: Vec<OfficeChange>,
    /// Roles of the old head's account that end.
    pub roles: Vec<RoleEnding>,
}
