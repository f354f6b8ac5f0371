//! The forms that propose a topic and that change one.

use super::model::{Urgency, points};
use crate::api::{self, Attempts, Failure, Loaded};
use crate::calendar::{PRECISIONS, UnreadableMonth, parse_period};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{Refused, error_summary};
use crate::components::words;
use crate::state::toasts;
use crate::texts::Text;
use crate::{browser, tr, tx};
use chrono::Datelike;
use leptos::prelude::*;
use obrady_types::groups::{FuzzyPeriod, PeriodPrecision, Topic, TopicCreate, TopicPatch};
use obrady_types::{BodyId, ErrorCode, FieldError, Patch, validate};

/// What both forms ask for.
#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    title: RwSignal<String>,
    urgency: RwSignal<String>,
    precision: RwSignal<String>,
    month: RwSignal<String>,
}

impl Fields {
    fn new(title: String, urgency: Urgency, planned: Option<FuzzyPeriod>) -> Self {
        let (precision, month) = planned.map(written).unwrap_or_default();
        Self {
            form: Form::default(),
            title: RwSignal::new(title),
            urgency: RwSignal::new(urgency.word().to_owned()),
            precision: RwSignal::new(precision),
            month: RwSignal::new(month),
        }
    }

    fn urgency(self) -> Urgency {
        Urgency::named(&self.urgency.get_untracked())
    }

    fn planned(self) -> Result<Option<FuzzyPeriod>, UnreadableMonth> {
        parse_period(&self.precision.get_untracked(), &self.month.get_untracked())
    }

    /// What a topic holds in the fields where something else was typed.
    fn differing(self, topic: &Topic) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        if self.title.with_untracked(|title| *title != topic.title) {
            found.push(("topic-title", topic.title.clone()));
        }
        let urgency = Urgency::of(topic.priority);
        if self.urgency() != urgency {
            found.push(("topic-urgency", urgency_words(urgency).get_untracked()));
        }
        if self.planned() != Ok(topic.planned) {
            let words = topic.planned.map_or_else(|| tr!(groups.when_open).to_owned(), words::period);
            found.push(("topic-precision", words));
        }
        found
    }

    /// Shows all errors at once and says whether there were any.
    fn refuse(self, found: &[FieldError], planned: Result<Option<FuzzyPeriod>, UnreadableMonth>) -> bool {
        let mut errors = self.form.found(found);
        if planned.is_err() {
            errors.push(self.form.at("topic-month", tr!(groups.month_wrong)));
        }
        self.form.refuse(errors)
    }

    fn view(self, points: RwSignal<String>) -> AnyView {
        let form = self.form;
        let urgencies = [Urgency::High, Urgency::Normal, Urgency::Low]
            .map(|urgency| (urgency.word().to_owned(), urgency_words(urgency)));
        let mut precisions = vec![(String::new(), tx!(groups.when_open))];
        precisions.extend(PRECISIONS.map(|(word, precision)| {
            let words = match precision {
                PeriodPrecision::MonthStart => tx!(groups.part_start),
                PeriodPrecision::MonthMiddle => tx!(groups.part_middle),
                PeriodPrecision::MonthEnd => tx!(groups.part_end),
                PeriodPrecision::Quarter => tx!(groups.part_quarter),
                PeriodPrecision::Year => tx!(groups.part_year),
                PeriodPrecision::Month | PeriodPrecision::Day => tx!(groups.part_whole),
            };
            (word.to_owned(), words)
        }));
        let month = move || {
            (!self.precision.with(String::is_empty)).then(|| {
                let field = Field::new("topic-month", "/planned", tx!(groups.when_month));
                form.input(field.hint(tx!(groups.when_month_hint)).width("short"), self.month)
            })
        };
        let field = Field::new("topic-points", "/sub_points", tx!(groups.topic_points));
        let more = form.area(field.hint(tx!(groups.topic_points_hint)).optional().list(), points);
        view! {
            {form.input(Field::new("topic-title", "/title", tx!(groups.topic_title)), self.title)}
            {more}
            {form.select(Field::new("topic-urgency", "/priority", tx!(groups.topic_priority)).width("medium"), self.urgency, Vec::from(urgencies))}
            {form.select(Field::new("topic-precision", "", tx!(groups.topic_when)).hint(tx!(groups.topic_when_hint)).width("medium"), self.precision, precisions)}
            {month}
        }
        .into_any()
    }
}

