//! Secrets of second factors after a change of the signing key: they are sealed anew with the new one.

use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::sealed::{self, Resealed};
use obrady_entity::second_factor::{self, Column};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// Rows that one step reads.
const AT_ONCE: u64 = 500;

/// Seals with the first key the secrets that an older one sealed, so that the older one may go, and counts those that no
/// key opens. What cannot be opened stays as it is: with the right key it opens again.
///
/// Codes are the same before and after, so it leaves no audit row.
///
/// # Errors
/// Failures of the database.
pub async fn reseal_second_factors(call: &Call) -> Result<Resealed> {
    let mut result = Resealed::default();
    let mut after = Uuid::nil();
    loop {
        let reader = call.read().await?;
        let rows = second_factor::Entity::find()
            .filter(Column::Id.gt(after))
            .order_by_asc(Column::Id)
            .limit(AT_ONCE)
            .all(reader.conn())
            .await?;
        let Some(last) = rows.last() else { return Ok(result) };
        after = last.id;
        for row in rows {
            if sealed::open(&call.ctx.cursor_secret, row.id, &row.sealed_secret).is_some() {
                continue;
            }
            match call.write("reseal_second_factors", async |tx| reseal(tx, row.id).await).await? {
                Some(true) => result.moved += 1,
                Some(false) => result.lost += 1,
                None => {}
            }
        }
    }
}

/// Whether the secret could be opened; nothing when the factor was removed meanwhile.
async fn reseal(tx: &WriteTx, id: Uuid) -> Result<Option<bool>> {
    let row = match lock_row::<second_factor::Entity>(tx.conn(), id).await {
        Err(DomainError::NotFound) => return Ok(None),
        row => row?,
    };
    let Some(secret) = sealed::open_any(&tx.ctx, id, &row.sealed_secret) else { return Ok(Some(false)) };
    let mut change = row.into_active_model();
    change.sealed_secret = Set(sealed::seal(&tx.ctx.cursor_secret, id, &secret)?);
    change.update(tx.conn()).await?;
    Ok(Some(true))
}
