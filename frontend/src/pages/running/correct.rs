//! The dialogue in which something that was recorded is put right or removed, and an item's outcome is written.

use super::entry::{actions_of, due_fields, read_due, replies};
use super::run::Run;
use super::sending::Sending;
use super::speaker::{Ids, Speaker};
use crate::components::dialog::dialog;
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::{
    ActionItem, ActionItemPatch, AgendaItem, AgendaOutcomePatch, Decision, DecisionPatch, Finding, FindingPatch,
    Statement, StatementPatch,
};
use obrady_types::{Patch, validate};

const IDS: Ids = Ids { side: "change-side", search: "change-speaker", chosen: "change-name" };

/// What is put right.
#[derive(Clone)]
pub(super) enum Subject {
    Outcome(AgendaItem),
    Statement(Statement),
    Finding(Finding),
    Decision(Decision),
    Action(ActionItem),
    /// Removed: how, its words, and what it was.
    Remove(Sending, String, Box<Subject>),
}

/// The dialogue; it is open while there is a subject.
pub(super) fn dialogue(run: Run) -> AnyView {
    let title = text(move || {
        let words = match run.subject.get() {
            Some(Subject::Outcome(_)) => tr!(running.outcome),
            Some(Subject::Statement(_)) => tr!(running.change_statement),
            Some(Subject::Finding(_)) => tr!(running.change_finding),
            Some(Subject::Decision(_)) => tr!(running.change_decision),
            Some(Subject::Action(_)) => tr!(running.change_action),
            Some(Subject::Remove(..)) => tr!(running.remove_title),
            None => "",
        };
        words.to_owned()
    });
    dialog(run.correcting, "correct-entry", title, move || content(run))
}

/// Opens the dialogue.
pub(super) fn open(run: Run, subject: Subject) {
    run.subject.set(Some(subject));
    run.correcting.set(true);
}

fn content(run: Run) -> AnyView {
    let subject = run.subject.get();
    // What others record meanwhile does not draw the form anew: what is typed stays.
    untrack(|| match subject {
        Some(Subject::Outcome(item)) => outcome(run, item),
        Some(Subject::Statement(said)) => statement(run, said),
        Some(Subject::Finding(found)) => finding(run, found),
        Some(Subject::Decision(decided)) => decision(run, decided),
        Some(Subject::Action(action)) => action_item(run, action),
        Some(Subject::Remove(sending, words, back)) => remove(run, sending, words, *back),
        None => ().into_any(),
    })
}

/// A form whose submit gives what is sent, or nothing when something is wrong or nothing has changed.
fn form_of(
    run: Run,
    form: Form,
    fields: AnyView,
    removal: Option<(Sending, String, Subject)>,
    read: impl Fn() -> Result<Option<(String, Sending)>, ()> + 'static,
) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(change) = read() else { return };
        if let Some((words, sending)) = change {
            run.outbox.push(words, sending);
        }
        run.correcting.set(false);
    };
    let removal = removal.filter(|_| run.may_remove()).map(|(sending, words, back)| {
        let ask = move |_| {
            let back = Box::new(back.clone());
            run.subject.set(Some(Subject::Remove(sending.clone(), words.clone(), back)));
        };
        view! { <button type="button" class="danger" on:click=ask>{tx!(running.remove)}</button> }.into_any()
    });
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {fields}
            <div class="actions">{form.button(tx!(common.save))}{removal}</div>
        </form>
    }
    .into_any()
}

fn remove(run: Run, sending: Sending, words: String, back: Subject) -> AnyView {
    let shown = words.clone();
    let go = move |_| {
        run.outbox.push(words.clone(), sending.clone());
        run.correcting.set(false);
    };
    let leave = move |_| run.subject.set(Some(back.clone()));
    view! {
        <p>{tx!(running.remove_question)}</p>
        <p class="prose">{shown}</p>
        <div class="actions">
            <button type="button" class="danger" on:click=go>{tx!(running.remove)}</button>
            <button type="button" on:click=leave>{tx!(common.cancel)}</button>
        </div>
    }
    .into_any()
}

