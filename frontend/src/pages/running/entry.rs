//! The line that records: a statement, a finding, a decision or an action item, by keyboard.

use super::items::{go_on, target};
use super::run::Run;
use super::sending::Sending;
use super::speaker::{Ids, Speaker};
use super::words;
use crate::calendar::{PRECISIONS, parse_date};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{FormError, error_summary};
use crate::texts::{Text, text};
use crate::{browser, tr, tx};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use obrady_types::groups::{FuzzyPeriod, PeriodPrecision};
use obrady_types::meetings::{ActionItemCreate, DecisionCreate, FindingCreate, Statement, StatementCreate};
use obrady_types::{AgendaItemId, FieldError, StatementId, validate};

/// What is recorded.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Statement,
    Finding,
    Decision,
    Action,
}

const KINDS: [Kind; 4] = [Kind::Statement, Kind::Finding, Kind::Decision, Kind::Action];

fn name(kind: Kind) -> Text {
    match kind {
        Kind::Statement => tx!(running.new_statement),
        Kind::Finding => tx!(running.new_finding),
        Kind::Decision => tx!(running.new_decision),
        Kind::Action => tx!(running.new_action),
    }
}

#[derive(Clone, Copy)]
struct Entry {
    form: Form,
    kind: RwSignal<Kind>,
    text: RwSignal<String>,
    speaker: Speaker,
    reply: RwSignal<String>,
    area: RwSignal<String>,
    owner: RwSignal<String>,
    precision: RwSignal<String>,
    due: RwSignal<String>,
    deliverable: RwSignal<String>,
}

impl Entry {
    /// Whether the rules of the wire found nothing wrong; what they found is shown.
    fn checked(self, found: &[FieldError]) -> bool {
        !self.form.refuse(self.form.found(found))
    }
}

const IDS: Ids = Ids { side: "entry-side", search: "entry-speaker", chosen: "entry-name" };

/// The form.
pub(super) fn form(run: Run) -> AnyView {
    let entry = Entry {
        form: Form::default(),
        kind: RwSignal::new(Kind::Statement),
        text: RwSignal::new(String::new()),
        speaker: Speaker::new(IDS),
        reply: RwSignal::new(String::new()),
        area: RwSignal::new(String::new()),
        owner: RwSignal::new(String::new()),
        precision: RwSignal::new("day".to_owned()),
        due: RwSignal::new(String::new()),
        deliverable: RwSignal::default(),
    };
    let tabs: Vec<AnyView> = KINDS.into_iter().enumerate().map(|(nth, kind)| tab(entry, nth + 1, kind)).collect();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send(run, entry);
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.alt_key() && is_area(&event) {
            event.prevent_default();
            send(run, entry);
        } else if event.alt_key() && !event.ctrl_key() {
            let nth = event.key().parse::<usize>().ok().and_then(|nth| KINDS.get(nth.wrapping_sub(1)).copied());
            if let Some(kind) = nth {
                event.prevent_default();
                entry.kind.set(kind);
            } else if event.key().eq_ignore_ascii_case("n") {
                event.prevent_default();
                go_on(run);
            }
        }
    };
    let place = text(move || {
        let title = target(run).and_then(|id| {
            let record = run.record.ready()?;
            record.agenda.into_iter().find(|one| one.item.id == id).and_then(|one| one.item.title)
        });
        title.map_or_else(|| tr!(running.choose_item).to_owned(), |title| tr!(running.goes_to, title = title))
    });
    view! {
        <form class="form run-entry" novalidate=true on:submit=submit on:keydown=keys>
            {error_summary(entry.form)}
            <div class="actions" role="group" aria-label=tx!(running.what)>{tabs}</div>
            <p class="quiet">{place}</p>
            {move || fields(run, entry)}
            {entry.form.area(Field::new("entry-text", "/text", tx!(running.text)).hint(tx!(running.keys)), entry.text)}
            {entry.form.button(tx!(running.save))}
        </form>
    }
    .into_any()
}

/// Whether a key was pressed in the text: there Enter saves and Shift with Enter begins a line.
fn is_area(event: &KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok()).is_some()
}

