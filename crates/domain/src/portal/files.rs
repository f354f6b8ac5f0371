//! Files: uploading, describing and reading them.

use super::pictures;
use super::query::{Editor, FileFilter, place};
use super::{seed, view};
use crate::ctx::Call;
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::Action;
use crate::policy::Scope;
use crate::words::{of_word, word};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use obrady_entity::{album, album_image, news_file, news_item, stored_content, stored_file};
use obrady_types::portal::{FILE_BYTES, FILE_CHARACTERS, FileCreate, FileKind, FilePatch, MediaType, StoredFile};
use obrady_types::{FileId, Page, PageQuery, RegionId};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait, Set,
};
use serde_json::json;
use std::collections::BTreeSet;
use stored_file::Column;
use uuid::Uuid;

/// The bytes of a file and what a server says of them.
#[derive(Clone, Debug)]
pub struct Bytes {
    /// What they hold.
    pub media_type: MediaType,
    /// Name to save them under.
    pub file_name: String,
    /// Digest of the bytes: changes with them.
    pub digest: String,
    /// Whether everybody may see them.
    pub is_public: bool,
    /// The bytes.
    pub content: Vec<u8>,
}

/// Lists files, latest first, for those who edit the region's news; coordinators see those of their bodies. With
/// `used_as` only what news show so is listed, and what published ones show also to coordinators of other bodies.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_files(call: &Call, filter: &FileFilter, page: &PageQuery) -> Result<Page<StoredFile>> {
    let reader = call.read().await?;
    let region = reader.actor.region_or(filter.region_id)?;
    let editor = Editor::of(&reader.actor);
    if !editor.is_any() {
        reader.require(Action::EditNews, &Scope::region(region))?;
    }
    let mut select = stored_file::Entity::find().filter(Column::RegionId.eq(Uuid::from(region)));
    let own = editor.own(Column::RegionId, Column::BodyId);
    select = match &filter.used_as {
        None => select.filter(own),
        Some(used_as) => {
            let role = word(used_as)?;
            let shown = in_news(&role, Condition::all());
            let public = in_news(&role, Condition::all().add(news_item::Column::State.eq("published")));
            select.filter(shown).filter(Condition::any().add(own).add(public))
        }
    };
    if let Some(kind) = &filter.kind {
        select = select.filter(Column::Kind.eq(word(kind)?));
    }
    let sorting = Sorting::<stored_file::Entity> {
        columns: &[Column::CreatedAt, Column::Id],
        descending: true,
        key: |row| vec![Key::Instant(row.created_at), Key::Id(row.id)],
    };
    let name = ("files", region, filter);
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &name).await?;
    paging::map(rows, view::stored_file)
}

/// Reads what is known of a file.
///
/// # Errors
/// `not_found`, also for a file that nothing published shows.
pub async fn get_file(call: &Call, id: FileId) -> Result<StoredFile> {
    let reader = call.read().await?;
    let row = stored_file::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    let edits = Editor::of(&reader.actor).edits(row.region_id, row.body_id);
    if !edits && !is_shown(reader.conn(), row.id).await? {
        return Err(DomainError::NotFound);
    }
    view::stored_file(row)
}

/// Reads the bytes of a file.
///
/// # Errors
/// `not_found`, also for a file that nothing published shows.
pub async fn read_bytes(call: &Call, id: FileId) -> Result<Bytes> {
    let reader = call.read().await?;
    let row = stored_file::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    let is_public = is_shown(reader.conn(), row.id).await?;
    if !is_public && !Editor::of(&reader.actor).edits(row.region_id, row.body_id) {
        return Err(DomainError::NotFound);
    }
    let content = stored_content::Entity::find_by_id(row.id).one(reader.conn()).await?;
    let content = content.ok_or_else(|| DomainError::internal("a file without bytes"))?.content;
    let media_type = of_word(&row.media_type)?;
    Ok(Bytes { media_type, file_name: row.file_name, digest: row.digest, is_public, content })
}

/// Files that certain news show in a role.
fn in_news(role: &str, which: Condition) -> SimpleExpr {
    let news = news_item::Entity::find().select_only().column(news_item::Column::Id).filter(which);
    let shown = news_file::Entity::find()
        .select_only()
        .column(news_file::Column::FileId)
        .filter(news_file::Column::Role.eq(role))
        .filter(news_file::Column::NewsItemId.in_subquery(news.into_query()));
    Column::Id.in_subquery(shown.into_query())
}

/// Whether something published shows the file.
async fn is_shown<C: ConnectionTrait>(conn: &C, file: Uuid) -> Result<bool> {
    let news = news_file::Entity::find().filter(news_file::Column::FileId.eq(file)).filter(
        news_file::Column::NewsItemId.in_subquery(
            news_item::Entity::find()
                .select_only()
                .column(news_item::Column::Id)
                .filter(news_item::Column::State.eq("published"))
                .into_query(),
        ),
    );
    if news.limit(1).one(conn).await?.is_some() {
        return Ok(true);
    }
    let albums = album_image::Entity::find().filter(album_image::Column::FileId.eq(file)).filter(
        album_image::Column::AlbumId.in_subquery(
            album::Entity::find()
                .select_only()
                .column(album::Column::Id)
                .filter(album::Column::State.eq("published"))
                .into_query(),
        ),
    );
    Ok(albums.limit(1).one(conn).await?.is_some())
}

