//! The chain of the audit (DOM-22, docs/adr/0007-audit-chain.md): entry n holds a hash over its audit row, over what
//! stood beside it, and over entry n-1. Rows are sealed a moment after their commit, so that nobody who writes waits
//! for anybody else; until then they stand in `audit_unsealed`.

use crate::ctx::{Call, WriteTx};
use crate::db::Db;
use crate::error::Result;
use aws_lc_rs::digest::{Context, SHA256};
use obrady_entity::{audit_event, audit_personal, audit_seal, audit_unsealed};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    Statement,
};
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// Rows that one transaction seals, and that one step of a check reads.
const AT_ONCE: u64 = 500;
/// Transactions of one run.
const ROUNDS: usize = 2000;
/// Number of PostgreSQL's advisory lock under which rows are sealed; any constant that nobody else uses.
const SEAL_LOCK: i64 = 0x6f62_7261_6479_0002;
/// What the first entry follows.
const BEGINNING: &str = "";
/// Names the encoding; another one gets another name.
const FORM: &str = "obrady audit 1";

/// The end of the chain: how many entries it has, and the hash of the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Entries.
    pub entries: i64,
    /// Hash of the last one in hexadecimal digits; empty where there is none.
    pub hash: String,
}

/// What a check of the chain found to be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The chain's end.
    pub head: Head,
    /// Rows that are not in the chain yet.
    pub waiting: u64,
    /// Entries whose words were erased since.
    pub erased: u64,
    /// Where the expected hash stands, if one was expected.
    pub expected_at: Option<i64>,
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// There is no entry of this number, but there are later ones.
    EntryMissing(i64),
    /// The entry's audit row is gone.
    RowMissing(i64, i64),
    /// The entry, its audit row or what comes before it was changed.
    RowChanged(i64, i64),
    /// What stands beside the entry's audit row is not what stood there.
    WordsChanged(i64, i64),
    /// The row is neither in the chain nor waiting for it.
    RowAdded(i64),
    /// The hash that was expected is nowhere in the chain.
    NotExpected,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EntryMissing(seq) => write!(f, "entry {seq} of the chain is missing"),
            Self::RowMissing(seq, id) => write!(f, "row {id} (entry {seq} of the chain) is missing"),
            Self::RowChanged(seq, id) => write!(f, "row {id} (entry {seq} of the chain) was changed"),
            Self::WordsChanged(seq, id) => {
                write!(f, "what is said beside row {id} (entry {seq} of the chain) was changed")
            }
            Self::RowAdded(id) => write!(f, "row {id} was written past the chain"),
            Self::NotExpected => f.write_str("the expected hash is nowhere in the chain"),
        }
    }
}

/// Seals the rows that wait, in small transactions; the chain's end where something was sealed. Any number of servers
/// may do it side by side: who comes second has nothing to do.
///
/// # Errors
/// Failures of the database.
pub async fn seal_audit(call: &Call) -> Result<Option<Head>> {
    let mut last = None;
    // Nobody is kept from writing for nothing.
    if audit_unsealed::Entity::find().one(call.ctx.db.reader()).await?.is_none() {
        return Ok(None);
    }
    for _ in 0..ROUNDS {
        let sealed = call.write("seal_audit", async |tx| seal_some(tx).await).await?;
        let Some((entries, hash, more)) = sealed else { break };
        last = Some(Head { entries, hash });
        if !more {
            break;
        }
    }
    Ok(last)
}

/// One transaction of sealing: the new end, and whether more may wait.
async fn seal_some(tx: &WriteTx) -> Result<Option<(i64, String, bool)>> {
    if tx.is_postgres() && !is_alone(tx).await? {
        return Ok(None);
    }
    let waiting = audit_unsealed::Entity::find().order_by_asc(audit_unsealed::Column::AuditEventId).limit(AT_ONCE);
    let ids: Vec<i64> = waiting.all(tx.conn()).await?.into_iter().map(|row| row.audit_event_id).collect();
    if ids.is_empty() {
        return Ok(None);
    }
    let rows = audit_event::Entity::find()
        .filter(audit_event::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(audit_event::Column::Id)
        .all(tx.conn())
        .await?;
    let beside = beside(tx.conn(), &ids).await?;
    let Head { mut entries, mut hash } = head(tx.conn()).await?;
    let mut seals = Vec::with_capacity(rows.len());
    for row in rows {
        entries += 1;
        let personal = beside.get(&row.id).map(|(salt, words)| digest_of_words(*salt, words));
        hash = hash_of(&hash, entries, &row, personal.as_deref());
        seals.push(audit_seal::ActiveModel {
            seq: Set(entries),
            audit_event_id: Set(row.id),
            personal: Set(personal),
            hash: Set(hash.clone()),
        });
    }
    let more = ids.len() as u64 == AT_ONCE;
    audit_seal::Entity::insert_many(seals).exec_without_returning(tx.conn()).await?;
    let sealed = audit_unsealed::Column::AuditEventId.is_in(ids);
    audit_unsealed::Entity::delete_many().filter(sealed).exec(tx.conn()).await?;
    Ok(Some((entries, hash, more)))
}

/// Whether nobody else seals until the transaction ends. SQLite has one writer.
async fn is_alone(tx: &WriteTx) -> Result<bool> {
    let lock = "SELECT pg_try_advisory_xact_lock($1)";
    let lock = Statement::from_sql_and_values(DbBackend::Postgres, lock, [SEAL_LOCK.into()]);
    let row = tx.conn().query_one_raw(lock).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()? == Some(true))
}

