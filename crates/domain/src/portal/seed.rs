//! Rows of the portal; use cases and seeding write them through the same functions.

use super::news_parts::{self, Parts};
use super::pictures::{self, Checked};
use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::polish::fold;
use crate::words::word;
use aws_lc_rs::digest;
use chrono::NaiveDate;
use obrady_entity::{album, album_image, faq_entry, news_item, stored_content, stored_file};
use obrady_types::portal::{
    AlbumCreate, AlbumImageInput, FaqEntryCreate, FileCreate, MediaType, NewsItemCreate, PublicationState,
};
use obrady_types::{AlbumId, BodyId, FaqEntryId, FileId, NewsItemId, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// How something of the demonstration stands before the public.
#[derive(Clone, Copy, Debug, Default)]
pub struct Publication {
    /// Day of its publication; a draft without one.
    pub published_on: Option<NaiveDate>,
    /// Whether facts of it were invented.
    pub synthetic: bool,
}

impl Publication {
    fn state(self) -> Result<String> {
        let state = self.published_on.map_or(PublicationState::Draft, |_| PublicationState::Published);
        word(&state)
    }

    fn listed_on(self, tx: &WriteTx) -> NaiveDate {
        self.published_on.unwrap_or_else(|| tx.ctx.date_of(tx.now))
    }
}

/// An image to seed.
#[derive(Clone, Copy, Debug)]
pub struct SeedImage<'a> {
    /// Its name.
    pub file_name: &'a str,
    /// What it holds.
    pub media_type: MediaType,
    /// What it shows.
    pub alt_text: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Writes an image of a region.
///
/// # Errors
/// Bytes that are no such image; failures of the database.
pub async fn insert_image(tx: &WriteTx, region: RegionId, image: SeedImage<'_>) -> Result<FileId> {
    let checked = pictures::check(image.media_type, image.bytes);
    let checked = checked.map_err(|fault| DomainError::internal(format!("{}: {}", image.file_name, fault.word())))?;
    let input = FileCreate {
        region_id: Some(region),
        body_id: None,
        file_name: image.file_name.to_owned(),
        media_type: image.media_type,
        alt_text: Some(image.alt_text.to_owned()),
        content: String::new(),
    };
    insert_checked(tx, region, None, &input, checked).await
}

/// Writes a file whose bytes were checked.
pub(super) async fn insert_checked(
    tx: &WriteTx,
    region: RegionId,
    body: Option<BodyId>,
    input: &FileCreate,
    checked: Checked,
) -> Result<FileId> {
    let id = FileId(tx.new_id());
    let Checked { bytes, measures } = checked;
    let pixels = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let hash = digest::digest(&digest::SHA256, &bytes);
    let row = stored_file::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region.into()),
        body_id: Set(body.map(Into::into)),
        kind: Set(word(&input.media_type.kind())?),
        file_name: Set(input.file_name.clone()),
        media_type: Set(word(&input.media_type)?),
        size: Set(i32::try_from(bytes.len()).unwrap_or(i32::MAX)),
        width: Set(measures.map(|(width, _)| pixels(width))),
        height: Set(measures.map(|(_, height)| pixels(height))),
        alt_text: Set(input.alt_text.as_ref().map(|words| words.trim().to_owned())),
        digest: Set(hash.as_ref().iter().take(16).map(|byte| format!("{byte:02x}")).collect()),
        created_at: Set(tx.now),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    let content = stored_content::ActiveModel { file_id: Set(id.into()), content: Set(bytes) };
    content.insert(tx.conn()).await?;
    let change = Change::of("file.created", "stored_file", id, 1).in_region(region);
    let change = if let Some(body) = body { change.in_body(body) } else { change };
    tx.record(change.with(json!({ "file_name": input.file_name, "media_type": input.media_type }))).await?;
    Ok(id)
}

