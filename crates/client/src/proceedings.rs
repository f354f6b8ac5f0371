//! What happens at meetings: attendance, steps of items, statements, findings, decisions, action items.

use crate::{Client, ClientError, Versioned};
use obrady_types::meetings::{
    ActionItem, ActionItemCarryOver, ActionItemCreate, ActionItemPart, ActionItemPatch, ActionItemState, AgendaItem,
    AgendaItemAdvance, AgendaItemStep, AgendaOutcomePatch, AgendaProposalAnswer, AgendaProposals, Attendance,
    AttendanceCreate, AttendancePatch, AttendanceSheet, Decision, DecisionCreate, DecisionPatch, Deliverable,
    DeliverableCreate, DeliverablePatch, Finding, FindingCreate, FindingPatch, Meeting, MeetingRecord, Statement,
    StatementCreate, StatementPatch,
};
use obrady_types::{
    ActionItemId, AgendaItemId, AttendanceId, BodyId, DecisionId, DeliverableId, FindingId, MeetingId, Page, PageQuery,
    RegionId, StatementId,
};

/// Which action items to list.
#[derive(Clone, Debug, Default)]
pub struct ActionItemFilter {
    /// Of one body.
    pub body_id: Option<BodyId>,
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Agreed on at one meeting.
    pub meeting_id: Option<MeetingId>,
    /// In one state.
    pub state: Option<ActionItemState>,
    /// Still to be done, or not any more.
    pub open: Option<bool>,
    /// Overdue, or not.
    pub overdue: Option<bool>,
    /// The caller's.
    pub mine: Option<ActionItemPart>,
    /// Which page.
    pub page: PageQuery,
}

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Begins a meeting of the given version.
    pub async fn start_meeting(&self, id: MeetingId, version: i32) -> Result<Versioned<Meeting>, ClientError> {
        self.post(format!("/meetings/{id}/start")).if_match(version).object().await
    }

    /// Marks a meeting of the given version as held.
    pub async fn hold_meeting(&self, id: MeetingId, version: i32) -> Result<Versioned<Meeting>, ClientError> {
        self.post(format!("/meetings/{id}/hold")).if_match(version).object().await
    }

    /// Reads what happened at a meeting.
    pub async fn get_meeting_record(&self, id: MeetingId) -> Result<MeetingRecord, ClientError> {
        self.get(format!("/meetings/{id}/record")).view().await
    }

    /// Reads what a meeting's agenda should take up again.
    pub async fn get_agenda_proposals(&self, id: MeetingId) -> Result<AgendaProposals, ClientError> {
        self.get(format!("/meetings/{id}/agenda/proposals")).view().await
    }

    /// Answers a proposal to a meeting's agenda.
    pub async fn answer_agenda_proposal(
        &self,
        id: MeetingId,
        answer: &AgendaProposalAnswer,
    ) -> Result<AgendaProposals, ClientError> {
        self.post(format!("/meetings/{id}/agenda/answer-proposal")).json(answer).view().await
    }

    /// Takes an agenda item of the given version one step on.
    pub async fn advance_agenda_item(
        &self,
        id: AgendaItemId,
        version: i32,
        step: AgendaItemStep,
    ) -> Result<Versioned<AgendaItem>, ClientError> {
        let input = AgendaItemAdvance { step };
        self.post(format!("/agenda-items/{id}/advance")).if_match(version).json(&input).object().await
    }

    /// Changes the outcome of an agenda item of the given version.
    pub async fn update_agenda_item_outcome(
        &self,
        id: AgendaItemId,
        version: i32,
        patch: &AgendaOutcomePatch,
    ) -> Result<Versioned<AgendaItem>, ClientError> {
        self.patch(format!("/agenda-items/{id}/outcome"), version).json(patch).object().await
    }

    /// Reads the attendance list of a meeting.
    pub async fn get_attendance_sheet(&self, id: MeetingId) -> Result<AttendanceSheet, ClientError> {
        self.get(format!("/meetings/{id}/attendance")).view().await
    }

    /// Records somebody's attendance on a day.
    pub async fn create_attendance(
        &self,
        id: MeetingId,
        input: &AttendanceCreate,
    ) -> Result<Versioned<Attendance>, ClientError> {
        self.post(format!("/meetings/{id}/attendance")).json(input).object().await
    }

    /// Reads an attendance record.
    pub async fn get_attendance(&self, id: AttendanceId) -> Result<Versioned<Attendance>, ClientError> {
        self.get(format!("/attendance/{id}")).object().await
    }

    /// Changes an attendance record of the given version.
    pub async fn update_attendance(
        &self,
        id: AttendanceId,
        version: i32,
        patch: &AttendancePatch,
    ) -> Result<Versioned<Attendance>, ClientError> {
        self.patch(format!("/attendance/{id}"), version).json(patch).object().await
    }

    /// Removes an attendance record of the given version.
    pub async fn delete_attendance(&self, id: AttendanceId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/attendance/{id}")).if_match(version).done().await
    }

    /// Records a statement on an agenda item.
    pub async fn create_statement(
        &self,
        item: AgendaItemId,
        input: &StatementCreate,
    ) -> Result<Versioned<Statement>, ClientError> {
        self.post(format!("/agenda-items/{item}/statements")).json(input).object().await
    }

    /// Reads a statement.
    pub async fn get_statement(&self, id: StatementId) -> Result<Versioned<Statement>, ClientError> {
        self.get(format!("/statements/{id}")).object().await
    }

    /// Changes a statement of the given version.
    pub async fn update_statement(
        &self,
        id: StatementId,
        version: i32,
        patch: &StatementPatch,
    ) -> Result<Versioned<Statement>, ClientError> {
        self.patch(format!("/statements/{id}"), version).json(patch).object().await
    }

    /// Removes a statement of the given version.
    pub async fn delete_statement(&self, id: StatementId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/statements/{id}")).if_match(version).done().await
    }

    /// Records a finding on an agenda item.
    pub async fn create_finding(
        &self,
        item: AgendaItemId,
        input: &FindingCreate,
    ) -> Result<Versioned<Finding>, ClientError> {
        self.post(format!("/agenda-items/{item}/findings")).json(input).object().await
    }

    /// Reads a finding.
    pub async fn get_finding(&self, id: FindingId) -> Result<Versioned<Finding>, ClientError> {
        self.get(format!("/findings/{id}")).object().await
    }

    /// Changes a finding of the given version.
    pub async fn update_finding(
        &self,
        id: FindingId,
        version: i32,
        patch: &FindingPatch,
    ) -> Result<Versioned<Finding>, ClientError> {
        self.patch(format!("/findings/{id}"), version).json(patch).object().await
    }

    /// Removes a finding of the given version.
    pub async fn delete_finding(&self, id: FindingId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/findings/{id}")).if_match(version).done().await
    }

    /// Records a decision on an agenda item.
    pub async fn create_decision(
        &self,
        item: AgendaItemId,
        input: &DecisionCreate,
    ) -> Result<Versioned<Decision>, ClientError> {
        self.post(format!("/agenda-items/{item}/decisions")).json(input).object().await
    }

    /// Reads a decision.
    pub async fn get_decision(&self, id: DecisionId) -> Result<Versioned<Decision>, ClientError> {
        self.get(format!("/decisions/{id}")).object().await
    }

    /// Changes a decision of the given version.
    pub async fn update_decision(
        &self,
        id: DecisionId,
        version: i32,
        patch: &DecisionPatch,
    ) -> Result<Versioned<Decision>, ClientError> {
        self.patch(format!("/decisions/{id}"), version).json(patch).object().await
    }

    /// Removes a decision of the given version.
    pub async fn delete_decision(&self, id: DecisionId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/decisions/{id}")).if_match(version).done().await
    }

    /// Lists action items, the first due first.
    pub async fn list_action_items(&self, filter: &ActionItemFilter) -> Result<Page<ActionItem>, ClientError> {
        self.get("/action-items")
            .query("body_id", filter.body_id.as_ref())
            .query("region_id", filter.region_id.as_ref())
            .query("meeting_id", filter.meeting_id.as_ref())
            .query("state", filter.state.as_ref())
            .query("open", filter.open.as_ref())
            .query("overdue", filter.overdue.as_ref())
            .query("mine", filter.mine.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Agrees on an action item at an agenda item.
    pub async fn create_action_item(
        &self,
        item: AgendaItemId,
        input: &ActionItemCreate,
    ) -> Result<Versioned<ActionItem>, ClientError> {
        self.post(format!("/agenda-items/{item}/action-items")).json(input).object().await
    }

    /// Reads an action item.
    pub async fn get_action_item(&self, id: ActionItemId) -> Result<Versioned<ActionItem>, ClientError> {
        self.get(format!("/action-items/{id}")).object().await
    }

    /// Changes an action item of the given version.
    pub async fn update_action_item(
        &self,
        id: ActionItemId,
        version: i32,
        patch: &ActionItemPatch,
    ) -> Result<Versioned<ActionItem>, ClientError> {
        self.patch(format!("/action-items/{id}"), version).json(patch).object().await
    }

    /// Removes an action item of the given version.
    pub async fn delete_action_item(&self, id: ActionItemId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/action-items/{id}")).if_match(version).done().await
    }

    /// Carries an action item of the given version over; answers the one that goes on.
    pub async fn carry_over_action_item(
        &self,
        id: ActionItemId,
        version: i32,
        input: &ActionItemCarryOver,
    ) -> Result<Versioned<ActionItem>, ClientError> {
        self.post(format!("/action-items/{id}/carry-over")).if_match(version).json(input).object().await
    }

    /// Adds what came of an action item.
    pub async fn create_deliverable(
        &self,
        id: ActionItemId,
        input: &DeliverableCreate,
    ) -> Result<Versioned<Deliverable>, ClientError> {
        self.post(format!("/action-items/{id}/deliverables")).json(input).object().await
    }

    /// Reads a deliverable.
    pub async fn get_deliverable(&self, id: DeliverableId) -> Result<Versioned<Deliverable>, ClientError> {
        self.get(format!("/deliverables/{id}")).object().await
    }

    /// Changes a deliverable of the given version.
    pub async fn update_deliverable(
        &self,
        id: DeliverableId,
        version: i32,
        patch: &DeliverablePatch,
    ) -> Result<Versioned<Deliverable>, ClientError> {
        self.patch(format!("/deliverables/{id}"), version).json(patch).object().await
    }
}
