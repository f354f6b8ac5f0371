//! Professions of posts, who says that a function is public, and where a representative proposes topics.

use super::places::refusal;
use chrono::NaiveDate;
use obrady_client::{AffiliationFilter, PeopleFilter};
use obrady_tests::{Who, start};
use obrady_types::convents::SeatCreate;
use obrady_types::directory::{AffiliationCreate, AffiliationPatch, PersonCreate, Profession};
use obrady_types::groups::{MembershipCapacity, MembershipCreate, MembershipPatch, TopicCreate};
use obrady_types::{ErrorCode, Patch};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

#[tokio::test]
async fn a_post_has_a_profession_that_changes_and_goes() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let post = AffiliationCreate {
        person_id: app.world.member,
        institution_id: app.world.institutions[1],
        position_title: "Starszy specjalista".into(),
        profession: Some(Profession::FosterCareCoordinator),
        is_head: false,
        from: day(2026, 1, 1),
        to: None,
    };
    let made = admin.create_affiliation(&post).await.expect("made").value;
    assert_eq!(made.profession, Some(Profession::FosterCareCoordinator));
    let untouched = AffiliationPatch { position_title: Some("Specjalista".into()), ..AffiliationPatch::default() };
    let made = admin.update_affiliation(made.id, made.version, &untouched).await.expect("changed").value;
    assert_eq!(made.profession, Some(Profession::FosterCareCoordinator));
    let all = Profession::ALL.into_iter().map(Patch::Value).chain([Patch::Null]);
    let mut version = made.version;
    for profession in all {
        let wanted = profession.value().copied();
        let patch = AffiliationPatch { profession, ..AffiliationPatch::default() };
        let changed = admin.update_affiliation(made.id, version, &patch).await.expect("changed").value;
        assert_eq!(changed.profession, wanted, "storage knows it, too");
        version = changed.version;
    }
    let filter = AffiliationFilter { person_id: Some(app.world.member), ..AffiliationFilter::default() };
    let listed = admin.list_affiliations(&filter).await.expect("posts").items;
    assert_eq!(listed.iter().find(|one| one.id == made.id).expect("it").profession, None);
}

#[tokio::test]
async fn only_who_edits_the_directory_makes_a_name_public() {
    let app = start().await;
    let public = PersonCreate {
        first_name: "Ewa".into(),
        last_name: "Jawna".into(),
        is_public_function: true,
        ..PersonCreate::default()
    };
    for who in [Who::Coordinator, Who::OtherCoordinator] {
        let client = app.client(who).await;
        assert_eq!(refusal(client.create_person(&public).await).0, ErrorCode::Forbidden, "{who:?}");
        let plain = PersonCreate { is_public_function: false, ..public.clone() };
        let made = client.create_person(&plain).await.expect("a person whose name is not public").value;
        assert!(!made.is_public_function);
    }
    let filter = PeopleFilter { q: Some("jawna".into()), ..PeopleFilter::default() };
    assert!(app.anonymous().list_people(&filter).await.expect("nobody").items.is_empty());
    assert!(app.client(Who::Admin).await.create_person(&public).await.expect("made").value.is_public_function);
}

#[tokio::test]
async fn a_representative_proposes_where_the_institution_takes_part() {
    let app = start().await;
    let speaker = app.client(Who::Representative).await;
    let topic: TopicCreate = serde_json::from_value(serde_json::json!({"title": "Nowy temat"})).expect("an input");
    assert_eq!(refusal(speaker.create_topic(app.world.group, &topic).await).0, ErrorCode::Forbidden);
    assert_eq!(refusal(speaker.create_topic(app.world.convent, &topic).await).0, ErrorCode::Forbidden);
    // A seat of the institution is enough.
    let seat = SeatCreate { institution_id: app.world.institutions[3], from: day(2020, 1, 1) };
    app.client(Who::Admin).await.create_seat(app.world.convent, &seat).await.expect("a seat");
    speaker.create_topic(app.world.convent, &topic).await.expect("proposed");
    assert_eq!(speaker.get_me().await.expect("me").speaks_in, [app.world.convent]);
    let coordinator = app.client(Who::Coordinator).await;
    let input = PersonCreate { first_name: "Ela".into(), last_name: "Wysłana".into(), ..PersonCreate::default() };
    let sent = coordinator.create_person(&input).await.expect("a person").value;
    let membership = MembershipCreate {
        person_id: sent.id,
        institution_id: Some(app.world.institutions[3]),
        capacity: MembershipCapacity::Member,
        from: day(2026, 1, 1),
        to: None,
    };
    let member = coordinator.create_membership(app.world.group, &membership).await.expect("a member").value;
    speaker.create_topic(app.world.group, &topic).await.expect("proposed");
    let ends = MembershipPatch { to: Patch::Value(day(2026, 11, 24)), ..MembershipPatch::default() };
    coordinator.update_membership(member.id, member.version, &ends).await.expect("ended");
    assert_eq!(refusal(speaker.create_topic(app.world.group, &topic).await).0, ErrorCode::Forbidden);
}
