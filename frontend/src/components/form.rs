//! Forms: one column, label above, hint and error below the label, everything checked on submit only.

use super::feedback::failure_words;
use super::form_errors::{FormError, Refused, field_words};
use crate::api::Failure;
use crate::texts::Text;
use crate::{browser, order, tr, tx};
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use obrady_types::FieldError;
use wasm_bindgen_futures::spawn_local;

/// A form's state: its errors and whether it is being sent. Values belong to the page.
#[derive(Clone, Copy, Default)]
pub struct Form {
    /// Errors of the last attempt.
    pub errors: RwSignal<Vec<FormError>>,
    /// Being sent.
    pub busy: RwSignal<bool>,
    fields: RwSignal<Vec<Known>>,
}

/// A field as the summary knows it.
#[derive(Clone)]
struct Known {
    pointer: &'static str,
    id: &'static str,
    label: Text,
}

/// How a field looks and what it is for.
#[derive(Clone, Copy)]
pub struct Field {
    /// Id of its input.
    pub id: &'static str,
    /// Place in the request body, for errors.
    pub pointer: &'static str,
    /// Label.
    pub label: Text,
    /// Hint below the label.
    pub hint: Option<Text>,
    /// `type` of the input.
    pub kind: &'static str,
    /// `autocomplete` of the input.
    pub autocomplete: &'static str,
    /// Width in characters, for fields of a known length.
    pub width: Option<&'static str>,
    /// May be left out.
    pub optional: bool,
}

impl Field {
    /// A text field.
    pub fn new(id: &'static str, pointer: &'static str, label: Text) -> Self {
        Self { id, pointer, label, hint: None, kind: "text", autocomplete: "off", width: None, optional: false }
    }

    /// With a hint.
    pub fn hint(self, hint: Text) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Of a type of input.
    pub fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// As wide as `short` or `medium` says.
    pub fn width(self, width: &'static str) -> Self {
        Self { width: Some(width), ..self }
    }

    /// What the browser may fill in.
    pub fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// That may be left out.
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}

impl Form {
    /// Shows errors and moves the focus to their summary; says whether there were any.
    pub fn refuse(self, errors: Vec<FormError>) -> bool {
        // In the order of the fields, so that the first link leads to the first wrong field.
        let errors = self.fields.with_untracked(|fields| {
            let place = |error: &FormError| fields.iter().position(|known| Some(known.id) == error.id);
            order::by_key(errors, |error| [place(error).and_then(|nth| i64::try_from(nth).ok()).unwrap_or(-1), 0, 0])
        });
        let any = !errors.is_empty();
        self.errors.set(errors);
        browser::set_title_prefix(if any { tr!(common.error_prefix) } else { "" });
        if any {
            browser::focus_summary();
        }
        any
    }

    /// Errors of an input that the wire's own rules found; labels come from the fields.
    pub fn found(self, errors: &[FieldError]) -> Vec<FormError> {
        errors.iter().map(|error| self.word(error)).collect()
    }

    /// Shows what the server refused, at the fields where it can.
    pub fn refuse_answer(self, failure: &Failure) {
        let errors = match &failure.problem {
            Some(problem) if !problem.errors.is_empty() => {
                problem.errors.iter().map(|error| self.word(error)).collect()
            }
            Some(_) => vec![FormError { id: None, text: failure_words(failure) }],
            None if failure.offline => vec![FormError { id: None, text: tr!(errors.offline_form).to_owned() }],
            None => vec![FormError { id: None, text: tr!(errors.unexpected).to_owned() }],
        };
        self.refuse(errors);
    }

    /// An error at a field, in given words.
    pub fn at(self, id: &'static str, text: impl Into<String>) -> FormError {
        FormError { id: Some(id), text: text.into() }
    }

    fn word(self, error: &FieldError) -> FormError {
        let known = self.fields.with_untracked(|fields| {
            fields.iter().find(|f| !f.pointer.is_empty() && error.pointer.starts_with(f.pointer)).cloned()
        });
        match known {
            Some(field) => FormError { id: Some(field.id), text: field_words(&field.label.get_untracked(), error) },
            None => FormError { id: None, text: field_words(&error.pointer, error) },
        }
    }

    /// Sends once: while it is under way another submit does nothing.
    pub fn submit(self, work: impl Future<Output = Result<(), Refused>> + 'static) {
        self.submit_boxed(Box::pin(work));
    }

