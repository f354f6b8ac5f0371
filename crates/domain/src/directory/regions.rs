//! Regions: reference data, made by seeding only.

use super::{query, seed, view};
use crate::ctx::Call;
use crate::error::{DomainError, Result};
use crate::paging::{self, Key, Sorting};
use obrady_entity::region::{self, Column};
use obrady_types::directory::Region;
use obrady_types::{Page, PageQuery, RegionId};

/// Lists the regions in Polish order.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_regions(call: &Call, page: &PageQuery) -> Result<Page<Region>> {
    let reader = call.read().await?;
    let sorting = Sorting::<region::Entity> {
        columns: &[Column::SortKey, Column::Id],
        descending: false,
        key: |row| vec![Key::Text(row.sort_key.clone()), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), query::regions(), &sorting, page, &"regions").await?;
    paging::map(rows, |row| Ok(view::region(row)))
}

/// Reads a region.
///
/// # Errors
/// `not_found`.
pub async fn get_region(call: &Call, id: RegionId) -> Result<Region> {
    let reader = call.read().await?;
    let row = query::find_region(reader.conn(), id).await?.ok_or(DomainError::NotFound)?;
    Ok(view::region(row))
}

/// Makes a region, for seeding.
///
/// # Errors
/// `already_exists` for a TERYT code that is taken.
pub async fn seed_region(call: &Call, teryt: &str, name: &str) -> Result<Region> {
    call.write("seed_region", async |tx| {
        let id = seed::insert_region(tx, teryt, name).await?;
        Ok(Region { id, teryt: teryt.to_owned(), name: name.to_owned() })
    })
    .await
}
