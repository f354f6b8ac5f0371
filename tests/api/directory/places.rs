//! Regions, counties, communes and institutions: codes that nest, successors without circles, Polish order.

use obrady_client::{ClientError, InstitutionFilter, PeopleFilter};
use obrady_tests::{Who, start, start_demo};
use obrady_types::directory::{
    CommuneKind, InstitutionCreate, InstitutionKind, InstitutionPatch, InstitutionStatus, OpsSubtype, PersonCreate,
};
use obrady_types::{ErrorCode, PageQuery, Patch};

fn all() -> PageQuery {
    PageQuery { limit: Some(200), ..PageQuery::default() }
}

/// The code of a refusal and the fields that it names.
pub(super) fn refusal<T: std::fmt::Debug>(answer: Result<T, ClientError>) -> (ErrorCode, Vec<(String, String)>) {
    match answer.expect_err("refused") {
        ClientError::Problem(problem) => {
            (problem.code, problem.errors.into_iter().map(|error| (error.pointer, error.code)).collect())
        }
        other => panic!("{other:?} is no problem"),
    }
}

fn at(pointer: &str, code: &str) -> Vec<(String, String)> {
    vec![(pointer.to_owned(), code.to_owned())]
}

#[tokio::test]
async fn the_demonstration_has_all_regions_and_the_units_of_malopolska() {
    let demo = start_demo().await;
    let client = demo.anonymous();
    let regions = client.list_regions(&all()).await.expect("regions").items;
    assert_eq!(regions.len(), 16);
    let names: Vec<&str> = regions.iter().map(|region| region.name.as_str()).collect();
    assert_eq!((names[0], names[15]), ("dolnośląskie", "zachodniopomorskie"));
    let place = |name: &str| names.iter().position(|known| *known == name).expect("a region");
    assert!(place("lubuskie") < place("łódzkie") && place("łódzkie") < place("małopolskie"), "Ł follows L");
    let of = |teryt: &str| regions.iter().find(|region| region.teryt == teryt).expect("a region").id;
    let counties = client.list_counties(Some(of("12")), &all()).await.expect("counties").items;
    assert_eq!(counties.len(), 22);
    assert_eq!(counties.iter().filter(|county| county.is_city).count(), 3);
    assert_eq!(counties.iter().map(|county| county.communes).sum::<i32>(), 182);
    let warmia = client.list_counties(Some(of("28")), &all()).await.expect("counties").items;
    assert_eq!((warmia[0].teryt.as_str(), warmia[0].seat_town.as_deref()), ("2802", Some("Braniewo")));
    let communes = client.list_communes(None, Some("1261"), &all()).await.expect("communes").items;
    assert_eq!((communes[0].name.as_str(), communes[0].kind), ("Kraków", CommuneKind::Urban));
    let filter = InstitutionFilter { region_id: Some(of("28")), page: all(), ..InstitutionFilter::default() };
    let there = client.list_institutions(&filter).await.expect("institutions").items;
    let kinds: Vec<InstitutionKind> = there.iter().map(|institution| institution.kind).collect();
    assert_eq!(kinds, [InstitutionKind::Pup, InstitutionKind::Rops, InstitutionKind::CountyOffice]);
    assert_eq!(there[2].address.as_deref(), Some("Pl. Piłsudskiego 2"));
    let former = InstitutionFilter { status: Some(InstitutionStatus::Merged), ..InstitutionFilter::default() };
    let former = client.list_institutions(&former).await.expect("institutions").items;
    assert_eq!(former.len(), 1);
    assert_eq!(former[0].name, "MOPS w Tarnowie");
    let successor = former[0].successor_id.expect("a successor");
    let heir = client.get_institution(successor).await.expect("it").value;
    assert_eq!((heir.name.as_str(), heir.status), ("Centrum Usług Społecznych w Tarnowie", InstitutionStatus::Active));
    let filter = InstitutionFilter { successor_id: Some(successor), ..InstitutionFilter::default() };
    assert_eq!(client.list_institutions(&filter).await.expect("institutions").items, former);
    let around = client.get_institution_profile(successor).await.expect("it");
    assert_eq!(around.predecessors, former);
    assert_eq!(around.head.expect("a head of public function").name, "Joanna Żak");
    let takes: Vec<_> = around.bodies.iter().map(|one| (one.has_seat, one.is_host)).collect();
    assert_eq!(takes, [(true, false)], "a seat in the convent");
    let old = client.get_institution_profile(former[0].id).await.expect("it");
    assert_eq!(old.successor, Some(heir));
    assert!(old.bodies.is_empty() && old.head.is_none());
    let filter = InstitutionFilter { teryt_county: Some("1219".into()), ..InstitutionFilter::default() };
    let names: Vec<_> = client.list_institutions(&filter).await.expect("institutions").items;
    let names: Vec<_> = names.iter().map(|one| (one.name.as_str(), one.subtype)).collect();
    let wanted = [
        ("GOPS Gdów", Some(OpsSubtype::Gops)),
        ("MGOPS Wieliczka", Some(OpsSubtype::Mgops)),
        ("PCPR w Wieliczce", None),
    ];
    assert_eq!(names, wanted);
}

