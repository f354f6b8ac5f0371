//! Bodies, their members and their topics.

use crate::{Client, ClientError, Versioned};
use obrady_types::body_profiles::BodyProfile;
use obrady_types::groups::{
    Body, BodyCreate, BodyDissolve, BodyKind, BodyPatch, BodyState, Membership, MembershipCreate, MembershipPatch,
    Topic, TopicCreate, TopicPatch, TopicState,
};
use obrady_types::{BodyId, MembershipId, Page, PageQuery, RegionId, TopicId};

/// Which bodies to list.
#[derive(Clone, Debug, Default)]
pub struct BodyFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one kind.
    pub kind: Option<BodyKind>,
    /// That belong to this one.
    pub parent_id: Option<BodyId>,
    /// In one state.
    pub state: Option<BodyState>,
    /// Words of the name.
    pub q: Option<String>,
    /// Which page.
    pub page: PageQuery,
}

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Lists bodies.
    pub async fn list_bodies(&self, filter: &BodyFilter) -> Result<Page<Body>, ClientError> {
        self.get("/bodies")
            .query("region_id", filter.region_id.as_ref())
            .query("kind", filter.kind.as_ref())
            .query("parent_id", filter.parent_id.as_ref())
            .query("state", filter.state.as_ref())
            .query("q", filter.q.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes a body.
    pub async fn create_body(&self, input: &BodyCreate) -> Result<Versioned<Body>, ClientError> {
        self.post("/bodies").json(input).object().await
    }

    /// Reads a body.
    pub async fn get_body(&self, id: BodyId) -> Result<Versioned<Body>, ClientError> {
        self.get(format!("/bodies/{id}")).object().await
    }

    /// Reads the surroundings of a body.
    pub async fn get_body_profile(&self, id: BodyId) -> Result<BodyProfile, ClientError> {
        self.get(format!("/bodies/{id}/profile")).view().await
    }

    /// Changes a body of the given version.
    pub async fn update_body(
        &self,
        id: BodyId,
        version: i32,
        patch: &BodyPatch,
    ) -> Result<Versioned<Body>, ClientError> {
        self.patch(format!("/bodies/{id}"), version).json(patch).object().await
    }

    /// Ends a body for good.
    pub async fn dissolve_body(&self, id: BodyId, input: &BodyDissolve) -> Result<Versioned<Body>, ClientError> {
        self.post(format!("/bodies/{id}/dissolve")).json(input).object().await
    }

    /// Lists a body's members.
    pub async fn list_memberships(&self, id: BodyId, page: &PageQuery) -> Result<Page<Membership>, ClientError> {
        self.get(format!("/bodies/{id}/memberships")).page_query(page).page().await
    }

    /// Adds a member.
    pub async fn create_membership(
        &self,
        id: BodyId,
        input: &MembershipCreate,
    ) -> Result<Versioned<Membership>, ClientError> {
        self.post(format!("/bodies/{id}/memberships")).json(input).object().await
    }

    /// Reads a membership.
    pub async fn get_membership(&self, id: MembershipId) -> Result<Versioned<Membership>, ClientError> {
        self.get(format!("/memberships/{id}")).object().await
    }

    /// Changes a membership of the given version.
    pub async fn update_membership(
        &self,
        id: MembershipId,
        version: i32,
        patch: &MembershipPatch,
    ) -> Result<Versioned<Membership>, ClientError> {
        self.patch(format!("/memberships/{id}"), version).json(patch).object().await
    }

    /// Lists a body's topics, in one state or all.
    pub async fn list_topics(
        &self,
        id: BodyId,
        state: Option<TopicState>,
        page: &PageQuery,
    ) -> Result<Page<Topic>, ClientError> {
        self.get(format!("/bodies/{id}/topics")).query("state", state.as_ref()).page_query(page).page().await
    }

    /// Proposes a topic.
    pub async fn create_topic(&self, id: BodyId, input: &TopicCreate) -> Result<Versioned<Topic>, ClientError> {
        self.post(format!("/bodies/{id}/topics")).json(input).object().await
    }

    /// Reads a topic.
    pub async fn get_topic(&self, id: TopicId) -> Result<Versioned<Topic>, ClientError> {
        self.get(format!("/topics/{id}")).object().await
    }

    /// Changes a topic of the given version.
    pub async fn update_topic(
        &self,
        id: TopicId,
        version: i32,
        patch: &TopicPatch,
    ) -> Result<Versioned<Topic>, ClientError> {
        self.patch(format!("/topics/{id}"), version).json(patch).object().await
    }
}
