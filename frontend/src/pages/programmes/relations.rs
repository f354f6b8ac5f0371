//! What the programme is to others: the succession of programmes, and each relation in words.

use super::board::{Board, Edit, Facts, Gone, tool};
use super::model::lineage;
use super::words;
use crate::components::feedback::empty;
use crate::tx;
use leptos::prelude::*;
use obrady_types::programmes::ProgrammeRelation;

/// The section's body.
pub fn relations(board: Board, facts: &Facts) -> AnyView {
    let own: Vec<&ProgrammeRelation> =
        facts.relations.iter().filter(|one| one.from_id == board.id || one.to_id == board.id).collect();
    if own.is_empty() {
        return empty(tx!(programmes.no_relations), None);
    }
    let rows: Vec<AnyView> = own.into_iter().map(|one| row(board, one.clone())).collect();
    view! { {strip(board, facts)}<ul class="rows">{rows}</ul> }.into_any()
}

/// The strip of programmes that follow each other.
fn strip(board: Board, facts: &Facts) -> Option<AnyView> {
    let line = lineage(&facts.relations, board.id);
    if line.is_empty() {
        return None;
    }
    let own = facts.programme.title.clone();
    let steps: Vec<AnyView> = line
        .into_iter()
        .map(|(id, title)| {
            if id == board.id {
                view! { <li aria-current="page"><span>{own.clone()}</span></li> }.into_any()
            } else {
                view! { <li><a href=format!("/programmes/{id}")>{title}</a></li> }.into_any()
            }
        })
        .collect();
    Some(view! { <h3>{tx!(programmes.lineage)}</h3><ol class="lineage">{steps}</ol> }.into_any())
}

fn row(board: Board, one: ProgrammeRelation) -> AnyView {
    let forth = one.from_id == board.id;
    let (kind, id, title) = if forth {
        (words::relation(one.kind), one.to_id, one.to_title)
    } else {
        (words::relation_back(one.kind), one.from_id, one.from_title)
    };
    let (relation, name) = (one.id, title.clone());
    let remove = move || {
        (forth && board.editing.get())
            .then(|| tool(board, tx!(programmes.remove), name.clone(), Edit::Remove(Gone::Relation(relation))))
    };
    view! {
        <li class="row">
            <div class="row-main">
                <span class="quiet">{kind}" "</span>
                <a href=format!("/programmes/{id}")>{title}</a>
                {one.note.map(|note| view! { <p class="prose quiet">{note}</p> }.into_any())}
            </div>
            {remove}
        </li>
    }
    .into_any()
}
