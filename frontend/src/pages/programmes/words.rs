//! Words for what the wire says of programmes in codes.

use crate::components::feedback::{Tone, badge};
use crate::texts::{Text, text};
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::programmes::{
    AdoptingBody, InitiativeStatus, ObjectiveLevel, ObjectiveMatchKind, ObjectiveStatus, Programme,
    ProgrammeRelationKind, ProgrammeScope, ProgrammeState,
};

/// Everything that a filter or a form offers, with the word that stands in the address and on the wire.
pub const SCOPES: [(&str, ProgrammeScope); 4] = [
    ("provincial", ProgrammeScope::Provincial),
    ("county", ProgrammeScope::County),
    ("national", ProgrammeScope::National),
    ("eu", ProgrammeScope::Eu),
];

/// The states.
pub const STATES: [(&str, ProgrammeState); 8] = [
    ("concept", ProgrammeState::Concept),
    ("drafting", ProgrammeState::Drafting),
    ("adopted", ProgrammeState::Adopted),
    ("in_force", ProgrammeState::InForce),
    ("under_update", ProgrammeState::UnderUpdate),
    ("expired", ProgrammeState::Expired),
    ("superseded", ProgrammeState::Superseded),
    ("abandoned", ProgrammeState::Abandoned),
];

/// The levels of goals.
pub const LEVELS: [(&str, ObjectiveLevel); 3] = [
    ("overriding", ObjectiveLevel::Overriding),
    ("specific", ObjectiveLevel::Specific),
    ("task", ObjectiveLevel::Task),
];

/// How far goals are.
pub const STATUSES: [(&str, ObjectiveStatus); 4] = [
    ("planned", ObjectiveStatus::Planned),
    ("in_progress", ObjectiveStatus::InProgress),
    ("done", ObjectiveStatus::Done),
    ("dropped", ObjectiveStatus::Dropped),
];

/// How far initiatives are.
pub const INITIATIVE_STATUSES: [(&str, InitiativeStatus); 4] = [
    ("planned", InitiativeStatus::Planned),
    ("in_progress", InitiativeStatus::InProgress),
    ("completed", InitiativeStatus::Completed),
    ("stopped", InitiativeStatus::Stopped),
];

/// The kinds of relations.
pub const RELATIONS: [(&str, ProgrammeRelationKind); 5] = [
    ("complements", ProgrammeRelationKind::Complements),
    ("continues", ProgrammeRelationKind::Continues),
    ("supersedes", ProgrammeRelationKind::Supersedes),
    ("implements", ProgrammeRelationKind::Implements),
    ("overlaps", ProgrammeRelationKind::Overlaps),
];

/// The kinds of matches.
pub const MATCHES: [(&str, ObjectiveMatchKind); 3] = [
    ("complements", ObjectiveMatchKind::Complements),
    ("repeats", ObjectiveMatchKind::Repeats),
    ("fills_gap", ObjectiveMatchKind::FillsGap),
];

/// The bodies that adopt programmes.
pub const BODIES: [(&str, AdoptingBody); 2] = [("board", AdoptingBody::Board), ("assembly", AdoptingBody::Assembly)];

