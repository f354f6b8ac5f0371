//! News.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Act, Get, Merge, Post, Remove, SearchText, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use chrono::NaiveDate;
use obrady_domain::portal::{self, NewsFilter};
use obrady_types::portal::{NewsEntry, NewsItem, NewsItemCreate, NewsItemPatch, NewsKind, PublicationState};
use obrady_types::{BodyId, MeetingId, NewsItemId, Page, RegionId};

list_query! {
    /// Parameters of the list of news.
    NewsListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
        /// Of one body.
        body_id: Option<BodyId>,
        /// Of one kind.
        kind: Option<NewsKind>,
        /// In one state.
        state: Option<PublicationState>,
        /// About one meeting.
        meeting_id: Option<MeetingId>,
        /// Published on or after this day; of drafts, made.
        #[serde(default, deserialize_with = "crate::extract::day")]
        from: Option<NaiveDate>,
        /// Published on or before this day; of drafts, made.
        #[serde(default, deserialize_with = "crate::extract::day")]
        to: Option<NaiveDate>,
        /// Whose title or first lines contains this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
    }
}

/// Lists news.
///
/// Permissions: anyone; what is not published only for those who edit it.
#[utoipa::path(tag = "news", params(NewsListQuery), responses((status = 200, description = "News, latest first", body = Page<NewsEntry>)))]
#[get("/news-items")]
pub(crate) async fn list_news_items(get: Get<NewsListQuery>) -> Answer<List<NewsEntry>> {
    let query = get.query;
    let page = query.page();
    let filter = NewsFilter {
        region_id: query.region_id,
        body_id: query.body_id,
        kind: query.kind,
        state: query.state,
        meeting_id: query.meeting_id,
        from: query.from,
        to: query.to,
        q: query.q.map(Into::into),
    };
    Ok(List(portal::list_news_items(&get.call, &filter, &page).await?))
}

/// Makes a piece of news, a draft.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "news", request_body = NewsItemCreate, responses((status = 201, description = "The new draft", body = NewsItem)))]
#[post("/news-items")]
pub(crate) async fn create_news_item(post: Post<NewsItemCreate>) -> Answer<Created<NewsItem>> {
    let made = portal::create_news_item(&post.call, post.input).await?;
    Ok(Created::at(format!("/news-items/{}", made.id), made))
}

/// Reads a piece of news.
///
/// Permissions: anyone; what is not published only for those who edit it.
#[utoipa::path(tag = "news", responses((status = 200, description = "What was asked for", body = NewsItem)))]
#[get("/news-items/{news_item_id}")]
pub(crate) async fn get_news_item(news_item_id: Path<NewsItemId>, get: Get<()>) -> Answer<Versioned<NewsItem>> {
    Ok(Versioned(portal::get_news_item(&get.call, *news_item_id).await?))
}

/// Changes a piece of news; what is published shows the change at once.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "news", request_body = NewsItemPatch, responses((status = 200, description = "As it is now", body = NewsItem)))]
#[patch("/news-items/{news_item_id}")]
pub(crate) async fn update_news_item(
    news_item_id: Path<NewsItemId>,
    patch: Merge<NewsItemPatch>,
) -> Answer<Versioned<NewsItem>> {
    Ok(Versioned(portal::update_news_item(&patch.call, *news_item_id, patch.version, patch.input).await?))
}

/// Removes a draft that was never published.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "news", responses((status = 204, description = "It is removed")))]
#[delete("/news-items/{news_item_id}")]
pub(crate) async fn delete_news_item(news_item_id: Path<NewsItemId>, remove: Remove) -> Answer<NoContent> {
    portal::delete_news_item(&remove.call, *news_item_id, remove.version()?).await?;
    Ok(NoContent)
}

/// Shows a piece of news to everybody.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "news", responses((status = 200, description = "As it is now", body = NewsItem)))]
#[post("/news-items/{news_item_id}/publish")]
pub(crate) async fn publish_news_item(news_item_id: Path<NewsItemId>, act: Act) -> Answer<Versioned<NewsItem>> {
    Ok(Versioned(portal::publish_news_item(&act.call, *news_item_id, act.version()?).await?))
}

/// Takes a piece of news back: its editors still see it, nobody else does.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "news", responses((status = 200, description = "As it is now", body = NewsItem)))]
#[post("/news-items/{news_item_id}/withdraw")]
pub(crate) async fn withdraw_news_item(news_item_id: Path<NewsItemId>, act: Act) -> Answer<Versioned<NewsItem>> {
    Ok(Versioned(portal::withdraw_news_item(&act.call, *news_item_id, act.version()?).await?))
}
