//! Terms of office, on the history of the Małopolska convent (DOMAIN.md 2.5 and 2.6).

#![expect(clippy::unwrap_used, reason = "a test; its builders stand outside the functions")]

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use obrady_rules::terms::{
    OfficeTerm, StartRefusal, TermFacts, add_months, check_start, in_force, overlaps, planned_end, term_state,
};
use obrady_types::convents::{DeputyStart, Office, TermStart, TermState};
use obrady_types::{PersonId, TermId};
use uuid::Uuid;

const CHAIR: u128 = 1;
const DEPUTY: u128 = 2;
const NEWCOMER: u128 = 3;
const OTHER: u128 = 4;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Chair and deputy elected online on 13 December 2021, in office until March 2024.
fn presidium() -> Vec<OfficeTerm> {
    [(10, Office::Chair, CHAIR), (20, Office::DeputyChair, DEPUTY)]
        .map(|(id, office, person)| OfficeTerm {
            id: TermId(Uuid::from_u128(id)),
            office,
            person_id: PersonId(Uuid::from_u128(person)),
            starts_at: at("2021-12-13T11:00:00Z"),
            ended_at: None,
            acting: false,
        })
        .to_vec()
}

/// Declared and starting on 12 March 2024 at noon UTC, which is also now.
fn start(office: Office, person: u128, predecessor: Option<u128>) -> TermStart {
    TermStart {
        office,
        person_id: PersonId(Uuid::from_u128(person)),
        starts_at: at("2024-03-12T12:00:00Z"),
        predecessor_id: predecessor.map(|id| TermId(Uuid::from_u128(id))),
        declared_at: None,
        decision_reference: None,
        deputy: None,
    }
}

fn check(start: &TermStart, terms: &[OfficeTerm]) -> Result<(), StartRefusal> {
    check_start(start, terms, at("2024-03-12T12:00:00Z"))
}

#[test]
fn months_are_added_by_the_calendar() {
    for (from, months, to) in [
        ("2014-10-28", 12, "2015-10-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-05-05", 0, "2024-05-05"),
    ] {
        assert_eq!(add_months(date(from), months), date(to));
    }
    assert_eq!(add_months(NaiveDate::MAX, i32::MAX), NaiveDate::MAX);
    assert_eq!(add_months(NaiveDate::MIN, i32::MIN), NaiveDate::MIN);
}

#[test]
fn months_are_counted_in_the_zone_given() {
    assert_eq!(planned_end(&at("2014-10-28T11:00:00Z"), 12), at("2015-10-28T11:00:00Z"));
    // 29 February 2024, 00:30 in Warsaw.
    let started = at("2024-02-28T23:30:00Z").with_timezone(&FixedOffset::east_opt(3600).unwrap());
    assert_eq!(planned_end(&started, 12), at("2025-02-27T23:30:00Z"));
}

#[test]
fn a_term_outlives_its_planned_end() {
    let mut term = TermFacts {
        starts_at: at("2021-12-13T11:00:00Z"),
        planned_end: at("2022-12-13T11:00:00Z"),
        extended_until: Some(at("2023-12-13T11:00:00Z")),
        ended_at: None,
        annulled: false,
    };
    for (instant, state) in [
        ("2021-12-13T10:59:59Z", TermState::Planned),
        ("2021-12-13T11:00:00Z", TermState::InForce),
        ("2022-12-13T11:00:00Z", TermState::Extended),
        ("2023-12-13T11:00:00Z", TermState::Overrun),
        ("2024-03-12T12:00:00Z", TermState::Overrun),
    ] {
        assert_eq!(term_state(&term, at(instant)), state, "{instant}");
        assert_eq!(in_force(&term, at(instant)), state != TermState::Planned);
    }
    term.ended_at = Some(at("2024-03-12T12:00:00Z"));
    assert_eq!(term_state(&term, at("2024-03-12T11:59:59Z")), TermState::Overrun);
    assert_eq!(term_state(&term, at("2024-03-12T12:00:00Z")), TermState::Ended);
    assert!(!in_force(&term, at("2024-03-12T12:00:00Z")));
    term.annulled = true;
    assert_eq!(term_state(&term, at("2024-03-12T11:59:59Z")), TermState::Overrun, "powers held until then");
    assert_eq!(term_state(&term, at("2024-03-12T12:00:00Z")), TermState::Annulled);
    term.ended_at = None;
    assert_eq!(term_state(&term, at("2020-01-01T00:00:00Z")), TermState::Annulled);
}

#[test]
fn half_open_intervals_overlap_by_what_they_share() {
    for (left, right, shared) in [
        ((1, Some(3)), (3, Some(5)), false),
        ((1, Some(3)), (2, Some(5)), true),
        ((1, None), (9, None), true),
        ((1, None), (0, Some(1)), false),
        ((1, None), (0, Some(2)), true),
        ((2, Some(2)), (1, Some(3)), false),
        ((1, Some(5)), (2, Some(3)), true),
    ] {
        assert_eq!((overlaps(left, right), overlaps(right, left)), (shared, shared), "{left:?} {right:?}");
    }
}

