//! Goals of different programmes that treat the same matter: what an overlap map is made of.

use super::fields::trimmed;
use super::query::{editable, get_objective_row, get_visible, refers_to_visible};
use super::seed;
use crate::ctx::Call;
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::Actor;
use crate::words::of_word;
use obrady_entity::objective;
use obrady_entity::objective_match::{self, Column};
use obrady_types::programmes::{ObjectiveMatch, ObjectiveMatchCreate};
use obrady_types::{ErrorCode, ObjectiveId, ObjectiveMatchId, Page, PageQuery, ProgrammeId, RegionId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// That the goal that a match refers to is of a programme that the actor may know of.
fn refers_to_known(actor: &Actor, reference: Column) -> Expr {
    let same = Expr::col((objective::Entity, objective::Column::Id)).equals((objective_match::Entity, reference));
    let visible = refers_to_visible(actor, objective::Entity, objective::Column::ProgrammeId);
    Expr::exists(objective::Entity::find().select_only().expr(Expr::val(1)).filter(same).filter(visible).into_query())
}

/// Lists the matches of a programme's goals, in either direction, in the order of their ids.
///
/// # Errors
/// `not_found`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_objective_matches(
    call: &Call,
    programme_id: ProgrammeId,
    page: &PageQuery,
) -> Result<Page<ObjectiveMatch>> {
    let reader = call.read().await?;
    let programme = get_visible(reader.conn(), &reader.actor, programme_id).await?;
    let own = || {
        let goals = objective::Entity::find().filter(objective::Column::ProgrammeId.eq(programme.id));
        goals.select_only().column(objective::Column::Id).into_query()
    };
    let select = objective_match::Entity::find()
        .filter(refers_to_known(&reader.actor, Column::ObjectiveId))
        .filter(refers_to_known(&reader.actor, Column::OtherId))
        .filter(Condition::any().add(Column::ObjectiveId.in_subquery(own())).add(Column::OtherId.in_subquery(own())));
    let sorting = Sorting::<objective_match::Entity> {
        columns: &[Column::Id],
        descending: false,
        key: |row| vec![Key::Id(row.id)],
    };
    let filter = ("objective-matches", programme_id);
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?;
    let goals = goals_by_id(reader.conn(), rows.items.iter().flat_map(|row| [row.objective_id, row.other_id])).await?;
    paging::map(rows, |row| view(row, &goals))
}

async fn goals_by_id<C: ConnectionTrait>(
    conn: &C,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, objective::Model>> {
    let rows = objective::Entity::find().filter(objective::Column::Id.is_in(ids)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

fn view(row: objective_match::Model, goals: &BTreeMap<Uuid, objective::Model>) -> Result<ObjectiveMatch> {
    let find = |id: Uuid| goals.get(&id).ok_or_else(|| DomainError::internal("a match without its goal"));
    let (one, other) = (find(row.objective_id)?, find(row.other_id)?);
    Ok(ObjectiveMatch {
        id: row.id.into(),
        objective_id: one.id.into(),
        objective_code: one.code.clone(),
        objective_title: one.title.clone(),
        programme_id: one.programme_id.into(),
        other_id: other.id.into(),
        other_code: other.code.clone(),
        other_title: other.title.clone(),
        other_programme_id: other.programme_id.into(),
        kind: of_word(&row.kind)?,
        note: row.note,
    })
}

/// Reads a match.
///
/// # Errors
/// `not_found`, also for one with a concept of others.
pub async fn get_objective_match(call: &Call, id: ObjectiveMatchId) -> Result<ObjectiveMatch> {
    let reader = call.read().await?;
    let row = objective_match::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    let goals = goals_by_id(reader.conn(), [row.objective_id, row.other_id]).await?;
    for goal in goals.values() {
        get_visible(reader.conn(), &reader.actor, goal.programme_id).await?;
    }
    view(row, &goals)
}

/// Says that a goal treats the matter of a goal of another programme.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `validation_failed` for a goal that is not known in the region or that
/// belongs to the same programme; `already_exists`.
pub async fn create_objective_match(
    call: &Call,
    objective_id: ObjectiveId,
    input: ObjectiveMatchCreate,
) -> Result<ObjectiveMatch> {
    call.write("create_objective_match", async |tx| {
        tx.actor.refuse_anonymous()?;
        let one = get_objective_row(tx.conn(), objective_id).await?;
        let programme = editable(tx, one.programme_id).await?;
        let wrong = || DomainError::field("/other_id", "invalid");
        let other = objective::Entity::find_by_id(Uuid::from(input.other_id)).one(tx.conn()).await?;
        let other = other.filter(|other| other.programme_id != programme.id).ok_or_else(wrong)?;
        let theirs = match get_visible(tx.conn(), &tx.actor, other.programme_id).await {
            Err(DomainError::NotFound) => return Err(wrong()),
            row => row?,
        };
        if theirs.region_id != programme.region_id {
            return Err(wrong());
        }
        let same = objective_match::Entity::find().filter(Column::ObjectiveId.eq(one.id));
        if same.filter(Column::OtherId.eq(other.id)).count(tx.conn()).await? > 0 {
            return Err(DomainError::refused_field(ErrorCode::AlreadyExists, "/other_id", "taken"));
        }
        let note = trimmed(input.note);
        let row = seed::insert_match(tx, &programme, objective_id, input.other_id, input.kind, note).await?;
        view(row, &[(one.id, one.clone()), (other.id, other)].into())
    })
    .await
}

/// Removes a match.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`.
pub async fn delete_objective_match(call: &Call, id: ObjectiveMatchId) -> Result<()> {
    call.write("delete_objective_match", async |tx| {
        tx.actor.refuse_anonymous()?;
        let row = lock_row::<objective_match::Entity>(tx.conn(), id).await?;
        let goal = get_objective_row(tx.conn(), row.objective_id.into()).await?;
        let programme = editable(tx, goal.programme_id).await?;
        objective_match::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let event = Change::of("objective_match.deleted", "objective_match", id, 2).removed();
        let detail = json!({ "objective_id": row.objective_id, "other_id": row.other_id });
        tx.record(event.in_region(RegionId(programme.region_id)).with(detail)).await
    })
    .await
}
