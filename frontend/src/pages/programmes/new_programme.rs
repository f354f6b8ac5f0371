//! The dialogue in which an administrator makes a programme; it begins as a concept.

use super::sheet::{Sheet, choice, input};
use super::words::{self, SCOPES, named, options};
use crate::api::{self, Attempts, Failure};
use crate::components::dialog::dialog;
use crate::components::form::Field;
use crate::{address, tx};
use leptos::prelude::*;
use obrady_types::programmes::{ProgrammeCreate, ProgrammeScope};
use obrady_types::validate;

/// The dialogue.
pub fn dialogue(open: RwSignal<bool>) -> AnyView {
    dialog(open, "new-programme", tx!(programmes.new), form)
}

fn form() -> AnyView {
    let sheet = Sheet::new(vec![
        input(Field::new("new-title", "/title", tx!(programmes.f_title)), String::new()),
        choice(
            Field::new("new-scope", "/scope", tx!(programmes.f_scope)),
            "provincial",
            options(&SCOPES, words::scope),
        ),
        input(Field::new("new-from", "/period_from", tx!(programmes.f_from)).width("short").optional(), String::new()),
        input(Field::new("new-to", "/period_to", tx!(programmes.f_to)).width("short").optional(), String::new()),
    ]);
    let attempts = Attempts::default();
    sheet.view(tx!(programmes.new), move || {
        let mut errors = Vec::new();
        let input = ProgrammeCreate {
            scope: named(&SCOPES, &sheet.get("new-scope")).unwrap_or(ProgrammeScope::Provincial),
            title: sheet.get("new-title"),
            period_from: sheet.year("new-from", &mut errors),
            period_to: sheet.year("new-to", &mut errors),
            owner_institution_id: None,
            owner_unit: None,
            drafted_by: None,
            legal_basis: String::new(),
            assumptions: String::new(),
            diagnosis_title: None,
            diagnosis: String::new(),
            region_id: None,
        };
        errors.extend(sheet.found(&validate(&input)));
        let key = attempts.key(&input);
        sheet.submit(errors, async move {
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_programme(&input).await }
            });
            let made = made.await.map_err(Failure::from)?;
            address::go(&format!("/programmes/{}", made.id));
            Ok(())
        });
    })
}
