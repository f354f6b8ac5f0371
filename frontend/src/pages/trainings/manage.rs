//! The coordinator's page of an edition: who comes, who waits and why, who came, and the edition itself.

use super::edition_form;
use super::reasons::{is_active, standing, why};
use super::trainers_form;
use super::withdrawing::Changing;
use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::dialog::dialog;
use crate::components::edition_rows::{state_badge, when};
use crate::components::feedback::{empty, failure_words, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::components::icon::{Icon, icon};
use crate::components::page::{PageHead, section};
use crate::state::{session, toasts};
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_client::RegistrationFilter;
use obrady_types::trainings::{
    AttendanceMark, AttendanceRecord, EditionDay, EditionState, Registration, RegistrationState,
    TrainingAttendanceStatus, TrainingEdition, TrainingEditionCancel,
};
use obrady_types::{TrainingEditionId, validate};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Everything that the page shows.
#[derive(Clone)]
pub(super) struct Managed {
    pub(super) edition: TrainingEdition,
    pub(super) rows: Vec<Registration>,
    pub(super) marks: Vec<AttendanceMark>,
}

/// Which dialogue is open.
#[derive(Clone, Copy)]
struct Asked {
    editing: RwSignal<bool>,
    cancelling: RwSignal<bool>,
    leading: RwSignal<bool>,
}

/// Loads an edition with everybody registered.
pub(super) fn load_managed(id: TrainingEditionId, changing: Changing) -> Loaded<Managed> {
    load(move || {
        session::me();
        changing.turn.track();
        fetch(move |client| async move {
            let edition = client.get_training_edition(id).await?.value;
            let marks = client.get_training_attendance(id).await?.marks;
            let rows = api::whole(|page| {
                let client = client.clone();
                let filter = RegistrationFilter { edition_id: Some(id), page, ..RegistrationFilter::default() };
                async move { client.list_registrations(&filter).await }
            })
            .await?;
            Ok(Managed { edition, rows, marks })
        })
    })
}

/// The page.
pub fn page(id: TrainingEditionId) -> AnyView {
    let changing = Changing::new();
    let managed = load_managed(id, changing);
    let asked =
        Asked { editing: RwSignal::new(false), cancelling: RwSignal::new(false), leading: RwSignal::new(false) };
    let Asked { editing, cancelling, leading } = asked;
    let facts = move || {
        managed.ready().map(|all| {
            let days = all.edition.days.clone();
            view! { <span>{move || when(&days)}</span><span>{all.edition.code}</span>{state_badge(all.edition.state)} }
                .into_any()
        })
    };
    let action = move || {
        let edition = managed.ready()?.edition;
        (edition.manageable && edition.state == EditionState::Draft).then(|| {
            let version = edition.version;
            view! {
                <button type="button" class="primary" on:click=move |_| publish(id, version, changing)>
                    {tx!(trainings.publish)}
                </button>
            }
            .into_any()
        })
    };
    let body = view! {
        {show(managed, move |all| content(all, changing, asked))}
        {changing.dialogs()}
        {dialog(editing, "edit-edition", tx!(trainings.edit_title), move || {
            managed.ready_untracked().map_or_else(
                || ().into_any(),
                |all| edition_form::change(all.edition, editing, changing),
            )
        })}
        {dialog(leading, "lead-edition", tx!(trainings.trainers), move || {
            managed.ready_untracked().map_or_else(
                || ().into_any(),
                |all| trainers_form::change(all.edition, leading, changing),
            )
        })}
        {dialog(cancelling, "cancel-edition", tx!(trainings.cancel_edition_title), move || {
            managed.ready_untracked().map_or_else(|| ().into_any(), |all| cancel_form(&all.edition, cancelling, changing))
        })}
    };
    PageHead::new(managed.title(|all| all.edition.title.clone()))
        .under(tx!(trainings.title), "/trainings")
        .under(tx!(trainings.code), format!("/trainings/{id}"))
        .facts(facts.into_any())
        .action(action.into_any())
        .view(body.into_any())
}

fn publish(id: TrainingEditionId, version: i32, changing: Changing) {
    spawn_local(async move {
        match api::send(|client| async move { client.publish_training_edition(id, version).await }).await {
            Ok(_) => toasts::show(tr!(trainings.published).to_owned()),
            Err(error) => toasts::show(failure_words(&Failure::from(error))),
        }
        changing.done();
    });
}

fn cancel_form(edition: &TrainingEdition, open: RwSignal<bool>, changing: Changing) -> AnyView {
    let form = Form::default();
    let reason = RwSignal::new(String::new());
    let (id, version) = (edition.id, edition.version);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = TrainingEditionCancel { reason: reason.get_untracked() };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        form.submit(async move {
            api::send(|client| {
                let input = input.clone();
                async move { client.cancel_training_edition(id, version, &input).await }
            })
            .await?;
            open.set(false);
            toasts::show(tr!(trainings.edition_cancelled).to_owned());
            changing.done();
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{tx!(trainings.cancel_edition_note)}</p>
            {form.area(Field::new("cancel-reason", "/reason", tx!(trainings.reason)), reason)}
            {form.button(tx!(trainings.cancel_edition))}
        </form>
    }
    .into_any()
}

fn content(all: Managed, changing: Changing, asked: Asked) -> AnyView {
    let Asked { editing, cancelling, leading } = asked;
    let Managed { edition, rows, marks } = all;
    let manages = edition.manageable;
    let ahead = matches!(
        edition.state,
        EditionState::Draft
            | EditionState::Published
            | EditionState::RegistrationOpen
            | EditionState::RegistrationClosed
    );
    let tools = view! {
        <div class="actions">
            {(manages && ahead).then(|| view! {
                <button type="button" on:click=move |_| editing.set(true)>{tx!(trainings.edit)}</button>
                <button type="button" on:click=move |_| leading.set(true)>{tx!(trainings.trainers)}</button>
                <button type="button" class="danger" on:click=move |_| cancelling.set(true)>{tx!(trainings.cancel_edition)}</button>
            }.into_any())}
            {manages.then(|| view! {
                <a class="button" href=format!("/trainings/texts/{}", edition.training_id)>{tx!(trainings.texts_title)}</a>
                <a class="button" href=format!("/trainings/new?training={}", edition.training_id)>{tx!(trainings.next_edition)}</a>
            }.into_any())}
            <a class="button" href=format!("/trainings/{}/sheet", edition.id)>{icon(Icon::Print)}{tx!(trainings.sheet)}</a>
        </div>
    };
    let has_place = |row: &Registration| {
        matches!(row.state, RegistrationState::Confirmed | RegistrationState::Attended | RegistrationState::NoShow)
    };
    let waits = |row: &Registration| matches!(row.state, RegistrationState::Waiting | RegistrationState::Expired);
    let confirmed: Vec<Registration> = rows.iter().filter(|row| has_place(row)).cloned().collect();
    let waiting: Vec<Registration> = rows.iter().filter(|row| waits(row)).cloned().collect();
    let gone: Vec<Registration> = rows.into_iter().filter(|row| row.state == RegistrationState::Cancelled).collect();
    let (taken, capacity) = (confirmed.len(), edition.capacity);
    let with_place = text(move || format!("{} ({taken}/{capacity})", tr!(trainings.with_place)));
    let days = Arc::new(edition.days.iter().filter(|day| day.date <= dates::today()).cloned().collect::<Vec<_>>());
    let people = if confirmed.is_empty() {
        empty(tx!(trainings.nobody), None)
    } else {
        table(edition.id, confirmed, days, &marks, manages.then_some(changing))
    };
    let queue = if waiting.is_empty() {
        view! { <p class="quiet">{tx!(trainings.nobody_waits)}</p> }.into_any()
    } else {
        list(waiting, manages.then_some(changing))
    };
    let left = (!gone.is_empty()).then(|| section(tx!(trainings.given_up), None, list(gone, None)));
    view! {
        {tools}
        {section(with_place, None, people)}
        {manages.then(|| section(tx!(trainings.on_list), None, queue))}
        {manages.then_some(left).flatten()}
    }
    .into_any()
}

/// Who waits or has given up: number, name, institution, and why.
fn list(rows: Vec<Registration>, changing: Option<Changing>) -> AnyView {
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|row| {
            let buttons = changing.filter(|_| is_active(&row)).map(|changing| changing.buttons(&row, true));
            view! {
                <li class="row">
                    <div class="row-main">
                        <span class="row-title">{format!("{}. {}", row.seq, row.person_name)}</span>
                        <div class="row-facts">
                            <span>{row.institution_name.clone()}</span>
                            <span>{row.cancelled_reason.clone()}</span>
                        </div>
                        {why(row.id)}
                    </div>
                    <div class="row-end">{standing(&row)}{buttons}</div>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn table(
    edition: TrainingEditionId,
    rows: Vec<Registration>,
    days: Arc<Vec<EditionDay>>,
    marks: &[AttendanceMark],
    changing: Option<Changing>,
) -> AnyView {
    let needs = rows.iter().any(|row| row.accessibility_needs.is_some() || row.diet_needs.is_some());
    let heads: Vec<AnyView> = days
        .iter()
        .map(|day| {
            let date = day.date;
            view! { <th scope="col">{move || dates::plain_day(date)}</th> }.into_any()
        })
        .collect();
    let body: Vec<AnyView> = rows
        .into_iter()
        .map(|row| {
            let cells: Vec<AnyView> = days
                .iter()
                .map(|day| {
                    let mark = marks.iter().find(|mark| mark.registration_id == row.id && mark.day_id == day.id);
                    let date = day.date;
                    let label = text(move || dates::plain_day(date));
                    view! { <td data-label=label>{attendance(edition, &row, day, mark.map(|mark| mark.status))}</td> }
                        .into_any()
                })
                .collect();
            let wants = [row.accessibility_needs.clone(), row.diet_needs.clone()];
            let wants = wants.into_iter().flatten().collect::<Vec<_>>().join("; ");
            let buttons = changing.filter(|_| is_active(&row)).map(|changing| changing.buttons(&row, true));
            view! {
                <tr>
                    <th scope="row">{format!("{}. {}", row.seq, row.person_name)}</th>
                    <td data-label=tx!(trainings.col_institution)>{row.institution_name.clone()}</td>
                    {needs.then(|| view! { <td data-label=tx!(trainings.col_needs)>{wants}</td> }.into_any())}
                    {cells}
                    {changing.map(|_| view! { <td class="no-print">{buttons}</td> }.into_any())}
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=tx!(trainings.with_place)>
            <table class="cards-on-phone">
                <thead>
                    <tr>
                        <th scope="col">{tx!(trainings.col_name)}</th>
                        <th scope="col">{tx!(trainings.col_institution)}</th>
                        {needs.then(|| view! { <th scope="col">{tx!(trainings.col_needs)}</th> }.into_any())}
                        {heads}
                        {changing.map(|_| view! { <th scope="col" class="no-print">{tx!(trainings.col_actions)}</th> }.into_any())}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The words of the choice, and what each stands for.
fn statuses() -> [(&'static str, Option<TrainingAttendanceStatus>, Text); 5] {
    [
        ("", None, tx!(trainings.att_none)),
        ("present", Some(TrainingAttendanceStatus::Present), tx!(trainings.att_present)),
        ("absent", Some(TrainingAttendanceStatus::Absent), tx!(trainings.att_absent)),
        ("excused", Some(TrainingAttendanceStatus::Excused), tx!(trainings.att_excused)),
        ("left_early", Some(TrainingAttendanceStatus::LeftEarly), tx!(trainings.att_left_early)),
    ]
}

/// One person on one day; a choice is saved at once, and taken back when it is refused.
fn attendance(
    edition: TrainingEditionId,
    row: &Registration,
    day: &EditionDay,
    status: Option<TrainingAttendanceStatus>,
) -> AnyView {
    let (registration_id, day_id, name, date) = (row.id, day.id, row.person_name.clone(), day.date);
    let saved = RwSignal::new(status);
    let label = text(move || tr!(trainings.att_of, name = name.clone(), date = dates::plain_day(date)));
    let options: Vec<AnyView> = statuses()
        .into_iter()
        // What was marked can be marked otherwise, not unmarked.
        .filter(|(_, status, _)| status.is_some() || saved.get_untracked().is_none())
        .map(|(key, status, words)| {
            view! { <option value=key prop:selected=move || saved.get() == status>{words}</option> }.into_any()
        })
        .collect();
    let choose = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event);
        let chosen = statuses().into_iter().find(|(key, ..)| *key == typed).and_then(|(_, status, _)| status);
        let Some(status) = chosen else { return };
        let before = saved.get_untracked();
        saved.set(Some(status));
        spawn_local(async move {
            let input = AttendanceRecord { marks: vec![AttendanceMark { registration_id, day_id, status }] };
            let answer = api::send(|client| {
                let input = input.clone();
                async move { client.record_training_attendance(edition, &input).await }
            })
            .await;
            match answer {
                Ok(_) => toasts::show(tr!(trainings.att_saved).to_owned()),
                Err(error) => {
                    saved.try_set(before);
                    toasts::show(failure_words(&Failure::from(error)));
                }
            }
        });
    };
    view! { <select aria-label=label on:change=choose>{options}</select> }.into_any()
}
