//! Topics of a body's backlog.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::groups;
use obrady_types::groups::{Topic, TopicCreate, TopicPatch, TopicState};
use obrady_types::{BodyId, Page, TopicId};

list_query! {
    /// Parameters of the list of topics.
    TopicListQuery {
        /// In one state.
        state: Option<TopicState>,
    }
}

/// Lists the topics of a body.
///
/// Permissions: anyone.
#[utoipa::path(tag = "topics", params(TopicListQuery), responses((status = 200, description = "Topics, most pressing first", body = Page<Topic>)))]
#[get("/bodies/{body_id}/topics")]
pub(crate) async fn list_topics(body_id: Path<BodyId>, get: Get<TopicListQuery>) -> Answer<List<Topic>> {
    let query = &get.query;
    Ok(List(groups::list_topics(&get.call, *body_id, query.state, &query.page()).await?))
}

/// Proposes a topic.
///
/// Permissions: members, coordinators, chair and deputy of the body, administrators of the region, representatives of
/// the region's institutions, service accounts with `topics:write`.
#[utoipa::path(tag = "topics", request_body = TopicCreate, responses((status = 201, description = "The new topic", body = Topic)))]
#[post("/bodies/{body_id}/topics")]
pub(crate) async fn create_topic(body_id: Path<BodyId>, post: Post<TopicCreate>) -> Answer<Created<Topic>> {
    let made = groups::create_topic(&post.call, *body_id, post.input).await?;
    Ok(Created::at(format!("/topics/{}", made.id), made))
}

/// Reads a topic.
///
/// Permissions: anyone.
#[utoipa::path(tag = "topics", responses((status = 200, description = "The topic", body = Topic)))]
#[get("/topics/{topic_id}")]
pub(crate) async fn get_topic(topic_id: Path<TopicId>, get: Get<()>) -> Answer<Versioned<Topic>> {
    Ok(Versioned(groups::get_topic(&get.call, *topic_id).await?))
}

/// Changes a topic.
///
/// Permissions: coordinators and chair of the body, administrators of the region.
#[utoipa::path(tag = "topics", request_body = TopicPatch, responses((status = 200, description = "The changed topic", body = Topic)))]
#[patch("/topics/{topic_id}")]
pub(crate) async fn update_topic(topic_id: Path<TopicId>, patch: Merge<TopicPatch>) -> Answer<Versioned<Topic>> {
    Ok(Versioned(groups::update_topic(&patch.call, *topic_id, patch.version, patch.input).await?))
}
