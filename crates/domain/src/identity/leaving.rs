//! What happens to the account of somebody who leaves a post, or whose data are erased.

use super::query::{accounts, normalised, search_of};
use super::sign_ins::end_all;
use crate::ctx::WriteTx;
use crate::error::Result;
use crate::events::Change;
use crate::words::{of_word, word};
use chrono::{DateTime, Utc};
use obrady_entity::{account, role_grant, sign_in};
use obrady_types::directory::RoleEnding;
use obrady_types::identity::Role;
use obrady_types::{AccountId, RegionId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Ends the roles of a person's account at an instant, or now when it has passed. An operator's role stays: only
/// operators take it away.
pub(crate) async fn end_roles(tx: &WriteTx, person: Uuid, at: DateTime<Utc>) -> Result<Vec<RoleEnding>> {
    use role_grant::Column;
    let Some(account) = accounts().filter(account::Column::PersonId.eq(person)).one(tx.conn()).await? else {
        return Ok(Vec::new());
    };
    let at = at.max(tx.now);
    let open = role_grant::Entity::find()
        .filter(Column::AccountId.eq(account.id))
        .filter(Column::Role.ne(word(&Role::Operator)?))
        .filter(Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(at)));
    let mut ended = Vec::new();
    for row in open.all(tx.conn()).await? {
        let ends_at = at.max(row.starts_at);
        let role: Role = of_word(&row.role)?;
        let (id, region) = (row.id, row.region_id.map(RegionId));
        let mut change = row.into_active_model();
        change.ends_at = Set(Some(ends_at));
        change.update(tx.conn()).await?;
        let event = Change::of("role_grant.ended", "role_grant", id, 1).in_region(region);
        tx.record(event.with(json!({ "account_id": account.id, "ends_at": ends_at }))).await?;
        ended.push(RoleEnding { role_grant_id: id.into(), role, ends_at });
    }
    Ok(ended)
}

/// Closes a person's account for good and replaces what identifies them; whether there was one.
pub(crate) async fn close_account(tx: &WriteTx, person: Uuid, pseudonym: &str) -> Result<bool> {
    let Some(row) = accounts().filter(account::Column::PersonId.eq(person)).one(tx.conn()).await? else {
        return Ok(false);
    };
    end_roles(tx, person, tx.now).await?;
    let (id, version) = (AccountId(row.id), row.version + 1);
    end_all(tx, id).await?;
    sign_in::Entity::update_many()
        .col_expr(sign_in::Column::UserAgent, Expr::value(""))
        .filter(sign_in::Column::AccountId.eq(row.id))
        .exec(tx.conn())
        .await?;
    let region = RegionId(row.region_id);
    let disabled_at = row.disabled_at.or(Some(tx.now));
    let mut change = row.into_active_model();
    let name = normalised(&format!("usuniete-{}", id.0.simple()));
    change.search = Set(search_of(&name, pseudonym));
    change.sign_in_name = Set(name);
    change.display_name = Set(pseudonym.to_owned());
    // No password hashes to this.
    change.password_hash = Set("!".to_owned());
    change.disabled_at = Set(disabled_at);
    change.version = Set(version);
    change.update(tx.conn()).await?;
    tx.record(Change::of("account.closed", "account", id, version).in_region(region)).await?;
    Ok(true)
}
