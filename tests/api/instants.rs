//! Terms and seats on both sides of their boundaries, to the microsecond, also where the clocks change.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use obrady_domain::convents;
use obrady_tests::{App, Who, start, start_of_test};
use obrady_types::convents::{DeputySelection, Office, RulesVersionCreate, SeatPatch, TermStart, TermState};
use obrady_types::{ErrorCode, PageQuery, Patch, TermId};

const TICK: Duration = Duration::microseconds(1);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

async fn start_chair(app: &App, starts_at: DateTime<Utc>, predecessor_id: Option<TermId>) -> TermId {
    let input = TermStart {
        office: Office::Chair,
        person_id: app.world.heads[2],
        starts_at,
        predecessor_id,
        declared_at: None,
        decision_reference: None,
        deputy: None,
    };
    convents::start_term(&app.system(), app.world.convent, input).await.expect("a chair").id
}

#[tokio::test]
async fn a_seat_ends_at_midnight_in_warsaw_in_summer_and_winter() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let seat = app.world.seats[2];
    // The day on which the clocks change, and the days beside it: midnight is at 23:00 or at 22:00 UTC.
    for (to, midnight) in [
        ("2027-03-28", "2027-03-27T23:00:00Z"),
        ("2027-03-29", "2027-03-28T22:00:00Z"),
        ("2027-10-31", "2027-10-30T22:00:00Z"),
        ("2027-11-01", "2027-10-31T23:00:00Z"),
    ] {
        let version = admin.get_seat(seat).await.expect("the seat").version;
        let patch = SeatPatch { to: Patch::Value(date(to)) };
        admin.update_seat(seat, version, &patch).await.expect("an end");
        for (as_of, there) in [(at(midnight) - TICK, true), (at(midnight), false), (at(midnight) + TICK, false)] {
            let seats = admin.list_seats(app.world.convent, Some(as_of), &PageQuery::default()).await.expect("seats");
            assert_eq!(seats.items.iter().any(|found| found.id == seat), there, "{to} as of {as_of}");
        }
    }
}

#[tokio::test]
async fn one_term_gives_way_to_the_next_within_a_microsecond() {
    let app = start().await;
    let anybody = app.anonymous();
    // In the hour that is skipped in spring, and in the one that occurs twice in autumn.
    let mut predecessor = app.world.chair_term;
    let mut holder = app.world.heads[0];
    for (instant, next) in [("2027-03-28T01:00:00Z", 2), ("2027-10-31T00:30:00.000001Z", 0)] {
        let input = TermStart {
            office: Office::Chair,
            person_id: app.world.heads[next],
            starts_at: at(instant),
            predecessor_id: Some(predecessor),
            declared_at: None,
            decision_reference: None,
            deputy: None,
        };
        let made = convents::start_term(&app.system(), app.world.convent, input).await.expect("a chair");
        for (as_of, person, state) in [
            (at(instant) - TICK, holder, TermState::Planned),
            (at(instant), made.person_id, TermState::InForce),
            (at(instant) + TICK, made.person_id, TermState::InForce),
        ] {
            let officers = anybody.get_officers(app.world.convent, Some(as_of)).await.expect("officers");
            assert_eq!(officers.chair.expect("a chair").person_id, person, "as of {as_of}");
            assert_eq!(anybody.get_term(made.id, Some(as_of)).await.expect("the term").state, state);
        }
        (predecessor, holder) = (made.id, made.person_id);
    }
}

#[tokio::test]
async fn states_change_at_their_instants_by_local_time() {
    let app = start().await;
    let anybody = app.anonymous();
    // The same hour on the wall, in winter time when it starts and in summer time when it is to end.
    let id = start_chair(&app, at("2027-03-28T00:30:00Z"), Some(app.world.chair_term)).await;
    let term = anybody.get_term(id, None).await.expect("the term");
    assert_eq!(term.planned_end, at("2029-03-27T23:30:00Z"), "01:30 in Warsaw, summer time by then");
    let until = term.extended_until.expect("an extension");
    for (boundary, before, after) in
        [(term.planned_end, TermState::InForce, TermState::Extended), (until, TermState::Extended, TermState::Overrun)]
    {
        for (as_of, state) in [(boundary - TICK, before), (boundary, after)] {
            assert_eq!(anybody.get_term(id, Some(as_of)).await.expect("the term").state, state, "as of {as_of}");
        }
    }
}

#[tokio::test]
async fn the_start_records_planned_end_and_extension() {
    use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
    let app = start().await;
    let id = start_chair(&app, start_of_test() + Duration::days(1), Some(app.world.chair_term)).await;
    let term = app.anonymous().get_term(id, None).await.expect("the term");
    let writer = app.ctx.db.writer();
    let sql = "SELECT detail FROM audit_event WHERE action = 'term.started' ORDER BY id DESC LIMIT 1";
    let row = writer.query_one_raw(Statement::from_string(writer.get_database_backend(), sql)).await.expect("a query");
    let detail: String = row.expect("a row").try_get_by_index(0).expect("a text");
    let detail: serde_json::Value = serde_json::from_str(&detail).expect("JSON");
    let instant = |name: &str| detail[name].as_str().map(at);
    assert_eq!(instant("planned_end"), Some(term.planned_end));
    assert_eq!(instant("extended_until"), term.extended_until);
    assert!(term.extended_until.is_some());
}

#[tokio::test]
async fn rules_in_the_past_name_their_decision_and_are_kept_to_the_microsecond() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let rules = |effective_from, reference: Option<&str>| RulesVersionCreate {
        effective_from,
        term_months: 12,
        auto_extension_months: 0,
        deputy_selection: DeputySelection::Elected,
        notice_days: 14,
        quorum: obrady_types::convents::QuorumFraction::default(),
        substitutes_vote: false,
        summary: "Nowy regulamin".into(),
        decision_reference: reference.map(str::to_owned),
    };
    let past = start_of_test() - TICK;
    let refused = admin.create_rules_version(app.world.convent, &rules(past, None)).await.expect_err("in the past");
    assert_eq!(refused.code(), Some(ErrorCode::DecisionReferenceRequired));
    let made = admin.create_rules_version(app.world.convent, &rules(past, Some("uchwała 4/2026"))).await;
    assert_eq!(made.expect("with a decision").decision_reference.as_deref(), Some("uchwała 4/2026"));
    let fine = start_of_test() + Duration::nanoseconds(1_999);
    let made = admin.create_rules_version(app.world.convent, &rules(fine, None)).await.expect("from now on");
    assert_eq!(made.effective_from, start_of_test() + TICK);
    let read = admin.get_rules_version(made.id).await.expect("the version");
    assert_eq!(read.effective_from, made.effective_from);
}
