//! Moving a goal with its parts to another place.

use super::objectives::{Tree, check, check_code, editable_tree, read_back, record};
use crate::ctx::Call;
use crate::db::check_version;
use crate::error::{DomainError, Result};
use crate::words::of_word;
use obrady_entity::objective::{self, Column};
use obrady_types::ObjectiveId;
use obrady_types::programmes::{Objective, ObjectiveMove};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Moves a goal of the given version under another one, or among its siblings, with all that stands under it.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` for a parent of another programme
/// or a sibling that is not there; `objective_cycle`, `objective_place`, `objective_code_taken`.
pub async fn move_objective(call: &Call, id: ObjectiveId, version: i32, input: ObjectiveMove) -> Result<Objective> {
    call.write("move_objective", async |tx| {
        let Tree { programme, rows, row } = editable_tree(tx, id).await?;
        check_version(row.version, version)?;
        check(&rows, id, of_word(&row.level)?, input.parent_id, "/parent_id")?;
        let code = input.code.as_deref().map_or(row.code.as_str(), str::trim);
        check_code(&rows, id, input.parent_id, code)?;
        let parent: Option<Uuid> = input.parent_id.map(Into::into);
        let position = match input.after_id {
            None => 1,
            Some(after) => {
                let before = rows.iter().find(|row| row.id == after.0 && row.id != id.0 && row.parent_id == parent);
                before.ok_or_else(|| DomainError::field("/after_id", "invalid"))?.position + 1
            }
        };
        // Those behind it make room in one statement; positions may have gaps.
        let place = parent.map_or_else(|| Column::ParentId.is_null(), |parent| Column::ParentId.eq(parent));
        objective::Entity::update_many()
            .col_expr(Column::Position, Expr::col(Column::Position).add(1))
            .filter(Column::ProgrammeId.eq(programme.id))
            .filter(place)
            .filter(Column::Position.gte(position))
            .exec(tx.conn())
            .await?;
        let code = code.to_owned();
        let mut change = row.into_active_model();
        change.parent_id = Set(parent);
        change.position = Set(position);
        change.code = Set(code);
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        record(tx, "objective.moved", &programme, &row).await?;
        read_back(tx, programme.id, id).await
    })
    .await
}
