//! The picture, the marks and the files of a piece of news: uploaded at once, or taken from those of earlier news.

use super::edit_fields::Draft;
use super::parts::picture;
use super::uploads::upload;
use crate::api::{fetch, load};
use crate::components::feedback::{empty, show};
use crate::tx;
use leptos::prelude::*;
use obrady_types::portal::{FileKind, FileRef, FileUse, StoredFile};
use obrady_types::{Page, PageQuery};

/// The part of the form.
pub(super) fn files(draft: Draft) -> AnyView {
    let uses =
        [("photo", tx!(news_edit.use_photo)), ("logo", tx!(news_edit.use_logo)), ("file", tx!(news_edit.use_file))];
    let uses = uses.map(|(key, name)| (key.to_owned(), name));
    let place = Signal::derive(move || draft.belongs());
    let taken = Callback::new(move |(usage, file): (String, FileRef)| match usage.as_str() {
        "photo" => draft.photo.set(Some(file)),
        "logo" => draft.logos.update(|files| files.push(file)),
        _ => draft.attachments.update(|files| files.push(file)),
    });
    view! {
        <fieldset class="part">
            <legend>{tx!(news_edit.pictures)}</legend>
            <div>
                {shown(draft)}
                {upload(Vec::from(uses), place, taken)}
                {library(draft)}
            </div>
        </fieldset>
    }
    .into_any()
}

fn shown(draft: Draft) -> AnyView {
    let photo = move || draft.photo.get().map(|file| row(file, true, move |_| draft.photo.set(None)));
    let logos = move || list(draft.logos, true);
    let others = move || list(draft.attachments, false);
    view! { <ul class="rows uploads">{photo}{logos}{others}</ul> }.into_any()
}

fn list(files: RwSignal<Vec<FileRef>>, is_image: bool) -> Vec<AnyView> {
    files
        .get()
        .into_iter()
        .map(|file| {
            let id = file.id;
            row(file, is_image, move |_| files.update(|files| files.retain(|one| one.id != id)))
        })
        .collect()
}

fn row(file: FileRef, is_image: bool, away: impl Fn(leptos::ev::MouseEvent) + 'static) -> AnyView {
    let (name, words) = (file.file_name.clone(), file.alt_text.clone());
    let spoken = name.clone();
    view! {
        <li class="row">
            {is_image.then(|| picture(file, false))}
            <div class="row-main"><span class="row-title">{name}</span><div class="row-facts"><span>{words}</span></div></div>
            <button type="button" class="plain" on:click=away>{tx!(news_edit.take_away)}<span class="sr">": " {spoken}</span></button>
        </li>
    }
    .into_any()
}

/// Marks that earlier news carry; fetched when they are asked for.
fn library(draft: Draft) -> AnyView {
    let open = RwSignal::new(false);
    let marks = move || {
        let found = load(move || {
            let (region, _) = draft.belongs();
            let page = PageQuery { limit: Some(60), ..PageQuery::default() };
            fetch(move |client| {
                let page = page.clone();
                async move { client.list_files(region, Some(FileKind::Image), Some(FileUse::Logo), &page).await }
            })
        });
        show(found, move |page: Page<StoredFile>| {
            if page.items.is_empty() {
                return empty(tx!(news_edit.no_logos), None);
            }
            let all = page.items;
            let rows = move || {
                let chosen = draft.logos.get();
                let free = all.iter().filter(|one| !chosen.iter().any(|logo| logo.id == one.file.id));
                free.map(|one| mark(one.file.clone(), draft)).collect::<Vec<_>>()
            };
            view! { <ul class="rows uploads">{rows}</ul> }.into_any()
        })
    };
    view! {
        <details class="field" id="logo-library" on:toggle=move |_| open.set(true)>
            <summary>{tx!(news_edit.library)}</summary>
            <div>{move || open.get().then(marks)}</div>
        </details>
    }
    .into_any()
}

fn mark(file: FileRef, draft: Draft) -> AnyView {
    let (taken, words) = (file.clone(), file.alt_text.clone().unwrap_or_else(|| file.file_name.clone()));
    let spoken = words.clone();
    let take = move |_| draft.logos.update(|logos| logos.push(taken.clone()));
    view! {
        <li class="row">
            {picture(FileRef { alt_text: Some(String::new()), ..file }, false)}
            <div class="row-main"><span class="row-title">{words}</span></div>
            <button type="button" class="plain" on:click=take>{tx!(news_edit.take_logo)}<span class="sr">": " {spoken}</span></button>
        </li>
    }
    .into_any()
}
