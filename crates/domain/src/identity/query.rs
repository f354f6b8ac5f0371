//! Finders of accounts, grants, sign-ins and service accounts.

use crate::error::{DomainError, Result};
use crate::policy::{Action, Actor, Principal, Scope, allows};
use crate::words::word;
use chrono::{DateTime, Utc};
use obrady_entity::{account, refresh_token, role_grant, service_account, sign_in};
use obrady_types::identity::Role;
use obrady_types::{AccountId, ErrorCode, RegionId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

/// All accounts.
pub(super) fn accounts() -> Select<account::Entity> {
    account::Entity::find()
}

/// The account of a sign-in name, whatever the case.
pub(super) async fn find_account_by_name<C: ConnectionTrait>(conn: &C, name: &str) -> Result<Option<account::Model>> {
    Ok(accounts().filter(account::Column::SignInName.eq(normalised(name))).one(conn).await?)
}

/// A sign-in name as it is stored.
pub(super) fn normalised(name: &str) -> String {
    name.trim().to_lowercase()
}

/// What searching an account compares.
pub(super) fn search_of(sign_in_name: &str, display_name: &str) -> String {
    crate::polish::fold(&format!("{sign_in_name} {display_name}"))
}

/// The account of a person who is signed in.
pub(super) fn own_account(principal: Principal) -> Result<AccountId> {
    match principal {
        Principal::Account(id) => Ok(id),
        Principal::Anonymous => Err(ErrorCode::Unauthenticated.into()),
        Principal::Service(_) | Principal::System => Err(ErrorCode::Forbidden.into()),
    }
}

/// The grants in force at `now` by which an account coordinates bodies.
pub(super) async fn coordinating<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<role_grant::Model>> {
    use role_grant::Column;
    let grants = role_grants()
        .filter(Column::AccountId.eq(Uuid::from(account)))
        .filter(Column::Role.eq(word(&Role::Coordinator)?))
        .filter(Column::StartsAt.lte(now))
        .filter(Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(now)));
    Ok(grants.all(conn).await?)
}

/// The open accounts that coordinate a body at `now`, each once.
pub(crate) async fn coordinators_of<C: ConnectionTrait>(
    conn: &C,
    body: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<account::Model>> {
    use role_grant::Column;
    let grants = role_grants()
        .filter(Column::BodyId.eq(body))
        .filter(Column::Role.eq(word(&Role::Coordinator)?))
        .filter(Column::StartsAt.lte(now))
        .filter(Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(now)))
        .all(conn)
        .await?;
    let ids = grants.into_iter().map(|grant| grant.account_id);
    let open = accounts().filter(account::Column::Id.is_in(ids)).filter(account::Column::DisabledAt.is_null());
    Ok(open.all(conn).await?)
}

/// All grants.
pub(super) fn role_grants() -> Select<role_grant::Entity> {
    role_grant::Entity::find()
}

/// Whether the account is an operator's at `now`.
pub(super) async fn is_operator<C: ConnectionTrait>(conn: &C, account: Uuid, now: DateTime<Utc>) -> Result<bool> {
    use role_grant::Column;
    let grants = role_grants()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Role.eq(word(&Role::Operator)?))
        .filter(Column::StartsAt.lte(now))
        .filter(Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(now)));
    Ok(grants.one(conn).await?.is_some())
}

/// Service accounts that were not removed.
pub(super) fn service_accounts() -> Select<service_account::Entity> {
    service_account::Entity::find().filter(service_account::Column::DeletedAt.is_null())
}

/// Sign-ins of an account that have not ended.
pub(super) fn open_sign_ins(account: AccountId) -> Select<sign_in::Entity> {
    sign_in::Entity::find()
        .filter(sign_in::Column::AccountId.eq(Uuid::from(account)))
        .filter(sign_in::Column::EndedAt.is_null())
}

/// The refresh token of a hash.
pub(super) async fn find_refresh_token<C: ConnectionTrait>(
    conn: &C,
    hash: &str,
) -> Result<Option<refresh_token::Model>> {
    Ok(refresh_token::Entity::find().filter(refresh_token::Column::Hash.eq(hash)).one(conn).await?)
}

/// Regions in which the actor may do this; `None` for all of them. Nobody's regions are refused at once.
pub(super) fn regions_of(actor: &Actor, action: Action) -> Result<Option<Vec<Uuid>>> {
    if allows(actor, Action::ManageOperators, &Scope::region(Uuid::nil())) {
        return Ok(None);
    }
    let mut regions: Vec<RegionId> = actor.grants.iter().filter_map(|grant| grant.region_id).collect();
    regions.retain(|region| allows(actor, action, &Scope::region(*region)));
    if regions.is_empty() {
        let withheld = actor.withheld.as_deref().is_some_and(|full| regions_of(full, action).is_ok());
        return Err(match actor.principal {
            Principal::Anonymous => ErrorCode::Unauthenticated.into(),
            _ if withheld => ErrorCode::SecondFactorSetupRequired.into(),
            _ => ErrorCode::Forbidden.into(),
        });
    }
    Ok(Some(regions.into_iter().map(Uuid::from).collect()))
}

/// Refuses an object of a region in which the actor may not do this: as unknown to those who may do it elsewhere.
pub(super) fn require_in(actor: &Actor, action: Action, region_id: Uuid) -> Result<()> {
    match regions_of(actor, action)? {
        Some(regions) if !regions.contains(&region_id) => Err(DomainError::NotFound),
        _ => Ok(()),
    }
}
