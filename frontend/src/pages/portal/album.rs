//! An album: its pictures with their words.

use super::parts::{picture, state_badge};
use super::steps::{Step, Thing, steps};
use crate::api::{fetch, load};
use crate::components::feedback::{Tone, empty, note, show};
use crate::components::page::PageHead;
use crate::state::session;
use crate::texts::text;
use crate::{address, dates, tr, tx};
use leptos::prelude::*;
use obrady_types::AlbumId;
use obrady_types::portal::{Album, PublicationState};

/// The page.
pub fn page(id: AlbumId) -> AnyView {
    let album = load(move || {
        session::me();
        fetch(move |client| async move { client.get_album(id).await.map(|album| album.value) })
    });
    let done = Callback::new(move |step| match step {
        Some(Step::Remove) => address::go("/gallery"),
        _ => album.reload_quietly(),
    });
    let action = move || album.ready().filter(|album| album.editable).map(|album| steps(thing(album, done), false));
    PageHead::new(album.title(|album| album.title.clone()))
        .under(tx!(common.nav_gallery), "/gallery")
        .facts((move || album.ready().map(facts)).into_any())
        .action(action.into_any())
        .view(show(album, content))
}

fn thing(album: Album, done: Callback<Option<Step>>) -> Thing {
    Thing {
        id: album.id.into(),
        version: album.version,
        title: album.title,
        state: album.state,
        published_on: album.published_on,
        edit: format!("/gallery/{}/edit", album.id),
        take: |client, step, id, version| {
            Box::pin(async move {
                let id = AlbumId(id);
                match step {
                    Step::Publish => client.publish_album(id, version).await.map(|_| ()),
                    Step::Withdraw => client.withdraw_album(id, version).await.map(|_| ()),
                    Step::Remove => client.delete_album(id, version).await,
                }
            })
        },
        done,
    }
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
    let stands = match album.state {
        PublicationState::Published => None,
        PublicationState::Draft => Some(tx!(portal.draft_note)),
        PublicationState::Withdrawn => Some(tx!(portal.withdrawn_album)),
    };
    let stands = stands.map(|words| note(Tone::Attention, view! { <p>{words}</p> }.into_any()));
    let none = pictures.is_empty().then(|| empty(tx!(portal.no_images), None));
    view! {
        {stands}
        <p class="lead prose">{album.description}</p>
        {none}
        <ul class="pictures">{pictures}</ul>
        <p><a class="button" href="/gallery">{tx!(portal.back_gallery)}</a></p>
    }
    .into_any()
}
