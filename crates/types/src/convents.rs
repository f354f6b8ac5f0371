//! Seats, offices and terms of a convent (also chair and deputy of a council).

use crate::validation::{dated, number, text};
use crate::{BodyId, InstitutionId, Patch, PersonId, RulesVersionId, SeatId, TermId};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// An office of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Office {
    /// Chair.
    Chair,
    /// Deputy chair.
    DeputyChair,
}

/// Where a term stands at the instant asked for; derived, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TermState {
    /// Declared, not yet begun; may be cancelled.
    Planned,
    /// In force.
    InForce,
    /// In force within its automatic extension.
    Extended,
    /// In force past planned end and extension (I-03).
    Overrun,
    /// Ended.
    Ended,
    /// Cancelled before it began, or annulled (I-09).
    Annulled,
}

/// Why a term ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TermEndReason {
    /// A successor started.
    Successor,
    /// Resigned.
    Resigned,
    /// No longer heads the institution whose seat they held.
    LostSeat,
    /// Dismissed.
    Dismissed,
    /// The body was dissolved.
    BodyDissolved,
}

/// An institution's seat in a convent; public.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seat {
    /// The seat.
    pub id: SeatId,
    /// The convent.
    pub body_id: BodyId,
    /// Entitled institution.
    pub institution_id: InstitutionId,
    /// Its name.
    pub institution_name: String,
    /// County as a TERYT code of four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teryt_county: Option<String>,
    /// The county's name, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county_name: Option<String>,
    /// Who holds it at the instant asked for: the institution's head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder_id: Option<PersonId>,
    /// The holder's name, where it is public or the caller may read the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder_name: Option<String>,
    /// The holder's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder_title: Option<String>,
    /// Whether the holder is invented for a demonstration.
    #[serde(default)]
    pub synthetic: bool,
    /// First day of the entitlement.
    pub from: NaiveDate,
    /// Day after the last, if it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new seat.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"institution_id": "0193a1c2-7f00-7000-8000-000000000001", "from": "2014-10-28"})))]
pub struct SeatCreate {
    /// Entitled institution.
    #[garde(skip)]
    pub institution_id: InstitutionId,
    /// First day of the entitlement.
    #[garde(custom(dated))]
    pub from: NaiveDate,
}

/// Changes of a seat.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"to": "2026-12-31"})))]
pub struct SeatPatch {
    /// Day after the last; `null` makes it open again.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub to: Patch<NaiveDate>,
}

/// How a deputy comes into office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DeputySelection {
    /// Elected.
    Elected,
    /// Chosen by the chair.
    AppointedByChair,
}

/// A part of the entitled seats, numerator over denominator: 1/2, 2/3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuorumFraction {
    /// Numerator, at most the denominator.
    #[garde(custom(number(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100))]
    pub numerator: i32,
    /// Denominator.
    #[garde(custom(number(1, 100)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100))]
    pub denominator: i32,
}

impl Default for QuorumFraction {
    fn default() -> Self {
        Self { numerator: 1, denominator: 2 }
    }
}

/// A version of a body's rules of procedure; public. Versions of a body never overlap (I-11).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulesVersion {
    /// The version.
    pub id: RulesVersionId,
    /// The body.
    pub body_id: BodyId,
    /// 1, 2, …
    pub number: i32,
    /// In force from this instant until the next version's.
    pub effective_from: DateTime<Utc>,
    /// Length of a term in months.
    pub term_months: i32,
    /// Months by which a term extends itself when nobody is elected; 0 for none.
    pub auto_extension_months: i32,
    /// How a deputy comes into office.
    pub deputy_selection: DeputySelection,
    /// Days between notice and session.
    pub notice_days: i32,
    /// Which part of the entitled seats makes a quorum (I-15).
    pub quorum: QuorumFraction,
    /// Whether a substitute counts for the seat (I-06).
    pub substitutes_vote: bool,
    /// What changed, in words.
    pub summary: String,
    /// Where the decision stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_reference: Option<String>,
    /// Whether it was invented for the demonstration.
    pub synthetic: bool,
}

/// A new version of the rules.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"effective_from": "2026-12-01T09:00:00Z", "term_months": 24, "auto_extension_months": 0, "deputy_selection": "elected", "notice_days": 14, "summary": "Kadencja dwuletnia"})))]
pub struct RulesVersionCreate {
    /// In force from this instant, truncated to microseconds; later than every version before.
    #[garde(custom(dated))]
    pub effective_from: DateTime<Utc>,
    /// Length of a term in months.
    #[garde(custom(number(1, 120)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 120))]
    pub term_months: i32,
    /// Months by which a term extends itself; 0 for none.
    #[garde(custom(number(0, 120)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 120))]
    pub auto_extension_months: i32,
    /// How a deputy comes into office.
    #[garde(skip)]
    pub deputy_selection: DeputySelection,
    /// Days between notice and session.
    #[garde(custom(number(0, 90)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 90))]
    pub notice_days: i32,
    /// Which part of the entitled seats makes a quorum; a half when left out.
    #[serde(default)]
    #[garde(dive)]
    pub quorum: QuorumFraction,
    /// Whether a substitute counts for the seat.
    #[serde(default)]
    #[garde(skip)]
    pub substitutes_vote: bool,
    /// What changed, in words.
    #[garde(custom(text(1, 2000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub summary: String,
    /// Where the decision stands; required when `effective_from` lies in the past.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub decision_reference: Option<String>,
}

