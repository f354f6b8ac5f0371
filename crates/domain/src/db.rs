//! The database: SQLite with one writer and several readers, or PostgreSQL with one pool.
//!
//! [`Db::begin_write`] is the only way to a write transaction: immediate on SQLite, so that a reader never has to
//! become a writer half-way, and plain on PostgreSQL, where the rows that a decision depends on are locked.

use crate::error::{DomainError, Result};
use crate::writing::{Turns, Writing};
use obrady_types::ErrorCode;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    EntityTrait, IsolationLevel, PrimaryKeyTrait, QuerySelect, RuntimeErr, Statement, TransactionOptions,
    TransactionTrait, sqlx,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use uuid::Uuid;

/// Oldest SQLite that is safe with write-ahead logging and two connections (REL-02).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// A connected database.
#[derive(Clone, Debug)]
pub struct Db {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    writes: Arc<WriteTimes>,
    /// SQLite's.
    turns: Turns,
}

/// How many write transactions there were, and how long they took together, waiting included.
#[derive(Debug, Default)]
struct WriteTimes {
    count: AtomicU64,
    micros: AtomicU64,
}

/// Connections of one pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// `all`, or `reader` and `writer`.
    pub name: &'static str,
    /// Open connections.
    pub open: u32,
    /// Those of them that nobody uses.
    pub idle: u32,
}

impl Db {
    /// Connects to `postgres://…` or `sqlite:PATH`; an SQLite file is made when it is missing.
    ///
    /// # Errors
    /// When the database cannot be reached, or an SQLite lacks the settings that keep data safe (REL-01, REL-02).
    pub async fn connect(url: &str, pool_size: u32) -> Result<Self, DbErr> {
        if url.starts_with("postgres") {
            let pool = Database::connect(postgres(options(url, pool_size), pool_size)).await?;
            return Ok(Self { reader: pool.clone(), writer: pool, writes: Arc::default(), turns: Turns::default() });
        }
        let writer = Database::connect(sqlite(options(url, 1), true)).await?;
        let version = check_sqlite(&writer, true).await?;
        let reader = Database::connect(sqlite(options(url, pool_size), false)).await?;
        check_sqlite(&reader, false).await?;
        tracing::info!(
            version,
            journal_mode = "wal",
            synchronous = "full",
            foreign_keys = true,
            mmap_size = 0,
            "SQLite is safe to use"
        );
        Ok(Self { reader, writer, writes: Arc::default(), turns: Turns::default() })
    }

    /// Calls `heard` after each statement, for counting them. It holds for what is cloned from this from now on.
    pub fn on_statement(&mut self, heard: impl Fn() + Clone + Send + Sync + 'static) {
        let also = heard.clone();
        self.reader.set_metric_callback(move |_| heard());
        self.writer.set_metric_callback(move |_| also());
    }

    /// The connection for reading.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// The connection that migrations use.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Whether it is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Postgres
    }

    /// Begins a write transaction; the only place that does.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that begins a write transaction")]
    pub(crate) async fn begin_write(&self) -> Result<Writing> {
        if self.is_postgres() {
            return Ok(Writing::Alone(self.writer.begin().await?));
        }
        self.turns.begin(&self.writer).await
    }

    /// Begins to read as everything stands at one instant.
    #[expect(clippy::disallowed_methods, reason = "nothing is written")]
    pub(crate) async fn begin_snapshot(&self) -> Result<DatabaseTransaction> {
        let mut options = TransactionOptions::default();
        if self.is_postgres() {
            options.isolation_level = Some(IsolationLevel::RepeatableRead);
            options.access_mode = Some(AccessMode::ReadOnly);
        }
        Ok(self.reader.begin_with_options(options).await?)
    }

    /// Notes that a write transaction has ended.
    pub(crate) fn note_write(&self, took: Duration) {
        self.writes.count.fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.writes.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Write transactions since the start, and the seconds that they took together, waiting included.
    #[expect(clippy::cast_precision_loss, reason = "a sum of times for a graph")]
    pub fn writes(&self) -> (u64, f64) {
        let micros = self.writes.micros.load(Ordering::Relaxed);
        (self.writes.count.load(Ordering::Relaxed), micros as f64 / 1e6)
    }

    /// The pools as they are now.
    pub fn pools(&self) -> Vec<Pool> {
        let pool = |name, open, idle| Pool { name, open, idle: u32::try_from(idle).unwrap_or(u32::MAX) };
        if self.is_postgres() {
            let one = self.writer.get_postgres_connection_pool();
            return vec![pool("all", one.size(), one.num_idle())];
        }
        [("reader", &self.reader), ("writer", &self.writer)]
            .map(|(name, connection)| {
                let one = connection.get_sqlite_connection_pool();
                pool(name, one.size(), one.num_idle())
            })
            .to_vec()
    }

    /// The constraints whose violation has a code: what PostgreSQL and SQLite call each. A test forces every one.
    pub fn constraints() -> &'static [(&'static str, &'static str, ErrorCode)] {
        VIOLATIONS
    }

    /// Whether the database answers. Only a reader asks: behind SQLite's one writer the question would wait for
    /// whatever is being written, and a server that is busy would count as broken.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.reader.ping().await
    }

    /// Closes both pools.
    ///
    /// # Errors
    /// When a pool cannot be closed.
    pub async fn close(self) -> Result<(), DbErr> {
        self.reader.close().await?;
        self.writer.close().await
    }
}

