//! What participants need, sealed: after a change of the signing key it is sealed anew with the new one.

use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::error::Result;
use crate::sealed::{self, Resealed};
use obrady_entity::registration::{self, Column};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

/// Rows that one step reads.
const AT_ONCE: u64 = 500;

/// Seals with the first key what an older one sealed, so that the older one may go, and counts what no key opens. What
/// cannot be opened stays as it is: with the right key it opens again.
///
/// Nobody who may read the texts sees a difference, so it leaves no audit row.
///
/// # Errors
/// Failures of the database.
pub async fn reseal_needs(call: &Call) -> Result<Resealed> {
    let mut result = Resealed::default();
    let mut after = Uuid::nil();
    loop {
        let reader = call.read().await?;
        let rows = registration::Entity::find()
            .filter(Condition::any().add(Column::AccessibilityNeeds.is_not_null()).add(Column::DietNeeds.is_not_null()))
            .filter(Column::Id.gt(after))
            .order_by_asc(Column::Id)
            .limit(AT_ONCE)
            .all(reader.conn())
            .await?;
        let Some(last) = rows.last() else { return Ok(result) };
        after = last.id;
        for row in rows {
            let texts = [&row.accessibility_needs, &row.diet_needs].into_iter().flatten();
            let opened: Vec<bool> = texts.map(|text| is_current(call, row.id, text)).collect();
            if opened.iter().all(|current| *current) {
                continue;
            }
            let lost = call.write("reseal_needs", async |tx| reseal(tx, row.id).await).await?;
            if lost { result.lost += 1 } else { result.moved += 1 }
        }
    }
}

fn is_current(call: &Call, row: Uuid, text: &str) -> bool {
    sealed::open(&call.ctx.cursor_secret, row, text).is_some()
}

/// Whether one of the row's texts cannot be opened.
async fn reseal(tx: &WriteTx, id: Uuid) -> Result<bool> {
    let row = lock_row::<registration::Entity>(tx.conn(), id).await?;
    let mut lost = false;
    let mut again = |text: &Option<String>| {
        let Some(text) = text else { return Ok(None) };
        match sealed::open_any(&tx.ctx, id, text) {
            Some(plain) => sealed::seal(&tx.ctx.cursor_secret, id, &plain).map(Some),
            None => {
                lost = true;
                Ok(Some(text.clone()))
            }
        }
    };
    let (accessibility, diet) = (again(&row.accessibility_needs)?, again(&row.diet_needs)?);
    let mut change = row.into_active_model();
    change.accessibility_needs = Set(accessibility);
    change.diet_needs = Set(diet);
    change.update(tx.conn()).await?;
    Ok(lost)
}
