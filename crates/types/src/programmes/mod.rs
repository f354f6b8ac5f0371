//! Programmes: strategic documents of provinces, counties, the state and the European Union, with their versions and
//! what they are to each other.

mod indicators;
mod objectives;
mod parts;

pub use indicators::*;
pub use objectives::*;
pub use parts::*;

use crate::validation::{dated, not_null, number, present, text};
use crate::{InstitutionId, Patch, ProgrammeId, ProgrammeRelationId, ProgrammeVersionId, RegionId};
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};

/// Whose programme it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProgrammeScope {
    /// Of the province; its board or assembly adopts it.
    Provincial,
    /// Of a county of the province.
    County,
    /// Of the state: noted here because others refer to it.
    National,
    /// Of the European Union: noted here because others refer to it.
    Eu,
}

/// Life cycle of a programme. Its consultation, which stands between drafting and adoption, is not kept here yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProgrammeState {
    /// An intention; only its editors know of it.
    Concept,
    /// Being written, in public.
    Drafting,
    /// Adopted, not yet in force.
    Adopted,
    /// In force.
    InForce,
    /// In force and being changed.
    UnderUpdate,
    /// Its time has passed.
    Expired,
    /// Another programme has taken its place.
    Superseded,
    /// Given up before it was adopted.
    Abandoned,
}

/// A programme; public from its drafting on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Programme {
    /// The programme.
    pub id: ProgrammeId,
    /// The region whose programme it is; of an outer programme the region that notes it.
    pub region_id: RegionId,
    /// Whose programme it is.
    pub scope: ProgrammeScope,
    /// Title in Polish.
    pub title: String,
    /// First year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_from: Option<i32>,
    /// Last year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_to: Option<i32>,
    /// Institution that answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_institution_id: Option<InstitutionId>,
    /// Unit within that institution, or an owner that the directory does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_unit: Option<String>,
    /// Who wrote it, in words; no names of people without a public function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drafted_by: Option<String>,
    /// What obliges or allows to have it.
    pub legal_basis: String,
    /// Its main assumptions.
    pub assumptions: String,
    /// Title of the analysis that it is built on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnosis_title: Option<String>,
    /// What the analysis found.
    pub diagnosis: String,
    /// State.
    pub state: ProgrammeState,
    /// Whether the caller edits it.
    pub editable: bool,
    /// Whether facts of it were invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new programme, a concept.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"scope": "provincial", "title": "Małopolski Program Polityki Prorodzinnej na lata 2004 - 2007", "period_from": 2004, "period_to": 2007})))]
pub struct ProgrammeCreate {
    /// Whose programme it is.
    #[garde(skip)]
    pub scope: ProgrammeScope,
    /// Title.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    /// First year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1900, 2200)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200))]
    pub period_from: Option<i32>,
    /// Last year, not before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1900, 2200)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200))]
    pub period_to: Option<i32>,
    /// Institution of the region that answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_institution_id: Option<InstitutionId>,
    /// Unit within that institution, or an owner that the directory does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub owner_unit: Option<String>,
    /// Who wrote it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub drafted_by: Option<String>,
    /// What obliges or allows to have it.
    #[serde(default)]
    #[garde(custom(text(0, 1000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub legal_basis: String,
    /// Its main assumptions.
    #[serde(default)]
    #[garde(custom(text(0, 8000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 8000))]
    pub assumptions: String,
    /// Title of the analysis that it is built on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub diagnosis_title: Option<String>,
    /// What the analysis found.
    #[serde(default)]
    #[garde(custom(text(0, 8000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 8000))]
    pub diagnosis: String,
    /// Region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}

/// Changes of a programme.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"state": "drafting"})))]
pub struct ProgrammePatch {
    /// Title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub title: Patch<String>,
    /// First year; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(number(1900, 2200)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 1900, maximum = 2200))]
    pub period_from: Patch<i32>,
    /// Last year, not before the first; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(number(1900, 2200)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 1900, maximum = 2200))]
    pub period_to: Patch<i32>,
    /// Institution that answers for it; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<InstitutionId>))]
    pub owner_institution_id: Patch<InstitutionId>,
    /// Unit or outer owner; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 300))]
    pub owner_unit: Patch<String>,
    /// Who wrote it; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 300))]
    pub drafted_by: Patch<String>,
    /// What obliges or allows to have it.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 1000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 1000))]
    pub legal_basis: Patch<String>,
    /// Its main assumptions.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 8000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 8000))]
    pub assumptions: Patch<String>,
    /// Title of the analysis; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 300))]
    pub diagnosis_title: Patch<String>,
    /// What the analysis found.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 8000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 8000))]
    pub diagnosis: Patch<String>,
    /// The next state. Of a national or European programme any state may be noted.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = ProgrammeState))]
    pub state: Option<ProgrammeState>,
}

/// Who adopts programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AdoptingBody {
    /// The board (zarząd).
    Board,
    /// The assembly (sejmik, rada).
    Assembly,
}

