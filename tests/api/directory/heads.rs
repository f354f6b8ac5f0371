//! "The director has changed": one action for posts, seats, offices and roles (I-05), and its preview.

use super::places::refusal;
use chrono::NaiveDate;
use obrady_client::{AffiliationFilter, Client};
use obrady_tests::{App, Who, start, start_of_test};
use obrady_types::convents::{Office, TermEndReason};
use obrady_types::directory::{AffiliationCreate, HeadChange, OfficeEvent, PersonCreate};
use obrady_types::identity::{Role, RoleGrantCreate};
use obrady_types::{ErrorCode, PageQuery, PersonId};

fn day(days: u64) -> NaiveDate {
    start_of_test().date_naive() + chrono::Days::new(days)
}

async fn newcomer(admin: &Client) -> PersonId {
    let person = PersonCreate {
        first_name: "Nowa".into(),
        last_name: "Dyrektorka".into(),
        is_public_function: true,
        ..PersonCreate::default()
    };
    admin.create_person(&person).await.expect("made").id
}

fn change(person_id: PersonId, from: NaiveDate) -> HeadChange {
    HeadChange { person_id, position_title: "Dyrektorka".into(), from }
}

/// Makes the chair a coordinator of the group, too.
async fn give_role(app: &App) {
    let operator = app.client(Who::Operator).await;
    let grant = RoleGrantCreate {
        account_id: app.world.account(Who::Chair),
        role: Role::Coordinator,
        region_id: None,
        body_id: Some(app.world.group),
        institution_id: None,
        programme_id: None,
        ends_at: None,
    };
    operator.create_role_grant(&grant).await.expect("given");
}

async fn audits(app: &App) -> i64 {
    app.number("SELECT count(*) FROM audit_event").await
}

#[tokio::test]
async fn a_preview_says_what_the_change_then_does() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    give_role(&app).await;
    let (institution, from) = (app.world.institutions[0], day(10));
    let person = newcomer(&admin).await;
    let before = audits(&app).await;
    let preview = admin.preview_head_change(institution, person, from).await.expect("a preview");
    assert_eq!(audits(&app).await, before, "a preview writes nothing");
    let previous = preview.previous.clone().expect("somebody headed it");
    assert_eq!((previous.person_id, previous.to), (app.world.heads[0], Some(from)));
    assert_eq!(preview.seats.len(), 1);
    let at = app.ctx.start_of(from);
    let events: Vec<_> =
        preview.offices.iter().map(|one| (one.office, one.event, one.person_id, one.at, one.acting)).collect();
    assert_eq!(
        events,
        [
            (Office::Chair, OfficeEvent::Ends, app.world.heads[0], at, false),
            (Office::Chair, OfficeEvent::Begins, app.world.heads[1], at, true),
        ]
    );
    assert_eq!(preview.offices[0].reason, Some(TermEndReason::LostSeat));
    assert_eq!(preview.roles.iter().map(|one| (one.role, one.ends_at)).collect::<Vec<_>>(), [(Role::Coordinator, at)]);
    let done = admin.change_head(institution, &change(person, from)).await.expect("changed");
    let same = |outcome: &obrady_types::directory::HeadChangeOutcome| {
        (outcome.previous.clone(), outcome.next.clone(), outcome.offices.clone(), outcome.roles.clone())
    };
    assert_eq!(same(&done), same(&preview), "the preview does not lie");
    // The seat's holder follows, on the day and not before.
    let seats =
        async |as_of| admin.list_seats(app.world.convent, Some(as_of), &PageQuery::default()).await.expect("seats");
    let holder = async |as_of| {
        let seats = seats(as_of).await.items;
        seats.into_iter().find(|seat| seat.institution_id == institution).expect("the seat").holder_id
    };
    assert_eq!(holder(at - chrono::Duration::hours(1)).await, Some(app.world.heads[0]));
    assert_eq!(holder(at).await, Some(person));
    // The old chair's powers end with the term, the role with the day.
    let chair = app.client(Who::Chair).await;
    app.clock.set(at);
    let me = app.client(Who::Chair).await.get_me().await.expect("them");
    assert!(me.chairs.is_empty() && me.roles.is_empty(), "{me:?}");
    drop(chair);
    let deputy = app.client(Who::Deputy).await.get_me().await.expect("them");
    assert_eq!(deputy.chairs, [app.world.convent], "the deputy acts");
}

#[tokio::test]
async fn one_change_leaves_one_trail() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let person = newcomer(&admin).await;
    let last = app.number("SELECT max(id) FROM audit_event").await;
    admin.change_head(app.world.institutions[0], &change(person, day(0))).await.expect("changed");
    let of = async |action: &str| {
        app.number(&format!("SELECT count(*) FROM audit_event WHERE id > {last} AND action = '{action}'")).await
    };
    for action in
        ["institution.head_changed", "affiliation.created", "affiliation.updated", "term.ended", "term.started"]
    {
        assert_eq!(of(action).await, 1, "{action}");
    }
    let requests = "SELECT count(DISTINCT request_id) FROM audit_event WHERE id > ";
    assert_eq!(app.number(&format!("{requests}{last}")).await, 1, "all in one request");
}

#[tokio::test]
async fn a_first_head_and_an_ordinary_change_need_no_office() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let person = newcomer(&admin).await;
    let outcome = admin.change_head(app.world.institutions[3], &change(person, day(1))).await.expect("changed");
    assert!(outcome.seats.is_empty() && outcome.offices.is_empty() && outcome.roles.is_empty());
    let filter = AffiliationFilter { institution_id: Some(app.world.institutions[3]), ..AffiliationFilter::default() };
    let posts = admin.list_affiliations(&filter).await.expect("posts").items;
    let posts: Vec<_> = posts.iter().map(|post| (post.person_id, post.is_head, post.to)).collect();
    assert_eq!(posts, [(app.world.heads[3], true, Some(day(1))), (person, true, None)]);
}

#[tokio::test]
async fn what_cannot_be_changed_is_refused_whole() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let institution = app.world.institutions[0];
    let person = newcomer(&admin).await;
    let before = audits(&app).await;
    let at = |pointer: &str| vec![(pointer.to_owned(), "invalid".to_owned())];
    for (input, wanted) in [
        (change(app.world.heads[0], day(1)), (ErrorCode::ValidationFailed, at("/person_id"))),
        (change(PersonId(uuid::Uuid::from_u128(1)), day(1)), (ErrorCode::ValidationFailed, at("/person_id"))),
    ] {
        assert_eq!(refusal(admin.change_head(institution, &input).await), wanted);
    }
    assert_eq!(audits(&app).await, before);
    // A head who is known for later stands in the way.
    admin.change_head(institution, &change(person, day(30))).await.expect("planned");
    let another = newcomer(&admin).await;
    let (code, _) = refusal(admin.change_head(institution, &change(another, day(5))).await);
    assert_eq!(code, ErrorCode::PeriodOverlap);
    let (code, _) = refusal(admin.preview_head_change(institution, another, day(5)).await);
    assert_eq!(code, ErrorCode::PeriodOverlap, "the preview says so, too");
    // An ordinary post at the institution is no hindrance.
    let post = AffiliationCreate {
        person_id: another,
        institution_id: institution,
        position_title: "Specjalistka".into(),
        profession: None,
        is_head: false,
        from: day(0),
        to: None,
    };
    admin.create_affiliation(&post).await.expect("made");
}
