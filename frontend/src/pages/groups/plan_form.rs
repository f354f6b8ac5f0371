//! The forms of work plans. Periods are typed as people write them.

use super::periods;
use crate::api::{self, Attempts, Failure, Loaded, fetch, load};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{FormError, Refused, error_summary};
use crate::components::words;
use crate::state::toasts;
use crate::texts::Text;
use crate::{dates, tr, tx};
use chrono::Datelike;
use leptos::prelude::*;
use obrady_types::groups::{FuzzyPeriod, Topic, TopicState};
use obrady_types::work_plans::{WorkPlan, WorkPlanCreate, WorkPlanEntry, WorkPlanEntryCreate, WorkPlanEntryPatch};
use obrady_types::{BodyId, ErrorCode, Patch, TopicId, WorkPlanId, validate};

/// Makes an empty plan for a year.
pub fn new_plan_form(body: BodyId, plans: Loaded<Vec<WorkPlan>>, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let known: Vec<i32> = plans.ready_untracked().unwrap_or_default().into_iter().map(|plan| plan.year).collect();
    let proposed = (dates::today().year()..).find(|year| !known.contains(year)).unwrap_or_default();
    let year = RwSignal::new(proposed.to_string());
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(number) = year.get_untracked().trim().parse() else {
            form.refuse(vec![form.at("plan-year", tr!(groups.plan_year_wrong))]);
            return;
        };
        let input = WorkPlanCreate { year: number };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_work_plan(body, &input).await }
            })
            .await?;
            toasts::show(tr!(groups.plan_made, year = number.to_string()));
            plans.reload_quietly();
            open.set(false);
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.input(Field::new("plan-year", "/year", tx!(groups.plan_year)).width("short"), year)}
            {form.button(tx!(groups.plan_new))}
        </form>
    }
    .into_any()
}

/// What both forms of an entry ask for besides the topic.
#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    planned: RwSignal<String>,
    deliverable: RwSignal<String>,
    meetings: RwSignal<String>,
    note: RwSignal<String>,
}

/// What was typed, as far as it can be read.
struct Typed {
    planned: FuzzyPeriod,
    meetings: Vec<FuzzyPeriod>,
    deliverable: Option<String>,
    note: Option<String>,
}

impl Fields {
    fn new(entry: Option<&WorkPlanEntry>) -> Self {
        let text = |read: fn(&WorkPlanEntry) -> String| RwSignal::new(entry.map(read).unwrap_or_default());
        Self {
            form: Form::default(),
            planned: text(|entry| periods::typed(entry.planned)),
            deliverable: text(|entry| entry.deliverable.clone().unwrap_or_default()),
            meetings: text(|entry| lines(&entry.meetings)),
            note: text(|entry| entry.note.clone().unwrap_or_default()),
        }
    }

    fn read(self) -> Result<Typed, Vec<FormError>> {
        let mut wrong = Vec::new();
        let planned = periods::said(&self.planned.get_untracked());
        if planned.is_none() {
            wrong.push(self.form.at("plan-when", tr!(groups.period_wrong)));
        }
        let mut meetings = Vec::new();
        for line in self.meetings.get_untracked().lines().map(str::trim).filter(|line| !line.is_empty()) {
            match periods::said(line) {
                Some(period) => meetings.push(period),
                None => {
                    wrong.push(self.form.at("plan-meetings", tr!(groups.period_line_wrong, line = line.to_owned())))
                }
            }
        }
        match planned {
            Some(planned) if wrong.is_empty() => {
                Ok(Typed { planned, meetings, deliverable: filled(self.deliverable), note: filled(self.note) })
            }
            _ => Err(wrong),
        }
    }

    fn view(self) -> AnyView {
        let form = self.form;
        let when = Field::new("plan-when", "/planned", tx!(groups.plan_when)).hint(tx!(groups.plan_when_hint));
        let what = Field::new("plan-deliverable", "/deliverable", tx!(groups.plan_deliverable));
        let meetings = Field::new("plan-meetings", "/meetings", tx!(groups.plan_meetings)).list();
        view! {
            {form.input(when.width("medium"), self.planned)}
            {form.input(what.hint(tx!(groups.plan_deliverable_hint)).optional(), self.deliverable)}
            {form.area(meetings.hint(tx!(groups.plan_meetings_hint)).optional(), self.meetings)}
            {form.area(Field::new("plan-note", "/note", tx!(groups.plan_note)).optional(), self.note)}
        }
        .into_any()
    }

