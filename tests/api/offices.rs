//! Offices follow seats and posts (I-05), planned changes are undone whole (I-02), and mistakes are annulled (I-09).

use chrono::{DateTime, Duration, NaiveDate, Utc};
use obrady_client::{AffiliationFilter, Client, TermFilter};
use obrady_tests::{App, Who, start, start_of_test};
use obrady_types::convents::{
    DeputyStart, Office, Officers, SeatPatch, Term, TermAnnul, TermEnd, TermEndReason, TermStart, TermState,
};
use obrady_types::directory::{AffiliationCreate, AffiliationPatch, InstitutionPatch};
use obrady_types::identity::{AccountCreate, Locale, Role, RoleGrantCreate, SignInCreate};
use obrady_types::{ErrorCode, PageQuery, Patch, PersonId, TermId};

/// Days after the test's begin, midnight in Warsaw.
fn day(days: u64) -> NaiveDate {
    start_of_test().date_naive() + chrono::Days::new(days)
}

fn office(office: Office, person_id: PersonId, starts_at: DateTime<Utc>, replaces: Option<TermId>) -> TermStart {
    TermStart {
        office,
        person_id,
        starts_at,
        predecessor_id: replaces,
        declared_at: None,
        decision_reference: None,
        deputy: None,
    }
}

async fn until(admin: &Client, person: PersonId, to: Option<NaiveDate>) {
    let filter = AffiliationFilter { person_id: Some(person), ..AffiliationFilter::default() };
    let post = admin.list_affiliations(&filter).await.expect("posts").items.remove(0);
    let patch = AffiliationPatch { to: to.map_or(Patch::Null, Patch::Value), ..AffiliationPatch::default() };
    admin.update_affiliation(post.id, post.version, &patch).await.expect("changed");
}

async fn officers(app: &App, client: &Client, at: DateTime<Utc>) -> Officers {
    client.get_officers(app.world.convent, Some(at)).await.expect("officers")
}

async fn chair_at(app: &App, client: &Client, at: DateTime<Utc>) -> Option<(PersonId, bool)> {
    officers(app, client, at).await.chair.map(|term| (term.person_id, term.acting))
}

async fn deputy_at(app: &App, client: &Client, at: DateTime<Utc>) -> Option<PersonId> {
    officers(app, client, at).await.deputy_chair.map(|term| term.person_id)
}

/// What stands of an office, the first one first: who, from when until when, acting.
async fn standing(app: &App, client: &Client, office: Office) -> Vec<Term> {
    let filter = TermFilter { office: Some(office), ..TermFilter::default() };
    let mut terms = client.list_terms(app.world.convent, &filter).await.expect("terms").items;
    terms.retain(|term| term.state != TermState::Annulled);
    terms.reverse();
    terms
}

/// Nobody holds the chair twice at once, and nobody without a head's post and a seat (I-01, I-02, I-05).
async fn assert_unbroken(app: &App, client: &Client) {
    for pair in standing(app, client, Office::Chair).await.windows(2) {
        assert_eq!(pair[0].ended_at, Some(pair[1].starts_at), "{pair:?}");
    }
}

#[tokio::test]
async fn a_post_that_ends_ends_a_term_that_starts_later() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let (at, lost) = (start_of_test() + Duration::days(1), day(10));
    until(&admin, app.world.heads[2], Some(lost)).await;
    let input = office(Office::Chair, app.world.heads[2], at, Some(app.world.chair_term));
    let made = admin.start_term(app.world.convent, &input).await.expect("planned");
    assert_eq!((made.ended_at, made.end_reason), (Some(app.ctx.start_of(lost)), Some(TermEndReason::LostSeat)));
    let lost = app.ctx.start_of(lost);
    assert_eq!(
        chair_at(&app, &admin, lost - Duration::microseconds(1)).await,
        Some((app.world.heads[2], false)),
        "a microsecond before"
    );
    assert_eq!(chair_at(&app, &admin, lost).await, Some((app.world.heads[1], true)), "the deputy acts");
    assert_unbroken(&app, &admin).await;
}

