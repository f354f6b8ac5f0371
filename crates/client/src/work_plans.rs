//! Work plans of bodies.

use crate::{Client, ClientError, Versioned};
use obrady_types::work_plans::{WorkPlan, WorkPlanCreate, WorkPlanEntry, WorkPlanEntryCreate, WorkPlanEntryPatch};
use obrady_types::{BodyId, Page, PageQuery, WorkPlanEntryId, WorkPlanId};

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Lists a body's work plans.
    pub async fn list_work_plans(&self, id: BodyId, page: &PageQuery) -> Result<Page<WorkPlan>, ClientError> {
        self.get(format!("/bodies/{id}/work-plans")).page_query(page).page().await
    }

    /// Makes an empty work plan.
    pub async fn create_work_plan(
        &self,
        id: BodyId,
        input: &WorkPlanCreate,
    ) -> Result<Versioned<WorkPlan>, ClientError> {
        self.post(format!("/bodies/{id}/work-plans")).json(input).object().await
    }

    /// Reads a work plan.
    pub async fn get_work_plan(&self, id: WorkPlanId) -> Result<Versioned<WorkPlan>, ClientError> {
        self.get(format!("/work-plans/{id}")).object().await
    }

    /// Puts a topic into a work plan.
    pub async fn create_work_plan_entry(
        &self,
        id: WorkPlanId,
        input: &WorkPlanEntryCreate,
    ) -> Result<Versioned<WorkPlanEntry>, ClientError> {
        self.post(format!("/work-plans/{id}/entries")).json(input).object().await
    }

    /// Reads an entry of a work plan.
    pub async fn get_work_plan_entry(&self, id: WorkPlanEntryId) -> Result<Versioned<WorkPlanEntry>, ClientError> {
        self.get(format!("/work-plan-entries/{id}")).object().await
    }

    /// Changes or moves an entry of the given version.
    pub async fn update_work_plan_entry(
        &self,
        id: WorkPlanEntryId,
        version: i32,
        patch: &WorkPlanEntryPatch,
    ) -> Result<Versioned<WorkPlanEntry>, ClientError> {
        self.patch(format!("/work-plan-entries/{id}"), version).json(patch).object().await
    }

    /// Takes an entry of the given version out of its plan.
    pub async fn delete_work_plan_entry(&self, id: WorkPlanEntryId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/work-plan-entries/{id}")).if_match(version).done().await
    }
}
