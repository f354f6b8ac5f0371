//! Everything that is held about a person, to read and to print; as a file of JSON or of HTML, too.

use super::saving::save;
use super::words;
use crate::api::{fetch, load};
use crate::components::feedback::show;
use crate::components::page::{PageHead, section};
use crate::state::{locale, session};
use crate::texts::{Locale, text};
use crate::{dates, tr, tx};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use obrady_types::PersonId;
use obrady_types::directory::{PersonExport, PersonalRows};
use serde_json::{Map, Value};

/// How the saved page looks; it stands alone.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}\
    dl{display:grid;grid-template-columns:minmax(8rem,16rem) 1fr;gap:.25rem 1rem;margin:0 0 1rem;padding:0 0 1rem;\
    border-bottom:1px solid #999}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}\
    @media print{dl{break-inside:avoid}}";

/// The page.
pub fn page(id: PersonId) -> AnyView {
    let export = load(move || {
        session::me();
        fetch(move |client| async move { client.export_person(id).await })
    });
    let json = move |_| {
        if let Some(export) = export.ready_untracked() {
            let text = serde_json::to_string_pretty(&export).unwrap_or_default();
            save(&format!("{id}.json"), "application/json", &text);
        }
    };
    let html = move |_| {
        let shown = document().get_element_by_id("person-data").map(|element| element.inner_html());
        if let (Some(export), Some(shown)) = (export.ready_untracked(), shown) {
            let lang = if untrack(locale::lang) == Locale::en { "en" } else { "pl" };
            let title = title_of(&export);
            let file = format!(
                "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{}</title><style>{STYLE}\
                 </style></head><body><h1>{}</h1>{shown}</body></html>\n",
                escaped(&title),
                escaped(&title)
            );
            save(&format!("{id}.html"), "text/html", &file);
        }
    };
    let action = move || {
        export.ready().map(|_| {
            view! {
                <button type="button" class="primary" on:click=html>{tx!(directory.export_html)}</button>
                <button type="button" on:click=json>"JSON"</button>
            }
            .into_any()
        })
    };
    PageHead::new(export.title(title_of)).action(action.into_any()).view(show(export, content))
}

fn title_of(export: &PersonExport) -> String {
    format!("{}: {} {}", tr!(directory.export_title), export.person.first_name, export.person.last_name)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn content(export: PersonExport) -> AnyView {
    let made = export.made_at;
    let parts: Vec<AnyView> = export.data.into_iter().map(part).collect();
    view! {
        <div id="person-data">
            <p>{tx!(directory.export_legal)} " " {text(move || tr!(directory.export_made, date = dates::instant_day(made)))}</p>
            {parts}
        </div>
    }
    .into_any()
}

fn part(part: PersonalRows) -> AnyView {
    let what = part.what;
    let rows: Vec<AnyView> = part.rows.into_iter().map(row).collect();
    let title = text(move || {
        let words = words::what(&what);
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    });
    section(title, None, view! { {rows} }.into_any())
}

fn row(row: Map<String, Value>) -> AnyView {
    let facts: Vec<AnyView> = row
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| {
            let term = text(move || words::field(&name));
            view! { <dt>{term}</dt><dd>{text(move || told(&value))}</dd> }.into_any()
        })
        .collect();
    view! { <dl class="facts-list">{facts}</dl> }.into_any()
}

/// A value as it is read: dates and instants in words, the rest as it stands.
fn told(value: &Value) -> String {
    match value {
        Value::Bool(yes) => if *yes { tr!(directory.yes) } else { tr!(directory.no) }.to_owned(),
        Value::String(text) => {
            if let Ok(day) = text.parse::<NaiveDate>() {
                return dates::plain_day(day);
            }
            match text.parse::<DateTime<Utc>>() {
                Ok(instant) => format!("{} {}", dates::instant_day(instant), dates::instant_clock(instant)),
                Err(_) => text.clone(),
            }
        }
        other => other.to_string(),
    }
}
