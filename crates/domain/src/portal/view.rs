//! Rows of the portal as views, in a constant number of statements.

use super::news_parts::{ATTACHMENT, LOGO, PHOTO};
use super::query::{Editor, is_public};
use crate::error::Result;
use crate::words::of_word;
use obrady_entity::{album, album_image, faq_entry, news_file, news_item, news_relation, stored_file};
use obrady_types::portal::{Album, AlbumImage, FaqEntry, FileRef, NewsEntry, NewsItem, NewsRef, StoredFile};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) fn file(row: stored_file::Model) -> Result<FileRef> {
    Ok(FileRef {
        address: format!("/files/{}", row.id),
        id: row.id.into(),
        file_name: row.file_name,
        media_type: of_word(&row.media_type)?,
        size: row.size,
        width: row.width,
        height: row.height,
        alt_text: row.alt_text,
    })
}

pub(super) fn stored_file(row: stored_file::Model) -> Result<StoredFile> {
    Ok(StoredFile {
        region_id: row.region_id.into(),
        body_id: row.body_id.map(Into::into),
        kind: of_word(&row.kind)?,
        created_at: row.created_at,
        version: row.version,
        file: file(row)?,
    })
}

/// The files of these ids.
async fn files<C: ConnectionTrait>(conn: &C, ids: Vec<Uuid>) -> Result<BTreeMap<Uuid, FileRef>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = stored_file::Entity::find().filter(stored_file::Column::Id.is_in(ids)).all(conn).await?;
    rows.into_iter().map(|row| Ok((row.id, file(row)?))).collect()
}

/// The files of news by role, in order; of one role or of all.
async fn files_of_news<C: ConnectionTrait>(
    conn: &C,
    news: Vec<Uuid>,
    role: Option<&str>,
) -> Result<Vec<(Uuid, String, FileRef)>> {
    use news_file::Column;
    if news.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = news_file::Entity::find().filter(Column::NewsItemId.is_in(news)).order_by_asc(Column::Position);
    if let Some(role) = role {
        select = select.filter(Column::Role.eq(role));
    }
    let rows = select.all(conn).await?;
    let files = files(conn, rows.iter().map(|row| row.file_id).collect()).await?;
    let with_file = |row: news_file::Model| Some((row.news_item_id, row.role, files.get(&row.file_id)?.clone()));
    Ok(rows.into_iter().filter_map(with_file).collect())
}

pub(super) async fn news_entries<C: ConnectionTrait>(
    conn: &C,
    editor: &Editor,
    rows: Vec<news_item::Model>,
) -> Result<Vec<NewsEntry>> {
    let photos = files_of_news(conn, rows.iter().map(|row| row.id).collect(), Some(PHOTO)).await?;
    let mut photos: BTreeMap<Uuid, FileRef> = photos.into_iter().map(|(id, _, file)| (id, file)).collect();
    rows.into_iter()
        .map(|row| {
            Ok(NewsEntry {
                id: row.id.into(),
                region_id: row.region_id.into(),
                body_id: row.body_id.map(Into::into),
                kind: of_word(&row.kind)?,
                state: of_word(&row.state)?,
                title: row.title,
                short_title: row.short_title,
                lead: row.lead,
                event_on: row.event_on,
                published_on: row.published_on,
                photo: photos.remove(&row.id),
                editable: editor.edits(row.region_id, row.body_id),
                synthetic: row.synthetic,
                version: row.version,
            })
        })
        .collect()
}

