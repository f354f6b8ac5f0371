//! Merging what stands twice: everything moves or nothing does.

use super::places::refusal;
use chrono::Duration;
use obrady_client::{AffiliationFilter, Client, InstitutionFilter};
use obrady_tests::{App, PASSWORD, Who, start, start_of_test};
use obrady_types::directory::{
    AffiliationCreate, DuplicateReason, InstitutionCreate, InstitutionKind, InstitutionMerge, InstitutionStatus,
    PersonCreate, PersonMerge,
};
use obrady_types::groups::{MembershipCapacity, MembershipCreate};
use obrady_types::identity::{AccountCreate, IdentityProof, Locale};
use obrady_types::{ErrorCode, PageQuery, PersonId};

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date")
}

async fn person(admin: &Client, last_name: &str, email: Option<&str>) -> PersonId {
    let input = PersonCreate {
        first_name: "Anna".into(),
        last_name: last_name.into(),
        email: email.map(Into::into),
        ..PersonCreate::default()
    };
    admin.create_person(&input).await.expect("made").id
}

async fn merge(admin: &Client, kept: PersonId, duplicate: PersonId) -> Result<(), obrady_client::ClientError> {
    let version = async |id| admin.get_person(id).await.expect("them").value.version;
    let input = PersonMerge { duplicate_id: duplicate, duplicate_version: version(duplicate).await };
    admin.merge_person(kept, version(kept).await, &input).await.map(|_| ())
}

async fn join(admin: &Client, app: &App, person_id: PersonId) {
    let member = MembershipCreate {
        person_id,
        institution_id: None,
        capacity: MembershipCapacity::Member,
        from: day(),
        to: None,
    };
    admin.create_membership(app.world.group, &member).await.expect("joined");
}

async fn work(admin: &Client, app: &App, person_id: PersonId, institution: usize) {
    let post = AffiliationCreate {
        person_id,
        institution_id: app.world.institutions[institution],
        position_title: "Pracownik socjalny".into(),
        profession: None,
        is_head: false,
        from: day(),
        to: None,
    };
    admin.create_affiliation(&post).await.expect("made");
}

fn refused(why: &str) -> (ErrorCode, Vec<(String, String)>) {
    (ErrorCode::MergeRefused, vec![("/duplicate_id".to_owned(), why.to_owned())])
}

#[tokio::test]
async fn everything_moves_to_the_person_who_stays() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let kept = person(&admin, "Nowak", None).await;
    let double = person(&admin, "NOWAK", Some("nowak@example.org")).await;
    join(&admin, &app, double).await;
    work(&admin, &app, double, 1).await;
    let account = AccountCreate {
        sign_in_name: "anna.nowak".into(),
        display_name: "Anna Nowak".into(),
        password: Some(obrady_tests::PASSWORD.into()),
        person_id: Some(double),
        locale: Locale::Pl,
        region_id: None,
    };
    let account = admin.create_account(&account).await.expect("an account").id;
    let preview = admin.preview_person_merge(kept, double).await.expect("a preview");
    let moves: Vec<_> = preview.moves.iter().map(|one| (one.what.as_str(), one.count)).collect();
    assert_eq!(moves, [("account", 1), ("affiliation", 1), ("membership", 1)]);
    assert_eq!(preview.refusal, None);
    admin.get_person(double).await.expect("a preview moves nothing");
    merge(&admin, kept, double).await.expect("merged");
    let row = admin.get_person(kept).await.expect("them").value;
    assert_eq!((row.last_name.as_str(), row.email.as_deref()), ("Nowak", Some("nowak@example.org")));
    assert_eq!(refusal(admin.get_person(double).await).0, ErrorCode::NotFound);
    let filter = AffiliationFilter { person_id: Some(kept), ..AffiliationFilter::default() };
    assert_eq!(admin.list_affiliations(&filter).await.expect("posts").items.len(), 1);
    let members = admin.list_memberships(app.world.group, &PageQuery::default()).await.expect("members").items;
    assert!(members.iter().any(|member| member.person_id == kept));
    assert_eq!(admin.get_account(account).await.expect("it").value.person_id, Some(kept));
    // The trail names both and no names.
    let detail = app.text("SELECT detail FROM audit_event WHERE action = 'person.merged'").await;
    assert!(detail.contains(&kept.to_string()) && !detail.contains("owak"), "{detail}");
}

