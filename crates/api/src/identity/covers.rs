//! Cover of coordinators, and handing bodies over.

use crate::answer::{Answer, List, Plain, Versioned};
use crate::extract::{Act, Get, Post, SearchText, list_query, strict};
use actix_web::web::Path;
use actix_web::{get, post};
use obrady_domain::identity;
use obrady_types::covers::{Colleague, Cover, CoverArrange, CoversArranged, HandOver, HandedOver, HandoverPreview};
use obrady_types::{AccountId, BodyId, CoverId, Page};

list_query! {
    /// Parameters of the list of covers.
    CoverListQuery {
        /// Of one body.
        body_id: Option<BodyId>,
    }
}

list_query! {
    /// Parameters of the list of colleagues.
    ColleagueListQuery {
        /// Whose sign-in name or name contains this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
    }
}

/// Parameters of the preview of a handover.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HandoverQuery {
    /// Whose bodies; the caller's when left out.
    account_id: Option<AccountId>,
}

strict!(HandoverQuery);

/// Lists covers: the caller's, those of their bodies, those of the regions that they administer.
///
/// Permissions: anyone who is signed in; only what concerns them.
#[utoipa::path(tag = "covers", params(CoverListQuery), responses((status = 200, description = "Covers, the latest first", body = Page<Cover>)))]
#[get("/covers")]
pub(crate) async fn list_covers(get: Get<CoverListQuery>) -> Answer<List<Cover>> {
    let query = &get.query;
    Ok(List(identity::list_covers(&get.call, query.body_id, &query.page()).await?))
}

/// Arranges covers for some days, one for each body, all or none.
///
/// Permissions: coordinators for their own bodies, administrators of the region.
#[utoipa::path(tag = "covers", request_body = CoverArrange, responses((status = 200, description = "The new covers", body = CoversArranged)))]
#[post("/covers/arrange")]
pub(crate) async fn arrange_cover(post: Post<CoverArrange>) -> Answer<Plain<CoversArranged>> {
    Ok(Plain(identity::arrange_cover(&post.call, post.input).await?))
}

/// Ends a cover with yesterday, or takes a planned one back.
///
/// Permissions: both coordinators who are named in it, administrators of the region.
#[utoipa::path(tag = "covers", responses((status = 200, description = "The ended cover", body = Cover)))]
#[post("/covers/{cover_id}/end")]
pub(crate) async fn end_cover(cover_id: Path<CoverId>, act: Act) -> Answer<Versioned<Cover>> {
    Ok(Versioned(identity::end_cover(&act.call, *cover_id, act.version()?).await?))
}

/// Lists whom a coordinator can name: the open accounts of the region.
///
/// Permissions: coordinators, administrators of the region.
#[utoipa::path(tag = "covers", params(ColleagueListQuery), responses((status = 200, description = "Colleagues by sign-in name", body = Page<Colleague>)))]
#[get("/colleagues")]
pub(crate) async fn list_colleagues(get: Get<ColleagueListQuery>) -> Answer<List<Colleague>> {
    let page = get.query.page();
    Ok(List(identity::list_colleagues(&get.call, get.query.q.map(Into::into), &page).await?))
}

/// Shows what handing over would move.
///
/// Permissions: anyone who is signed in for their own bodies, administrators of the region.
#[utoipa::path(tag = "covers", params(HandoverQuery), responses((status = 200, description = "All bodies of the coordinator with what comes with them", body = HandoverPreview)))]
#[get("/handovers/preview")]
pub(crate) async fn preview_handover(get: Get<HandoverQuery>) -> Answer<Plain<HandoverPreview>> {
    Ok(Plain(identity::preview_handover(&get.call, get.query.account_id).await?))
}

/// Hands bodies over to somebody else for good, in one transaction.
///
/// Permissions: coordinators for their own bodies, administrators of the region.
#[utoipa::path(tag = "covers", request_body = HandOver, responses((status = 200, description = "What was handed over", body = HandedOver)))]
#[post("/handovers")]
pub(crate) async fn hand_over(post: Post<HandOver>) -> Answer<Plain<HandedOver>> {
    Ok(Plain(identity::hand_over(&post.call, post.input).await?))
}
