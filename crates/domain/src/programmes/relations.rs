//! What programmes are to each other.

use super::fields::trimmed;
use super::query::{RelationFilter, editable, get_visible, programmes_by_id, refers_to_visible};
use super::seed;
use crate::ctx::{Call, Reader};
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::words::{of_word, word};
use obrady_entity::programme_relation::{self, Column};
use obrady_entity::{programme, region};
use obrady_rules::programmes::closes_circle;
use obrady_types::programmes::{ProgrammeRelation, ProgrammeRelationCreate, ProgrammeRelationKind};
use obrady_types::{ErrorCode, Page, PageQuery, ProgrammeId, ProgrammeRelationId, RegionId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait, Select,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Relations between programmes that the caller may know of.
fn visible(reader: &Reader) -> Select<programme_relation::Entity> {
    programme_relation::Entity::find()
        .filter(refers_to_visible(&reader.actor, programme_relation::Entity, Column::FromId))
        .filter(refers_to_visible(&reader.actor, programme_relation::Entity, Column::ToId))
}

/// Lists relations in the order of their ids, from and to the programmes named.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_programme_relations(
    call: &Call,
    filter: &RelationFilter,
    page: &PageQuery,
) -> Result<Page<ProgrammeRelation>> {
    let reader = call.read().await?;
    let mut select = visible(&reader);
    if let Some(id) = filter.programme_id.map(Uuid::from) {
        select = select.filter(Condition::any().add(Column::FromId.eq(id)).add(Column::ToId.eq(id)));
    }
    if let Some(region) = filter.region_id {
        let there = programme::Entity::find().filter(programme::Column::RegionId.eq(Uuid::from(region)));
        let there = there.select_only().column(programme::Column::Id).into_query();
        select = select.filter(Column::FromId.in_subquery(there));
    }
    let sorting = Sorting::<programme_relation::Entity> {
        columns: &[Column::Id],
        descending: false,
        key: |row| vec![Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("relations", filter)).await?;
    let known = programmes_by_id(reader.conn(), rows.items.iter().flat_map(|row| [row.from_id, row.to_id])).await?;
    paging::map(rows, |row| view(row, &known))
}

fn view(row: programme_relation::Model, known: &BTreeMap<Uuid, programme::Model>) -> Result<ProgrammeRelation> {
    let title = |id: Uuid| {
        let found = known.get(&id).map(|programme| programme.title.clone());
        found.ok_or_else(|| DomainError::internal("a relation without its programme"))
    };
    Ok(ProgrammeRelation {
        id: row.id.into(),
        from_id: row.from_id.into(),
        from_title: title(row.from_id)?,
        to_id: row.to_id.into(),
        to_title: title(row.to_id)?,
        kind: of_word(&row.kind)?,
        note: row.note,
    })
}

async fn one<C: ConnectionTrait>(conn: &C, row: programme_relation::Model) -> Result<ProgrammeRelation> {
    let known = programmes_by_id(conn, [row.from_id, row.to_id]).await?;
    view(row, &known)
}

/// Reads a relation.
///
/// # Errors
/// `not_found`, also for one with a concept of others.
pub async fn get_programme_relation(call: &Call, id: ProgrammeRelationId) -> Result<ProgrammeRelation> {
    let reader = call.read().await?;
    let row = visible(&reader).filter(Column::Id.eq(Uuid::from(id))).one(reader.conn()).await?;
    one(reader.conn(), row.ok_or(DomainError::NotFound)?).await
}

/// Relates a programme to another one of its region.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `validation_failed` for itself or a programme that is not known there;
/// `already_exists`; `programme_cycle` when continuing, superseding or implementing would lead back.
pub async fn create_programme_relation(
    call: &Call,
    from_id: ProgrammeId,
    input: ProgrammeRelationCreate,
) -> Result<ProgrammeRelation> {
    call.write("create_programme_relation", async |tx| {
        tx.actor.refuse_anonymous()?;
        // Both ends in the order of their ids, so that two who relate them crosswise do not wait for each other.
        for end in BTreeSet::from([Uuid::from(from_id), Uuid::from(input.to_id)]) {
            match lock_row::<programme::Entity>(tx.conn(), end).await {
                Err(DomainError::NotFound) => {}
                locked => drop(locked?),
            }
        }
        let from = editable(tx, from_id).await?;
        // One after the other in a region: a circle may be closed by several at once.
        lock_row::<region::Entity>(tx.conn(), RegionId(from.region_id)).await?;
        let wrong = || DomainError::field("/to_id", "invalid");
        let to = match get_visible(tx.conn(), &tx.actor, input.to_id).await {
            Err(DomainError::NotFound) => return Err(wrong()),
            row => row?,
        };
        if to.id == from.id || to.region_id != from.region_id {
            return Err(wrong());
        }
        let same = programme_relation::Entity::find()
            .filter(Column::FromId.eq(from.id))
            .filter(Column::ToId.eq(to.id))
            .filter(Column::Kind.eq(word(&input.kind)?));
        if same.count(tx.conn()).await? > 0 {
            return Err(DomainError::refused_field(ErrorCode::AlreadyExists, "/to_id", "taken"));
        }
        let along = kinds_along(input.kind).iter().map(word).collect::<Result<Vec<_>>>()?;
        let others = programme_relation::Entity::find().filter(Column::Kind.is_in(along)).all(tx.conn()).await?;
        let pairs: Vec<(Uuid, Uuid)> = others.iter().map(|row| (row.from_id, row.to_id)).collect();
        if closes_circle(&pairs, from.id, to.id) {
            return Err(DomainError::refused_field(ErrorCode::ProgrammeCycle, "/to_id", "cycle"));
        }
        let row = seed::insert_relation(tx, &from, to.id.into(), input.kind, trimmed(input.note)).await?;
        one(tx.conn(), row).await
    })
    .await
}

/// The kinds that lead the same way as this one, so that together they make no circle: what goes on from another
/// programme comes after it, by whichever word; what implements another one stands below it. The rest leads nowhere.
fn kinds_along(kind: ProgrammeRelationKind) -> &'static [ProgrammeRelationKind] {
    use ProgrammeRelationKind::{Complements, Continues, Implements, Overlaps, Supersedes};
    match kind {
        Continues | Supersedes => &[Continues, Supersedes],
        Implements => &[Implements],
        Complements | Overlaps => &[],
    }
}

/// Removes a relation.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`.
pub async fn delete_programme_relation(call: &Call, id: ProgrammeRelationId) -> Result<()> {
    call.write("delete_programme_relation", async |tx| {
        tx.actor.refuse_anonymous()?;
        let row = lock_row::<programme_relation::Entity>(tx.conn(), id).await?;
        let from = editable(tx, row.from_id).await?;
        programme_relation::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let event = Change::of("programme_relation.deleted", "programme_relation", id, 2).removed();
        let detail = json!({ "from_id": row.from_id, "to_id": row.to_id, "kind": row.kind });
        tx.record(event.in_region(RegionId(from.region_id)).with(detail)).await
    })
    .await
}
