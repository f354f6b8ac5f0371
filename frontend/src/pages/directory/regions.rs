//! Regions by their TERYT codes, and the counties of one.

use super::words;
use crate::address;
use crate::api::{self, fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::page::{PageHead, section};
use crate::texts::text;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::directory::{Commune, County, Region};

/// The list.
pub fn page() -> AnyView {
    let regions =
        load(|| fetch(|client| async move { client.list_regions(&api::many()).await.map(|page| page.items) }));
    PageHead::new(tx!(directory.regions)).view(show(regions, |all: Vec<Region>| {
        let rows: Vec<AnyView> = all
            .into_iter()
            .map(|one| {
                view! {
                    <li class="row link-row">
                        <div class="row-main">
                            <a href=format!("/regions/{}", one.teryt)>{one.name}</a>
                            <div class="row-facts"><span>"TERYT " {one.teryt}</span></div>
                        </div>
                    </li>
                }
                .into_any()
            })
            .collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    }))
}

/// What a region's page shows.
#[derive(Clone)]
struct Known {
    region: Region,
    counties: Vec<County>,
    communes: Vec<Commune>,
}

/// The page of a region.
pub fn region_page() -> AnyView {
    let code = address::id_text();
    let known = load(move || {
        let code = code.get();
        fetch(move |client| {
            let code = code.clone();
            async move {
                let regions = client.list_regions(&api::many()).await?.items;
                let Some(region) = regions.into_iter().find(|one| one.teryt == code) else { return Ok(None) };
                let counties = client.list_counties(Some(region.id), &api::many()).await?.items;
                let communes = api::whole(|page| {
                    let client = client.clone();
                    async move { client.list_communes(Some(region.id), None, &page).await }
                });
                let communes = communes.await?;
                Ok(Some(Known { region, counties, communes }))
            }
        })
    });
    let title = known.title(|known: &Option<Known>| match known {
        Some(known) => known.region.name.clone(),
        None => tr!(errors.title_not_found).to_owned(),
    });
    PageHead::new(title).under(tx!(directory.regions), "/regions").view(show(known, |known| match known {
        Some(known) => content(known),
        None => empty(
            tx!(directory.no_region),
            Some(view! { <a class="button" href="/regions">{tx!(directory.regions)}</a> }.into_any()),
        ),
    }))
}

fn content(known: Known) -> AnyView {
    if known.counties.is_empty() {
        return empty(tx!(directory.no_counties), None);
    }
    let communes = known.communes;
    let rows: Vec<AnyView> = known.counties.into_iter().map(|one| row(one, &communes)).collect();
    section(tx!(directory.counties), None, view! { <ul class="rows">{rows}</ul> }.into_any())
}

fn row(one: County, communes: &[Commune]) -> AnyView {
    let own: Vec<&Commune> = communes.iter().filter(|commune| commune.teryt_county == one.teryt).collect();
    let whole = own.iter().filter(|commune| commune.kind.is_whole()).count();
    let count = one.communes;
    let known = text(move || {
        // Where the register was not read yet there is nothing to tell apart.
        if whole == 0 || whole == usize::try_from(count).unwrap_or_default() {
            tr!(directory.communes_count, count = count)
        } else {
            tr!(directory.communes_known, known = whole, all = count)
        }
    });
    let rows: Vec<AnyView> = own.into_iter().map(|commune| commune_row(commune.clone())).collect();
    let list = (!rows.is_empty()).then(|| {
        view! {
            <details>
                <summary>{tx!(directory.communes)}</summary>
                <ul>{rows}</ul>
            </details>
        }
        .into_any()
    });
    view! {
        <li class="row">
            <div class="row-main">
                <a href=format!("/institutions?county={}", one.teryt)>{one.name}</a>
                <div class="row-facts">
                    <span>{one.teryt}</span>
                    {one.seat_town.map(|town| view! { <span>{town}</span> }.into_any())}
                    <span>{known}</span>
                </div>
                {list}
            </div>
        </li>
    }
    .into_any()
}

fn commune_row(one: Commune) -> AnyView {
    view! {
        <li>
            <a href=format!("/institutions?county={}&commune={}", one.teryt_county, one.teryt)>{one.name}</a>
            <span class="quiet">" " {words::commune(one.kind)} ", " {one.teryt.clone()}</span>
        </li>
    }
    .into_any()
}
