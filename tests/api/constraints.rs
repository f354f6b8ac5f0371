//! The last line of defence: what the use cases would never write, the storage refuses, with the same code on both
//! engines (I-01, I-04, I-09, I-11).

use obrady_domain::{Db, DomainError};
use obrady_tests::{App, Who, start};
use obrady_types::ErrorCode;
use obrady_types::directory::AffiliationCreate;
use obrady_types::groups::{MembershipCapacity, MembershipCreate};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbErr, Statement};
use std::collections::BTreeMap;

struct Storage {
    db: Db,
}

impl Storage {
    async fn run(&self, sql: &str) -> Result<(), DbErr> {
        self.db.writer().execute_unprepared(sql).await.map(|_| ())
    }

    async fn names(&self, sql: String) -> Vec<String> {
        let writer = self.db.writer();
        let rows = writer.query_all_raw(Statement::from_string(writer.get_database_backend(), sql)).await;
        rows.expect("names").iter().map(|row| row.try_get_by_index(0).expect("a name")).collect()
    }

    /// Writes a row of the table again, with other values in some columns and with another id unless one is named.
    async fn copy(&self, table: &str, changes: &[(&str, &str)], condition: &str) -> Result<(), DbErr> {
        let columns = self.names(if self.db.is_postgres() {
            format!("SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}'")
        } else {
            format!("SELECT name FROM pragma_table_info('{table}')")
        });
        let columns = columns.await;
        let fresh = if self.db.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
        let value = |column: &String| {
            let changed = changes.iter().find(|(name, _)| name == column).map(|(_, value)| *value);
            changed.map_or_else(|| if column == "id" { fresh.to_owned() } else { column.clone() }, str::to_owned)
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        let (columns, values) = (columns.join(", "), values.join(", "));
        self.run(&format!("INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {condition} LIMIT 1"))
            .await
    }

    /// Removes what would refuse an overlap of terms before the index of open ones does.
    async fn drop_overlap_guards(&self) {
        let sql = if self.db.is_postgres() {
            "ALTER TABLE term DROP CONSTRAINT term_overlap"
        } else {
            "DROP TRIGGER term_overlap_insert"
        };
        self.run(sql).await.expect("dropped");
    }
}

const CHAIR: &str = "office = 'chair'";
const SOMEBODY_ELSE: (&str, &str) =
    ("person_id", "(SELECT p.id FROM person p WHERE p.id NOT IN (SELECT t.person_id FROM term t) LIMIT 1)");

/// Breaks one constraint.
async fn violate(storage: &Storage, name: &str) -> Result<(), DbErr> {
    let ended = [("ended_at", "planned_end"), ("end_reason", "'resigned'")];
    match name {
        "affiliation_one_head" => storage.copy("affiliation", &[], "is_head").await,
        "membership_once" => storage.copy("membership", &[], "true").await,
        "cover_once" => {
            let account = |n| format!("(SELECT id FROM account ORDER BY sign_in_name LIMIT 1 OFFSET {n})");
            let fresh = if storage.db.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
            let sql = format!(
                "INSERT INTO cover (id, region_id, body_id, absent_account_id, covering_account_id, from_date, to_date, \
                 version) SELECT {fresh}, region_id, body_id, {}, {}, from_date, '2200-01-01', 1 FROM membership \
                 JOIN (SELECT id AS its_body, region_id FROM body) AS bodies ON its_body = body_id LIMIT 1",
                account(0),
                account(1)
            );
            storage.run(&sql).await.expect("the first");
            storage.run(&sql).await
        }
        "work_plan_year" | "work_plan_entry_topic" => {
            let fresh = if storage.db.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
            let plan = |year: &str| {
                format!(
                    "INSERT INTO work_plan (id, region_id, body_id, year, version) \
                     SELECT {fresh}, region_id, body_id, {year}, 1 FROM topic LIMIT 1"
                )
            };
            if name == "work_plan_year" {
                storage.run(&plan("2030")).await.expect("the first");
                return storage.run(&plan("2030")).await;
            }
            storage.run(&plan("2031")).await.expect("a plan");
            let entry = format!(
                "INSERT INTO work_plan_entry (id, plan_id, topic_id, position, planned_from, planned_precision, \
                 meetings, version) SELECT {fresh}, (SELECT id FROM work_plan WHERE year = 2031), id, 1, '2031-01-01', \
                 'year', '[]', 1 FROM topic LIMIT 1"
            );
            storage.run(&entry).await.expect("the first");
            storage.run(&entry).await
        }
        "seat_once" => storage.copy("seat", &[], "true").await,
        "account_sign_in_name" => storage.copy("account", &[], "true").await,
        "account_person" => {
            let name = [("sign_in_name", "sign_in_name || '-2'")];
            storage.copy("account", &name, "person_id IS NOT NULL").await
        }
        "region_teryt" => storage.copy("region", &[], "true").await,
        "institution_successor" => storage.run("UPDATE institution SET successor_id = id").await,
        "institution_reference" | "person_reference" => {
            let table = name.split('_').next().expect("a table");
            let mark =
                format!("UPDATE {table} SET external_reference = 'x' WHERE id = (SELECT id FROM {table} LIMIT 1)");
            storage.run(&mark).await.expect("the first");
            storage.copy(table, &[], "external_reference IS NOT NULL").await
        }
        "agenda_item_open_topic" => {
            let sql = "UPDATE agenda_item SET state = 'scheduled', topic_id = (SELECT id FROM topic LIMIT 1)";
            storage.run(sql).await
        }
        "agenda_item_current" => storage.run("UPDATE agenda_item SET topic_id = NULL, state = 'in_progress'").await,
        "attendance_once" | "attendance_seat" | "action_item_carried" => {
            proceedings(storage).await;
            match name {
                "attendance_once" => storage.copy("attendance", &[("seat_id", "NULL")], "true").await,
                "attendance_seat" => {
                    let other =
                        "(SELECT p.id FROM person p WHERE p.id NOT IN (SELECT a.person_id FROM attendance a) LIMIT 1)";
                    storage.copy("attendance", &[("person_id", other)], "true").await
                }
                _ => {
                    let carried = [("carried_from_id", "id")];
                    storage.copy("action_item", &carried, "carried_from_id IS NULL").await.expect("the first");
                    storage.copy("action_item", &carried, "carried_from_id IS NULL").await
                }
            }
        }
        "meeting_ordinal" => storage.run("UPDATE meeting SET ordinal = 1").await,
        "agenda_item_pkey" => storage.copy("agenda_item", &[("id", "id")], "true").await,
        "agenda_locked" => storage.run("DELETE FROM agenda_release").await,
        "rules_version_number" => {
            storage.copy("rules_version", &[("effective_from", "(SELECT max(starts_at) FROM term)")], "true").await
        }
        "rules_version_start" => storage.copy("rules_version", &[("number", "number + 1")], "true").await,
        "rules_overlap" => storage.run("UPDATE rules_version SET notice_days = 1").await,
        "term_overlap" => storage.copy("term", &[ended[0], ended[1], SOMEBODY_ELSE], CHAIR).await,
        "term_offices_incompatible" => {
            storage.copy("term", &[ended[0], ended[1], ("office", "'secretary'")], CHAIR).await
        }
        "term_ended" => storage.run("DELETE FROM term").await,
        "term_open" => {
            storage.drop_overlap_guards().await;
            storage.copy("term", &[SOMEBODY_ELSE], CHAIR).await
        }
        "programme_version_number" => {
            let apart = [("in_force_from", "NULL"), ("in_force_to", "NULL")];
            storage.copy("programme_version", &apart, "true").await
        }
        "programme_version_overlap" => storage.copy("programme_version", &[("number", "number + 1")], "true").await,
        "objective_code_below" => storage.copy("objective", &[], "code = 'A.1'").await,
        "objective_code_top" => storage.copy("objective", &[], "code = 'A'").await,
        "objective_cycle" => {
            let below = "(SELECT t.id FROM objective t WHERE t.code = 'A.1.1')";
            storage.run(&format!("UPDATE objective SET parent_id = {below} WHERE code = 'A.1'")).await
        }
        "objective_overriding" => storage.run("UPDATE objective SET level = 'overriding' WHERE code = 'A.1'").await,
        "recommendation_number" => storage.copy("recommendation", &[], "true").await,
        "indicator_number" | "indicator_value_pkey" => {
            let fresh = if storage.db.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
            let one = format!(
                "INSERT INTO indicator (id, programme_id, objective_id, number, name, synthetic, version) \
                SELECT {fresh}, programme_id, id, 1, 'W', false, 1 FROM objective WHERE code = 'A.1'"
            );
            let first = storage.run(&one).await;
            if name == "indicator_number" {
                first.expect("the first");
                return storage.run(&one).await;
            }
            let value = "INSERT INTO indicator_value SELECT id, 2026, 1.5 FROM indicator";
            storage.run(value).await.expect("the first");
            storage.run(value).await
        }
        "initiative_number" => storage.copy("initiative", &[], "true").await,
        "programme_relation_self" => storage.run("UPDATE programme_relation SET to_id = from_id").await,
        "programme_relation_once" => storage.copy("programme_relation", &[], "true").await,
        "objective_match_once" => storage.copy("objective_match", &[], "true").await,
        "topic_link_objective" => storage.copy("topic_link", &[], "objective_id IS NOT NULL").await,
        "topic_link_recommendation" => storage.copy("topic_link", &[], "recommendation_id IS NOT NULL").await,
        "topic_link_initiative" => storage.copy("topic_link", &[], "initiative_id IS NOT NULL").await,
        "training_edition_code" => storage.copy("training_edition", &[], "true").await,
        "training_edition_capacity" => storage.run("UPDATE training_edition SET confirmed = capacity + 1").await,
        "adviser_person" => storage.copy("adviser", &[], "true").await,
        "registration_once" => storage.copy("registration", &[("seq", "seq + 1")], "true").await,
        "append_only" => storage.run("UPDATE audit_event SET detail = '{}'").await,
        "meeting_over" | "agenda_fixed" => {
            let held = "UPDATE meeting SET state = 'held' WHERE id = (SELECT meeting_id FROM agenda_item LIMIT 1)";
            storage.run(held).await.expect("held");
            let again = "UPDATE meeting SET state = 'scheduled' WHERE state = 'held'";
            let moved = "UPDATE agenda_item SET position = position + 1";
            storage.run(if name == "meeting_over" { again } else { moved }).await
        }
        "body_dissolved" => {
            storage.run("UPDATE body SET state = 'dissolved', dissolved_on = established_on").await.expect("dissolved");
            storage.run("UPDATE body SET state = 'active', dissolved_on = NULL").await
        }
        "training_edition_over" | "registration_over" => {
            let table = name.trim_end_matches("_over");
            storage.run(&format!("UPDATE {table} SET state = 'cancelled'")).await.expect("cancelled");
            storage.run(&format!("UPDATE {table} SET state = 'confirmed'")).await
        }
        "sign_in_over" => {
            let fresh = if storage.db.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
            let ended = format!(
                "INSERT INTO sign_in (id, account_id, signed_in_at, last_used_at, user_agent, ended_at) SELECT {fresh}, \
                 (SELECT id FROM account LIMIT 1), starts_at, starts_at, 'x', starts_at FROM term LIMIT 1"
            );
            storage.run(&ended).await.expect("an ended sign-in");
            storage.run("UPDATE sign_in SET ended_at = NULL").await
        }
        "programme_version_fixed" => storage.run("UPDATE programme_version SET number = number + 100").await,
        "clause_published" => storage.run("DELETE FROM information_clause").await,
        "decision_recorded" => storage.run("UPDATE registration_decision SET reason = 'full'").await,
        "idempotency_key_pkey" => {
            let sql = "INSERT INTO idempotency_key SELECT 'somebody', 'create_topic', 'key', 'hash', '{}', starts_at \
                FROM term LIMIT 1";
            storage.run(sql).await.expect("the first");
            storage.run(sql).await
        }
        "published_kept" => {
            let sql = "INSERT INTO faq_entry (id, region_id, area, question, answer, position, state, published_on, \
                search, version) SELECT id, id, 'site', '?', '!', 1, 'published', '2026-01-01', '', 1 FROM region LIMIT 1";
            storage.run(sql).await.expect("a published question");
            storage.run("DELETE FROM faq_entry").await
        }
        other => panic!("nothing violates {other}"),
    }
}

/// One attendance record on a seat and one action item, written once.
async fn proceedings(storage: &Storage) {
    let fresh = if storage.db.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
    for table in ["action_item", "attendance"] {
        storage.run(&format!("DELETE FROM {table}")).await.expect("emptied");
    }
    let attendance = format!(
        "INSERT INTO attendance (id, meeting_id, day_id, person_id, seat_id, status, mode, recorded_at, version) \
         SELECT {fresh}, d.meeting_id, d.id, p.id, s.id, 'present', 'in_person', t.starts_at, 1 \
         FROM meeting_day d, person p, seat s, term t LIMIT 1"
    );
    storage.run(&attendance).await.expect("an attendance record");
    let action = format!(
        "INSERT INTO action_item (id, region_id, body_id, meeting_id, agenda_item_id, title, owner_person_id, due_from, \
         due_precision, due_to, state, is_public, version) SELECT {fresh}, m.region_id, m.body_id, m.id, i.id, 'Zadanie', \
         p.id, m.first_date, 'day', m.first_date, 'open', true, 1 \
         FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id, person p LIMIT 1"
    );
    storage.run(&action).await.expect("an action item");
}

async fn storage(app: &App) -> Storage {
    Storage { db: app.ctx.db.clone() }
}

#[tokio::test]
async fn every_constraint_has_its_code() {
    let app = start().await;
    crate::training::world::one_registration(&app).await;
    let storage = storage(&app).await;
    let mut rows: Vec<_> = Db::constraints().to_vec();
    // It goes last: it takes other guards away.
    rows.sort_by_key(|(name, _, _)| *name == "term_open");
    let mut wrong = BTreeMap::new();
    for (postgres, sqlite, code) in rows {
        let error = violate(&storage, postgres).await.expect_err(postgres);
        let text = error.to_string();
        let named = if storage.db.is_postgres() { postgres } else { sqlite };
        let got = DomainError::from(error).code();
        if got != code || !text.contains(named) {
            wrong.insert(postgres, (got, text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the audit, the past of meetings and the other tables keep: nothing of it goes, by whatever statement (REL-19).
#[tokio::test]
async fn what_is_kept_cannot_be_deleted() {
    let app = start().await;
    crate::training::world::one_registration(&app).await;
    obrady_domain::audit_chain::seal_audit(&app.system()).await.expect("sealed");
    let storage = storage(&app).await;
    let held = "UPDATE meeting SET state = 'held' WHERE id = (SELECT meeting_id FROM agenda_item LIMIT 1)";
    storage.run(held).await.expect("held");
    let mut kept: Vec<(String, ErrorCode)> = [
        ("audit_event", ErrorCode::RecordImmutable),
        ("audit_seal", ErrorCode::RecordImmutable),
        ("event", ErrorCode::RecordImmutable),
        ("agenda_release", ErrorCode::AgendaLocked),
        ("agenda_item", ErrorCode::AgendaLocked),
        ("meeting", ErrorCode::MeetingState),
        ("rules_version", ErrorCode::RulesOverlap),
        ("term", ErrorCode::TermEnded),
        ("programme_version", ErrorCode::RecordImmutable),
        ("information_clause", ErrorCode::RecordImmutable),
        ("registration", ErrorCode::RegistrationState),
        ("registration_decision", ErrorCode::RecordImmutable),
    ]
    .into_iter()
    .map(|(table, code)| (format!("DELETE FROM {table}"), code))
    .collect();
    kept.push(("UPDATE audit_seal SET hash = 'x'".into(), ErrorCode::RecordImmutable));
    kept.push(("UPDATE event SET kind = 'x'".into(), ErrorCode::RecordImmutable));
    kept.push(("UPDATE audit_personal SET detail = 'x'".into(), ErrorCode::RecordImmutable));
    if storage.db.is_postgres() {
        for table in ["audit_event", "audit_seal", "event"] {
            kept.push((format!("TRUNCATE {table} CASCADE"), ErrorCode::RecordImmutable));
        }
    }
    for (sql, code) in kept {
        let error = storage.run(&sql).await.expect_err(&sql);
        assert_eq!(DomainError::from(error).code(), code, "{sql}");
    }
    // Texts may lose a name.
    storage.run("UPDATE agenda_item SET title = 'ktoś', speaker_text = NULL").await.expect("an erasure");
}

#[tokio::test]
async fn two_terms_of_an_office_never_overlap_in_storage() {
    let app = start().await;
    let storage = storage(&app).await;
    let ended = [("ended_at", "planned_end"), ("end_reason", "'resigned'")];
    let annulled = [("annulled_at", "planned_end"), ("annul_reason", "'kworum'")];
    let code = |result: Result<(), DbErr>| result.err().map(|error| DomainError::from(error).code());
    // Another person in the same office; also when that term was annulled after it had been in force.
    let [by, because] = ended;
    let overlap = storage.copy("term", &[by, because, SOMEBODY_ELSE], CHAIR).await;
    assert_eq!(code(overlap), Some(ErrorCode::TermOverlap));
    let in_force_until = storage.copy("term", &[by, annulled[0], annulled[1], SOMEBODY_ELSE], CHAIR).await;
    assert_eq!(code(in_force_until), Some(ErrorCode::TermOverlap));
    // Cancelled before it began, empty, or acting beside the own office: nothing overlaps.
    for changes in [
        vec![("annulled_at", "starts_at"), SOMEBODY_ELSE],
        vec![("ended_at", "starts_at"), because, SOMEBODY_ELSE],
        vec![("office", "'secretary'"), ("acting", "true"), by, because],
    ] {
        let copied = storage.copy("term", &changes, CHAIR).await;
        assert_eq!(code(copied), None, "{changes:?}");
    }
    // The same person in two offices.
    let both = storage.copy("term", &[by, because, ("office", "'treasurer'")], CHAIR).await;
    assert_eq!(code(both), Some(ErrorCode::OfficesIncompatible));
    // Moved there by an update.
    let swap = storage.run("UPDATE term SET person_id = (SELECT person_id FROM term WHERE office = 'chair' LIMIT 1)");
    assert_eq!(code(swap.await), Some(ErrorCode::OfficesIncompatible));
    let office = storage.run("UPDATE term SET office = 'chair' WHERE office = 'deputy_chair'").await;
    assert_eq!(code(office), Some(ErrorCode::TermOverlap));
}

#[tokio::test]
async fn an_annulment_leaves_history_as_it_was() {
    let app = start().await;
    let storage = storage(&app).await;
    let end = "UPDATE term SET ended_at = changed_at, end_reason = 'resigned' WHERE office = 'chair'";
    storage.run(end).await.expect("ended");
    let annul = "UPDATE term SET annulled_at = changed_at, annul_reason = 'kworum'";
    for wrong in [
        "UPDATE term SET annulled_at = changed_at, ended_at = NULL".to_owned(),
        format!("{annul}, starts_at = planned_end"),
        format!("{annul}, office = 'secretary'"),
    ] {
        let error = storage.run(&format!("{wrong} WHERE {CHAIR}")).await.expect_err("history");
        assert_eq!(DomainError::from(error).code(), ErrorCode::TermEnded, "{wrong}");
    }
    let without = storage.run("UPDATE term SET annulled_at = changed_at WHERE office = 'chair'").await;
    assert!(without.expect_err("without a reason").to_string().contains("term_annulment"));
    storage.run(&format!("{annul} WHERE {CHAIR}")).await.expect("annulled");
    let again = storage.run(&format!("{annul} WHERE {CHAIR}")).await.expect_err("once");
    assert_eq!(DomainError::from(again).code(), ErrorCode::TermEnded);
}

#[tokio::test]
async fn an_empty_period_meets_nothing_on_both_engines() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).expect("a date");
    let post = AffiliationCreate {
        person_id: app.world.member,
        institution_id: app.world.institutions[0],
        position_title: "Dyrektor".into(),
        profession: None,
        is_head: true,
        from: day,
        to: Some(day),
    };
    admin.create_affiliation(&post).await.expect("an empty post beside a head");
    let second = AffiliationCreate { to: None, ..post };
    let refused = admin.create_affiliation(&second).await.expect_err("a second head");
    assert_eq!(refused.code(), Some(ErrorCode::PeriodOverlap));
    let storage = storage(&app).await;
    for table in ["seat", "membership"] {
        storage.copy(table, &[("to_date", "from_date")], "true").await.expect("empty beside another");
    }
    let member = MembershipCreate {
        person_id: app.world.member,
        institution_id: None,
        capacity: MembershipCapacity::Member,
        from: day,
        to: None,
    };
    let twice = admin.create_membership(app.world.group, &member).await.expect_err("twice");
    assert_eq!(twice.code(), Some(ErrorCode::PeriodOverlap));
}
