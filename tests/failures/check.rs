//! What must hold whenever the servers are back: every answered write is there, nothing is half done, no rule is broken.

use crate::history::{History, Standing, topic};
use anyhow::{Context, Result, ensure};
use obrady_client::{Client, Release};
use obrady_domain::Db;
use obrady_tests::place::Place;
use obrady_types::{PersonId, TermId};
use sea_orm::{ConnectionTrait, Statement, TryGetable};
use uuid::Uuid;

/// Rules that one number tells: a statement, and what it must say.
const NONE: &[(&str, &str)] = &[
    (
        "positions of an agenda are not 1 to n",
        "SELECT count(*) FROM (SELECT 1 FROM agenda_item GROUP BY day_id, parent_id \
         HAVING min(position) <> 1 OR max(position) <> count(*) OR count(DISTINCT position) <> count(*)) AS gap",
    ),
    (
        "an office is held twice",
        "SELECT count(*) FROM term a JOIN term b ON a.body_id = b.body_id AND a.office = b.office AND a.id < b.id \
         WHERE a.annulled_at IS NULL AND b.annulled_at IS NULL \
         AND (b.ended_at IS NULL OR a.starts_at < b.ended_at) AND (a.ended_at IS NULL OR b.starts_at < a.ended_at)",
    ),
    (
        "the chair is vacant between two terms",
        "SELECT count(*) FROM term a WHERE a.office = 'chair' AND a.ended_at IS NOT NULL AND NOT EXISTS \
         (SELECT 1 FROM term b WHERE b.predecessor_id = a.id AND b.starts_at = a.ended_at)",
    ),
    (
        "numbers of registrations have gaps",
        "SELECT count(*) FROM (SELECT 1 FROM registration GROUP BY edition_id \
         HAVING min(seq) <> 1 OR max(seq) <> count(*)) AS gap",
    ),
    (
        "an edition's counters are wrong",
        "SELECT count(*) FROM training_edition e WHERE e.confirmed > e.capacity \
         OR e.confirmed <> (SELECT count(*) FROM registration r WHERE r.edition_id = e.id AND r.state = 'confirmed') \
         OR e.waiting <> (SELECT count(*) FROM registration r WHERE r.edition_id = e.id AND r.state = 'waiting') \
         OR e.last_seq <> (SELECT count(*) FROM registration r WHERE r.edition_id = e.id)",
    ),
    (
        "a registration waits although there is a place",
        "SELECT count(*) FROM training_edition e WHERE e.waiting > 0 AND e.confirmed < e.capacity",
    ),
    (
        "a topic has not exactly one audit row",
        "SELECT count(*) FROM topic t WHERE 1 <> \
         (SELECT count(*) FROM audit_event a WHERE a.object_id = t.id AND a.action = 'topic.created')",
    ),
    (
        "an audit row tells of a topic that is not there",
        "SELECT count(*) FROM audit_event a WHERE a.action = 'topic.created' \
         AND NOT EXISTS (SELECT 1 FROM topic t WHERE t.id = a.object_id)",
    ),
    (
        "a person has not exactly one audit row",
        "SELECT count(*) FROM person p WHERE 1 <> \
         (SELECT count(*) FROM audit_event a WHERE a.object_id = p.id AND a.action = 'person.created')",
    ),
    (
        "a registration that only ever was made has not exactly one audit row",
        "SELECT count(*) FROM registration r WHERE 1 <> \
         (SELECT count(*) FROM audit_event a WHERE a.object_id = r.id AND a.object_kind = 'registration')",
    ),
    (
        "an agenda was changed without an audit row, or the other way round",
        "SELECT count(*) FROM meeting m WHERE m.agenda_release IS NULL AND m.agenda_version - 1 <> \
         (SELECT count(*) FROM audit_event a WHERE a.object_id = m.id AND a.object_kind = 'agenda')",
    ),
    ("audit rows and events differ", "SELECT (SELECT count(*) FROM audit_event) - (SELECT count(*) FROM event)"),
    (
        "two topics came of one key",
        "SELECT count(*) FROM (SELECT title FROM topic GROUP BY title HAVING count(*) > 1) AS double",
    ),
];

/// One value of one row.
pub async fn value<T: TryGetable>(db: &Db, sql: &str) -> Result<T> {
    let conn = db.reader();
    let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    Ok(row.context("no row")?.try_get_by_index(0)?)
}

