//! A form of this page: lines of fields, sent once, with what stands there now beside what was typed when somebody else
//! was faster.

use super::board::Board;
use crate::api::{self, Failure, Loading};
use crate::calendar::parse_date;
use crate::components::feedback::failure_words;
use crate::components::form::{Field, Form};
use crate::components::form_errors::{FormError, Refused, error_summary};
use crate::state::toasts;
use crate::texts::Text;
use crate::{dates, tr, tx};
use chrono::NaiveDate;
use leptos::prelude::*;
use obrady_client::Client;
use obrady_types::{ErrorCode, FieldError};

/// How a line is filled in.
#[derive(Clone)]
enum Kind {
    Input,
    Area,
    Select(Vec<(String, Text)>),
}

/// A field with its value.
#[derive(Clone)]
pub struct Line {
    field: Field,
    value: RwSignal<String>,
    kind: Kind,
}

/// A line of one row.
pub fn input(field: Field, value: impl Into<String>) -> Line {
    Line { field, value: RwSignal::new(value.into()), kind: Kind::Input }
}

/// A line of several rows.
pub fn area(field: Field, value: impl Into<String>) -> Line {
    Line { field, value: RwSignal::new(value.into()), kind: Kind::Area }
}

/// A choice of one.
pub fn choice(field: Field, value: impl Into<String>, options: Vec<(String, Text)>) -> Line {
    Line { field, value: RwSignal::new(value.into()), kind: Kind::Select(options) }
}

/// A date, typed as people write it.
pub fn date(field: Field, value: Option<NaiveDate>) -> Line {
    let field = field.hint(tx!(programmes.f_date_hint)).width("short").optional();
    input(field, value.map(dates::typed).unwrap_or_default())
}

/// A form of lines.
#[derive(Clone, Copy)]
pub struct Sheet {
    form: Form,
    lines: StoredValue<Vec<Line>>,
}

impl Sheet {
    /// With these lines.
    pub fn new(lines: Vec<Line>) -> Self {
        Self { form: Form::default(), lines: StoredValue::new(lines) }
    }

    fn signal(self, id: &str) -> Option<RwSignal<String>> {
        self.lines.with_value(|lines| lines.iter().find(|line| line.field.id == id).map(|line| line.value))
    }

    /// What a line holds.
    pub fn get(self, id: &str) -> String {
        self.signal(id).map(|value| value.get_untracked()).unwrap_or_default()
    }

    /// What a line holds; tracked.
    pub fn watch(self, id: &str) -> String {
        self.signal(id).map(|value| value.get()).unwrap_or_default()
    }

    /// What a line holds, unless it is empty.
    pub fn some(self, id: &str) -> Option<String> {
        Some(self.get(id)).filter(|text| !text.trim().is_empty())
    }

    /// The date in a line: nothing when it is empty, an error when it is none.
    pub fn day(self, id: &'static str, errors: &mut Vec<FormError>) -> Option<NaiveDate> {
        let text = self.some(id)?;
        let day = parse_date(&text);
        if day.is_none() {
            errors.push(self.form.at(id, tr!(programmes.date_wrong)));
        }
        day
    }

    /// The year in a line: nothing when it is empty, an error when it is none.
    pub fn year(self, id: &'static str, errors: &mut Vec<FormError>) -> Option<i32> {
        let year = self.some(id)?.trim().parse().ok();
        if year.is_none() {
            errors.push(self.form.at(id, tr!(programmes.year_wrong)));
        }
        year
    }

    /// An error of a choice that was not made.
    pub fn missing(self, id: &'static str) -> FormError {
        self.form.at(id, tr!(programmes.choose_missing))
    }

    /// The wire's own rules as errors of the lines.
    pub fn found(self, errors: &[FieldError]) -> Vec<FormError> {
        self.form.found(errors)
    }