#[tokio::test]
async fn a_seat_that_ends_ends_the_terms_held_by_it() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let (seat, lost) = (app.world.seats[0], day(5));
    let change = async |to: Patch<NaiveDate>| {
        let version = admin.get_seat(seat).await.expect("the seat").version;
        admin.update_seat(seat, version, &SeatPatch { to }).await.expect("changed");
    };
    change(Patch::Value(lost)).await;
    let at = app.ctx.start_of(lost);
    let term = admin.get_term(app.world.chair_term, None).await.expect("the term");
    assert_eq!((term.ended_at, term.end_reason), (Some(at), Some(TermEndReason::LostSeat)));
    assert_eq!(chair_at(&app, &admin, at).await, Some((app.world.heads[1], true)));
    change(Patch::Value(day(8))).await;
    assert_eq!(chair_at(&app, &admin, at).await, Some((app.world.heads[0], false)), "moved later");
    assert_eq!(chair_at(&app, &admin, app.ctx.start_of(day(8))).await, Some((app.world.heads[1], true)));
    assert_unbroken(&app, &admin).await;
    change(Patch::Null).await;
    let term = admin.get_term(app.world.chair_term, None).await.expect("the term");
    assert_eq!((term.ended_at, term.end_reason), (None, None), "open again");
    assert_eq!(standing(&app, &admin, Office::Chair).await.len(), 1, "nobody acts");
}

#[tokio::test]
async fn an_end_of_a_post_that_is_moved_moves_what_follows() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let chair = app.world.heads[0];
    until(&admin, chair, Some(day(5))).await;
    until(&admin, chair, Some(day(9))).await;
    assert_eq!(
        chair_at(&app, &admin, app.ctx.start_of(day(9)) - Duration::microseconds(1)).await,
        Some((chair, false))
    );
    assert_eq!(chair_at(&app, &admin, app.ctx.start_of(day(9))).await, Some((app.world.heads[1], true)));
    until(&admin, chair, Some(day(3))).await;
    assert_eq!(chair_at(&app, &admin, app.ctx.start_of(day(3))).await, Some((app.world.heads[1], true)), "earlier");
    assert_unbroken(&app, &admin).await;
    until(&admin, chair, None).await;
    assert_eq!(standing(&app, &admin, Office::Chair).await.len(), 1, "nobody acts");
    // What has happened stays.
    until(&admin, chair, Some(day(1))).await;
    app.clock.set(app.ctx.start_of(day(1)));
    let admin = app.client(Who::Admin).await;
    until(&admin, chair, None).await;
    assert_eq!(chair_at(&app, &admin, app.ctx.start_of(day(1))).await, Some((app.world.heads[1], true)));
}

#[tokio::test]
async fn another_post_that_follows_without_a_break_keeps_the_office() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let chair = app.world.heads[0];
    until(&admin, chair, Some(day(5))).await;
    let post = AffiliationCreate {
        person_id: chair,
        institution_id: app.world.institutions[0],
        position_title: "Dyrektor".into(),
        profession: None,
        is_head: true,
        from: day(5),
        to: Some(day(20)),
    };
    admin.create_affiliation(&post).await.expect("the next post");
    let term = admin.get_term(app.world.chair_term, None).await.expect("the term");
    assert_eq!(term.ended_at, Some(app.ctx.start_of(day(20))));
    assert_unbroken(&app, &admin).await;
}

#[tokio::test]
async fn a_planned_chair_who_loses_the_seat_leaves_no_gap() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let at = app.ctx.start_of(day(10));
    let input = office(Office::Chair, app.world.heads[2], at, Some(app.world.chair_term));
    let made = admin.start_term(app.world.convent, &input).await.expect("planned");
    until(&admin, app.world.heads[2], Some(day(10))).await;
    assert_eq!(admin.get_term(made.id, None).await.expect("the term").state, TermState::Annulled);
    let old = admin.get_term(app.world.chair_term, None).await.expect("the old term");
    assert_eq!((old.ended_at, old.end_reason), (None, None), "its predecessor goes on (I-02)");
}

