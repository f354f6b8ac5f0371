//! Who the caller is and what it may do now.

use super::query::{role_grants, service_accounts};
use super::view;
use crate::ctx::{Call, Reader};
use crate::error::{DomainError, Result};
use crate::policy::{Actor, Principal};
use crate::words::of_word;
use chrono::{DateTime, Utc};
use obrady_entity::{account, role_grant, service_account};
use obrady_types::identity::{Locale, Me};
use obrady_types::{AccountId, ErrorCode, ServiceAccountId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Who the caller is; `address` is where the request comes from.
///
/// # Errors
/// `unauthenticated`.
pub async fn get_me(call: &Call, address: &str) -> Result<Me> {
    let reader = call.read().await?;
    let mut me = match reader.actor.principal {
        Principal::Account(id) => of_person(reader.conn(), &reader.actor, reader.now, id).await?,
        Principal::Service(id) => service(&reader, id).await?,
        Principal::Anonymous | Principal::System => return Err(ErrorCode::Unauthenticated.into()),
    };
    me.address = Some(address.to_owned());
    Ok(me)
}

/// What a person's account says of its owner.
pub(super) async fn of_person<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    now: DateTime<Utc>,
    id: AccountId,
) -> Result<Me> {
    use role_grant::Column;
    let row = account::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)?;
    let grants = role_grants()
        .filter(Column::AccountId.eq(row.id))
        .filter(Column::StartsAt.lte(now))
        .filter(Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(now)))
        .all(conn)
        .await?;
    Ok(Me {
        account_id: Some(id),
        service_account_id: None,
        display_name: row.display_name,
        sign_in_name: Some(row.sign_in_name),
        person_id: row.person_id.map(Into::into),
        region_id: row.region_id.into(),
        locale: of_word(&row.locale)?,
        roles: grants.into_iter().map(view::role_grant).collect::<Result<_>>()?,
        chairs: actor.chairs.iter().copied().collect(),
        member_of: actor.member_of.iter().copied().collect(),
        speaks_in: actor.speaks_in.iter().copied().collect(),
        covers: actor.covers.iter().copied().collect(),
        account_version: Some(row.version),
        second_factor_missing: actor.withheld.is_some(),
        scopes: Vec::new(),
        address: None,
    })
}

async fn service(reader: &Reader, id: ServiceAccountId) -> Result<Me> {
    let row = service_accounts().filter(service_account::Column::Id.eq(Uuid::from(id))).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    Ok(Me {
        account_id: None,
        service_account_id: Some(id),
        display_name: row.name,
        sign_in_name: None,
        person_id: None,
        region_id: row.region_id.into(),
        locale: Locale::Pl,
        roles: Vec::new(),
        chairs: Vec::new(),
        member_of: Vec::new(),
        speaks_in: Vec::new(),
        covers: Vec::new(),
        account_version: None,
        second_factor_missing: false,
        scopes: reader.actor.scopes.clone(),
        address: None,
    })
}