    /// What an entry holds in the fields where something else was typed.
    fn differing(self, now: &WorkPlanEntry) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        let nothing = || tr!(common.nothing).to_owned();
        if periods::said(&self.planned.get_untracked()) != Some(now.planned) {
            found.push(("plan-when", words::period(now.planned)));
        }
        if filled(self.deliverable) != now.deliverable {
            found.push(("plan-deliverable", now.deliverable.clone().unwrap_or_else(nothing)));
        }
        if filled(self.note) != now.note {
            found.push(("plan-note", now.note.clone().unwrap_or_else(nothing)));
        }
        if self.read().is_ok_and(|typed| typed.meetings != now.meetings) {
            found.push(("plan-meetings", lines(&now.meetings)));
        }
        found
    }
}

fn filled(value: RwSignal<String>) -> Option<String> {
    Some(value.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
}

fn lines(all: &[FuzzyPeriod]) -> String {
    all.iter().map(|period| periods::typed(*period)).collect::<Vec<_>>().join("\n")
}

/// Puts a topic of the backlog into a plan.
pub fn add_form(body: BodyId, plan: WorkPlanId, plans: Loaded<Vec<WorkPlan>>, open: RwSignal<bool>) -> AnyView {
    let fields = Fields::new(None);
    let form = fields.form;
    let topics = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_topics(body, None, &page).await }
            })
            .await
        })
    });
    let topic = RwSignal::new(String::new());
    let taken: Vec<TopicId> = plans
        .ready_untracked()
        .unwrap_or_default()
        .into_iter()
        .filter(|known| known.id == plan)
        .flat_map(|known| known.entries)
        .map(|entry| entry.topic_id)
        .collect();
    let select = move || {
        let all: Vec<Topic> = topics.ready().unwrap_or_default();
        let open = |one: &Topic| matches!(one.state, TopicState::Backlog | TopicState::Scheduled);
        let rows = all.into_iter().filter(|one| open(one) && !taken.contains(&one.id));
        let rows = rows.map(|one| (one.id.to_string(), Text::stored(one.title)));
        let none = (String::new(), tx!(groups.plan_choose));
        let field = Field::new("plan-topic", "/topic_id", tx!(groups.plan_topic)).hint(tx!(groups.plan_topic_hint));
        form.select(field, topic, std::iter::once(none).chain(rows).collect())
    };
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen: Option<TopicId> = topic.get_untracked().parse().ok();
        let (typed, mut errors) = match fields.read() {
            Ok(typed) => (Some(typed), Vec::new()),
            Err(wrong) => (None, wrong),
        };
        if chosen.is_none() {
            errors.push(form.at("plan-topic", tr!(groups.plan_choose)));
        }
        if form.refuse(errors) {
            return;
        }
        let (Some(topic_id), Some(typed)) = (chosen, typed) else { return };
        let Typed { planned, meetings, deliverable, note } = typed;
        let input = WorkPlanEntryCreate { topic_id, planned, deliverable, note, meetings, position: None };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_work_plan_entry(plan, &input).await }
            })
            .await?;
            toasts::show(tr!(common.saved).to_owned());
            plans.reload_quietly();
            open.set(false);
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {select}
            {fields.view()}
            {form.button(tx!(groups.plan_add))}
        </form>
    }
    .into_any()
}

/// Changes an entry. After somebody else's change it shows what stands there now.
pub fn change_form(entry: WorkPlanEntry, plans: Loaded<Vec<WorkPlan>>, open: RwSignal<bool>) -> AnyView {
    let fields = Fields::new(Some(&entry));
    let form = fields.form;
    let (id, version) = (entry.id, RwSignal::new(entry.version));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = match fields.read() {
            Ok(typed) => typed,
            Err(wrong) => {
                form.refuse(wrong);
                return;
            }
        };
        let patch = WorkPlanEntryPatch {
            planned: Some(typed.planned),
            deliverable: Patch::from(typed.deliverable),
            note: Patch::from(typed.note),
            meetings: Some(typed.meetings),
            position: None,
        };
        if form.refuse(form.found(&validate(&patch))) {
            return;
        }
        let known = version.get_untracked();
        form.submit(async move {
            let answer = api::send(|client| {
                let patch = patch.clone();
                async move { client.update_work_plan_entry(id, known, &patch).await }
            })
            .await
            .map_err(Failure::from);
            match answer {
                Ok(_) => {}
                Err(failure) if failure.code() == Some(ErrorCode::StaleVersion) => {
                    let now = api::send(move |client| async move { client.get_work_plan_entry(id).await }).await?.value;
                    version.set(now.version);
                    form.refuse_stale(fields.differing(&now));
                    return Err(Refused::Shown);
                }
                Err(failure) => return Err(failure.into()),
            }
            toasts::show(tr!(common.saved).to_owned());
            plans.reload_quietly();
            open.set(false);
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p><strong>{entry.topic_title}</strong></p>
            {fields.view()}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}
