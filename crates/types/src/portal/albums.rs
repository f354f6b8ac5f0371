//! Albums: galleries of images.

use super::{FileRef, PublicationState, some_entries};
use crate::validation::{dated, entries, not_null, present, text};
use crate::{AlbumId, BodyId, FileId, Patch, RegionId};
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};

/// An image in its place of an album.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlbumImage {
    /// The image with its alternative text.
    pub file: FileRef,
    /// Words below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// An image to stand in an album.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlbumImageInput {
    /// An image of the same region.
    #[garde(skip)]
    pub file_id: FileId,
    /// Words below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub caption: Option<String>,
}

/// A gallery of images; public once it is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Album {
    /// The album.
    pub id: AlbumId,
    /// Its region.
    pub region_id: RegionId,
    /// Its body; absent when it belongs to the whole region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_id: Option<BodyId>,
    /// Title.
    pub title: String,
    /// What it shows.
    pub description: String,
    /// Day of what it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_on: Option<NaiveDate>,
    /// Whether the public sees it.
    pub state: PublicationState,
    /// Day of its first publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<NaiveDate>,
    /// Its images in order.
    #[cfg_attr(feature = "openapi", schema(max_items = 60))]
    pub images: Vec<AlbumImage>,
    /// Whether the caller may edit it.
    pub editable: bool,
    /// Whether facts of it were invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new album, a draft.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"title": "Seminarium dyrektorów", "event_on": "2026-09-10"})))]
pub struct AlbumCreate {
    /// Region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
    /// Body that it belongs to; left out, it belongs to the whole region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub body_id: Option<BodyId>,
    /// Title.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    /// What it shows.
    #[serde(default)]
    #[garde(custom(text(0, 2000)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub description: String,
    /// Day of what it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub event_on: Option<NaiveDate>,
    /// Its images in order.
    #[serde(default)]
    #[garde(custom(entries(0, 60)), dive)]
    #[cfg_attr(feature = "openapi", schema(max_items = 60))]
    pub images: Vec<AlbumImageInput>,
}

/// Changes of an album.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"description": "Dwa dni pracy w grupach."})))]
pub struct AlbumPatch {
    /// Title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub title: Patch<String>,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(0, 2000)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 2000))]
    pub description: Patch<String>,
    /// Day of what it shows.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(dated))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub event_on: Patch<NaiveDate>,
    /// Its images in order.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(some_entries(0, 60)), dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<AlbumImageInput>, max_items = 60))]
    pub images: Option<Vec<AlbumImageInput>>,
}
