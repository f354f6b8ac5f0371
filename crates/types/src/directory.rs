//! Regions, institutions, people and their posts.

mod heads;
mod imports;
mod merging;
mod places;
mod privacy;
mod profile;

pub use heads::*;
pub use imports::*;
pub use merging::*;
pub use places::*;
pub use privacy::*;
pub use profile::*;

use crate::validation::{dated, not_null, present, text};
use crate::{AffiliationId, InstitutionId, Patch, PersonId, RegionId};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// Kind of an institution; the words are those of the Polish welfare system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum InstitutionKind {
    /// Regional social-policy centre.
    Rops,
    /// County family-support centre.
    Pcpr,
    /// Municipal social-assistance centre.
    Mops,
    /// Communal social-assistance centre.
    Ops,
    /// Social-services centre.
    Cus,
    /// Marshal's office.
    MarshalOffice,
    /// Voivode's office.
    VoivodeOffice,
    /// County office.
    CountyOffice,
    /// Residential care home.
    Dps,
    /// Community self-help centre.
    Sds,
    /// Occupational-therapy workshop.
    Wtz,
    /// Vocational-activity plant.
    Zaz,
    /// Social-integration centre.
    Cis,
    /// Social-integration club.
    Kis,
    /// County labour office.
    Pup,
    /// Provincial labour office.
    Wup,
    /// Care-and-education facility.
    Pow,
    /// Crisis-intervention centre.
    Oik,
    /// Adoption centre.
    AdoptionCentre,
    /// Licensed private care home.
    PrivateCareHome,
    /// Non-governmental organisation.
    Ngo,
    /// Family court or probation officers.
    Court,
    /// Another institution.
    #[default]
    Other,
}

impl InstitutionKind {
    /// All kinds, in the order of menus.
    pub const ALL: [InstitutionKind; 23] = [
        Self::Rops,
        Self::Pcpr,
        Self::Mops,
        Self::Ops,
        Self::Cus,
        Self::Dps,
        Self::Sds,
        Self::Wtz,
        Self::Zaz,
        Self::Cis,
        Self::Kis,
        Self::Pow,
        Self::Oik,
        Self::AdoptionCentre,
        Self::PrivateCareHome,
        Self::Pup,
        Self::Wup,
        Self::CountyOffice,
        Self::MarshalOffice,
        Self::VoivodeOffice,
        Self::Court,
        Self::Ngo,
        Self::Other,
    ];

    /// Whether a county has one of them at most, so that TERYT and kind name it.
    pub fn is_one_in_county(self) -> bool {
        matches!(self, Self::Pcpr | Self::Pup | Self::CountyOffice)
    }
}

/// What a communal social-assistance centre calls itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OpsSubtype {
    /// Social-assistance centre of a town.
    Ops,
    /// Of a rural commune.
    Gops,
    /// Of an urban-rural commune.
    Mgops,
}

/// Whether an institution works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum InstitutionStatus {
    /// It works.
    Active,
    /// It was closed.
    Closed,
    /// It was closed and another one took over its work.
    Merged,
}

/// An institution of the directory; public.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Institution {
    /// The institution.
    pub id: InstitutionId,
    /// Its region.
    pub region_id: RegionId,
    /// What it is.
    pub kind: InstitutionKind,
    /// What a communal centre calls itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtype: Option<OpsSubtype>,
    /// Full name in Polish; not unique by itself.
    pub name: String,
    /// Short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    /// County as a TERYT code of four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teryt_county: Option<String>,
    /// The county of that code, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<County>,
    /// Commune as a TERYT code of seven digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teryt_commune: Option<String>,
    /// The commune of that code, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune: Option<Commune>,
    /// Town of its seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    /// Street and number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// A city unit that also acts as the county centre.
    pub acts_as_county_centre: bool,
    /// Whether it works today.
    pub status: InstitutionStatus,
    /// Its key in another system, by which imports find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
    /// What it became, when it was merged or renamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor_id: Option<InstitutionId>,
    /// Day it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    /// Whether it was invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new institution.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"kind": "pcpr", "name": "PCPR w Miechowie", "teryt_county": "1208", "town": "Miechów"})))]
