//! Meetings and their agendas.

use crate::{Client, ClientError, Versioned};
use chrono::NaiveDate;
use obrady_types::meetings::{
    Agenda, AgendaCommands, AgendaItem, AgendaItemPatch, AgendaPublish, Meeting, MeetingCreate, MeetingPatch,
    MeetingState,
};
use obrady_types::{AgendaItemId, BodyId, MeetingId, Page, PageQuery, RegionId};

/// Which meetings to list.
#[derive(Clone, Debug, Default)]
pub struct MeetingFilter {
    /// Of one body.
    pub body_id: Option<BodyId>,
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// In one state.
    pub state: Option<MeetingState>,
    /// With a day on or after this one.
    pub from: Option<NaiveDate>,
    /// With a day on or before this one.
    pub to: Option<NaiveDate>,
    /// Which page.
    pub page: PageQuery,
}

/// Which text of an agenda to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Release {
    /// The draft for those who edit it, the last release for everyone else.
    #[default]
    Current,
    /// The last release.
    Latest,
    /// One release.
    Number(i32),
}

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Lists meetings.
    pub async fn list_meetings(&self, filter: &MeetingFilter) -> Result<Page<Meeting>, ClientError> {
        self.get("/meetings")
            .query("body_id", filter.body_id.as_ref())
            .query("region_id", filter.region_id.as_ref())
            .query("state", filter.state.as_ref())
            .query("from", filter.from.as_ref())
            .query("to", filter.to.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes a meeting, a draft.
    pub async fn create_meeting(&self, input: &MeetingCreate) -> Result<Versioned<Meeting>, ClientError> {
        self.post("/meetings").json(input).object().await
    }

    /// Reads a meeting.
    pub async fn get_meeting(&self, id: MeetingId) -> Result<Versioned<Meeting>, ClientError> {
        self.get(format!("/meetings/{id}")).object().await
    }

    /// Changes a meeting of the given version.
    pub async fn update_meeting(
        &self,
        id: MeetingId,
        version: i32,
        patch: &MeetingPatch,
    ) -> Result<Versioned<Meeting>, ClientError> {
        self.patch(format!("/meetings/{id}"), version).json(patch).object().await
    }

    /// Removes a draft of the given version.
    pub async fn delete_meeting(&self, id: MeetingId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/meetings/{id}")).if_match(version).done().await
    }

    /// Makes the dates of a meeting of the given version public.
    pub async fn schedule_meeting(&self, id: MeetingId, version: i32) -> Result<Versioned<Meeting>, ClientError> {
        self.post(format!("/meetings/{id}/schedule")).if_match(version).object().await
    }

    /// Cancels a meeting of the given version.
    pub async fn cancel_meeting(&self, id: MeetingId, version: i32) -> Result<Versioned<Meeting>, ClientError> {
        self.post(format!("/meetings/{id}/cancel")).if_match(version).object().await
    }

    /// Reads an agenda.
    pub async fn get_agenda(&self, id: MeetingId, release: Release) -> Result<Versioned<Agenda>, ClientError> {
        let release = match release {
            Release::Current => None,
            Release::Latest => Some("latest".to_owned()),
            Release::Number(number) => Some(number.to_string()),
        };
        self.get(format!("/meetings/{id}/agenda")).query("release", release.as_ref()).object().await
    }

    /// Carries out a batch of commands, all or none.
    pub async fn apply_agenda_commands(
        &self,
        id: MeetingId,
        batch: &AgendaCommands,
    ) -> Result<Versioned<Agenda>, ClientError> {
        self.post(format!("/meetings/{id}/agenda/commands")).json(batch).object().await
    }

    /// Takes back the caller's last batch.
    pub async fn undo_agenda_commands(&self, id: MeetingId) -> Result<Versioned<Agenda>, ClientError> {
        self.post(format!("/meetings/{id}/agenda/undo")).object().await
    }

    /// Publishes the agenda as the caller saw it.
    pub async fn publish_agenda(&self, id: MeetingId, input: &AgendaPublish) -> Result<Versioned<Agenda>, ClientError> {
        self.post(format!("/meetings/{id}/agenda/publish")).json(input).object().await
    }

    /// Reads an agenda item.
    pub async fn get_agenda_item(&self, id: AgendaItemId) -> Result<Versioned<AgendaItem>, ClientError> {
        self.get(format!("/agenda-items/{id}")).object().await
    }

    /// Changes an agenda item of the given version.
    pub async fn update_agenda_item(
        &self,
        id: AgendaItemId,
        version: i32,
        patch: &AgendaItemPatch,
    ) -> Result<Versioned<AgendaItem>, ClientError> {
        self.patch(format!("/agenda-items/{id}"), version).json(patch).object().await
    }

    /// Removes an agenda item of the given version with everything under it.
    pub async fn delete_agenda_item(&self, id: AgendaItemId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/agenda-items/{id}")).if_match(version).done().await
    }

    /// Reads the OpenAPI document.
    pub async fn get_openapi(&self) -> Result<serde_json::Value, ClientError> {
        self.get("/openapi.json").view().await
    }
}
