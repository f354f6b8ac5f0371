//! Regions: reference data, made by seeding only.

use super::{query, seed, view};
use crate::ctx::Call;
use crate::error::{DomainError, Result};
use crate::paging::{self, Key, Sorting};
use obrady_entity::region::{self, Column};
use obrady_entity::{commune, county};
use obrady_types::directory::{Commune, County, Region};
use obrady_types::{Page, PageQuery, RegionId};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

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

/// Lists counties by their codes, of one region or all.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_counties(call: &Call, region: Option<RegionId>, page: &PageQuery) -> Result<Page<County>> {
    let reader = call.read().await?;
    let mut select = query::counties();
    if let Some(region) = region {
        select = select.filter(county::Column::RegionId.eq(Uuid::from(region)));
    }
    let sorting = Sorting::<county::Entity> {
        columns: &[county::Column::Teryt],
        descending: false,
        key: |row| vec![Key::Text(row.teryt.clone())],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("counties", region)).await?;
    paging::map(rows, |row| Ok(view::county(row)))
}

/// Lists communes by their codes, of one region or county or all.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_communes(
    call: &Call,
    region: Option<RegionId>,
    county: Option<&str>,
    page: &PageQuery,
) -> Result<Page<Commune>> {
    let reader = call.read().await?;
    let mut select = query::communes();
    if let Some(region) = region {
        let counties = Query::select()
            .column(county::Column::Teryt)
            .from(county::Entity)
            .and_where(county::Column::RegionId.eq(Uuid::from(region)))
            .to_owned();
        select = select.filter(commune::Column::TerytCounty.in_subquery(counties));
    }
    if let Some(county) = county {
        select = select.filter(commune::Column::TerytCounty.eq(county));
    }
    let sorting = Sorting::<commune::Entity> {
        columns: &[commune::Column::Teryt],
        descending: false,
        key: |row| vec![Key::Text(row.teryt.clone())],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("communes", region, county)).await?;
    paging::map(rows, view::commune)
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
