//! What is recorded on agenda items: statements, findings, decisions.

use crate::answer::{Answer, Created, NoContent, Versioned};
use crate::extract::{Get, Merge, Post, Remove};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use obrady_domain::meetings;
use obrady_types::meetings::{
    Decision, DecisionCreate, DecisionPatch, Finding, FindingCreate, FindingPatch, Statement, StatementCreate,
    StatementPatch,
};
use obrady_types::{AgendaItemId, DecisionId, FindingId, StatementId};

/// Reads a statement.
///
/// Permissions: the body's members and those who edit it; anyone once the meeting is over, as far as the item is public.
#[utoipa::path(tag = "proceedings", responses((status = 200, description = "The statement", body = Statement)))]
#[get("/statements/{statement_id}")]
pub(crate) async fn get_statement(statement_id: Path<StatementId>, get: Get<()>) -> Answer<Versioned<Statement>> {
    Ok(Versioned(meetings::get_statement(&get.call, *statement_id).await?))
}

/// Records a statement on an agenda item.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", request_body = StatementCreate, responses((status = 201, description = "The new statement", body = Statement)))]
#[post("/agenda-items/{agenda_item_id}/statements")]
pub(crate) async fn create_statement(
    agenda_item_id: Path<AgendaItemId>,
    post: Post<StatementCreate>,
) -> Answer<Created<Statement>> {
    let made = meetings::create_statement(&post.call, *agenda_item_id, post.input).await?;
    Ok(Created::at(format!("/statements/{}", made.id), made))
}

/// Changes a statement until the minutes are approved.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", request_body = StatementPatch, responses((status = 200, description = "The changed statement", body = Statement)))]
#[patch("/statements/{statement_id}")]
pub(crate) async fn update_statement(
    statement_id: Path<StatementId>,
    patch: Merge<StatementPatch>,
) -> Answer<Versioned<Statement>> {
    Ok(Versioned(meetings::update_statement(&patch.call, *statement_id, patch.version, patch.input).await?))
}

/// Removes a statement while the meeting is in progress.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", responses((status = 204, description = "It is removed")))]
#[delete("/statements/{statement_id}")]
pub(crate) async fn delete_statement(statement_id: Path<StatementId>, remove: Remove) -> Answer<NoContent> {
    meetings::delete_statement(&remove.call, *statement_id, remove.version()?).await?;
    Ok(NoContent)
}

/// Reads a finding.
///
/// Permissions: the body's members and those who edit it; anyone once the meeting is over, as far as the item is public.
#[utoipa::path(tag = "proceedings", responses((status = 200, description = "The finding", body = Finding)))]
#[get("/findings/{finding_id}")]
pub(crate) async fn get_finding(finding_id: Path<FindingId>, get: Get<()>) -> Answer<Versioned<Finding>> {
    Ok(Versioned(meetings::get_finding(&get.call, *finding_id).await?))
}

/// Records a finding on an agenda item.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", request_body = FindingCreate, responses((status = 201, description = "The new finding", body = Finding)))]
#[post("/agenda-items/{agenda_item_id}/findings")]
pub(crate) async fn create_finding(
    agenda_item_id: Path<AgendaItemId>,
    post: Post<FindingCreate>,
) -> Answer<Created<Finding>> {
    let made = meetings::create_finding(&post.call, *agenda_item_id, post.input).await?;
    Ok(Created::at(format!("/findings/{}", made.id), made))
}

/// Changes a finding until the minutes are approved.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", request_body = FindingPatch, responses((status = 200, description = "The changed finding", body = Finding)))]
#[patch("/findings/{finding_id}")]
pub(crate) async fn update_finding(
    finding_id: Path<FindingId>,
    patch: Merge<FindingPatch>,
) -> Answer<Versioned<Finding>> {
    Ok(Versioned(meetings::update_finding(&patch.call, *finding_id, patch.version, patch.input).await?))
}

/// Removes a finding while the meeting is in progress.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", responses((status = 204, description = "It is removed")))]
#[delete("/findings/{finding_id}")]
pub(crate) async fn delete_finding(finding_id: Path<FindingId>, remove: Remove) -> Answer<NoContent> {
    meetings::delete_finding(&remove.call, *finding_id, remove.version()?).await?;
    Ok(NoContent)
}

/// Reads a decision.
///
/// Permissions: the body's members and those who edit it; anyone once the meeting is over, as far as the item is public.
#[utoipa::path(tag = "proceedings", responses((status = 200, description = "The decision", body = Decision)))]
#[get("/decisions/{decision_id}")]
pub(crate) async fn get_decision(decision_id: Path<DecisionId>, get: Get<()>) -> Answer<Versioned<Decision>> {
    Ok(Versioned(meetings::get_decision(&get.call, *decision_id).await?))
}

/// Records a decision on an agenda item.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", request_body = DecisionCreate, responses((status = 201, description = "The new decision", body = Decision)))]
#[post("/agenda-items/{agenda_item_id}/decisions")]
pub(crate) async fn create_decision(
    agenda_item_id: Path<AgendaItemId>,
    post: Post<DecisionCreate>,
) -> Answer<Created<Decision>> {
    let made = meetings::create_decision(&post.call, *agenda_item_id, post.input).await?;
    Ok(Created::at(format!("/decisions/{}", made.id), made))
}

/// Changes a decision until the minutes are approved.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", request_body = DecisionPatch, responses((status = 200, description = "The changed decision", body = Decision)))]
#[patch("/decisions/{decision_id}")]
pub(crate) async fn update_decision(
    decision_id: Path<DecisionId>,
    patch: Merge<DecisionPatch>,
) -> Answer<Versioned<Decision>> {
    Ok(Versioned(meetings::update_decision(&patch.call, *decision_id, patch.version, patch.input).await?))
}

/// Removes a decision while the meeting is in progress.
///
/// Permissions: coordinators, chair and deputy of the body, administrators of the region.
#[utoipa::path(tag = "proceedings", responses((status = 204, description = "It is removed")))]
#[delete("/decisions/{decision_id}")]
pub(crate) async fn delete_decision(decision_id: Path<DecisionId>, remove: Remove) -> Answer<NoContent> {
    meetings::delete_decision(&remove.call, *decision_id, remove.version()?).await?;
    Ok(NoContent)
}
