//! Requests that may be repeated: the answer is stored under the caller's key in the transaction of the effect
//! (draft-ietf-httpapi-idempotency-key-header).

use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use aws_lc_rs::{digest, hmac};
use obrady_entity::idempotency_key::{ActiveModel, Column, Entity};
use obrady_types::ErrorCode;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    Statement,
};
use serde::{Serialize, de::DeserializeOwned};

/// Hours for which an answer can be repeated.
pub const LIFETIME_HOURS: i64 = 24;
/// Answers that one transaction deletes.
const DELETED_AT_ONCE: u64 = 200;

/// A caller's key and a digest of what was asked under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatKey {
    /// The key, at most 255 characters.
    pub key: String,
    /// Digest of target and body.
    pub body_hash: String,
}

impl RepeatKey {
    /// A key for a request that consists of these parts: target, preconditions, body.
    pub fn new(key: &str, parts: &[&[u8]]) -> Self {
        let mut context = digest::Context::new(&digest::SHA256);
        for part in parts {
            context.update(&part.len().to_be_bytes());
            context.update(part);
        }
        Self { key: key.to_owned(), body_hash: hex(context.finish().as_ref()) }
    }
}

/// The stored answer, if the request was carried out before.
pub(crate) async fn find<T: DeserializeOwned>(tx: &WriteTx, operation: &str, key: &RepeatKey) -> Result<Option<T>> {
    let principal = principal(tx)?;
    if tx.is_postgres() {
        lock(tx, &principal, operation, &key.key).await?;
    }
    let id = (principal, operation.to_owned(), key.key.clone());
    let Some(row) = Entity::find_by_id(id).one(tx.conn()).await? else { return Ok(None) };
    if row.created_at + chrono::Duration::hours(LIFETIME_HOURS) <= tx.now {
        Entity::delete_by_id((row.principal, row.operation, row.key)).exec(tx.conn()).await?;
        return Ok(None);
    }
    if row.body_hash != keyed(&tx.ctx.cursor_secret, &key.body_hash) {
        return Err(ErrorCode::IdempotencyKeyReused.into());
    }
    Ok(Some(serde_json::from_str(&row.response)?))
}

/// Stores the answer.
pub(crate) async fn store<T: Serialize>(tx: &WriteTx, operation: &str, key: &RepeatKey, answer: &T) -> Result<()> {
    let row = ActiveModel {
        principal: Set(principal(tx)?),
        operation: Set(operation.to_owned()),
        key: Set(key.key.clone()),
        body_hash: Set(keyed(&tx.ctx.cursor_secret, &key.body_hash)),
        response: Set(serde_json::to_string(answer)?),
        created_at: Set(tx.now),
    };
    row.insert(tx.conn()).await?;
    Ok(())
}

/// What is stored of a request. A body may hold a password, whose plain hash could be guessed from: only who has the
/// installation's secret can compute this one.
fn keyed(secret: &[u8], body_hash: &str) -> String {
    let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), b"idempotency keys");
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()), body_hash.as_bytes());
    hex(tag.as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Deletes some of the answers that can no longer be repeated, oldest first; whether there may be more.
pub(crate) async fn delete_expired(tx: &WriteTx) -> Result<bool> {
    let oldest = tx.now - chrono::Duration::hours(LIFETIME_HOURS);
    let expired: Vec<(String, String, String)> = Entity::find()
        .select_only()
        .columns([Column::Principal, Column::Operation, Column::Key])
        .filter(Column::CreatedAt.lt(oldest))
        .order_by_asc(Column::CreatedAt)
        .limit(DELETED_AT_ONCE)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_tuple()
        .all(tx.conn())
        .await?;
    let more = expired.len() as u64 == DELETED_AT_ONCE;
    for id in expired {
        Entity::delete_by_id(id).exec(tx.conn()).await?;
    }
    Ok(more)
}

fn principal(tx: &WriteTx) -> Result<String> {
    tx.actor.principal().ok_or(DomainError::Refused(ErrorCode::Unauthenticated))
}

/// PostgreSQL runs requests side by side: whoever comes second is told so. SQLite has one writer.
async fn lock(tx: &WriteTx, principal: &str, operation: &str, key: &str) -> Result<()> {
    let digest = digest::digest(&digest::SHA256, format!("{principal}\n{operation}\n{key}").as_bytes());
    let number = digest.as_ref().iter().take(8).fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte));
    let lock =
        Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_try_advisory_xact_lock($1)", [number.into()]);
    let row = tx.conn().query_one_raw(lock).await?;
    match row.map(|row| row.try_get_by_index::<bool>(0)).transpose()? {
        Some(true) => Ok(()),
        _ => Err(ErrorCode::IdempotencyKeyInUse.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_hash_depends_on_the_secret() {
        let key = RepeatKey::new("k", &[b"/api/v1/accounts", b"{}"]);
        let stored = keyed(&[1; 32], &key.body_hash);
        assert_eq!(stored, keyed(&[1; 32], &key.body_hash));
        assert_ne!(stored, keyed(&[2; 32], &key.body_hash));
        assert_ne!(stored, key.body_hash);
    }
}
