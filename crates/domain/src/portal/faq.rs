//! Frequent questions and their answers, kept by the region's administrators.

use super::query::{self, Editor, FaqFilter, ensure_editor, place};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::polish::fold;
use crate::words::word;
use obrady_entity::faq_entry::{self, Column};
use obrady_types::portal::{FaqEntry, FaqEntryCreate, FaqEntryPatch};
use obrady_types::{ErrorCode, FaqEntryId, Page, PageQuery, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists questions in their order; what is not published only for those who edit it.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_faq_entries(call: &Call, filter: &FaqFilter, page: &PageQuery) -> Result<Page<FaqEntry>> {
    let reader = call.read().await?;
    let editor = Editor::of(&reader.actor);
    let public = Condition::any().add(Column::State.eq("published"));
    let mut select = faq_entry::Entity::find().filter(public.add(editor.own_regions(Column::RegionId)));
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(area) = &filter.area {
        select = select.filter(Column::Area.eq(word(area)?));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(word(state)?));
    }
    if let Some(text) = &filter.q {
        select = select.filter(paging::search_contains(Column::Search, text));
    }
    let sorting = Sorting::<faq_entry::Entity> {
        columns: &[Column::Position, Column::Id],
        descending: false,
        key: |row| vec![Key::Number(row.position), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("faq", filter)).await?;
    paging::map(rows, |row| view::faq_entry(&editor, row))
}

/// Reads a question.
///
/// # Errors
/// `not_found`, also for what is not published to those who do not edit it.
pub async fn get_faq_entry(call: &Call, id: FaqEntryId) -> Result<FaqEntry> {
    let reader = call.read().await?;
    let editor = Editor::of(&reader.actor);
    let row = faq_entry::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.filter(|row| query::is_public(&row.state) || editor.edits(row.region_id, None));
    view::faq_entry(&editor, row.ok_or(DomainError::NotFound)?)
}

/// Makes a question, a draft.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown region.
pub async fn create_faq_entry(call: &Call, input: FaqEntryCreate) -> Result<FaqEntry> {
    call.write("create_faq_entry", async |tx| {
        let (region, _) = place(tx, input.region_id, None).await?;
        let id = seed::insert_faq(tx, region, input.clone(), seed::Publication::default()).await?;
        let row = faq_entry::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        view::faq_entry(&Editor::of(&tx.actor), row.ok_or(DomainError::NotFound)?)
    })
    .await
}

/// Changes a question of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`.
pub async fn update_faq_entry(call: &Call, id: FaqEntryId, version: i32, patch: FaqEntryPatch) -> Result<FaqEntry> {
    call.write("update_faq_entry", async |tx| {
        let row = editable(tx, id, version).await?;
        let before = row.clone();
        let mut change = row.into_active_model();
        if let Some(area) = &patch.area {
            change.area = Set(word(area)?);
        }
        let question = patch.question.value().map_or(before.question, |text| text.trim().to_owned());
        let answer = patch.answer.value().map_or(before.answer, |text| text.trim().to_owned());
        change.search = Set(fold(&format!("{question}\n{answer}")));
        change.question = Set(question);
        change.answer = Set(answer);
        if let Some(position) = patch.position {
            change.position = Set(position);
        }
        finish(tx, "faq_entry.updated", change, version).await
    })
    .await
}

/// Removes a draft that was never published.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `published_kept` for what the public has seen (I-37).
pub async fn delete_faq_entry(call: &Call, id: FaqEntryId, version: i32) -> Result<()> {
    call.write("delete_faq_entry", async |tx| {
        let row = editable(tx, id, version).await?;
        if row.published_on.is_some() {
            return Err(ErrorCode::PublishedKept.into());
        }
        faq_entry::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let change = Change::of("faq_entry.deleted", "faq_entry", id, version + 1).removed();
        tx.record(change.in_region(RegionId(row.region_id))).await
    })
    .await
}

/// Shows a question to everybody.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `publication_state` for what is published.
pub async fn publish_faq_entry(call: &Call, id: FaqEntryId, version: i32) -> Result<FaqEntry> {
    call.write("publish_faq_entry", async |tx| {
        let row = editable(tx, id, version).await?;
        let (state, day) = query::published(tx, &row.state, row.published_on)?;
        let mut change = row.into_active_model();
        change.state = Set(state);
        change.published_on = Set(Some(day));
        finish(tx, "faq_entry.published", change, version).await
    })
    .await
}

/// Takes a question back: its editors still see it, nobody else does.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `publication_state` for what is not published.
pub async fn withdraw_faq_entry(call: &Call, id: FaqEntryId, version: i32) -> Result<FaqEntry> {
    call.write("withdraw_faq_entry", async |tx| {
        let row = editable(tx, id, version).await?;
        let state = query::withdrawn(&row.state)?;
        let mut change = row.into_active_model();
        change.state = Set(state);
        finish(tx, "faq_entry.withdrawn", change, version).await
    })
    .await
}

async fn editable(tx: &WriteTx, id: FaqEntryId, version: i32) -> Result<faq_entry::Model> {
    tx.actor.refuse_anonymous()?;
    let row = lock_row::<faq_entry::Entity>(tx.conn(), id).await?;
    ensure_editor(tx, row.region_id, None, &row.state)?;
    check_version(row.version, version)?;
    Ok(row)
}

async fn finish(
    tx: &WriteTx,
    action: &'static str,
    mut change: faq_entry::ActiveModel,
    version: i32,
) -> Result<FaqEntry> {
    change.version = Set(version + 1);
    let row = change.update(tx.conn()).await?;
    let event = Change::of(action, "faq_entry", row.id, row.version).in_region(RegionId(row.region_id));
    tx.record(event.with(json!({ "question": row.question, "state": row.state }))).await?;
    view::faq_entry(&Editor::of(&tx.actor), row)
}