fn tab(entry: Entry, nth: usize, kind: Kind) -> AnyView {
    let pressed = move || if entry.kind.get() == kind { "true" } else { "false" };
    let keys = format!("Alt+{nth}");
    view! {
        <button type="button" aria-pressed=pressed aria-keyshortcuts=keys on:click=move |_| {
            entry.kind.set(kind);
            browser::focus("entry-text");
        }>{name(kind)}</button>
    }
    .into_any()
}

fn fields(run: Run, entry: Entry) -> AnyView {
    let form = entry.form;
    match entry.kind.get() {
        Kind::Statement => {
            let answers = move || {
                let mut answers = vec![(String::new(), tx!(running.no_reply))];
                answers.extend(target(run).map(|item| replies(run, item, None)).unwrap_or_default());
                form.select(Field::new("entry-reply", "/reply_to_id", tx!(running.reply)), entry.reply, answers)
            };
            view! { <div class="pair"><div>{entry.speaker.view(run, form)}</div><div>{answers}</div></div> }.into_any()
        }
        Kind::Finding => form.input(Field::new("entry-area", "/area", tx!(running.area)).optional(), entry.area),
        Kind::Decision => ().into_any(),
        Kind::Action => {
            let owners = move || {
                let mut owners = vec![(String::new(), tx!(running.choose_owner))];
                owners.extend(actions_of(run));
                form.select(Field::new("entry-owner", "/owner_person_id", tx!(running.owner)), entry.owner, owners)
            };
            let kind = Field::new("entry-kind", "/deliverable_kind", tx!(running.deliverable));
            view! {
                <div class="pair"><div>{owners}</div><div>{form.select(kind, entry.deliverable, words::deliverables())}</div></div>
                {due_fields(form, ("entry-due", entry.due), ("entry-precision", entry.precision))}
            }
            .into_any()
        }
    }
}

