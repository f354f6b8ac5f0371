//! News: short texts with a date of what they tell of and a date of their publication.

use super::{FileRef, PublicationState, some_entries};
use crate::validation::{dated, entries, not_null, present, text};
use crate::{BodyId, FileId, MeetingId, NewsItemId, Patch, RegionId};
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NewsKind {
    /// An announcement.
    News,
    /// Relacja: how a training or an event went.
    Report,
    /// Podsumowanie: what a meeting came to.
    Summary,
}

/// Where to read or do more: a place of this site (`/trainings`) or of another one (`https://…`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewsLink {
    /// Words of the link.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    /// A path that begins with `/`, or an address that begins with `https://`.
    #[garde(custom(text(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub address: String,
}

/// Another piece of news, by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewsRef {
    /// The piece of news.
    pub id: NewsItemId,
    /// Its title.
    pub title: String,
    /// Day of its publication; absent for a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<NaiveDate>,
}

/// A piece of news as lists show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewsEntry {
    /// The piece of news.
    pub id: NewsItemId,
    /// Its region.
    pub region_id: RegionId,
    /// Its body; absent when it belongs to the whole region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_id: Option<BodyId>,
    /// What kind of text it is.
    pub kind: NewsKind,
    /// Whether the public sees it.
    pub state: PublicationState,
    /// Title.
    pub title: String,
    /// A shorter title for lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_title: Option<String>,
    /// The first lines.
    pub lead: String,
    /// Day of what it tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_on: Option<NaiveDate>,
    /// Day of its first publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<NaiveDate>,
    /// Its photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<FileRef>,
    /// Whether the caller may edit it.
    pub editable: bool,
    /// Whether facts of it were invented for the demonstration.
    pub synthetic: bool,
    /// Row version.
    pub version: i32,
}

/// A piece of news; public once it is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewsItem {
    /// The piece of news.
    pub id: NewsItemId,
    /// Its region.
    pub region_id: RegionId,
    /// Its body; absent when it belongs to the whole region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_id: Option<BodyId>,
    /// What kind of text it is.
    pub kind: NewsKind,
    /// Whether the public sees it.
    pub state: PublicationState,
    /// Title.
    pub title: String,
    /// A shorter title for lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_title: Option<String>,
    /// The first lines.
    pub lead: String,
    /// The text: paragraphs apart by an empty line, `## ` begins a heading and `- ` an entry of a list.
    #[cfg_attr(feature = "openapi", schema(max_length = 20_000))]
    pub body: String,
    /// Day of what it tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_on: Option<NaiveDate>,
    /// Day of its first publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<NaiveDate>,
    /// Who wrote it, as it is to be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Who publishes it.
    pub publisher: String,
    /// Who pays for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<String>,
    /// Meeting that it tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_meeting_id: Option<MeetingId>,
    /// What the reader may do next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_to_action: Option<NewsLink>,
    /// Programmes, trainings and documents that belong to it.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub links: Vec<NewsLink>,
    /// Its photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<FileRef>,
    /// Logos below the text.
    #[cfg_attr(feature = "openapi", schema(max_items = 12))]
    pub logos: Vec<FileRef>,
    /// Files to take away.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub attachments: Vec<FileRef>,
    /// Other news on the same matter that the caller may see.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub related: Vec<NewsRef>,
    /// Whether the caller may edit it.
    pub editable: bool,
    /// Whether facts of it were invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new piece of news, a draft.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"kind": "report", "title": "Podsumowanie spotkania grupy", "lead": "Grupa rozmawiała o planie na przyszły rok.", "body": "## Przebieg\n\nUczestnicy omówili plan.", "event_on": "2026-11-18", "publisher": "ROPS w Krakowie", "call_to_action": {"title": "Sprawdź ofertę szkoleń", "address": "/trainings"}})))]
