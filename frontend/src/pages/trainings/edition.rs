//! The page of an edition: what, when, where, by whom, and how to get a place.

use super::model::speaks_for;
use super::withdrawing::Changing;
use super::{sign_up, staff};
use crate::api::{Loaded, fetch, load};
use crate::components::edition_rows::{form_words, rows, seats, state_badge, when};
use crate::components::feedback::{Tone, note, show};
use crate::components::page::{PageHead, section};
use crate::components::words;
use crate::state::session;
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_client::EditionFilter;
use obrady_types::trainings::{InformationClause, PracticeModel, Registration, Trainer, Training, TrainingEdition};
use obrady_types::{PageQuery, TrainingEditionId};

/// Everything that the page shows.
#[derive(Clone)]
struct Shown {
    edition: TrainingEdition,
    training: Training,
    region: String,
    clause: Option<InformationClause>,
    own: Option<Registration>,
    others: Vec<TrainingEdition>,
}

/// The page.
pub fn page(id: TrainingEditionId) -> AnyView {
    let changing = Changing::new();
    let shown = load(move || {
        session::me();
        changing.turn.track();
        fetch(move |client| async move {
            let edition = client.get_training_edition(id).await?.value;
            let training = client.get_training(edition.training_id).await?.value;
            let region = client.get_region(edition.region_id).await?.name.clone();
            let newest = PageQuery { limit: Some(1), ..PageQuery::default() };
            let clause = client.list_information_clauses(Some(edition.region_id), &newest).await?.items.pop();
            let own = match edition.own_registration_id {
                Some(own) => Some(client.get_registration(own).await?.value),
                None => None,
            };
            let of_training = EditionFilter { training_id: Some(edition.training_id), ..EditionFilter::default() };
            let others = client.list_training_editions(&of_training).await?.items;
            let others = others.into_iter().filter(|other| other.id != id).collect();
            Ok(Shown { edition, training, region, clause, own, others })
        })
    });
    let action = move || {
        let edition = shown.ready()?.edition;
        (edition.manageable || edition.led).then(|| {
            view! { <a class="button" href=format!("/trainings/{id}/manage")>{tx!(trainings.manage)}</a> }.into_any()
        })
    };
    let facts = move || {
        shown.ready().map(|shown| {
            let days = shown.edition.days.clone();
            view! {
                <span>{move || when(&days)}</span>
                <span>{form_words(shown.edition.form)}</span>
                {state_badge(shown.edition.state)}
            }
            .into_any()
        })
    };
    let body = view! { {show(shown, move |all| content(all, shown, changing))}{changing.dialogs()} };
    PageHead::new(shown.title(|shown| shown.edition.title.clone()))
        .under(tx!(trainings.title), "/trainings")
        .facts(facts.into_any())
        .action(action.into_any())
        .view(body.into_any())
}

fn content(all: Shown, page: Loaded<Shown>, changing: Changing) -> AnyView {
    let Shown { edition, training, region, clause, own, others } = all;
    let notes = [
        edition.cancelled_reason.clone().map(|reason| {
            let words = text(move || tr!(trainings.cancelled_because, reason = reason.clone()));
            note(Tone::Danger, view! { <p>{words}</p> }.into_any())
        }),
        edition.moved_from.map(|date| {
            let words = text(move || tr!(trainings.moved, date = dates::plain_day(date)));
            note(Tone::Attention, view! { <p>{words}</p> }.into_any())
        }),
        edition.synthetic.then(|| note(Tone::Info, view! { <p>{tx!(trainings.synthetic)}</p> }.into_any())),
    ];
    let institutions = speaks_for(session::me().as_deref(), edition.region_id);
    let of_staff: Vec<AnyView> =
        institutions.into_iter().map(|id| staff::panel(edition.clone(), id, changing)).collect();
    let more = (!others.is_empty()).then(|| section(tx!(trainings.others), None, rows(others)));
    let about = (!training.description.is_empty())
        .then(|| section(tx!(trainings.about), None, view! { <p class="prose">{training.description}</p> }.into_any()));
    view! {
        {notes.into_iter().flatten().collect::<Vec<_>>()}
        <div class="columns two">
            <div>
                {sign_up::panel(&edition, clause, own, page, changing)}
                {of_staff}
                {about}
                {texts(tx!(trainings.topics), training.topics)}
                {trainers(edition.trainers.clone())}
                {models(training.practice_models)}
            </div>
            <div>
                {particulars(&edition, region)}
                {texts(tx!(trainings.audiences), training.audiences)}
                {more}
            </div>
        </div>
    }
    .into_any()
}

