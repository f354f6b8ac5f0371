//! The forms of the programme itself and of its versions, recommendations and initiatives.

use super::board::Board;
use super::sheet::{Sheet, area, choice, date, input, nothing_now};
use super::words::{self, BODIES, INITIATIVE_STATUSES, STATES, named, options, word_of};
use crate::api::{self, Attempts, Loading, fetch, load};
use crate::components::feedback::show;
use crate::components::form::Field;
use crate::texts::Text;
use crate::{dates, tx};
use chrono::NaiveDate;
use leptos::prelude::*;
use obrady_client::{Client, InstitutionFilter};
use obrady_rules::programmes::next_states;
use obrady_types::directory::Institution;
use obrady_types::programmes::{
    Initiative, InitiativeCreate, InitiativePatch, Programme, ProgrammePatch, ProgrammeVersion, ProgrammeVersionCreate,
    ProgrammeVersionPatch, Recommendation, RecommendationCreate, RecommendationPatch,
};
use obrady_types::{InstitutionId, Patch, validate};

/// What stands in the lines now.
type Values = Vec<(&'static str, String)>;

fn typed(date: Option<NaiveDate>) -> String {
    date.map(dates::typed).unwrap_or_default()
}

fn year(year: Option<i32>) -> String {
    year.map(|year| year.to_string()).unwrap_or_default()
}

fn values_of(programme: &Programme) -> Values {
    vec![
        ("programme-title", programme.title.clone()),
        ("programme-state", word_of(&STATES, programme.state).to_owned()),
        ("programme-from", year(programme.period_from)),
        ("programme-to", year(programme.period_to)),
        ("programme-owner", programme.owner_institution_id.map(|id| id.to_string()).unwrap_or_default()),
        ("programme-unit", programme.owner_unit.clone().unwrap_or_default()),
        ("programme-authors", programme.drafted_by.clone().unwrap_or_default()),
        ("programme-basis", programme.legal_basis.clone()),
        ("programme-assumptions", programme.assumptions.clone()),
        ("programme-analysis", programme.diagnosis_title.clone().unwrap_or_default()),
        ("programme-diagnosis", programme.diagnosis.clone()),
    ]
}

/// A line's value among others.
fn take(values: &Values, id: &str) -> String {
    values.iter().find(|(known, _)| *known == id).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// The programme itself, once the institutions that may own it are known.
pub fn programme(board: Board, programme: Programme) -> AnyView {
    let region = programme.region_id;
    let owners = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let (client, region_id) = (client.clone(), Some(region));
                async move { client.list_institutions(&InstitutionFilter { region_id, page, ..Default::default() }).await }
            })
            .await
        })
    });
    show(owners, move |owners| programme_form(board, programme.clone(), owners))
}

