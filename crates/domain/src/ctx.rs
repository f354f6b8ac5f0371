//! What every use case needs, and one call of a use case.

use crate::clock::{Clock, Random};
use crate::db::Db;
use crate::error::Result;
use crate::identity::{PasswordHasher, TokenKeys};
use crate::meetings::ReleasedAgendas;
use crate::policy::{Action, Actor, Caller, Scope, SecondFactorPolicy};
use crate::repeat::{self, RepeatKey};
use crate::writing::Writing;
use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

/// What every use case needs; one for a server.
#[derive(Debug)]
pub struct Ctx {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Random bits.
    pub random: Arc<dyn Random>,
    /// Keys that sign access tokens.
    pub keys: TokenKeys,
    /// Hashes passwords, a few at a time.
    pub passwords: PasswordHasher,
    /// Signs cursors; the same on all replicas.
    pub cursor_secret: [u8; 32],
    /// The same of the other keys, which only open what they once sealed.
    pub older_secrets: Vec<[u8; 32]>,
    /// Whose rights count only with a second factor.
    pub second_factor: SecondFactorPolicy,
    /// Time zone of new meetings.
    pub time_zone: chrono_tz::Tz,
    /// Published agendas that were read before.
    pub agendas: ReleasedAgendas,
}

impl Ctx {
    /// A new UUIDv7 of the context's clock and randomness.
    pub fn new_id(&self) -> Uuid {
        let mut random = [0; 10];
        self.random.fill(&mut random);
        let millis = u64::try_from(self.clock.now().timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// The calendar date of an instant in the context's time zone.
    pub fn date_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.time_zone).date_naive()
    }

    /// The first instant of a date in the context's time zone.
    pub fn start_of(&self, date: NaiveDate) -> DateTime<Utc> {
        let midnight = date.and_time(chrono::NaiveTime::MIN);
        let local = self.time_zone.from_local_datetime(&midnight).earliest();
        // Where the clocks skip midnight, the day starts an hour later.
        let local =
            local.or_else(|| self.time_zone.from_local_datetime(&(midnight + chrono::Duration::hours(1))).earliest());
        local.map_or_else(|| Utc.from_utc_datetime(&midnight), |at| at.with_timezone(&Utc))
    }

    /// The first instant after a date in the context's time zone.
    pub fn end_of(&self, date: NaiveDate) -> DateTime<Utc> {
        self.start_of(date.checked_add_days(Days::new(1)).unwrap_or(date))
    }
}

/// One call of a use case: by whom, and under which ids.
#[derive(Clone, Debug)]
pub struct Call {
    /// The server's context.
    pub ctx: Arc<Ctx>,
    /// Who calls.
    pub caller: Caller,
    /// Id of the request, for the audit.
    pub request_id: Option<String>,
    /// Key under which the answer is stored, so that a repeated request has one effect.
    pub repeat: Option<RepeatKey>,
}

impl Call {
    /// A call of the system itself, for seeding and the command line: every action is allowed.
    pub fn system(ctx: Arc<Ctx>) -> Self {
        Self { ctx, caller: Caller::System, request_id: None, repeat: None }
    }

    /// The same call by nobody in particular and without a key: for what goes by credentials or a cookie of its own,
    /// whatever token comes with it.
    pub(crate) fn by_nobody(&self) -> Self {
        Self { caller: Caller::Anonymous, repeat: None, ..self.clone() }
    }

    /// Opens the database for reading as the caller, with the rights that hold now.
    ///
    /// # Errors
    /// `unauthenticated` when the caller's account or sign-in has ended.
    pub async fn read(&self) -> Result<Reader> {
        let now = self.ctx.clock.now();
        let actor = Actor::load(self.ctx.db.reader(), &self.ctx, &self.caller, now).await?;
        Ok(Reader { ctx: Arc::clone(&self.ctx), actor, now })
    }

