//! An album: its pictures with their words.

use super::parts::{picture, state_badge};
use crate::api::{fetch, load};
use crate::components::feedback::show;
use crate::components::page::PageHead;
use crate::state::session;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::AlbumId;
use obrady_types::portal::{Album, PublicationState};

/// The page.
pub fn page(id: AlbumId) -> AnyView {
    let album = load(move || {
        session::me();
        fetch(move |client| async move { client.get_album(id).await.map(|album| album.value) })
    });
    PageHead::new(album.title(|album| album.title.clone()))
        .under(tx!(common.nav_gallery), "/gallery")
        .facts((move || album.ready().map(facts)).into_any())
        .view(show(album, content))
}

fn facts(album: Album) -> AnyView {
    let count = album.images.len();
    view! {
        {album.event_on.map(|day| view! { <span>{move || dates::plain_day(day)}</span> }.into_any())}
        <span>{text(move || tr!(portal.images, count = count))}</span>
        {state_badge(album.state)}
        {album.synthetic.then(|| view! { <span class="badge">{tx!(common.synthetic)}</span> }.into_any())}
    }
    .into_any()
}

fn content(album: Album) -> AnyView {
    let is_public = album.state == PublicationState::Published;
    let pictures: Vec<AnyView> = album
        .images
        .into_iter()
        .map(|image| {
            let words = image.caption.map(|words| view! { <figcaption>{words}</figcaption> }.into_any());
            view! { <li><figure class="photo">{picture(image.file, is_public)}{words}</figure></li> }.into_any()
        })
        .collect();
    view! {
        <p class="lead prose">{album.description}</p>
        <ul class="pictures">{pictures}</ul>
        <p><a class="button" href="/gallery">{tx!(portal.back_gallery)}</a></p>
    }
    .into_any()
}