/// Its form, the state included: the present one and those that may follow.
fn programme_form(board: Board, programme: Programme, owners: Vec<Institution>) -> AnyView {
    let mut all = vec![(String::new(), tx!(programmes.f_no_owner))];
    all.extend(owners.into_iter().map(|one| (one.id.to_string(), Text::stored(one.name))));
    let values = values_of(&programme);
    let mut states = vec![programme.state];
    states.extend(next_states(programme.scope, programme.state).iter().filter(|next| **next != programme.state));
    let states = states.into_iter().map(|state| (word_of(&STATES, state).to_owned(), words::state(state))).collect();
    let field = |id, pointer, label: Text| Field::new(id, pointer, label);
    let sheet = Sheet::new(vec![
        input(field("programme-title", "/title", tx!(programmes.f_title)), take(&values, "programme-title")),
        choice(field("programme-state", "/state", tx!(programmes.f_state)), take(&values, "programme-state"), states),
        input(
            field("programme-from", "/period_from", tx!(programmes.f_from)).width("short").optional(),
            take(&values, "programme-from"),
        ),
        input(
            field("programme-to", "/period_to", tx!(programmes.f_to)).width("short").optional(),
            take(&values, "programme-to"),
        ),
        choice(
            field("programme-owner", "/owner_institution_id", tx!(programmes.owner)),
            take(&values, "programme-owner"),
            all,
        ),
        input(
            field("programme-unit", "/owner_unit", tx!(programmes.owner_unit)).optional(),
            take(&values, "programme-unit"),
        ),
        input(
            field("programme-authors", "/drafted_by", tx!(programmes.drafted_by)).optional(),
            take(&values, "programme-authors"),
        ),
        area(
            field("programme-basis", "/legal_basis", tx!(programmes.legal_basis)).optional(),
            take(&values, "programme-basis"),
        ),
        area(
            field("programme-assumptions", "/assumptions", tx!(programmes.assumptions)).optional(),
            take(&values, "programme-assumptions"),
        ),
        input(
            field("programme-analysis", "/diagnosis_title", tx!(programmes.diagnosis_title)).optional(),
            take(&values, "programme-analysis"),
        ),
        area(
            field("programme-diagnosis", "/diagnosis", tx!(programmes.diagnosis_text)).optional(),
            take(&values, "programme-diagnosis"),
        ),
    ]);
    let known = RwSignal::new(programme.version);
    sheet.view(tx!(common.save), move || {
        let version = known.get_untracked();
        let mut errors = Vec::new();
        let (from, to) = (sheet.year("programme-from", &mut errors), sheet.year("programme-to", &mut errors));
        let patch = ProgrammePatch {
            title: Patch::Value(sheet.get("programme-title")),
            period_from: from.into(),
            period_to: to.into(),
            owner_institution_id: sheet.get("programme-owner").parse::<InstitutionId>().ok().into(),
            owner_unit: sheet.some("programme-unit").into(),
            drafted_by: sheet.some("programme-authors").into(),
            legal_basis: Patch::Value(sheet.get("programme-basis")),
            assumptions: Patch::Value(sheet.get("programme-assumptions")),
            diagnosis_title: sheet.some("programme-analysis").into(),
            diagnosis: Patch::Value(sheet.get("programme-diagnosis")),
            state: named(&STATES, &sheet.get("programme-state")),
        };
        errors.extend(sheet.found(&validate(&patch)));
        let send = move |client: Client| -> Loading<()> {
            let patch = patch.clone();
            Box::pin(async move { client.update_programme(board.id, version, &patch).await.map(|_| ()) })
        };
        let now = move |client: Client| -> Loading<Values> {
            Box::pin(async move {
                let programme = client.get_programme(board.id).await?.value;
                known.set(programme.version);
                Ok(values_of(&programme))
            })
        };
        sheet.send(board, errors, send, now);
    })
}

fn values_of_version(version: &ProgrammeVersion) -> Values {
    vec![
        ("version-summary", version.summary.clone()),
        ("version-body", version.adopted_by.map(|body| word_of(&BODIES, body)).unwrap_or_default().to_owned()),
        ("version-resolution", version.resolution_number.clone().unwrap_or_default()),
        ("version-date", typed(version.resolution_date)),
        ("version-from", typed(version.in_force_from)),
        ("version-to", typed(version.in_force_to)),
    ]
}