/// When something is due: a day, and how exactly it is meant.
pub(super) fn due_fields(
    form: Form,
    (day_id, day): (&'static str, RwSignal<String>),
    (precision_id, precision): (&'static str, RwSignal<String>),
) -> AnyView {
    let mut precisions = vec![("day".to_owned(), tx!(running.day))];
    precisions.extend(PRECISIONS.map(|(word, precision)| (word.to_owned(), precision_words(precision))));
    view! {
        <div class="pair">
            {form.input(Field::new(day_id, "/due/from", tx!(running.due_on)).hint(tx!(running.due_hint)), day)}
            {form.select(Field::new(precision_id, "/due/precision", tx!(running.precision)), precision, precisions)}
        </div>
    }
    .into_any()
}

/// What stands in these fields.
pub(super) fn read_due(
    form: Form,
    (day_id, day): (&'static str, RwSignal<String>),
    precision: RwSignal<String>,
) -> Result<FuzzyPeriod, FormError> {
    let from = day.with_untracked(|day| parse_date(day)).ok_or_else(|| form.at(day_id, tr!(running.due_needed)))?;
    let word = precision.get_untracked();
    let precision = PRECISIONS.iter().find(|(name, _)| *name == word).map_or(PeriodPrecision::Day, |(_, one)| *one);
    Ok(FuzzyPeriod { from, precision })
}

/// The word of a precision in the field.
pub(super) fn precision_key(precision: PeriodPrecision) -> &'static str {
    PRECISIONS.iter().find(|(_, one)| *one == precision).map_or("day", |(name, _)| *name)
}

fn precision_words(precision: PeriodPrecision) -> Text {
    match precision {
        PeriodPrecision::Day => tx!(running.day),
        PeriodPrecision::MonthStart => tx!(groups.part_start),
        PeriodPrecision::MonthMiddle => tx!(groups.part_middle),
        PeriodPrecision::MonthEnd => tx!(groups.part_end),
        PeriodPrecision::Month => tx!(groups.part_whole),
        PeriodPrecision::Quarter => tx!(groups.part_quarter),
        PeriodPrecision::Year => tx!(groups.part_year),
    }
}

/// The statements on an item to reply to: all, or those before one.
pub(super) fn replies(run: Run, item: AgendaItemId, before: Option<StatementId>) -> Vec<(String, Text)> {
    let Some(record) = run.record.ready() else { return Vec::new() };
    let item = record.agenda.into_iter().find(|one| one.item.id == item);
    let said = item.map(|one| one.statements).unwrap_or_default();
    let one = |(nth, said): (usize, Statement)| {
        let start: String = said.text.chars().take(60).collect();
        (said.id.to_string(), text(move || format!("{}. {start}", nth + 1)))
    };
    said.into_iter().enumerate().take_while(|(_, said)| Some(said.id) != before).map(one).collect()
}

/// Who may see to something: everybody on the attendance list, and their institutions.
pub(super) fn actions_of(run: Run) -> Vec<(String, Text)> {
    let Some(sheet) = run.sheet.ready() else { return Vec::new() };
    let mut found: Vec<(String, String)> = Vec::new();
    for row in sheet.days.into_iter().flat_map(|day| day.people) {
        let person = row.person_id.zip(row.person_name).map(|(id, name)| (format!("p{id}"), name));
        let institution = row.institution_id.zip(row.institution_name).map(|(id, name)| (format!("i{id}"), name));
        for one in [person, institution].into_iter().flatten() {
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found.into_iter().map(|(key, name)| (key, text(move || name.clone()))).collect()
}

fn send(run: Run, entry: Entry) {
    let Some(item) = untrack(|| target(run)) else {
        entry.form.refuse(vec![entry.form.at("entry-text", tr!(running.choose_item))]);
        return;
    };
    let typed = entry.text.get_untracked();
    let sending = match entry.kind.get_untracked() {
        Kind::Statement => statement(entry, item, typed.clone()),
        Kind::Finding => {
            let area = Some(entry.area.get_untracked()).filter(|area| !area.trim().is_empty());
            let input = FindingCreate { text: typed.clone(), area };
            entry.checked(&validate(&input)).then_some(Sending::NewFinding(item, input))
        }
        Kind::Decision => {
            let input = DecisionCreate { text: typed.clone() };
            entry.checked(&validate(&input)).then_some(Sending::NewDecision(item, input))
        }
        Kind::Action => action(entry, item, typed.clone()),
    };
    if let Some(sending) = sending {
        run.outbox.push(typed, sending);
        entry.text.set(String::new());
        entry.reply.set(String::new());
        browser::focus("entry-text");
    }
}

fn statement(entry: Entry, item: AgendaItemId, typed: String) -> Option<Sending> {
    let (side, institution_id, person_id) = match entry.speaker.read(entry.form) {
        Ok(named) => named,
        Err(error) => {
            entry.form.refuse(vec![error]);
            return None;
        }
    };
    let reply_to_id = entry.reply.with_untracked(|id| id.parse().ok());
    let input = StatementCreate { side, institution_id, person_id, text: typed, reply_to_id, led_to: None };
    entry.checked(&validate(&input)).then_some(Sending::NewStatement(item, input))
}

fn action(entry: Entry, item: AgendaItemId, title: String) -> Option<Sending> {
    let owner = entry.owner.get_untracked();
    let due = read_due(entry.form, ("entry-due", entry.due), entry.precision);
    let mut errors = Vec::new();
    if title.trim().is_empty() {
        errors.push(entry.form.at("entry-text", tr!(running.title_needed)));
    }
    if owner.is_empty() {
        errors.push(entry.form.at("entry-owner", tr!(running.owner_needed)));
    }
    let due = match due {
        Ok(due) if errors.is_empty() => due,
        due => {
            errors.extend(due.err());
            entry.form.refuse(errors);
            return None;
        }
    };
    let input = ActionItemCreate {
        title,
        owner_person_id: owner.strip_prefix('p').and_then(|id| id.parse().ok()),
        owner_institution_id: owner.strip_prefix('i').and_then(|id| id.parse().ok()),
        due,
        decision_id: None,
        deliverable_kind: words::deliverable_of(&entry.deliverable.get_untracked()),
    };
    entry.checked(&validate(&input)).then_some(Sending::NewAction(item, input))
}