pub struct NewsItemCreate {
    /// Region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
    /// Body that it belongs to; left out, it belongs to the whole region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub body_id: Option<BodyId>,
    /// What kind of text it is.
    #[garde(skip)]
    pub kind: NewsKind,
    /// Title.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    /// A shorter title for lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 150)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 150))]
    pub short_title: Option<String>,
    /// The first lines, in plain words.
    #[serde(default)]
    #[garde(custom(text(0, 1000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub lead: String,
    /// The text: paragraphs apart by an empty line, `## ` begins a heading and `- ` an entry of a list. No other markup.
    #[serde(default)]
    #[garde(custom(text(0, 20000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 20000))]
    pub body: String,
    /// Day of what it tells of; not the day of its publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub event_on: Option<NaiveDate>,
    /// Who wrote it, as it is to be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub author: Option<String>,
    /// Who publishes it.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub publisher: String,
    /// Who pays for it: the line that funded projects must show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub funding: Option<String>,
    /// Meeting that it tells of; one that the public may know of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub source_meeting_id: Option<MeetingId>,
    /// What the reader may do next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub call_to_action: Option<NewsLink>,
    /// Programmes, trainings and documents that belong to it.
    #[serde(default)]
    #[garde(custom(entries(0, 20)), dive)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub links: Vec<NewsLink>,
    /// Its photo: an image of the same region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub photo_id: Option<FileId>,
    /// Logos below the text, in order: images of the same region.
    #[serde(default)]
    #[garde(custom(entries(0, 12)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 12))]
    pub logo_ids: Vec<FileId>,
    /// Files to take away, in order.
    #[serde(default)]
    #[garde(custom(entries(0, 20)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub attachment_ids: Vec<FileId>,
    /// Other news on the same matter, in order.
    #[serde(default)]
    #[garde(custom(entries(0, 10)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub related_ids: Vec<NewsItemId>,
}

/// Changes of a piece of news.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"title": "Podsumowanie spotkania grupy ds. pieczy", "author": null})))]
pub struct NewsItemPatch {
    /// What kind of text it is.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = NewsKind))]
    pub kind: Option<NewsKind>,
    /// Title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub title: Patch<String>,
    /// A shorter title for lists.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 150)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 150))]
    pub short_title: Patch<String>,
    /// The first lines, in plain words.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 1000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 1000))]
    pub lead: Patch<String>,
    /// The text: paragraphs apart by an empty line, `## ` begins a heading and `- ` an entry of a list. No other markup.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 20000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 20000))]
    pub body: Patch<String>,
    /// Day of what it tells of; not the day of its publication.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub event_on: Patch<NaiveDate>,
    /// Who wrote it, as it is to be shown.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 200))]
    pub author: Patch<String>,
    /// Who publishes it.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub publisher: Patch<String>,
    /// Who pays for it: the line that funded projects must show.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 1000)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 1000))]
    pub funding: Patch<String>,
    /// Meeting that it tells of; one that the public may know of.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<MeetingId>))]
    pub source_meeting_id: Patch<MeetingId>,
    /// What the reader may do next.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NewsLink>))]
    pub call_to_action: Patch<NewsLink>,
    /// Programmes, trainings and documents that belong to it.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some_entries(0, 20)), dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<NewsLink>, max_items = 20))]
    pub links: Option<Vec<NewsLink>>,
    /// Its photo: an image of the same region.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<FileId>))]
    pub photo_id: Patch<FileId>,
    /// Logos below the text, in order: images of the same region.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some_entries(0, 12)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<FileId>, max_items = 12))]
    pub logo_ids: Option<Vec<FileId>>,
    /// Files to take away, in order.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some_entries(0, 20)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<FileId>, max_items = 20))]
    pub attachment_ids: Option<Vec<FileId>>,
    /// Other news on the same matter, in order.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some_entries(0, 10)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<NewsItemId>, max_items = 10))]
    pub related_ids: Option<Vec<NewsItemId>>,
}