fn options(url: &str, pool_size: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(pool_size)
        .acquire_timeout(Duration::from_secs(30))
        .connect_timeout(Duration::from_secs(10))
        .sqlx_logging(false);
    options
}

/// Bounds what one session of PostgreSQL may wait for, so that nobody waits for ever behind a lock that is not given
/// back. Migrations use a connection of their own without these bounds.
///
/// All connections are opened at once and kept: one belongs to the runtime in which it was opened, and each thread that
/// answers requests has its own. Opened by such a thread, it would die with it at the end of the server, while another
/// thread still ends its requests by it.
fn postgres(mut options: ConnectOptions, pool_size: u32) -> ConnectOptions {
    options.min_connections(pool_size).idle_timeout(None).max_lifetime(None);
    options.map_sqlx_postgres_opts(|postgres| {
        postgres.options([
            ("lock_timeout", "10s"),
            ("statement_timeout", "30s"),
            ("idle_in_transaction_session_timeout", "30s"),
        ])
    });
    options
}

fn sqlite(mut options: ConnectOptions, writer: bool) -> ConnectOptions {
    // No network stands between us and the file: a connection that was good is good, unless a failure of the disk has
    // ended its transaction and left it believing that it has one.
    options.min_connections(1).test_before_acquire(false).map_sqlx_sqlite_before_acquire(|sqlite, _| {
        let is_free = !sqlx::Connection::is_in_transaction(sqlite);
        Box::pin(async move { Ok(is_free) })
    });
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .create_if_missing(writer)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            // A memory map turns a stray write of the process into a damaged file.
            .pragma("mmap_size", "0")
            .pragma("query_only", if writer { "0" } else { "1" })
    });
    options
}

/// Asserts what keeps SQLite's data safe, on a connection of a pool; SQLite's version.
async fn check_sqlite(db: &DatabaseConnection, writer: bool) -> Result<String, DbErr> {
    for (pragma, wanted) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("busy_timeout", "10000"),
        ("mmap_size", "0"),
        ("query_only", if writer { "0" } else { "1" }),
    ] {
        // An SQLite that was built without memory maps answers nothing.
        let found = ask(db, &format!("PRAGMA {pragma}")).await?.unwrap_or_else(|| "0".to_owned());
        if found != wanted {
            return Err(DbErr::Custom(format!("PRAGMA {pragma} is {found}, which is not safe")));
        }
    }
    let version = ask(db, "SELECT sqlite_version()").await?.unwrap_or_default();
    if !is_safe(&version) {
        return Err(DbErr::Custom(format!("SQLite {version} is too old: 3.51.3 is needed")));
    }
    Ok(version)
}

async fn ask(db: &DatabaseConnection, sql: &str) -> Result<Option<String>, DbErr> {
    let Some(row) = db.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await? else { return Ok(None) };
    Ok(Some(match row.try_get_by_index::<String>(0) {
        Ok(text) => text,
        Err(_) => row.try_get_by_index::<i64>(0)?.to_string(),
    }))
}