    fn submit_boxed(self, work: LocalBoxFuture<'static, Result<(), Refused>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let outcome = work.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(()) => {
                    self.refuse(Vec::new());
                }
                Err(Refused::Answer(failure)) => self.refuse_answer(&failure),
                Err(Refused::Shown) => {}
            }
        });
    }

    pub(super) fn error_of(self, id: &'static str) -> Option<String> {
        self.errors.with(|errors| errors.iter().find(|e| e.id == Some(id)).map(|e| e.text.clone()))
    }

    /// Remembers a field, so that errors find its label and place.
    pub(super) fn know(self, field: Field) {
        let Field { id, pointer, label, .. } = field;
        self.fields.update_untracked(|fields| match fields.iter_mut().find(|known| known.id == id) {
            Some(known) => known.label = label,
            None => fields.push(Known { pointer, id, label }),
        });
    }

    /// Label, hint and error around a control that is given `described_by`.
    fn row(self, field: Field, control: AnyView) -> AnyView {
        self.know(field);
        let Field { id, label, hint, optional, .. } = field;
        view! {
            <div class="field" class:wrong=move || self.error_of(id).is_some()>
                <label for=id>
                    {label}
                    {optional.then(|| view! { <span class="quiet">" "{tx!(common.optional)}</span> }.into_any())}
                </label>
                {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> }.into_any())}
                {move || self.error_of(id).map(|words| view! {
                    <p class="field-error" id=format!("{id}-error")>
                        <span class="sr">{tx!(common.error_prefix)}</span>{words}
                    </p>
                }.into_any())}
                {control}
            </div>
        }
        .into_any()
    }

    pub(super) fn described(self, field: Field) -> Signal<Option<String>> {
        let Field { id, hint, .. } = field;
        Signal::derive(move || {
            let hint = hint.is_some().then(|| format!("{id}-hint"));
            let error = self.error_of(id).is_some().then(|| format!("{id}-error"));
            let both: Vec<String> = [hint, error].into_iter().flatten().collect();
            (!both.is_empty()).then(|| both.join(" "))
        })
    }

    fn invalid(self, id: &'static str) -> Signal<Option<&'static str>> {
        Signal::derive(move || self.error_of(id).map(|_| "true"))
    }

    /// A one-line field.
    pub fn input(self, field: Field, value: RwSignal<String>) -> AnyView {
        let (described, invalid) = (self.described(field), self.invalid(field.id));
        let control = view! {
            <input
                id=field.id
                name=field.id
                type=field.kind
                class=field.width
                autocomplete=field.autocomplete
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        };
        self.row(field, control.into_any())
    }

    /// A password field whose text can be shown.
    pub fn password(self, field: Field, value: RwSignal<String>, kind: Signal<&'static str>) -> AnyView {
        let (described, invalid) = (self.described(field), self.invalid(field.id));
        let control = view! {
            <input
                id=field.id
                name=field.id
                type=kind
                autocomplete=field.autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        };
        self.row(field, control.into_any())
    }

    /// A field of several lines.
    pub fn area(self, field: Field, value: RwSignal<String>) -> AnyView {
        let (described, invalid) = (self.described(field), self.invalid(field.id));
        let control = view! {
            <textarea
                id=field.id
                name=field.id
                rows="3"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        };
        self.row(field, control.into_any())
    }

    /// A choice of one.
    pub fn select(self, field: Field, value: RwSignal<String>, options: Vec<(String, Text)>) -> AnyView {
        let (described, invalid) = (self.described(field), self.invalid(field.id));
        let control = select(field.id, value, options, described, invalid, None);
        self.row(field, control)
    }

    /// The button that sends the form.
    pub fn button(self, label: Text) -> AnyView {
        view! {
            <button type="submit" class="primary" aria-disabled=move || self.busy.get().then_some("true")>
                {move || if self.busy.get() { tr!(common.sending).to_owned() } else { label.get() }}
            </button>
        }
        .into_any()
    }
}

/// A `<select>` on its own.
pub fn select(
    id: &'static str,
    value: RwSignal<String>,
    options: Vec<(String, Text)>,
    described: Signal<Option<String>>,
    invalid: Signal<Option<&'static str>>,
    name: Option<Text>,
) -> AnyView {
    let options: Vec<AnyView> = options
        .into_iter()
        .map(|(key, words)| {
            let chosen = key.clone();
            let is_chosen = move || value.with(|v| *v == chosen);
            view! { <option value=key prop:selected=is_chosen>{words}</option> }.into_any()
        })
        .collect();
    view! {
        <select
            id=id
            name=id
            aria-label=name
            aria-describedby=described
            aria-invalid=invalid
            on:change=move |event| value.set(event_target_value(&event))
        >
            {options}
        </select>
    }
    .into_any()
}
