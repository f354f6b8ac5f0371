//! The first picture of a public page: what an anonymous visitor may read, in the page itself, before the application
//! has arrived. It is drawn from the same reads as the API answers with, with the application's own words and classes,
//! so that nothing moves when the application takes its place (docs/adr/0009-first-picture.md).

mod dates;
mod frame;
mod group;
mod meeting;
mod news;
mod page;
mod parts;
mod programme;
mod start;
mod training;
mod words;

use actix_web::HttpRequest;
use actix_web::http::header;
use chrono::NaiveDate;
use maud::Markup;
use obrady_api::{ApiState, Language};
use obrady_domain::policy::Caller;
use obrady_domain::{Call, Result};
use obrady_types::{BodyId, MeetingId, NewsItemId, PageQuery, ProgrammeId, TrainingEditionId};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;
use uuid::Uuid;
use words::Words;

/// What a picture shows.
struct Picture {
    /// The page's title, without the application's name.
    title: String,
    /// What search engines and messengers say of the page.
    description: String,
    /// The main part.
    main: Markup,
}

/// What pictures are drawn with.
struct Pen<'a> {
    call: &'a Call,
    words: Words,
    /// The address that is drawn.
    path: &'a str,
    /// Today where the installation is.
    today: NaiveDate,
}

impl Pen<'_> {
    /// Where to sign in, and then come back.
    fn sign_in(&self) -> String {
        if self.path == "/" {
            return "/sign-in".to_owned();
        }
        format!("/sign-in?next={}", utf8_percent_encode(self.path, NON_ALPHANUMERIC))
    }
}

/// Which page an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Group(BodyId),
    Meeting(MeetingId),
    Programme(ProgrammeId),
    Training(TrainingEditionId),
    News(NewsItemId),
}

impl Place {
    fn of(path: &str) -> Option<Self> {
        if path == "/" {
            return Some(Self::Start);
        }
        let (family, id) = path.strip_prefix('/')?.split_once('/')?;
        let id: Uuid = id.parse().ok()?;
        Some(match family {
            "groups" => Self::Group(id.into()),
            "meetings" => Self::Meeting(id.into()),
            "programmes" => Self::Programme(id.into()),
            "trainings" => Self::Training(id.into()),
            "news" => Self::News(id.into()),
            _ => return None,
        })
    }
}

/// The page in the caller's language with what everybody may read at the address. Without a picture where there is no
/// such thing, where it is not for everybody, or where it could not be read: then the application says so. Nothing for
/// a page that has no place for a language.
pub(crate) async fn page(request: &HttpRequest, state: &ApiState, plain: &str) -> Option<String> {
    let language = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let language = Language::of(language);
    let page = page::in_language(plain, language)?;
    // A filter in the address is the application's.
    let place = Place::of(request.path()).filter(|_| request.query_string().is_empty());
    match place {
        Some(place) => Some(drawn_into(&page, request.path(), state, language, place).await.unwrap_or(page)),
        None => Some(page),
    }
}

async fn drawn_into(page: &str, path: &str, state: &ApiState, language: Language, place: Place) -> Option<String> {
    // Whoever asks: the page may be kept by proxies, and a browser says only later who is signed in.
    let call = Call { ctx: Arc::clone(&state.ctx), caller: Caller::Anonymous, request_id: None, repeat: None };
    let today = call.ctx.date_of(call.ctx.clock.now());
    let pen = Pen { call: &call, words: Words(language), path, today };
    let picture = drawn(&pen, place).await.ok()?;
    let body = frame::around(&pen, &picture.main);
    page::filled(page, &picture, &body)
}

async fn drawn(pen: &Pen<'_>, place: Place) -> Result<Picture> {
    match place {
        Place::Start => start::draw(pen).await,
        Place::Group(id) => group::draw(pen, id).await,
        Place::Meeting(id) => meeting::draw(pen, id).await,
        Place::Programme(id) => programme::draw(pen, id).await,
        Place::Training(id) => training::draw(pen, id).await,
        Place::News(id) => news::draw(pen, id).await,
    }
}

/// As many as one page of a list holds.
fn many() -> PageQuery {
    some(200)
}

fn some(limit: u32) -> PageQuery {
    PageQuery { limit: Some(limit), ..PageQuery::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_pages_are_drawn() {
        let id = Uuid::from_u128(7);
        assert_eq!(Place::of("/"), Some(Place::Start));
        assert_eq!(Place::of(&format!("/groups/{id}")), Some(Place::Group(id.into())));
        for path in ["/groups", "/groups/", "/groups/x", "/sign-in", "/admin/audit", &format!("/meetings/{id}/run")] {
            assert_eq!(Place::of(path), None, "{path}");
        }
    }
}
