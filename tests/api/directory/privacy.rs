//! What is held about a person, and what remains of them after erasure (DOM-23, DOM-24).

use super::places::refusal;
use obrady_tests::{App, Who, start};
use obrady_types::ErrorCode;
use obrady_types::directory::{AffiliationCreate, Mention, MentionRef, PersonCreate, PersonErase, PersonPatch};
use obrady_types::groups::TopicCreate;
use obrady_types::identity::AccountCreate;
use obrady_types::{Patch, PersonId};

/// In which tables a text stands, whatever the engine.
async fn tables_with(app: &App, text: &str) -> Vec<String> {
    let postgres = app.ctx.db.is_postgres();
    let names = if postgres {
        "SELECT string_agg(table_name::text, ',') FROM information_schema.tables WHERE table_schema = 'public'"
    } else {
        "SELECT group_concat(name, ',') FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    };
    let mut found = Vec::new();
    for table in app.text(names).await.split(',').filter(|table| *table != "test_world") {
        let hits = if postgres {
            format!("SELECT count(*) FROM \"{table}\" t WHERE strpos(t::text, '{text}') > 0")
        } else {
            let columns = format!(
                "SELECT group_concat('instr(coalesce(CAST(\"' || name || '\" AS TEXT), ''''), ''{text}'') > 0', ' OR ') \
                 FROM pragma_table_info('{table}')"
            );
            format!("SELECT count(*) FROM \"{table}\" WHERE {}", app.text(&columns).await)
        };
        if app.number(&hits).await > 0 {
            found.push(table.to_owned());
        }
    }
    found.sort();
    found
}

async fn version(app: &App, id: PersonId) -> i32 {
    app.client(Who::Admin).await.get_person(id).await.expect("them").value.version
}

#[tokio::test]
async fn a_person_takes_everything_that_is_held_about_them() {
    let app = start().await;
    let member = app.client(Who::Member).await;
    let export = member.export_person(app.world.member).await.expect("their data");
    let of = |what: &str| export.data.iter().find(|part| part.what == what).map(|part| part.rows.clone());
    let rows = |what: &str| of(what).unwrap_or_else(|| panic!("{what} is missing"));
    assert_eq!(rows("person")[0]["email"], "osoba@example.org");
    assert_eq!(rows("membership")[0]["person_id"], app.world.member.to_string());
    assert_eq!(rows("account")[0]["sign_in_name"], "member");
    assert!(!rows("sign_in").is_empty(), "where they signed in");
    let text = serde_json::to_string(&export).expect("a text");
    assert!(!text.contains("password_hash") && !text.contains("argon2"), "no secrets");
    // Every table that refers to people and holds a row of theirs is there: the chair has a term, too.
    let admin = app.client(Who::Admin).await;
    let chair = admin.export_person(app.world.heads[0]).await.expect("their data");
    let names: Vec<_> = chair.data.iter().map(|part| part.what.as_str()).collect();
    for what in ["person", "affiliation", "term", "account", "audit_event"] {
        assert!(names.contains(&what), "{what} in {names:?}");
    }
    let cached = member.request(obrady_client::Method::GET, &format!("/api/v1/people/{}/export", app.world.member));
    let answer = cached.send().await.expect("an answer");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert!(answer.headers()["content-disposition"].to_str().expect("text").starts_with("attachment"));
}

#[tokio::test]
async fn erasure_leaves_counts_and_no_name() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let id = app.world.member;
    let patch = PersonPatch {
        last_name: Patch::Value("Niepowtarzalna".into()),
        email: Patch::Value("niepowtarzalna@example.org".into()),
        phone: Patch::Value("+48 600 700 800".into()),
        ..PersonPatch::default()
    };
    admin.update_person(id, version(&app, id).await, &patch).await.expect("changed");
    let post = AffiliationCreate {
        person_id: id,
        institution_id: app.world.institutions[1],
        position_title: "Pracownik socjalny".into(),
        profession: None,
        is_head: false,
        from: chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date"),
        to: None,
    };
    admin.create_affiliation(&post).await.expect("made");
    assert_eq!(tables_with(&app, "Niepowtarzalna").await, ["person"]);
    let members = "SELECT count(*) FROM membership";
    let before = app.number(members).await;
    let member = app.client(Who::Member).await;
    let none = PersonErase::default();
    let report = admin.erase_person(id, version(&app, id).await, &none).await.expect("erased");
    assert!(report.account_closed && report.person.erased_at.is_some());
    assert_eq!((report.person.email, report.person.phone), (None, None));
    let kept: Vec<_> = report.kept.iter().map(|kept| (kept.what.as_str(), kept.count)).collect();
    assert_eq!(kept, [("account", 1), ("affiliation", 1), ("membership", 1)]);
    for text in ["Niepowtarzalna", "niepowtarzalna", "600 700 800"] {
        assert_eq!(tables_with(&app, text).await, Vec::<String>::new(), "{text}");
    }
    assert_eq!(app.number(members).await, before, "counts stay");
    // The account is closed at once, and nothing new is written.
    assert_eq!(refusal(member.get_me().await).0, ErrorCode::Unauthenticated);
    let again = admin.erase_person(id, version(&app, id).await, &none).await;
    assert_eq!(refusal(again).0, ErrorCode::PersonErased);
    let patch = PersonPatch { last_name: Patch::Value("Nowa".into()), ..PersonPatch::default() };
    assert_eq!(refusal(admin.update_person(id, version(&app, id).await, &patch).await).0, ErrorCode::PersonErased);
    assert_eq!(refusal(admin.create_affiliation(&post).await).0, ErrorCode::PersonErased);
}