/// Writes a piece of news whose parts were checked.
///
/// # Errors
/// Failures of the database.
pub async fn insert_news(
    tx: &WriteTx,
    region: RegionId,
    input: NewsItemCreate,
    publication: Publication,
) -> Result<NewsItemId> {
    let id = NewsItemId(tx.new_id());
    let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned());
    let (title, lead) = (input.title.trim().to_owned(), input.lead.trim().to_owned());
    let row = news_item::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region.into()),
        body_id: Set(input.body_id.map(Into::into)),
        kind: Set(word(&input.kind)?),
        state: Set(publication.state()?),
        search: Set(fold(&format!("{title}\n{lead}"))),
        title: Set(title.clone()),
        short_title: Set(trimmed(input.short_title)),
        lead: Set(lead),
        body: Set(input.body.trim().to_owned()),
        event_on: Set(input.event_on),
        published_on: Set(publication.published_on),
        listed_on: Set(publication.listed_on(tx)),
        author: Set(trimmed(input.author)),
        publisher: Set(input.publisher.trim().to_owned()),
        funding: Set(trimmed(input.funding)),
        source_meeting_id: Set(input.source_meeting_id.map(Into::into)),
        call_to_action: Set(input.call_to_action.as_ref().map(serde_json::to_string).transpose()?),
        links: Set(serde_json::to_string(&input.links)?),
        synthetic: Set(publication.synthetic),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    let parts = Parts {
        photo: Some(input.photo_id),
        logos: Some(input.logo_ids),
        attachments: Some(input.attachment_ids),
        related: Some(input.related_ids),
    };
    news_parts::replace(tx, id, &parts).await?;
    let change = Change::of("news_item.created", "news_item", id, 1).in_region(region);
    let change = if let Some(body) = input.body_id { change.in_body(body) } else { change };
    tx.record(change.with(json!({ "title": title, "kind": input.kind }))).await?;
    Ok(id)
}

/// Writes an album whose images were checked.
///
/// # Errors
/// Failures of the database.
pub async fn insert_album(
    tx: &WriteTx,
    region: RegionId,
    input: AlbumCreate,
    publication: Publication,
) -> Result<AlbumId> {
    let id = AlbumId(tx.new_id());
    let (title, description) = (input.title.trim().to_owned(), input.description.trim().to_owned());
    let row = album::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region.into()),
        body_id: Set(input.body_id.map(Into::into)),
        search: Set(fold(&format!("{title}\n{description}"))),
        title: Set(title.clone()),
        description: Set(description),
        event_on: Set(input.event_on),
        state: Set(publication.state()?),
        published_on: Set(publication.published_on),
        listed_on: Set(publication.listed_on(tx)),
        synthetic: Set(publication.synthetic),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    replace_images(tx, id, &input.images).await?;
    let change = Change::of("album.created", "album", id, 1).in_region(region);
    let change = if let Some(body) = input.body_id { change.in_body(body) } else { change };
    tx.record(change.with(json!({ "title": title }))).await?;
    Ok(id)
}

/// Puts these images into an album in place of those before.
pub(super) async fn replace_images(tx: &WriteTx, id: AlbumId, images: &[AlbumImageInput]) -> Result<()> {
    let before = album_image::Entity::delete_many().filter(album_image::Column::AlbumId.eq(Uuid::from(id)));
    before.exec(tx.conn()).await?;
    for (position, image) in (1..).zip(images) {
        let row = album_image::ActiveModel {
            album_id: Set(id.into()),
            position: Set(position),
            file_id: Set(image.file_id.into()),
            caption: Set(image.caption.as_ref().map(|words| words.trim().to_owned())),
        };
        row.insert(tx.conn()).await?;
    }
    Ok(())
}

/// Writes a frequent question.
///
/// # Errors
/// Failures of the database.
pub async fn insert_faq(
    tx: &WriteTx,
    region: RegionId,
    input: FaqEntryCreate,
    publication: Publication,
) -> Result<FaqEntryId> {
    let id = FaqEntryId(tx.new_id());
    let (question, answer) = (input.question.trim().to_owned(), input.answer.trim().to_owned());
    let row = faq_entry::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region.into()),
        area: Set(word(&input.area)?),
        search: Set(fold(&format!("{question}\n{answer}"))),
        question: Set(question.clone()),
        answer: Set(answer),
        position: Set(input.position),
        state: Set(publication.state()?),
        published_on: Set(publication.published_on),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    let change = Change::of("faq_entry.created", "faq_entry", id, 1).in_region(region);
    tx.record(change.with(json!({ "question": question }))).await?;
    Ok(id)
}

/// A meeting of a body that begins on a day, for what tells of it.
///
/// # Errors
/// Failures of the database.
pub async fn meeting_on(tx: &WriteTx, body: BodyId, day: NaiveDate) -> Result<Option<obrady_types::MeetingId>> {
    use obrady_entity::meeting::{Column, Entity};
    let found = Entity::find().filter(Column::BodyId.eq(Uuid::from(body))).filter(Column::FirstDate.eq(day));
    Ok(found.one(tx.conn()).await?.map(|row| row.id.into()))
}

/// A region by its TERYT code.
///
/// # Errors
/// Failures of the database.
pub async fn region_of(tx: &WriteTx, teryt: &str) -> Result<Option<RegionId>> {
    use obrady_entity::region::{Column, Entity};
    let found = Entity::find().filter(Column::Teryt.eq(teryt)).one(tx.conn()).await?;
    Ok(found.map(|row| row.id.into()))
}
