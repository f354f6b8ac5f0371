//! Programmes and their parts.

use crate::{Client, ClientError, Versioned};
use obrady_types::programmes::{
    Indicator, IndicatorCreate, IndicatorPatch, Initiative, InitiativeCreate, InitiativePatch, Objective,
    ObjectiveCreate, ObjectiveMatch, ObjectiveMatchCreate, ObjectiveMove, ObjectivePatch, ObjectiveTree, Programme,
    ProgrammeCreate, ProgrammePatch, ProgrammeRelation, ProgrammeRelationCreate, ProgrammeScope, ProgrammeState,
    ProgrammeVersion, ProgrammeVersionCreate, ProgrammeVersionPatch, Recommendation, RecommendationCreate,
    RecommendationPatch, TopicLink, TopicLinkCreate,
};
use obrady_types::{
    BodyId, IndicatorId, InitiativeId, MeetingId, ObjectiveId, ObjectiveMatchId, Page, PageQuery, ProgrammeId,
    ProgrammeRelationId, ProgrammeVersionId, RecommendationId, RegionId, TopicId, TopicLinkId,
};

/// Which programmes to list.
#[derive(Clone, Debug, Default)]
pub struct ProgrammeFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one scope.
    pub scope: Option<ProgrammeScope>,
    /// In one state.
    pub state: Option<ProgrammeState>,
    /// Whose period has this year.
    pub year: Option<i32>,
    /// Words of the title.
    pub q: Option<String>,
    /// Which page.
    pub page: PageQuery,
}

/// Which relations to list.
#[derive(Clone, Debug, Default)]
pub struct RelationFilter {
    /// From or to this programme.
    pub programme_id: Option<ProgrammeId>,
    /// Between programmes of one region.
    pub region_id: Option<RegionId>,
    /// Which page.
    pub page: PageQuery,
}

