//! Logic of the convent's pages without a screen: the timeline, the rules in force, what a rotation changes.

use crate::order::by_key;
use chrono::{DateTime, Datelike, DurationRound, NaiveDate, TimeDelta, Utc};
use obrady_rules::terms::{OfficeTerm, StartRefusal, check_start};
use obrady_types::ErrorCode;
use obrady_types::convents::{Office, RulesVersion, Term, TermStart, TermState};

/// How a part of a term is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Within the planned term.
    Regular,
    /// Within the automatic extension.
    Extended,
    /// Past both (I-03).
    Overrun,
    /// Not yet begun, or the rest of a running term.
    Ahead,
}

/// A bar of the timeline; `left` and `width` are ten-thousandths of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// How it is drawn.
    pub part: Part,
    /// Distance from the left edge.
    pub left: i64,
    /// Width.
    pub width: i64,
}

/// What the timeline shows: whole years around all terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First instant.
    pub from: DateTime<Utc>,
    /// First instant after it.
    pub to: DateTime<Utc>,
}

impl Span {
    /// The whole years from the first term to the last planned end, or to now.
    pub fn of(terms: &[Term], now: DateTime<Utc>) -> Self {
        let real = || terms.iter().filter(|term| term.state != TermState::Annulled);
        let first = real().map(|term| term.starts_at).min().unwrap_or(now).min(now);
        let last = real().map(|term| term.ended_at.unwrap_or(term.planned_end)).max().unwrap_or(now).max(now);
        Self { from: new_year(first.year()), to: new_year(last.year() + 1) }
    }

    /// Where an instant lies, in ten-thousandths.
    pub fn place(self, at: DateTime<Utc>) -> i64 {
        let whole = (self.to - self.from).num_minutes();
        let part = (at - self.from).num_minutes().clamp(0, whole);
        part * 10_000 / whole.max(1)
    }

    /// The years to write under it, thinned out to ten at most, and where each begins.
    pub fn years(self) -> Vec<(i32, i64)> {
        let count = self.to.year() - self.from.year();
        let step = usize::try_from(count / 10 + 1).unwrap_or(1);
        (self.from.year()..self.to.year()).step_by(step).map(|year| (year, self.place(new_year(year)))).collect()
    }
}

fn new_year(year: i32) -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(year, 1, 1)
        .and_then(|day| day.and_hms_opt(0, 0, 0))
        .map_or(DateTime::UNIX_EPOCH, |midnight| midnight.and_utc())
}

/// The start that the wizard proposes: the next full hour that leaves half an hour to go through its steps.
pub fn proposed_start(now: DateTime<Utc>) -> DateTime<Utc> {
    let earliest = now + TimeDelta::minutes(30);
    let hour = TimeDelta::hours(1);
    let full = earliest.duration_trunc(hour).unwrap_or(earliest);
    if full == earliest { full } else { full + hour }
}

/// A number of ten-thousandths as CSS writes it: `12.34%`.
pub fn percent(part: i64) -> String {
    format!("{}.{:02}%", part / 100, part % 100)
}

/// The bars of a term: regular, extended, overrun, and what lies ahead.
pub fn bars(term: &Term, span: Span, now: DateTime<Utc>) -> Vec<Bar> {
    if term.state == TermState::Annulled {
        return Vec::new();
    }
    // A running term is drawn to its planned end, an overrun one to now.
    let end = term.ended_at.unwrap_or_else(|| term.planned_end.max(now));
    let extended = term.extended_until.unwrap_or(term.planned_end).max(term.planned_end);
    let marks = [
        (term.starts_at, term.planned_end, Part::Regular),
        (term.planned_end, extended, Part::Extended),
        (extended, end, Part::Overrun),
    ];
    let mut bars = Vec::new();
    for (from, to, part) in marks {
        let to = to.min(end);
        let known = to.min(now.max(from));
        for (from, to, part) in [(from, known, part), (known.max(from), to, Part::Ahead)] {
            if from < to {
                let left = span.place(from);
                bars.push(Bar { part, left, width: span.place(to) - left });
            }
        }
    }
    bars
}

/// The terms of an office, the first one first, without cancelled ones.
pub fn of_office(terms: &[Term], office: Office) -> Vec<Term> {
    let real = |term: &&Term| term.office == office && term.state != TermState::Annulled;
    by_key(terms.iter().filter(real).cloned().collect(), |term| [term.starts_at.timestamp_micros(), 0, 0])
}