#[tokio::test]
async fn codes_nest_and_subtypes_belong_to_communal_centres() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let gops = InstitutionCreate {
        kind: InstitutionKind::Ops,
        subtype: Some(OpsSubtype::Gops),
        name: "GOPS Gdów".into(),
        teryt_commune: Some("1219022".into()),
        ..InstitutionCreate::default()
    };
    let made = admin.create_institution(&gops).await.expect("made").value;
    assert_eq!(made.teryt_county.as_deref(), Some("1219"), "the commune's county");
    for (wrong, pointer) in [
        (InstitutionCreate { teryt_commune: None, teryt_county: Some("2802".into()), ..gops.clone() }, "/teryt_county"),
        (InstitutionCreate { teryt_county: Some("1208".into()), ..gops.clone() }, "/teryt_commune"),
        (InstitutionCreate { teryt_commune: Some("1219026".into()), ..gops.clone() }, "/teryt_commune"),
        (InstitutionCreate { kind: InstitutionKind::Pcpr, ..gops.clone() }, "/subtype"),
    ] {
        let (code, errors) = refusal(admin.create_institution(&wrong).await);
        assert_eq!((code, errors), (ErrorCode::ValidationFailed, at(pointer, "invalid")));
    }
    for (patch, pointer) in [
        (InstitutionPatch { kind: Some(InstitutionKind::Cus), ..InstitutionPatch::default() }, "/subtype"),
        (
            InstitutionPatch { teryt_county: Patch::Value("1201".into()), ..InstitutionPatch::default() },
            "/teryt_commune",
        ),
    ] {
        let (_, errors) = refusal(admin.update_institution(made.id, made.version, &patch).await);
        assert_eq!(errors, at(pointer, "invalid"));
    }
    let patch = InstitutionPatch {
        kind: Some(InstitutionKind::Cus),
        subtype: Patch::Null,
        address: Patch::Value(" ul. Długa 1 ".into()),
        ..InstitutionPatch::default()
    };
    let changed = admin.update_institution(made.id, made.version, &patch).await.expect("changed").value;
    assert_eq!((changed.kind, changed.address.as_deref()), (InstitutionKind::Cus, Some("ul. Długa 1")));
}

