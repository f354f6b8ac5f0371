//! Errors of a form: the summary above the title, and the words of the wire's rules.

use super::form::Form;
use crate::api::Failure;
use crate::{browser, tr, tx};
use leptos::prelude::*;
use obrady_types::FieldError;

/// One error.
#[derive(Clone, Debug, PartialEq)]
pub struct FormError {
    /// Input that it belongs to.
    pub id: Option<&'static str>,
    /// What to do, in words.
    pub text: String,
}

/// Why sending a form did not succeed.
pub enum Refused {
    /// The answer says why; the form shows it.
    Answer(Failure),
    /// The page has shown it already.
    Shown,
}

impl<T: Into<Failure>> From<T> for Refused {
    fn from(failure: T) -> Self {
        Self::Answer(failure.into())
    }
}

/// The summary of a form's errors; it takes the focus when they appear (UX-19).
pub fn error_summary(form: Form) -> AnyView {
    (move || {
        let errors = form.errors.get();
        if errors.is_empty() {
            return ().into_any();
        }
        let lines: Vec<AnyView> = errors
            .into_iter()
            .map(|error| match error.id {
                Some(id) => view! {
                    <li>
                        <a
                            href=format!("#{id}")
                            on:click=move |event| {
                                event.prevent_default();
                                browser::focus(id);
                            }
                        >
                            {error.text}
                        </a>
                    </li>
                }
                .into_any(),
                None => view! { <li>{error.text}</li> }.into_any(),
            })
            .collect();
        view! {
            <div id="error-summary" class="error-summary" role="alert" tabindex="-1" aria-labelledby="error-summary-title">
                <h2 id="error-summary-title">{tx!(errors.summary)}</h2>
                <ul>{lines}</ul>
            </div>
        }
        .into_any()
    })
    .into_any()
}

/// Words for one error of a field. The browser's own check gives `code|parameter|parameter` as detail; the limits of a
/// list count its `entries`.
pub fn field_words(label: &str, error: &FieldError, entries: bool) -> String {
    let label = label.to_owned();
    let mut parameters = error.detail.split('|').skip(1).map(ToOwned::to_owned);
    let first = parameters.next();
    let second = parameters.next();
    match (error.code.as_str(), first, second) {
        ("required", ..) => tr!(errors.field_required, label = label),
        ("too_long", Some(most), _) if entries => tr!(errors.list_too_long, label = label, count = number(&most)),
        ("too_long", Some(most), _) => tr!(errors.field_too_long, label = label, count = number(&most)),
        ("too_short", Some(least), _) if entries => tr!(errors.list_too_short, label = label, count = number(&least)),
        ("too_short", Some(least), _) => tr!(errors.field_too_short, label = label, count = number(&least)),
        ("out_of_range", Some(least), Some(most)) => {
            tr!(errors.field_out_of_range, label = label, least = least, most = most)
        }
        ("day_has_items", ..) => tr!(errors.day_has_items).to_owned(),
        ("day_is_published", ..) => tr!(errors.day_is_published).to_owned(),
        ("other_type", ..) => tr!(errors.file_other_type).to_owned(),
        ("damaged", ..) => tr!(errors.file_damaged).to_owned(),
        ("too_many_pixels", ..) => tr!(errors.file_too_many_pixels).to_owned(),
        ("too_common", ..) => tr!(errors.too_common).to_owned(),
        ("own_words", ..) => tr!(errors.own_words).to_owned(),
        ("same_as_before", ..) => tr!(errors.same_as_before).to_owned(),
        ("wrong_password", ..) => tr!(errors.wrong_password).to_owned(),
        ("wrong_code", ..) => tr!(errors.wrong_code).to_owned(),
        ("not_begun", ..) => tr!(errors.not_begun).to_owned(),
        ("invalid", ..) => tr!(errors.field_invalid, label = label),
        _ => format!("{label}: {}", error.detail),
    }
}

fn number(text: &str) -> u32 {
    text.parse().unwrap_or_default()
}
