//! Signing in, refreshing and signing out.

use super::query::{find_account_by_name, find_refresh_token, normalised, open_sign_ins, own_account};
use super::throttle::Attempt;
use super::{factors, secrets, view};
use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use chrono::{DateTime, Duration, Utc};
use obrady_entity::sign_in::Column;
use obrady_entity::{account, refresh_token, sign_in as row};
use obrady_types::identity::{AccessToken, SignIn, SignInCreate};
use obrady_types::{AccountId, ErrorCode, Page, PageQuery, RegionId, SignInId};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// Hours after the last use when a sign-in ends.
const IDLE_HOURS: i64 = 8;
/// Days after which a sign-in ends in any case.
const LONGEST_DAYS: i64 = 7;
/// Seconds within which a retired token may come again: the reply with its successor was lost.
const LOST_REPLY_SECONDS: i64 = 10;

/// Kind of the job that tells an owner by mail that a stolen sign-in was ended.
const MAIL_REVOKED: &str = "mail.sign_in_revoked";

/// A fresh access token, and the refresh token that belongs in a cookie.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignedIn {
    /// The access token.
    pub token: AccessToken,
    /// The refresh token; only its hash is stored.
    pub refresh_token: String,
}

/// Signs a person in. Unknown names, wrong passwords and disabled accounts get the same answer after the same work.
///
/// # Errors
/// `invalid_credentials`; `second_factor_required` without a code or with a wrong one; [`DomainError::Throttled`] after five failures of the name or the address.
pub async fn sign_in(call: &Call, input: SignInCreate, user_agent: &str, address: &str) -> Result<SignedIn> {
    let call = &call.by_nobody();
    let name = normalised(&input.sign_in_name);
    let attempt = Attempt::of(&name, address);
    let account = call
        .write("sign_in", async |tx| {
            attempt.begin(tx).await?;
            let account = find_account_by_name(tx.conn(), &name).await?;
            Ok(account.filter(|row| row.disabled_at.is_none()).map(|row| (row.id, row.password_hash)))
        })
        .await?;
    let (id, hash) = account.map_or((None, None), |(id, hash)| (Some(id), Some(hash)));
    let matches = match call.ctx.passwords.verify(&input.password, hash).await {
        Ok(matches) => matches,
        Err(error) => {
            // What was never looked at is no failure.
            call.write("sign_in", async |tx| attempt.withdrawn(tx).await).await?;
            return Err(error);
        }
    };
    let Some(id) = id.filter(|_| matches) else {
        tracing::info!(event = "sign_in_failed", address, "a sign-in failed");
        call.write("sign_in", async |tx| attempt.failed(tx).await).await?;
        return Err(ErrorCode::InvalidCredentials.into());
    };
    let code = input.code.as_deref();
    // An answer of `None` commits: a wrong code must count although the caller gets an error.
    let signed_in = call.write("sign_in", async |tx| {
        let factor = factors::active(tx.conn(), id).await?;
        match (&factor, code) {
            (Some(factor), Some(code)) => {
                if !factors::take(tx, factor.id, code, tx.now_after_lock()).await? {
                    attempt.failed(tx).await?;
                    return Ok(None);
                }
            }
            (Some(_), None) => {
                attempt.withdrawn(tx).await?;
                return Ok(None);
            }
            (None, _) => {}
        }
        attempt.succeeded(tx).await?;
        begin(tx, id, user_agent, factor.is_some()).await.map(Some)
    });
    let Some(signed_in) = signed_in.await? else {
        let code = ErrorCode::SecondFactorRequired;
        return Err(match input.code {
            Some(_) => {
                tracing::info!(event = "sign_in_failed", address, "a code was wrong");
                DomainError::refused_field(code, "/code", "wrong_code")
            }
            None => code.into(),
        });
    };
    tracing::info!(event = "sign_in_succeeded", account = %id, address, "somebody signed in");
    Ok(signed_in)
}

