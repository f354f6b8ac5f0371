//! The forms that lead elsewhere: to another programme, to a goal of another programme, to a topic.

use super::board::{Board, Part};
use super::sheet::{Sheet, area, choice, input, nothing_now};
use super::words::{self, MATCHES, RELATIONS, named, options};
use crate::api::{self, Attempts, Loading, fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::form::Field;
use crate::texts::Text;
use crate::tx;
use leptos::prelude::*;
use obrady_client::{BodyFilter, Client, ProgrammeFilter};
use obrady_types::programmes::{
    Objective, ObjectiveMatchCreate, ObjectiveMatchKind, ProgrammeRelationCreate, ProgrammeRelationKind,
    TopicLinkCreate,
};
use obrady_types::{ObjectiveId, ProgrammeId, RegionId, TopicId, validate};

/// Keys of a choice with their words.
type Choices = Vec<(String, Text)>;

/// The programmes of the region but this one.
async fn others(client: Client, id: ProgrammeId, region: RegionId) -> Result<Choices, obrady_client::ClientError> {
    let found = api::whole(|page| {
        let (client, filter) =
            (client.clone(), ProgrammeFilter { region_id: Some(region), page, ..ProgrammeFilter::default() });
        async move { client.list_programmes(&filter).await }
    })
    .await?;
    let others = found.into_iter().filter(|one| one.id != id);
    Ok(others.map(|one| (one.id.to_string(), Text::stored(one.title))).collect())
}

fn first_choice(choices: Choices) -> Choices {
    let mut all = vec![(String::new(), tx!(programmes.f_choose))];
    all.extend(choices);
    all
}

/// A new relation.
pub fn relation(board: Board, region: RegionId) -> AnyView {
    let programmes = load(move || fetch(move |client| others(client, board.id, region)));
    show(programmes, move |programmes| {
        let sheet = Sheet::new(vec![
            choice(
                Field::new("relation-kind", "/kind", tx!(programmes.f_kind)),
                "complements",
                options(&RELATIONS, words::relation),
            ),
            choice(
                Field::new("relation-to", "/to_id", tx!(programmes.f_programme)),
                String::new(),
                first_choice(programmes),
            ),
            area(Field::new("relation-note", "/note", tx!(programmes.f_note)).optional(), String::new()),
        ]);
        let attempts = Attempts::default();
        sheet.view(tx!(common.save), move || {
            let to: Option<ProgrammeId> = sheet.get("relation-to").parse().ok();
            let input = ProgrammeRelationCreate {
                to_id: to.unwrap_or(board.id),
                kind: named(&RELATIONS, &sheet.get("relation-kind")).unwrap_or(ProgrammeRelationKind::Complements),
                note: sheet.some("relation-note"),
            };
            let mut errors = sheet.found(&validate(&input));
            if to.is_none() {
                errors.push(sheet.missing("relation-to"));
            }
            let key = attempts.key(&input);
            let send = move |client: Client| -> Loading<()> {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                Box::pin(async move { client.create_programme_relation(board.id, &input).await.map(|_| ()) })
            };
            sheet.send(board, errors, send, nothing_now);
        })
    })
}

/// A new match: first the other programme, then its goal.
pub fn matching(board: Board, id: ObjectiveId, region: RegionId) -> AnyView {
    let programmes = load(move || fetch(move |client| others(client, board.id, region)));
    let chosen = RwSignal::new(String::new());
    let goals = load(move || {
        let programme = chosen.get().parse::<ProgrammeId>().ok();
        fetch(move |client| async move {
            match programme {
                Some(programme) => client.get_objective_tree(programme).await.map(|tree| tree.objectives),
                None => Ok(Vec::new()),
            }
        })
    });
    let first = show(programmes, move |programmes| {
        let field = Field::new("match-programme", "", tx!(programmes.f_programme));
        let sheet = Sheet::new(vec![choice(field, String::new(), first_choice(programmes))]);
        Effect::new(move |_| chosen.set(sheet.watch("match-programme")));
        sheet.lines_only()
    });
    let second = show(goals, move |goals: Vec<Objective>| {
        if goals.is_empty() {
            return ().into_any();
        }
        goal_choice(board, id, goals)
    });
    view! { <div class="form">{first}</div>{second} }.into_any()
}

fn goal_choice(board: Board, id: ObjectiveId, goals: Vec<Objective>) -> AnyView {
    let goals =
        goals.into_iter().map(|goal| (goal.id.to_string(), Text::stored(format!("{} {}", goal.code, goal.title))));
    let sheet = Sheet::new(vec![
        choice(
            Field::new("match-goal", "/other_id", tx!(programmes.f_other_goal)),
            String::new(),
            first_choice(goals.collect()),
        ),
        choice(
            Field::new("match-kind", "/kind", tx!(programmes.f_kind)),
            "complements",
            options(&MATCHES, words::matching),
        ),
        input(Field::new("match-note", "/note", tx!(programmes.f_note)).optional(), String::new()),
    ]);
    let attempts = Attempts::default();
    sheet.view(tx!(common.save), move || {
        let other: Option<ObjectiveId> = sheet.get("match-goal").parse().ok();
        let input = ObjectiveMatchCreate {
            other_id: other.unwrap_or(id),
            kind: named(&MATCHES, &sheet.get("match-kind")).unwrap_or(ObjectiveMatchKind::Complements),
            note: sheet.some("match-note"),
        };
        let mut errors = sheet.found(&validate(&input));
        if other.is_none() {
            errors.push(sheet.missing("match-goal"));
        }
        let key = attempts.key(&input);
        let send = move |client: Client| -> Loading<()> {
            let (client, input) = (client.with_idempotency_key(&key), input.clone());
            Box::pin(async move { client.create_objective_match(id, &input).await.map(|_| ()) })
        };
        sheet.send(board, errors, send, nothing_now);
    })
}

/// The topics of all bodies of a region, named with their bodies.
async fn topics(client: Client, region: RegionId) -> Result<Choices, obrady_client::ClientError> {
    let filter = BodyFilter { region_id: Some(region), page: api::many(), ..BodyFilter::default() };
    let bodies = client.list_bodies(&filter).await?.items;
    let page = api::many();
    let asked = bodies.iter().map(|body| client.list_topics(body.id, None, &page));
    let found = futures::future::try_join_all(asked).await?;
    let named = bodies.iter().zip(found).flat_map(|(body, topics)| {
        let name = body.name.clone();
        topics
            .items
            .into_iter()
            .map(move |topic| (topic.id.to_string(), Text::stored(format!("{} ({name})", topic.title))))
    });
    Ok(named.collect())
}

/// A new link to a topic.
pub fn topic(board: Board, part: Part, region: RegionId) -> AnyView {
    let topics = load(move || fetch(move |client| topics(client, region)));
    show(topics, move |topics: Choices| {
        if topics.is_empty() {
            return empty(tx!(programmes.topic_none), None);
        }
        let field = Field::new("link-topic", "/topic_id", tx!(programmes.f_topic));
        let sheet = Sheet::new(vec![choice(field, String::new(), first_choice(topics))]);
        let attempts = Attempts::default();
        sheet.view(tx!(common.save), move || {
            let Some(topic_id) = sheet.get("link-topic").parse::<TopicId>().ok() else {
                return sheet.send(board, vec![sheet.missing("link-topic")], nothing, nothing_now);
            };
            let none = TopicLinkCreate { objective_id: None, recommendation_id: None, initiative_id: None, topic_id };
            let input = match part {
                Part::Goal(id) => TopicLinkCreate { objective_id: Some(id), ..none },
                Part::Recommendation(id) => TopicLinkCreate { recommendation_id: Some(id), ..none },
                Part::Initiative(id) => TopicLinkCreate { initiative_id: Some(id), ..none },
            };
            let key = attempts.key(&input);
            let send = move |client: Client| -> Loading<()> {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                Box::pin(async move { client.create_topic_link(board.id, &input).await.map(|_| ()) })
            };
            sheet.send(board, Vec::new(), send, nothing_now);
        })
    })
}

fn nothing(_: Client) -> Loading<()> {
    Box::pin(async { Ok(()) })
}
