//! Whoever changes the audit past the program is found out (DOM-22, docs/adr/0007-audit-chain.md).

use obrady_domain::audit_chain::{Broken, Checked, seal_audit, verify_audit};
use obrady_domain::groups;
use obrady_tests::{App, Who, start};
use obrady_types::directory::{PersonCreate, PersonErase};
use obrady_types::groups::TopicCreate;
use obrady_types::identity::AccountCreate;
use sea_orm_migration::sea_orm::ConnectionTrait;

async fn write(app: &App, count: usize) {
    for n in 0..count {
        let input = TopicCreate { title: format!("Temat {n}"), sub_points: vec![], priority: None, planned: None };
        groups::create_topic(&app.system(), app.world.group, input).await.expect("a topic");
    }
}

async fn verify(app: &App, expected: Option<&str>) -> Result<Checked, Broken> {
    verify_audit(&app.ctx.db, expected).await.expect("it can be read")
}

/// Takes away what keeps rows from being changed: whoever owns the database can.
async fn disarm(app: &App) {
    let writer = app.ctx.db.writer();
    if app.ctx.db.is_postgres() {
        for table in ["audit_event", "audit_seal", "audit_personal"] {
            writer.execute_unprepared(&format!("ALTER TABLE {table} DISABLE TRIGGER ALL")).await.expect("disarmed");
        }
        for name in ["audit_seal_audit_event_id_fkey", "audit_personal_audit_event_id_fkey"] {
            let table = name.split("_audit_event").next().expect("a table");
            let sql = format!("ALTER TABLE {table} DROP CONSTRAINT {name}");
            writer.execute_unprepared(&sql).await.expect("disarmed");
        }
        return;
    }
    for trigger in [
        "audit_event_no_update",
        "audit_event_no_delete",
        "audit_seal_no_update",
        "audit_seal_no_delete",
        "audit_personal_no_update",
    ] {
        writer.execute_unprepared(&format!("DROP TRIGGER {trigger}")).await.expect("disarmed");
    }
    writer.execute_unprepared("PRAGMA foreign_keys = 0").await.expect("disarmed");
}

#[tokio::test]
async fn the_chain_grows_by_what_was_written_and_is_whole() {
    let app = start().await;
    let rows = app.number("SELECT count(*) FROM audit_event").await;
    let before = verify(&app, None).await.expect("whole");
    assert_eq!((before.head.entries, before.waiting), (0, u64::try_from(rows).expect("a count")));
    let head = seal_audit(&app.system()).await.expect("sealed").expect("something");
    let checked = verify(&app, None).await.expect("whole");
    assert_eq!((checked.head.entries, checked.waiting), (rows, 0));
    assert_eq!(checked.head, head);
    assert_eq!(seal_audit(&app.system()).await.expect("nothing to do"), None);
    write(&app, 3).await;
    assert_eq!(verify(&app, None).await.expect("whole").waiting, 3);
    let later = seal_audit(&app.system()).await.expect("sealed").expect("something");
    assert_eq!(later.entries, rows + 3);
    // A head that somebody wrote down earlier is still in the chain; another one is not.
    assert_eq!(verify(&app, Some(&head.hash)).await.expect("whole").expected_at, Some(rows));
    assert_eq!(verify(&app, Some(&later.hash.to_uppercase())).await.expect("whole").expected_at, Some(rows + 3));
    assert_eq!(verify(&app, Some("00")).await, Err(Broken::NotExpected));
}

#[tokio::test]
async fn many_seal_side_by_side_and_the_chain_has_no_gap() {
    let app = start().await;
    let calls: Vec<_> = (0..6)
        .map(|n| {
            let (call, group) = (app.system(), app.world.group);
            tokio::spawn(async move {
                for round in 0..4 {
                    let title = format!("Temat {n}/{round}");
                    let input = TopicCreate { title, sub_points: vec![], priority: None, planned: None };
                    groups::create_topic(&call, group, input).await.expect("a topic");
                    seal_audit(&call).await.expect("sealed");
                }
            })
        })
        .collect();
    for call in calls {
        call.await.expect("no panic");
    }
    seal_audit(&app.system()).await.expect("sealed");
    let checked = verify(&app, None).await.expect("whole");
    assert_eq!((checked.head.entries, checked.waiting), (app.number("SELECT count(*) FROM audit_event").await, 0));
}

#[tokio::test]
async fn an_erasure_leaves_the_chain_whole() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let input = PersonCreate { first_name: "Ula".into(), last_name: "Rzadka".into(), ..PersonCreate::default() };
    let made = admin.create_person(&input).await.expect("made").value;
    let account: AccountCreate = serde_json::from_value(serde_json::json!({
        "sign_in_name": "ula.rzadka", "display_name": "Ula Rzadka", "password": "wspolna-kawa-po-dziesiatej",
        "person_id": made.id
    }))
    .expect("an input");
    admin.create_account(&account).await.expect("an account");
    seal_audit(&app.system()).await.expect("sealed");
    let before = verify(&app, None).await.expect("whole");
    let beside = app.number("SELECT count(*) FROM audit_personal").await;
    admin.erase_person(made.id, made.version, &PersonErase::default()).await.expect("erased");
    let gone = beside - app.number("SELECT count(*) FROM audit_personal").await;
    assert!(gone > 0, "words went");
    let after = verify(&app, Some(&before.head.hash)).await.expect("whole");
    assert_eq!(after.erased, before.erased + u64::try_from(gone).expect("a count"));
    seal_audit(&app.system()).await.expect("sealed");
    assert!(verify(&app, Some(&before.head.hash)).await.is_ok());
    // Words in place of the erased ones are not those that stood there.
    let salt = if app.ctx.db.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
    let forged = format!(
        "INSERT INTO audit_personal (audit_event_id, detail, salt) SELECT max(audit_event_id), '\"x y\"', {salt} \
         FROM audit_seal s WHERE personal IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM audit_personal p WHERE p.audit_event_id = s.audit_event_id)"
    );
    app.ctx.db.writer().execute_unprepared(&forged).await.expect("written");
    assert!(matches!(verify(&app, None).await, Err(Broken::WordsChanged(..))));
}