/// The chain's end.
///
/// # Errors
/// Failures of the database.
pub async fn head(conn: &impl ConnectionTrait) -> Result<Head> {
    let last = audit_seal::Entity::find().order_by_desc(audit_seal::Column::Seq).one(conn).await?;
    Ok(last.map_or_else(
        || Head { entries: 0, hash: BEGINNING.to_owned() },
        |row| Head { entries: row.seq, hash: row.hash },
    ))
}

/// Checks every entry, and that every row is in the chain or waits for it; all as it stands at one instant. With an
/// expected hash, which somebody wrote down earlier, the chain must have it somewhere: so nothing up to there was
/// changed, added or taken away by anybody, whatever else they could write.
///
/// # Errors
/// Failures of the database.
pub async fn verify_audit(db: &Db, expected: Option<&str>) -> Result<std::result::Result<Checked, Broken>> {
    let snapshot = db.begin_snapshot().await?;
    let mut head = Head { entries: 0, hash: BEGINNING.to_owned() };
    let (mut erased, mut expected_at) = (0, None);
    loop {
        let seals = audit_seal::Entity::find()
            .filter(audit_seal::Column::Seq.gt(head.entries))
            .order_by_asc(audit_seal::Column::Seq)
            .limit(AT_ONCE)
            .all(&snapshot)
            .await?;
        if seals.is_empty() {
            break;
        }
        let ids: Vec<i64> = seals.iter().map(|seal| seal.audit_event_id).collect();
        let rows = audit_event::Entity::find().filter(audit_event::Column::Id.is_in(ids.iter().copied()));
        let rows: BTreeMap<i64, _> = rows.all(&snapshot).await?.into_iter().map(|row| (row.id, row)).collect();
        let beside = beside(&snapshot, &ids).await?;
        for seal in seals {
            if seal.seq != head.entries + 1 {
                return Ok(Err(Broken::EntryMissing(head.entries + 1)));
            }
            let Some(row) = rows.get(&seal.audit_event_id) else {
                return Ok(Err(Broken::RowMissing(seal.seq, seal.audit_event_id)));
            };
            if hash_of(&head.hash, seal.seq, row, seal.personal.as_deref()) != seal.hash {
                return Ok(Err(Broken::RowChanged(seal.seq, row.id)));
            }
            let said = beside.get(&row.id).map(|(salt, words)| digest_of_words(*salt, words));
            match (&seal.personal, said) {
                (Some(_), None) => erased += 1,
                (then, now) if *then == now => {}
                _ => return Ok(Err(Broken::WordsChanged(seal.seq, row.id))),
            }
            if expected.is_some_and(|expected| expected.eq_ignore_ascii_case(&seal.hash)) {
                expected_at = Some(seal.seq);
            }
            head = Head { entries: seal.seq, hash: seal.hash };
        }
    }
    let waiting = audit_unsealed::Entity::find().count(&snapshot).await?;
    if let Some(id) = past_the_chain(&snapshot).await? {
        return Ok(Err(Broken::RowAdded(id)));
    }
    if expected.is_some() && expected_at.is_none() {
        return Ok(Err(Broken::NotExpected));
    }
    Ok(Ok(Checked { head, waiting, erased, expected_at }))
}

/// The first row that is neither in the chain nor waiting.
async fn past_the_chain(conn: &impl ConnectionTrait) -> Result<Option<i64>> {
    let sql = "SELECT min(e.id) FROM audit_event e \
        WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.audit_event_id = e.id) \
        AND NOT EXISTS (SELECT 1 FROM audit_unsealed u WHERE u.audit_event_id = e.id)";
    let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    Ok(row.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten())
}

