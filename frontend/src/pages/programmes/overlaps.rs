//! The overlap map: which goals treat the same matter as goals of other programmes. A table for each other programme,
//! which is a list of cards on a phone.

use super::board::{Board, Edit, Facts, Gone, tool};
use super::model::{Overlap, alone_and_repeating, overlaps};
use super::words;
use crate::components::feedback::{Tone, badge};
use crate::texts::text;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::ProgrammeId;
use obrady_types::programmes::ObjectiveMatchKind;

/// The section's body.
pub fn map(board: Board, facts: &Facts) -> AnyView {
    let (alone, repeating) = alone_and_repeating(&facts.goals, &facts.matches);
    let tables: Vec<AnyView> = overlaps(&facts.matches, board.id)
        .into_iter()
        .map(|(programme, rows)| table(board, name_of(facts, programme), programme, rows))
        .collect();
    let counts = (!facts.goals.is_empty()).then(|| {
        view! {
            <ul class="plain-list">
                <li>{text(move || tr!(programmes.overlap_alone, count = alone))}</li>
                <li>{text(move || tr!(programmes.overlap_twice, count = repeating))}</li>
            </ul>
        }
        .into_any()
    });
    view! { <p class="quiet">{tx!(programmes.overlap_hint)}</p>{counts}{tables} }.into_any()
}

/// The title of another programme, as far as a relation tells it.
fn name_of(facts: &Facts, id: ProgrammeId) -> String {
    let found = facts.relations.iter().find_map(|one| {
        if one.from_id == id { Some(&one.from_title) } else { (one.to_id == id).then_some(&one.to_title) }
    });
    found.cloned().unwrap_or_default()
}

fn table(board: Board, title: String, programme: ProgrammeId, rows: Vec<Overlap>) -> AnyView {
    let rows: Vec<AnyView> = rows.into_iter().map(|row| line(board, row)).collect();
    let caption = text(move || tr!(programmes.overlap_caption, title = title.clone()));
    view! {
        <div class="table-box">
            <table class="cards-on-phone">
                <caption><a href=format!("/programmes/{programme}#goals")>{caption}</a></caption>
                <thead>
                    <tr>
                        <th scope="col">{tx!(programmes.overlap_own)}</th>
                        <th scope="col">{tx!(programmes.overlap_how)}</th>
                        <th scope="col">{tx!(programmes.overlap_theirs)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(board: Board, row: Overlap) -> AnyView {
    let tone = match row.found.kind {
        ObjectiveMatchKind::Complements => Tone::Info,
        ObjectiveMatchKind::Repeats => Tone::Attention,
        ObjectiveMatchKind::FillsGap => Tone::Done,
    };
    let own_side = row.found.programme_id == board.id;
    let (id, name) = (row.found.id, row.own_words.clone());
    let remove = move || {
        (own_side && board.editing.get())
            .then(|| tool(board, tx!(programmes.remove), name.clone(), Edit::Remove(Gone::Match(id))))
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("#goal-{}", row.own)>{row.own_words}</a></th>
            <td data-label=tx!(programmes.overlap_how)>
                {badge(tone, if own_side { words::matching(row.found.kind) } else { words::matching_back(row.found.kind) })}
                {row.found.note.map(|note| view! { <p class="quiet">{note}</p> }.into_any())}
                {remove}
            </td>
            <td data-label=tx!(programmes.overlap_theirs)>
                <a href=format!("/programmes/{}#goal-{}", row.programme, row.other)>{row.other_words}</a>
            </td>
        </tr>
    }
    .into_any()
}
