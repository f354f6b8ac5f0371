//! Making an institution, and changing one.

use super::model::{named, typed, word};
use super::words;
use crate::api::{self, Attempts, Failure, Loaded, fetch, load};
use crate::calendar::parse_date;
use crate::components::choices::{Choice, choices};
use crate::components::dialog::dialog;
use crate::components::form::{Field, Form};
use crate::components::form_errors::{Refused, error_summary};
use crate::texts::Text;
use crate::{address, dates, tr, tx};
use chrono::NaiveDate;
use leptos::prelude::*;
use obrady_client::InstitutionFilter;
use obrady_types::directory::{Institution, InstitutionCreate, InstitutionKind, InstitutionPatch, InstitutionProfile};
use obrady_types::{InstitutionId, Patch, validate};

/// The dialogue that makes an institution and goes to it.
pub fn new_institution(open: RwSignal<bool>) -> AnyView {
    dialog(open, "new-institution", tx!(directory.new_institution), move || form(None, open))
}

/// What a change writes beside the fields of a new institution.
struct End {
    closed_on: Patch<NaiveDate>,
    successor_id: Patch<InstitutionId>,
}

/// The dialogue that changes an institution.
pub fn edit_institution(
    open: RwSignal<bool>,
    loaded: Loaded<Institution>,
    profile: Loaded<InstitutionProfile>,
) -> AnyView {
    dialog(open, "edit-institution", tx!(directory.edit), move || form(Some((loaded, profile)), open))
}

fn form(loaded: Option<(Loaded<Institution>, Loaded<InstitutionProfile>)>, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let before = loaded.and_then(|(one, _)| one.ready_untracked());
    let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
    let of = |field: fn(&Institution) -> Option<String>| text(before.as_ref().and_then(field));
    let kind = RwSignal::new(word(before.as_ref().map_or(InstitutionKind::Ops, |one| one.kind)));
    let name = of(|one| Some(one.name.clone()));
    let county = of(|one| one.teryt_county.clone());
    let town = of(|one| one.town.clone());
    let street = of(|one| one.address.clone());
    let short = of(|one| one.short_name.clone());
    let closed = of(|one| one.closed_on.map(dates::typed));
    let successor = of(|one| one.successor_id.map(|id| id.to_string()));
    let attempts = Attempts::default();
    let known = before.clone();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = InstitutionCreate {
            kind: named(&kind.get_untracked()).unwrap_or_default(),
            name: name.get_untracked(),
            teryt_county: typed(&county.get_untracked()),
            town: typed(&town.get_untracked()),
            address: typed(&street.get_untracked()),
            short_name: typed(&short.get_untracked()),
            ..InstitutionCreate::default()
        };
        let mut errors = form.found(&validate(&input));
        let day = typed(&closed.get_untracked()).map(|text| parse_date(&text));
        if day == Some(None) {
            errors.push(form.at("institution-closed", tr!(meetings.date_wrong)));
        }
        if form.refuse(errors) {
            return;
        }
        let end = End {
            closed_on: day.flatten().into(),
            successor_id: successor.get_untracked().parse::<InstitutionId>().ok().into(),
        };
        let key = attempts.key(&input);
        match (known.clone(), loaded) {
            (Some(known), Some(loaded)) => form.submit(change(known, input, end, loaded, open)),
            _ => form.submit(async move {
                let made = api::send(|client| {
                    let (client, input) = (client.with_idempotency_key(&key), input.clone());
                    async move { client.create_institution(&input).await }
                })
                .await?;
                address::go(&format!("/institutions/{}", made.id));
                Ok(())
            }),
        }
    };
    let ending = before.map(|one| ending(form, one, closed, successor));
    let label: Text = if loaded.is_some() { tx!(directory.save) } else { tx!(directory.make) };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.select(Field::new("institution-kind", "/kind", tx!(directory.kind)), kind, words::kinds())}
            {form.input(Field::new("institution-name", "/name", tx!(directory.name)), name)}
            {form.input(Field::new("institution-county", "/teryt_county", tx!(directory.teryt)).hint(tx!(directory.teryt_hint)).width("short").optional(), county)}
            {form.input(Field::new("institution-town", "/town", tx!(directory.town)).optional(), town)}
            {form.input(Field::new("institution-address", "/address", tx!(directory.address)).optional(), street)}
            {form.input(Field::new("institution-short", "/short_name", tx!(directory.short_name)).optional(), short)}
            {ending}
            {form.button(label)}
        </form>
    }
    .into_any()
}

