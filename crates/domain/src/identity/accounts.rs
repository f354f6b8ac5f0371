//! People's accounts; for administrators of their region.

use super::factors::{active, with_factor};
use super::links::void_links;
use super::passwords::{Guessable, check_quality};
use super::query::{accounts, is_operator, normalised, regions_of, require_in, role_grants, search_of};
use super::role_grants::{GrantScope, insert_role_grant};
use super::sign_ins::end_all;
use super::view;
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope, require};
use crate::words::word;
use obrady_entity::account::{self, Column};
use obrady_entity::role_grant;
use obrady_types::identity::{Account, AccountCreate, AccountPatch, Locale, Role};
use obrady_types::{AccountId, Page, PageQuery, Patch, PersonId, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

/// Which accounts to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AccountFilter {
    /// Disabled ones, or those that are not.
    pub disabled: Option<bool>,
    /// Whose sign-in name or name contains this, whatever the case and the diacritics.
    pub q: Option<String>,
}

/// Lists the accounts of the caller's regions by sign-in name.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_accounts(call: &Call, filter: &AccountFilter, page: &PageQuery) -> Result<Page<Account>> {
    let reader = call.read().await?;
    let mut select = accounts();
    if let Some(regions) = regions_of(&reader.actor, Action::ManageAccounts)? {
        select = select.filter(Column::RegionId.is_in(regions));
    }
    if let Some(disabled) = filter.disabled {
        let at = Column::DisabledAt;
        select = select.filter(if disabled { at.is_not_null() } else { at.is_null() });
    }
    if let Some(text) = &filter.q {
        select = select.filter(paging::search_contains(Column::Search, text));
    }
    let sorting = Sorting::<account::Entity> {
        columns: &[Column::SignInName],
        descending: false,
        key: |row| vec![Key::Text(row.sign_in_name.clone())],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("accounts", filter)).await?;
    let ids: Vec<Uuid> = rows.items.iter().map(|row| row.id).collect();
    let strong = with_factor(reader.conn(), &ids).await?;
    paging::map(rows, |row| {
        let second_factor = strong.contains(&row.id);
        Ok(Account { second_factor, ..view::account(row)? })
    })
}

/// Reads an account.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `not_found`, also for an account of another region.
pub async fn get_account(call: &Call, id: AccountId) -> Result<Account> {
    let reader = call.read().await?;
    regions_of(&reader.actor, Action::ManageAccounts)?;
    let row = account::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?.ok_or(DomainError::NotFound)?;
    require_in(&reader.actor, Action::ManageAccounts, row.region_id)?;
    let second_factor = active(reader.conn(), row.id).await?.is_some();
    Ok(Account { second_factor, ..view::account(row)? })
}

/// Makes an account. Without a password it waits for its owner, who sets one by an invitation link.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for a weak password or an unknown person; `already_exists` for
/// a sign-in name that is taken or a person who has an account.
pub async fn create_account(call: &Call, input: AccountCreate) -> Result<Account> {
    // Who may not make accounts must not make us hash passwords either.
    let reader = call.read().await?;
    let region_id = reader.actor.region_or(input.region_id)?;
    require(&reader.actor, Action::ManageAccounts, &Scope::region(region_id))?;
    let hash = match &input.password {
        Some(password) => {
            let (name, display, person) = (&input.sign_in_name, &input.display_name, input.person_id);
            let words = Guessable::of_owner(reader.conn(), region_id, name, display, person).await?;
            check_quality(password, &words)?;
            call.ctx.passwords.hash(call.ctx.random.as_ref(), password).await?
        }
        None => String::new(),
    };
    call.write("create_account", async |tx| {
        tx.require(Action::ManageAccounts, &Scope::region(region_id))?;
        let region = directory::find_region(tx.conn(), region_id).await?;
        region.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
        check_person(tx, region_id, input.person_id).await?;
        view::account(insert_account(tx, region_id, &input, hash).await?)
    })
    .await
}

pub(super) async fn insert_account(
    tx: &WriteTx,
    region_id: RegionId,
    input: &AccountCreate,
    hash: String,
) -> Result<account::Model> {
    let id = AccountId(tx.new_id());
    let row = account::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region_id.into()),
        sign_in_name: Set(normalised(&input.sign_in_name)),
        display_name: Set(input.display_name.trim().to_owned()),
        person_id: Set(input.person_id.map(Into::into)),
        password_hash: Set(hash),
        locale: Set(word(&input.locale)?),
        disabled_at: Set(None),
        search: Set(search_of(&normalised(&input.sign_in_name), input.display_name.trim())),
        credentials_version: Set(1),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("account.created", "account", id, 1).in_region(region_id);
    tx.record(change.with(json!({ "sign_in_name": row.sign_in_name })).personal()).await?;
    Ok(row)
}

/// The person must be of the account's region.
async fn check_person(tx: &WriteTx, region_id: RegionId, person_id: Option<PersonId>) -> Result<()> {
    let Some(person_id) = person_id else { return Ok(()) };
    let person = directory::find_person(tx.conn(), person_id).await?;
    person
        .filter(|person| RegionId(person.region_id) == region_id)
        .map(|_| ())
        .ok_or_else(|| DomainError::field("/person_id", "invalid"))
}