/// The term that a new one of the office would replace: the latest without an end.
pub fn predecessor(terms: &[Term], office: Office) -> Option<Term> {
    of_office(terms, office).into_iter().rfind(|term| term.ended_at.is_none())
}

/// The rules of procedure in force at an instant.
pub fn rules_at(versions: &[RulesVersion], at: DateTime<Utc>) -> Option<&RulesVersion> {
    versions.iter().filter(|version| version.effective_from <= at).max_by_key(|version| version.effective_from)
}

/// Checks a start by the same rules as the server.
///
/// # Errors
/// The first rule that it breaks.
pub fn check(start: &TermStart, terms: &[Term], now: DateTime<Utc>) -> Result<(), StartRefusal> {
    let standing: Vec<OfficeTerm> =
        terms.iter().filter(|term| term.state != TermState::Annulled).map(OfficeTerm::from).collect();
    check_start(start, &standing, now)
}

/// Where the wizard shows a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the person.
    Person,
    /// At the deputy.
    Deputy,
    /// At the first day and hour.
    Start,
    /// At the decision's reference.
    Reference,
    /// Above everything: others have changed the offices.
    Whole,
}

/// The place of a refusal. `deputy` says that only the deputy can be meant.
pub fn place_of(code: ErrorCode, deputy: bool) -> Place {
    match code {
        ErrorCode::SeatRequired | ErrorCode::OfficesIncompatible if deputy => Place::Deputy,
        ErrorCode::SeatRequired | ErrorCode::OfficesIncompatible => Place::Person,
        ErrorCode::TermStartsTooEarly | ErrorCode::TermOverlap | ErrorCode::RulesMissing => Place::Start,
        ErrorCode::DecisionReferenceRequired => Place::Reference,
        _ => Place::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use obrady_types::PersonId;
    use uuid::Uuid;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn term(n: u128, office: &str, from: &str, planned: &str, ended: Option<&str>, state: &str) -> Term {
        serde_json::from_value(serde_json::json!({
            "id": Uuid::from_u128(n), "body_id": Uuid::from_u128(1), "office": office,
            "person_id": Uuid::from_u128(100 + n), "person_name": "Janusz Patyna", "starts_at": from,
            "planned_end": planned, "ended_at": ended, "acting": false, "state": state, "synthetic": false, "version": 1
        }))
        .expect("a term")
    }

    fn history() -> Vec<Term> {
        vec![
            term(3, "chair", "2024-03-12T12:00:00Z", "2026-03-12T12:00:00Z", None, "overrun"),
            term(1, "chair", "2019-11-29T12:00:00Z", "2021-11-29T12:00:00Z", Some("2021-12-13T12:00:00Z"), "ended"),
            term(2, "chair", "2021-12-13T12:00:00Z", "2023-12-13T12:00:00Z", Some("2024-03-12T12:00:00Z"), "ended"),
            term(4, "deputy_chair", "2024-03-12T12:00:00Z", "2026-03-12T12:00:00Z", None, "overrun"),
            term(5, "chair", "2025-01-01T12:00:00Z", "2027-01-01T12:00:00Z", None, "annulled"),
        ]
    }

    #[test]
    fn the_span_is_whole_years_and_starts_at_nought() {
        let span = Span::of(&history(), at("2026-11-24T10:00:00Z"));
        assert_eq!((span.from, span.to), (at("2019-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")));
        assert_eq!((span.place(span.from), span.place(span.to)), (0, 10_000));
        assert_eq!(span.years().len(), 8);
        let empty = Span::of(&[], at("2026-11-24T10:00:00Z"));
        assert_eq!((empty.from.year(), empty.to.year()), (2026, 2027));
    }

    #[test]
    fn a_term_past_its_planned_end_has_an_overrun_part() {
        let (all, now) = (history(), at("2026-11-24T10:00:00Z"));
        let span = Span::of(&all, now);
        let parts = |term: &Term| bars(term, span, now).iter().map(|bar| bar.part).collect::<Vec<_>>();
        assert_eq!(parts(&all[0]), [Part::Regular, Part::Overrun]);
        assert_eq!(parts(&all[4]), []);
        let mut extended = all[0].clone();
        extended.extended_until = Some(at("2027-03-12T12:00:00Z"));
        assert_eq!(parts(&extended), [Part::Regular, Part::Extended]);
        let ahead = term(9, "chair", "2026-12-08T12:00:00Z", "2028-12-08T12:00:00Z", None, "planned");
        assert_eq!(parts(&ahead), [Part::Ahead]);
        let running = term(9, "chair", "2026-01-08T12:00:00Z", "2028-01-08T12:00:00Z", None, "in_force");
        assert_eq!(parts(&running), [Part::Regular, Part::Ahead]);
    }

    #[test]
    fn bars_of_successive_terms_touch_and_do_not_overlap() {
        let (all, now) = (history(), at("2026-11-24T10:00:00Z"));
        let span = Span::of(&all, now);
        let chairs: Vec<Bar> = of_office(&all, Office::Chair).iter().flat_map(|term| bars(term, span, now)).collect();
        for pair in chairs.windows(2) {
            assert_eq!(pair[0].left + pair[0].width, pair[1].left);
        }
    }

    #[test]
    fn the_predecessor_is_the_latest_term_without_an_end() {
        assert_eq!(predecessor(&history(), Office::Chair).map(|term| term.id.0), Some(Uuid::from_u128(3)));
        assert_eq!(predecessor(&history()[1..3], Office::Chair), None);
    }

    #[test]
    fn the_rules_in_force_are_the_latest_that_have_begun() {
        let version = |n: i32, from: &str| RulesVersion {
            id: obrady_types::RulesVersionId(Uuid::from_u128(1)),
            body_id: obrady_types::BodyId(Uuid::from_u128(1)),
            number: n,
            effective_from: at(from),
            term_months: 24,
            auto_extension_months: 0,
            deputy_selection: obrady_types::convents::DeputySelection::Elected,
            notice_days: 14,
            quorum: obrady_types::convents::QuorumFraction::default(),
            substitutes_vote: false,
            summary: String::new(),
            decision_reference: None,
            synthetic: true,
        };
        let all = [version(2, "2016-10-24T10:00:00Z"), version(1, "2014-10-28T10:00:00Z")];
        assert_eq!(rules_at(&all, at("2015-01-01T00:00:00Z")).map(|rules| rules.number), Some(1));
        assert_eq!(rules_at(&all, at("2016-10-24T10:00:00Z")).map(|rules| rules.number), Some(2));
        assert_eq!(rules_at(&all, at("2014-10-28T09:59:59Z")), None);
    }

    #[test]
    fn the_proposed_start_is_a_full_hour_that_leaves_time_for_the_wizard() {
        for (now, start) in [
            ("2026-11-24T10:59:00Z", "2026-11-24T12:00:00Z"),
            ("2026-11-24T10:30:00Z", "2026-11-24T11:00:00Z"),
            ("2026-11-24T10:30:01Z", "2026-11-24T12:00:00Z"),
            ("2026-11-24T23:40:00Z", "2026-11-25T01:00:00Z"),
        ] {
            assert_eq!(proposed_start(at(now)), at(start), "{now}");
        }
    }

    #[test]
    fn a_start_is_checked_as_the_server_does_and_shown_where_it_belongs() {
        let now = at("2026-11-24T10:00:00Z");
        let start = |predecessor: u128, starts: &str, person: u128| TermStart {
            office: Office::Chair,
            person_id: PersonId(Uuid::from_u128(person)),
            starts_at: at(starts),
            predecessor_id: Some(obrady_types::TermId(Uuid::from_u128(predecessor))),
            declared_at: None,
            decision_reference: None,
            deputy: None,
        };
        let place =
            |start: &TermStart| check(start, &history(), now).map_err(|refusal| place_of(refusal.code(), false));
        assert_eq!(place(&start(3, "2026-12-08T12:00:00Z", 7)), Ok(()));
        assert_eq!(place(&start(2, "2026-12-08T12:00:00Z", 7)), Err(Place::Whole));
        assert_eq!(place(&start(3, "2024-01-01T12:00:00Z", 7)), Err(Place::Start));
        assert_eq!(place(&start(3, "2026-12-08T12:00:00Z", 104)), Ok(()), "the deputy gives up that office");
        let as_deputy = TermStart { office: Office::DeputyChair, ..start(4, "2026-12-08T12:00:00Z", 103) };
        assert_eq!(place(&as_deputy), Err(Place::Person), "the chair does not");
        let past = TermStart { declared_at: Some(at("2026-11-01T12:00:00Z")), ..start(3, "2026-11-01T12:00:00Z", 7) };
        assert_eq!(place(&past), Err(Place::Reference));
        assert_eq!(place_of(ErrorCode::SeatRequired, true), Place::Deputy);
    }
}
