//! Terms of office: how long they last, where they stand, and when one may start (I-01 to I-04).

use chrono::{DateTime, Months, NaiveDate, TimeDelta, TimeZone, Utc};
use obrady_types::convents::{Office, Term, TermStart, TermState};
use obrady_types::{ErrorCode, PersonId, TermId};
use std::fmt;

/// The date some months later (or earlier); in a shorter month its last day.
#[must_use]
pub fn add_months(date: NaiveDate, months: i32) -> NaiveDate {
    let count = Months::new(months.unsigned_abs());
    if months < 0 {
        date.checked_sub_months(count).unwrap_or(NaiveDate::MIN)
    } else {
        date.checked_add_months(count).unwrap_or(NaiveDate::MAX)
    }
}

/// When a term (or its extension) is planned to end: the same wall-clock time some months later.
///
/// Months are counted in the zone of `started`, so give it in the region's zone; in a shorter month the last day
/// counts, a time that occurs twice is the earlier one, one that does not occur is shifted forward by an hour.
/// Reaching it ends nothing (I-03).
#[must_use]
pub fn planned_end<Z: TimeZone>(started: &DateTime<Z>, months: i32) -> DateTime<Utc> {
    let local = started.naive_local();
    let end = add_months(local.date(), months).and_time(local.time());
    let zone = started.timezone();
    let shifted =
        || end.checked_add_signed(TimeDelta::hours(1)).and_then(|end| zone.from_local_datetime(&end).earliest());
    let end = zone.from_local_datetime(&end).earliest().or_else(shifted);
    end.map_or(DateTime::<Utc>::MAX_UTC, |end| end.with_timezone(&Utc))
}

/// What the state of a term follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermFacts {
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// Planned end by the rules of procedure.
    pub planned_end: DateTime<Utc>,
    /// End of the automatic extension, if the rules have one.
    pub extended_until: Option<DateTime<Utc>>,
    /// First instant after the term, if it ends or ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether it was cancelled before it began, or annulled (I-09).
    pub annulled: bool,
}

impl From<&Term> for TermFacts {
    fn from(term: &Term) -> Self {
        Self {
            starts_at: term.starts_at,
            planned_end: term.planned_end,
            extended_until: term.extended_until,
            ended_at: term.ended_at,
            annulled: term.state == TermState::Annulled,
        }
    }
}

/// Where a term stands at an instant.
///
/// Planned end and extension end nothing: past them the term is overrun until it is ended (I-03). An annulled
/// term was in force until the annulment, which is its `ended_at`; one that was cancelled never was.
#[must_use]
pub fn term_state(term: &TermFacts, at: DateTime<Utc>) -> TermState {
    let never_began = term.ended_at.is_none_or(|ended_at| ended_at <= term.starts_at);
    let ended = term.ended_at.is_some_and(|ended_at| ended_at <= at);
    if term.annulled && (never_began || ended) {
        TermState::Annulled
    } else if ended {
        TermState::Ended
    } else if at < term.starts_at {
        TermState::Planned
    } else if at < term.planned_end {
        TermState::InForce
    } else if term.extended_until.is_some_and(|until| at < until) {
        TermState::Extended
    } else {
        TermState::Overrun
    }
}

/// Whether a term gives the powers of its office at an instant (I-10): in force, extended or overrun.
#[must_use]
pub fn in_force(term: &TermFacts, at: DateTime<Utc>) -> bool {
    matches!(term_state(term, at), TermState::InForce | TermState::Extended | TermState::Overrun)
}

/// Whether two half-open intervals `[from, to)` share an instant (or a day); an absent end is open.
///
/// An interval that ends where it begins is empty and overlaps nothing.
#[must_use]
pub fn overlaps<T: Ord + Copy>(left: (T, Option<T>), right: (T, Option<T>)) -> bool {
    let from = left.0.max(right.0);
    let inside = |to: Option<T>| to.is_none_or(|to| from < to);
    inside(left.1) && inside(right.1)
}

/// A term of the body, as far as the start of another one depends on it. Cancelled ones are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfficeTerm {
    /// The term.
    pub id: TermId,
    /// The office.
    pub office: Office,
    /// Who.
    pub person_id: PersonId,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after the term, if it ends or ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// A deputy who acts as chair.
    pub acting: bool,
}

impl From<&Term> for OfficeTerm {
    fn from(term: &Term) -> Self {
        Self {
            id: term.id,
            office: term.office,
            person_id: term.person_id,
            starts_at: term.starts_at,
            ended_at: term.ended_at,
            acting: term.acting,
        }
    }
}

/// Why a term may not start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StartRefusal {
    /// The named predecessor is not the term without an end, for instance because somebody else was faster.
    TermSuperseded,
    /// It would start before its predecessor or before the declaration.
    TermStartsTooEarly,
    /// It starts in the past, and no decision is referred to.
    DecisionReferenceRequired,
    /// Another term of the office would be in force at the same time (I-01).
    TermOverlap,
    /// The person would hold chair and deputy chair at once (I-04).
    OfficesIncompatible,
    /// A deputy starts together with a chair only.
    DeputyWithoutChair,
}