pub(super) async fn news_item<C: ConnectionTrait>(
    conn: &C,
    editor: &Editor,
    row: news_item::Model,
) -> Result<NewsItem> {
    let (mut photo, mut logos, mut attachments) = (None, Vec::new(), Vec::new());
    for (_, role, file) in files_of_news(conn, vec![row.id], None).await? {
        match role.as_str() {
            PHOTO => photo = Some(file),
            LOGO => logos.push(file),
            ATTACHMENT => attachments.push(file),
            _ => {}
        }
    }
    Ok(NewsItem {
        id: row.id.into(),
        region_id: row.region_id.into(),
        body_id: row.body_id.map(Into::into),
        kind: of_word(&row.kind)?,
        state: of_word(&row.state)?,
        title: row.title,
        short_title: row.short_title,
        lead: row.lead,
        body: row.body,
        event_on: row.event_on,
        published_on: row.published_on,
        author: row.author,
        publisher: row.publisher,
        funding: row.funding,
        source_meeting_id: row.source_meeting_id.map(Into::into),
        call_to_action: row.call_to_action.as_deref().map(serde_json::from_str).transpose()?,
        links: serde_json::from_str(&row.links)?,
        photo,
        logos,
        attachments,
        related: related(conn, editor, row.id).await?,
        editable: editor.edits(row.region_id, row.body_id),
        synthetic: row.synthetic,
        version: row.version,
    })
}

/// Related news that the caller may know of, in order.
async fn related<C: ConnectionTrait>(conn: &C, editor: &Editor, id: Uuid) -> Result<Vec<NewsRef>> {
    use news_relation::Column;
    let beside = news_relation::Entity::find().filter(Column::NewsItemId.eq(id)).order_by_asc(Column::Position);
    let beside = beside.all(conn).await?;
    if beside.is_empty() {
        return Ok(Vec::new());
    }
    let ids = beside.iter().map(|row| row.other_id);
    let rows = news_item::Entity::find().filter(news_item::Column::Id.is_in(ids)).all(conn).await?;
    let seen = rows.into_iter().filter(|row| is_public(&row.state) || editor.edits(row.region_id, row.body_id));
    let seen: BTreeMap<Uuid, news_item::Model> = seen.map(|row| (row.id, row)).collect();
    let named = beside.iter().filter_map(|row| seen.get(&row.other_id)).map(|row| NewsRef {
        id: row.id.into(),
        title: row.title.clone(),
        published_on: row.published_on,
    });
    Ok(named.collect())
}

pub(super) async fn albums<C: ConnectionTrait>(
    conn: &C,
    editor: &Editor,
    rows: Vec<album::Model>,
) -> Result<Vec<Album>> {
    use album_image::Column;
    let mut images: BTreeMap<Uuid, Vec<AlbumImage>> = BTreeMap::new();
    if !rows.is_empty() {
        let of_albums = Column::AlbumId.is_in(rows.iter().map(|row| row.id));
        let places = album_image::Entity::find().filter(of_albums).order_by_asc(Column::Position).all(conn).await?;
        let files = files(conn, places.iter().map(|place| place.file_id).collect()).await?;
        for place in places {
            let Some(file) = files.get(&place.file_id).cloned() else { continue };
            images.entry(place.album_id).or_default().push(AlbumImage { file, caption: place.caption });
        }
    }
    rows.into_iter()
        .map(|row| {
            Ok(Album {
                id: row.id.into(),
                region_id: row.region_id.into(),
                body_id: row.body_id.map(Into::into),
                title: row.title,
                description: row.description,
                event_on: row.event_on,
                state: of_word(&row.state)?,
                published_on: row.published_on,
                images: images.remove(&row.id).unwrap_or_default(),
                editable: editor.edits(row.region_id, row.body_id),
                synthetic: row.synthetic,
                version: row.version,
            })
        })
        .collect()
}

pub(super) fn faq_entry(editor: &Editor, row: faq_entry::Model) -> Result<FaqEntry> {
    Ok(FaqEntry {
        id: row.id.into(),
        region_id: row.region_id.into(),
        area: of_word(&row.area)?,
        question: row.question,
        answer: row.answer,
        position: row.position,
        state: of_word(&row.state)?,
        published_on: row.published_on,
        editable: editor.edits(row.region_id, None),
        version: row.version,
    })
}
