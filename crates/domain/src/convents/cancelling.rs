//! What is planned and does not happen: whoever held the office goes on.

use super::acting::move_end;
use super::holding::settle_seat;
use super::query::{find_successor, standing_terms_of};
use super::term_rows::set_cancelled;
use crate::ctx::WriteTx;
use crate::db::lock_row;
use crate::error::Result;
use crate::words::word;
use obrady_entity::{body, term};
use obrady_types::convents::{Office, TermEndReason};
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::Value;

/// Cancels a term that has not begun. The term that it would have replaced goes on (I-02), and so does the deputy's
/// term that the person would have given up for the chair.
pub(super) async fn cancel_planned(
    tx: &WriteTx,
    body: &body::Model,
    row: term::Model,
    detail: Value,
) -> Result<term::Model> {
    let row = set_cancelled(tx, body, row, detail).await?;
    for before in ended_for(tx, &row).await? {
        if is_free(tx, &before, &row).await? {
            let end = find_successor(tx.conn(), &before).await?;
            let end = end.map(|next| (next.starts_at, TermEndReason::Successor));
            let before = move_end(tx, body, before, end).await?;
            Box::pin(settle_seat(tx, body, before.id)).await?;
        }
    }
    Ok(row)
}

/// The deputy's term that was planned together with a chair's: by the same decision, from the same instant.
pub(super) async fn deputy_planned_with(tx: &WriteTx, chair: &term::Model) -> Result<Option<term::Model>> {
    use term::Column;
    if chair.office != word(&Office::Chair)? || chair.acting {
        return Ok(None);
    }
    let together = match &chair.decision_reference {
        Some(reference) => Column::DecisionReference.eq(reference),
        None => Column::DecisionReference.is_null(),
    };
    let deputy = standing_terms_of(chair.body_id.into())
        .filter(Column::Office.eq(word(&Office::DeputyChair)?))
        .filter(Column::StartsAt.eq(chair.starts_at))
        .filter(together)
        .one(tx.conn())
        .await?;
    match deputy {
        Some(deputy) => Ok(Some(lock_row::<term::Entity>(tx.conn(), deputy.id).await?)),
        None => Ok(None),
    }
}

/// The terms that were to end where the cancelled one was to begin.
async fn ended_for(tx: &WriteTx, row: &term::Model) -> Result<Vec<term::Model>> {
    use term::Column;
    let mut theirs = Condition::any();
    if let Some(predecessor) = row.predecessor_id {
        theirs = theirs.add(Column::Id.eq(predecessor));
    }
    if row.office == word(&Office::Chair)? {
        let given_up = Condition::all()
            .add(Column::Office.eq(word(&Office::DeputyChair)?))
            .add(Column::PersonId.eq(row.person_id));
        theirs = theirs.add(given_up);
    }
    if theirs.is_empty() {
        return Ok(Vec::new());
    }
    let ended = standing_terms_of(row.body_id.into())
        .filter(theirs)
        .filter(Column::Acting.eq(false))
        .filter(Column::EndedAt.eq(row.starts_at))
        .filter(Column::EndReason.eq(word(&TermEndReason::Successor)?));
    Ok(ended.all(tx.conn()).await?)
}

/// Whether nobody else has the office from then on, and the person no other office (I-01, I-04).
async fn is_free(tx: &WriteTx, before: &term::Model, cancelled: &term::Model) -> Result<bool> {
    use term::Column;
    let at = cancelled.starts_at;
    let taken = Condition::all().add(Column::Office.eq(&before.office)).add(Column::StartsAt.eq(at));
    let other = Condition::all()
        .add(Column::PersonId.eq(before.person_id))
        .add(Condition::any().add(Column::EndedAt.is_null()).add(Column::EndedAt.gt(at)));
    let in_the_way = standing_terms_of(before.body_id.into())
        .filter(Column::Id.ne(before.id))
        .filter(Column::Acting.eq(false))
        .filter(Condition::any().add(taken).add(other));
    Ok(in_the_way.one(tx.conn()).await?.is_none())
}
