//! Write transactions that share one sync of the disk (docs/adr/0008-shared-commits.md).
//!
//! SQLite has one writer, and most of what a small change takes is the sync at its commit. So whoever is done queues
//! again for the writer before committing, behind those who wait for it already: they write into the same transaction,
//! each after a savepoint, and whoever comes first to the end commits for all. Nobody is answered before that commit,
//! and alone one waits for nobody. On PostgreSQL, where transactions run side by side, each has its own.

use crate::error::Result;
use obrady_types::ErrorCode;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

/// How long somebody waits for their turn to write.
const TURN: Duration = Duration::from_secs(30);

/// The turns of SQLite's writers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Turns(Arc<Mutex<Shared>>);

/// The transaction that is open between two turns, if one is.
#[derive(Debug, Default)]
struct Shared {
    open: Option<Open>,
    /// How many transactions there were.
    count: u64,
}

#[derive(Debug)]
struct Open {
    transaction: DatabaseTransaction,
    number: u64,
    /// Those who are done with it and wait for its commit.
    done: Vec<oneshot::Sender<Result<(), DbErr>>>,
}

/// A write transaction of one use case. Dropping it undoes what it did, and nothing else. Fields are dropped in their
/// order: what it did is undone before the next turn begins.
#[derive(Debug)]
pub(crate) enum Writing {
    /// Its own from beginning to end.
    Alone(DatabaseTransaction),
    /// The first in a transaction that others may join.
    First { transaction: DatabaseTransaction, turn: Turn },
    /// One that joins: it can be undone without the others.
    Joined { savepoint: DatabaseTransaction, turn: Turn },
}

/// The right to write until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    shared: OwnedMutexGuard<Shared>,
    turns: Turns,
}

impl Turns {
    /// Begins when it is one's turn.
    #[expect(clippy::disallowed_methods, reason = "Db::begin_write comes here")]
    pub(crate) async fn begin(&self, writer: &DatabaseConnection) -> Result<Writing> {
        let waited = tokio::time::timeout(TURN, Arc::clone(&self.0).lock_owned()).await;
        let shared = waited.map_err(|_| ErrorCode::Unavailable)?;
        let turn = Turn { shared, turns: self.clone() };
        if let Some(open) = &turn.shared.open {
            let savepoint = open.transaction.begin().await?;
            return Ok(Writing::Joined { savepoint, turn });
        }
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = writer.begin_with_options(options).await?;
        Ok(Writing::First { transaction, turn })
    }

    /// Commits the transaction of this number, unless somebody did.
    async fn finish(self, number: u64) {
        let mut shared = self.0.lock().await;
        if let Some(open) = shared.open.take_if(|open| open.number == number) {
            let result = open.transaction.commit().await;
            for done in open.done {
                // Who has gone away does not hear it.
                let _ = done.send(result.clone());
            }
        }
    }
}

impl Writing {
    /// The connection.
    pub(crate) fn conn(&self) -> &DatabaseTransaction {
        match self {
            Self::Alone(transaction) | Self::First { transaction, .. } => transaction,
            Self::Joined { savepoint, .. } => savepoint,
        }
    }

    /// Commits; when it returns, everything is on the disk.
    pub(crate) async fn commit(self) -> Result<()> {
        let (sender, receiver) = oneshot::channel();
        let turn = match self {
            Self::Alone(transaction) => return Ok(transaction.commit().await?),
            Self::First { transaction, mut turn } => {
                turn.shared.count += 1;
                let number = turn.shared.count;
                turn.shared.open = Some(Open { transaction, number, done: vec![sender] });
                turn
            }
            Self::Joined { savepoint, mut turn } => {
                savepoint.commit().await?;
                // A transaction that the turn began with is there until it ends.
                if let Some(open) = &mut turn.shared.open {
                    open.done.push(sender);
                }
                turn
            }
        };
        let (turns, number) = (turn.turns.clone(), turn.shared.count);
        drop(turn);
        // A task of its own: it must come to its end also when nobody waits for the answer any more.
        tokio::spawn(turns.finish(number));
        let committed = receiver.await.map_err(|_| ErrorCode::Unavailable)?;
        Ok(committed?)
    }