/// A changed text; `Absent` for the same.
fn changed(typed: &str, before: &str) -> Patch<String> {
    if typed.trim() == before.trim() { Patch::Absent } else { Patch::Value(typed.trim().to_owned()) }
}

/// The same for a text that may be left out.
fn changed_or_cleared(typed: &str, before: Option<&str>) -> Patch<String> {
    match (typed.trim(), before) {
        ("", None) => Patch::Absent,
        ("", Some(_)) => Patch::Null,
        (typed, before) => changed(typed, before.unwrap_or_default()),
    }
}

fn outcome(run: Run, item: AgendaItem) -> AnyView {
    let form = Form::default();
    let value = RwSignal::new(item.outcome_text.clone().unwrap_or_default());
    let title = item.title.clone().unwrap_or_default();
    let fields = view! {
        <p class="quiet">{title}</p>
        {form.area(Field::new("change-outcome", "/outcome_text", tx!(running.outcome)).hint(tx!(running.outcome_hint)), value)}
    };
    form_of(run, form, fields.into_any(), None, move || {
        let typed = value.get_untracked();
        let patch = AgendaOutcomePatch { outcome_text: changed_or_cleared(&typed, item.outcome_text.as_deref()) };
        if form.refuse(form.found(&validate(&patch))) {
            return Err(());
        }
        let change = !patch.outcome_text.is_absent();
        Ok(change.then_some((typed, Sending::Outcome(item.id, item.version, patch))))
    })
}

fn statement(run: Run, said: Statement) -> AnyView {
    let form = Form::default();
    let speaker = Speaker::of(IDS, &said);
    let value = RwSignal::new(said.text.clone());
    let reply = RwSignal::new(said.reply_to_id.map(|id| id.to_string()).unwrap_or_default());
    let led = RwSignal::new(said.led_to.clone().unwrap_or_default());
    let mut answers = vec![(String::new(), tx!(running.no_reply))];
    answers.extend(replies(run, said.agenda_item_id, Some(said.id)));
    let fields = view! {
        {speaker.view(run, form)}
        {form.select(Field::new("change-reply", "/reply_to_id", tx!(running.reply)), reply, answers)}
        {form.area(Field::new("change-text", "/text", tx!(running.text)), value)}
        {form.input(Field::new("change-led", "/led_to", tx!(running.led_to_label)).optional(), led)}
    };
    let removal =
        (Sending::RemoveStatement(said.id, said.version), said.text.clone(), Subject::Statement(said.clone()));
    form_of(run, form, fields.into_any(), Some(removal), move || {
        let typed = value.get_untracked();
        let (side, institution, person) = speaker.read(form).map_err(|error| {
            form.refuse(vec![error]);
        })?;
        let named = (side, institution, person) != (said.side, said.institution_id, said.person_id);
        let reply_to = reply.with_untracked(|id| id.parse().ok());
        let patch = StatementPatch {
            text: if typed.trim().is_empty() { Patch::Value(String::new()) } else { changed(&typed, &said.text) },
            side: named.then_some(side),
            institution_id: if named { Patch::from(institution) } else { Patch::Absent },
            person_id: if named { Patch::from(person) } else { Patch::Absent },
            reply_to_id: if reply_to == said.reply_to_id { Patch::Absent } else { Patch::from(reply_to) },
            led_to: changed_or_cleared(&led.get_untracked(), said.led_to.as_deref()),
        };
        if form.refuse(form.found(&validate(&patch))) {
            return Err(());
        }
        let change = named || !(patch.text.is_absent() && patch.reply_to_id.is_absent() && patch.led_to.is_absent());
        Ok(change.then_some((typed, Sending::Statement(said.id, said.version, patch))))
    })
}