/// A version, or a new one.
pub fn version(board: Board, version: Option<ProgrammeVersion>) -> AnyView {
    let mut bodies = vec![(String::new(), tx!(programmes.f_not_adopted))];
    bodies.extend(options(&BODIES, words::adopted_by));
    let values = version.as_ref().map(values_of_version).unwrap_or_default();
    let dated = |pick: fn(&ProgrammeVersion) -> Option<NaiveDate>| version.as_ref().and_then(pick);
    let sheet = Sheet::new(vec![
        area(
            Field::new("version-summary", "/summary", tx!(programmes.f_summary)).optional(),
            take(&values, "version-summary"),
        ),
        choice(
            Field::new("version-body", "/adopted_by", tx!(programmes.f_adopted_by)),
            take(&values, "version-body"),
            bodies,
        ),
        input(
            Field::new("version-resolution", "/resolution_number", tx!(programmes.f_resolution)).optional(),
            take(&values, "version-resolution"),
        ),
        date(
            Field::new("version-date", "/resolution_date", tx!(programmes.f_resolution_date)),
            dated(|one| one.resolution_date),
        ),
        date(
            Field::new("version-from", "/in_force_from", tx!(programmes.f_force_from)),
            dated(|one| one.in_force_from),
        ),
        date(Field::new("version-to", "/in_force_to", tx!(programmes.f_force_to)), dated(|one| one.in_force_to)),
    ]);
    let (attempts, known) = (Attempts::default(), RwSignal::new(version.map(|one| (one.id, one.version))));
    sheet.view(tx!(common.save), move || {
        let mut errors = Vec::new();
        let input = ProgrammeVersionCreate {
            summary: sheet.get("version-summary"),
            adopted_by: named(&BODIES, &sheet.get("version-body")),
            resolution_number: sheet.some("version-resolution"),
            resolution_date: sheet.day("version-date", &mut errors),
            in_force_from: sheet.day("version-from", &mut errors),
            in_force_to: sheet.day("version-to", &mut errors),
        };
        errors.extend(sheet.found(&validate(&input)));
        let Some((id, number)) = known.get_untracked() else {
            let key = attempts.key(&input);
            let send = move |client: Client| -> Loading<()> {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                Box::pin(async move { client.create_programme_version(board.id, &input).await.map(|_| ()) })
            };
            return sheet.send(board, errors, send, nothing_now);
        };
        let patch = ProgrammeVersionPatch {
            summary: Patch::Value(input.summary),
            adopted_by: input.adopted_by.into(),
            resolution_number: input.resolution_number.into(),
            resolution_date: input.resolution_date.into(),
            in_force_from: input.in_force_from.into(),
            in_force_to: input.in_force_to.into(),
        };
        let send = move |client: Client| -> Loading<()> {
            let patch = patch.clone();
            Box::pin(async move { client.update_programme_version(id, number, &patch).await.map(|_| ()) })
        };
        let now = move |client: Client| -> Loading<Values> {
            Box::pin(async move {
                let found = client.get_programme_version(id).await?.value;
                known.set(Some((id, found.version)));
                Ok(values_of_version(&found))
            })
        };
        sheet.send(board, errors, send, now);
    })
}

/// The goals of the programme as a choice.
fn goals(board: Board) -> Vec<(String, Text)> {
    let mut all = vec![(String::new(), tx!(programmes.f_no_goal))];
    let goals = board.goals();
    all.extend(goals.iter().map(|goal| (goal.id.to_string(), Text::stored(format!("{} {}", goal.code, goal.title)))));
    all
}

fn values_of_recommendation(one: &Recommendation) -> Values {
    vec![
        ("recommendation-title", one.title.clone()),
        ("recommendation-description", one.description.clone()),
        ("recommendation-goal", one.objective_id.map(|id| id.to_string()).unwrap_or_default()),
    ]
}

/// A recommendation, or a new one.
pub fn recommendation(board: Board, one: Option<Recommendation>) -> AnyView {
    let values = one.as_ref().map(values_of_recommendation).unwrap_or_default();
    let sheet = Sheet::new(vec![
        area(
            Field::new("recommendation-title", "/title", tx!(programmes.f_title)),
            take(&values, "recommendation-title"),
        ),
        area(
            Field::new("recommendation-description", "/description", tx!(programmes.f_description)).optional(),
            take(&values, "recommendation-description"),
        ),
        choice(
            Field::new("recommendation-goal", "/objective_id", tx!(programmes.f_goal)),
            take(&values, "recommendation-goal"),
            goals(board),
        ),
    ]);
    let (attempts, known) = (Attempts::default(), RwSignal::new(one.map(|one| (one.id, one.version))));
    sheet.view(tx!(common.save), move || {
        let input = RecommendationCreate {
            title: sheet.get("recommendation-title"),
            description: sheet.get("recommendation-description"),
            objective_id: sheet.get("recommendation-goal").parse().ok(),
        };
        let errors = sheet.found(&validate(&input));
        let Some((id, version)) = known.get_untracked() else {
            let key = attempts.key(&input);
            let send = move |client: Client| -> Loading<()> {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                Box::pin(async move { client.create_recommendation(board.id, &input).await.map(|_| ()) })
            };
            return sheet.send(board, errors, send, nothing_now);
        };
        let patch = RecommendationPatch {
            title: Patch::Value(input.title),
            description: Patch::Value(input.description),
            objective_id: input.objective_id.into(),
        };
        let send = move |client: Client| -> Loading<()> {
            let patch = patch.clone();
            Box::pin(async move { client.update_recommendation(id, version, &patch).await.map(|_| ()) })
        };
        let now = move |client: Client| -> Loading<Values> {
            Box::pin(async move {
                let found = client.get_recommendation(id).await?.value;
                known.set(Some((id, found.version)));
                Ok(values_of_recommendation(&found))
            })
        };
        sheet.send(board, errors, send, now);
    })
}