fn urgency_words(urgency: Urgency) -> Text {
    match urgency {
        Urgency::High => tx!(groups.priority_high),
        Urgency::Normal => tx!(groups.priority_normal),
        Urgency::Low => tx!(groups.priority_low),
    }
}

/// A period as the form's two fields hold it.
fn written(period: FuzzyPeriod) -> (String, String) {
    let word = PRECISIONS.iter().find(|(_, precision)| *precision == period.precision).map(|(word, _)| *word);
    let month = format!("{}.{}", period.from.month(), period.from.year());
    (word.unwrap_or("month").to_owned(), month)
}

/// Proposes a topic.
pub fn propose_form(body: BodyId, topics: Loaded<Vec<Topic>>, open: RwSignal<bool>) -> AnyView {
    let fields = Fields::new(String::new(), Urgency::Normal, None);
    let lines = RwSignal::new(String::new());
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let planned = fields.planned();
        let input = TopicCreate {
            title: fields.title.get_untracked(),
            sub_points: points(&lines.get_untracked()),
            priority: Some(fields.urgency().priority(None)),
            planned: planned.unwrap_or_default(),
        };
        if fields.refuse(&validate(&input), planned) {
            return;
        }
        let key = attempts.key(&input);
        fields.form.submit(async move {
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_topic(body, &input).await }
            })
            .await?;
            toasts::show(tr!(groups.proposed, title = made.title.clone()));
            topics.update(|all| all.push(made.value));
            open.set(false);
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(fields.form)}
            {fields.view(lines)}
            {fields.form.button(tx!(groups.add))}
        </form>
    }
    .into_any()
}

/// Changes a topic. After somebody else's change it shows what stands there now, and the next attempt replaces that.
pub fn change_form(topic: Topic, topics: Loaded<Vec<Topic>>, open: RwSignal<bool>) -> AnyView {
    let fields = Fields::new(topic.title.clone(), Urgency::of(topic.priority), topic.planned);
    let lines = RwSignal::new(topic.sub_points.join("\n"));
    let (id, known) = (topic.id, RwSignal::new(topic));
    let keep = move |topic: Topic| {
        known.set(topic.clone());
        topics.update(|all| all.iter_mut().filter(|one| one.id == id).for_each(|one| *one = topic.clone()));
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let planned = fields.planned();
        let patch = TopicPatch {
            title: Patch::Value(fields.title.get_untracked()),
            priority: Some(fields.urgency().priority(known.try_with_untracked(|topic| topic.priority))),
            planned: planned.unwrap_or_default().into(),
            sub_points: Some(points(&lines.get_untracked())),
            state: None,
        };
        if fields.refuse(&validate(&patch), planned) {
            return;
        }
        let version = known.with_untracked(|topic| topic.version);
        fields.form.submit(async move {
            let answer = api::send(|client| {
                let patch = patch.clone();
                async move { client.update_topic(id, version, &patch).await }
            })
            .await
            .map_err(Failure::from);
            match answer {
                Ok(changed) => keep(changed.value),
                Err(failure) if failure.code() == Some(ErrorCode::StaleVersion) => {
                    let now = api::send(move |client| async move { client.get_topic(id).await }).await?.value;
                    keep(now.clone());
                    let mut differing = fields.differing(&now);
                    if points(&lines.get_untracked()) != now.sub_points {
                        differing.push(("topic-points", now.sub_points.join("; ")));
                    }
                    fields.form.refuse_stale(differing);
                    return Err(Refused::Shown);
                }
                Err(failure) => return Err(failure.into()),
            }
            toasts::show(tr!(common.saved).to_owned());
            open.set(false);
            browser::focus_place_later(format!("topic-{id}"));
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(fields.form)}
            {fields.view(lines)}
            {fields.form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}
