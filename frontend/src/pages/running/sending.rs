//! What the page sends to the server, in a form that can be put away and taken up again.

use crate::api::Loading;
use obrady_client::{Client, ClientError};
use obrady_types::meetings::{
    ActionItemCreate, ActionItemPatch, AgendaItemStep, AgendaOutcomePatch, AttendanceCreate, AttendancePatch,
    DecisionCreate, DecisionPatch, FindingCreate, FindingPatch, StatementCreate, StatementPatch,
};
use obrady_types::{ActionItemId, AgendaItemId, AttendanceId, DecisionId, FindingId, MeetingId, StatementId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One call; a number is the version that it is based on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Sending {
    NewStatement(AgendaItemId, StatementCreate),
    NewFinding(AgendaItemId, FindingCreate),
    NewDecision(AgendaItemId, DecisionCreate),
    NewAction(AgendaItemId, ActionItemCreate),
    Statement(StatementId, i32, StatementPatch),
    Finding(FindingId, i32, FindingPatch),
    Decision(DecisionId, i32, DecisionPatch),
    Action(ActionItemId, i32, ActionItemPatch),
    Outcome(AgendaItemId, i32, AgendaOutcomePatch),
    RemoveStatement(StatementId, i32),
    RemoveFinding(FindingId, i32),
    RemoveDecision(DecisionId, i32),
    RemoveAction(ActionItemId, i32),
    Step(AgendaItemId, i32, AgendaItemStep),
    NewAttendance(MeetingId, AttendanceCreate),
    Attendance(AttendanceId, i32, AttendancePatch),
    RemoveAttendance(AttendanceId, i32),
}

impl Sending {
    /// Carries it out; the version that the object has then, if it has one.
    pub(super) fn call(&self, client: Client) -> Loading<Option<i32>> {
        let this = self.clone();
        Box::pin(async move {
            Ok(match this {
                Self::NewStatement(item, input) => client.create_statement(item, &input).await.map(|_| None)?,
                Self::NewFinding(item, input) => client.create_finding(item, &input).await.map(|_| None)?,
                Self::NewDecision(item, input) => client.create_decision(item, &input).await.map(|_| None)?,
                Self::NewAction(item, input) => client.create_action_item(item, &input).await.map(|_| None)?,
                Self::NewAttendance(meeting, input) => client.create_attendance(meeting, &input).await.map(|_| None)?,
                Self::Statement(id, version, patch) => {
                    Some(client.update_statement(id, version, &patch).await?.version)
                }
                Self::Finding(id, version, patch) => Some(client.update_finding(id, version, &patch).await?.version),
                Self::Decision(id, version, patch) => Some(client.update_decision(id, version, &patch).await?.version),
                Self::Action(id, version, patch) => Some(client.update_action_item(id, version, &patch).await?.version),
                Self::Outcome(id, version, patch) => {
                    Some(client.update_agenda_item_outcome(id, version, &patch).await?.version)
                }
                Self::Step(id, version, step) => Some(client.advance_agenda_item(id, version, step).await?.version),
                Self::Attendance(id, version, patch) => {
                    Some(client.update_attendance(id, version, &patch).await?.version)
                }
                Self::RemoveStatement(id, version) => gone(client.delete_statement(id, version).await)?,
                Self::RemoveFinding(id, version) => gone(client.delete_finding(id, version).await)?,
                Self::RemoveDecision(id, version) => gone(client.delete_decision(id, version).await)?,
                Self::RemoveAction(id, version) => gone(client.delete_action_item(id, version).await)?,
                Self::RemoveAttendance(id, version) => gone(client.delete_attendance(id, version).await)?,
            })
        })
    }

    /// The text of the object as it is now and its version, where a text is changed; `None` elsewhere.
    pub(super) fn current(&self, client: Client) -> Loading<Option<(String, i32)>> {
        let this = self.clone();
        Box::pin(async move {
            Ok(match this {
                Self::Statement(id, ..) => {
                    client.get_statement(id).await.map(|now| Some((now.text.clone(), now.version)))?
                }
                Self::Finding(id, ..) => {
                    client.get_finding(id).await.map(|now| Some((now.text.clone(), now.version)))?
                }
                Self::Decision(id, ..) => {
                    client.get_decision(id).await.map(|now| Some((now.text.clone(), now.version)))?
                }
                Self::Action(id, ..) => {
                    client.get_action_item(id).await.map(|now| Some((now.title.clone(), now.version)))?
                }
                Self::Outcome(id, ..) => {
                    let now = client.get_agenda_item(id).await?;
                    Some((now.outcome_text.clone().unwrap_or_default(), now.version))
                }
                _ => None,
            })
        })
    }

    /// The object that it changes and the version that it is based on.
    pub(super) fn base(&mut self) -> Option<(Uuid, &mut i32)> {
        Some(match self {
            Self::Statement(id, version, _) | Self::RemoveStatement(id, version) => (id.0, version),
            Self::Finding(id, version, _) | Self::RemoveFinding(id, version) => (id.0, version),
            Self::Decision(id, version, _) | Self::RemoveDecision(id, version) => (id.0, version),
            Self::Action(id, version, _) | Self::RemoveAction(id, version) => (id.0, version),
            Self::Outcome(id, version, _) | Self::Step(id, version, _) => (id.0, version),
            Self::Attendance(id, version, _) | Self::RemoveAttendance(id, version) => (id.0, version),
            _ => return None,
        })
    }

    /// Whether it changes nothing but the text, so that it has arrived when the text is there.
    pub(super) fn is_text_only(&self) -> bool {
        match self {
            Self::Statement(_, _, patch) => {
                patch.side.is_none()
                    && patch.institution_id.is_absent()
                    && patch.person_id.is_absent()
                    && patch.reply_to_id.is_absent()
                    && patch.led_to.is_absent()
            }
            Self::Finding(_, _, patch) => patch.area.is_absent(),
            Self::Decision(..) | Self::Outcome(..) => true,
            _ => false,
        }
    }
}

/// What is not there any more was removed by an earlier attempt, or by somebody else.
fn gone(answer: Result<(), ClientError>) -> Result<Option<i32>, ClientError> {
    match answer {
        Err(error) if error.status() == Some(404) => Ok(None),
        answer => answer.map(|()| None),
    }
}