/// Which links to topics to list.
#[derive(Clone, Debug, Default)]
pub struct TopicLinkFilter {
    /// Of one programme.
    pub programme_id: Option<ProgrammeId>,
    /// To one topic.
    pub topic_id: Option<TopicId>,
    /// To topics of one body.
    pub body_id: Option<BodyId>,
    /// To topics on the agenda of one meeting, as far as the caller reads it.
    pub meeting_id: Option<MeetingId>,
    /// Which page.
    pub page: PageQuery,
}

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Lists programmes.
    pub async fn list_programmes(&self, filter: &ProgrammeFilter) -> Result<Page<Programme>, ClientError> {
        self.get("/programmes")
            .query("region_id", filter.region_id.as_ref())
            .query("scope", filter.scope.as_ref())
            .query("state", filter.state.as_ref())
            .query("year", filter.year.as_ref())
            .query("q", filter.q.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes a programme, a concept.
    pub async fn create_programme(&self, input: &ProgrammeCreate) -> Result<Versioned<Programme>, ClientError> {
        self.post("/programmes").json(input).object().await
    }

    /// Reads a programme.
    pub async fn get_programme(&self, id: ProgrammeId) -> Result<Versioned<Programme>, ClientError> {
        self.get(format!("/programmes/{id}")).object().await
    }

    /// Changes a programme of the given version.
    pub async fn update_programme(
        &self,
        id: ProgrammeId,
        version: i32,
        patch: &ProgrammePatch,
    ) -> Result<Versioned<Programme>, ClientError> {
        self.patch(format!("/programmes/{id}"), version).json(patch).object().await
    }

    /// Lists the versions of a programme.
    pub async fn list_programme_versions(
        &self,
        id: ProgrammeId,
        page: &PageQuery,
    ) -> Result<Page<ProgrammeVersion>, ClientError> {
        self.get(format!("/programmes/{id}/versions")).page_query(page).page().await
    }

    /// Makes a version.
    pub async fn create_programme_version(
        &self,
        id: ProgrammeId,
        input: &ProgrammeVersionCreate,
    ) -> Result<Versioned<ProgrammeVersion>, ClientError> {
        self.post(format!("/programmes/{id}/versions")).json(input).object().await
    }

    /// Reads the version.
    pub async fn get_programme_version(
        &self,
        id: ProgrammeVersionId,
    ) -> Result<Versioned<ProgrammeVersion>, ClientError> {
        self.get(format!("/programme-versions/{id}")).object().await
    }

    /// Changes the version of the given row version.
    pub async fn update_programme_version(
        &self,
        id: ProgrammeVersionId,
        version: i32,
        patch: &ProgrammeVersionPatch,
    ) -> Result<Versioned<ProgrammeVersion>, ClientError> {
        self.patch(format!("/programme-versions/{id}"), version).json(patch).object().await
    }

    /// Reads all goals of a programme.
    pub async fn get_objective_tree(&self, id: ProgrammeId) -> Result<ObjectiveTree, ClientError> {
        self.get(format!("/programmes/{id}/objectives")).view().await
    }

    /// Makes a goal.
    pub async fn create_objective(
        &self,
        id: ProgrammeId,
        input: &ObjectiveCreate,
    ) -> Result<Versioned<Objective>, ClientError> {
        self.post(format!("/programmes/{id}/objectives")).json(input).object().await
    }

    /// Reads a goal.
    pub async fn get_objective(&self, id: ObjectiveId) -> Result<Versioned<Objective>, ClientError> {
        self.get(format!("/objectives/{id}")).object().await
    }

    /// Changes a goal of the given version.
    pub async fn update_objective(
        &self,
        id: ObjectiveId,
        version: i32,
        patch: &ObjectivePatch,
    ) -> Result<Versioned<Objective>, ClientError> {
        self.patch(format!("/objectives/{id}"), version).json(patch).object().await
    }

    /// Moves a goal of the given version with its parts.
    pub async fn move_objective(
        &self,
        id: ObjectiveId,
        version: i32,
        input: &ObjectiveMove,
    ) -> Result<Versioned<Objective>, ClientError> {
        self.post(format!("/objectives/{id}/move")).if_match(version).json(input).object().await
    }

    /// Removes a goal of the given version.
    pub async fn delete_objective(&self, id: ObjectiveId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/objectives/{id}")).if_match(version).done().await
    }

    /// Lists the recommendations of a programme.
    pub async fn list_recommendations(
        &self,
        id: ProgrammeId,
        page: &PageQuery,
    ) -> Result<Page<Recommendation>, ClientError> {
        self.get(format!("/programmes/{id}/recommendations")).page_query(page).page().await
    }

    /// Makes a recommendation.
    pub async fn create_recommendation(
        &self,
        id: ProgrammeId,
        input: &RecommendationCreate,
    ) -> Result<Versioned<Recommendation>, ClientError> {
        self.post(format!("/programmes/{id}/recommendations")).json(input).object().await
    }

    /// Reads the recommendation.
    pub async fn get_recommendation(&self, id: RecommendationId) -> Result<Versioned<Recommendation>, ClientError> {
        self.get(format!("/recommendations/{id}")).object().await
    }

    /// Changes the recommendation of the given row version.
    pub async fn update_recommendation(
        &self,
        id: RecommendationId,
        version: i32,
        patch: &RecommendationPatch,
    ) -> Result<Versioned<Recommendation>, ClientError> {
        self.patch(format!("/recommendations/{id}"), version).json(patch).object().await
    }

    /// Removes the recommendation of the given version.
    pub async fn delete_recommendation(&self, id: RecommendationId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/recommendations/{id}")).if_match(version).done().await
    }

    /// Lists the indicators of a programme's goals.
    pub async fn list_indicators(&self, id: ProgrammeId, page: &PageQuery) -> Result<Page<Indicator>, ClientError> {
        self.get(format!("/programmes/{id}/indicators")).page_query(page).page().await
    }

    /// Makes an indicator of a goal.
    pub async fn create_indicator(
        &self,
        id: ObjectiveId,
        input: &IndicatorCreate,
    ) -> Result<Versioned<Indicator>, ClientError> {
        self.post(format!("/objectives/{id}/indicators")).json(input).object().await
    }

    /// Reads an indicator.
    pub async fn get_indicator(&self, id: IndicatorId) -> Result<Versioned<Indicator>, ClientError> {
        self.get(format!("/indicators/{id}")).object().await
    }

    /// Changes an indicator of the given version.
    pub async fn update_indicator(
        &self,
        id: IndicatorId,
        version: i32,
        patch: &IndicatorPatch,
    ) -> Result<Versioned<Indicator>, ClientError> {
        self.patch(format!("/indicators/{id}"), version).json(patch).object().await
    }

    /// Removes an indicator of the given version.
    pub async fn delete_indicator(&self, id: IndicatorId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/indicators/{id}")).if_match(version).done().await
    }

    /// Lists the initiatives of a programme.
    pub async fn list_initiatives(&self, id: ProgrammeId, page: &PageQuery) -> Result<Page<Initiative>, ClientError> {
        self.get(format!("/programmes/{id}/initiatives")).page_query(page).page().await
    }

    /// Makes an initiative.
    pub async fn create_initiative(
        &self,
        id: ProgrammeId,
        input: &InitiativeCreate,
    ) -> Result<Versioned<Initiative>, ClientError> {
        self.post(format!("/programmes/{id}/initiatives")).json(input).object().await
    }

    /// Reads the initiative.
    pub async fn get_initiative(&self, id: InitiativeId) -> Result<Versioned<Initiative>, ClientError> {
        self.get(format!("/initiatives/{id}")).object().await
    }

    /// Changes the initiative of the given row version.
    pub async fn update_initiative(
        &self,
        id: InitiativeId,
        version: i32,
        patch: &InitiativePatch,
    ) -> Result<Versioned<Initiative>, ClientError> {
        self.patch(format!("/initiatives/{id}"), version).json(patch).object().await
    }

    /// Removes the initiative of the given version.
    pub async fn delete_initiative(&self, id: InitiativeId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/initiatives/{id}")).if_match(version).done().await
    }

    /// Lists relations between programmes.
    pub async fn list_programme_relations(
        &self,
        filter: &RelationFilter,
    ) -> Result<Page<ProgrammeRelation>, ClientError> {
        self.get("/programme-relations")
            .query("programme_id", filter.programme_id.as_ref())
            .query("region_id", filter.region_id.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes a relation.
    pub async fn create_programme_relation(
        &self,
        id: ProgrammeId,
        input: &ProgrammeRelationCreate,
    ) -> Result<Versioned<ProgrammeRelation>, ClientError> {
        self.post(format!("/programmes/{id}/relations")).json(input).object().await
    }

    /// Reads a relation.
    pub async fn get_programme_relation(
        &self,
        id: ProgrammeRelationId,
    ) -> Result<Versioned<ProgrammeRelation>, ClientError> {
        self.get(format!("/programme-relations/{id}")).object().await
    }

    /// Removes a relation.
    pub async fn delete_programme_relation(&self, id: ProgrammeRelationId) -> Result<(), ClientError> {
        self.delete(format!("/programme-relations/{id}")).done().await
    }

    /// Lists the matches of a programme's goals.
    pub async fn list_objective_matches(
        &self,
        id: ProgrammeId,
        page: &PageQuery,
    ) -> Result<Page<ObjectiveMatch>, ClientError> {
        self.get(format!("/programmes/{id}/objective-matches")).page_query(page).page().await
    }

    /// Makes a match of two goals.
    pub async fn create_objective_match(
        &self,
        id: ObjectiveId,
        input: &ObjectiveMatchCreate,
    ) -> Result<Versioned<ObjectiveMatch>, ClientError> {
        self.post(format!("/objectives/{id}/matches")).json(input).object().await
    }

    /// Reads a match of two goals.
    pub async fn get_objective_match(&self, id: ObjectiveMatchId) -> Result<Versioned<ObjectiveMatch>, ClientError> {
        self.get(format!("/objective-matches/{id}")).object().await
    }

    /// Removes a match of two goals.
    pub async fn delete_objective_match(&self, id: ObjectiveMatchId) -> Result<(), ClientError> {
        self.delete(format!("/objective-matches/{id}")).done().await
    }

    /// Lists links from parts of programmes to topics.
    pub async fn list_topic_links(&self, filter: &TopicLinkFilter) -> Result<Page<TopicLink>, ClientError> {
        self.get("/topic-links")
            .query("programme_id", filter.programme_id.as_ref())
            .query("topic_id", filter.topic_id.as_ref())
            .query("body_id", filter.body_id.as_ref())
            .query("meeting_id", filter.meeting_id.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes a link to a topic.
    pub async fn create_topic_link(
        &self,
        id: ProgrammeId,
        input: &TopicLinkCreate,
    ) -> Result<Versioned<TopicLink>, ClientError> {
        self.post(format!("/programmes/{id}/topic-links")).json(input).object().await
    }

    /// Reads a link to a topic.
    pub async fn get_topic_link(&self, id: TopicLinkId) -> Result<Versioned<TopicLink>, ClientError> {
        self.get(format!("/topic-links/{id}")).object().await
    }

    /// Removes a link to a topic.
    pub async fn delete_topic_link(&self, id: TopicLinkId) -> Result<(), ClientError> {
        self.delete(format!("/topic-links/{id}")).done().await
    }
}
