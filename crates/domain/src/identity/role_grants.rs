//! Roles given to accounts within a scope.

use super::query::{regions_of, require_in, role_grants};
use super::view;
use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::groups;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use crate::words::{of_word, word};
use chrono::{DateTime, SubsecRound, Utc};
use obrady_entity::account;
use obrady_entity::role_grant::{self, Column};
use obrady_types::identity::{Role, RoleGrant, RoleGrantCreate};
use obrady_types::{AccountId, BodyId, Page, PageQuery, RegionId, RoleGrantId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists the grants of the caller's regions, of one account or all.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_role_grants(call: &Call, account_id: Option<AccountId>, page: &PageQuery) -> Result<Page<RoleGrant>> {
    let reader = call.read().await?;
    let mut select = role_grants();
    if let Some(regions) = regions_of(&reader.actor, Action::ManageAccounts)? {
        select = select.filter(Column::RegionId.is_in(regions));
    }
    if let Some(account) = account_id {
        select = select.filter(Column::AccountId.eq(Uuid::from(account)));
    }
    let sorting =
        Sorting::<role_grant::Entity> { columns: &[Column::Id], descending: false, key: |row| vec![Key::Id(row.id)] };
    let filter = ("role-grants", account_id);
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?;
    paging::map(rows, view::role_grant)
}

/// Reads a grant.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `not_found`, also for a grant of another region.
pub async fn get_role_grant(call: &Call, id: RoleGrantId) -> Result<RoleGrant> {
    let reader = call.read().await?;
    regions_of(&reader.actor, Action::ManageAccounts)?;
    let row = role_grant::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?.ok_or(DomainError::NotFound)?;
    require_in(&reader.actor, Action::ManageAccounts, row.region_id.unwrap_or_default())?;
    view::role_grant(row)
}

/// Gives a role: an operator has no scope, an admin a region, a coordinator a body.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown account, or a scope that does not fit the role.
pub async fn create_role_grant(call: &Call, input: RoleGrantCreate) -> Result<RoleGrant> {
    call.write("create_role_grant", async |tx| {
        tx.actor.refuse_anonymous()?;
        let (region_id, body_id) = scope(tx, &input).await?;
        match region_id {
            Some(region) => tx.require(Action::ManageAccounts, &Scope::region(region))?,
            None => tx.require(Action::ManageOperators, &Scope::region(Uuid::nil()))?,
        }
        let account = account::Entity::find_by_id(Uuid::from(input.account_id)).one(tx.conn()).await?;
        let account = account.ok_or_else(|| DomainError::field("/account_id", "invalid"))?;
        require_in(&tx.actor, Action::ManageAccounts, account.region_id)
            .map_err(|_| DomainError::field("/account_id", "invalid"))?;
        let ends_at = input.ends_at.map(|end| end.trunc_subsecs(6));
        if ends_at.is_some_and(|end| end <= tx.now) {
            return Err(DomainError::field("/ends_at", "out_of_range"));
        }
        let row = insert_role_grant(tx, input.account_id, input.role, region_id, body_id, ends_at).await?;
        view::role_grant(row)
    })
    .await
}

/// Region and body of a grant, when they fit its role.
async fn scope(tx: &WriteTx, input: &RoleGrantCreate) -> Result<(Option<RegionId>, Option<BodyId>)> {
    let wrong = |pointer: &str, code: &str| Err(DomainError::field(pointer, code));
    match (input.role, input.region_id, input.body_id) {
        (Role::Operator, None, None) => Ok((None, None)),
        (Role::Operator | Role::Coordinator, Some(_), _) => wrong("/region_id", "invalid"),
        (Role::Operator | Role::Admin, _, Some(_)) => wrong("/body_id", "invalid"),
        (Role::Admin, None, None) => wrong("/region_id", "required"),
        (Role::Admin, Some(region), None) => {
            let found = directory::find_region(tx.conn(), region).await?;
            found.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
            Ok((Some(region), None))
        }
        (Role::Coordinator, None, None) => wrong("/body_id", "required"),
        (Role::Coordinator, None, Some(body)) => match groups::get_body_row(tx.conn(), body).await {
            Ok(row) => Ok((Some(row.region_id.into()), Some(body))),
            Err(DomainError::NotFound) => wrong("/body_id", "invalid"),
            Err(other) => Err(other),
        },
    }
}

/// Writes a grant that begins now.
pub(super) async fn insert_role_grant(
    tx: &WriteTx,
    account_id: AccountId,
    role: Role,
    region_id: Option<RegionId>,
    body_id: Option<BodyId>,
    ends_at: Option<DateTime<Utc>>,
) -> Result<role_grant::Model> {
    let id = RoleGrantId(tx.new_id());
    let row = role_grant::ActiveModel {
        id: Set(id.into()),
        account_id: Set(account_id.into()),
        role: Set(word(&role)?),
        region_id: Set(region_id.map(Into::into)),
        body_id: Set(body_id.map(Into::into)),
        starts_at: Set(tx.now),
        ends_at: Set(ends_at),
    };
    let row = row.insert(tx.conn()).await?;
    let detail = json!({ "account_id": account_id, "role": role, "body_id": body_id });
    tx.record(Change::of("role_grant.created", "role_grant", id, 1).in_region(region_id).with(detail)).await?;
    Ok(row)
}

/// Takes a role away; it ends with this transaction.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `not_found`, also for a grant of another region.
pub async fn delete_role_grant(call: &Call, id: RoleGrantId) -> Result<()> {
    call.write("delete_role_grant", async |tx| {
        regions_of(&tx.actor, Action::ManageAccounts)?;
        let row = lock_row::<role_grant::Entity>(tx.conn(), id).await?;
        require_in(&tx.actor, Action::ManageAccounts, row.region_id.unwrap_or_default())?;
        if of_word::<Role>(&row.role)? == Role::Operator {
            tx.require(Action::ManageOperators, &Scope::region(Uuid::nil()))?;
        }
        role_grant::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let region = row.region_id.map(RegionId);
        let detail = json!({ "account_id": row.account_id, "role": row.role, "body_id": row.body_id });
        let event = Change::of("role_grant.deleted", "role_grant", id, 2).in_region(region).removed();
        tx.record(event.with(detail)).await
    })
    .await
}
