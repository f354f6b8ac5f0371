//! The mail address of somebody who has an account: links to a new password are sent there, so that changing it is
//! as grave as changing the password.

use super::accounts::managed;
use super::links::void_links;
use super::notices;
use crate::ctx::WriteTx;
use crate::error::Result;
use obrady_entity::account;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

async fn account_of(tx: &WriteTx, person: Uuid) -> Result<Option<account::Model>> {
    let of_person = account::Entity::find().filter(account::Column::PersonId.eq(person));
    Ok(of_person.one(tx.conn()).await?)
}

/// Refuses a new mail address of a person with an account to everybody but those who may give that account a new
/// password, and who have confirmed who they are: a coordinator who corrects an address, or a program, must not come
/// into an account by it. Links that were sent to the address before are void.
pub(crate) async fn guard_mail(tx: &WriteTx, person: Uuid) -> Result<()> {
    let Some(account) = account_of(tx, person).await? else { return Ok(()) };
    managed(tx, account.id.into()).await?;
    tx.require_confirmed()?;
    void_links(tx, account.id).await
}

/// Has the owner told at the address before.
pub(crate) async fn mail_changed(tx: &WriteTx, person: Uuid, before: &str) -> Result<()> {
    match account_of(tx, person).await? {
        Some(account) => notices::mail_changed(tx, account.id, before).await,
        None => Ok(()),
    }
}
