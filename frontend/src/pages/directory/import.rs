//! Importing a CSV file: choose, see what each row would do, import.

use super::import_report::report;
use super::institutions::admin_links;
use super::model::{base64, named};
use super::saving::save;
use crate::api::{self, Attempts, Failure};
use crate::browser;
use crate::components::feedback::{Tone, note};
use crate::components::form::{Field, Form};
use crate::components::page::{PageHead, section};
use crate::texts::Text;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::directory::{IMPORT_BYTES, ImportApply, ImportFile, ImportKind, ImportReport};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;

/// What a file of institutions looks like.
const INSTITUTIONS: &str = "kind;name;teryt;town;address;short_name;subtype;acts_as_county_centre;external_reference\r\n\
    ops;Gminny Ośrodek Pomocy Społecznej w Przykładowie;1219022;Przykładowo;ul. Długa 1;GOPS Przykładowo;gops;nie;A-1\r\n\
    ngo;Stowarzyszenie Przykład;1219;Wieliczka;;;;;A-2\r\n";

/// What a file of people looks like.
const PEOPLE: &str = "first_name;last_name;display_title;email;phone;is_public_function;external_reference;\
    institution_teryt;institution_kind;institution_name;position_title;is_head;from\r\n\
    Anna;Przykładowa;mgr;anna@example.org;+48 12 000 00 00;nie;HR-1;1219;pcpr;;Pracownik socjalny;nie;2026-01-01\r\n";

/// What a file of communes looks like; the register's own file TERC is read, too.
const COMMUNES: &str = "teryt;name;seat_town;as_of\r\n1219;wielicki;Wieliczka;2026-01-01\r\n\
    1219022;Gdów;;2026-01-01\r\n";

/// Most bytes of a file, as the browser counts them.
#[expect(clippy::cast_precision_loss, reason = "a limit of some hundred thousand")]
const MOST_BYTES: f64 = IMPORT_BYTES as f64;

/// A file that was read.
#[derive(Clone)]
struct Chosen {
    name: String,
    content: String,
}

/// The page.
pub fn page() -> AnyView {
    let form = Form::default();
    let kind = RwSignal::new("institutions".to_owned());
    let chosen = RwSignal::new(None::<Chosen>);
    let seen = RwSignal::new(None::<(ImportFile, ImportReport)>);
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(file) = chosen.get_untracked() else {
            form.refuse(vec![form.at("import-file", tr!(directory.choose_file))]);
            return;
        };
        let kind: ImportKind = named(&kind.get_untracked()).unwrap_or(ImportKind::Institutions);
        let input = ImportFile { kind, content: file.content, region_id: None };
        seen.set(None);
        form.submit(async move {
            let preview = api::send(|client| {
                let input = input.clone();
                async move { client.preview_import(&input).await }
            });
            let preview = preview.await.map_err(Failure::from)?;
            seen.set(Some((input, preview)));
            browser::focus("import-report");
            Ok(())
        });
    };
    let apply = move |_| {
        let Some((file, preview)) = seen.get_untracked() else { return };
        let ImportFile { kind, content, region_id } = file.clone();
        let input = ImportApply { kind, content, region_id, digest: preview.digest };
        let key = attempts.key(&input);
        form.submit(async move {
            let done = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.apply_import(&input).await }
            });
            let done = done.await.map_err(Failure::from)?;
            seen.set(Some((file, done)));
            browser::focus("import-report");
            Ok(())
        });
    };
    let read = move |event: leptos::ev::Event| {
        seen.set(None);
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let file = input.and_then(|input| input.files()).and_then(|files| files.get(0));
        let Some(file) = file else { return chosen.set(None) };
        let (name, size) = (file.name(), file.size());
        if size > MOST_BYTES {
            chosen.set(None);
            form.refuse(vec![form.at("import-file", tr!(directory.file_too_large))]);
            return;
        }
        form.refuse(Vec::new());
        spawn_local(async move {
            if let Ok(buffer) = JsFuture::from(file.array_buffer()).await {
                let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
                let _ = chosen.try_set(Some(Chosen { name, content: base64(&bytes) }));
            }
        });
    };
    let kinds: Vec<(String, Text)> = vec![
        ("institutions".to_owned(), tx!(directory.institutions)),
        ("people".to_owned(), tx!(directory.people)),
        ("communes".to_owned(), tx!(directory.communes)),
    ];
    let field = Field::new("import-file", "/content", tx!(directory.file)).hint(tx!(directory.file_hint));
    let example = move |_| {
        let (name, text) = match kind.get_untracked().as_str() {
            "people" => ("osoby.csv", PEOPLE),
            "communes" => ("gminy.csv", COMMUNES),
            _ => ("instytucje.csv", INSTITUTIONS),
        };
        save(name, "text/csv;charset=utf-8", &format!("\u{feff}{text}"));
    };
    let body = view! {
        {admin_links()}
        <form class="form" novalidate=true on:submit=submit>
            {form.select(Field::new("import-kind", "/kind", tx!(directory.file_kind)).width("medium"), kind, kinds)}
            {move || (kind.get() == "communes").then(|| view! { <p class="quiet">{tx!(directory.communes_hint)}</p> }.into_any())}
            <p><button type="button" on:click=example>{tx!(directory.example)}</button></p>
            {form.file(field, ".csv,text/csv", read)}
            <p class="quiet">{move || chosen.get().map(|file| file.name)}</p>
            {form.button(tx!(directory.preview))}
        </form>
        <div id="import-report" tabindex="-1">
            {move || seen.get().map(|(_, report)| outcome(report, apply))}
        </div>
    };
    PageHead::new(tx!(directory.import)).form(form).view(body.into_any())
}

fn outcome(done: ImportReport, apply: impl Fn(leptos::ev::MouseEvent) + Copy + 'static) -> AnyView {
    let (applied, work) = (done.applied, done.created + done.updated);
    let title = if applied { tx!(directory.imported) } else { tx!(directory.would_do) };
    let button = (!applied && work > 0).then(|| {
        view! {
            <p><button type="button" class="primary" on:click=apply>{move || tr!(directory.import_rows, count = work)}</button></p>
        }
        .into_any()
    });
    let nothing = (!applied && work == 0)
        .then(|| note(Tone::Info, view! { <p>{tx!(directory.nothing_to_import)}</p> }.into_any()));
    let success = applied.then(|| note(Tone::Done, view! { <p>{tx!(directory.import_done)}</p> }.into_any()));
    section(title, None, view! { {success}{report(done)}{nothing}{button} }.into_any())
}
