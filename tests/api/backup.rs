//! Copies on both engines, by the functions behind `obrady backup` and `obrady restore` (REL-06). What the program says
//! and leaves behind on SQLite stands in the tests of the server.

use obrady_domain::audit_chain::{seal_audit, verify_audit};
use obrady_domain::clock::SystemClock;
use obrady_domain::{Db, groups};
use obrady_server::{Config, back_up, keep_copies, open, restore};
use obrady_tests::db::{self, TestDb};
use obrady_tests::{App, start};
use obrady_types::groups::TopicCreate;
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use std::path::{Path, PathBuf};

fn config(url: &str) -> Config {
    let environment = [("OBRADY_DATABASE_URL".to_owned(), url.to_owned())];
    Config::load(None, environment.into_iter()).expect("the configuration is good")
}

/// A folder of its own; it goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("obrady kopie 100% {name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn names(&self) -> usize {
        std::fs::read_dir(&self.0).expect("a folder").count()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn number(db: &Db, sql: &str) -> i64 {
    let statement = Statement::from_string(db.reader().get_database_backend(), sql);
    let row = db.reader().query_one_raw(statement).await.expect("the query is good").expect("a row");
    row.try_get_by_index(0).expect("a number")
}

async fn write(app: &App, n: usize) {
    let input = TopicCreate { title: format!("Kopia {n}"), sub_points: vec![], priority: None, planned: None };
    groups::create_topic(&app.system(), app.world.group, input).await.expect("a topic");
}

async fn refused(copy: &Path, word: &str) {
    let TestDb { url, .. } = &db::empty().await.expect("an empty database");
    let error = format!("{:#}", restore(&config(url), copy).await.expect_err(word));
    assert!(error.contains(word) && !error.contains('\n'), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_is_one_instant_of_a_database_that_is_written_to() {
    let app = start().await;
    let folder = Folder::new("instant");
    seal_audit(&app.system()).await.expect("sealed");
    let copy = folder.file("a b.backup");
    let copied = async { back_up(&config(app.database_url()), &SystemClock, &copy).await.expect("a copy") };
    let written = async {
        for n in 0..30 {
            write(&app, n).await;
        }
    };
    let (manifest, ()) = tokio::join!(copied, written);
    assert_eq!(folder.names(), 1, "nothing unfinished is left");
    let TestDb { url, .. } = &db::empty().await.expect("an empty database");
    let config = config(url);
    assert_eq!(restore(&config, &copy).await.expect("restored"), manifest);
    let db = open(&config).await.expect("it opens");
    let topics = number(&db, "SELECT count(*) FROM topic WHERE title LIKE 'Kopia%'").await;
    let audited = "SELECT count(*) FROM audit_event WHERE action = 'topic.created'";
    let before = app.number(audited).await - 30;
    assert_eq!(number(&db, audited).await, before + topics, "each topic has its audit row");
    let checked = verify_audit(&db, Some(&manifest.facts.audit_head)).await.expect("readable").expect("whole");
    assert_eq!(checked.head.entries, manifest.facts.audit_sealed);
    // A sequence goes on where it was.
    let ids = "SELECT max(id) FROM audit_event";
    let last = number(&db, ids).await;
    let topic = "INSERT INTO audit_event (at, actor_kind, action, object_kind, object_id, detail) \
        SELECT at, actor_kind, action, object_kind, object_id, detail FROM audit_event LIMIT 1";
    db.writer().execute_unprepared(topic).await.expect("written");
    assert!(number(&db, ids).await > last);
    db.close().await.expect("closed");
    // The place is taken now.
    let error = format!("{:#}", restore(&config, &copy).await.expect_err("taken"));
    assert!(error.contains("empty") && !error.contains('\n'), "{error}");
}

#[tokio::test]
async fn a_copy_that_is_not_what_was_written_is_refused() {
    let app = start().await;
    let folder = Folder::new("refused");
    let copy = folder.file("good.backup");
    back_up(&config(app.database_url()), &SystemClock, &copy).await.expect("a copy");
    let whole = std::fs::read(&copy).expect("it can be read");
    let with = |name: &str, bytes: Vec<u8>| {
        std::fs::write(folder.file(name), bytes).expect("written");
        folder.file(name)
    };
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    refused(&with("flipped", flipped), "SHA-256").await;
    refused(&with("half", whole[..whole.len() / 2].to_vec()), "not whole").await;
    refused(&with("text", b"Dear diary".to_vec()), "no copy").await;
    let mut other = whole.clone();
    let head: &[u8] = if app.ctx.db.is_postgres() { b"SQLite format 3\0" } else { b"PGDMP" };
    other.splice(..head.len(), head.iter().copied());
    refused(&with("other", other), "changed").await;
    let again = back_up(&config(app.database_url()), &SystemClock, &copy).await;
    assert!(format!("{:#}", again.expect_err("there is one")).contains("exists"));
    assert_eq!(std::fs::read(&copy).expect("it can be read"), whole, "a copy is never written over");
}

#[tokio::test]
async fn an_empty_database_has_nothing_to_copy() {
    let TestDb { url, .. } = &db::empty().await.expect("an empty database");
    let folder = Folder::new("nothing");
    let error = back_up(&config(url), &SystemClock, &folder.file("x.backup")).await.expect_err("nothing");
    assert!(!format!("{error:#}").contains('\n'), "{error:#}");
    assert_eq!(folder.names(), 0);
}

#[tokio::test]
async fn the_newest_copies_are_kept_and_may_be_made_side_by_side() {
    let app = start().await;
    let folder = Folder::new("nightly");
    let config = config(app.database_url());
    for _ in 0..3 {
        let (one, two) = tokio::join!(
            keep_copies(&config, &SystemClock, &folder.0, 2),
            keep_copies(&config, &SystemClock, &folder.0, 2)
        );
        // In the same millisecond one of them finds the name taken.
        let made: Vec<_> = [one, two].into_iter().filter_map(Result::ok).collect();
        assert!(!made.is_empty());
        assert!(made.iter().any(|(file, _)| file.is_file()));
    }
    assert_eq!(folder.names(), 2);
    let (newest, manifest) = keep_copies(&config, &SystemClock, &folder.0, 1).await.expect("a copy");
    assert_eq!(folder.names(), 1);
    let TestDb { url, .. } = &db::empty().await.expect("an empty database");
    assert_eq!(restore(&self::config(url), &newest).await.expect("restored"), manifest);
}
