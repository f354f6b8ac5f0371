//! Files: images with words for those who do not see them, and documents to take away.

use crate::validation::{not_null, text};
use crate::{BodyId, FileId, Patch, RegionId};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// Most bytes of one file: 4 MiB.
pub const FILE_BYTES: usize = 4 * 1024 * 1024;
/// Most characters of a file's bytes in base64.
pub const FILE_CHARACTERS: usize = FILE_BYTES.div_ceil(3) * 4;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FileKind {
    /// Shown in a page.
    Image,
    /// Taken away.
    Document,
}

/// What a piece of news shows a file as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FileUse {
    /// The photo of what it tells of.
    Photo,
    /// The mark of who pays.
    Logo,
    /// To take away.
    Attachment,
}

/// What a file holds. There is no SVG, because it can hold scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MediaType {
    /// PNG.
    #[serde(rename = "image/png")]
    Png,
    /// JPEG.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// WebP.
    #[serde(rename = "image/webp")]
    Webp,
    /// PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// OpenDocument text.
    #[serde(rename = "application/vnd.oasis.opendocument.text")]
    Odt,
    /// Word.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    Docx,
}

impl MediaType {
    /// What a file of this type is for.
    pub fn kind(self) -> FileKind {
        match self {
            MediaType::Png | MediaType::Jpeg | MediaType::Webp => FileKind::Image,
            MediaType::Pdf | MediaType::Odt | MediaType::Docx => FileKind::Document,
        }
    }

    /// The endings of such files' names, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            MediaType::Png => &["png"],
            MediaType::Jpeg => &["jpg", "jpeg"],
            MediaType::Webp => &["webp"],
            MediaType::Pdf => &["pdf"],
            MediaType::Odt => &["odt"],
            MediaType::Docx => &["docx"],
        }
    }
}

/// An uploaded file as pages show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileRef {
    /// The file.
    pub id: FileId,
    /// Its name.
    pub file_name: String,
    /// What it holds.
    pub media_type: MediaType,
    /// Its size in bytes.
    pub size: i32,
    /// Width of an image in pixels, as it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<i32>,
    /// Height of an image in pixels, as it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<i32>,
    /// What an image shows, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt_text: Option<String>,
    /// Path of its bytes on this site.
    pub address: String,
}

/// An uploaded file; for those who edit news, and for everybody once something published shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredFile {
    /// Its region.
    pub region_id: RegionId,
    /// Its body; absent when it belongs to the whole region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_id: Option<BodyId>,
    /// What it is for.
    pub kind: FileKind,
    /// The file as pages show it.
    pub file: FileRef,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A file to upload.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"file_name": "kropka.png", "media_type": "image/png", "alt_text": "Czarna kropka", "content": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="})))]
pub struct FileCreate {
    /// Region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
    /// Body that it belongs to; left out, it belongs to the whole region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub body_id: Option<BodyId>,
    /// Name with an ending that fits `media_type`, and without a path.
    #[garde(custom(text(1, 150)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 150))]
    pub file_name: String,
    /// What it holds; the bytes are checked against it.
    #[garde(skip)]
    pub media_type: MediaType,
    /// What an image shows, in words; needed for images.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 500)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub alt_text: Option<String>,
    /// The bytes in base64 (RFC 4648, 4), at most 4 MiB. Of an image what was noted by the camera is not kept.
    #[garde(custom(text(1, FILE_CHARACTERS)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 5_592_408))]
    pub content: String,
}

/// Changes of a file.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"alt_text": "Uczestnicy spotkania przy stołach"})))]
pub struct FilePatch {
    /// What an image shows, in words.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 500)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 500))]
    pub alt_text: Patch<String>,
}