/// A version of a programme. At most one is in force on a day (I-21).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeVersion {
    /// The version.
    pub id: ProgrammeVersionId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// Number, from 1.
    pub number: i32,
    /// What it says or changes, in brief.
    pub summary: String,
    /// Who adopted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted_by: Option<AdoptingBody>,
    /// Number of the resolution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution_number: Option<String>,
    /// Day of the resolution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution_date: Option<NaiveDate>,
    /// First day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<NaiveDate>,
    /// Day after the last one in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_to: Option<NaiveDate>,
    /// Whether facts of it were invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new version; it gets the next number.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"summary": "Projekt po uwagach powiatów", "adopted_by": "board", "resolution_number": "2534/23", "resolution_date": "2023-12-19"})))]
pub struct ProgrammeVersionCreate {
    /// What it says or changes, in brief.
    #[serde(default)]
    #[garde(custom(text(0, 8000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 8000))]
    pub summary: String,
    /// Who adopted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub adopted_by: Option<AdoptingBody>,
    /// Number of the resolution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub resolution_number: Option<String>,
    /// Day of the resolution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub resolution_date: Option<NaiveDate>,
    /// First day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub in_force_from: Option<NaiveDate>,
    /// Day after the last one in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub in_force_to: Option<NaiveDate>,
}

/// Changes of a version.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"in_force_from": "2026-01-01"})))]
pub struct ProgrammeVersionPatch {
    /// What it says or changes, in brief.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 8000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 8000))]
    pub summary: Patch<String>,
    /// Who adopted it; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<AdoptingBody>))]
    pub adopted_by: Patch<AdoptingBody>,
    /// Number of the resolution; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 100))]
    pub resolution_number: Patch<String>,
    /// Day of the resolution; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub resolution_date: Patch<NaiveDate>,
    /// First day in force; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub in_force_from: Patch<NaiveDate>,
    /// Day after the last one in force; `null` leaves it open.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub in_force_to: Patch<NaiveDate>,
}

/// What one programme is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProgrammeRelationKind {
    /// It adds to the other.
    Complements,
    /// It goes on where the other ended.
    Continues,
    /// It takes the place of the other.
    Supersedes,
    /// It carries the other out.
    Implements,
    /// Both treat the same matter.
    Overlaps,
}

/// A relation between two programmes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeRelation {
    /// The relation.
    pub id: ProgrammeRelationId,
    /// The programme that is related.
    pub from_id: ProgrammeId,
    /// Its title.
    pub from_title: String,
    /// The programme that it is related to.
    pub to_id: ProgrammeId,
    /// Its title.
    pub to_title: String,
    /// What the first is to the second.
    pub kind: ProgrammeRelationKind,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A new relation of a programme to another one of its region. Continuing and superseding lead to no circle.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"to_id": "0193a1c2-7f00-7000-8000-000000000001", "kind": "continues"})))]
pub struct ProgrammeRelationCreate {
    /// The programme that it is related to.
    #[garde(skip)]
    pub to_id: ProgrammeId,
    /// What the first is to the second.
    #[garde(skip)]
    pub kind: ProgrammeRelationKind,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub note: Option<String>,
}
