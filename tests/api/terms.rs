//! Terms of office: rotation, planned changes, lost seats, history (I-01 to I-05, I-09 to I-11).

use chrono::{DateTime, Duration, NaiveDate, Utc};
use obrady_client::{AffiliationFilter, Client, TermFilter};
use obrady_domain::DomainError;
use obrady_tests::{App, Who, start, start_of_test};
use obrady_types::convents::{DeputyStart, Office, Term, TermEnd, TermEndReason, TermStart, TermState};
use obrady_types::directory::AffiliationPatch;
use obrady_types::groups::BodyDissolve;
use obrady_types::{ErrorCode, Patch, PersonId, TermId};

fn chair(person_id: PersonId, starts_at: DateTime<Utc>, predecessor_id: Option<TermId>) -> TermStart {
    TermStart {
        office: Office::Chair,
        person_id,
        starts_at,
        predecessor_id,
        declared_at: None,
        decision_reference: None,
        deputy: None,
    }
}

async fn refused(admin: &Client, app: &App, input: &TermStart) -> ErrorCode {
    let error = admin.start_term(app.world.convent, input).await.expect_err("refused");
    error.code().expect("a problem")
}

async fn terms(client: &Client, app: &App, office: Office) -> Vec<Term> {
    let filter = TermFilter { office: Some(office), ..TermFilter::default() };
    client.list_terms(app.world.convent, &filter).await.expect("terms").items
}

#[tokio::test]
async fn a_rotation_ends_the_old_term_where_the_new_one_starts() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let at = start_of_test() + Duration::days(1);
    let input = TermStart {
        deputy: Some(DeputyStart { person_id: app.world.heads[0], predecessor_id: Some(app.world.deputy_term) }),
        ..chair(app.world.heads[2], at, Some(app.world.chair_term))
    };
    let made = admin.start_term(app.world.convent, &input).await.expect("a new chair");
    assert!(made.location.as_deref().is_some_and(|path| path.ends_with(&made.id.to_string())));
    assert_eq!(made.state, TermState::Planned);
    let old = admin.get_term(app.world.chair_term, None).await.expect("the old term");
    assert_eq!((old.ended_at, old.end_reason), (Some(at), Some(TermEndReason::Successor)));
    for (as_of, chair, deputy) in [
        (at - Duration::microseconds(1), app.world.heads[0], app.world.heads[1]),
        (at, app.world.heads[2], app.world.heads[0]),
    ] {
        let officers = admin.get_officers(app.world.convent, Some(as_of)).await.expect("officers");
        assert_eq!(officers.chair.expect("a chair").person_id, chair);
        assert_eq!(officers.deputy_chair.expect("a deputy").person_id, deputy);
    }
    assert!(
        admin
            .get_officers(app.world.convent, Some(start_of_test() - Duration::days(4000)))
            .await
            .expect("officers")
            .chair
            .is_none()
    );
}

#[tokio::test]
async fn each_wrong_start_has_its_code() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let (heads, old) = (&app.world.heads, Some(app.world.chair_term));
    let soon = start_of_test() + Duration::days(1);
    let long_ago = start_of_test() - Duration::days(400);
    for (input, wanted) in [
        (chair(heads[2], soon, None), ErrorCode::TermSuperseded),
        (chair(heads[2], soon, Some(app.world.deputy_term)), ErrorCode::TermSuperseded),
        (chair(heads[3], soon, old), ErrorCode::SeatRequired),
        (chair(app.world.member, soon, old), ErrorCode::SeatRequired),
        (chair(heads[2], start_of_test() - Duration::days(2), old), ErrorCode::TermStartsTooEarly),
        (
            TermStart {
                decision_reference: Some("uchwała".into()),
                ..chair(heads[2], start_of_test() - Duration::days(2), old)
            },
            ErrorCode::TermStartsTooEarly,
        ),
        (
            TermStart {
                declared_at: Some(start_of_test() - Duration::days(2)),
                ..chair(heads[2], start_of_test() - Duration::days(2), old)
            },
            ErrorCode::DecisionReferenceRequired,
        ),
        (
            TermStart {
                decision_reference: Some("uchwała".into()),
                declared_at: Some(long_ago),
                ..chair(heads[2], long_ago, old)
            },
            ErrorCode::TermStartsTooEarly,
        ),
        (
            TermStart { declared_at: Some(soon), ..chair(heads[2], start_of_test() + Duration::hours(1), old) },
            ErrorCode::TermStartsTooEarly,
        ),
    ] {
        assert_eq!(refused(&admin, &app, &input).await, wanted);
    }
    let group = admin.start_term(app.world.group, &chair(heads[2], soon, None)).await.expect_err("a group");
    assert_eq!(group.code(), Some(ErrorCode::BodyKind));
    let both = TermStart {
        deputy: Some(DeputyStart { person_id: heads[2], predecessor_id: Some(app.world.deputy_term) }),
        ..chair(heads[2], soon, old)
    };
    assert!(matches!(refused(&admin, &app, &both).await, ErrorCode::ValidationFailed | ErrorCode::OfficesIncompatible));
    assert_eq!(terms(&admin, &app, Office::Chair).await.len(), 1, "nothing was written");
}