#[tokio::test]
async fn acting_ends_with_the_deputys_term_and_passes_to_the_next() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let now = start_of_test();
    let end = async |term: TermId, days: i64| {
        let version = admin.get_term(term, None).await.expect("the term").version;
        let input =
            TermEnd { ended_at: now + Duration::days(days), reason: TermEndReason::Resigned, decision_reference: None };
        admin.end_term(term, version, &input).await
    };
    end(app.world.chair_term, 1).await.expect("the chair resigns");
    end(app.world.deputy_term, 4).await.expect("the deputy resigns");
    let at = |days: i64| now + Duration::days(days);
    assert_eq!(chair_at(&app, &admin, at(3)).await, Some((app.world.heads[1], true)));
    assert_eq!(chair_at(&app, &admin, at(4)).await, None, "a vacancy");
    let input = office(Office::DeputyChair, app.world.heads[2], at(4), None);
    let next = admin.start_term(app.world.convent, &input).await.expect("another deputy");
    assert_eq!(chair_at(&app, &admin, at(4)).await, Some((app.world.heads[2], true)));
    assert_unbroken(&app, &admin).await;
    admin.cancel_term(next.id, next.version).await.expect("cancelled");
    assert_eq!(chair_at(&app, &admin, at(4)).await, None);
    // Whoever is relieved of acting stays deputy and does not act again.
    let acting = standing(&app, &admin, Office::Chair).await.pop().expect("an acting term");
    end(acting.id, 2).await.expect("relieved");
    assert_eq!(chair_at(&app, &admin, at(2)).await, None);
    assert_eq!(deputy_at(&app, &admin, at(2)).await, Some(app.world.heads[1]));
}

#[tokio::test]
async fn a_successor_of_the_acting_deputy_acts() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let lost = app.ctx.start_of(day(2));
    until(&admin, app.world.heads[0], Some(day(2))).await;
    let at = app.ctx.start_of(day(6));
    let input = office(Office::DeputyChair, app.world.heads[2], at, Some(app.world.deputy_term));
    let made = admin.start_term(app.world.convent, &input).await.expect("another deputy");
    assert_eq!(chair_at(&app, &admin, lost).await, Some((app.world.heads[1], true)));
    assert_eq!(chair_at(&app, &admin, at).await, Some((app.world.heads[2], true)));
    assert_unbroken(&app, &admin).await;
    admin.cancel_term(made.id, made.version).await.expect("undone");
    assert_eq!(chair_at(&app, &admin, at).await, Some((app.world.heads[1], true)), "as before");
    assert_unbroken(&app, &admin).await;
}

#[tokio::test]
async fn undoing_a_rotation_restores_chair_and_deputy() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let (heads, at) = (&app.world.heads, start_of_test() + Duration::days(3));
    let plain = office(Office::Chair, heads[1], at, Some(app.world.chair_term));
    let deputy = |person_id| Some(DeputyStart { person_id, predecessor_id: Some(app.world.deputy_term) });
    // The deputy becomes chair, alone; with a new deputy; in exchange with the chair.
    let exchange = TermStart { deputy: deputy(heads[0]), ..plain.clone() };
    let with_new = TermStart { deputy: deputy(heads[2]), ..plain.clone() };
    let others = TermStart { person_id: heads[2], deputy: deputy(heads[0]), ..plain.clone() };
    for input in [plain, with_new, exchange, others] {
        let made = admin.start_term(app.world.convent, &input).await.expect("planned");
        assert_eq!(chair_at(&app, &admin, at).await, Some((input.person_id, false)));
        assert_eq!(deputy_at(&app, &admin, at).await, input.deputy.as_ref().map(|deputy| deputy.person_id));
        admin.cancel_term(made.id, made.version).await.expect("undone");
        for (id, person) in [(app.world.chair_term, heads[0]), (app.world.deputy_term, heads[1])] {
            let term = admin.get_term(id, None).await.expect("the term");
            assert_eq!((term.person_id, term.ended_at, term.end_reason), (person, None, None));
        }
        assert_eq!(standing(&app, &admin, Office::Chair).await.len(), 1);
        assert_eq!(standing(&app, &admin, Office::DeputyChair).await.len(), 1);
    }
}

