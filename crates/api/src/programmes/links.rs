//! What programmes and their parts are to each other, and the topics that work on them.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Get, Post, Remove, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, post};
use obrady_domain::programmes::{self, RelationFilter, TopicLinkFilter};
use obrady_types::programmes::{
    ObjectiveMatch, ObjectiveMatchCreate, ProgrammeRelation, ProgrammeRelationCreate, TopicLink, TopicLinkCreate,
};
use obrady_types::{
    BodyId, MeetingId, ObjectiveId, ObjectiveMatchId, Page, ProgrammeId, ProgrammeRelationId, RegionId, TopicId,
    TopicLinkId,
};

list_query! {
    /// Parameters of the list of relations.
    ProgrammeRelationListQuery {
        /// From or to this programme.
        programme_id: Option<ProgrammeId>,
        /// Between programmes of one region.
        region_id: Option<RegionId>,
    }
}

list_query! {
    /// Parameters of the list of matches.
    ObjectiveMatchListQuery {}
}

list_query! {
    /// Parameters of the list of links to topics.
    TopicLinkListQuery {
        /// Of one programme.
        programme_id: Option<ProgrammeId>,
        /// To one topic.
        topic_id: Option<TopicId>,
        /// To topics of one body.
        body_id: Option<BodyId>,
        /// To topics on the agenda of one meeting, as far as the caller reads it.
        meeting_id: Option<MeetingId>,
    }
}

/// Lists relations between programmes.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", params(ProgrammeRelationListQuery), responses((status = 200, description = "Relations", body = Page<ProgrammeRelation>)))]
#[get("/programme-relations")]
pub(crate) async fn list_programme_relations(get: Get<ProgrammeRelationListQuery>) -> Answer<List<ProgrammeRelation>> {
    let query = &get.query;
    let filter = RelationFilter { programme_id: query.programme_id, region_id: query.region_id };
    Ok(List(programmes::list_programme_relations(&get.call, &filter, &query.page()).await?))
}

/// Relates a programme to another one of its region.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = ProgrammeRelationCreate, responses((status = 201, description = "The new relation", body = ProgrammeRelation)))]
#[post("/programmes/{programme_id}/relations")]
pub(crate) async fn create_programme_relation(
    programme_id: Path<ProgrammeId>,
    post: Post<ProgrammeRelationCreate>,
) -> Answer<Created<ProgrammeRelation>> {
    let made = programmes::create_programme_relation(&post.call, *programme_id, post.input).await?;
    Ok(Created::at(format!("/programme-relations/{}", made.id), made))
}

/// Reads a relation.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 200, description = "The relation", body = ProgrammeRelation)))]
#[get("/programme-relations/{programme_relation_id}")]
pub(crate) async fn get_programme_relation(
    programme_relation_id: Path<ProgrammeRelationId>,
    get: Get<()>,
) -> Answer<Versioned<ProgrammeRelation>> {
    Ok(Versioned(programmes::get_programme_relation(&get.call, *programme_relation_id).await?))
}

/// Removes a relation.
///
/// Permissions: coordinators of the programme, administrators of the region (of the programme that is related).
#[utoipa::path(tag = "programmes", responses((status = 204, description = "It is removed")))]
#[delete("/programme-relations/{programme_relation_id}")]
pub(crate) async fn delete_programme_relation(
    programme_relation_id: Path<ProgrammeRelationId>,
    remove: Remove,
) -> Answer<NoContent> {
    programmes::delete_programme_relation(&remove.call, *programme_relation_id).await?;
    Ok(NoContent)
}

/// Lists goals of other programmes that treat the same matter as a programme's goals.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", params(ObjectiveMatchListQuery), responses((status = 200, description = "Matches", body = Page<ObjectiveMatch>)))]
#[get("/programmes/{programme_id}/objective-matches")]
pub(crate) async fn list_objective_matches(
    programme_id: Path<ProgrammeId>,
    get: Get<ObjectiveMatchListQuery>,
) -> Answer<List<ObjectiveMatch>> {
    let query = &get.query;
    Ok(List(programmes::list_objective_matches(&get.call, *programme_id, &query.page()).await?))
}

/// Says that a goal treats the matter of a goal of another programme.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = ObjectiveMatchCreate, responses((status = 201, description = "The new match", body = ObjectiveMatch)))]
#[post("/objectives/{objective_id}/matches")]
pub(crate) async fn create_objective_match(
    objective_id: Path<ObjectiveId>,
    post: Post<ObjectiveMatchCreate>,
) -> Answer<Created<ObjectiveMatch>> {
    let made = programmes::create_objective_match(&post.call, *objective_id, post.input).await?;
    Ok(Created::at(format!("/objective-matches/{}", made.id), made))
}

/// Reads a match of two goals.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 200, description = "The match", body = ObjectiveMatch)))]
#[get("/objective-matches/{objective_match_id}")]
pub(crate) async fn get_objective_match(
    objective_match_id: Path<ObjectiveMatchId>,
    get: Get<()>,
) -> Answer<Versioned<ObjectiveMatch>> {
    Ok(Versioned(programmes::get_objective_match(&get.call, *objective_match_id).await?))
}

/// Removes a match of two goals.
///
/// Permissions: coordinators of the programme, administrators of the region (of the goal that was matched).
#[utoipa::path(tag = "programmes", responses((status = 204, description = "It is removed")))]
#[delete("/objective-matches/{objective_match_id}")]
pub(crate) async fn delete_objective_match(
    objective_match_id: Path<ObjectiveMatchId>,
    remove: Remove,
) -> Answer<NoContent> {
    programmes::delete_objective_match(&remove.call, *objective_match_id).await?;
    Ok(NoContent)
}

/// Lists links from parts of programmes to topics, with the agenda items that took them up and what came of those.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", params(TopicLinkListQuery), responses((status = 200, description = "Links", body = Page<TopicLink>)))]
#[get("/topic-links")]
pub(crate) async fn list_topic_links(get: Get<TopicLinkListQuery>) -> Answer<List<TopicLink>> {
    let query = &get.query;
    let filter = TopicLinkFilter {
        programme_id: query.programme_id,
        topic_id: query.topic_id,
        body_id: query.body_id,
        meeting_id: query.meeting_id,
    };
    Ok(List(programmes::list_topic_links(&get.call, &filter, &query.page()).await?))
}

/// Links a part of a programme to a topic of its region.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = TopicLinkCreate, responses((status = 201, description = "The new link", body = TopicLink)))]
#[post("/programmes/{programme_id}/topic-links")]
pub(crate) async fn create_topic_link(
    programme_id: Path<ProgrammeId>,
    post: Post<TopicLinkCreate>,
) -> Answer<Created<TopicLink>> {
    let made = programmes::create_topic_link(&post.call, *programme_id, post.input).await?;
    Ok(Created::at(format!("/topic-links/{}", made.id), made))
}

/// Reads a link to a topic.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 200, description = "The link", body = TopicLink)))]
#[get("/topic-links/{topic_link_id}")]
pub(crate) async fn get_topic_link(topic_link_id: Path<TopicLinkId>, get: Get<()>) -> Answer<Versioned<TopicLink>> {
    Ok(Versioned(programmes::get_topic_link(&get.call, *topic_link_id).await?))
}

/// Removes a link to a topic; topic and part stay.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 204, description = "It is removed")))]
#[delete("/topic-links/{topic_link_id}")]
pub(crate) async fn delete_topic_link(topic_link_id: Path<TopicLinkId>, remove: Remove) -> Answer<NoContent> {
    programmes::delete_topic_link(&remove.call, *topic_link_id).await?;
    Ok(NoContent)
}
