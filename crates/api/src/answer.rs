//! Answers of operations: status, `ETag`, `Location` and `Link` follow from the view.

use crate::error::ApiError;
use actix_web::body::BoxBody;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, Responder};
use obrady_types::Page;
use obrady_types::{
    convents, covers, directory, groups, identity, meetings, portal, programmes, trainings, work_plans,
};
use serde::Serialize;
use std::sync::Arc;

/// What an operation answers.
pub type Answer<T> = Result<T, ApiError>;

/// A view with a version. Its strong `ETag` is that number and, because a view also depends on the hour, on other
/// objects and on who asks, a digest of the body, which the edge adds.
pub trait HasVersion: Serialize {
    /// Whether the answer may be kept anywhere; not when it holds a secret.
    const KEPT: bool = true;

    /// The number that `If-Match` names.
    fn version(&self) -> i32;
}

macro_rules! versioned {
    ($($view:ty),+ $(,)?) => {$(
        impl HasVersion for $view {
            fn version(&self) -> i32 {
                self.version
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
    work_plans::WorkPlan,
    work_plans::WorkPlanEntry,
    covers::Cover,
    meetings::Meeting,
    meetings::Agenda,
    meetings::AgendaItem,
    meetings::Attendance,
    meetings::Statement,
    meetings::Finding,
    meetings::Decision,
    meetings::ActionItem,
    meetings::Deliverable,
    convents::Seat,
    convents::Term,
    portal::NewsItem,
    portal::Album,
    portal::FaqEntry,
    portal::StoredFile,
    programmes::Programme,
    programmes::ProgrammeVersion,
    programmes::Objective,
    programmes::Recommendation,
    programmes::Indicator,
    programmes::Initiative,
    trainings::Training,
    trainings::TrainingEdition,
    trainings::PracticeModel,
    trainings::Adviser,
    trainings::Registration,
);

impl<T: HasVersion> HasVersion for Arc<T> {
    const KEPT: bool = T::KEPT;

    fn version(&self) -> i32 {
        T::version(self)
    }
}

impl HasVersion for identity::ServiceAccountSecret {
    const KEPT: bool = false;

    fn version(&self) -> i32 {
        self.account.version
    }
}

/// Grants, rules, links and clauses are never changed: their first version is their only one.
macro_rules! immutable {
    ($($view:ty),+ $(,)?) => {$(
        impl HasVersion for $view {
            fn version(&self) -> i32 {
                1
            }
        }
    )+};
}

immutable!(
    identity::RoleGrant,
    convents::RulesVersion,
    directory::Region,
    programmes::ProgrammeRelation,
    programmes::ObjectiveMatch,
    programmes::TopicLink,
    trainings::InformationClause,
);

/// A version as an entity tag.
pub(crate) fn tag(version: i32) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
}

/// 200 with an object and its `ETag`.
#[derive(Debug)]
pub struct Versioned<T>(pub T);

impl<T: HasVersion> Responder for Versioned<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().insert_header((header::ETAG, tag(self.0.version()))).json(self.0)
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

impl<T: HasVersion> Responder for Created<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Created();
        response
            .insert_header((header::LOCATION, format!("{}{}", crate::PREFIX, self.path)))
            .insert_header((header::ETAG, tag(self.view.version())));
        if !T::KEPT {
            response.insert_header((header::CACHE_CONTROL, "no-store"));
        }
        response.json(self.view)
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