/// Salt and words beside each of these rows that has some.
async fn beside(conn: &impl ConnectionTrait, ids: &[i64]) -> Result<BTreeMap<i64, (Uuid, String)>> {
    let of_them = audit_personal::Column::AuditEventId.is_in(ids.iter().copied());
    let rows = audit_personal::Entity::find().filter(of_them).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.audit_event_id, (row.salt, row.detail))).collect())
}

fn digest_of_words(salt: Uuid, words: &str) -> String {
    let mut parts = Parts::new("obrady audit words 1");
    parts.add(salt.as_bytes());
    parts.add(words.as_bytes());
    parts.finish()
}

fn hash_of(before: &str, seq: i64, row: &audit_event::Model, personal: Option<&str>) -> String {
    let mut parts = Parts::new(FORM);
    parts.add(before.as_bytes());
    parts.add(&seq.to_be_bytes());
    parts.add(&row.id.to_be_bytes());
    parts.add(&row.at.timestamp().to_be_bytes());
    parts.add(&row.at.timestamp_subsec_nanos().to_be_bytes());
    parts.add_if(row.region_id.as_ref().map(|id| id.as_bytes().as_slice()));
    parts.add(row.actor_kind.as_bytes());
    parts.add_if(row.actor_id.as_ref().map(|id| id.as_bytes().as_slice()));
    parts.add(row.action.as_bytes());
    parts.add(row.object_kind.as_bytes());
    parts.add(row.object_id.as_bytes());
    parts.add(row.detail.as_bytes());
    parts.add_if(row.request_id.as_deref().map(str::as_bytes));
    parts.add_if(personal.map(str::as_bytes));
    parts.finish()
}

/// A digest of parts, each behind its length, so that no two lists of parts look alike.
struct Parts(Context);

impl Parts {
    fn new(form: &str) -> Self {
        let mut parts = Self(Context::new(&SHA256));
        parts.add(form.as_bytes());
        parts
    }

    fn add(&mut self, part: &[u8]) {
        self.0.update(&(part.len() as u64).to_be_bytes());
        self.0.update(part);
    }

    /// Nothing differs from something empty.
    fn add_if(&mut self, part: Option<&[u8]>) {
        match part {
            Some(part) => self.add(part),
            None => self.0.update(&u64::MAX.to_be_bytes()),
        }
    }

    fn finish(self) -> String {
        self.0.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    fn row() -> audit_event::Model {
        audit_event::Model {
            id: 1,
            at: Utc.timestamp_opt(1_795_510_800, 5_000).unwrap(),
            region_id: None,
            actor_kind: "account".into(),
            actor_id: Some(Uuid::from_u128(1)),
            action: "topic.created".into(),
            object_kind: "topic".into(),
            object_id: Uuid::from_u128(2),
            detail: "null".into(),
            request_id: None,
        }
    }

    #[test]
    fn the_encoding_stays_what_it_is() {
        // Whoever wrote a hash down must find it again with every later program.
        let hash = hash_of(BEGINNING, 1, &row(), None);
        assert_eq!(hash, "4fbcf4da07c3a7fb02291cb2c44ed2b6a8b1852de14c9d56440a06931608cece");
    }

    #[test]
    fn everything_counts() {
        let hash = hash_of(BEGINNING, 1, &row(), None);
        let changes: [fn(&mut audit_event::Model); 10] = [
            |row| row.id = 2,
            |row| row.at += chrono::Duration::microseconds(1),
            |row| row.region_id = Some(Uuid::from_u128(0)),
            |row| row.actor_kind = "system".into(),
            |row| row.actor_id = None,
            |row| row.action = "topic.updated".into(),
            |row| row.object_kind = "body".into(),
            |row| row.object_id = Uuid::from_u128(3),
            |row| row.detail = "{}".into(),
            |row| row.request_id = Some(String::new()),
        ];
        for (n, change) in changes.into_iter().enumerate() {
            let mut changed = row();
            change(&mut changed);
            assert_ne!(hash_of(BEGINNING, 1, &changed, None), hash, "change {n}");
        }
        assert_ne!(hash_of("a", 1, &row(), None), hash);
        assert_ne!(hash_of(BEGINNING, 2, &row(), None), hash);
        assert_ne!(hash_of(BEGINNING, 1, &row(), Some("")), hash);
    }
}
