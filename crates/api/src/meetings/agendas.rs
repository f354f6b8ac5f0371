//! Agendas: commands, undo, publication.

use crate::answer::{Answer, Versioned};
use crate::error::ApiError;
use crate::extract::{Act, Get, Post, strict};
use actix_web::web::Path;
use actix_web::{get, post};
use obrady_domain::meetings::{self, ReleaseChoice};
use obrady_types::meetings::{Agenda, AgendaCommands, AgendaPublish};
use obrady_types::{ErrorCode, MeetingId};
use std::sync::Arc;

/// Which text of an agenda to read.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AgendaQuery {
    /// `latest` or the number of a release; left out: the draft for those who may read it, else the last release.
    #[param(max_length = 9, pattern = "^(latest|[1-9][0-9]{0,8})$", example = "latest")]
    release: Option<String>,
}

strict!(AgendaQuery);

/// Most digits of a release's number in a query.
const RELEASE_DIGITS: usize = 9;

impl AgendaQuery {
    fn choice(&self) -> Result<ReleaseChoice, ApiError> {
        match self.release.as_deref() {
            None => Ok(ReleaseChoice::Current),
            Some("latest") => Ok(ReleaseChoice::Latest),
            Some(text) => match text.parse() {
                // One number is written in one way: without signs and leading zeros.
                Ok(number) if text.starts_with(|digit| matches!(digit, '1'..='9')) && text.len() <= RELEASE_DIGITS => {
                    Ok(ReleaseChoice::Number(number))
                }
                _ => Err(ErrorCode::InvalidQuery.into()),
            },
        }
    }
}

/// Reads an agenda.
///
/// Permissions: anyone for the last release (what is for members is left out, closed items are masked); the body's
/// members and those who edit it for the draft.
#[utoipa::path(tag = "agendas", params(AgendaQuery), responses((status = 200, description = "The agenda", body = Agenda)))]
#[get("/meetings/{meeting_id}/agenda")]
pub(crate) async fn get_agenda(meeting_id: Path<MeetingId>, get: Get<AgendaQuery>) -> Answer<Versioned<Arc<Agenda>>> {
    Ok(Versioned(meetings::get_agenda(&get.call, *meeting_id, get.query.choice()?).await?))
}

/// Carries out a batch of commands, all or none; it can be undone.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "agendas", request_body = AgendaCommands, responses((status = 200, description = "The draft after the batch", body = Agenda)))]
#[post("/meetings/{meeting_id}/agenda/commands")]
pub(crate) async fn apply_agenda_commands(
    meeting_id: Path<MeetingId>,
    post: Post<AgendaCommands>,
) -> Answer<Versioned<Agenda>> {
    Ok(Versioned(meetings::apply_agenda_commands(&post.call, *meeting_id, post.input).await?))
}

/// Takes back the caller's last batch; one that can no longer be taken back is refused once and then skipped.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "agendas", responses((status = 200, description = "The draft without the batch", body = Agenda)))]
#[post("/meetings/{meeting_id}/agenda/undo")]
pub(crate) async fn undo_agenda_commands(meeting_id: Path<MeetingId>, act: Act) -> Answer<Versioned<Agenda>> {
    Ok(Versioned(meetings::undo_agenda_commands(&act.call, *meeting_id).await?))
}

/// Publishes the agenda as the caller saw it; its numbers freeze, and a draft's dates become public with it.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "agendas", request_body = AgendaPublish, responses((status = 200, description = "The release", body = Agenda)))]
#[post("/meetings/{meeting_id}/agenda/publish")]
pub(crate) async fn publish_agenda(
    meeting_id: Path<MeetingId>,
    post: Post<AgendaPublish>,
) -> Answer<Versioned<Agenda>> {
    Ok(Versioned(meetings::publish_agenda(&post.call, *meeting_id, post.input).await?))
}