/// The day on which it was closed, and what took over its work.
fn ending(form: Form, one: Institution, closed: RwSignal<String>, successor: RwSignal<String>) -> AnyView {
    let q = RwSignal::new(String::new());
    let (own, region, now) = (one.id, one.region_id, one.successor_id);
    let current = load(move || {
        fetch(move |client| async move {
            match now {
                Some(id) => client.get_institution(id).await.map(|one| Some(one.value)),
                None => Ok(None),
            }
        })
    });
    let found = load(move || {
        let words = typed(&q.get());
        let filter = InstitutionFilter { region_id: Some(region), q: words.clone(), ..InstitutionFilter::default() };
        fetch(move |client| {
            let (filter, asked) = (filter.clone(), words.is_some());
            async move {
                // Nothing was asked for: only what is chosen already is shown.
                if asked { client.list_institutions(&filter).await.map(|page| page.items) } else { Ok(Vec::new()) }
            }
        })
    });
    let choice = |one: Institution| Choice {
        key: one.id.to_string(),
        words: one.name,
        more: one.county.map(|county| county.name).unwrap_or_default(),
    };
    let rows = Signal::derive(move || {
        let none = Choice { key: String::new(), words: tr!(directory.no_successor).to_owned(), more: String::new() };
        let current = current.ready().flatten();
        let others = found.ready().unwrap_or_default().into_iter().filter(|one| one.id != own);
        let others: Vec<Institution> =
            others.filter(|one| current.as_ref().is_none_or(|now| now.id != one.id)).collect();
        let rows = current.clone().into_iter().chain(others.into_iter().take(8)).map(choice);
        std::iter::once(none).chain(rows).collect::<Vec<_>>()
    });
    view! {
        {form.input(Field::new("institution-closed", "/closed_on", tx!(directory.closing_day)).hint(tx!(meetings.date_hint)).width("short").optional(), closed)}
        <div class="field">
            <label for="successor-search">{tx!(directory.search_successor)}</label>
            <input id="successor-search" type="search" autocomplete="off" prop:value=q
                on:change=move |event| q.set(event_target_value(&event)) />
        </div>
        {choices(form, Field::new("institution-successor", "/successor_id", tx!(directory.successor)), successor, rows)}
    }
    .into_any()
}

async fn change(
    known: Institution,
    input: InstitutionCreate,
    end: End,
    (loaded, profile): (Loaded<Institution>, Loaded<InstitutionProfile>),
    open: RwSignal<bool>,
) -> Result<(), Refused> {
    // Another kind has no subtype of the old one.
    let subtype = if input.kind == known.kind { Patch::Absent } else { Patch::Null };
    let patch = InstitutionPatch {
        kind: Some(input.kind),
        subtype,
        name: Some(input.name),
        teryt_county: input.teryt_county.into(),
        town: input.town.into(),
        address: input.address.into(),
        short_name: input.short_name.into(),
        closed_on: end.closed_on,
        successor_id: end.successor_id,
        ..InstitutionPatch::default()
    };
    let changed = api::send(|client| {
        let patch = patch.clone();
        async move { client.update_institution(known.id, known.version, &patch).await }
    });
    let changed = changed.await.map_err(Failure::from)?;
    loaded.set(changed.value);
    profile.reload_quietly();
    open.set(false);
    Ok(())
}
