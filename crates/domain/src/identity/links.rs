//! Links by which an account gets a password, once (SEC-12): an invitation of a new account, or a reset. Only the hash
//! of a link's token is stored. A link is bound to the state of its account: whatever changes the account's credentials
//! makes it void.

use super::accounts::managed;
use super::passwords::{Guessable, check_quality};
use super::query::{find_account_by_name, normalised};
use super::secrets;
use super::sign_ins::end_all;
use super::throttle::Attempt;
use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::sealed;
use crate::words::word;
use chrono::Duration;
use obrady_entity::access_link::{self, Column};
use obrady_entity::{account, person};
use obrady_types::identity::{AccessLink, AccessLinkKind, AccessLinkRedeem, AccessLinkRedeemed, PasswordResetRequest};
use obrady_types::{AccountId, ErrorCode, RegionId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use serde_json::json;
use uuid::Uuid;

/// Minutes that a link lives.
const LIFETIME_MINUTES: i64 = 60;
/// Minutes within which an account gets one mail at most, whoever asks for it.
const QUIET_MINUTES: i64 = 5;
/// Kind of the job that sends a link by mail: `account_id`, `kind` and `sealed_token`, sealed for the account.
const MAIL: &str = "mail.access_link";

/// Makes a link for an account of the caller's regions and voids the account's earlier ones: an invitation while the
/// account has no password, else a reset. The token is shown this once. Nobody makes a link for themselves, since it
/// would stand in for the password in use.
///
/// # Errors
/// `unauthenticated`, `forbidden`, `confirmation_required`; `not_found`, also for an account of another region;
/// `account_disabled`.
pub async fn create_access_link(call: &Call, id: AccountId) -> Result<AccessLink> {
    // The stored answer of a repeatable request would keep the token in the open.
    let call = &Call { repeat: None, ..call.clone() };
    call.write("create_access_link", async |tx| {
        let account = managed(tx, id).await?;
        tx.require_confirmed()?;
        if tx.actor.is_account(id) {
            return Err(ErrorCode::Forbidden.into());
        }
        if account.disabled_at.is_some() {
            return Err(ErrorCode::AccountDisabled.into());
        }
        let kind =
            if account.password_hash.is_empty() { AccessLinkKind::Invitation } else { AccessLinkKind::PasswordReset };
        let (row, token) = insert(tx, &account, kind).await?;
        Ok(AccessLink { kind, token, expires_at: row.expires_at })
    })
    .await
}

/// Writes a link in place of the account's earlier ones.
async fn insert(tx: &WriteTx, account: &account::Model, kind: AccessLinkKind) -> Result<(access_link::Model, String)> {
    // Used and expired ones of anybody go, too, so that none are kept for longer than they are good for.
    let gone = Condition::any().add(Column::AccountId.eq(account.id)).add(Column::ExpiresAt.lte(tx.now));
    access_link::Entity::delete_many().filter(gone).exec(tx.conn()).await?;
    let (id, token) = (tx.new_id(), secrets::new_secret(tx.ctx.random.as_ref()));
    let row = access_link::ActiveModel {
        id: Set(id),
        account_id: Set(account.id),
        kind: Set(word(&kind)?),
        hash: Set(secrets::hash(&token)),
        credentials_version: Set(account.credentials_version),
        made_by: Set(tx.actor.account()),
        made_at: Set(tx.now),
        expires_at: Set(tx.now + Duration::minutes(LIFETIME_MINUTES)),
        used_at: Set(None),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("access_link.created", "access_link", id, 1).in_region(RegionId(account.region_id));
    tx.record(change.with(json!({ "account_id": account.id, "kind": row.kind }))).await?;
    Ok((row, token))
}

/// Has a link sent to the mail address of the account's person. The answer and the work are the same whether or not
/// there is such an account or an address, so that nobody learns who has one; an account gets one mail in five minutes.
///
/// # Errors
/// [`DomainError::Throttled`] after five requests for the name, or two dozen from the address.
pub async fn request_password_reset(call: &Call, input: PasswordResetRequest, address: &str) -> Result<()> {
    let call = &call.by_nobody();
    let name = normalised(&input.sign_in_name);
    let attempt = Attempt::of_request(&name, address);
    call.write("request_password_reset", async |tx| attempt.begin(tx).await).await?;
    // As long as a sign-in takes: what is written beside it for a known name cannot be told by the time.
    call.ctx.passwords.verify(&name, None).await?;
    call.write("request_password_reset", async |tx| {
        let Some(account) = find_account_by_name(tx.conn(), &name).await? else { return Ok(()) };
        let account = lock_row::<account::Entity>(tx.conn(), account.id).await?;
        if account.disabled_at.is_some() || !has_mail(tx, &account).await? || has_fresh_link(tx, &account).await? {
            return Ok(());
        }
        let kind = AccessLinkKind::PasswordReset;
        let (_, token) = insert(tx, &account, kind).await?;
        let sealed_token = sealed::seal(&tx.ctx.cursor_secret, account.id, &token)?;
        tx.enqueue(MAIL, &json!({ "account_id": account.id, "kind": kind, "sealed_token": sealed_token })).await
    })
    .await
}

async fn has_mail(tx: &WriteTx, account: &account::Model) -> Result<bool> {
    let Some(person) = account.person_id else { return Ok(false) };
    let person = person::Entity::find_by_id(person).one(tx.conn()).await?;
    Ok(person.is_some_and(|person| person.erased_at.is_none() && person.email.is_some()))
}

/// Whether a link was made a moment ago that is still good: by the owner, or by an administrator who has just handed
/// it over and whose link a stranger's request must not void.
async fn has_fresh_link(tx: &WriteTx, account: &account::Model) -> Result<bool> {
    let good = access_link::Entity::find()
        .filter(Column::AccountId.eq(account.id))
        .filter(Column::CredentialsVersion.eq(account.credentials_version))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(tx.now));
    let made_at = good.one(tx.conn()).await?.map(|link| (link.made_by, link.made_at));
    Ok(made_at.is_some_and(|(by, at)| by.is_some() || at + Duration::minutes(QUIET_MINUTES) > tx.now))
}

/// Sets the password by a link, once, and ends all sign-ins of the account. It signs nobody in, and a second factor is
/// still asked for.
///
/// # Errors
/// `access_link_invalid` for a token that is unknown, used, expired or void; `validation_failed` for a password that is
/// easy to guess, which leaves the link as it is.
pub async fn redeem_access_link(call: &Call, input: AccessLinkRedeem) -> Result<AccessLinkRedeemed> {
    let call = &call.by_nobody();
    let hash = secrets::hash(&input.token);
    let reader = call.read().await?;
    let (_, account) = good_link(reader.conn(), &hash, reader.now).await?;
    let words = Guessable::of_account(reader.conn(), &account).await?;
    check_quality(&input.password, &words)?;
    let password_hash = call.ctx.passwords.hash(call.ctx.random.as_ref(), &input.password).await?;
    call.write("redeem_access_link", async |tx| {
        // Whoever comes second waits here, and finds the link used.
        lock_row::<account::Entity>(tx.conn(), account.id).await?;
        let (link, account) = good_link(tx.conn(), &hash, tx.now).await?;
        let (id, region_id, version) = (account.id, RegionId(account.region_id), account.version + 1);
        let (credentials_version, sign_in_name) = (account.credentials_version + 1, account.sign_in_name.clone());
        let mut used = link.into_active_model();
        used.used_at = Set(Some(tx.now));
        used.update(tx.conn()).await?;
        let mut change = account.into_active_model();
        change.password_hash = Set(password_hash);
        change.credentials_version = Set(credentials_version);
        change.version = Set(version);
        change.update(tx.conn()).await?;
        tx.record(Change::of("account.password_set", "account", id, version).in_region(region_id)).await?;
        super::notices::changed(tx, id, "password").await?;
        end_all(tx, id.into()).await?;
        Ok(AccessLinkRedeemed { sign_in_name })
    })
    .await
}

/// A link that can be used now, and its account.
async fn good_link<C: ConnectionTrait>(
    conn: &C,
    hash: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(access_link::Model, account::Model)> {
    let invalid = || DomainError::Refused(ErrorCode::AccessLinkInvalid);
    let link = access_link::Entity::find().filter(Column::Hash.eq(hash)).one(conn).await?.ok_or_else(invalid)?;
    let account = account::Entity::find_by_id(link.account_id).one(conn).await?.ok_or_else(invalid)?;
    let good = link.used_at.is_none()
        && link.expires_at > now
        && link.credentials_version == account.credentials_version
        && account.disabled_at.is_none();
    if good { Ok((link, account)) } else { Err(invalid()) }
}

/// Voids the links of an account whose mail address or person has changed.
pub(super) async fn void_links(tx: &WriteTx, account: Uuid) -> Result<()> {
    access_link::Entity::delete_many().filter(Column::AccountId.eq(account)).exec(tx.conn()).await?;
    Ok(())
}