/// The value that a word stands for.
pub fn named<T: Copy>(all: &[(&str, T)], word: &str) -> Option<T> {
    all.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

/// The word of a value.
pub fn word_of<T: Copy + PartialEq>(all: &[(&'static str, T)], value: T) -> &'static str {
    all.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| *word)
}

/// What a choice offers: the words of the wire with the words of the screen.
pub fn options<T: Copy>(all: &[(&'static str, T)], words: fn(T) -> Text) -> Vec<(String, Text)> {
    all.iter().map(|(word, value)| ((*word).to_owned(), words(*value))).collect()
}

pub fn scope(scope: ProgrammeScope) -> Text {
    match scope {
        ProgrammeScope::Provincial => tx!(programmes.scope_provincial),
        ProgrammeScope::County => tx!(programmes.scope_county),
        ProgrammeScope::National => tx!(programmes.scope_national),
        ProgrammeScope::Eu => tx!(programmes.scope_eu),
    }
}

pub fn state(state: ProgrammeState) -> Text {
    match state {
        ProgrammeState::Concept => tx!(programmes.state_concept),
        ProgrammeState::Drafting => tx!(programmes.state_drafting),
        ProgrammeState::Adopted => tx!(programmes.state_adopted),
        ProgrammeState::InForce => tx!(programmes.state_in_force),
        ProgrammeState::UnderUpdate => tx!(programmes.state_under_update),
        ProgrammeState::Expired => tx!(programmes.state_expired),
        ProgrammeState::Superseded => tx!(programmes.state_superseded),
        ProgrammeState::Abandoned => tx!(programmes.state_abandoned),
    }
}

/// A state as a badge.
pub fn state_badge(of: ProgrammeState) -> AnyView {
    let tone = match of {
        ProgrammeState::InForce => Tone::Done,
        ProgrammeState::Drafting | ProgrammeState::Adopted | ProgrammeState::UnderUpdate => Tone::Info,
        ProgrammeState::Concept => Tone::Attention,
        ProgrammeState::Expired | ProgrammeState::Superseded | ProgrammeState::Abandoned => Tone::Plain,
    };
    badge(tone, state(of))
}

pub fn level(level: ObjectiveLevel) -> Text {
    match level {
        ObjectiveLevel::Overriding => tx!(programmes.level_overriding),
        ObjectiveLevel::Specific => tx!(programmes.level_specific),
        ObjectiveLevel::Task => tx!(programmes.level_task),
    }
}

pub fn status(status: ObjectiveStatus) -> Text {
    match status {
        ObjectiveStatus::Planned => tx!(programmes.status_planned),
        ObjectiveStatus::InProgress => tx!(programmes.status_in_progress),
        ObjectiveStatus::Done => tx!(programmes.status_done),
        ObjectiveStatus::Dropped => tx!(programmes.status_dropped),
    }
}

/// How far a goal is, as a badge.
pub fn status_badge(of: ObjectiveStatus) -> AnyView {
    let tone = match of {
        ObjectiveStatus::Done => Tone::Done,
        ObjectiveStatus::InProgress => Tone::Info,
        ObjectiveStatus::Planned | ObjectiveStatus::Dropped => Tone::Plain,
    };
    badge(tone, status(of))
}

pub fn initiative_status(status: InitiativeStatus) -> Text {
    match status {
        InitiativeStatus::Planned => tx!(programmes.initiative_planned),
        InitiativeStatus::InProgress => tx!(programmes.initiative_in_progress),
        InitiativeStatus::Completed => tx!(programmes.initiative_completed),
        InitiativeStatus::Stopped => tx!(programmes.initiative_stopped),
    }
}

/// What a programme is to another.
pub fn relation(kind: ProgrammeRelationKind) -> Text {
    match kind {
        ProgrammeRelationKind::Complements => tx!(programmes.rel_complements),
        ProgrammeRelationKind::Continues => tx!(programmes.rel_continues),
        ProgrammeRelationKind::Supersedes => tx!(programmes.rel_supersedes),
        ProgrammeRelationKind::Implements => tx!(programmes.rel_implements),
        ProgrammeRelationKind::Overlaps => tx!(programmes.rel_overlaps),
    }
}

/// The same, read from the other programme.
pub fn relation_back(kind: ProgrammeRelationKind) -> Text {
    match kind {
        ProgrammeRelationKind::Complements => tx!(programmes.by_complements),
        ProgrammeRelationKind::Continues => tx!(programmes.by_continues),
        ProgrammeRelationKind::Supersedes => tx!(programmes.by_supersedes),
        ProgrammeRelationKind::Implements => tx!(programmes.by_implements),
        ProgrammeRelationKind::Overlaps => tx!(programmes.by_overlaps),
    }
}

pub fn matching(kind: ObjectiveMatchKind) -> Text {
    match kind {
        ObjectiveMatchKind::Complements => tx!(programmes.match_complements),
        ObjectiveMatchKind::Repeats => tx!(programmes.match_repeats),
        ObjectiveMatchKind::FillsGap => tx!(programmes.match_fills_gap),
    }
}

/// The same, read from the other goal.
pub fn matching_back(kind: ObjectiveMatchKind) -> Text {
    match kind {
        ObjectiveMatchKind::Complements => tx!(programmes.back_complements),
        ObjectiveMatchKind::Repeats => tx!(programmes.back_repeats),
        ObjectiveMatchKind::FillsGap => tx!(programmes.back_fills_gap),
    }
}

pub fn adopted_by(body: AdoptingBody) -> Text {
    match body {
        AdoptingBody::Board => tx!(programmes.adopted_board),
        AdoptingBody::Assembly => tx!(programmes.adopted_assembly),
    }
}

/// The years of a programme, if any are known.
pub fn period(programme: &Programme) -> Option<Text> {
    let (from, to) = (programme.period_from, programme.period_to);
    match (from, to) {
        (Some(from), Some(to)) => Some(text(move || tr!(programmes.period, from = from, to = to))),
        (Some(from), None) => Some(text(move || tr!(programmes.period_from, from = from))),
        (None, Some(to)) => Some(text(move || tr!(programmes.period_to, to = to))),
        (None, None) => None,
    }
}