#[test]
fn chair_and_deputy_change_together() {
    let mut new = start(Office::Chair, NEWCOMER, Some(10));
    let predecessor_id = Some(TermId(Uuid::from_u128(20)));
    new.deputy = Some(DeputyStart { person_id: PersonId(Uuid::from_u128(OTHER)), predecessor_id });
    assert_eq!(check(&new, &presidium()), Ok(()));
    // The deputy becomes chair, and somebody else deputy.
    new.person_id = PersonId(Uuid::from_u128(DEPUTY));
    assert_eq!(check(&new, &presidium()), Ok(()));
    // They change places.
    new.deputy = Some(DeputyStart { person_id: PersonId(Uuid::from_u128(CHAIR)), predecessor_id });
    assert_eq!(check(&new, &presidium()), Ok(()));
    new.deputy = Some(DeputyStart { person_id: new.person_id, predecessor_id });
    assert_eq!(check(&new, &presidium()), Err(StartRefusal::OfficesIncompatible));
    new.deputy = Some(DeputyStart { person_id: PersonId(Uuid::from_u128(OTHER)), predecessor_id: None });
    assert_eq!(check(&new, &presidium()), Err(StartRefusal::TermSuperseded));
    new.office = Office::DeputyChair;
    assert_eq!(check(&new, &presidium()), Err(StartRefusal::DeputyWithoutChair));
}

#[test]
fn nobody_holds_both_offices() {
    let deputy_as_chair = start(Office::Chair, DEPUTY, Some(10));
    assert_eq!(check(&deputy_as_chair, &presidium()), Ok(()), "the deputy gives up that office");
    let chair_as_deputy = start(Office::DeputyChair, CHAIR, Some(20));
    assert_eq!(check(&chair_as_deputy, &presidium()), Err(StartRefusal::OfficesIncompatible));
    let mut planned = presidium();
    planned[1].ended_at = Some(at("2024-03-12T11:00:00Z"));
    planned.push(OfficeTerm {
        id: TermId(Uuid::from_u128(30)),
        starts_at: at("2024-04-12T12:00:00Z"),
        ended_at: None,
        ..planned[1]
    });
    assert_eq!(check(&deputy_as_chair, &planned), Err(StartRefusal::OfficesIncompatible), "deputy from April on");
    // An acting chair who is elected deputy: acting terms do not count.
    let mut acting = presidium();
    acting[0].person_id = PersonId(Uuid::from_u128(NEWCOMER));
    acting[0].acting = true;
    assert_eq!(check(&start(Office::DeputyChair, NEWCOMER, Some(20)), &acting), Ok(()));
}

#[test]
fn a_start_names_the_term_it_replaces() {
    let superseded = Err(StartRefusal::TermSuperseded);
    assert_eq!(check(&start(Office::Chair, NEWCOMER, Some(10)), &presidium()), Ok(()));
    assert_eq!(check(&start(Office::Chair, NEWCOMER, None), &presidium()), superseded);
    assert_eq!(check(&start(Office::Chair, NEWCOMER, Some(20)), &presidium()), superseded);
    assert_eq!(check(&start(Office::Chair, NEWCOMER, Some(99)), &presidium()), superseded);
    assert_eq!(check(&start(Office::Chair, NEWCOMER, Some(10)), &[]), superseded);
    assert_eq!(check(&start(Office::Chair, NEWCOMER, None), &[]), Ok(()));
}

#[test]
fn a_start_in_the_past_needs_a_decision() {
    let mut new = start(Office::Chair, NEWCOMER, Some(10));
    new.starts_at = at("2024-03-12T10:00:00Z");
    assert_eq!(check(&new, &presidium()), Err(StartRefusal::TermStartsTooEarly), "declared now");
    new.declared_at = Some(at("2024-03-12T10:00:00Z"));
    assert_eq!(check(&new, &presidium()), Err(StartRefusal::DecisionReferenceRequired));
    new.decision_reference = Some("  ".to_owned());
    assert_eq!(check(&new, &presidium()), Err(StartRefusal::DecisionReferenceRequired));
    new.decision_reference = Some("uchwała 1/2024".to_owned());
    assert_eq!(check(&new, &presidium()), Ok(()));
    new.declared_at = Some(at("2024-03-12T10:00:01Z"));
    assert_eq!(check(&new, &presidium()), Err(StartRefusal::TermStartsTooEarly));
    new.declared_at = Some(at("2021-12-13T10:00:00Z"));
    new.starts_at = at("2021-12-13T10:59:59Z");
    assert_eq!(check(&new, &presidium()), Err(StartRefusal::TermStartsTooEarly), "before the predecessor");
}

#[test]
fn a_vacancy_is_filled_after_the_last_term() {
    let mut terms = presidium();
    terms[0].ended_at = Some(at("2024-03-12T12:30:00Z"));
    let mut new = start(Office::Chair, NEWCOMER, None);
    assert_eq!(check(&new, &terms), Err(StartRefusal::TermOverlap));
    new.starts_at = at("2024-03-12T12:30:00Z");
    assert_eq!(check(&new, &terms), Ok(()));
}
