//! Frequent questions.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Act, Get, Merge, Post, Remove, SearchText, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use obrady_domain::portal::{self, FaqFilter};
use obrady_types::portal::{FaqArea, FaqEntry, FaqEntryCreate, FaqEntryPatch, PublicationState};
use obrady_types::{FaqEntryId, Page, RegionId};

list_query! {
    /// Parameters of the list of frequent questions.
    FaqListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
        /// About one thing.
        area: Option<FaqArea>,
        /// In one state.
        state: Option<PublicationState>,
        /// Whose question or answer contains this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
    }
}

/// Lists frequent questions.
///
/// Permissions: anyone; what is not published only for those who edit it.
#[utoipa::path(tag = "faq", params(FaqListQuery), responses((status = 200, description = "Questions in their order", body = Page<FaqEntry>)))]
#[get("/faq-entries")]
pub(crate) async fn list_faq_entries(get: Get<FaqListQuery>) -> Answer<List<FaqEntry>> {
    let query = get.query;
    let page = query.page();
    let filter =
        FaqFilter { region_id: query.region_id, area: query.area, state: query.state, q: query.q.map(Into::into) };
    Ok(List(portal::list_faq_entries(&get.call, &filter, &page).await?))
}

/// Makes a question, a draft.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "faq", request_body = FaqEntryCreate, responses((status = 201, description = "The new draft", body = FaqEntry)))]
#[post("/faq-entries")]
pub(crate) async fn create_faq_entry(post: Post<FaqEntryCreate>) -> Answer<Created<FaqEntry>> {
    let made = portal::create_faq_entry(&post.call, post.input).await?;
    Ok(Created::at(format!("/faq-entries/{}", made.id), made))
}

/// Reads a question.
///
/// Permissions: anyone; what is not published only for those who edit it.
#[utoipa::path(tag = "faq", responses((status = 200, description = "What was asked for", body = FaqEntry)))]
#[get("/faq-entries/{faq_entry_id}")]
pub(crate) async fn get_faq_entry(faq_entry_id: Path<FaqEntryId>, get: Get<()>) -> Answer<Versioned<FaqEntry>> {
    Ok(Versioned(portal::get_faq_entry(&get.call, *faq_entry_id).await?))
}

/// Changes a question; what is published shows the change at once.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "faq", request_body = FaqEntryPatch, responses((status = 200, description = "As it is now", body = FaqEntry)))]
#[patch("/faq-entries/{faq_entry_id}")]
pub(crate) async fn update_faq_entry(
    faq_entry_id: Path<FaqEntryId>,
    patch: Merge<FaqEntryPatch>,
) -> Answer<Versioned<FaqEntry>> {
    Ok(Versioned(portal::update_faq_entry(&patch.call, *faq_entry_id, patch.version, patch.input).await?))
}

/// Removes a draft that was never published.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "faq", responses((status = 204, description = "It is removed")))]
#[delete("/faq-entries/{faq_entry_id}")]
pub(crate) async fn delete_faq_entry(faq_entry_id: Path<FaqEntryId>, remove: Remove) -> Answer<NoContent> {
    portal::delete_faq_entry(&remove.call, *faq_entry_id, remove.version()?).await?;
    Ok(NoContent)
}

/// Shows a question to everybody.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "faq", responses((status = 200, description = "As it is now", body = FaqEntry)))]
#[post("/faq-entries/{faq_entry_id}/publish")]
pub(crate) async fn publish_faq_entry(faq_entry_id: Path<FaqEntryId>, act: Act) -> Answer<Versioned<FaqEntry>> {
    Ok(Versioned(portal::publish_faq_entry(&act.call, *faq_entry_id, act.version()?).await?))
}

/// Takes a question back: its editors still see it, nobody else does.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "faq", responses((status = 200, description = "As it is now", body = FaqEntry)))]
#[post("/faq-entries/{faq_entry_id}/withdraw")]
pub(crate) async fn withdraw_faq_entry(faq_entry_id: Path<FaqEntryId>, act: Act) -> Answer<Versioned<FaqEntry>> {
    Ok(Versioned(portal::withdraw_faq_entry(&act.call, *faq_entry_id, act.version()?).await?))
}
