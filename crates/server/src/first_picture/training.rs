//! An edition of a training: what, when, where, by whom, and how to get a place.

use super::dates::clock;
use super::parts::{self, edition_badge, edition_rows, fact, note, plain, prose, seats};
use super::{Pen, Picture, many};
use maud::{Markup, html};
use obrady_domain::trainings::{self, EditionFilter};
use obrady_domain::{Result, directory};
use obrady_types::TrainingEditionId;
use obrady_types::trainings::{EditionState, Trainer, TrainingEdition};

pub(super) async fn draw(pen: &Pen<'_>, id: TrainingEditionId) -> Result<Picture> {
    let words = pen.words;
    let edition = trainings::get_training_edition(pen.call, id).await?;
    let training = trainings::get_training(pen.call, edition.training_id).await?;
    let region = directory::get_region(pen.call, edition.region_id).await?.name;
    let filter = EditionFilter { training_id: Some(edition.training_id), ..EditionFilter::default() };
    let mut others = trainings::list_training_editions(pen.call, &filter, &many()).await?.items;
    others.retain(|other| other.id != id);
    let when = pen.edition_days(&edition.days);
    let under = [(words.t("trainings.title"), "/trainings".to_owned())];
    let facts = html! {
        span { (when) }
        span { (words.coded("trainings.form_", edition.form)) }
        (edition_badge(pen, edition.state))
    };
    let main = html! {
        (parts::head(pen, &edition.title, &under, &facts))
        (notes(pen, &edition))
        div class="columns two" {
            div {
                (plain(words.t("trainings.sign_up_title"), &way(pen, &edition)))
                @if !training.description.is_empty() { (plain(words.t("trainings.about"), &prose(&training.description))) }
                (texts(words.t("trainings.topics"), &training.topics))
                (trainers(pen, &edition.trainers))
                @if !training.practice_models.is_empty() {
                    (plain(words.t("trainings.models"), &html! {
                        ul.rows {
                            @for model in &training.practice_models {
                                li.row { div.row-main { span.row-title { (model.name) } p { (model.description) } } }
                            }
                        }
                    }))
                }
            }
            div {
                (particulars(pen, &edition, &region))
                (texts(words.t("trainings.audiences"), &training.audiences))
                @if !others.is_empty() { (plain(words.t("trainings.others"), &edition_rows(pen, &others))) }
            }
        }
    };
    let place = edition.venue.clone().unwrap_or_else(|| words.coded("meetings.mode_", edition.mode).to_owned());
    Ok(Picture { description: format!("{}. {when}. {place}", edition.title), title: edition.title, main })
}

fn notes(pen: &Pen<'_>, edition: &TrainingEdition) -> Markup {
    let words = pen.words;
    html! {
        @if let Some(reason) = &edition.cancelled_reason {
            (note("danger", &words.with("trainings.cancelled_because", &[("reason", reason)])))
        }
        @if let Some(date) = edition.moved_from {
            (note("attention", &words.with("trainings.moved", &[("date", &pen.day(date))])))
        }
        @if edition.synthetic { (note("info", words.t("trainings.synthetic"))) }
    }
}

/// The way to a place: when, and who to be.
fn way(pen: &Pen<'_>, edition: &TrainingEdition) -> Markup {
    let words = pen.words;
    let at = |key: &str, at| words.with(key, &[("date", &pen.instant_time(at))]);
    html! {
        @match edition.state {
            EditionState::Published => p { (at("trainings.opens", edition.registration_opens_at)) },
            EditionState::RegistrationOpen => {
                p { (words.t("trainings.sign_in_first")) }
                p { a class="button primary" href=(pen.sign_in()) { (words.t("common.sign_in")) } }
            }
            EditionState::RegistrationClosed | EditionState::InProgress | EditionState::Completed => {
                p { (at("trainings.closed", edition.registration_closes_at)) }
            }
            EditionState::Draft | EditionState::Cancelled => {}
        }
    }
}

fn particulars(pen: &Pen<'_>, edition: &TrainingEdition, region: &str) -> Markup {
    let words = pen.words;
    let days = html! {
        @for day in &edition.days {
            div { (pen.day_and_time(day.date, day.starts_at)) "–" (clock(day.ends_at)) }
        }
    };
    let (from, to) =
        (pen.instant_time(edition.registration_opens_at), pen.instant_time(edition.registration_closes_at));
    let place = edition.venue.as_deref().unwrap_or_else(|| words.coded("meetings.mode_", edition.mode));
    let places = html! { (edition.capacity) @if let Some(seats) = seats(pen, edition) { " · " (seats) } };
    html! {
        div.section {
            dl.facts-list {
                (fact(words.t("trainings.when"), Some(days)))
                (fact(words.t("trainings.place_at"), Some(place)))
                (fact(words.t("trainings.region"), Some(region)))
                (fact(words.t("trainings.f_hours"), Some(words.count("trainings.hours", edition.teaching_hours))))
                (fact(words.t("trainings.places"), Some(places)))
                (fact(words.t("trainings.limit"), edition.institution_limit))
                (fact(words.t("trainings.registration"), Some(words.with("trainings.window", &[("from", &from), ("to", &to)]))))
                (fact(words.t("trainings.funding"), edition.funding_source.as_ref()))
                (fact(words.t("trainings.code"), Some(&edition.code)))
            }
        }
    }
}

fn texts(title: &str, all: &[String]) -> Markup {
    html! { @if !all.is_empty() { (plain(title, &html! { ul { @for one in all { li { (one) } } } })) } }
}

fn trainers(pen: &Pen<'_>, all: &[Trainer]) -> Markup {
    let part = |key: &str, all: &[String]| {
        html! { @if !all.is_empty() { p.quiet { (pen.words.t(key)) } ul { @for one in all { li { (one) } } } } }
    };
    let cards = html! {
        ul.cards {
            @for trainer in all {
                li.card {
                    p.over { (trainer.title) }
                    @if let Some(name) = &trainer.name { p.name { (name) } }
                    (part("trainings.specialisations", &trainer.specialisations))
                    (part("trainings.blocks", &trainer.blocks))
                }
            }
        }
    };
    html! { @if !all.is_empty() { (plain(pen.words.t("trainings.trainers"), &cards)) } }
}