#[tokio::test]
async fn a_term_stays_with_whom_it_names() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let kept = person(&admin, "Pierwszy", None).await;
    let preview = admin.preview_person_merge(kept, app.world.heads[0]).await.expect("a preview");
    assert_eq!(preview.refusal.expect("a refusal").code, "term_ended");
    let before = app.number("SELECT count(*) FROM audit_event").await;
    assert_eq!(refusal(merge(&admin, kept, app.world.heads[0]).await), refused("term_ended"));
    assert_eq!(app.number("SELECT count(*) FROM audit_event").await, before, "nothing was written");
    // The other way round it goes.
    merge(&admin, app.world.heads[0], kept).await.expect("merged");
}

#[tokio::test]
async fn rules_that_a_merge_would_break_refuse_it() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let double = person(&admin, "Łącka", None).await;
    join(&admin, &app, double).await;
    assert_eq!(refusal(merge(&admin, app.world.member, double).await), refused("period_overlap"));
    // Two accounts.
    let operator = app.client(Who::Operator).await;
    let second = person(&operator, "Druga", None).await;
    let account = AccountCreate {
        sign_in_name: "druga".into(),
        display_name: "Druga".into(),
        password: Some(obrady_tests::PASSWORD.into()),
        person_id: Some(second),
        locale: Locale::Pl,
        region_id: Some(app.world.region),
    };
    operator.create_account(&account).await.expect("an account");
    assert_eq!(refusal(merge(&admin, app.world.heads[0], second).await), refused("already_exists"));
    // Nobody is merged with themself, a stranger or somebody of another version.
    let (code, errors) = refusal(merge(&admin, double, double).await);
    assert_eq!((code, errors[0].0.as_str()), (ErrorCode::ValidationFailed, "/duplicate_id"));
    let stale = PersonMerge { duplicate_id: double, duplicate_version: 7 };
    let version = admin.get_person(second).await.expect("them").value.version;
    let (code, errors) = refusal(admin.merge_person(second, version, &stale).await);
    assert_eq!((code, errors[0].0.as_str()), (ErrorCode::MergeRefused, "/duplicate_version"));
    let stale = PersonMerge { duplicate_id: double, duplicate_version: 1 };
    assert_eq!(refusal(admin.merge_person(second, 9, &stale).await).0, ErrorCode::StaleVersion);
    admin.get_person(double).await.expect("they are still there");
}

#[tokio::test]
async fn an_institution_goes_on_as_the_one_that_stays() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let twin = InstitutionCreate {
        kind: InstitutionKind::Pcpr,
        name: "PCPR  W KRAKOWIE".into(),
        teryt_county: Some("1206".into()),
        address: Some("al. Słowackiego 20".into()),
        ..InstitutionCreate::default()
    };
    let double = admin.create_institution(&twin).await.expect("made").value;
    let employee = person(&admin, "Pracownica", None).await;
    let post = AffiliationCreate {
        person_id: employee,
        institution_id: double.id,
        position_title: "Pracownik socjalny".into(),
        profession: None,
        is_head: false,
        from: day(),
        to: None,
    };
    admin.create_affiliation(&post).await.expect("made");
    let found = admin.find_duplicates(None).await.expect("duplicates");
    let ids: Vec<_> = found.institutions[0].institutions.iter().map(|one| one.id).collect();
    assert!(ids.len() == 2 && ids.contains(&double.id) && ids.contains(&app.world.institutions[3]), "{found:?}");
    let kept = admin.get_institution(app.world.institutions[3]).await.expect("it").value;
    let input = InstitutionMerge { duplicate_id: double.id, duplicate_version: double.version };
    let preview = admin.preview_institution_merge(kept.id, double.id).await.expect("a preview");
    assert_eq!((preview.moves[0].what.as_str(), preview.moves[0].count), ("affiliation", 1));
    let merged = admin.merge_institution(kept.id, kept.version, &input).await.expect("merged").value;
    assert_eq!(merged.address.as_deref(), Some("al. Słowackiego 20"));
    let double = admin.get_institution(double.id).await.expect("its address leads on").value;
    assert_eq!((double.status, double.successor_id), (InstitutionStatus::Merged, Some(kept.id)));
    let filter = AffiliationFilter { person_id: Some(employee), ..AffiliationFilter::default() };
    assert_eq!(admin.list_affiliations(&filter).await.expect("posts").items[0].institution_id, kept.id);
    assert!(admin.find_duplicates(None).await.expect("duplicates").institutions.is_empty());
    let filter = InstitutionFilter { successor_id: Some(kept.id), ..InstitutionFilter::default() };
    assert_eq!(admin.list_institutions(&filter).await.expect("predecessors").items.len(), 1);
}