impl StartRefusal {
    /// The code of the answer.
    #[must_use]
    pub fn code(self) -> ErrorCode {
        match self {
            Self::TermSuperseded => ErrorCode::TermSuperseded,
            Self::TermStartsTooEarly => ErrorCode::TermStartsTooEarly,
            Self::DecisionReferenceRequired => ErrorCode::DecisionReferenceRequired,
            Self::TermOverlap => ErrorCode::TermOverlap,
            Self::OfficesIncompatible => ErrorCode::OfficesIncompatible,
            Self::DeputyWithoutChair => ErrorCode::ValidationFailed,
        }
    }
}

impl fmt::Display for StartRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TermSuperseded => "term_superseded",
            Self::TermStartsTooEarly => "term_starts_too_early",
            Self::DecisionReferenceRequired => "decision_reference_required",
            Self::TermOverlap => "term_overlap",
            Self::OfficesIncompatible => "offices_incompatible",
            Self::DeputyWithoutChair => "deputy_without_chair",
        })
    }
}

impl std::error::Error for StartRefusal {}

/// Checks the start of a term, and of the deputy's with it, against all terms of the body.
///
/// It names the term it replaces, the latest of the office without an end, and starts not before that one nor
/// before the declaration (`now`, if none is given). A start in the past needs a decision's reference as well; older
/// history comes by import only. A deputy who becomes chair gives up the deputy's term ([`gives_up`]).
/// Whether the person holds a seat (I-05) is for the caller to check.
///
/// # Errors
/// The first rule that the start breaks.
pub fn check_start(start: &TermStart, terms: &[OfficeTerm], now: DateTime<Utc>) -> Result<(), StartRefusal> {
    let mut starting = vec![Starting::new(start.office, start.person_id, start.predecessor_id)];
    if let Some(deputy) = &start.deputy {
        if start.office != Office::Chair {
            return Err(StartRefusal::DeputyWithoutChair);
        }
        starting.push(Starting::new(Office::DeputyChair, deputy.person_id, deputy.predecessor_id));
    }
    for new in &starting {
        check_predecessor(new, start.starts_at, terms)?;
    }
    if start.starts_at < start.declared_at.unwrap_or(now) {
        return Err(StartRefusal::TermStartsTooEarly);
    }
    let referred = start.decision_reference.as_ref().is_some_and(|text| !text.trim().is_empty());
    if start.starts_at < now && !referred {
        return Err(StartRefusal::DecisionReferenceRequired);
    }
    check_overlaps(&starting, start.starts_at, terms)
}

/// Whether somebody who starts gives up a term: a deputy who becomes chair, since nobody holds both offices (I-04).
#[must_use]
pub fn gives_up(office: Office, person: PersonId, starts_at: DateTime<Utc>, term: &OfficeTerm) -> bool {
    let deputy = term.office == Office::DeputyChair && term.person_id == person;
    let lasts = term.starts_at <= starts_at && term.ended_at.is_none_or(|ended| starts_at < ended);
    office == Office::Chair && deputy && lasts
}

struct Starting {
    office: Office,
    person: PersonId,
    replaces: Option<TermId>,
}

impl Starting {
    fn new(office: Office, person: PersonId, replaces: Option<TermId>) -> Self {
        Self { office, person, replaces }
    }
}

fn check_predecessor(new: &Starting, starts_at: DateTime<Utc>, terms: &[OfficeTerm]) -> Result<(), StartRefusal> {
    let open = terms.iter().filter(|term| term.office == new.office && term.ended_at.is_none());
    let latest = open.max_by_key(|term| term.starts_at);
    if latest.map(|term| term.id) != new.replaces {
        return Err(StartRefusal::TermSuperseded);
    }
    match latest {
        Some(term) if starts_at < term.starts_at => Err(StartRefusal::TermStartsTooEarly),
        _ => Ok(()),
    }
}

fn check_overlaps(starting: &[Starting], starts_at: DateTime<Utc>, terms: &[OfficeTerm]) -> Result<(), StartRefusal> {
    let new_span = (starts_at, None);
    let replaced = |term: &OfficeTerm| {
        let ends = |new: &Starting| new.replaces == Some(term.id) || gives_up(new.office, new.person, starts_at, term);
        starting.iter().any(ends)
    };
    let beside = || terms.iter().filter(|term| !replaced(term) && overlaps(new_span, (term.starts_at, term.ended_at)));
    for new in starting {
        if beside().any(|term| term.office == new.office) {
            return Err(StartRefusal::TermOverlap);
        }
        let holds_other = beside().any(|term| term.person_id == new.person && !term.acting);
        let starts_other = starting.iter().any(|other| other.office != new.office && other.person == new.person);
        if holds_other || starts_other {
            return Err(StartRefusal::OfficesIncompatible);
        }
    }
    Ok(())
}
