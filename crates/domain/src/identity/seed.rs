//! Accounts for seeding. Their passwords are the caller's business.

pub use super::role_grants::GrantScope;
use super::{accounts, covers, role_grants};
use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::error::Result;
use chrono::NaiveDate;
use obrady_entity::account;
use obrady_types::identity::{AccountCreate, Role};
use obrady_types::{AccountId, BodyId, RegionId};

/// The hash of a password that is not checked for quality.
///
/// # Errors
/// When hashing fails.
pub async fn hash_password(call: &Call, password: &str) -> Result<String> {
    call.ctx.passwords.hash(call.ctx.random.as_ref(), password).await
}

/// Writes an account with a hash.
///
/// # Errors
/// `already_exists` for a sign-in name that is taken.
pub async fn insert_account(tx: &WriteTx, region: RegionId, input: &AccountCreate, hash: String) -> Result<AccountId> {
    Ok(accounts::insert_account(tx, region, input, hash).await?.id.into())
}

/// Gives a role without an end.
///
/// # Errors
/// Failures of the database.
pub async fn insert_grant(tx: &WriteTx, account: AccountId, role: Role, scope: GrantScope) -> Result<()> {
    role_grants::insert_role_grant(tx, account, role, scope, None).await.map(|_| ())
}

/// Has somebody stand in for a coordinator in one body, from a day until the day before another one.
///
/// # Errors
/// `not_found` for an unknown account; `period_overlap` when the body is covered on one of these days.
pub async fn insert_cover(
    tx: &WriteTx,
    absent: AccountId,
    covering: AccountId,
    body: BodyId,
    days: (NaiveDate, NaiveDate),
) -> Result<()> {
    let absent = lock_row::<account::Entity>(tx.conn(), absent).await?;
    let covering = lock_row::<account::Entity>(tx.conn(), covering).await?;
    covers::insert_cover(tx, &absent, &covering, body.into(), days).await.map(|_| ())
}