#[tokio::test]
async fn institutions_with_terms_seats_or_heads_in_the_way_are_not_merged() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let merge = async |kept: usize, duplicate: usize| {
        let version =
            async |nth: usize| admin.get_institution(app.world.institutions[nth]).await.expect("it").value.version;
        let duplicate_id = app.world.institutions[duplicate];
        let input = InstitutionMerge { duplicate_id, duplicate_version: version(duplicate).await };
        admin.merge_institution(app.world.institutions[kept], version(kept).await, &input).await
    };
    assert_eq!(refusal(merge(3, 0).await), refused("term_ended"), "the chair's seat");
    assert_eq!(refusal(merge(3, 2).await), refused("period_overlap"), "two heads");
    let moved = app.number("SELECT count(*) FROM seat").await;
    assert_eq!(moved, 3, "nothing was lost");
}

#[tokio::test]
async fn people_of_one_name_in_one_county_or_of_one_address_are_found() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let (first, second) = (person(&admin, "Żółć", Some("A@example.org")).await, person(&admin, "zolc", None).await);
    let elsewhere = person(&admin, "Żółć", None).await;
    let third = person(&admin, "Inna", Some("a@EXAMPLE.org")).await;
    work(&admin, &app, first, 1).await;
    work(&admin, &app, second, 1).await;
    work(&admin, &app, elsewhere, 2).await;
    let found = admin.find_duplicates(None).await.expect("duplicates").people;
    let of = |reason, wanted: &[PersonId]| {
        found.iter().any(|group| {
            let ids: Vec<_> = group.people.iter().map(|one| one.id).collect();
            group.reason == reason && ids.len() == wanted.len() && wanted.iter().all(|id| ids.contains(id))
        })
    };
    assert!(of(DuplicateReason::SameName, &[first, second]), "{found:?}");
    assert!(of(DuplicateReason::SameEmail, &[first, third]), "{found:?}");
}

#[tokio::test]
async fn nobody_comes_into_an_account_by_a_merge() {
    let app = start().await;
    let (admin, writer) = (app.client(Who::Admin).await, app.client(Who::Writer).await);
    let (member, account) = (app.world.member, app.world.account(Who::Member));
    let thief = person(&admin, "Łącka", Some("zlodziej@example.org")).await;
    let nameless = person(&admin, "Łącka", None).await;
    admin.create_access_link(account).await.expect("a link");
    const LINKS: &str = "SELECT count(*) FROM access_link";
    const TOLD: &str = "SELECT count(*) FROM job WHERE kind = 'mail.account_changed'";
    let address = async |id| admin.get_person(id).await.expect("them").value.email;
    let before = address(member).await;
    // The one who stays keeps their address: then nobody needs to prove anything.
    merge(&writer, member, nameless).await.expect("merged");
    assert_eq!((address(member).await, app.number(LINKS).await), (before, 1));
    // The account would get the address of the one who stays.
    assert_eq!(refusal(merge(&writer, thief, member).await).0, ErrorCode::Forbidden);
    app.clock.set(start_of_test() + Duration::minutes(10));
    admin.refresh_access_token().await.expect("a fresh token");
    assert_eq!(refusal(merge(&admin, thief, member).await).0, ErrorCode::ConfirmationRequired);
    assert_eq!((app.number(LINKS).await, app.number(TOLD).await), (1, 0), "nothing by halves");
    assert_eq!(admin.get_account(account).await.expect("it").person_id, Some(member));

    admin.confirm_identity(&IdentityProof { password: PASSWORD.into(), code: None }).await.expect("confirmed");
    merge(&admin, thief, member).await.expect("merged");
    assert_eq!(admin.get_account(account).await.expect("it").person_id, Some(thief));
    assert_eq!((app.number(LINKS).await, app.number(TOLD).await), (0, 1), "links are void, the owner is told");
}