#[tokio::test]
async fn whoever_starts_terms_is_no_candidate() {
    let app = start().await;
    let call = app.system();
    let account = AccountCreate {
        sign_in_name: "admin.candidate".into(),
        display_name: "Administrator".into(),
        password: Some(obrady_tests::PASSWORD.into()),
        person_id: Some(app.world.heads[2]),
        locale: Locale::En,
        region_id: Some(app.world.region),
    };
    let account_id = obrady_domain::identity::create_account(&call, account).await.expect("an account").id;
    let grant = RoleGrantCreate {
        account_id,
        role: Role::Admin,
        region_id: Some(app.world.region),
        body_id: None,
        institution_id: None,
        programme_id: None,
        ends_at: None,
    };
    obrady_domain::identity::create_role_grant(&call, grant).await.expect("a grant");
    let own = app.anonymous();
    let input =
        SignInCreate { sign_in_name: "admin.candidate".into(), password: obrady_tests::PASSWORD.into(), code: None };
    own.sign_in(&input).await.expect("signed in");
    let at = start_of_test() + Duration::days(1);
    let chair = office(Office::Chair, app.world.heads[2], at, Some(app.world.chair_term));
    let deputy = DeputyStart { person_id: app.world.heads[2], predecessor_id: Some(app.world.deputy_term) };
    let with = TermStart { person_id: app.world.heads[1], deputy: Some(deputy), ..chair.clone() };
    for input in [&chair, &with] {
        let error = own.start_term(app.world.convent, input).await.expect_err("their own term");
        assert_eq!((error.code(), error.status()), (Some(ErrorCode::OwnCandidacy), Some(403)));
    }
    assert_eq!(standing(&app, &own, Office::Chair).await.len(), 1, "nothing was written");
    let admin = app.client(Who::Admin).await;
    admin.start_term(app.world.convent, &chair).await.expect("somebody else starts it");
}

#[tokio::test]
async fn a_wrong_term_is_annulled_and_the_previous_holder_restored() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let (heads, began) = (&app.world.heads, start_of_test() + Duration::hours(1));
    let input = office(Office::Chair, heads[2], began, Some(app.world.chair_term));
    let wrong = admin.start_term(app.world.convent, &input).await.expect("planned");
    let annul = TermAnnul { reason: "Wybór bez kworum".into(), decision_reference: "uchwała 9/2026".into() };
    let early = admin.annul_term(wrong.id, wrong.version, &annul).await.expect_err("not begun");
    assert_eq!(early.code(), Some(ErrorCode::TermNotStarted));
    let at = began + Duration::days(2);
    app.clock.set(at);
    let admin = app.client(Who::Admin).await;
    let annulled = admin.annul_term(wrong.id, wrong.version, &annul).await.expect("annulled");
    assert_eq!((annulled.state, annulled.ended_at, annulled.annulled_at), (TermState::Annulled, Some(at), Some(at)));
    assert_eq!(annulled.annul_reason.as_deref(), Some("Wybór bez kworum"));
    let anybody = app.anonymous();
    let read = anybody.get_term(wrong.id, None).await.expect("history is public");
    assert_eq!(read.annul_reference.as_deref(), Some("uchwała 9/2026"));
    assert_eq!(chair_at(&app, &anybody, at - Duration::microseconds(1)).await, Some((heads[2], false)), "until then");
    let acting = officers(&app, &anybody, at).await.chair.expect("an acting chair");
    assert!(acting.acting);
    app.clock.set(at + Duration::minutes(10));
    let admin = app.client(Who::Admin).await;
    let restored = TermStart {
        declared_at: Some(at),
        decision_reference: Some("uchwała 9/2026".into()),
        ..office(Office::Chair, heads[0], at, Some(acting.id))
    };
    admin.start_term(app.world.convent, &restored).await.expect("restored");
    assert_eq!(chair_at(&app, &anybody, at).await, Some((heads[0], false)));
    // Nothing was rewritten.
    let old = admin.get_term(app.world.chair_term, None).await.expect("the old term");
    assert_eq!((old.ended_at, old.end_reason), (Some(began), Some(TermEndReason::Successor)));
    // History is annulled in place; once.
    let past = admin.annul_term(old.id, old.version, &annul).await.expect("an ended term");
    assert_eq!((past.state, past.ended_at, past.end_reason), (TermState::Annulled, old.ended_at, old.end_reason));
    let again = admin.annul_term(old.id, past.version, &annul).await.expect_err("annulled already");
    assert_eq!(again.code(), Some(ErrorCode::TermEnded));
    let listed = anybody.list_terms(app.world.convent, &TermFilter::default()).await.expect("terms").items;
    assert!(listed.iter().any(|term| term.id == wrong.id), "annulled terms are listed");
}

