//! The second factor (SEC-11): codes of an authenticator, each good once, and ten recovery codes.

use super::notices;
use super::passwords::PasswordProof;
use super::query::own_account;
use super::secrets;
use super::sign_ins::{end_all, end_others};
use super::totp;
use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::sealed;
use chrono::{DateTime, Duration, Utc};
use obrady_entity::second_factor::Column;
use obrady_entity::{account, recovery_code, second_factor, sign_in};
use obrady_types::identity::{IdentityProof, RecoveryCodes, SecondFactor, SecondFactorConfirm, SecondFactorStart};
use obrady_types::{AccountId, ErrorCode, RegionId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Recovery codes of a factor.
const RECOVERY_CODES: usize = 10;
/// Minutes within which setting up must be finished.
const SETUP_MINUTES: i64 = 30;
/// Signs of recovery codes: none that look alike.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Whether a factor is asked for, and how many recovery codes are left.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a service account.
pub async fn get_second_factor(call: &Call) -> Result<SecondFactor> {
    let reader = call.read().await?;
    let account = own_account(reader.actor.principal)?;
    let factor = active(reader.conn(), account.into()).await?;
    let left = match &factor {
        Some(factor) => unused(factor.id).count(reader.conn()).await?,
        None => 0,
    };
    Ok(SecondFactor {
        active: factor.is_some(),
        since: factor.and_then(|factor| factor.confirmed_at),
        recovery_codes_left: u32::try_from(left).unwrap_or_default(),
    })
}

/// The factor of an account that has been confirmed.
pub(super) async fn active<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Option<second_factor::Model>> {
    let of_account = second_factor::Entity::find().filter(Column::AccountId.eq(account));
    Ok(of_account.filter(Column::ConfirmedAt.is_not_null()).one(conn).await?)
}

/// Those of the accounts that have a factor.
pub(super) async fn with_factor<C: ConnectionTrait>(conn: &C, accounts: &[Uuid]) -> Result<BTreeSet<Uuid>> {
    let of_accounts = second_factor::Entity::find().filter(Column::AccountId.is_in(accounts.iter().copied()));
    let rows = of_accounts.filter(Column::ConfirmedAt.is_not_null()).all(conn).await?;
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}

fn unused(factor: Uuid) -> sea_orm::Select<recovery_code::Entity> {
    use recovery_code::Column;
    recovery_code::Entity::find().filter(Column::SecondFactorId.eq(factor)).filter(Column::UsedAt.is_null())
}

/// Begins to set up a factor: a new secret, shown this once. It counts from its confirmation on.
///
/// # Errors
/// `unauthenticated`, `confirmation_required`; `forbidden` for a service account; `second_factor_active`.
pub async fn start_second_factor(call: &Call) -> Result<SecondFactorStart> {
    let call = &Call { repeat: None, ..call.clone() };
    call.write("start_second_factor", async |tx| {
        let id = own_account(tx.actor.principal)?;
        tx.require_confirmed()?;
        let account = lock_row::<account::Entity>(tx.conn(), id).await?;
        if active(tx.conn(), account.id).await?.is_some() {
            return Err(ErrorCode::SecondFactorActive.into());
        }
        forget(tx, account.id).await?;
        let mut secret = [0; totp::SECRET_BYTES];
        tx.ctx.random.fill(&mut secret);
        let (row_id, secret) = (tx.new_id(), totp::base32(&secret));
        let row = second_factor::ActiveModel {
            id: Set(row_id),
            account_id: Set(account.id),
            sealed_secret: Set(sealed::seal(&tx.ctx.cursor_secret, row_id, &secret)?),
            started_at: Set(tx.now),
            confirmed_at: Set(None),
            last_step: Set(0),
        };
        row.insert(tx.conn()).await?;
        let change = Change::of("second_factor.started", "second_factor", row_id, 1);
        tx.record(change.in_region(RegionId(account.region_id))).await?;
        let name: String = account.sign_in_name.bytes().map(escaped).collect();
        let uri =
            format!("otpauth://totp/Obrady:{name}?secret={secret}&issuer=Obrady&algorithm=SHA1&digits=6&period=30");
        Ok(SecondFactorStart { secret, uri })
    })
    .await
}

/// A byte as it may stand in an address.
fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// Ends setting up with a first code: the factor counts from now on, this sign-in has it, and all others end.
///
/// # Errors
/// `unauthenticated`, `confirmation_required`; `forbidden` for a service account; `second_factor_active`;
/// `validation_failed` for a wrong code, and when nothing was begun in the last half hour.
pub async fn confirm_second_factor(call: &Call, input: SecondFactorConfirm) -> Result<RecoveryCodes> {
    let call = &Call { repeat: None, ..call.clone() };
    call.write("confirm_second_factor", async |tx| {
        let id = own_account(tx.actor.principal)?;
        tx.require_confirmed()?;
        let account = lock_row::<account::Entity>(tx.conn(), id).await?;
        let row = second_factor::Entity::find().filter(Column::AccountId.eq(account.id)).one(tx.conn()).await?;
        let begun = row.ok_or_else(|| DomainError::field("/code", "not_begun"))?;
        if begun.confirmed_at.is_some() {
            return Err(ErrorCode::SecondFactorActive.into());
        }
        if begun.started_at + Duration::minutes(SETUP_MINUTES) <= tx.now {
            return Err(DomainError::field("/code", "not_begun"));
        }
        let step = step(tx, &begun, &input.code).ok_or_else(|| DomainError::field("/code", "wrong_code"))?;
        let row_id = begun.id;
        let mut confirmed = begun.into_active_model();
        confirmed.confirmed_at = Set(Some(tx.now));
        confirmed.last_step = Set(step);
        confirmed.update(tx.conn()).await?;
        strengthen(tx).await?;
        changed(tx, account, "second_factor.confirmed").await?;
        end_others(tx, id).await?;
        new_codes(tx, row_id).await
    })
    .await
}

/// Notes that this sign-in has proved the second factor.
async fn strengthen(tx: &WriteTx) -> Result<()> {
    let Some(id) = tx.actor.sign_in else { return Ok(()) };
    let mut row = lock_row::<sign_in::Entity>(tx.conn(), id).await?.into_active_model();
    row.second_factor = Set(true);
    row.update(tx.conn()).await?;
    Ok(())
}

/// Puts ten new recovery codes in place of those that are left.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a service account; `validation_failed` for a wrong password or code;
/// `second_factor_missing`; [`DomainError::Throttled`] after five failures.
pub async fn renew_recovery_codes(call: &Call, input: IdentityProof, address: &str) -> Result<RecoveryCodes> {
    let call = &Call { repeat: None, ..call.clone() };
    require_factor(call).await?;
    let proof = PasswordProof::check(call, &input, address).await?;
    call.write("renew_recovery_codes", async |tx| {
        let (account, factor) = proof.accept_with_factor(tx, &input).await?;
        changed(tx, account, "second_factor.codes_renewed").await?;
        new_codes(tx, factor.id).await
    })
    .await
}

/// Removes the factor, and ends all other sign-ins.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a service account; `validation_failed` for a wrong password or code;
/// `second_factor_missing`; [`DomainError::Throttled`] after five failures.
pub async fn remove_second_factor(call: &Call, input: IdentityProof, address: &str) -> Result<()> {
    let call = &Call { repeat: None, ..call.clone() };
    require_factor(call).await?;
    let proof = PasswordProof::check(call, &input, address).await?;
    call.write("remove_second_factor", async |tx| {
        let (account, _) = proof.accept_with_factor(tx, &input).await?;
        let id = AccountId(account.id);
        forget(tx, account.id).await?;
        changed(tx, account, "second_factor.removed").await?;
        end_others(tx, id).await
    })
    .await
}

/// Takes the factor of somebody away who has lost it, and ends their sign-ins. Nobody takes away their own like that.
///
/// # Errors
/// `unauthenticated`, `forbidden`, `confirmation_required`; `not_found`, also for an account of another region;
/// `second_factor_missing`.
pub async fn reset_second_factor(call: &Call, id: AccountId) -> Result<()> {
    call.write("reset_second_factor", async |tx| {
        let account = super::accounts::managed(tx, id).await?;
        tx.require_confirmed()?;
        if tx.actor.is_account(id) {
            return Err(ErrorCode::Forbidden.into());
        }
        if active(tx.conn(), account.id).await?.is_none() {
            return Err(ErrorCode::SecondFactorMissing.into());
        }
        forget(tx, account.id).await?;
        changed(tx, account, "second_factor.reset").await?;
        end_all(tx, id).await
    })
    .await
}

/// Refuses somebody who has no factor before a password counts as tried.
async fn require_factor(call: &Call) -> Result<()> {
    let reader = call.read().await?;
    let id = own_account(reader.actor.principal)?;
    active(reader.conn(), id.into()).await?.map(|_| ()).ok_or_else(|| ErrorCode::SecondFactorMissing.into())
}

/// Removes factor and codes of an account.
async fn forget(tx: &WriteTx, account: Uuid) -> Result<()> {
    let Some(row) = second_factor::Entity::find().filter(Column::AccountId.eq(account)).one(tx.conn()).await? else {
        return Ok(());
    };
    drop_codes(tx, row.id).await?;
    second_factor::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
    Ok(())
}

async fn drop_codes(tx: &WriteTx, factor: Uuid) -> Result<()> {
    use recovery_code::Column;
    recovery_code::Entity::delete_many().filter(Column::SecondFactorId.eq(factor)).exec(tx.conn()).await?;
    Ok(())
}

/// Voids the account's links, records the change, and has its owner told.
async fn changed(tx: &WriteTx, account: account::Model, action: &'static str) -> Result<()> {
    let (id, region_id, version) = (account.id, RegionId(account.region_id), account.version + 1);
    let credentials_version = account.credentials_version + 1;
    let mut change = account.into_active_model();
    change.credentials_version = Set(credentials_version);
    change.version = Set(version);
    change.update(tx.conn()).await?;
    tx.record(Change::of(action, "account", id, version).in_region(region_id)).await?;
    notices::changed(tx, id, "second_factor").await
}

/// Ten new codes; only their hashes are stored.
async fn new_codes(tx: &WriteTx, factor: Uuid) -> Result<RecoveryCodes> {
    drop_codes(tx, factor).await?;
    let mut codes = Vec::new();
    for _ in 0..RECOVERY_CODES {
        let mut bits = [0; 16];
        tx.ctx.random.fill(&mut bits);
        let sign = |byte: &u8| char::from(SIGNS.get(usize::from(*byte & 31)).copied().unwrap_or_default());
        let signs: String = bits.iter().map(sign).collect();
        let row = recovery_code::ActiveModel {
            id: Set(tx.new_id()),
            second_factor_id: Set(factor),
            hash: Set(secrets::hash(&signs)),
            used_at: Set(None),
        };
        row.insert(tx.conn()).await?;
        let parts: Vec<&str> = (0..4).filter_map(|nth| signs.get(nth * 4..nth * 4 + 4)).collect();
        codes.push(parts.join("-"));
    }
    Ok(RecoveryCodes { codes })
}

/// Takes a code of the authenticator or a recovery code, each once; whether it was good. The factor's row is locked,
/// so that of two who come with one code only the first is let in.
pub(super) async fn take(tx: &WriteTx, factor: Uuid, code: &str, now: DateTime<Utc>) -> Result<bool> {
    let row = match lock_row::<second_factor::Entity>(tx.conn(), factor).await {
        Err(DomainError::NotFound) => return Ok(false),
        row => row?,
    };
    if let Some(step) = step_at(tx, &row, code, now) {
        let mut used = row.into_active_model();
        used.last_step = Set(step);
        used.update(tx.conn()).await?;
        return Ok(true);
    }
    let signs: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_lowercase();
    let unused = unused(row.id).filter(recovery_code::Column::Hash.eq(secrets::hash(&signs)));
    let Some(found) = unused.one(tx.conn()).await? else { return Ok(false) };
    let mut used = found.into_active_model();
    used.used_at = Set(Some(now));
    used.update(tx.conn()).await?;
    Ok(true)
}

fn step(tx: &WriteTx, row: &second_factor::Model, code: &str) -> Option<i32> {
    step_at(tx, row, code, tx.now)
}

/// The step whose code this is, if the secret can still be read.
fn step_at(tx: &WriteTx, row: &second_factor::Model, code: &str, now: DateTime<Utc>) -> Option<i32> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let secret = sealed::open_any(&tx.ctx, row.id, &row.sealed_secret)?;
    totp::step_of_code(&totp::from_base32(&secret)?, &digits, now, row.last_step)
}