#[tokio::test]
async fn stored_answers_are_forgotten_too() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let input =
        PersonCreate { first_name: "Ula".into(), last_name: "Niezapominajka".into(), ..PersonCreate::default() };
    let made = admin.with_idempotency_key("once").create_person(&input).await.expect("made").value;
    assert_eq!(tables_with(&app, "Niezapominajka").await, ["idempotency_key", "person"]);
    admin.erase_person(made.id, made.version, &PersonErase::default()).await.expect("erased");
    assert_eq!(tables_with(&app, "Niezapominajka").await, Vec::<String>::new());
}

#[tokio::test]
async fn whoever_is_in_office_leaves_it_first() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    for head in [app.world.heads[0], app.world.heads[3]] {
        let refused = admin.erase_person(head, version(&app, head).await, &PersonErase::default()).await;
        assert_eq!(refusal(refused).0, ErrorCode::StillReferenced);
    }
    assert_eq!(
        refusal(admin.erase_person(app.world.member, 99, &PersonErase::default()).await).0,
        ErrorCode::StaleVersion
    );
}

fn refers(mention: &Mention) -> MentionRef {
    MentionRef { what: mention.what.clone(), object_id: mention.object_id, field: mention.field.clone() }
}

#[tokio::test]
async fn texts_that_name_a_person_are_shown_then_changed_or_left() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let input = PersonCreate {
        first_name: "Zdzisława".into(),
        last_name: "Nawalaniec".into(),
        email: Some("zn@example.org".into()),
        ..PersonCreate::default()
    };
    let made = admin.create_person(&input).await.expect("made").value;
    let topic = |title: &str, points: &[&str]| TopicCreate {
        title: title.into(),
        sub_points: points.iter().map(|point| (*point).to_owned()).collect(),
        ..serde_json::from_value(serde_json::json!({"title": "x"})).expect("an input")
    };
    let coordinator = app.client(Who::Coordinator).await;
    let spoken = topic("Wniosek Zdzisławy Nawalańca", &["zgłosiła Z. Nawalaniec", "pisać na zn@example.org"]);
    let kept = topic("Po rozmowie z Nawalańcem", &[]);
    let other = topic("Uwagi Hanny Nawalaniec", &[]);
    let hanna = PersonCreate { first_name: "Hanna".into(), last_name: "Inna".into(), ..PersonCreate::default() };
    admin.create_person(&hanna).await.expect("somebody else");
    let spoken = coordinator.create_topic(app.world.group, &spoken).await.expect("a topic").value;
    let kept = coordinator.create_topic(app.world.group, &kept).await.expect("a topic").value;
    coordinator.create_topic(app.world.group, &other).await.expect("a topic");

    let seen = admin.find_mentions(made.id).await.expect("mentions").mentions;
    let mut told: Vec<_> =
        seen.iter().map(|one| (one.object_id, one.field.as_str(), one.count, one.whole_name, one.kept)).collect();
    told.sort();
    let mut wanted = vec![
        (spoken.id.0, "sub_points", 2, true, false),
        (spoken.id.0, "title", 1, true, false),
        (kept.id.0, "title", 1, false, false),
    ];
    wanted.sort();
    assert_eq!(told, wanted);
    assert!(seen.iter().any(|one| one.excerpts == ["Wniosek Zdzisławy Nawalańca"]), "{seen:?}");
    // Nobody of another region is shown texts, and a region's texts are not searched for others.
    assert_eq!(refusal(app.client(Who::OtherAdmin).await.find_mentions(made.id).await).0, ErrorCode::NotFound);

    let chosen = seen.iter().filter(|one| one.object_id == spoken.id.0).map(refers).collect();
    let report = admin.erase_person(made.id, made.version, &PersonErase { replace: chosen }).await.expect("erased");
    assert_eq!((report.replaced, report.left.len()), (2, 1));
    assert_eq!(report.left[0].object_id, kept.id.0);
    let after = admin.get_topic(spoken.id).await.expect("it").value;
    let pseudonym = format!("Osoba {}", report.person.last_name);
    assert_eq!(after.title, format!("Wniosek {pseudonym}"));
    assert_eq!(after.sub_points, [format!("zgłosiła {pseudonym}"), format!("pisać na {pseudonym}")]);
    assert_eq!(after.version, spoken.version + 1, "whoever edits it learns that it changed");
    assert_eq!(admin.get_topic(kept.id).await.expect("it").value.title, "Po rozmowie z Nawalańcem");
    for text in ["Zdzisław", "zn@example.org"] {
        assert_eq!(tables_with(&app, text).await, Vec::<String>::new(), "{text}");
    }
    let audit = "SELECT count(*) FROM audit_event WHERE action = 'text.redacted' AND object_kind = 'topic'";
    assert_eq!(app.number(audit).await, 1);
    assert_eq!(refusal(admin.find_mentions(made.id).await).0, ErrorCode::PersonErased);
}