async fn begin(tx: &WriteTx, account_id: Uuid, user_agent: &str, second_factor: bool) -> Result<SignedIn> {
    let account = account::Entity::find_by_id(account_id).one(tx.conn()).await?;
    let account = account.filter(|row| row.disabled_at.is_none()).ok_or(ErrorCode::InvalidCredentials)?;
    let id = tx.new_id();
    let begun = row::ActiveModel {
        id: Set(id),
        account_id: Set(account_id),
        signed_in_at: Set(tx.now),
        last_used_at: Set(tx.now),
        user_agent: Set(user_agent.to_owned()),
        ended_at: Set(None),
        confirmed_at: Set(None),
        second_factor: Set(second_factor),
    };
    begun.insert(tx.conn()).await?;
    tx.record(Change::of("sign_in.created", "sign_in", id, 1).in_region(RegionId(account.region_id))).await?;
    issue(tx, account_id, id).await
}

async fn issue(tx: &WriteTx, account_id: Uuid, sign_in_id: Uuid) -> Result<SignedIn> {
    let refresh_token = secrets::new_secret(tx.ctx.random.as_ref());
    let stored = refresh_token::ActiveModel {
        id: Set(tx.new_id()),
        sign_in_id: Set(sign_in_id),
        hash: Set(secrets::hash(&refresh_token)),
        issued_at: Set(tx.now),
        used_at: Set(None),
    };
    stored.insert(tx.conn()).await?;
    let token = tx.ctx.keys.issue_to_account(&tx.ctx, account_id, sign_in_id)?;
    Ok(SignedIn { token, refresh_token })
}

/// Exchanges a refresh token for a new one and a new access token. A retired token that comes again later than ten
/// seconds after its use, or from another browser, is taken for theft: the whole sign-in ends, and its owner is told.
///
/// # Errors
/// `invalid_refresh_token`.
pub async fn refresh_access_token(call: &Call, refresh_token: &str, user_agent: &str) -> Result<SignedIn> {
    let call = &call.by_nobody();
    // An answer of `None` commits: the end of a stolen sign-in must stand although the caller gets an error.
    let answer = call.write("refresh_access_token", async |tx| {
        let Some(token) = find_refresh_token(tx.conn(), &secrets::hash(refresh_token)).await? else { return Ok(None) };
        let sign_in = lock_row::<row::Entity>(tx.conn(), token.sign_in_id).await?;
        let token = lock_row::<refresh_token::Entity>(tx.conn(), token.id).await?;
        let idle = sign_in.last_used_at + Duration::hours(IDLE_HOURS) <= tx.now;
        let old = sign_in.signed_in_at + Duration::days(LONGEST_DAYS) <= tx.now;
        if sign_in.ended_at.is_some() || idle || old {
            return Ok(None);
        }
        let account_id = sign_in.account_id;
        let account = account::Entity::find_by_id(account_id).one(tx.conn()).await?;
        if account.is_none_or(|account| account.disabled_at.is_some()) {
            return Ok(None);
        }
        let lost_reply = |used: DateTime<Utc>| {
            (tx.now - used).abs() <= Duration::seconds(LOST_REPLY_SECONDS) && sign_in.user_agent == user_agent
        };
        if token.used_at.is_some_and(|used| !lost_reply(used)) {
            revoke(tx, sign_in).await?;
            return Ok(None);
        }
        let sign_in_id = sign_in.id;
        if token.used_at.is_none() {
            let mut used = token.into_active_model();
            used.used_at = Set(Some(tx.now));
            used.update(tx.conn()).await?;
        }
        let mut used = sign_in.into_active_model();
        used.last_used_at = Set(tx.now);
        used.update(tx.conn()).await?;
        issue(tx, account_id, sign_in_id).await.map(Some)
    });
    answer.await?.ok_or(DomainError::Refused(ErrorCode::InvalidRefreshToken))
}

/// Ends a sign-in whose refresh token was stolen, and has its owner told by mail.
async fn revoke(tx: &WriteTx, sign_in: row::Model) -> Result<()> {
    let (id, account_id) = (sign_in.id, sign_in.account_id);
    tracing::warn!(event = "refresh_token_reused", account = %account_id, "a retired refresh token was used");
    end(tx, sign_in, "sign_in.revoked").await?;
    tx.enqueue(MAIL_REVOKED, &json!({ "account_id": account_id, "sign_in_id": id })).await
}