/// Whether SQLite of this version may be used; not one that does not say which it is.
fn is_safe(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let parsed = (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    parsed >= OLDEST_SQLITE
}

/// What the constraints of both engines are called, and the code that each stands for. PostgreSQL names the
/// constraint or raises the text; SQLite names `table.column` or raises the text.
const VIOLATIONS: &[(&str, &str, ErrorCode)] = &[
    ("append_only", "append_only", ErrorCode::RecordImmutable),
    ("affiliation_one_head", "affiliation_one_head", ErrorCode::PeriodOverlap),
    ("membership_once", "membership_once", ErrorCode::PeriodOverlap),
    ("cover_once", "cover_once", ErrorCode::PeriodOverlap),
    ("work_plan_year", "work_plan.body_id, work_plan.year", ErrorCode::AlreadyExists),
    ("work_plan_entry_topic", "work_plan_entry.plan_id, work_plan_entry.topic_id", ErrorCode::AlreadyExists),
    ("seat_once", "seat_once", ErrorCode::SeatTaken),
    ("account_sign_in_name", "account.sign_in_name", ErrorCode::AlreadyExists),
    ("account_person", "account.person_id", ErrorCode::AlreadyExists),
    ("region_teryt", "region.teryt", ErrorCode::AlreadyExists),
    ("institution_reference", "institution.region_id, institution.external_reference", ErrorCode::AlreadyExists),
    ("institution_successor", "institution_successor", ErrorCode::SuccessorCycle),
    ("person_reference", "person.region_id, person.external_reference", ErrorCode::AlreadyExists),
    ("agenda_item_open_topic", "agenda_item.topic_id", ErrorCode::TopicAlreadyPlanned),
    ("agenda_item_current", "agenda_item.meeting_id", ErrorCode::ItemInProgress),
    ("attendance_once", "attendance.day_id, attendance.person_id", ErrorCode::AlreadyExists),
    ("attendance_seat", "attendance.day_id, attendance.seat_id", ErrorCode::AlreadyExists),
    ("action_item_carried", "action_item.carried_from_id", ErrorCode::ActionItemState),
    ("meeting_ordinal", "index 'meeting_ordinal'", ErrorCode::AlreadyExists),
    ("agenda_item_pkey", "agenda_item.id", ErrorCode::AlreadyExists),
    ("agenda_locked", "agenda_locked", ErrorCode::AgendaLocked),
    ("rules_version_number", "rules_version.body_id, rules_version.number", ErrorCode::RulesOverlap),
    ("rules_version_start", "rules_version.body_id, rules_version.effective_from", ErrorCode::RulesOverlap),
    ("rules_overlap", "rules_overlap", ErrorCode::RulesOverlap),
    ("term_open", "term.body_id, term.office", ErrorCode::TermOverlap),
    ("term_overlap", "term_overlap", ErrorCode::TermOverlap),
    ("term_offices_incompatible", "term_offices_incompatible", ErrorCode::OfficesIncompatible),
    ("term_ended", "term_ended", ErrorCode::TermEnded),
    ("published_kept", "published_kept", ErrorCode::PublishedKept),
    ("programme_version_number", "programme_version.programme_id, programme_version.number", ErrorCode::AlreadyExists),
    ("programme_version_overlap", "programme_version_overlap", ErrorCode::ProgrammeVersionOverlap),
    ("objective_code_below", "objective.parent_id, objective.code", ErrorCode::ObjectiveCodeTaken),
    ("objective_code_top", "objective.programme_id, objective.code", ErrorCode::ObjectiveCodeTaken),
    ("objective_cycle", "objective_cycle", ErrorCode::ObjectiveCycle),
    ("objective_overriding", "CHECK constraint failed: objective_overriding", ErrorCode::ObjectivePlace),
    ("recommendation_number", "recommendation.programme_id, recommendation.number", ErrorCode::AlreadyExists),
    ("indicator_number", "indicator.objective_id, indicator.number", ErrorCode::AlreadyExists),
    ("indicator_value_pkey", "indicator_value.indicator_id, indicator_value.year", ErrorCode::AlreadyExists),
    ("initiative_number", "initiative.programme_id, initiative.number", ErrorCode::AlreadyExists),
    ("programme_relation_self", "CHECK constraint failed: programme_relation_self", ErrorCode::ProgrammeCycle),
    ("programme_relation_once", "programme_relation.from_id, programme_relation.to_id", ErrorCode::AlreadyExists),
    ("objective_match_once", "objective_match.objective_id, objective_match.other_id", ErrorCode::AlreadyExists),
    ("topic_link_objective", "topic_link.topic_id, topic_link.objective_id", ErrorCode::AlreadyExists),
    ("topic_link_recommendation", "topic_link.topic_id, topic_link.recommendation_id", ErrorCode::AlreadyExists),
    ("topic_link_initiative", "topic_link.topic_id, topic_link.initiative_id", ErrorCode::AlreadyExists),
    ("training_edition_code", "training_edition.region_id, training_edition.code", ErrorCode::AlreadyExists),
    ("training_edition_capacity", "CHECK constraint failed: training_edition_capacity", ErrorCode::CapacityFull),
    ("adviser_person", "adviser.person_id", ErrorCode::AlreadyExists),
    ("registration_once", "registration.edition_id, registration.person_id", ErrorCode::AlreadyRegistered),
    ("clause_published", "clause_published", ErrorCode::RecordImmutable),
    ("decision_recorded", "decision_recorded", ErrorCode::RecordImmutable),
    ("meeting_over", "meeting_over", ErrorCode::MeetingState),
    ("agenda_fixed", "agenda_fixed", ErrorCode::AgendaLocked),
    ("body_dissolved", "body_dissolved", ErrorCode::BodyDissolved),
    ("training_edition_over", "training_edition_over", ErrorCode::EditionState),
    ("registration_over", "registration_over", ErrorCode::RegistrationState),
    ("sign_in_over", "sign_in_over", ErrorCode::RecordImmutable),
    ("programme_version_fixed", "programme_version_fixed", ErrorCode::RecordImmutable),
    ("idempotency_key_pkey", "idempotency_key.principal", ErrorCode::IdempotencyKeyInUse),
];

/// The code of a violated constraint, of a database that cannot be reached or of a full disk.
pub(crate) fn violation(error: &DbErr) -> Option<ErrorCode> {
    let runtime = match error {
        DbErr::ConnectionAcquire(_) => return Some(ErrorCode::Unavailable),
        DbErr::Exec(e) | DbErr::Query(e) | DbErr::Conn(e) => e,
        _ => return None,
    };
    let RuntimeErr::SqlxError(error) = runtime else { return None };
    let sqlx::Error::Database(error) = error.as_ref() else {
        return matches!(
            error.as_ref(),
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_)
        )
        .then_some(ErrorCode::Unavailable);
    };
    let (code, message) = (error.code().unwrap_or_default(), error.message());
    let hit = |(postgres, sqlite, _): &&(&str, &str, ErrorCode)| {
        error.constraint() == Some(*postgres) || message == *postgres || names(message, sqlite)
    };
    if let Some((_, _, code)) = VIOLATIONS.iter().find(hit) {
        return Some(*code);
    }
    // SQLite's extended codes hold the plain one in their lowest byte; PostgreSQL's have five characters.
    let plain = if code.len() < 5 { code.parse::<u32>().map_or(0, |code| code & 0xff) } else { 0 };
    match code.as_ref() {
        // SQLITE_FULL, disk_full; no room to write, to grow or to sync a file, or the index of the write-ahead log
        "13" | "53100" | "778" | "1034" | "1546" | "4618" | "4874" | "5386" => Some(ErrorCode::InsufficientStorage),
        // SQLITE_BUSY, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN
        _ if matches!(plain, 5 | 8 | 10 | 14) => Some(ErrorCode::Unavailable),
        // too_many_connections, admin shutdown, read-only, serialisation, deadlock
        "53300" | "57P01" | "57P03" | "25006" | "40001" | "40P01"
        // a lock, a statement, an idle transaction took too long
        | "55P03" | "57014" | "25P03" => Some(ErrorCode::Unavailable),
        // FOREIGN KEY
        "787" | "23503" => Some(ErrorCode::StillReferenced),
        _ => None,
    }
}