fn finding(run: Run, found: Finding) -> AnyView {
    let form = Form::default();
    let value = RwSignal::new(found.text.clone());
    let area = RwSignal::new(found.area.clone().unwrap_or_default());
    let fields = view! {
        {form.input(Field::new("change-area", "/area", tx!(running.area)).optional(), area)}
        {form.area(Field::new("change-text", "/text", tx!(running.text)), value)}
    };
    let removal =
        (Sending::RemoveFinding(found.id, found.version), found.text.clone(), Subject::Finding(found.clone()));
    form_of(run, form, fields.into_any(), Some(removal), move || {
        let typed = value.get_untracked();
        let patch = FindingPatch {
            text: if typed.trim().is_empty() { Patch::Value(String::new()) } else { changed(&typed, &found.text) },
            area: changed_or_cleared(&area.get_untracked(), found.area.as_deref()),
        };
        if form.refuse(form.found(&validate(&patch))) {
            return Err(());
        }
        let change = !(patch.text.is_absent() && patch.area.is_absent());
        Ok(change.then_some((typed, Sending::Finding(found.id, found.version, patch))))
    })
}

fn decision(run: Run, decided: Decision) -> AnyView {
    let form = Form::default();
    let value = RwSignal::new(decided.text.clone());
    let fields = form.area(Field::new("change-text", "/text", tx!(running.text)), value);
    let removal = (
        Sending::RemoveDecision(decided.id, decided.version),
        decided.text.clone(),
        Subject::Decision(decided.clone()),
    );
    form_of(run, form, fields, Some(removal), move || {
        let typed = value.get_untracked();
        let text = if typed.trim().is_empty() { Patch::Value(String::new()) } else { changed(&typed, &decided.text) };
        let patch = DecisionPatch { text };
        if form.refuse(form.found(&validate(&patch))) {
            return Err(());
        }
        let change = !patch.text.is_absent();
        Ok(change.then_some((typed, Sending::Decision(decided.id, decided.version, patch))))
    })
}

fn action_item(run: Run, action: ActionItem) -> AnyView {
    let form = Form::default();
    let value = RwSignal::new(action.title.clone());
    let person = action.owner_person_id.map(|id| format!("p{id}"));
    let before = person.or(action.owner_institution_id.map(|id| format!("i{id}"))).unwrap_or_default();
    let owner = RwSignal::new(before.clone());
    let kind = RwSignal::new(super::words::deliverable_key(action.deliverable_kind).to_owned());
    let precision = RwSignal::new(super::entry::precision_key(action.due.precision).to_owned());
    let due = RwSignal::new(dates::typed(action.due.from));
    let name: Text = text({
        let name = action.owner_name.clone().unwrap_or_default();
        move || name.clone()
    });
    let mut owners = actions_of(run);
    if !before.is_empty() && owners.iter().all(|(key, _)| *key != before) {
        owners.insert(0, (before.clone(), name));
    }
    let fields = view! {
        {form.area(Field::new("change-text", "/title", tx!(running.task)), value)}
        {form.select(Field::new("change-owner", "/owner_person_id", tx!(running.owner)), owner, owners)}
        {due_fields(form, ("change-due", due), ("change-precision", precision))}
        {form.select(Field::new("change-kind", "/deliverable_kind", tx!(running.deliverable)), kind, super::words::deliverables())}
    };
    let removal =
        (Sending::RemoveAction(action.id, action.version), action.title.clone(), Subject::Action(action.clone()));
    form_of(run, form, fields.into_any(), Some(removal), move || {
        let typed = value.get_untracked();
        let chosen = owner.get_untracked();
        let due = read_due(form, ("change-due", due), precision).map_err(|error| {
            form.refuse(vec![error]);
        })?;
        let kind = super::words::deliverable_of(&kind.get_untracked());
        let moved = chosen != before;
        let patch = ActionItemPatch {
            title: if typed.trim().is_empty() { Patch::Value(String::new()) } else { changed(&typed, &action.title) },
            owner_person_id: chosen.strip_prefix('p').filter(|_| moved).and_then(|id| id.parse().ok()),
            owner_institution_id: chosen.strip_prefix('i').filter(|_| moved).and_then(|id| id.parse().ok()),
            due: (due != action.due).then_some(due),
            deliverable_kind: if kind == action.deliverable_kind { Patch::Absent } else { Patch::from(kind) },
            ..ActionItemPatch::default()
        };
        if form.refuse(form.found(&validate(&patch))) {
            return Err(());
        }
        let change = moved || patch.due.is_some() || !(patch.title.is_absent() && patch.deliverable_kind.is_absent());
        Ok(change.then_some((typed, Sending::Action(action.id, action.version, patch))))
    })
}
