//! The gallery: albums by their first picture.

use super::parts::state_badge;
use crate::api::{fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::PageHead;
use crate::components::paged::{paged, some};
use crate::state::session;
use crate::texts::text;
use crate::{dates, standing, tr, tx};
use leptos::prelude::*;
use obrady_client::AlbumFilter;
use obrady_types::portal::{Album, PublicationState};
use obrady_types::{Page, PageQuery};
use std::sync::Arc;

/// The page.
pub fn page() -> AnyView {
    let albums = load(move || {
        session::me();
        read(some())
    });
    let lead = view! { <span>{tx!(portal.gallery_lead)}</span> }.into_any();
    let add = move || {
        session::me().filter(|me| standing::writes_news(me)).map(|_| {
            view! { <a class="button primary" href="/gallery/new">{icon(Icon::Add)}{tx!(portal.new_album)}</a> }
                .into_any()
        })
    };
    PageHead::new(tx!(common.nav_gallery)).facts(lead).action(add.into_any()).view(show(
        albums,
        |first: Page<Album>| {
            if first.items.is_empty() {
                return empty(tx!(portal.no_albums), None);
            }
            paged(first, Arc::new(|cursor| read(PageQuery { cursor: Some(cursor), ..some() })), cards)
        },
    ))
}

fn read(page: PageQuery) -> crate::api::Loading<Page<Album>> {
    let filter = AlbumFilter { page, ..AlbumFilter::default() };
    fetch(move |client| {
        let filter = filter.clone();
        async move { client.list_albums(&filter).await }
    })
}

fn cards(all: Vec<Album>) -> AnyView {
    let cards: Vec<AnyView> = all.into_iter().map(card).collect();
    view! { <ul class="cards albums">{cards}</ul> }.into_any()
}

fn card(album: Album) -> AnyView {
    let count = album.images.len();
    let cover = album.images.into_iter().next().filter(|_| album.state == PublicationState::Published);
    let cover = cover.map(|image| {
        let file = image.file;
        view! { <img src=file.address alt="" width=file.width height=file.height loading="lazy" /> }.into_any()
    });
    view! {
        <li class="card link-row">
            {cover}
            <p class="name"><a href=format!("/gallery/{}", album.id)>{album.title}</a></p>
            <p class="quiet">
                {album.event_on.map(|day| view! { <span>{move || dates::plain_day(day)}", "</span> }.into_any())}
                <span>{text(move || tr!(portal.images, count = count))}</span>
            </p>
            {state_badge(album.state)}
        </li>
    }
    .into_any()
}