#[tokio::test]
async fn what_was_cancelled_is_shown_to_those_who_rotate_offices_only() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let input =
        office(Office::Chair, app.world.heads[2], start_of_test() + Duration::days(1), Some(app.world.chair_term));
    let made = admin.start_term(app.world.convent, &input).await.expect("planned");
    let anybody = app.anonymous();
    assert_eq!(anybody.get_term(made.id, None).await.expect("a plan is public").state, TermState::Planned);
    admin.cancel_term(made.id, made.version).await.expect("cancelled");
    for (client, seen) in [(&admin, true), (&anybody, false)] {
        let listed = client.list_terms(app.world.convent, &TermFilter::default()).await.expect("terms").items;
        assert_eq!(listed.iter().any(|term| term.id == made.id), seen);
        let read = client.get_term(made.id, None).await;
        assert_eq!(read.as_ref().err().and_then(obrady_client::ClientError::status), (!seen).then_some(404));
    }
}

#[tokio::test]
async fn an_acting_deputy_has_the_chairs_powers_until_the_successor_starts() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let lost = day(1);
    until(&admin, app.world.heads[0], Some(lost)).await;
    let starts_at = app.ctx.start_of(day(3));
    let acting = officers(&app, &admin, app.ctx.start_of(lost)).await.chair.expect("an acting chair");
    let input = office(Office::Chair, app.world.heads[2], starts_at, Some(acting.id));
    admin.start_term(app.world.convent, &input).await.expect("a successor");
    let body = serde_json::json!({"body_id": app.world.convent, "title": "Sesja",
        "days": [{"date": "2027-02-01", "starts_at": "10:00:00", "ends_at": "12:00:00"}]});
    let create = async || {
        let deputy = app.client(Who::Deputy).await;
        let request = deputy.request(obrady_client::Method::POST, "/api/v1/meetings").json(&body);
        request.send().await.expect("an answer").status().as_u16()
    };
    assert_eq!(create().await, 403, "a deputy");
    let begin = app.ctx.start_of(lost);
    for (at, status) in [
        (begin - Duration::microseconds(1), 403),
        (begin, 201),
        (starts_at - Duration::microseconds(1), 201),
        (starts_at, 403),
    ] {
        app.clock.set(at);
        assert_eq!(create().await, status, "at {at}");
    }
}

#[tokio::test]
async fn a_renamed_institution_moves_its_seat() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    // Two seats of one county, so that the names decide.
    let input = serde_json::json!({"kind": "mops", "name": "A w Miechowie", "teryt_county": "1208",
        "region_id": app.world.region});
    let made = admin.create_institution(&serde_json::from_value(input).expect("an input")).await.expect("made");
    let seat = serde_json::from_value(serde_json::json!({"institution_id": made.id, "from": "2026-01-01"}));
    admin.create_seat(app.world.convent, &seat.expect("an input")).await.expect("a seat");
    let names = async || -> Vec<String> {
        let seats = admin.list_seats(app.world.convent, None, &PageQuery::default()).await.expect("seats").items;
        seats.into_iter().map(|seat| seat.institution_name).filter(|name| name.contains("Miechowie")).collect()
    };
    assert_eq!(names().await, ["A w Miechowie", "PCPR w Miechowie"]);
    let patch = InstitutionPatch { name: Some("Ż w Miechowie".into()), ..InstitutionPatch::default() };
    admin.update_institution(made.id, made.version, &patch).await.expect("renamed");
    assert_eq!(names().await, ["PCPR w Miechowie", "Ż w Miechowie"]);
}
