//! What the public reads: news, albums, frequent questions, files, and who runs the site.

mod albums;
mod faq;
mod files;
mod news;
mod site;

pub use albums::*;
pub use faq::*;
pub use files::*;
pub use news::*;
pub use site::*;

use crate::validation::entries;
use serde::{Deserialize, Serialize};

/// Whether the public sees it. What was published is withdrawn, never deleted (I-37).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PublicationState {
    /// Being written; only its editors see it.
    Draft,
    /// Everybody sees it.
    Published,
    /// Taken back; only its editors see it.
    Withdrawn,
}

/// The same as [`entries`] for a field of a merge patch.
fn some_entries<T>(min: usize, max: usize) -> impl Fn(&Option<Vec<T>>, &()) -> garde::Result {
    move |list, context| list.as_ref().map_or(Ok(()), |list| entries(min, max)(list, context))
}
