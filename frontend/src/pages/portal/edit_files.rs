//! The picture, the marks and the files of a piece of news: each is uploaded at once, with its words.

use super::edit_fields::Draft;
use super::parts::picture;
use crate::api::{self, Failure};
use crate::components::feedback::failure_words;
use crate::components::form::{Field, Form};
use crate::components::form_errors::Refused;
use crate::state::toasts;
use crate::{browser, tr, tx};
use leptos::prelude::*;
use obrady_types::portal::{FILE_BYTES, FileCreate, FileKind, FileRef, MediaType};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

const INPUT: &str = "upload-file";

/// The part of the form.
pub(super) fn files(draft: Draft) -> AnyView {
    // Errors of an upload stand beside it; the form around it is not sent with it.
    let form = Form::default();
    let (usage, words) = (RwSignal::new("photo".to_owned()), RwSignal::new(String::new()));
    let uses =
        [("photo", tx!(news_edit.use_photo)), ("logo", tx!(news_edit.use_logo)), ("file", tx!(news_edit.use_file))];
    let uses = uses.map(|(key, name)| (key.to_owned(), name));
    let needs_words = move || usage.with(|usage| usage != "file");
    view! {
        <fieldset class="part">
            <legend>{tx!(news_edit.pictures)}</legend>
            <div>
                {shown(draft)}
                {form.select(Field::new("upload-use", "", tx!(news_edit.usage)).width("medium"), usage, Vec::from(uses))}
                <div class="field">
                    <label for=INPUT>{tx!(news_edit.file)}</label>
                    <p class="hint" id="upload-file-hint">{tx!(news_edit.file_hint)}</p>
                    {move || said(form).map(|text| view! { <p class="field-error" id="upload-file-error">{text}</p> }.into_any())}
                    <input id=INPUT type="file" aria-describedby=move || described(form)
                        aria-invalid=move || said(form).map(|_| "true")
                        accept=".png,.jpg,.jpeg,.webp,.pdf,.odt,.docx" />
                </div>
                {move || needs_words().then(|| form.input(
                    Field::new("upload-alt", "/alt_text", tx!(news_edit.alt)).hint(tx!(news_edit.alt_hint)), words))}
                <button type="button" aria-disabled=move || form.busy.get().then_some("true")
                    on:click=move |_| upload(draft, form, usage, words)>{tx!(news_edit.upload)}</button>
            </div>
        </fieldset>
    }
    .into_any()
}

/// What is wrong with the file, or with sending it.
fn said(form: Form) -> Option<String> {
    form.errors
        .with(|all| all.iter().find(|error| error.id.is_none_or(|id| id == INPUT)).map(|error| error.text.clone()))
}

fn described(form: Form) -> &'static str {
    if said(form).is_some() { "upload-file-hint upload-file-error" } else { "upload-file-hint" }
}

/// Says what is wrong at its field, where the focus goes.
fn refuse(form: Form, id: &'static str, text: String) {
    // Not the form around it: its summary, if it has one, keeps what it says.
    form.errors.set(vec![form.at(id, text)]);
    browser::focus_later(id);
}

/// The server's reasons in words.
fn refused(failure: &Failure) -> String {
    let code = failure.problem.as_ref().and_then(|problem| problem.errors.first()).map(|error| error.code.as_str());
    match code {
        Some("other_type" | "invalid") => tr!(errors.file_other_type).to_owned(),
        Some("damaged") => tr!(errors.file_damaged).to_owned(),
        Some("too_many_pixels") => tr!(errors.file_too_many_pixels).to_owned(),
        Some("too_long") => tr!(news_edit.file_large).to_owned(),
        _ => failure_words(failure),
    }
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

/// The type that a file's ending names.
fn media_type(name: &str) -> Option<MediaType> {
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let all = [MediaType::Png, MediaType::Jpeg, MediaType::Webp, MediaType::Pdf, MediaType::Odt, MediaType::Docx];
    all.into_iter().find(|media| media.endings().contains(&ending.as_str()))
}

fn chosen() -> Option<web_sys::File> {
    let input = browser::element(INPUT)?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    input.files()?.get(0)
}

fn upload(draft: Draft, form: Form, usage: RwSignal<String>, words: RwSignal<String>) {
    let usage = usage.get_untracked();
    let Some(file) = chosen() else {
        refuse(form, INPUT, tr!(news_edit.no_file).to_owned());
        return;
    };
    let wanted = if usage == "file" { FileKind::Document } else { FileKind::Image };
    let Some(media) = media_type(&file.name()).filter(|media| media.kind() == wanted) else {
        refuse(form, INPUT, tr!(news_edit.file_kind).to_owned());
        return;
    };
    #[expect(clippy::cast_precision_loss, reason = "the limit is small")]
    if file.size() > FILE_BYTES as f64 {
        refuse(form, INPUT, tr!(news_edit.file_large).to_owned());
        return;
    }
    let alt_text = Some(words.get_untracked()).filter(|text| wanted == FileKind::Image && !text.trim().is_empty());
    if wanted == FileKind::Image && alt_text.is_none() {
        let label = tr!(news_edit.alt).to_owned();
        refuse(form, "upload-alt", tr!(errors.field_required, label = label));
        return;
    }
    let known = draft.known.get_untracked();
    let body_id = known.map_or_else(|| draft.place.get_untracked().parse().ok(), |news| news.body_id);
    form.submit(async move {
        let name = file.name();
        let Some(content) = base64(&file).await else {
            refuse(form, INPUT, tr!(errors.file_damaged).to_owned());
            return Err(Refused::Shown);
        };
        let input =
            FileCreate { region_id: None, body_id, file_name: name.clone(), media_type: media, alt_text, content };
        let made = api::send(|client| {
            let input = input.clone();
            async move { client.create_file(&input).await }
        })
        .await
        .map_err(Failure::from);
        let made = match made {
            Ok(made) => made,
            Err(failure) => {
                refuse(form, INPUT, refused(&failure));
                return Err(Refused::Shown);
            }
        };
        take(draft, &usage, made.value.file);
        words.set(String::new());
        if let Some(input) =
            browser::element(INPUT).and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok())
        {
            input.set_value("");
        }
        toasts::show(tr!(news_edit.uploaded, name = name));
        Ok(())
    });
}

fn take(draft: Draft, usage: &str, file: FileRef) {
    match usage {
        "photo" => draft.photo.set(Some(file)),
        "logo" => draft.logos.update(|files| files.push(file)),
        _ => draft.attachments.update(|files| files.push(file)),
    }
}

async fn base64(file: &web_sys::File) -> Option<String> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    api::base64(&js_sys::Uint8Array::new(&buffer).to_vec())
}
