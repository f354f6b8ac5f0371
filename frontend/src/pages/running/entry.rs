//! The line that records: a statement, a finding, a decision or an action item, by keyboard.

use super::items::{go_on, target};
use super::run::Run;
use super::words;
use crate::calendar::{PRECISIONS, parse_date};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::texts::{Text, text};
use crate::{browser, dates, tr, tx};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use obrady_types::groups::{FuzzyPeriod, PeriodPrecision};
use obrady_types::meetings::{ActionItemCreate, DecisionCreate, FindingCreate, StatementCreate, StatementSide};
use obrady_types::{AgendaItemId, validate};

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
    side: RwSignal<String>,
    reply: RwSignal<String>,
    area: RwSignal<String>,
    owner: RwSignal<String>,
    precision: RwSignal<String>,
    due: RwSignal<String>,
}

/// The form.
pub(super) fn form(run: Run) -> AnyView {
    let entry = Entry {
        form: Form::default(),
        kind: RwSignal::new(Kind::Statement),
        text: RwSignal::new(String::new()),
        side: RwSignal::new("participants".to_owned()),
        reply: RwSignal::new(String::new()),
        area: RwSignal::new(String::new()),
        owner: RwSignal::new(String::new()),
        precision: RwSignal::new("day".to_owned()),
        due: RwSignal::new(String::new()),
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
            let sides = [StatementSide::Participants, StatementSide::Host]
                .into_iter()
                .zip(["participants", "host"])
                .map(|(side, key)| (key.to_owned(), words::side(side)));
            let mut replies = vec![(String::new(), tx!(running.no_reply))];
            replies.extend(statements(run));
            view! {
                <div class="pair">
                    {form.select(Field::new("entry-side", "/side", tx!(running.side)), entry.side, sides.collect())}
                    {form.select(Field::new("entry-reply", "/reply_to_id", tx!(running.reply)), entry.reply, replies)}
                </div>
            }
            .into_any()
        }
        Kind::Finding => form.input(Field::new("entry-area", "/area", tx!(running.area)).optional(), entry.area),
        Kind::Decision => ().into_any(),
        Kind::Action => {
            let mut precisions = vec![("day".to_owned(), tx!(running.day))];
            precisions.extend(PRECISIONS.map(|(word, precision)| (word.to_owned(), precision_words(precision))));
            let mut owners = vec![(String::new(), tx!(running.choose_owner))];
            owners.extend(owners_of(run));
            view! {
                {form.select(Field::new("entry-owner", "/owner_person_id", tx!(running.owner)), entry.owner, owners)}
                <div class="pair">
                    {form.input(Field::new("entry-due", "/due/from", tx!(running.due)).hint(tx!(running.due_hint)), entry.due)}
                    {form.select(Field::new("entry-precision", "/due/precision", tx!(running.precision)), entry.precision, precisions)}
                </div>
            }
            .into_any()
        }
    }
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

/// The statements on the chosen item, to reply to.
fn statements(run: Run) -> Vec<(String, Text)> {
    let (Some(id), Some(record)) = (target(run), run.record.ready()) else { return Vec::new() };
    let item = record.agenda.into_iter().find(|one| one.item.id == id);
    let said = item.map(|one| one.statements).unwrap_or_default();
    let one = |(nth, said): (usize, obrady_types::meetings::Statement)| {
        let start: String = said.text.chars().take(60).collect();
        (said.id.to_string(), text(move || format!("{}. {start}", nth + 1)))
    };
    said.into_iter().enumerate().map(one).collect()
}

/// Who may see to something: everybody on the attendance list, and their institutions.
fn owners_of(run: Run) -> Vec<(String, Text)> {
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
    let sent = match entry.kind.get_untracked() {
        Kind::Statement => {
            let host = entry.side.with_untracked(|side| side == "host");
            let side = if host { StatementSide::Host } else { StatementSide::Participants };
            let reply_to_id = entry.reply.with_untracked(|id| id.parse().ok());
            let input = StatementCreate { side, text: typed, reply_to_id, ..StatementCreate::default() };
            !entry.form.refuse(entry.form.found(&validate(&input))) && {
                run.outbox.push(input.text.clone(), move |client| {
                    let input = input.clone();
                    Box::pin(async move { client.create_statement(item, &input).await.map(|_| ()) })
                });
                true
            }
        }
        Kind::Finding => {
            let area = Some(entry.area.get_untracked()).filter(|area| !area.trim().is_empty());
            let input = FindingCreate { text: typed, area };
            !entry.form.refuse(entry.form.found(&validate(&input))) && {
                run.outbox.push(input.text.clone(), move |client| {
                    let input = input.clone();
                    Box::pin(async move { client.create_finding(item, &input).await.map(|_| ()) })
                });
                true
            }
        }
        Kind::Decision => {
            let input = DecisionCreate { text: typed };
            !entry.form.refuse(entry.form.found(&validate(&input))) && {
                run.outbox.push(input.text.clone(), move |client| {
                    let input = input.clone();
                    Box::pin(async move { client.create_decision(item, &input).await.map(|_| ()) })
                });
                true
            }
        }
        Kind::Action => send_action(run, entry, item, typed),
    };
    if sent {
        entry.text.set(String::new());
        entry.reply.set(String::new());
        browser::focus("entry-text");
    }
}

fn send_action(run: Run, entry: Entry, item: AgendaItemId, title: String) -> bool {
    let (owner, word) = (entry.owner.get_untracked(), entry.precision.get_untracked());
    let from = entry.due.with_untracked(|due| parse_date(due));
    let mut errors = Vec::new();
    if title.trim().is_empty() {
        errors.push(entry.form.at("entry-text", tr!(running.title_needed)));
    }
    if owner.is_empty() {
        errors.push(entry.form.at("entry-owner", tr!(running.owner_needed)));
    }
    if from.is_none() {
        errors.push(entry.form.at("entry-due", tr!(running.due_needed)));
    }
    if entry.form.refuse(errors) {
        return false;
    }
    let precision = PRECISIONS.iter().find(|(name, _)| *name == word).map_or(PeriodPrecision::Day, |(_, one)| *one);
    let input = ActionItemCreate {
        title,
        owner_person_id: owner.strip_prefix('p').and_then(|id| id.parse().ok()),
        owner_institution_id: owner.strip_prefix('i').and_then(|id| id.parse().ok()),
        due: FuzzyPeriod { from: from.unwrap_or_else(dates::today), precision },
        decision_id: None,
        deliverable_kind: None,
    };
    if entry.form.refuse(entry.form.found(&validate(&input))) {
        return false;
    }
    run.outbox.push(input.title.clone(), move |client| {
        let input = input.clone();
        Box::pin(async move { client.create_action_item(item, &input).await.map(|_| ()) })
    });
    true
}