#[tokio::test]
async fn back_dating_needs_the_decision() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let at = start_of_test() - Duration::days(2);
    let input = TermStart {
        decision_reference: Some("uchwała 3/2026".into()),
        declared_at: Some(at),
        ..chair(app.world.heads[2], at, Some(app.world.chair_term))
    };
    let made = admin.start_term(app.world.convent, &input).await.expect("with a reference");
    assert_eq!(made.state, TermState::InForce);
}

#[tokio::test]
async fn a_planned_change_can_be_undone_until_it_happens() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let at = start_of_test() + Duration::days(3);
    let made = admin
        .start_term(app.world.convent, &chair(app.world.heads[2], at, Some(app.world.chair_term)))
        .await
        .expect("planned");
    let cancelled = admin.cancel_term(made.id, made.version).await.expect("cancelled");
    assert_eq!(cancelled.state, TermState::Annulled);
    let old = admin.get_term(app.world.chair_term, None).await.expect("the old term");
    assert_eq!((old.ended_at, old.end_reason), (None, None), "its predecessor goes on");
    let again = admin
        .start_term(app.world.convent, &chair(app.world.heads[2], at, Some(app.world.chair_term)))
        .await
        .expect("again");
    app.clock.set(at);
    let admin = app.client(Who::Admin).await;
    let late = admin.cancel_term(again.id, again.version).await.expect_err("it has begun");
    assert_eq!(late.code(), Some(ErrorCode::TermStarted));
}

#[tokio::test]
async fn ended_terms_are_history() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let at = start_of_test();
    let input = TermEnd { ended_at: at, reason: TermEndReason::Resigned, decision_reference: Some("pismo".into()) };
    let version = admin.get_term(app.world.chair_term, None).await.expect("the term").version;
    let ended = admin.end_term(app.world.chair_term, version, &input).await.expect("ended");
    assert_eq!(ended.state, TermState::Ended);
    let again = admin.end_term(app.world.chair_term, ended.version, &input).await.expect_err("history");
    assert_eq!(again.code(), Some(ErrorCode::TermEnded));
    let acting = admin.get_officers(app.world.convent, None).await.expect("officers").chair.expect("an acting chair");
    assert!(acting.acting && acting.person_id == app.world.heads[1], "the deputy acts");
    // The storage keeps history even from code that forgets to.
    for sql in ["UPDATE term SET position_title = 'x' WHERE end_reason = 'resigned'", "DELETE FROM term"] {
        use sea_orm_migration::sea_orm::ConnectionTrait;
        let error = app.ctx.db.writer().execute_unprepared(sql).await.expect_err("history");
        assert!(error.to_string().contains("term_ended"), "{error}");
        assert_eq!(DomainError::from(error).code(), ErrorCode::TermEnded);
    }
}

#[tokio::test]
async fn whoever_leaves_the_institution_leaves_the_office() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let filter = AffiliationFilter { person_id: Some(app.world.heads[0]), ..AffiliationFilter::default() };
    let post = admin.list_affiliations(&filter).await.expect("posts").items.remove(0);
    let to = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let patch = AffiliationPatch { to: Patch::Value(to), ..AffiliationPatch::default() };
    admin.update_affiliation(post.id, post.version, &patch).await.expect("left");
    let term = admin.get_term(app.world.chair_term, None).await.expect("the term");
    assert_eq!(term.end_reason, Some(TermEndReason::LostSeat));
    assert_eq!(term.ended_at, Some(app.ctx.start_of(to)));
    let officers = admin.get_officers(app.world.convent, None).await.expect("officers");
    let acting = officers.chair.expect("an acting chair");
    assert!(acting.acting && acting.person_id == app.world.heads[1]);
    assert_eq!(officers.deputy_chair.expect("still deputy").person_id, app.world.heads[1]);
    let deputy = app.client(Who::Deputy).await;
    assert_eq!(deputy.get_me().await.expect("me").chairs, [app.world.convent], "with a chair's powers");
}

#[tokio::test]
async fn planned_end_ends_nothing_and_extension_is_shown() {
    let app = start().await;
    let client = app.anonymous();
    for (days, wanted) in [(300, TermState::InForce), (500, TermState::Extended), (1100, TermState::Overrun)] {
        let as_of = start_of_test() + Duration::days(days);
        let term = client.get_term(app.world.chair_term, Some(as_of)).await.expect("the term");
        assert_eq!(term.state, wanted, "after {days} days");
    }
}

#[tokio::test]
async fn a_dissolved_convent_has_no_officers() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let input = BodyDissolve { dissolved_on: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date"), reason: None };
    admin.dissolve_body(app.world.convent, &input).await.expect("dissolved");
    let officers = admin.get_officers(app.world.convent, None).await.expect("officers");
    assert!(officers.chair.is_none() && officers.deputy_chair.is_none());
    let input = chair(app.world.heads[2], start_of_test() + Duration::days(1), None);
    assert_eq!(refused(&admin, &app, &input).await, ErrorCode::BodyDissolved);
}