/// A term of office; public. The interval is `[starts_at, ended_at)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Term {
    /// The term.
    pub id: TermId,
    /// The body.
    pub body_id: BodyId,
    /// The office.
    pub office: Office,
    /// Who.
    pub person_id: PersonId,
    /// Their name; officers hold a public function.
    pub person_name: String,
    /// Title as displayed at the start of the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position_title: Option<String>,
    /// Institution whose seat they held at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_id: Option<InstitutionId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_name: Option<String>,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// Planned end by the rules; reaching it ends nothing (I-03). Fixed and recorded when the term starts.
    pub planned_end: DateTime<Utc>,
    /// End of the automatic extension, if the rules have one. The rules in force at the start decide it, so it is
    /// recorded with the start, as part of `term.started`, and takes effect without another event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_until: Option<DateTime<Utc>>,
    /// First instant after the term, if it ends or ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<TermEndReason>,
    /// A deputy who acts as chair.
    pub acting: bool,
    /// Where the decision stands: session, resolution, letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_reference: Option<String>,
    /// When it was cancelled or annulled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annulled_at: Option<DateTime<Utc>>,
    /// Why it was annulled after it had begun; it was in force until `ended_at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annul_reason: Option<String>,
    /// Where the decision to annul it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annul_reference: Option<String>,
    /// State at the instant asked for.
    pub state: TermState,
    /// Whether start or end were invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// Who holds the offices of a body at an instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Officers {
    /// The body.
    pub body_id: BodyId,
    /// The instant that the answer holds for.
    pub as_of: DateTime<Utc>,
    /// Chair, if the office is not vacant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Term>,
    /// Deputy chair, if the office is not vacant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy_chair: Option<Term>,
}

/// The start of a term. It ends the term it names at the same instant (I-02), in one transaction.
///
/// Browser and server decide alike: the term starts no earlier than its predecessor and than `declared_at`, which is
/// now when it is left out. A start in the past therefore names the declaration and the decision. A deputy who becomes
/// chair gives up the deputy's office at that instant. Older history comes by import only.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"office": "chair", "person_id": "0193a1c2-7f00-7000-8000-000000000001", "starts_at": "2026-12-08T12:00:00Z", "predecessor_id": "0193a1c2-7f00-7000-8000-000000000002", "decision_reference": "uchwała 2/2026"})))]
pub struct TermStart {
    /// The office.
    #[garde(skip)]
    pub office: Office,
    /// Who; for a convent, the holder of a seat at `starts_at` (I-05).
    #[garde(skip)]
    pub person_id: PersonId,
    /// First instant of the term.
    #[garde(custom(dated))]
    pub starts_at: DateTime<Utc>,
    /// The term that this one replaces: the latest of the office that has no end; absent when it is vacant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub predecessor_id: Option<TermId>,
    /// When the result was declared; now, when left out. A term starts no earlier. Truncated to microseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub declared_at: Option<DateTime<Utc>>,
    /// Where the decision stands; required when `starts_at` lies in the past.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub decision_reference: Option<String>,
    /// With a chair: the deputy who starts at the same instant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub deputy: Option<DeputyStart>,
}

/// The deputy who starts together with a chair.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeputyStart {
    /// Who.
    pub person_id: PersonId,
    /// The deputy's term that this one replaces; absent when the office is vacant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predecessor_id: Option<TermId>,
}

/// The end of a term without a successor: the office is vacant from then on.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"ended_at": "2026-12-31T23:00:00Z", "reason": "resigned"})))]
pub struct TermEnd {
    /// First instant after the term.
    #[garde(custom(dated))]
    pub ended_at: DateTime<Utc>,
    /// `resigned` or `dismissed`; the other reasons follow from other actions.
    #[garde(skip)]
    pub reason: TermEndReason,
    /// Where the decision stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub decision_reference: Option<String>,
}

/// The annulment of a term that has begun (I-09).
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"reason": "Wybór bez kworum", "decision_reference": "uchwała 3/2026"})))]
pub struct TermAnnul {
    /// Why; public.
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub reason: String,
    /// Where the decision stands.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub decision_reference: String,
}