/// Uploads a file. An image needs words for those who do not see it, and is checked and cleaned before it is stored.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown place, a name with a path or another ending,
/// missing words (`required`), or bytes that are not base64 (`invalid`), of another type (`other_type`), broken
/// (`damaged`) or of more than 8000 pixels a side or 40 million in all (`too_many_pixels`).
pub async fn create_file(call: &Call, input: FileCreate) -> Result<StoredFile> {
    call.write("create_file", async |tx| {
        let (region, body) = place(tx, input.region_id, input.body_id).await?;
        let id = upload(tx, region, body, input).await?;
        let row = stored_file::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        view::stored_file(row.ok_or(DomainError::NotFound)?)
    })
    .await
}

async fn upload(
    tx: &crate::WriteTx,
    region: RegionId,
    body: Option<obrady_types::BodyId>,
    input: FileCreate,
) -> Result<FileId> {
    if !is_plain_name(&input.file_name, input.media_type) {
        return Err(DomainError::field("/file_name", "invalid"));
    }
    if input.media_type.kind() == FileKind::Image && input.alt_text.is_none() {
        return Err(DomainError::field("/alt_text", "required"));
    }
    let bytes = STANDARD.decode(input.content.as_bytes());
    let bytes = bytes.map_err(|_| DomainError::field("/content", "invalid"))?;
    if bytes.len() > FILE_BYTES {
        let most = format!("too_long|{FILE_CHARACTERS}");
        return Err(DomainError::field_with("/content", "too_long", &most));
    }
    let checked = pictures::check(input.media_type, &bytes);
    let checked = checked.map_err(|fault| DomainError::field("/content", fault.word()))?;
    seed::insert_checked(tx, region, body, &input, checked).await
}

/// A name without a path, without signs that some system or header reads as more than a letter, with an ending that
/// says what the file is.
fn is_plain_name(name: &str, media: MediaType) -> bool {
    let plain = |c: char| {
        !c.is_control()
            && !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | ';')
            // Signs that turn the order of letters round.
            && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let ending = ending.to_ascii_lowercase();
    name.chars().all(plain)
        && !stem.trim().is_empty()
        && !stem.starts_with('.')
        && name == name.trim()
        && media.endings().contains(&ending.as_str())
}

/// Changes the words of an image.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` for words of what is no image.
pub async fn update_file(call: &Call, id: FileId, version: i32, patch: FilePatch) -> Result<StoredFile> {
    call.write("update_file", async |tx| {
        let row = lock_row::<stored_file::Entity>(tx.conn(), id).await?;
        let shown = is_shown(tx.conn(), row.id).await?;
        super::query::ensure_editor(tx, row.region_id, row.body_id, if shown { "published" } else { "draft" })?;
        check_version(row.version, version)?;
        if patch.alt_text.value().is_some() && row.kind != word(&FileKind::Image)? {
            return Err(DomainError::field("/alt_text", "invalid"));
        }
        let region = RegionId(row.region_id);
        let mut change = row.into_active_model();
        if let Some(words) = patch.alt_text.value() {
            change.alt_text = Set(Some(words.trim().to_owned()));
        }
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let event = Change::of("file.updated", "stored_file", id, row.version).in_region(region);
        tx.record(event.with(json!({ "alt_text": row.alt_text }))).await?;
        view::stored_file(row)
    })
    .await
}

/// The files of these ids, all of a region and of a kind; the first that is not is refused at `pointer`.
pub(super) async fn files_of(
    tx: &crate::WriteTx,
    region: Uuid,
    kind: FileKind,
    ids: &[FileId],
    pointer: &str,
) -> Result<()> {
    let wanted: BTreeSet<Uuid> = ids.iter().map(|id| Uuid::from(*id)).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let known = stored_file::Entity::find()
        .filter(Column::Id.is_in(wanted.iter().copied()))
        .filter(Column::RegionId.eq(region))
        .filter(Column::Kind.eq(word(&kind)?));
    let known: BTreeSet<Uuid> = known.all(tx.conn()).await?.into_iter().map(|row| row.id).collect();
    match ids.iter().position(|id| !known.contains(&Uuid::from(*id))) {
        None => Ok(()),
        Some(_) if ids.len() == 1 && !pointer.ends_with("ids") => Err(DomainError::field(pointer, "invalid")),
        Some(nth) => Err(DomainError::field(&format!("{pointer}/{nth}"), "invalid")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_path_and_the_right_ending() {
        for good in ["szkolenie_20131030.jpg", "Zdjęcie 1.JPEG", "a.b.jpg"] {
            assert!(is_plain_name(good, MediaType::Jpeg), "{good}");
        }
        for bad in [
            "../../etc/passwd.jpg",
            "..\\x.jpg",
            ".jpg",
            ".hidden.jpg",
            "x.jpg.exe",
            "x.svg",
            "x.png",
            "x",
            "a\".jpg",
            "a;b.jpg",
            "a\u{202e}gpj.jpg",
            "a\n.jpg",
            " a.jpg",
            "<b>.jpg",
        ] {
            assert!(!is_plain_name(bad, MediaType::Jpeg), "{bad}");
        }
    }
}
