//! What the page of a programme knows, and what of it is being changed.

use crate::api::{self, Loaded};
use leptos::prelude::*;
use obrady_client::{Client, ClientError, RelationFilter, TopicLinkFilter};
use obrady_types::programmes::{
    Indicator, Initiative, Objective, ObjectiveMatch, Programme, ProgrammeRelation, ProgrammeVersion, Recommendation,
    TopicLink,
};
use obrady_types::{
    IndicatorId, InitiativeId, ObjectiveId, ObjectiveMatchId, ProgrammeId, ProgrammeRelationId, ProgrammeVersionId,
    RecommendationId, TopicLinkId,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything of a programme.
#[derive(Clone)]
pub struct Facts {
    /// The programme.
    pub programme: Programme,
    /// Its goals, each before its parts.
    pub goals: Arc<Vec<Objective>>,
    /// Its versions, the last first.
    pub versions: Vec<ProgrammeVersion>,
    /// Its recommendations.
    pub recommendations: Vec<Recommendation>,
    /// Its initiatives.
    pub initiatives: Vec<Initiative>,
    /// The indicators of its goals, those of a goal in their order.
    pub indicators: Vec<Indicator>,
    /// Relations between all programmes.
    pub relations: Vec<ProgrammeRelation>,
    /// The topics that work on its parts.
    pub links: Arc<Vec<TopicLink>>,
    /// Goals of other programmes that treat the same matter.
    pub matches: Vec<ObjectiveMatch>,
}

/// A part that a topic may work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A goal.
    Goal(ObjectiveId),
    /// A recommendation.
    Recommendation(RecommendationId),
    /// An initiative.
    Initiative(InitiativeId),
}

impl Part {
    /// Whether a link is of this part.
    pub fn is_of(self, link: &TopicLink) -> bool {
        match self {
            Self::Goal(id) => link.objective_id == Some(id),
            Self::Recommendation(id) => link.recommendation_id == Some(id),
            Self::Initiative(id) => link.initiative_id == Some(id),
        }
    }
}

/// What the dialogue is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The programme itself.
    Programme,
    /// A version; none is a new one.
    Version(Option<ProgrammeVersionId>),
    /// A new goal at a place.
    NewGoal(Option<ObjectiveId>),
    /// A goal.
    Goal(ObjectiveId),
    /// A goal's place.
    Move(ObjectiveId),
    /// A recommendation; none is a new one.
    Recommendation(Option<RecommendationId>),
    /// An initiative; none is a new one.
    Initiative(Option<InitiativeId>),
    /// An indicator of a goal; none is a new one.
    Indicator(ObjectiveId, Option<IndicatorId>),
    /// A new relation.
    Relation,
    /// A new match of a goal.
    Match(ObjectiveId),
    /// A new link of a part to a topic.
    Link(Part),
    /// Something to remove.
    Remove(Gone),
}

/// What is about to be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// A goal of a version.
    Goal(ObjectiveId, i32),
    /// A recommendation of a version.
    Recommendation(RecommendationId, i32),
    /// An initiative of a version.
    Initiative(InitiativeId, i32),
    /// An indicator of a version.
    Indicator(IndicatorId, i32),
    /// A relation.
    Relation(ProgrammeRelationId),
    /// A match.
    Match(ObjectiveMatchId),
    /// A link.
    Link(TopicLinkId),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Board {
    /// The programme.
    pub id: ProgrammeId,
    /// What is known.
    pub facts: Loaded<Facts>,
    /// Whether the tools of editing are shown.
    pub editing: RwSignal<bool>,
    /// What the dialogue is about.
    pub edit: RwSignal<Option<Edit>>,
    /// Whether the dialogue is open.
    pub open: RwSignal<bool>,
    /// Goals whose parts are folded.
    pub folded: RwSignal<BTreeSet<ObjectiveId>>,
}

impl Board {
    /// Opens the dialogue.
    pub fn start(self, edit: Edit) {
        self.edit.set(Some(edit));
        self.open.set(true);
    }

    /// The goals; not tracked.
    pub fn goals(self) -> Arc<Vec<Objective>> {
        self.facts.ready_untracked().map(|facts| facts.goals).unwrap_or_default()
    }
}

/// Reads everything of a programme at once.
pub async fn known(client: Client, id: ProgrammeId) -> Result<Facts, ClientError> {
    let page = api::many();
    let relations = RelationFilter { page: page.clone(), ..RelationFilter::default() };
    let links = TopicLinkFilter { programme_id: Some(id), page: page.clone(), ..TopicLinkFilter::default() };
    let (programme, goals, versions, recommendations, initiatives, indicators, relations, links, matches) = futures::try_join!(
        client.get_programme(id),
        client.get_objective_tree(id),
        client.list_programme_versions(id, &page),
        client.list_recommendations(id, &page),
        client.list_initiatives(id, &page),
        client.list_indicators(id, &page),
        client.list_programme_relations(&relations),
        client.list_topic_links(&links),
        client.list_objective_matches(id, &page),
    )?;
    Ok(Facts {
        programme: programme.value,
        goals: Arc::new(goals.objectives),
        versions: versions.items,
        recommendations: recommendations.items,
        initiatives: initiatives.items,
        indicators: indicators.items,
        relations: relations.items,
        links: Arc::new(links.items),
        matches: matches.items,
    })
}

/// A small button of the editing tools.
pub fn tool(board: Board, label: crate::texts::Text, name: String, edit: Edit) -> AnyView {
    view! {
        <button type="button" class="plain" on:click=move |_| board.start(edit)>
            {label}<span class="sr">": " {name}</span>
        </button>
    }
    .into_any()
}

/// A button beside a heading that adds something, while editing.
pub fn adder(board: Board, label: crate::texts::Text, edit: Edit) -> AnyView {
    use crate::components::icon::{Icon, icon};
    (move || {
        board.editing.get().then(|| {
            view! { <button type="button" on:click=move |_| board.start(edit)>{icon(Icon::Add)}{label}</button> }
        })
    })
    .into_any()
}
