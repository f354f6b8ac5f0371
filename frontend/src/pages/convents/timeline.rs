//! The terms of the officers as a horizontal timeline, and the same facts as a table.

use super::annulling;
use super::model::{Part, Span, bars, of_office, percent};
use crate::components::feedback::{badge, empty};
use crate::components::officer::state_tone;
use crate::components::words;
use crate::order::by_key;
use crate::texts::text;
use crate::{dates, tr, tx};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use obrady_types::convents::{Office, Term};

/// Picture and table. The picture says nothing that the table does not, so screen readers skip it.
pub fn terms(
    all: Vec<Term>,
    as_of: Memo<Option<DateTime<Utc>>>,
    annul: annulling::Asked,
    administers: Memo<bool>,
) -> AnyView {
    if all.is_empty() {
        return empty(tx!(convents.no_terms), None);
    }
    let now = dates::now();
    let span = Span::of(&all, now);
    let lanes: Vec<AnyView> =
        [Office::Chair, Office::DeputyChair].into_iter().map(|office| lane(&all, office, span, now)).collect();
    let years: Vec<AnyView> = span
        .years()
        .into_iter()
        .map(|(year, left)| view! { <span style:left=percent(left)>{year}</span> }.into_any())
        .collect();
    let mark = move || percent(span.place(as_of.get().unwrap_or(now)));
    let latest = by_key(all, |term| [-term.starts_at.timestamp(), i64::from(term.office != Office::Chair), 0]);
    let rows: Vec<AnyView> = latest
        .into_iter()
        .map(|term| {
            let annul = annulling::button(annul, &term, administers);
            row(term, annul)
        })
        .collect();
    view! {
        <div class="timeline no-print" aria-hidden="true">
            {lanes}
            <div class="lane scale"><span class="lane-name"></span><div class="track">{years}<i class="mark-day" style:left=mark></i></div></div>
            <p class="legend-line">
                <span><i class="bar regular"></i>{tx!(convents.part_regular)}</span>
                <span><i class="bar extended"></i>{tx!(convents.part_extended)}</span>
                <span><i class="bar overrun"></i>{tx!(convents.part_overrun)}</span>
                <span><i class="bar ahead"></i>{tx!(convents.part_ahead)}</span>
            </p>
        </div>
        <table class="cards-on-phone">
            <caption>{tx!(convents.terms_caption)}</caption>
            <thead><tr>
                <th scope="col">{tx!(convents.col_person)}</th><th scope="col">{tx!(convents.col_office)}</th>
                <th scope="col">{tx!(convents.col_from)}</th><th scope="col">{tx!(convents.col_to)}</th>
                <th scope="col">{tx!(convents.col_state)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn lane(all: &[Term], office: Office, span: Span, now: DateTime<Utc>) -> AnyView {
    let bars: Vec<AnyView> = of_office(all, office)
        .into_iter()
        .flat_map(|term| {
            let name = term.person_name.clone();
            bars(&term, span, now).into_iter().enumerate().map(move |(nth, bar)| {
                let class = match bar.part {
                    Part::Regular => "bar regular",
                    Part::Extended => "bar extended",
                    Part::Overrun => "bar overrun",
                    Part::Ahead => "bar ahead",
                };
                let label = (nth == 0).then(|| name.clone());
                let (left, width) = (percent(bar.left), percent(bar.width));
                view! { <span class=class title=name.clone() style:left=left style:width=width>{label}</span> }
                    .into_any()
            })
        })
        .collect();
    view! {
        <div class="lane"><span class="lane-name">{words::office(office)}</span><div class="track">{bars}</div></div>
    }
    .into_any()
}

fn row(term: Term, annul: AnyView) -> AnyView {
    let (starts, planned, ended) = (term.starts_at, term.planned_end, term.ended_at);
    let until = text(move || match ended {
        Some(ended) => dates::instant_day(ended),
        None => tr!(convents.planned_until, date = dates::instant_day(planned)),
    });
    let post: Vec<String> = [term.position_title, term.institution_name].into_iter().flatten().collect();
    // One that was annulled had been in force; one that was cancelled never was.
    let state = if term.annul_reason.is_some() { tx!(convents.term_voided) } else { words::term_state(term.state) };
    let reason = term.end_reason.filter(|_| term.annul_reason.is_none());
    let reason = reason.map(|reason| view! { <span class="quiet">{words::term_end(reason)}</span> }.into_any());
    let annulled = term.annul_reason.map(|reason| view! { <span class="quiet">{reason}</span> }.into_any());
    let acting = term.acting.then(|| view! { <span class="quiet">" " {tx!(convents.acting)}</span> }.into_any());
    view! {
        <tr id=format!("term-{}", term.id)>
            <th scope="row">{term.person_name}<div class="quiet">{post.join(", ")}</div></th>
            <td data-label=tx!(convents.col_office)>{words::office(term.office)}{acting}</td>
            <td data-label=tx!(convents.col_from)>{text(move || dates::instant_day(starts))}</td>
            <td data-label=tx!(convents.col_to)>{until}</td>
            <td>{badge(state_tone(term.state), state)} " " {reason} {annulled} {annul}</td>
        </tr>
    }
    .into_any()
}
