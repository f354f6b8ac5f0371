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
use crate::programmes;
use crate::words::{of_word, word};
use chrono::{DateTime, SubsecRound, Utc};
use obrady_entity::account;
use obrady_entity::role_grant::{self, Column};
use obrady_types::identity::{Role, RoleGrant, RoleGrantCreate};
use obrady_types::{AccountId, BodyId, InstitutionId, Page, PageQuery, ProgrammeId, RegionId, RoleGrantId};
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

/// Gives a role: an operator has no scope, an admin a region, a coordinator a body or a programme.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown account, or a scope that does not fit the role.
pub async fn create_role_grant(call: &Call, input: RoleGrantCreate) -> Result<RoleGrant> {
    call.write("create_role_grant", async |tx| {
        tx.actor.refuse_anonymous()?;
        let scope = scope(tx, &input).await?;
        match scope.region_id {
            Some(region) => tx.require(Action::ManageAccounts, &Scope::region(region))?,
            None => tx.require(Action::ManageOperators, &Scope::region(Uuid::nil()))?,
        }
        tx.require_confirmed()?;
        let account = account::Entity::find_by_id(Uuid::from(input.account_id)).one(tx.conn()).await?;
        let account = account.ok_or_else(|| DomainError::field("/account_id", "invalid"))?;
        require_in(&tx.actor, Action::ManageAccounts, account.region_id)
            .map_err(|_| DomainError::field("/account_id", "invalid"))?;
        let ends_at = input.ends_at.map(|end| end.trunc_subsecs(6));
        if ends_at.is_some_and(|end| end <= tx.now) {
            return Err(DomainError::field("/ends_at", "out_of_range"));
        }
        let row = insert_role_grant(tx, input.account_id, input.role, scope, ends_at).await?;
        view::role_grant(row)
    })
    .await
}

/// Where a grant holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct GrantScope {
    /// Region of an admin, of the body, of the programme or of the institution.
    pub region_id: Option<RegionId>,
    /// Body of a coordinator.
    pub body_id: Option<BodyId>,
    /// Institution of a representative.
    pub institution_id: Option<InstitutionId>,
    /// Programme of a coordinator, in place of a body.
    pub programme_id: Option<ProgrammeId>,
}

/// Where a grant shall hold, when that fits its role.
async fn scope(tx: &WriteTx, input: &RoleGrantCreate) -> Result<GrantScope> {
    let named = [
        ("/region_id", input.region_id.is_some(), Role::Admin),
        ("/body_id", input.body_id.is_some() || input.programme_id.is_some(), Role::Coordinator),
        ("/institution_id", input.institution_id.is_some(), Role::InstitutionRepresentative),
    ];
    for (pointer, is_named, role) in named {
        match (input.role == role, is_named) {
            (true, false) => return Err(DomainError::field(pointer, "required")),
            (false, true) => return Err(DomainError::field(pointer, "invalid")),
            _ => {}
        }
    }
    if input.body_id.is_some() && input.programme_id.is_some() {
        return Err(DomainError::field("/programme_id", "invalid"));
    }
    let mut scope = GrantScope { region_id: input.region_id, ..GrantScope::default() };
    if let Some(region) = input.region_id {
        let found = directory::find_region(tx.conn(), region).await?;
        found.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
    }
    if let Some(body) = input.body_id {
        let row = match groups::get_body_row(tx.conn(), body).await {
            Err(DomainError::NotFound) => return Err(DomainError::field("/body_id", "invalid")),
            row => row?,
        };
        scope = GrantScope { region_id: Some(row.region_id.into()), body_id: Some(body), ..scope };
    }
    if let Some(programme) = input.programme_id {
        let row = programmes::find_programme(tx.conn(), programme).await?;
        let row = row.ok_or_else(|| DomainError::field("/programme_id", "invalid"))?;
        scope = GrantScope { region_id: Some(row.region_id.into()), programme_id: Some(programme), ..scope };
    }
    if let Some(institution_id) = input.institution_id {
        let row = directory::find_institution(tx.conn(), institution_id).await?;
        let row = row.ok_or_else(|| DomainError::field("/institution_id", "invalid"))?;
        let institution_id = Some(institution_id);
        scope = GrantScope { region_id: Some(row.region_id.into()), institution_id, ..scope };
    }
    Ok(scope)
}

/// Lets an account coordinate a programme from now on.
pub(crate) async fn let_coordinate(
    tx: &WriteTx,
    account_id: AccountId,
    region_id: RegionId,
    programme_id: ProgrammeId,
) -> Result<()> {
    let scope = GrantScope { region_id: Some(region_id), programme_id: Some(programme_id), ..GrantScope::default() };
    insert_role_grant(tx, account_id, Role::Coordinator, scope, None).await.map(|_| ())
}

/// Writes a grant that begins now.
pub(super) async fn insert_role_grant(
    tx: &WriteTx,
    account_id: AccountId,
    role: Role,
    scope: GrantScope,
    ends_at: Option<DateTime<Utc>>,
) -> Result<role_grant::Model> {
    let id = RoleGrantId(tx.new_id());
    let row = role_grant::ActiveModel {
        id: Set(id.into()),
        account_id: Set(account_id.into()),
        role: Set(word(&role)?),
        region_id: Set(scope.region_id.map(Into::into)),
        body_id: Set(scope.body_id.map(Into::into)),
        institution_id: Set(scope.institution_id.map(Into::into)),
        programme_id: Set(scope.programme_id.map(Into::into)),
        starts_at: Set(tx.now),
        ends_at: Set(ends_at),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("role_grant.created", "role_grant", id, 1).in_region(scope.region_id);
    tx.record(change.with(detail(&row))).await?;
    Ok(row)
}

/// What the audit keeps of a grant.
fn detail(row: &role_grant::Model) -> serde_json::Value {
    json!({
        "account_id": row.account_id,
        "role": row.role,
        "body_id": row.body_id,
        "institution_id": row.institution_id,
        "programme_id": row.programme_id,
    })
}

/// Takes a role away; it ends with this transaction.
///
/// # Errors
/// `unauthenticated`, `forbidden`, `confirmation_required`; `not_found`, also for a grant of another region.
pub async fn delete_role_grant(call: &Call, id: RoleGrantId) -> Result<()> {
    call.write("delete_role_grant", async |tx| {
        regions_of(&tx.actor, Action::ManageAccounts)?;
        let row = lock_row::<role_grant::Entity>(tx.conn(), id).await?;
        require_in(&tx.actor, Action::ManageAccounts, row.region_id.unwrap_or_default())?;
        if of_word::<Role>(&row.role)? == Role::Operator {
            tx.require(Action::ManageOperators, &Scope::region(Uuid::nil()))?;
        }
        tx.require_confirmed()?;
        end_role_grant(tx, row).await
    })
    .await
}

/// Takes a grant away.
pub(super) async fn end_role_grant(tx: &WriteTx, row: role_grant::Model) -> Result<()> {
    role_grant::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
    let region = row.region_id.map(RegionId);
    let event = Change::of("role_grant.deleted", "role_grant", row.id, 2).in_region(region).removed();
    tx.record(event.with(detail(&row))).await
}