    /// Runs `work` in one write transaction as the caller, with the rights that hold inside it. With a
    /// [`RepeatKey`], the answer is stored in the same transaction, or the stored one is returned.
    ///
    /// # Errors
    /// What `work` answers; nothing is written then. `idempotency_key_reused` and `idempotency_key_in_use` for
    /// a key that belongs to another body or to a request still running.
    pub async fn write<T, F>(&self, operation: &'static str, work: F) -> Result<T>
    where
        T: Serialize + DeserializeOwned,
        F: AsyncFnOnce(&WriteTx) -> Result<T>,
    {
        let began = Instant::now();
        let tx = self.begin().await?;
        if let Some(key) = &self.repeat
            && let Some(stored) = repeat::find(&tx, operation, key).await?
        {
            return Ok(stored);
        }
        let answer = work(&tx).await?;
        if let Some(key) = &self.repeat {
            repeat::store(&tx, operation, key, &answer).await?;
        }
        tx.transaction.commit().await?;
        self.ctx.db.note_write(began.elapsed());
        Ok(answer)
    }

    /// Runs `work` in one write transaction as the caller and undoes it: what [`Call::write`] would answer.
    ///
    /// # Errors
    /// What `work` answers.
    pub async fn rehearse<T>(&self, work: impl AsyncFnOnce(&WriteTx) -> Result<T>) -> Result<T> {
        let tx = self.begin().await?;
        let answer = work(&tx).await;
        tx.transaction.rollback().await?;
        answer
    }

    async fn begin(&self) -> Result<WriteTx> {
        let transaction = self.ctx.db.begin_write().await?;
        let now = self.ctx.clock.now();
        let actor = Actor::load(transaction.conn(), &self.ctx, &self.caller, now).await?;
        Ok(WriteTx { transaction, ctx: Arc::clone(&self.ctx), actor, now, request_id: self.request_id.clone() })
    }
}

/// The database opened for reading, and who reads.
#[derive(Debug)]
pub struct Reader {
    /// The server's context.
    pub ctx: Arc<Ctx>,
    /// Who reads.
    pub actor: Actor,
    /// The instant of the call, UTC.
    pub now: DateTime<Utc>,
}

impl Reader {
    /// The connection.
    pub(crate) fn conn(&self) -> &DatabaseConnection {
        self.ctx.db.reader()
    }

    /// Refuses what the policy does not allow.
    pub(crate) fn require(&self, action: Action, scope: &Scope) -> Result<()> {
        crate::policy::require(&self.actor, action, scope)
    }
}

/// A write transaction, and who writes. Dropping it undoes everything.
#[derive(Debug)]
pub struct WriteTx {
    transaction: Writing,
    /// The server's context.
    pub ctx: Arc<Ctx>,
    /// Who writes.
    pub actor: Actor,
    /// The instant of the call, UTC.
    pub now: DateTime<Utc>,
    /// Id of the request, for the audit.
    pub request_id: Option<String>,
}

impl WriteTx {
    /// The transaction as a connection.
    pub(crate) fn conn(&self) -> &DatabaseTransaction {
        self.transaction.conn()
    }

    /// Refuses what the policy does not allow.
    pub(crate) fn require(&self, action: Action, scope: &Scope) -> Result<()> {
        crate::policy::require(&self.actor, action, scope)
    }

    /// Refuses somebody who has not shown for ten minutes who they are (SEC-14).
    pub(crate) fn require_confirmed(&self) -> Result<()> {
        self.actor.require_confirmed(self.now)
    }

    /// The instant to decide by after waiting for a lock: [`WriteTx::now`] was read before, and what happened since
    /// then is known by now.
    pub(crate) fn now_after_lock(&self) -> DateTime<Utc> {
        self.ctx.clock.now().max(self.now)
    }

    /// Whether it runs on PostgreSQL.
    pub(crate) fn is_postgres(&self) -> bool {
        self.ctx.db.is_postgres()
    }

    /// A new UUIDv7.
    pub(crate) fn new_id(&self) -> Uuid {
        self.ctx.new_id()
    }
}
