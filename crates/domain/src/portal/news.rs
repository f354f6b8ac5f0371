//! News: writing, publishing, withdrawing and reading them.

use super::news_parts::{self, Parts};
use super::query::{self, Editor, NewsFilter, ensure_editor, place};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::polish::fold;
use crate::words::word;
use obrady_entity::news_item::{self, Column};
use obrady_entity::{news_file, news_relation};
use obrady_types::portal::{NewsEntry, NewsItem, NewsItemCreate, NewsItemPatch, NewsKind};
use obrady_types::{BodyId, ErrorCode, FieldError, NewsItemId, Page, PageQuery, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists news, latest first; what is not published only for those who edit it.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_news_items(call: &Call, filter: &NewsFilter, page: &PageQuery) -> Result<Page<NewsEntry>> {
    let reader = call.read().await?;
    let editor = Editor::of(&reader.actor);
    let public = Condition::any().add(Column::State.eq("published"));
    let mut select = news_item::Entity::find().filter(public.add(editor.own(Column::RegionId, Column::BodyId)));
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(body) = filter.body_id {
        select = select.filter(Column::BodyId.eq(Uuid::from(body)));
    }
    if let Some(kind) = &filter.kind {
        select = select.filter(Column::Kind.eq(word(kind)?));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(word(state)?));
    }
    if let Some(meeting) = filter.meeting_id {
        select = select.filter(Column::SourceMeetingId.eq(Uuid::from(meeting)));
    }
    if let Some(from) = filter.from {
        select = select.filter(Column::ListedOn.gte(from));
    }
    if let Some(to) = filter.to {
        select = select.filter(Column::ListedOn.lte(to));
    }
    if let Some(text) = &filter.q {
        select = select.filter(paging::search_contains(Column::Search, text));
    }
    let sorting = Sorting::<news_item::Entity> {
        columns: &[Column::ListedOn, Column::Id],
        descending: true,
        key: |row| vec![Key::Date(row.listed_on), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("news", filter)).await?;
    let items = view::news_entries(reader.conn(), &editor, rows.items).await?;
    Ok(Page { items, next: rows.next, total: rows.total })
}

/// Reads a piece of news.
///
/// # Errors
/// `not_found`, also for what is not published to those who do not edit it.
pub async fn get_news_item(call: &Call, id: NewsItemId) -> Result<NewsItem> {
    let reader = call.read().await?;
    let editor = Editor::of(&reader.actor);
    let row = news_item::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.filter(|row| query::is_public(&row.state) || editor.edits(row.region_id, row.body_id));
    view::news_item(reader.conn(), &editor, row.ok_or(DomainError::NotFound)?).await
}

/// Makes a piece of news, a draft.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown place, links that lead nowhere safe, a meeting
/// that the public may not know of, and files or news of another region or kind.
pub async fn create_news_item(call: &Call, mut input: NewsItemCreate) -> Result<NewsItem> {
    call.write("create_news_item", async |tx| {
        let (region, body) = place(tx, input.region_id, input.body_id).await?;
        input.body_id = body;
        news_parts::check_links(&input.links, "/links")?;
        news_parts::check_links(input.call_to_action.as_slice(), "/call_to_action")?;
        news_parts::check_meeting(tx, region.into(), input.source_meeting_id).await?;
        let parts = Parts {
            photo: Some(input.photo_id),
            logos: Some(input.logo_ids.clone()),
            attachments: Some(input.attachment_ids.clone()),
            related: Some(input.related_ids.clone()),
        };
        news_parts::check(tx, region.into(), None, &parts).await?;
        let id = seed::insert_news(tx, region, input.clone(), seed::Publication::default()).await?;
        let row = news_item::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        answer(tx, row.ok_or(DomainError::NotFound)?).await
    })
    .await
}

/// Changes a piece of news of the given version; what is published stays so and shows the change at once.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `publication_incomplete` when something published
/// would lose what the public must see; `validation_failed` as for [`create_news_item`].
pub async fn update_news_item(call: &Call, id: NewsItemId, version: i32, patch: NewsItemPatch) -> Result<NewsItem> {
    call.write("update_news_item", async |tx| {
        let row = editable(tx, id, version).await?;
        news_parts::check_links(patch.links.as_deref().unwrap_or_default(), "/links")?;
        if let Some(link) = patch.call_to_action.value() {
            news_parts::check_links(std::slice::from_ref(link), "/call_to_action")?;
        }
        news_parts::check_meeting(tx, row.region_id, patch.source_meeting_id.value().copied()).await?;
        let parts = Parts {
            photo: (!patch.photo_id.is_absent()).then(|| patch.photo_id.value().copied()),
            logos: patch.logo_ids.clone(),
            attachments: patch.attachment_ids.clone(),
            related: patch.related_ids.clone(),
        };
        news_parts::check(tx, row.region_id, Some(id), &parts).await?;
        let row = write(tx, row, &patch).await?;
        if query::is_public(&row.state) {
            ensure_complete(&row)?;
        }
        news_parts::replace(tx, id, &parts).await?;
        record(tx, "news_item.updated", &row).await?;
        answer(tx, row).await
    })
    .await
}

async fn write(tx: &WriteTx, row: news_item::Model, patch: &NewsItemPatch) -> Result<news_item::Model> {
    let trimmed = |text: &String| text.trim().to_owned();
    let before = row.clone();
    let mut change = row.into_active_model();
    if let Some(kind) = &patch.kind {
        change.kind = Set(word(kind)?);
    }
    let title = patch.title.value().map_or(before.title, trimmed);
    let lead = patch.lead.value().map_or(before.lead, trimmed);
    change.search = Set(fold(&format!("{title}\n{lead}")));
    change.title = Set(title);
    change.lead = Set(lead);
    if let Some(body) = patch.body.value() {
        change.body = Set(trimmed(body));
    }
    if let Some(publisher) = patch.publisher.value() {
        change.publisher = Set(trimmed(publisher));
    }
    change.short_title = Set(patch.short_title.clone().apply(before.short_title).as_ref().map(trimmed));
    change.author = Set(patch.author.clone().apply(before.author).as_ref().map(trimmed));
    change.funding = Set(patch.funding.clone().apply(before.funding).as_ref().map(trimmed));
    change.event_on = Set(patch.event_on.clone().apply(before.event_on));
    let meeting = patch.source_meeting_id.clone().apply(before.source_meeting_id.map(Into::into));
    change.source_meeting_id = Set(meeting.map(Into::into));
    if !patch.call_to_action.is_absent() {
        let link = patch.call_to_action.value();
        change.call_to_action = Set(link.map(serde_json::to_string).transpose()?);
    }
    if let Some(links) = &patch.links {
        change.links = Set(serde_json::to_string(links)?);
    }
    change.version = Set(before.version + 1);
    Ok(change.update(tx.conn()).await?)
}

/// Removes a draft that was never published.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `published_kept` for what the public has seen (I-37).
pub async fn delete_news_item(call: &Call, id: NewsItemId, version: i32) -> Result<()> {
    call.write("delete_news_item", async |tx| {
        let row = editable(tx, id, version).await?;
        if row.published_on.is_some() {
            return Err(ErrorCode::PublishedKept.into());
        }
        let own = news_file::Column::NewsItemId.eq(row.id);
        news_file::Entity::delete_many().filter(own).exec(tx.conn()).await?;
        let beside = Condition::any()
            .add(news_relation::Column::NewsItemId.eq(row.id))
            .add(news_relation::Column::OtherId.eq(row.id));
        news_relation::Entity::delete_many().filter(beside).exec(tx.conn()).await?;
        news_item::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let change = Change::of("news_item.deleted", "news_item", id, row.version + 1).removed();
        tx.record(placed(change, &row)).await
    })
    .await
}

/// Shows a piece of news to everybody. The day of its first publication stays when it is published again.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `publication_state` for what is published;
/// `publication_incomplete` without a lead or a text, and for a report or a summary without the day of its event.
pub async fn publish_news_item(call: &Call, id: NewsItemId, version: i32) -> Result<NewsItem> {
    call.write("publish_news_item", async |tx| {
        let row = editable(tx, id, version).await?;
        let (state, day) = query::published(tx, &row.state, row.published_on)?;
        ensure_complete(&row)?;
        let mut change = row.into_active_model();
        change.state = Set(state);
        change.published_on = Set(Some(day));
        change.listed_on = Set(day);
        finish(tx, "news_item.published", change, version).await
    })
    .await
}

/// Takes a piece of news back: its editors still see it, nobody else does.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `publication_state` for what is not published.
pub async fn withdraw_news_item(call: &Call, id: NewsItemId, version: i32) -> Result<NewsItem> {
    call.write("withdraw_news_item", async |tx| {
        let row = editable(tx, id, version).await?;
        let state = query::withdrawn(&row.state)?;
        let mut change = row.into_active_model();
        change.state = Set(state);
        finish(tx, "news_item.withdrawn", change, version).await
    })
    .await
}

/// What the public must find in a piece of news.
fn ensure_complete(row: &news_item::Model) -> Result<()> {
    let tells_of_an_event = row.kind == word(&NewsKind::Report)? || row.kind == word(&NewsKind::Summary)?;
    let missing = [
        ("/lead", row.lead.is_empty()),
        ("/body", row.body.is_empty()),
        ("/event_on", tells_of_an_event && row.event_on.is_none()),
    ];
    let errors: Vec<FieldError> = missing
        .into_iter()
        .filter(|(_, is_missing)| *is_missing)
        .map(|(pointer, _)| FieldError {
            pointer: pointer.to_owned(),
            code: "required".to_owned(),
            detail: "required".to_owned(),
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(DomainError::RefusedFields(ErrorCode::PublicationIncomplete, errors)) }
}

/// A piece of news of the given version that the caller may edit, kept from changes by others.
async fn editable(tx: &WriteTx, id: NewsItemId, version: i32) -> Result<news_item::Model> {
    tx.actor.refuse_anonymous()?;
    let row = lock_row::<news_item::Entity>(tx.conn(), id).await?;
    ensure_editor(tx, row.region_id, row.body_id, &row.state)?;
    check_version(row.version, version)?;
    Ok(row)
}

/// Writes a change as the next version, and what came of it.
async fn finish(
    tx: &WriteTx,
    action: &'static str,
    mut change: news_item::ActiveModel,
    version: i32,
) -> Result<NewsItem> {
    change.version = Set(version + 1);
    let row = change.update(tx.conn()).await?;
    record(tx, action, &row).await?;
    answer(tx, row).await
}

async fn answer(tx: &WriteTx, row: news_item::Model) -> Result<NewsItem> {
    view::news_item(tx.conn(), &Editor::of(&tx.actor), row).await
}

fn placed(change: Change, row: &news_item::Model) -> Change {
    let change = change.in_region(RegionId(row.region_id));
    if let Some(body) = row.body_id { change.in_body(BodyId(body)) } else { change }
}

async fn record(tx: &WriteTx, action: &'static str, row: &news_item::Model) -> Result<()> {
    let change = Change::of(action, "news_item", row.id, row.version);
    tx.record(placed(change, row).with(json!({ "title": row.title, "state": row.state }))).await
}
