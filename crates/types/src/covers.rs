//! Who does a coordinator's work while they are away, and handing bodies over for good.

use crate::groups::BodyKind;
use crate::validation::{dated, entries};
use crate::{AccountId, BodyId, CoverId, PersonId, RegionId};
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};

/// A body by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BodyRef {
    /// The body.
    pub id: BodyId,
    /// Full name.
    pub name: String,
    /// Kind.
    pub kind: BodyKind,
}

/// A cover: from its first day, and until the day before `to`, the covering account has the absent coordinator's
/// rights in one body. They are computed at each request and end by themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cover {
    /// The cover.
    pub id: CoverId,
    /// The body.
    pub body: BodyRef,
    /// Whose work it is.
    pub absent_account_id: AccountId,
    /// Their name.
    pub absent_name: String,
    /// Who does it.
    pub covering_account_id: AccountId,
    /// Their name.
    pub covering_name: String,
    /// First day, in the installation's time zone.
    pub from: NaiveDate,
    /// Day after the last.
    pub to: NaiveDate,
    /// Where it stands today.
    pub state: CoverState,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// Where a cover stands; follows from its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CoverState {
    /// Has not begun.
    Planned,
    /// Holds today.
    InForce,
    /// Is over, or was taken back before it began.
    Ended,
}

/// A cover to be arranged: one for each body.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"covering_account_id": "0193a1c2-7f00-7000-8000-000000000001", "body_ids": ["0193a1c2-7f00-7000-8000-000000000002"], "from": "2026-12-21", "to": "2027-01-07"})))]
pub struct CoverArrange {
    /// Whose work it is; the caller's when left out. Another one is for administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub absent_account_id: Option<AccountId>,
    /// Who does it: an open account of the region.
    #[garde(skip)]
    pub covering_account_id: AccountId,
    /// For which of the coordinator's bodies.
    #[garde(custom(entries(1, 50)))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
    pub body_ids: Vec<BodyId>,
    /// First day; today or later.
    #[garde(custom(dated))]
    pub from: NaiveDate,
    /// Day after the last.
    #[garde(custom(dated))]
    pub to: NaiveDate,
}

/// The covers that were arranged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CoversArranged {
    /// One for each body, in Polish order of their names.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub covers: Vec<Cover>,
}

/// Somebody whom a coordinator can name: an open account of the region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colleague {
    /// The account.
    pub account_id: AccountId,
    /// Name to show.
    pub display_name: String,
    /// Bodies that they coordinate now.
    pub coordinates: i32,
}

/// What handing over would move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandoverPreview {
    /// Whose bodies they are.
    pub from_account_id: AccountId,
    /// Their name.
    pub from_name: String,
    /// Home region.
    pub region_id: RegionId,
    /// All bodies that they coordinate, in Polish order.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub bodies: Vec<HandoverBody>,
}

/// A body and what comes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandoverBody {
    /// The body.
    pub body: BodyRef,
    /// Meetings that are being prepared or still to come.
    pub open_meetings: i32,
    /// Topics that wait or stand on an agenda.
    pub open_topics: i32,
    /// Entries of its work plans whose topic is still open.
    pub plan_entries: i32,
    /// Covers of the one who hands over that end with it.
    pub covers: i32,
}

/// Hands bodies over for good: name an account, or a person who has one.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"to_account_id": "0193a1c2-7f00-7000-8000-000000000001", "body_ids": ["0193a1c2-7f00-7000-8000-000000000002"]})))]
pub struct HandOver {
    /// Whose bodies; the caller's when left out. Another one is for administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub from_account_id: Option<AccountId>,
    /// Who gets them: an open account of the region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub to_account_id: Option<AccountId>,
    /// Who gets them: a person of the region who has an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub to_person_id: Option<PersonId>,
    /// Which bodies.
    #[garde(custom(entries(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub body_ids: Vec<BodyId>,
}

/// What was handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandedOver {
    /// From whom.
    pub from_account_id: AccountId,
    /// To whom.
    pub to_account_id: AccountId,
    /// Their name.
    pub to_name: String,
    /// The bodies, in Polish order.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub bodies: Vec<BodyRef>,
}
