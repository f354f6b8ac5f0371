//! Single agenda items.

use crate::answer::{Answer, NoContent, Versioned};
use crate::extract::{Get, Merge, Remove};
use actix_web::web::Path;
use actix_web::{delete, get, patch};
use obrady_domain::meetings;
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaItem, AgendaItemPatch};

/// Reads an agenda item.
///
/// Permissions: as the agenda.
#[utoipa::path(tag = "agendas", responses((status = 200, description = "The item", body = AgendaItem)))]
#[get("/agenda-items/{agenda_item_id}")]
pub(crate) async fn get_agenda_item(agenda_item_id: Path<AgendaItemId>, get: Get<()>) -> Answer<Versioned<AgendaItem>> {
    Ok(Versioned(meetings::get_agenda_item(&get.call, *agenda_item_id).await?))
}

/// Changes an agenda item.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "agendas", request_body = AgendaItemPatch, responses((status = 200, description = "The changed item", body = AgendaItem)))]
#[patch("/agenda-items/{agenda_item_id}")]
pub(crate) async fn update_agenda_item(
    agenda_item_id: Path<AgendaItemId>,
    patch: Merge<AgendaItemPatch>,
) -> Answer<Versioned<AgendaItem>> {
    Ok(Versioned(meetings::update_agenda_item(&patch.call, *agenda_item_id, patch.version, patch.input).await?))
}

/// Removes an agenda item with everything under it.
///
/// Permissions: coordinators and chair of the body, administrators of the region, service accounts with `agenda:write`.
#[utoipa::path(tag = "agendas", responses((status = 204, description = "It is removed")))]
#[delete("/agenda-items/{agenda_item_id}")]
pub(crate) async fn delete_agenda_item(agenda_item_id: Path<AgendaItemId>, remove: Remove) -> Answer<NoContent> {
    meetings::delete_agenda_item(&remove.call, *agenda_item_id, remove.version()?).await?;
    Ok(NoContent)
}