/// Changes an account of the given version. Disabling it ends its sign-ins at once. An operator's account is changed
/// by operators only: whoever could link it to another person or switch it off would rule over all regions.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `not_found`, also for an account of another region; `stale_version`;
/// `validation_failed` for an unknown person; `already_exists` for a person who has an account.
pub async fn update_account(call: &Call, id: AccountId, version: i32, patch: AccountPatch) -> Result<Account> {
    call.write("update_account", async |tx| {
        let row = locked(tx, id).await?;
        check_version(row.version, version)?;
        let moved = !patch.person_id.is_absent();
        if moved {
            tx.require_confirmed()?;
        }
        let region_id = RegionId(row.region_id);
        if let Patch::Value(person) = patch.person_id {
            check_person(tx, region_id, Some(person)).await?;
        }
        let disabled_at = match patch.disabled {
            Some(true) => row.disabled_at.or(Some(tx.now)),
            Some(false) => None,
            None => row.disabled_at,
        };
        let before = view::account(row.clone())?;
        let person_id = patch.person_id.apply(row.person_id.map(Into::into)).map(Uuid::from);
        let mut change = row.into_active_model();
        if let Some(name) = &patch.display_name {
            change.search = Set(search_of(&before.sign_in_name, name.trim()));
            change.display_name = Set(name.trim().to_owned());
        }
        if let Some(locale) = &patch.locale {
            change.locale = Set(word(locale)?);
        }
        change.person_id = Set(person_id);
        change.disabled_at = Set(disabled_at);
        // Another person may have another mail address, and a closed account must not be opened by an old link.
        if moved || patch.disabled.is_some() {
            void_links(tx, Uuid::from(id)).await?;
        }
        change.version = Set(version + 1);
        let after = view::account(change.update(tx.conn()).await?)?;
        let event = Change::of("account.updated", "account", id, after.version).in_region(region_id);
        tx.record(event.between(&before, &after)?.personal()).await?;
        if after.disabled {
            end_all(tx, id).await?;
        }
        let second_factor = active(tx.conn(), id.into()).await?.is_some();
        Ok(Account { second_factor, ..after })
    })
    .await
}

/// The row of an account that the actor may change.
async fn locked(tx: &WriteTx, id: AccountId) -> Result<account::Model> {
    regions_of(&tx.actor, Action::ManageAccounts)?;
    let row = lock_row::<account::Entity>(tx.conn(), id).await?;
    require_in(&tx.actor, Action::ManageAccounts, row.region_id)?;
    if is_operator(tx.conn(), row.id, tx.now).await? {
        tx.require(Action::ManageOperators, &Scope::region(row.region_id))?;
    }
    Ok(row)
}

/// The row of an account whose password or factor the actor may give anew. Whoever could do that to the administrator
/// of another region would rule there.
pub(super) async fn managed(tx: &WriteTx, id: AccountId) -> Result<account::Model> {
    let row = locked(tx, id).await?;
    let grants = role_grants().filter(role_grant::Column::AccountId.eq(row.id));
    for grant in grants.filter(role_grant::Column::Role.eq(word(&Role::Admin)?)).all(tx.conn()).await? {
        tx.require(Action::ManageAccounts, &Scope::region(grant.region_id.unwrap_or_default()))?;
    }
    Ok(row)
}

/// Ends every sign-in of an account.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `not_found`, also for an account of another region.
pub async fn end_account_sign_ins(call: &Call, id: AccountId) -> Result<()> {
    call.write("end_account_sign_ins", async |tx| {
        let row = locked(tx, id).await?;
        let event = Change::of("account.sign_ins_ended", "account", id, row.version);
        tx.record(event.in_region(RegionId(row.region_id))).await?;
        end_all(tx, id).await
    })
    .await
}

/// Makes an operator's account: the first administrator, from the command line.
///
/// # Errors
/// `validation_failed` for a weak password; `already_exists` for a sign-in name that is taken.
pub async fn create_operator(
    call: &Call,
    sign_in_name: &str,
    display_name: &str,
    password: &str,
    region_id: RegionId,
) -> Result<Account> {
    let input = AccountCreate {
        sign_in_name: sign_in_name.to_owned(),
        display_name: display_name.to_owned(),
        password: Some(password.to_owned()),
        person_id: None,
        locale: Locale::Pl,
        region_id: Some(region_id),
    };
    let wrong = obrady_types::validate(&input);
    if !wrong.is_empty() {
        return Err(DomainError::Invalid(wrong));
    }
    check_quality(password, &Guessable::of(&[sign_in_name, display_name]))?;
    let hash = call.ctx.passwords.hash(call.ctx.random.as_ref(), password).await?;
    call.write("create_operator", async |tx| {
        tx.require(Action::ManageOperators, &Scope::region(region_id))?;
        let row = insert_account(tx, region_id, &input, hash).await?;
        insert_role_grant(tx, row.id.into(), Role::Operator, GrantScope::default(), None).await?;
        view::account(row)
    })
    .await
}
