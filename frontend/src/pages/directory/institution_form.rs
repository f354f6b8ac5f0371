//! Making an institution, and changing one.

use super::model::{named, typed, word};
use super::words;
use crate::api::{self, Attempts, Failure, Loaded};
use crate::components::dialog::dialog;
use crate::components::form::{Field, Form};
use crate::components::form_errors::{Refused, error_summary};
use crate::texts::Text;
use crate::{address, tx};
use leptos::prelude::*;
use obrady_types::directory::{Institution, InstitutionCreate, InstitutionKind, InstitutionPatch};
use obrady_types::{Patch, validate};

/// The dialogue that makes an institution and goes to it.
pub fn new_institution(open: RwSignal<bool>) -> AnyView {
    dialog(open, "new-institution", tx!(directory.new_institution), move || form(None, open))
}

/// The dialogue that changes an institution.
pub fn edit_institution(open: RwSignal<bool>, loaded: Loaded<Institution>) -> AnyView {
    dialog(open, "edit-institution", tx!(directory.edit), move || form(Some(loaded), open))
}

fn form(loaded: Option<Loaded<Institution>>, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let before = loaded.and_then(Loaded::ready_untracked);
    let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
    let of = |field: fn(&Institution) -> Option<String>| text(before.as_ref().and_then(field));
    let kind = RwSignal::new(word(before.as_ref().map_or(InstitutionKind::Ops, |one| one.kind)));
    let name = of(|one| Some(one.name.clone()));
    let county = of(|one| one.teryt_county.clone());
    let town = of(|one| one.town.clone());
    let street = of(|one| one.address.clone());
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
            ..InstitutionCreate::default()
        };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let key = attempts.key(&input);
        match (known.clone(), loaded) {
            (Some(known), Some(loaded)) => form.submit(change(known, input, loaded, open)),
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
    let label: Text = if before.is_some() { tx!(directory.save) } else { tx!(directory.make) };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.select(Field::new("institution-kind", "/kind", tx!(directory.kind)), kind, words::kinds())}
            {form.input(Field::new("institution-name", "/name", tx!(directory.name)), name)}
            {form.input(Field::new("institution-county", "/teryt_county", tx!(directory.teryt)).hint(tx!(directory.teryt_hint)).width("short").optional(), county)}
            {form.input(Field::new("institution-town", "/town", tx!(directory.town)).optional(), town)}
            {form.input(Field::new("institution-address", "/address", tx!(directory.address)).optional(), street)}
            {form.button(label)}
        </form>
    }
    .into_any()
}

async fn change(
    known: Institution,
    input: InstitutionCreate,
    loaded: Loaded<Institution>,
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
        ..InstitutionPatch::default()
    };
    let changed = api::send(|client| {
        let patch = patch.clone();
        async move { client.update_institution(known.id, known.version, &patch).await }
    });
    let changed = changed.await.map_err(Failure::from)?;
    loaded.set(changed.value);
    open.set(false);
    Ok(())
}