async fn values<T: TryGetable>(db: &Db, sql: &str) -> Result<Vec<T>> {
    let conn = db.reader();
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// The rules of the data, and the engine's own look at its pages.
pub async fn data(db: &Db) -> Result<()> {
    for (wrong, sql) in NONE {
        let count: i64 = value(db, sql).await.with_context(|| (*wrong).to_owned())?;
        ensure!(count == 0, "{wrong}: {count}");
    }
    let open: i64 =
        value(db, "SELECT count(*) FROM term WHERE office = 'chair' AND ended_at IS NULL AND annulled_at IS NULL")
            .await?;
    ensure!(open == 1, "{open} terms of the chair have no end");
    if db.is_postgres() {
        // A heap or an index whose pages do not fit together is an error of these calls.
        let conn = db.writer();
        conn.execute_unprepared("CREATE EXTENSION IF NOT EXISTS amcheck").await?;
        let broken = "SELECT count(*) FROM pg_class c JOIN pg_am m ON m.oid = c.relam \
                      CROSS JOIN LATERAL (SELECT bt_index_check(c.oid, true)) AS looked \
                      WHERE m.amname = 'btree' AND c.relkind = 'i' AND c.relnamespace = 'public'::regnamespace";
        let _: i64 = value(db, broken).await?;
        let heap = "SELECT count(*) FROM pg_class c CROSS JOIN LATERAL verify_heapam(c.oid) AS broken \
                    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace";
        let count: i64 = value(db, heap).await?;
        ensure!(count == 0, "{count} damaged rows");
    } else {
        let said: Vec<String> = values(db, "PRAGMA integrity_check").await?;
        ensure!(said == ["ok"], "integrity_check: {said:?}");
        let rows: Vec<String> = values(db, "PRAGMA foreign_key_check").await?;
        ensure!(rows.is_empty(), "foreign_key_check: {rows:?}");
    }
    Ok(())
}

/// The chair's term without an end, and whose it is.
pub async fn chair(db: &Db) -> Result<(TermId, PersonId)> {
    let open = "FROM term WHERE office = 'chair' AND ended_at IS NULL AND annulled_at IS NULL";
    let term: Uuid = value(db, &format!("SELECT id {open}")).await?;
    let person: Uuid = value(db, &format!("SELECT person_id {open}")).await?;
    Ok((term.into(), person.into()))
}

/// Whether each answered write is there. What was not answered is asked again where a key makes that safe.
pub async fn answered(place: &Place, client: &Client, db: &Db, history: &mut History) -> Result<()> {
    let topics: std::collections::BTreeSet<Uuid> = values(db, "SELECT id FROM topic").await?.into_iter().collect();
    for (key, id) in &mut history.topics {
        match id {
            Some(id) => ensure!(topics.contains(&Uuid::from(*id)), "the topic of {key} is lost"),
            None => {
                let made = client.with_idempotency_key(key).create_topic(place.world.group, &topic(key)).await?;
                *id = Some(made.id);
            }
        }
    }
    let agenda = client.get_agenda(place.world.draft, Release::Current).await?;
    for (id, standing) in &mut history.items {
        let there = agenda.items.iter().any(|item| item.id == *id);
        match standing {
            Standing::There => ensure!(there, "item {id} is lost"),
            Standing::Gone => ensure!(!there, "item {id} came back"),
            Standing::Unknown => *standing = if there { Standing::There } else { Standing::Gone },
        }
    }
    let people: std::collections::BTreeSet<Uuid> = values(db, "SELECT id FROM person").await?.into_iter().collect();
    for id in &history.people {
        ensure!(people.contains(&Uuid::from(*id)), "person {id} is lost");
    }
    let registrations: std::collections::BTreeSet<Uuid> =
        values(db, "SELECT id FROM registration").await?.into_iter().collect();
    for (id, seq) in &history.registrations {
        ensure!(registrations.contains(&Uuid::from(*id)), "registration {seq} is lost");
    }
    let terms: std::collections::BTreeSet<Uuid> = values(db, "SELECT id FROM term").await?.into_iter().collect();
    for id in &history.terms {
        ensure!(terms.contains(&Uuid::from(*id)), "term {id} is lost");
    }
    Ok(())
}
