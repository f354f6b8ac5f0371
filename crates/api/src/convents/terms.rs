//! Terms of office.

use super::AsOfQuery;
use crate::answer::{Answer, Created, List, Plain, Versioned};
use crate::extract::{Act, Get, Post, PostVersion, list_query};
use actix_web::web::Path;
use actix_web::{get, post};
use chrono::{DateTime, Utc};
use obrady_domain::convents::{self, TermFilter};
use obrady_types::convents::{Office, Officers, Term, TermAnnul, TermEnd, TermStart};
use obrady_types::{BodyId, Page, TermId};

list_query! {
    /// Parameters of the list of terms.
    TermListQuery {
        /// Of one office.
        office: Option<Office>,
        /// With the states at this instant; now, when left out.
        #[serde(default, deserialize_with = "crate::extract::instant")]
        as_of: Option<DateTime<Utc>>,
    }
}

/// Lists the terms of a body.
///
/// Permissions: anyone; cancelled terms are shown to administrators of the region.
#[utoipa::path(tag = "convents", params(TermListQuery), responses((status = 200, description = "Terms, latest first", body = Page<Term>)))]
#[get("/bodies/{body_id}/terms")]
pub(crate) async fn list_terms(body_id: Path<BodyId>, get: Get<TermListQuery>) -> Answer<List<Term>> {
    let filter = TermFilter { office: get.query.office, as_of: get.query.as_of };
    Ok(List(convents::list_terms(&get.call, *body_id, &filter, &get.query.page()).await?))
}

/// Starts a term and ends the one it names at the same instant; with a chair, also a deputy.
///
/// Permissions: administrators of the region, except for a term of their own.
#[utoipa::path(tag = "convents", request_body = TermStart, responses((status = 201, description = "The new term", body = Term)))]
#[post("/bodies/{body_id}/terms")]
pub(crate) async fn start_term(body_id: Path<BodyId>, post: Post<TermStart>) -> Answer<Created<Term>> {
    let made = convents::start_term(&post.call, *body_id, post.input).await?;
    Ok(Created::at(format!("/terms/{}", made.id), made))
}

/// Reads a term with its state at an instant.
///
/// Permissions: anyone; a cancelled term, administrators of the region.
#[utoipa::path(tag = "convents", params(AsOfQuery), responses((status = 200, description = "The term", body = Term)))]
#[get("/terms/{term_id}")]
pub(crate) async fn get_term(term_id: Path<TermId>, get: Get<AsOfQuery>) -> Answer<Versioned<Term>> {
    Ok(Versioned(convents::get_term(&get.call, *term_id, get.query.as_of).await?))
}

/// Ends a term without a successor; a deputy in office acts for a chair.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "convents", request_body = TermEnd, responses((status = 200, description = "The ended term", body = Term)))]
#[post("/terms/{term_id}/end")]
pub(crate) async fn end_term(term_id: Path<TermId>, post: PostVersion<TermEnd>) -> Answer<Versioned<Term>> {
    Ok(Versioned(convents::end_term(&post.call, *term_id, post.version, post.input).await?))
}

/// Cancels a term before it starts; its predecessor goes on. With a chair, also the deputy who was to start with them.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "convents", responses((status = 200, description = "The cancelled term", body = Term)))]
#[post("/terms/{term_id}/cancel")]
pub(crate) async fn cancel_term(term_id: Path<TermId>, act: Act) -> Answer<Versioned<Term>> {
    Ok(Versioned(convents::cancel_term(&act.call, *term_id, act.version()?).await?))
}

/// Annuls a term that has begun, with a reason: it ends now, unless it has ended, and stays in history. Whoever held
/// the office before comes back by a new term from that instant.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "convents", request_body = TermAnnul, responses((status = 200, description = "The annulled term", body = Term)))]
#[post("/terms/{term_id}/annul")]
pub(crate) async fn annul_term(term_id: Path<TermId>, post: PostVersion<TermAnnul>) -> Answer<Versioned<Term>> {
    Ok(Versioned(convents::annul_term(&post.call, *term_id, post.version, post.input).await?))
}

/// Who holds the offices of a body at an instant.
///
/// Permissions: anyone.
#[utoipa::path(tag = "convents", params(AsOfQuery), responses((status = 200, description = "Chair and deputy", body = Officers)))]
#[get("/bodies/{body_id}/officers")]
pub(crate) async fn get_officers(body_id: Path<BodyId>, get: Get<AsOfQuery>) -> Answer<Plain<Officers>> {
    Ok(Plain(convents::get_officers(&get.call, *body_id, get.query.as_of).await?))
}