fn values_of_initiative(one: &Initiative) -> Values {
    let status = one.status.map(|status| word_of(&INITIATIVE_STATUSES, status));
    vec![
        ("initiative-name", one.name.clone()),
        ("initiative-leader", one.leader.clone().unwrap_or_default()),
        ("initiative-from", typed(one.from)),
        ("initiative-to", typed(one.to)),
        ("initiative-status", status.unwrap_or_default().to_owned()),
        ("initiative-goal", one.objective_id.map(|id| id.to_string()).unwrap_or_default()),
    ]
}

/// An initiative, or a new one.
pub fn initiative(board: Board, one: Option<Initiative>) -> AnyView {
    let mut statuses = vec![(String::new(), tx!(programmes.status_unknown))];
    statuses.extend(options(&INITIATIVE_STATUSES, words::initiative_status));
    let values = one.as_ref().map(values_of_initiative).unwrap_or_default();
    let sheet = Sheet::new(vec![
        input(Field::new("initiative-name", "/name", tx!(programmes.f_name)), take(&values, "initiative-name")),
        input(
            Field::new("initiative-leader", "/leader", tx!(programmes.f_leader)).optional(),
            take(&values, "initiative-leader"),
        ),
        date(
            Field::new("initiative-from", "/from", tx!(programmes.f_first_day)),
            one.as_ref().and_then(|one| one.from),
        ),
        date(Field::new("initiative-to", "/to", tx!(programmes.f_last_day)), one.as_ref().and_then(|one| one.to)),
        choice(
            Field::new("initiative-status", "/status", tx!(programmes.f_status)),
            take(&values, "initiative-status"),
            statuses,
        ),
        choice(
            Field::new("initiative-goal", "/objective_id", tx!(programmes.f_goal)),
            take(&values, "initiative-goal"),
            goals(board),
        ),
    ]);
    let (attempts, known) = (Attempts::default(), RwSignal::new(one.map(|one| (one.id, one.version))));
    sheet.view(tx!(common.save), move || {
        let mut errors = Vec::new();
        let input = InitiativeCreate {
            name: sheet.get("initiative-name"),
            leader: sheet.some("initiative-leader"),
            from: sheet.day("initiative-from", &mut errors),
            to: sheet.day("initiative-to", &mut errors),
            status: named(&INITIATIVE_STATUSES, &sheet.get("initiative-status")),
            objective_id: sheet.get("initiative-goal").parse().ok(),
        };
        errors.extend(sheet.found(&validate(&input)));
        let Some((id, version)) = known.get_untracked() else {
            let key = attempts.key(&input);
            let send = move |client: Client| -> Loading<()> {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                Box::pin(async move { client.create_initiative(board.id, &input).await.map(|_| ()) })
            };
            return sheet.send(board, errors, send, nothing_now);
        };
        let patch = InitiativePatch {
            name: Patch::Value(input.name),
            leader: input.leader.into(),
            from: input.from.into(),
            to: input.to.into(),
            status: input.status.into(),
            objective_id: input.objective_id.into(),
        };
        let send = move |client: Client| -> Loading<()> {
            let patch = patch.clone();
            Box::pin(async move { client.update_initiative(id, version, &patch).await.map(|_| ()) })
        };
        let now = move |client: Client| -> Loading<Values> {
            Box::pin(async move {
                let found = client.get_initiative(id).await?.value;
                known.set(Some((id, found.version)));
                Ok(values_of_initiative(&found))
            })
        };
        sheet.send(board, errors, send, now);
    })
}