async fn end(tx: &WriteTx, sign_in: row::Model, action: &'static str) -> Result<()> {
    let id = sign_in.id;
    let mut ended = sign_in.into_active_model();
    ended.ended_at = Set(Some(tx.now));
    ended.update(tx.conn()).await?;
    tx.record(Change::of(action, "sign_in", id, 2).removed()).await
}

/// Ends every open sign-in of an account.
pub(super) async fn end_all(tx: &WriteTx, account: AccountId) -> Result<()> {
    for sign_in in open_sign_ins(account).all(tx.conn()).await? {
        end(tx, sign_in, "sign_in.ended").await?;
    }
    Ok(())
}

/// Ends every open sign-in of an account but the one that the caller uses.
pub(super) async fn end_others(tx: &WriteTx, account: AccountId) -> Result<()> {
    let others = open_sign_ins(account).all(tx.conn()).await?.into_iter();
    for sign_in in others.filter(|row| tx.actor.sign_in != Some(row.id.into())) {
        end(tx, sign_in, "sign_in.ended").await?;
    }
    Ok(())
}

/// Ends the sign-in that a refresh token belongs to; an unknown token is signed out already.
///
/// # Errors
/// Failures of the database.
pub async fn sign_out(call: &Call, refresh_token: &str) -> Result<()> {
    let call = &call.by_nobody();
    call.write("sign_out", async |tx| {
        let Some(token) = find_refresh_token(tx.conn(), &secrets::hash(refresh_token)).await? else { return Ok(()) };
        let sign_in = lock_row::<row::Entity>(tx.conn(), token.sign_in_id).await?;
        if sign_in.ended_at.is_none() { end(tx, sign_in, "sign_in.ended").await } else { Ok(()) }
    })
    .await
}

/// Ends every sign-in of the caller.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a service account.
pub async fn sign_out_everywhere(call: &Call) -> Result<()> {
    let call = &Call { repeat: None, ..call.clone() };
    call.write("sign_out_everywhere", async |tx| {
        let account = own_account(tx.actor.principal)?;
        end_all(tx, account).await
    })
    .await
}

/// Lists the caller's open sign-ins, latest first.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a service account; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_sign_ins(call: &Call, page: &PageQuery) -> Result<Page<SignIn>> {
    let reader = call.read().await?;
    let account = own_account(reader.actor.principal)?;
    let sorting = Sorting::<row::Entity> {
        columns: &[Column::SignedInAt, Column::Id],
        descending: true,
        key: |row| vec![Key::Instant(row.signed_in_at), Key::Id(row.id)],
    };
    let filter = ("sign-ins", account);
    let rows = paging::page(&reader.ctx, reader.conn(), open_sign_ins(account), &sorting, page, &filter).await?;
    paging::map(rows, |row| Ok(view::sign_in(row, reader.actor.sign_in)))
}

/// Ends one of the caller's sign-ins.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a service account; `not_found` for somebody else's.
pub async fn delete_sign_in(call: &Call, id: SignInId) -> Result<()> {
    call.write("delete_sign_in", async |tx| {
        let account = own_account(tx.actor.principal)?;
        let sign_in = lock_row::<row::Entity>(tx.conn(), id).await?;
        if AccountId(sign_in.account_id) != account || sign_in.ended_at.is_some() {
            return Err(DomainError::NotFound);
        }
        end(tx, sign_in, "sign_in.ended").await
    })
    .await
}

/// Ends every sign-in of the caller but this one.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a service account.
pub async fn end_other_sign_ins(call: &Call) -> Result<()> {
    let call = &Call { repeat: None, ..call.clone() };
    call.write("end_other_sign_ins", async |tx| {
        let account = own_account(tx.actor.principal)?;
        end_others(tx, account).await
    })
    .await
}
