//! Answers of operations: status, `ETag`, `Location` and `Link` follow from the view.

use crate::error::ApiError;
use actix_web::body::BoxBody;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, Responder};
use obrady_types::Page;
use obrady_types::{convents, directory, groups, identity, meetings};
use serde::Serialize;

/// What an operation answers.
pub type Answer<T> = Result<T, ApiError>;

/// A view with a version, from which its strong `ETag` is made.
pub trait HasEtag: Serialize {
    /// The tag without quotes.
    fn etag(&self) -> String;
}

macro_rules! versioned {
    ($($view:ty),+ $(,)?) => {$(
        impl HasEtag for $view {
            fn etag(&self) -> String {
                self.version.to_string()
            }
        }
    )+};
}

versioned!(
    identity::Account,
    identity::ServiceAccount,
    directory::Institution,
    directory::Person,
    directory::Affiliation,
    groups::Body,
    groups::Membership,
    groups::Topic,
    meetings::Meeting,
    meetings::AgendaItem,
    convents::Seat,
    convents::Term,
);

impl HasEtag for identity::ServiceAccountSecret {
    fn etag(&self) -> String {
        self.account.etag()
    }
}

impl HasEtag for meetings::Agenda {
    /// A draft's tag is its version. A release never changes, but what the caller may see of it does (I-13), so its
    /// tag also tells the items and titles that are there (FNV-1a).
    fn etag(&self) -> String {
        match self.release {
            Some(release) => {
                let shown = self.items.iter().flat_map(|item| {
                    let titled = u8::from(item.title.is_some());
                    item.id.0.into_bytes().into_iter().chain([titled])
                });
                let seen = shown.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
                });
                format!("{}-r{release}-{seen:x}", self.version)
            }
            None => self.version.to_string(),
        }
    }
}

/// Grants and rules are never changed: their first version is their only one.
macro_rules! immutable {
    ($($view:ty),+ $(,)?) => {$(
        impl HasEtag for $view {
            fn etag(&self) -> String {
                "1".to_owned()
            }
        }
    )+};
}

immutable!(identity::RoleGrant, convents::RulesVersion, directory::Region);

fn quoted(tag: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{tag}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
}

/// 200 with an object and its `ETag`.
#[derive(Debug)]
pub struct Versioned<T>(pub T);

impl<T: HasEtag> Responder for Versioned<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().insert_header((header::ETAG, quoted(&self.0.etag()))).json(self.0)
    }
}

/// 201 with the new object, its `Location` and its `ETag`.
#[derive(Debug)]
pub struct Created<T> {
    path: String,
    view: T,
}

impl<T> Created<T> {
    /// An object that stands at `path` below `/api/v1`.
    pub fn at(path: String, view: T) -> Self {
        Self { path, view }
    }
}

impl<T: HasEtag> Responder for Created<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Created()
            .insert_header((header::LOCATION, format!("{}{}", crate::PREFIX, self.path)))
            .insert_header((header::ETAG, quoted(&self.view.etag())))
            .json(self.view)
    }
}

/// 200 with a view that has no version.
#[derive(Debug)]
pub struct Plain<T>(pub T);

impl<T: Serialize> Responder for Plain<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().json(self.0)
    }
}

/// 200 with a page of a list; the next page stands in `Link` as well.
#[derive(Debug)]
pub struct List<T>(pub Page<T>);

impl<T: Serialize> Responder for List<T> {
    type Body = BoxBody;
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        if let Some(next) = &self.0.next {
            let others: Vec<&str> = request
                .query_string()
                .split('&')
                .filter(|part| !part.is_empty() && !part.starts_with("cursor="))
                .collect();
            let query = [others, vec![&format!("cursor={next}")]].concat().join("&");
            response.insert_header((header::LINK, format!("<{}?{query}>; rel=\"next\"", request.path())));
        }
        response.json(self.0)
    }
}

/// 204.
#[derive(Clone, Copy, Debug)]
pub struct NoContent;

impl Responder for NoContent {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}
