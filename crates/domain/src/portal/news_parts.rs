//! What a piece of news is made of beside its text: photo, logos, attachments, links and related news.

use super::files::files_of;
use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use obrady_entity::{meeting, news_file, news_item, news_relation};
use obrady_types::portal::{FileKind, NewsLink};
use obrady_types::{FileId, MeetingId, NewsItemId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The word of the photo's role; the others follow the same way.
pub(super) const PHOTO: &str = "photo";
pub(super) const LOGO: &str = "logo";
pub(super) const ATTACHMENT: &str = "attachment";

/// New parts; what is left out stays as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) photo: Option<Option<FileId>>,
    pub(super) logos: Option<Vec<FileId>>,
    pub(super) attachments: Option<Vec<FileId>>,
    pub(super) related: Option<Vec<NewsItemId>>,
}

/// That links lead to this site or to another one by https: no scripts, no other protocols, no other host's `//`.
pub(super) fn check_links(links: &[NewsLink], pointer: &str) -> Result<()> {
    let good = |address: &str| {
        let here = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
        let there = address.strip_prefix("https://").is_some_and(|host| !host.is_empty());
        (here || there) && !address.chars().any(|c| c.is_whitespace() || c.is_control())
    };
    match links.iter().position(|link| !good(&link.address)) {
        None => Ok(()),
        Some(_) if pointer == "/call_to_action" => Err(DomainError::field("/call_to_action/address", "invalid")),
        Some(nth) => Err(DomainError::field(&format!("{pointer}/{nth}/address"), "invalid")),
    }
}

/// That the meeting is of the region and that the public may know of it.
pub(super) async fn check_meeting(tx: &WriteTx, region: Uuid, meeting: Option<MeetingId>) -> Result<()> {
    let Some(id) = meeting else { return Ok(()) };
    let row = meeting::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
    let known = row.is_some_and(|row| row.region_id == region && row.announced_at.is_some());
    if known { Ok(()) } else { Err(DomainError::field("/source_meeting_id", "invalid")) }
}

/// That all parts are there, of the region, and of the right kind.
pub(super) async fn check(tx: &WriteTx, region: Uuid, own: Option<NewsItemId>, parts: &Parts) -> Result<()> {
    if let Some(Some(photo)) = parts.photo {
        files_of(tx, region, FileKind::Image, &[photo], "/photo_id").await?;
    }
    files_of(tx, region, FileKind::Image, parts.logos.as_deref().unwrap_or_default(), "/logo_ids").await?;
    let attachments = parts.attachments.as_deref().unwrap_or_default();
    files_of(tx, region, FileKind::Document, attachments, "/attachment_ids").await?;
    let related = parts.related.as_deref().unwrap_or_default();
    if related.is_empty() {
        return Ok(());
    }
    let wanted = related.iter().map(|id| Uuid::from(*id));
    let known = news_item::Entity::find()
        .filter(news_item::Column::Id.is_in(wanted))
        .filter(news_item::Column::RegionId.eq(region));
    let mut known: BTreeSet<Uuid> = known.all(tx.conn()).await?.into_iter().map(|row| row.id).collect();
    if let Some(own) = own {
        known.remove(&own.into());
    }
    match related.iter().position(|id| !known.contains(&Uuid::from(*id))) {
        None => Ok(()),
        Some(nth) => Err(DomainError::field(&format!("/related_ids/{nth}"), "invalid")),
    }
}

/// Writes the parts in place of those before.
pub(super) async fn replace(tx: &WriteTx, id: NewsItemId, parts: &Parts) -> Result<()> {
    let photo = parts.photo.map(|photo| photo.into_iter().collect::<Vec<FileId>>());
    for (role, files) in
        [(PHOTO, photo.as_ref()), (LOGO, parts.logos.as_ref()), (ATTACHMENT, parts.attachments.as_ref())]
    {
        let Some(files) = files else { continue };
        let before = news_file::Entity::delete_many()
            .filter(news_file::Column::NewsItemId.eq(Uuid::from(id)))
            .filter(news_file::Column::Role.eq(role));
        before.exec(tx.conn()).await?;
        for (position, file) in (1..).zip(files) {
            let row = news_file::ActiveModel {
                news_item_id: Set(id.into()),
                role: Set(role.to_owned()),
                position: Set(position),
                file_id: Set((*file).into()),
            };
            row.insert(tx.conn()).await?;
        }
    }
    let Some(related) = &parts.related else { return Ok(()) };
    let before = news_relation::Entity::delete_many().filter(news_relation::Column::NewsItemId.eq(Uuid::from(id)));
    before.exec(tx.conn()).await?;
    for (position, other) in (1..).zip(related) {
        let row = news_relation::ActiveModel {
            news_item_id: Set(id.into()),
            position: Set(position),
            other_id: Set((*other).into()),
        };
        row.insert(tx.conn()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_here_or_elsewhere_by_https() {
        let link = |address: &str| [NewsLink { title: "a".into(), address: address.into() }];
        for good in ["/trainings", "/programmes/1#cele", "https://example.org/a?b=c"] {
            assert!(check_links(&link(good), "/links").is_ok(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "/\\evil.example",
            "http://example.org",
            "https://",
            "trainings",
            "/a b",
            "https://a\tb",
        ] {
            assert!(check_links(&link(bad), "/links").is_err(), "{bad}");
        }
    }
}
