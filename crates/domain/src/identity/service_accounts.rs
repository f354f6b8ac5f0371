//! Integrators' accounts: named scopes, a secret that is shown once, client credentials.

use super::query::{regions_of, require_in, service_accounts};
use super::{secrets, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use chrono::{DateTime, SubsecRound, Utc};
use obrady_entity::service_account::{self, Column};
use obrady_types::identity::{
    AccessToken, AccessTokenCreate, ApiScope, ServiceAccount, ServiceAccountCreate, ServiceAccountPatch,
    ServiceAccountSecret,
};
use obrady_types::{ErrorCode, Page, PageQuery, RegionId, ServiceAccountId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// What every secret begins with, so that a leaked one is recognised.
const PREFIX: &str = "obr_";

/// Gets an access token by client credentials (RFC 6749, 4.4).
///
/// # Errors
/// `invalid_credentials` for an unknown, disabled or expired account or a wrong secret; `validation_failed` for a
/// scope that the account does not have.
pub async fn create_access_token(call: &Call, input: AccessTokenCreate) -> Result<AccessToken> {
    let call = &call.by_nobody();
    call.write("create_access_token", async |tx| {
        let row = service_account::Entity::find_by_id(Uuid::from(input.client_id)).one(tx.conn()).await?;
        let usable = |row: &service_account::Model| {
            row.disabled_at.is_none()
                && row.deleted_at.is_none()
                && row.expires_at.is_none_or(|expiry| expiry > tx.now)
                && secrets::matches(&input.client_secret, &row.secret_hash)
        };
        let row = row.filter(usable).ok_or(ErrorCode::InvalidCredentials)?;
        let granted: Vec<ApiScope> = serde_json::from_str(&row.scopes)?;
        let scopes = match &input.scope {
            None => granted,
            Some(wanted) if wanted.iter().all(|scope| granted.contains(scope)) => wanted.clone(),
            Some(_) => return Err(DomainError::field("/scope", "invalid")),
        };
        let id = row.id;
        let mut used = row.into_active_model();
        used.last_used_at = Set(Some(tx.now));
        used.update(tx.conn()).await?;
        tx.ctx.keys.issue_to_service(&tx.ctx, id, &scopes)
    })
    .await
}

/// Lists the service accounts of the caller's regions.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_service_accounts(call: &Call, page: &PageQuery) -> Result<Page<ServiceAccount>> {
    let reader = call.read().await?;
    let mut select = service_accounts();
    if let Some(regions) = regions_of(&reader.actor, Action::ManageServiceAccounts)? {
        select = select.filter(Column::RegionId.is_in(regions));
    }
    let sorting = Sorting::<service_account::Entity> {
        columns: &[Column::Id],
        descending: false,
        key: |row| vec![Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &"service-accounts").await?;
    paging::map(rows, view::service_account)
}

/// Reads a service account.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `not_found`, also for one of another region.
pub async fn get_service_account(call: &Call, id: ServiceAccountId) -> Result<ServiceAccount> {
    let reader = call.read().await?;
    regions_of(&reader.actor, Action::ManageServiceAccounts)?;
    let row = service_accounts().filter(Column::Id.eq(Uuid::from(id))).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    require_in(&reader.actor, Action::ManageServiceAccounts, row.region_id)?;
    view::service_account(row)
}

/// Makes a service account and its secret, which is shown this once.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown region or an expiry in the past.
pub async fn create_service_account(call: &Call, input: ServiceAccountCreate) -> Result<ServiceAccountSecret> {
    // The stored answer of a repeatable request would keep the secret in the open.
    let call = &Call { repeat: None, ..call.clone() };
    call.write("create_service_account", async |tx| {
        tx.actor.refuse_anonymous()?;
        let region_id = tx.actor.region_or(input.region_id)?;
        tx.require(Action::ManageServiceAccounts, &Scope::region(region_id))?;
        tx.require_confirmed()?;
        let region = directory::find_region(tx.conn(), region_id).await?;
        region.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
        if expires_at(&input).is_some_and(|expiry| expiry <= tx.now) {
            return Err(DomainError::field("/expires_at", "out_of_range"));
        }
        let (row, client_secret) = insert(tx, region_id, &input).await?;
        Ok(ServiceAccountSecret { account: view::service_account(row)?, client_secret })
    })
    .await
}

/// The end of the account as both databases keep it.
fn expires_at(input: &ServiceAccountCreate) -> Option<DateTime<Utc>> {
    input.expires_at.map(|expiry| expiry.trunc_subsecs(6))
}

async fn insert(
    tx: &WriteTx,
    region_id: RegionId,
    input: &ServiceAccountCreate,
) -> Result<(service_account::Model, String)> {
    let id = ServiceAccountId(tx.new_id());
    let secret = format!("{PREFIX}{}", secrets::new_secret(tx.ctx.random.as_ref()));
    let mut scopes = input.scopes.clone();
    scopes.sort();
    scopes.dedup();
    let row = service_account::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region_id.into()),
        name: Set(input.name.trim().to_owned()),
        secret_hash: Set(secrets::hash(&secret)),
        scopes: Set(serde_json::to_string(&scopes)?),
        expires_at: Set(expires_at(input)),
        last_used_at: Set(None),
        disabled_at: Set(None),
        deleted_at: Set(None),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("service_account.created", "service_account", id, 1).in_region(region_id);
    tx.record(change.with(json!({ "name": row.name, "scopes": scopes }))).await?;
    Ok((row, secret))
}

/// The row of a service account that the actor may change.
async fn managed(tx: &WriteTx, id: ServiceAccountId, version: i32) -> Result<service_account::Model> {
    regions_of(&tx.actor, Action::ManageServiceAccounts)?;
    let row = lock_row::<service_account::Entity>(tx.conn(), id).await?;
    if row.deleted_at.is_some() {
        return Err(DomainError::NotFound);
    }
    require_in(&tx.actor, Action::ManageServiceAccounts, row.region_id)?;
    tx.require_confirmed()?;
    check_version(row.version, version)?;
    Ok(row)
}

/// Changes a service account of the given version. Disabling it stops its tokens at once.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `not_found`, also for one of another region; `stale_version`.
pub async fn update_service_account(
    call: &Call,
    id: ServiceAccountId,
    version: i32,
    patch: ServiceAccountPatch,
) -> Result<ServiceAccount> {
    call.write("update_service_account", async |tx| {
        let row = managed(tx, id, version).await?;
        let disabled_at = match patch.disabled {
            Some(true) => row.disabled_at.or(Some(tx.now)),
            Some(false) => None,
            None => row.disabled_at,
        };
        let (region_id, before) = (RegionId(row.region_id), view::service_account(row.clone())?);
        let mut change = row.into_active_model();
        if let Some(name) = &patch.name {
            change.name = Set(name.trim().to_owned());
        }
        change.disabled_at = Set(disabled_at);
        change.version = Set(version + 1);
        let after = view::service_account(change.update(tx.conn()).await?)?;
        let event = Change::of("service_account.updated", "service_account", id, after.version).in_region(region_id);
        tx.record(event.between(&before, &after)?).await?;
        Ok(after)
    })
    .await
}

/// Removes a service account of the given version; its tokens stop at once.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `not_found`, also for one of another region; `stale_version`.
pub async fn delete_service_account(call: &Call, id: ServiceAccountId, version: i32) -> Result<()> {
    call.write("delete_service_account", async |tx| {
        let row = managed(tx, id, version).await?;
        let region_id = RegionId(row.region_id);
        let mut change = row.into_active_model();
        change.deleted_at = Set(Some(tx.now));
        change.version = Set(version + 1);
        change.update(tx.conn()).await?;
        let event = Change::of("service_account.deleted", "service_account", id, version + 1);
        tx.record(event.in_region(region_id).removed()).await
    })
    .await
}