fn fact(name: Text, value: AnyView) -> AnyView {
    view! { <dt>{name}</dt><dd>{value}</dd> }.into_any()
}

fn particulars(edition: &TrainingEdition, region: String) -> AnyView {
    let days: Vec<AnyView> = edition
        .days
        .iter()
        .map(|day| {
            let (date, from, to) = (day.date, day.starts_at, day.ends_at);
            let words = move || format!("{}–{}", dates::day_and_time(date, from), dates::clock(to));
            view! { <div>{words}</div> }.into_any()
        })
        .collect();
    let (hours, capacity) = (edition.teaching_hours, edition.capacity);
    let (opens, closes) = (edition.registration_opens_at, edition.registration_closes_at);
    let window =
        text(move || tr!(trainings.window, from = dates::instant_time(opens), to = dates::instant_time(closes)));
    let line = |name: Text, value: Option<String>| value.map(|value| fact(name, value.into_any()));
    let seats = seats(edition).map(|seats| view! { " · " {seats} }.into_any());
    let list = view! {
        <dl class="facts-list">
            {fact(tx!(trainings.when), days.into_any())}
            {fact(tx!(trainings.place_at), match &edition.venue {
                Some(venue) => venue.clone().into_any(),
                None => words::meeting_mode(edition.mode).into_any(),
            })}
            {fact(tx!(trainings.region), region.into_any())}
            {fact(tx!(trainings.f_hours), text(move || tr!(trainings.hours, count = hours)).into_any())}
            {fact(tx!(trainings.places), view! { {capacity}{seats} }.into_any())}
            {line(tx!(trainings.limit), edition.institution_limit.map(|limit| limit.to_string()))}
            {fact(tx!(trainings.registration), window.into_any())}
            {line(tx!(trainings.funding), edition.funding_source.clone())}
            {fact(tx!(trainings.code), edition.code.clone().into_any())}
        </dl>
    };
    view! { <div class="section">{list}</div> }.into_any()
}

fn texts(title: Text, all: Vec<String>) -> Option<AnyView> {
    let rows: Vec<AnyView> = all.into_iter().map(|one| view! { <li>{one}</li> }.into_any()).collect();
    (!rows.is_empty()).then(|| section(title, None, view! { <ul>{rows}</ul> }.into_any()))
}

fn trainers(all: Vec<Trainer>) -> Option<AnyView> {
    let part = |name: Text, all: Vec<String>| {
        (!all.is_empty()).then(|| {
            let rows: Vec<AnyView> = all.into_iter().map(|one| view! { <li>{one}</li> }.into_any()).collect();
            view! { <p class="quiet">{name}</p><ul>{rows}</ul> }.into_any()
        })
    };
    let cards: Vec<AnyView> = all
        .into_iter()
        .map(|trainer| {
            view! {
                <li class="card">
                    <p class="over">{trainer.title}</p>
                    {trainer.name.map(|name| view! { <p class="name">{name}</p> }.into_any())}
                    {part(tx!(trainings.specialisations), trainer.specialisations)}
                    {part(tx!(trainings.blocks), trainer.blocks)}
                </li>
            }
            .into_any()
        })
        .collect();
    (!cards.is_empty())
        .then(|| section(tx!(trainings.trainers), None, view! { <ul class="cards">{cards}</ul> }.into_any()))
}

fn models(all: Vec<PracticeModel>) -> Option<AnyView> {
    let rows: Vec<AnyView> = all
        .into_iter()
        .map(|model| {
            let region = model.origin_region;
            let from = (!region.is_empty()).then(|| {
                view! { <span>{text(move || tr!(trainings.model_from, region = region.clone()))}</span> }.into_any()
            });
            view! {
                <li class="row">
                    <div class="row-main">
                        <span class="row-title">{model.name}</span>
                        <div class="row-facts">{from}<span>{model.target_group}</span></div>
                        {(!model.description.is_empty()).then(|| view! { <p>{model.description}</p> }.into_any())}
                    </div>
                </li>
            }
            .into_any()
        })
        .collect();
    (!rows.is_empty()).then(|| section(tx!(trainings.models), None, view! { <ul class="rows">{rows}</ul> }.into_any()))
}
