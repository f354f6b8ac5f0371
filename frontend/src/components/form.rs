//! Forms: one column, label above, hint and error below the label, everything checked on submit only.

use super::feedback::failure_words;
pub use super::field::Field;
use super::form_errors::{FormError, Refused, field_words};
use crate::api::Failure;
use crate::texts::Text;
use crate::{browser, order, tr, tx};
use futures::future::{AbortHandle, LocalBoxFuture, abortable};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use obrady_types::{ErrorCode, FieldError};
use wasm_bindgen_futures::spawn_local;

/// A form's state: its errors and whether it is being sent. Values belong to the page.
#[derive(Clone, Copy, Default)]
pub struct Form {
    /// Errors of the last attempt.
    pub errors: RwSignal<Vec<FormError>>,
    /// Being sent.
    pub busy: RwSignal<bool>,
    /// Being sent for longer than usual.
    slow: RwSignal<bool>,
    stop: StoredValue<Option<AbortHandle>>,
    fields: RwSignal<Vec<Known>>,
    /// What stands on the server, by field, after somebody else's change.
    current: RwSignal<Vec<(&'static str, String)>>,
}

/// How long sending may take before that is said, in milliseconds.
const USUAL_MS: u32 = 10_000;

/// A field as the summary knows it.
#[derive(Clone)]
struct Known {
    pointer: &'static str,
    id: &'static str,
    label: Text,
    list: bool,
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
        self.slow.set(false);
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
        let shown = |error: &FieldError| self.fields.with_untracked(|fields| known(fields, &error.pointer).is_some());
        let errors = match &failure.problem {
            // A rule that is broken by something outside the form says more than that something is not shown.
            Some(problem)
                if problem.errors.iter().any(shown)
                    || problem.code == ErrorCode::ValidationFailed && !problem.errors.is_empty() =>
            {
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
        match self.fields.with_untracked(|fields| known(fields, &error.pointer).cloned()) {
            Some(field) => {
                let entries = field.list && field.pointer == error.pointer;
                let text = field_words(&field.label.get_untracked(), error, entries);
                FormError { id: Some(field.id), text }
            }
            // The path of a part that the form does not show would say nothing to anybody.
            None => FormError { id: None, text: tr!(errors.unknown_field).to_owned() },
        }
    }

    /// After somebody else's change: shows what stands there now beside each field that differs from it, and says in
    /// the summary that what was typed is kept. The next submit knows what it replaces.
    pub fn refuse_stale(self, current: Vec<(&'static str, String)>) {
        self.current.set(current);
        self.refuse(vec![FormError { id: None, text: tr!(errors.stale_form).to_owned() }]);
    }

    /// Forgets the errors of fields that are not there any more.
    pub fn forget(self, ids: &str) {
        self.errors.update(|errors| errors.retain(|error| !error.id.is_some_and(|id| id.starts_with(ids))));
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
        self.slow.set(false);
        let (work, stop) = abortable(work);
        self.stop.set_value(Some(stop));
        let patience = self.be_patient();
        spawn_local(async move {
            let outcome = work.await;
            patience.abort();
            // Stopped: another attempt is under way in its place.
            let Ok(outcome) = outcome else { return };
            if self.busy.try_set(false).is_some() {
                return;
            }
            let _ = self.slow.try_set(false);
            match outcome {
                Ok(()) => {
                    let _ = self.current.try_set(Vec::new());
                    self.refuse(Vec::new());
                }
                Err(Refused::Answer(failure)) => self.refuse_answer(&failure),
                Err(Refused::Shown) => {}
            }
        });
    }

    fn be_patient(self) -> AbortHandle {
        let (wait, handle) = abortable(TimeoutFuture::new(USUAL_MS));
        spawn_local(async move {
            if wait.await.is_ok() {
                let _ = self.slow.try_set(true);
            }
        });
        handle
    }

    /// Gives up an attempt that takes too long, so that the same content can be sent again under the same key.
    fn give_up(self) {
        self.stop.update_value(|stop| {
            if let Some(stop) = stop.take() {
                stop.abort();
            }
        });
        self.busy.set(false);
    }

    pub(super) fn error_of(self, id: &'static str) -> Option<String> {
        self.errors.with(|errors| errors.iter().find(|e| e.id == Some(id)).map(|e| e.text.clone()))
    }

    /// Remembers a field, so that errors find its label and place.
    pub(super) fn know(self, field: Field) {
        let Field { id, pointer, label, list, .. } = field;
        self.fields.update_untracked(|fields| match fields.iter_mut().find(|known| known.id == id) {
            Some(known) => known.label = label,
            None => fields.push(Known { pointer, id, label, list }),
        });
    }

    fn current_of(self, id: &'static str) -> Option<String> {
        self.current.with(|all| all.iter().find(|(field, _)| *field == id).map(|(_, words)| words.clone()))
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
                {move || self.current_of(id).map(|words| view! {
                    <p class="field-current" id=format!("{id}-current")>{tx!(common.current)} " " {words}</p>
                }.into_any())}
            </div>
        }
        .into_any()
    }

    pub(super) fn described(self, field: Field) -> Signal<Option<String>> {
        let Field { id, hint, .. } = field;
        Signal::derive(move || {
            let hint = hint.is_some().then(|| format!("{id}-hint"));
            let error = self.error_of(id).is_some().then(|| format!("{id}-error"));
            let current = self.current_of(id).map(|_| format!("{id}-current"));
            let all: Vec<String> = [hint, error, current].into_iter().flatten().collect();
            (!all.is_empty()).then(|| all.join(" "))
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

    /// A file to choose; `chosen` gets the event of its change.
    pub fn file(self, field: Field, accept: &'static str, chosen: impl FnMut(leptos::ev::Event) + 'static) -> AnyView {
        let (described, invalid) = (self.described(field), self.invalid(field.id));
        let control = view! {
            <input
                id=field.id
                name=field.id
                type="file"
                accept=accept
                aria-describedby=described
                aria-invalid=invalid
                on:change=chosen
            />
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
            <span role="status">{move || self.slow.get().then(|| self.slow_note())}</span>
        }
        .into_any()
    }

    /// The note stays until the submit that its button makes has begun, or there would be no button to submit with.
    /// That is a submit of its own: by then nothing is under way, and the page sends the same content again.
    fn slow_note(self) -> AnyView {
        view! {
            <span class="sending-slow">
                {tx!(errors.sending_slow)}
                <button type="submit" on:click=move |_| self.give_up()>{tx!(common.retry)}</button>
            </span>
        }
        .into_any()
    }
}

/// The field that an error belongs to: the one with the longest pointer above it, or else the first below it.
fn known<'a>(fields: &'a [Known], pointer: &str) -> Option<&'a Known> {
    let named = || fields.iter().filter(|field| !field.pointer.is_empty());
    let above = named().filter(|field| is_within(pointer, field.pointer)).max_by_key(|field| field.pointer.len());
    above.or_else(|| named().find(|field| is_within(field.pointer, pointer)))
}

/// Whether a pointer names a whole or a part of it.
fn is_within(pointer: &str, whole: &str) -> bool {
    pointer.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
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
