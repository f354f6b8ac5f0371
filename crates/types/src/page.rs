//! Lists: `{ "items": […], "next": "…" }`, never a bare array.

use serde::{Deserialize, Serialize};

/// One page of a list. Following `next` until it is absent returns each row present throughout exactly once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// At most `limit` rows in the list's order.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub items: Vec<T>,
    /// Opaque, signed cursor of the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Number of rows that the filter matches, counted up to 10001, which means more than 10000; only with `count=true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_001))]
    pub total: Option<u64>,
}

/// Paging parameters that every list takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageQuery {
    /// Rows on a page: 50 unless told, at least 1; more than 200 counts as 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The `next` of the page before, used with the same filters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Also send `total`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<bool>,
}