#[tokio::test]
async fn the_audit_tells_names_of_accounts_until_their_person_is_erased() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let input = PersonCreate { first_name: "Ula".into(), last_name: "Rzadka".into(), ..PersonCreate::default() };
    let made = admin.create_person(&input).await.expect("made").value;
    let account: AccountCreate = serde_json::from_value(serde_json::json!({
        "sign_in_name": "ula.rzadka", "display_name": "Ula Rzadka", "password": "wspolna-kawa-po-dziesiatej",
        "person_id": made.id
    }))
    .expect("an input");
    let account = admin.create_account(&account).await.expect("an account").value;
    let filter = obrady_client::AuditFilter { object_id: Some(account.id.into()), ..Default::default() };
    let told = admin.list_audit_events(&filter).await.expect("the audit").items;
    assert_eq!(told[0].changes[0].after.as_deref(), Some("ula.rzadka"));
    assert!(!tables_with(&app, "ula.rzadka").await.contains(&"audit_event".to_owned()), "not in the row itself");
    let before = app.number("SELECT count(*) FROM audit_event").await;
    admin.erase_person(made.id, made.version, &PersonErase::default()).await.expect("erased");
    assert_eq!(tables_with(&app, "ula.rzadka").await, Vec::<String>::new());
    assert_eq!(tables_with(&app, "Rzadka").await, Vec::<String>::new());
    assert!(app.number("SELECT count(*) FROM audit_event").await > before, "no row is gone");
    let told = admin.list_audit_events(&filter).await.expect("the audit").items;
    let created = told.iter().find(|one| one.action == "account.created").expect("the row stays");
    assert_eq!(created.changes, []);
}