pub struct InstitutionCreate {
    /// What it is.
    #[garde(skip)]
    pub kind: InstitutionKind,
    /// What a communal centre calls itself; only for `ops`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub subtype: Option<OpsSubtype>,
    /// Full name.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub name: String,
    /// County as a TERYT code of four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(county_code))]
    #[cfg_attr(feature = "openapi", schema(min_length = 4, max_length = 4, pattern = "^[0-9]{4}$"))]
    pub teryt_county: Option<String>,
    /// Commune as a TERYT code of seven digits, in that county.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(commune_code))]
    #[cfg_attr(feature = "openapi", schema(min_length = 7, max_length = 7, pattern = "^[0-9]{6}[1234589]$"))]
    pub teryt_commune: Option<String>,
    /// Town of its seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 120)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub town: Option<String>,
    /// Short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 120)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub short_name: Option<String>,
    /// Street and number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub address: Option<String>,
    /// Its key in another system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub external_reference: Option<String>,
    /// A city unit that also acts as the county centre.
    #[serde(default)]
    #[garde(skip)]
    pub acts_as_county_centre: bool,
    /// Region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}

/// Changes of an institution.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"name": "Centrum Usług Społecznych w Tarnowie"})))]
pub struct InstitutionPatch {
    /// What it is.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = InstitutionKind))]
    pub kind: Option<InstitutionKind>,
    /// What a communal centre calls itself; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<OpsSubtype>))]
    pub subtype: Patch<OpsSubtype>,
    /// Full name.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub name: Option<String>,
    /// Town of its seat; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 120)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 120))]
    pub town: Patch<String>,
    /// Short name; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 120)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 120))]
    pub short_name: Patch<String>,
    /// Street and number; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 200))]
    pub address: Patch<String>,
    /// County as a TERYT code of four digits; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(county_code))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 4, max_length = 4, pattern = "^[0-9]{4}$"))]
    pub teryt_county: Patch<String>,
    /// Commune as a TERYT code of seven digits; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(commune_code))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 7, max_length = 7, pattern = "^[0-9]{6}[1234589]$"))]
    pub teryt_commune: Patch<String>,
    /// A city unit that also acts as the county centre.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub acts_as_county_centre: Option<bool>,
    /// Its key in another system; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 100))]
    pub external_reference: Patch<String>,
    /// What it became; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<InstitutionId>))]
    pub successor_id: Patch<InstitutionId>,
    /// Day it was closed; `null` reopens.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub closed_on: Patch<NaiveDate>,
}

/// A person. The public sees people of public functions; the rest is for coordinators and administrators.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// The person.
    pub id: PersonId,
    /// Their region.
    pub region_id: RegionId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Title as displayed: `dr`, `mgr`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_title: Option<String>,
    /// Work mail; only for those who may read the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Work phone; only for those who may read the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Key in another system; only for those who may read the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
    /// When everything that identified them was removed, UTC; the name is a pseudonym since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<DateTime<Utc>>,
    /// Holds or held a public function, so the name is public.
    pub is_public_function: bool,
    /// Whether they were invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new person.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"first_name": "Anna", "last_name": "Łącka", "is_public_function": true})))]
pub struct PersonCreate {
    /// First name.
    #[garde(custom(text(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub first_name: String,
    /// Last name.
    #[garde(custom(text(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub last_name: String,
    /// Work mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(mail_address))]
    #[cfg_attr(feature = "openapi", schema(max_length = 254, format = Email))]
    pub email: Option<String>,
    /// Title as displayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 60)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub display_title: Option<String>,
    /// Work phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(3, 40)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 40))]
    pub phone: Option<String>,
    /// Key in another system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub external_reference: Option<String>,
    /// Holds a public function, so the name is public.
    #[serde(default)]
    #[garde(skip)]
    pub is_public_function: bool,
    /// Region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}

/// Changes of a person.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"last_name": "Żak"})))]
pub struct PersonPatch {
    /// First name.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 100)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 100))]
    pub first_name: Patch<String>,
    /// Last name.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 100)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 100))]
    pub last_name: Patch<String>,
    /// Work mail; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(mail_address))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 254, format = Email))]
    pub email: Patch<String>,
    /// Title as displayed; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 60)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 60))]
    pub display_title: Patch<String>,
    /// Work phone; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(3, 40)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 3, max_length = 40))]
    pub phone: Patch<String>,
    /// Key in another system; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 100))]
    pub external_reference: Patch<String>,
    /// Holds a public function, so the name is public.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub is_public_function: Option<bool>,
}

/// What somebody does for a living, as far as the welfare system names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Profession {
    /// Social worker.
    SocialWorker,
    /// Family assistant.
    FamilyAssistant,
    /// Coordinator of family assistance.
    FamilyAssistanceCoordinator,
    /// Family foster-care coordinator.
    FosterCareCoordinator,
    /// Psychologist.
    Psychologist,
    /// Pedagogue.
    Pedagogue,
    /// Therapist.
    Therapist,
    /// Lawyer.
    Lawyer,
    /// Probation officer.
    ProbationOfficer,
    /// Official.
    Official,
    /// Another one.
    Other,
}

impl Profession {
    /// All professions, in the order of menus.
    pub const ALL: [Profession; 11] = [
        Self::SocialWorker,
        Self::FamilyAssistant,
        Self::FamilyAssistanceCoordinator,
        Self::FosterCareCoordinator,
        Self::Psychologist,
        Self::Pedagogue,
        Self::Therapist,
        Self::Lawyer,
        Self::ProbationOfficer,
        Self::Official,
        Self::Other,
    ];
}

/// A person's post in an institution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Affiliation {
    /// The affiliation.
    pub id: AffiliationId,
    /// Who.
    pub person_id: PersonId,
    /// Where.
    pub institution_id: InstitutionId,
    /// Title as displayed, in its gender: `Dyrektor`, `Kierownik`.
    pub position_title: String,
    /// Profession, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profession: Option<Profession>,
    /// Heads the institution; heads hold its seat in the convent.
    pub is_head: bool,
    /// First day.
    pub from: NaiveDate,
    /// Day after the last (the interval is `[from, to)`), if it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new affiliation.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"person_id": "0193a1c2-7f00-7000-8000-000000000001", "institution_id": "0193a1c2-7f00-7000-8000-000000000002", "position_title": "Dyrektor", "is_head": true, "from": "2026-01-01"})))]
pub struct AffiliationCreate {
    /// Who.
    #[garde(skip)]
    pub person_id: PersonId,
    /// Where.
    #[garde(skip)]
    pub institution_id: InstitutionId,
    /// Title as displayed.
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub position_title: String,
    /// Profession.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub profession: Option<Profession>,
    /// Heads the institution. One head at a time.
    #[serde(default)]
    #[garde(skip)]
    pub is_head: bool,
    /// First day.
    #[garde(custom(dated))]
    pub from: NaiveDate,
    /// Day after the last, if it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub to: Option<NaiveDate>,
}

/// Changes of an affiliation. Ending a head's affiliation ends the offices held by its seat (I-05).
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"to": "2026-06-01"})))]
pub struct AffiliationPatch {
    /// Title as displayed.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 200))]
    pub position_title: Option<String>,
    /// Profession; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Profession>))]
    pub profession: Patch<Profession>,
    /// Day after the last; `null` makes it open again.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub to: Patch<NaiveDate>,
}

fn county_code<T: crate::validation::MaybeText>(value: &T, (): &()) -> garde::Result {
    match value.text() {
        Some(code) if code.len() != 4 || !code.bytes().all(|b| b.is_ascii_digit()) => Err(garde::Error::new("invalid")),
        _ => Ok(()),
    }
}

fn commune_code<T: crate::validation::MaybeText>(value: &T, (): &()) -> garde::Result {
    match value.text() {
        Some(code) if CommuneKind::of_code(code).is_none() => Err(garde::Error::new("invalid")),
        _ => Ok(()),
    }
}

/// Only what every mail server agrees on: one `@`, no blanks, a dot in the domain, at most 254 characters.
fn mail_address<T: crate::validation::MaybeText>(value: &T, (): &()) -> garde::Result {
    let Some(text) = value.text() else { return Ok(()) };
    let plausible = text.len() <= 254
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
        && matches!(text.split_once('@'), Some((local, domain))
            if !local.is_empty() && !domain.contains('@') && domain.contains('.') && !domain.starts_with('.'));
    if plausible { Ok(()) } else { Err(garde::Error::new("invalid")) }
}