/// The audit as it was, to go back to after each attempt.
const TABLES: [&str; 3] = ["audit_event", "audit_personal", "audit_seal"];

async fn run(app: &App, sql: &str) {
    app.ctx.db.writer().execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn go_back(app: &App) {
    for table in TABLES.iter().rev() {
        run(app, &format!("DELETE FROM {table}")).await;
    }
    let with_ids = if app.ctx.db.is_postgres() { "OVERRIDING SYSTEM VALUE " } else { "" };
    for table in TABLES {
        let with_ids = if table == "audit_event" { with_ids } else { "" };
        run(app, &format!("INSERT INTO {table} {with_ids}SELECT * FROM saved_{table}")).await;
    }
}

#[tokio::test]
async fn every_way_to_change_the_audit_is_found() {
    const THIRD: &str = "(SELECT audit_event_id FROM audit_seal WHERE seq = 3)";
    const LAST: &str = "(SELECT max(seq) FROM audit_seal)";
    let app = start().await;
    write(&app, 4).await;
    let head = seal_audit(&app.system()).await.expect("sealed").expect("something");
    disarm(&app).await;
    for table in TABLES {
        run(&app, &format!("CREATE TABLE saved_{table} AS SELECT * FROM {table}")).await;
    }
    let third = app.number(&format!("SELECT {THIRD}")).await;
    let last = app.number("SELECT max(audit_event_id) FROM audit_seal").await;
    let changed = |column: &str, value: &str| format!("UPDATE audit_event SET {column} = {value} WHERE id = {third}");
    let deleted = |id: i64| format!("DELETE FROM audit_event WHERE id = {id}");
    let put_in = "INSERT INTO audit_event (at, region_id, actor_kind, actor_id, action, object_kind, object_id, detail) \
        SELECT at, region_id, actor_kind, actor_id, action, object_kind, object_id, detail FROM audit_event \
        WHERE id = (SELECT min(id) FROM audit_event)";
    let swap = ["UPDATE audit_seal SET seq = -3 WHERE seq = 3", "UPDATE audit_seal SET seq = 3 WHERE seq = 4"];
    let swap = [swap[0], swap[1], "UPDATE audit_seal SET seq = 4 WHERE seq = -3"].join(";");
    type Found = fn(&Broken) -> bool;
    let cases: Vec<(String, Found)> = vec![
        (changed("detail", "'{\"title\":1}'"), |found| matches!(found, Broken::RowChanged(3, _))),
        (changed("action", "'topic.removed'"), |found| matches!(found, Broken::RowChanged(3, _))),
        (changed("actor_kind", "'account'"), |found| matches!(found, Broken::RowChanged(3, _))),
        (changed("request_id", "'x'"), |found| matches!(found, Broken::RowChanged(3, _))),
        (changed("region_id", "NULL"), |found| matches!(found, Broken::RowChanged(3, _))),
        (changed("at", "(SELECT max(starts_at) FROM term)"), |found| matches!(found, Broken::RowChanged(3, _))),
        (deleted(third), |found| matches!(found, Broken::RowMissing(3, _))),
        (format!("{}; DELETE FROM audit_seal WHERE seq = 3", deleted(third)), |f| *f == Broken::EntryMissing(3)),
        // The end cut off: only a head that was kept elsewhere tells.
        (format!("DELETE FROM audit_seal WHERE seq = {LAST}; {}", deleted(last)), |f| *f == Broken::NotExpected),
        (format!("DELETE FROM audit_seal WHERE seq = {LAST}"), |found| matches!(found, Broken::RowAdded(_))),
        // Each of the two has the other's place.
        (swap, |found| matches!(found, Broken::RowChanged(3, _))),
        (put_in.to_owned(), |found| matches!(found, Broken::RowAdded(_))),
        ("UPDATE audit_seal SET hash = 'x' WHERE seq = 2".into(), |found| matches!(found, Broken::RowChanged(2, _))),
        ("UPDATE audit_seal SET personal = NULL".into(), |found| matches!(found, Broken::RowChanged(..))),
        ("UPDATE audit_personal SET detail = '\"a b\"'".into(), |found| matches!(found, Broken::WordsChanged(..))),
    ];
    for (sql, is_right) in cases {
        run(&app, &sql).await;
        let found = verify(&app, Some(&head.hash)).await.expect_err(&sql);
        assert!(is_right(&found), "{sql}: {found:?}");
        assert!(!found.to_string().contains('\n'));
        go_back(&app).await;
        verify(&app, Some(&head.hash)).await.expect("as it was");
    }
}
