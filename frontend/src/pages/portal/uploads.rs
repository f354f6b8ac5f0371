//! Uploading a file beside a form: it is sent at once, with its words, and the form around it is not.

use crate::api::{self, Failure};
use crate::components::feedback::failure_words;
use crate::components::form::{Field, Form};
use crate::components::form_errors::Refused;
use crate::state::toasts;
use crate::texts::Text;
use crate::{browser, tr, tx};
use leptos::prelude::*;
use obrady_types::portal::{FILE_BYTES, FileCreate, FileKind, FileRef, MediaType};
use obrady_types::{BodyId, RegionId};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

const INPUT: &str = "upload-file";

/// What a file is uploaded for, where it belongs, and who takes it up.
#[derive(Clone, Copy)]
pub(super) struct Upload {
    /// Errors of an upload stand beside it.
    form: Form,
    usage: RwSignal<String>,
    words: RwSignal<String>,
    place: Signal<(Option<RegionId>, Option<BodyId>)>,
    taken: Callback<(String, FileRef)>,
}

/// The fields of an upload. Of several uses one is chosen; under `file` documents are taken, under any other word images.
pub(super) fn upload(
    uses: Vec<(String, Text)>,
    place: Signal<(Option<RegionId>, Option<BodyId>)>,
    taken: Callback<(String, FileRef)>,
) -> AnyView {
    let first = uses.first().map(|(key, _)| key.clone()).unwrap_or_default();
    let takes_documents = uses.iter().any(|(key, _)| key == "file");
    let usage = RwSignal::new(first);
    let upload = Upload { form: Form::default(), usage, words: RwSignal::new(String::new()), place, taken };
    let form = upload.form;
    let several = uses.len() > 1;
    let choice =
        several.then(|| form.select(Field::new("upload-use", "", tx!(news_edit.usage)).width("medium"), usage, uses));
    let hint = if takes_documents { tx!(news_edit.file_hint) } else { tx!(news_edit.image_hint) };
    let accept = if takes_documents { ".png,.jpg,.jpeg,.webp,.pdf,.odt,.docx" } else { ".png,.jpg,.jpeg,.webp" };
    let needs_words = move || usage.with(|usage| usage != "file");
    view! {
        {choice}
        <div class="field">
            <label for=INPUT>{tx!(news_edit.file)}</label>
            <p class="hint" id="upload-file-hint">{hint}</p>
            {move || said(form).map(|text| view! { <p class="field-error" id="upload-file-error">{text}</p> }.into_any())}
            <input id=INPUT type="file" aria-describedby=move || described(form)
                aria-invalid=move || said(form).map(|_| "true") accept=accept />
        </div>
        {move || needs_words().then(|| form.input(
            Field::new("upload-alt", "/alt_text", tx!(news_edit.alt)).hint(tx!(news_edit.alt_hint)), upload.words))}
        <button type="button" aria-disabled=move || form.busy.get().then_some("true")
            on:click=move |_| upload.send()>{tx!(news_edit.upload)}</button>
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

/// The type that a file's ending names.
fn media_type(name: &str) -> Option<MediaType> {
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let all = [MediaType::Png, MediaType::Jpeg, MediaType::Webp, MediaType::Pdf, MediaType::Odt, MediaType::Docx];
    all.into_iter().find(|media| media.endings().contains(&ending.as_str()))
}

fn input() -> Option<web_sys::HtmlInputElement> {
    browser::element(INPUT)?.dyn_into::<web_sys::HtmlInputElement>().ok()
}

impl Upload {
    fn send(self) {
        let Self { form, words, .. } = self;
        let usage = self.usage.get_untracked();
        let Some(file) = input().and_then(|input| input.files()).and_then(|files| files.get(0)) else {
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
        let (region_id, body_id) = self.place.get_untracked();
        form.submit(async move {
            let name = file.name();
            let Some(content) = base64(&file).await else {
                refuse(form, INPUT, tr!(errors.file_damaged).to_owned());
                return Err(Refused::Shown);
            };
            let input =
                FileCreate { region_id, body_id, file_name: name.clone(), media_type: media, alt_text, content };
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
            self.taken.run((usage, made.value.file));
            words.set(String::new());
            if let Some(input) = self::input() {
                input.set_value("");
            }
            toasts::show(tr!(news_edit.uploaded, name = name));
            Ok(())
        });
    }
}

async fn base64(file: &web_sys::File) -> Option<String> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    api::base64(&js_sys::Uint8Array::new(&buffer).to_vec())
}