/// Whether SQLite's message is the raised text or names these columns.
fn names(message: &str, sqlite: &str) -> bool {
    message == sqlite
        || message
            .strip_prefix("UNIQUE constraint failed: ")
            .is_some_and(|columns| columns == sqlite || columns.starts_with(&format!("{sqlite},")))
}

/// Loads a row that is about to be changed, and keeps others from changing it until the transaction ends.
pub(crate) async fn lock_row<E>(conn: &impl ConnectionTrait, id: impl Into<Uuid>) -> Result<E::Model>
where
    E: EntityTrait,
    <E::PrimaryKey as PrimaryKeyTrait>::ValueType: From<Uuid>,
{
    let row = E::find_by_id(id.into()).lock_exclusive().one(conn).await?;
    row.ok_or(DomainError::NotFound)
}

/// Refuses a change that is based on another version than the current one.
pub(crate) fn check_version(current: i32, sent: i32) -> Result<()> {
    if current == sent { Ok(()) } else { Err(DomainError::Stale(current)) }
}

#[cfg(test)]
mod tests {
    use super::{is_safe, names};

    #[test]
    fn an_sqlite_that_may_lose_data_is_refused() {
        for (version, safe) in [
            ("3.51.2", false),
            ("3.51.3", true),
            ("3.7.0", false),
            ("3.52.0", true),
            ("3.100.0", true),
            ("4.0.0", true),
            ("", false),
            ("new", false),
        ] {
            assert_eq!(is_safe(version), safe, "{version}");
        }
    }

    #[test]
    fn sqlite_names_columns_or_raises_texts() {
        assert!(names("term_overlap", "term_overlap"));
        assert!(names("UNIQUE constraint failed: account.sign_in_name", "account.sign_in_name"));
        assert!(names(
            "UNIQUE constraint failed: idempotency_key.principal, idempotency_key.operation",
            "idempotency_key.principal"
        ));
        assert!(!names("UNIQUE constraint failed: account.sign_in_names", "account.sign_in_name"));
    }
}
