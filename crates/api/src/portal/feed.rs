//! The news as an Atom feed (RFC 4287), for readers that ask for it themselves. It stands outside the API, because it
//! is no JSON, and shows what everybody sees, whoever asks.

use crate::ApiState;
use crate::edge::digest;
use crate::error::ApiError;
use actix_web::http::header;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::NaiveDate;
use obrady_domain::policy::Caller;
use obrady_domain::portal::{self, NewsFilter};
use obrady_domain::{Call, Ctx};
use obrady_types::portal::{NewsEntry, PublicationState};
use obrady_types::{ErrorCode, PageQuery, RegionId};
use std::sync::Arc;

/// Path of the feed.
pub(crate) const FEED: &str = "/feeds/news.atom";
/// Entries, at most.
const ENTRIES: u32 = 50;

/// Parameters of the feed.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FeedQuery {
    /// News of one region only.
    region_id: Option<RegionId>,
}

/// The news that are published, latest first; `?region_id=` narrows them to one region.
#[get("/feeds/news.atom")]
pub async fn serve_feed(request: HttpRequest, state: Data<ApiState>) -> HttpResponse {
    match feed(&request, &state).await {
        Ok(text) => answer(&request, text),
        Err(error) => error.into_response(),
    }
}

async fn feed(request: &HttpRequest, state: &Data<ApiState>) -> Result<String, ApiError> {
    let query = Query::<FeedQuery>::from_query(request.query_string());
    let region_id = query.map_err(|_| ApiError::new(ErrorCode::InvalidQuery))?.region_id;
    // Whoever asks: a feed is kept and passed on by programs, so it never holds what only its editors see.
    let call = Call { ctx: Arc::clone(&state.ctx), caller: Caller::Anonymous, request_id: None, repeat: None };
    let filter = NewsFilter { region_id, state: Some(PublicationState::Published), ..NewsFilter::default() };
    let page = PageQuery { limit: Some(ENTRIES), ..PageQuery::default() };
    let news = portal::list_news_items(&call, &filter, &page).await?.items;
    let origin = &state.settings.origin;
    let itself = match region_id {
        Some(region) => format!("{origin}{FEED}?region_id={region}"),
        None => format!("{origin}{FEED}"),
    };
    let entity = &state.settings.site.entity;
    let newest = news.iter().filter_map(|one| one.published_on).max();
    let newest = newest.unwrap_or(state.settings.site.accessibility.site_published_on);
    let feed = Feed {
        title: Text::plain(format!("Aktualności – {entity}")),
        id: itself.clone(),
        updated: instant(&state.ctx, newest),
        lang: Some("pl".to_owned()),
        authors: vec![Person { name: entity.clone(), ..Person::default() }],
        generator: Some(Generator { value: "Obrady".to_owned(), ..Generator::default() }),
        links: vec![
            link("self", itself, Some("application/atom+xml")),
            link("alternate", format!("{origin}/news"), None),
        ],
        entries: news.into_iter().map(|one| entry(&state.ctx, origin, newest, one)).collect(),
        ..Feed::default()
    };
    Ok(feed.to_string())
}

/// A day of publication as an instant: its beginning in the installation's time zone.
fn instant(ctx: &Ctx, day: NaiveDate) -> FixedDateTime {
    ctx.start_of(day).with_timezone(&ctx.time_zone).fixed_offset()
}

fn link(rel: &str, href: String, mime_type: Option<&str>) -> Link {
    Link { rel: rel.to_owned(), href, mime_type: mime_type.map(ToOwned::to_owned), ..Link::default() }
}

fn entry(ctx: &Ctx, origin: &str, newest: NaiveDate, news: NewsEntry) -> Entry {
    let published = instant(ctx, news.published_on.unwrap_or(newest));
    let kind = serde_json::to_value(news.kind).unwrap_or_default();
    Entry {
        title: Text::plain(visible(&news.title)),
        id: format!("urn:uuid:{}", news.id),
        updated: published,
        published: Some(published),
        summary: Some(Text::plain(visible(&news.lead))),
        categories: vec![Category { term: kind.as_str().unwrap_or_default().to_owned(), ..Category::default() }],
        links: vec![link("alternate", format!("{origin}/news/{}", news.id), Some("text/html"))],
        ..Entry::default()
    }
}

/// A text without the signs that XML cannot hold.
fn visible(text: &str) -> String {
    let fits = |c: &char| matches!(c, '\t' | '\n' | '\r') || (!c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    text.chars().filter(fits).collect()
}

fn answer(request: &HttpRequest, text: String) -> HttpResponse {
    let tag = format!("\"{:016x}\"", digest(text.as_bytes()));
    let asked = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let known = asked.is_some_and(|sent| sent.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "no-cache"));
    if known {
        return response.finish();
    }
    response.content_type("application/atom+xml; charset=utf-8").body(text)
}