    /// The form; `submit` is asked each time.
    pub fn view(self, label: Text, submit: impl Fn() + 'static) -> AnyView {
        let form = self.form;
        let lines: Vec<AnyView> = self.lines.with_value(|lines| lines.iter().map(|line| row(form, line)).collect());
        let submit = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            submit();
        };
        view! {
            <form class="form" novalidate=true on:submit=submit>
                {error_summary(form)}
                {lines}
                {form.button(label)}
            </form>
        }
        .into_any()
    }

    /// The lines without a button, for a choice that the page follows at once.
    pub fn lines_only(self) -> AnyView {
        let form = self.form;
        self.lines.with_value(|lines| lines.iter().map(|line| row(form, line)).collect::<Vec<_>>()).into_any()
    }

    /// What stands now in the lines where something else was typed, in the words of the screen.
    fn differing(self, now: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
        self.lines.with_value(|lines| {
            let words = |line: &Line, value: String| match &line.kind {
                Kind::Select(options) => {
                    let found = options.iter().find(|(key, _)| *key == value);
                    found.map_or(value, |(_, words)| words.get_untracked())
                }
                Kind::Input | Kind::Area if value.is_empty() => tr!(common.nothing).to_owned(),
                Kind::Input | Kind::Area => value,
            };
            let differs = |(id, value): (&'static str, String)| {
                let line = lines.iter().find(|line| line.field.id == id)?;
                (line.value.get_untracked() != value).then(|| (id, words(line, value)))
            };
            now.into_iter().filter_map(differs).collect()
        })
    }

    /// What a refusal says, at the line that it names.
    fn refused(self, failure: &Failure) -> Option<Vec<FormError>> {
        let problem = failure.problem.as_ref()?;
        let error = problem.errors.first()?;
        let words = match error.code.as_str() {
            "not_next" => tr!(programmes.why_not_next).to_owned(),
            "not_adopted" => tr!(programmes.why_not_adopted).to_owned(),
            "not_in_force" => tr!(programmes.why_not_in_force).to_owned(),
            "taken" if problem.code == ErrorCode::AlreadyExists => tr!(programmes.why_taken).to_owned(),
            "invalid" => tr!(programmes.why_invalid).to_owned(),
            "taken" | "cycle" | "level" | "too_deep" | "derived" => failure_words(failure),
            _ => return None,
        };
        let id = self.lines.with_value(|lines| {
            lines.iter().find(|line| line.field.pointer == error.pointer).map(|line| line.field.id)
        });
        Some(vec![FormError { id, text: words }])
    }

    /// Does the work unless there are errors.
    pub fn submit(self, errors: Vec<FormError>, work: impl Future<Output = Result<(), Failure>> + 'static) {
        if self.form.refuse(errors) {
            return;
        }
        self.form.submit(async move {
            match work.await {
                Ok(()) => Ok(()),
                Err(failure) => self.show_refusal(failure),
            }
        });
    }

    /// Shows a refusal in words of this page where it has any.
    fn show_refusal(self, failure: Failure) -> Result<(), Refused> {
        match self.refused(&failure) {
            Some(errors) => {
                self.form.refuse(errors);
                Err(Refused::Shown)
            }
            None => Err(failure.into()),
        }
    }

    /// Sends unless there are errors. On success the dialogue closes and the page is read again; when somebody else was
    /// faster, `now` reads what stands there and what was typed stays.
    pub fn send(
        self,
        board: Board,
        errors: Vec<FormError>,
        call: impl Fn(Client) -> Loading<()> + 'static,
        now: impl Fn(Client) -> Loading<Vec<(&'static str, String)>> + 'static,
    ) {
        if self.form.refuse(errors) {
            return;
        }
        self.form.submit(async move {
            match api::send(call).await.map_err(Failure::from) {
                Ok(()) => {
                    toasts::show(tr!(common.saved).to_owned());
                    board.open.set(false);
                    board.facts.reload_quietly();
                    Ok(())
                }
                Err(failure) if failure.code() == Some(ErrorCode::StaleVersion) => {
                    let current = api::send(now).await?;
                    self.form.refuse_stale(self.differing(current));
                    Err(Refused::Shown)
                }
                Err(failure) => self.show_refusal(failure),
            }
        });
    }
}

/// For what has no version that could be stale.
pub fn nothing_now(_: Client) -> Loading<Vec<(&'static str, String)>> {
    Box::pin(async { Ok(Vec::new()) })
}

fn row(form: Form, line: &Line) -> AnyView {
    match &line.kind {
        Kind::Input => form.input(line.field, line.value),
        Kind::Area => form.area(line.field, line.value),
        Kind::Select(options) => form.select(line.field, line.value, options.clone()),
    }
}