    /// Undoes everything.
    pub(crate) async fn rollback(self) -> Result<()> {
        match self {
            Self::Alone(transaction) => transaction.rollback().await?,
            Self::First { transaction, turn } => {
                transaction.rollback().await?;
                drop(turn);
            }
            Self::Joined { savepoint, turn } => {
                savepoint.rollback().await?;
                drop(turn);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::{ConnectOptions, ConnectionTrait, Database};
    use tokio::task::JoinHandle;

    /// A file in memory, and who writes into it.
    #[derive(Clone)]
    struct Desk {
        writer: DatabaseConnection,
        turns: Turns,
    }

    impl Desk {
        async fn new() -> Self {
            let mut options = ConnectOptions::new("sqlite::memory:");
            options.max_connections(1).sqlx_logging(false);
            let writer = Database::connect(options).await.unwrap();
            let tables = "PRAGMA foreign_keys = ON; CREATE TABLE said (word text PRIMARY KEY); CREATE TABLE answer \
                (word text REFERENCES said (word) DEFERRABLE INITIALLY DEFERRED)";
            writer.execute_unprepared(tables).await.unwrap();
            Self { writer, turns: Turns::default() }
        }

        async fn begin(&self) -> Writing {
            self.turns.begin(&self.writer).await.unwrap()
        }

        /// Somebody who says a word when it is their turn; they stand in the queue when this returns.
        async fn wait_to(&self, say: &str) -> JoinHandle<Result<()>> {
            let (desk, sql) = (self.clone(), say.to_owned());
            let waits = tokio::spawn(async move {
                let writing = desk.begin().await;
                writing.conn().execute_unprepared(&sql).await?;
                writing.commit().await
            });
            tokio::task::yield_now().await;
            waits
        }

        async fn count(&self, table: &str) -> i64 {
            let sql = format!("SELECT count(*) FROM {table}");
            let row = self.writer.query_one_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, sql));
            row.await.unwrap().unwrap().try_get_by_index(0).unwrap()
        }

        async fn transactions(&self) -> u64 {
            self.turns.0.lock().await.count
        }
    }

    #[tokio::test]
    async fn those_who_wait_share_a_commit_and_fail_alone() {
        let desk = Desk::new().await;
        let first = desk.begin().await;
        first.conn().execute_unprepared("INSERT INTO said VALUES ('a')").await.unwrap();
        let joined = desk.wait_to("INSERT INTO said VALUES ('b')").await;
        let wrong = desk.wait_to("INSERT INTO said VALUES ('a')").await;
        let last = desk.wait_to("INSERT INTO said VALUES ('c')").await;
        first.commit().await.unwrap();
        joined.await.unwrap().unwrap();
        wrong.await.unwrap().unwrap_err();
        last.await.unwrap().unwrap();
        assert_eq!((desk.count("said").await, desk.transactions().await), (3, 1));
    }

    #[tokio::test]
    async fn whoever_goes_away_undoes_only_their_own() {
        let desk = Desk::new().await;
        let first = desk.begin().await;
        first.conn().execute_unprepared("INSERT INTO said VALUES ('a')").await.unwrap();
        drop(first);
        let first = desk.begin().await;
        first.conn().execute_unprepared("INSERT INTO said VALUES ('a')").await.unwrap();
        let leaves = {
            let desk = desk.clone();
            tokio::spawn(async move {
                let writing = desk.begin().await;
                writing.conn().execute_unprepared("INSERT INTO said VALUES ('b')").await.unwrap();
                drop(writing);
            })
        };
        tokio::task::yield_now().await;
        let last = desk.wait_to("INSERT INTO said VALUES ('c')").await;
        first.commit().await.unwrap();
        leaves.await.unwrap();
        last.await.unwrap().unwrap();
        assert_eq!((desk.count("said").await, desk.transactions().await), (2, 1));
        desk.begin().await.rollback().await.unwrap();
    }

    #[tokio::test]
    async fn what_was_done_is_committed_also_when_nobody_waits_for_the_answer() {
        let desk = Desk::new().await;
        let first = desk.begin().await;
        first.conn().execute_unprepared("INSERT INTO said VALUES ('a')").await.unwrap();
        let gone = tokio::select! {
            biased;
            _ = first.commit() => false,
            () = std::future::ready(()) => true,
        };
        assert!(gone);
        desk.begin().await.rollback().await.unwrap();
        assert_eq!(desk.count("said").await, 1);
    }

    #[tokio::test]
    async fn a_commit_that_fails_fails_for_all() {
        let desk = Desk::new().await;
        let first = desk.begin().await;
        first.conn().execute_unprepared("INSERT INTO said VALUES ('a')").await.unwrap();
        let joined = desk.wait_to("INSERT INTO answer VALUES ('nobody said it')").await;
        first.commit().await.unwrap_err();
        joined.await.unwrap().unwrap_err();
        assert_eq!((desk.count("said").await, desk.count("answer").await), (0, 0));
    }
}
