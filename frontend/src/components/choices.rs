//! A choice of one from a list of rows, each with a line of explanation: radio buttons in a fieldset.

use super::form::{Field, Form};
use crate::tx;
use leptos::prelude::*;

/// A row to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What the value becomes.
    pub key: String,
    /// Words.
    pub words: String,
    /// A line of explanation; may be empty.
    pub more: String,
}

/// The field. Its summary link leads to the first row, which carries the field's id.
pub fn choices(form: Form, field: Field, value: RwSignal<String>, rows: Signal<Vec<Choice>>) -> AnyView {
    form.know(field);
    let Field { id, label, hint, .. } = field;
    let list = move || {
        rows.get()
            .into_iter()
            .enumerate()
            .map(|(nth, row)| {
                let (key, chosen) = (row.key.clone(), row.key.clone());
                let row_id = if nth == 0 { id.to_owned() } else { format!("{id}-{nth}") };
                let more = (!row.more.is_empty()).then(|| view! { <span class="quiet">{row.more}</span> }.into_any());
                view! {
                    <label class="choice">
                        <input type="radio" id=row_id name=id value=row.key
                            prop:checked=move || value.with(|value| *value == chosen)
                            on:change=move |_| value.set(key.clone()) />
                        <span><span>{row.words}</span>{more}</span>
                    </label>
                }
                .into_any()
            })
            .collect::<Vec<_>>()
    };
    view! {
        <fieldset class="field" class:wrong=move || form.error_of(id).is_some() aria-describedby=form.described(field)>
            <legend class="legend">{label}</legend>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> }.into_any())}
            {move || form.error_of(id).map(|words| view! {
                <p class="field-error" id=format!("{id}-error")>
                    <span class="sr">{tx!(common.error_prefix)}</span>{words}
                </p>
            }.into_any())}
            <div class="choices">{list}</div>
        </fieldset>
    }
    .into_any()
}