#[tokio::test]
async fn successors_form_no_circle() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let ids = &app.world.institutions;
    let follow = async |of: usize, by: usize| {
        let version = admin.get_institution(ids[of]).await.expect("it").value.version;
        let patch = InstitutionPatch { successor_id: Patch::Value(ids[by]), ..InstitutionPatch::default() };
        admin.update_institution(ids[of], version, &patch).await
    };
    follow(0, 1).await.expect("followed");
    follow(1, 2).await.expect("followed");
    for (of, by) in [(2, 0), (1, 0), (2, 2)] {
        let (code, errors) = refusal(follow(of, by).await);
        assert_eq!((code, errors), (ErrorCode::SuccessorCycle, at("/successor_id", "invalid")), "{of} by {by}");
    }
    follow(2, 3).await.expect("a chain goes on");
}

#[tokio::test]
async fn a_closing_day_decides_the_state() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let id = app.world.institutions[3];
    let version = admin.get_institution(id).await.expect("it").value.version;
    let today = app.ctx.date_of(obrady_tests::start_of_test());
    let close = InstitutionPatch { closed_on: Patch::Value(today.succ_opt().expect("a day")), ..Default::default() };
    let planned = admin.update_institution(id, version, &close).await.expect("changed").value;
    assert_eq!(planned.status, InstitutionStatus::Active, "it works until then");
    let close = InstitutionPatch { closed_on: Patch::Value(today), ..InstitutionPatch::default() };
    let closed = admin.update_institution(id, planned.version, &close).await.expect("changed").value;
    assert_eq!(closed.status, InstitutionStatus::Closed);
    let list = async |status| {
        let filter = InstitutionFilter { status: Some(status), ..InstitutionFilter::default() };
        app.anonymous().list_institutions(&filter).await.expect("institutions").items.len()
    };
    assert_eq!((list(InstitutionStatus::Active).await, list(InstitutionStatus::Closed).await), (3, 1));
}

#[tokio::test]
async fn people_and_institutions_stand_in_polish_order() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let names = ["Żak", "Łącka", "Czarnecki", "Lis", "Ćwik", "Ącki"];
    for name in names {
        let person = PersonCreate {
            first_name: "Próba".into(),
            last_name: name.into(),
            is_public_function: true,
            ..PersonCreate::default()
        };
        admin.create_person(&person).await.expect("made");
        let institution = InstitutionCreate { name: format!("Próba {name}"), ..InstitutionCreate::default() };
        admin.create_institution(&institution).await.expect("made");
    }
    let wanted = ["Ącki", "Czarnecki", "Ćwik", "Lis", "Łącka", "Żak"];
    let filter = PeopleFilter { q: Some("PROBA".into()), ..PeopleFilter::default() };
    let people = app.anonymous().list_people(&filter).await.expect("people").items;
    assert_eq!(people.iter().map(|person| person.last_name.as_str()).collect::<Vec<_>>(), wanted);
    let filter = InstitutionFilter { q: Some("proba".into()), ..InstitutionFilter::default() };
    let institutions = app.anonymous().list_institutions(&filter).await.expect("institutions").items;
    let found: Vec<_> = institutions.iter().map(|one| one.name.trim_start_matches("Próba ")).collect();
    assert_eq!(found, wanted);
}

#[tokio::test]
async fn phone_and_reference_are_for_those_who_read_the_directory() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let person = PersonCreate {
        first_name: "Ewa".into(),
        last_name: "Publiczna".into(),
        email: Some("ewa@example.org".into()),
        phone: Some("+48 12 000 00 00".into()),
        external_reference: Some("HR-7".into()),
        is_public_function: true,
        ..PersonCreate::default()
    };
    let made = admin.create_person(&person).await.expect("made").value;
    assert_eq!(made.phone.as_deref(), Some("+48 12 000 00 00"));
    for who in [Who::Anonymous, Who::Outsider, Who::Chair, Who::OtherAdmin] {
        let seen = app.client(who).await.get_person(made.id).await.expect("them").value;
        assert_eq!((seen.email, seen.phone, seen.external_reference), (None, None, None), "{who:?}");
    }
    let (code, _) = refusal(admin.create_person(&person).await);
    assert_eq!(code, ErrorCode::AlreadyExists, "a reference names one person");
}
