//! Albums: galleries of images.

use super::files::files_of;
use super::query::{self, AlbumFilter, Editor, ensure_editor, place};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::polish::fold;
use crate::words::word;
use obrady_entity::album::{self, Column};
use obrady_entity::album_image;
use obrady_types::portal::{Album, AlbumCreate, AlbumImageInput, AlbumPatch, FileKind};
use obrady_types::{AlbumId, BodyId, ErrorCode, FileId, Page, PageQuery, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists albums, latest first; what is not published only for those who edit it.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_albums(call: &Call, filter: &AlbumFilter, page: &PageQuery) -> Result<Page<Album>> {
    let reader = call.read().await?;
    let editor = Editor::of(&reader.actor);
    let public = Condition::any().add(Column::State.eq("published"));
    let mut select = album::Entity::find().filter(public.add(editor.own(Column::RegionId, Column::BodyId)));
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(body) = filter.body_id {
        select = select.filter(Column::BodyId.eq(Uuid::from(body)));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(word(state)?));
    }
    if let Some(text) = &filter.q {
        select = select.filter(paging::search_contains(Column::Search, text));
    }
    let sorting = Sorting::<album::Entity> {
        columns: &[Column::ListedOn, Column::Id],
        descending: true,
        key: |row| vec![Key::Date(row.listed_on), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("albums", filter)).await?;
    let items = view::albums(reader.conn(), &editor, rows.items).await?;
    Ok(Page { items, next: rows.next, total: rows.total })
}

/// Reads an album.
///
/// # Errors
/// `not_found`, also for what is not published to those who do not edit it.
pub async fn get_album(call: &Call, id: AlbumId) -> Result<Album> {
    let reader = call.read().await?;
    let editor = Editor::of(&reader.actor);
    let row = album::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.filter(|row| query::is_public(&row.state) || editor.edits(row.region_id, row.body_id));
    let mut views = view::albums(reader.conn(), &editor, vec![row.ok_or(DomainError::NotFound)?]).await?;
    views.pop().ok_or(DomainError::NotFound)
}

/// Makes an album, a draft.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown place or images of another region.
pub async fn create_album(call: &Call, mut input: AlbumCreate) -> Result<Album> {
    call.write("create_album", async |tx| {
        let (region, body) = place(tx, input.region_id, input.body_id).await?;
        input.body_id = body;
        check_images(tx, region.into(), &input.images).await?;
        let id = seed::insert_album(tx, region, input.clone(), seed::Publication::default()).await?;
        let row = album::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        answer(tx, row.ok_or(DomainError::NotFound)?).await
    })
    .await
}

/// Changes an album of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `publication_incomplete` when a published album would
/// be empty; `validation_failed` for images of another region.
pub async fn update_album(call: &Call, id: AlbumId, version: i32, patch: AlbumPatch) -> Result<Album> {
    call.write("update_album", async |tx| {
        let row = editable(tx, id, version).await?;
        if let Some(images) = &patch.images {
            check_images(tx, row.region_id, images).await?;
            if query::is_public(&row.state) && images.is_empty() {
                return Err(empty());
            }
            seed::replace_images(tx, id, images).await?;
        }
        let before = row.clone();
        let mut change = row.into_active_model();
        let title = patch.title.value().map_or(before.title, |title| title.trim().to_owned());
        let description = patch.description.value().map_or(before.description, |text| text.trim().to_owned());
        change.search = Set(fold(&format!("{title}\n{description}")));
        change.title = Set(title);
        change.description = Set(description);
        change.event_on = Set(patch.event_on.clone().apply(before.event_on));
        finish(tx, "album.updated", change, version).await
    })
    .await
}

/// Removes a draft that was never published; its images stay.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `published_kept` for what the public has seen (I-37).
pub async fn delete_album(call: &Call, id: AlbumId, version: i32) -> Result<()> {
    call.write("delete_album", async |tx| {
        let row = editable(tx, id, version).await?;
        if row.published_on.is_some() {
            return Err(ErrorCode::PublishedKept.into());
        }
        let own = album_image::Column::AlbumId.eq(row.id);
        album_image::Entity::delete_many().filter(own).exec(tx.conn()).await?;
        album::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let change = Change::of("album.deleted", "album", id, row.version + 1).removed();
        tx.record(placed(change, &row)).await
    })
    .await
}

/// Shows an album to everybody.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `publication_state` for what is published;
/// `publication_incomplete` for an album without images.
pub async fn publish_album(call: &Call, id: AlbumId, version: i32) -> Result<Album> {
    call.write("publish_album", async |tx| {
        let row = editable(tx, id, version).await?;
        let (state, day) = query::published(tx, &row.state, row.published_on)?;
        if answer(tx, row.clone()).await?.images.is_empty() {
            return Err(empty());
        }
        let mut change = row.into_active_model();
        change.state = Set(state);
        change.published_on = Set(Some(day));
        change.listed_on = Set(day);
        finish(tx, "album.published", change, version).await
    })
    .await
}

/// Takes an album back: its editors still see it, nobody else does.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `publication_state` for what is not published.
pub async fn withdraw_album(call: &Call, id: AlbumId, version: i32) -> Result<Album> {
    call.write("withdraw_album", async |tx| {
        let row = editable(tx, id, version).await?;
        let state = query::withdrawn(&row.state)?;
        let mut change = row.into_active_model();
        change.state = Set(state);
        finish(tx, "album.withdrawn", change, version).await
    })
    .await
}

fn empty() -> DomainError {
    DomainError::refused_field(ErrorCode::PublicationIncomplete, "/images", "required")
}

async fn check_images(tx: &WriteTx, region: Uuid, images: &[AlbumImageInput]) -> Result<()> {
    let ids: Vec<FileId> = images.iter().map(|image| image.file_id).collect();
    match files_of(tx, region, FileKind::Image, &ids, "/images").await {
        Err(DomainError::Invalid(errors)) => Err(DomainError::Invalid(
            errors
                .into_iter()
                .map(|error| obrady_types::FieldError { pointer: at_file(&error.pointer), ..error })
                .collect(),
        )),
        other => other,
    }
}

/// The place of the id within its image.
fn at_file(pointer: &str) -> String {
    if pointer == "/images" { "/images/0/file_id".to_owned() } else { format!("{pointer}/file_id") }
}

/// An album of the given version that the caller may edit, kept from changes by others.
async fn editable(tx: &WriteTx, id: AlbumId, version: i32) -> Result<album::Model> {
    tx.actor.refuse_anonymous()?;
    let row = lock_row::<album::Entity>(tx.conn(), id).await?;
    ensure_editor(tx, row.region_id, row.body_id, &row.state)?;
    check_version(row.version, version)?;
    Ok(row)
}

/// Writes a change as the next version, and what came of it.
async fn finish(tx: &WriteTx, action: &'static str, mut change: album::ActiveModel, version: i32) -> Result<Album> {
    change.version = Set(version + 1);
    let row = change.update(tx.conn()).await?;
    let event = Change::of(action, "album", row.id, row.version);
    tx.record(placed(event, &row).with(json!({ "title": row.title, "state": row.state }))).await?;
    answer(tx, row).await
}

async fn answer(tx: &WriteTx, row: album::Model) -> Result<Album> {
    view::albums(tx.conn(), &Editor::of(&tx.actor), vec![row]).await?.pop().ok_or(DomainError::NotFound)
}

fn placed(change: Change, row: &album::Model) -> Change {
    let change = change.in_region(RegionId(row.region_id));
    if let Some(body) = row.body_id { change.in_body(BodyId(body)) } else { change }
}
