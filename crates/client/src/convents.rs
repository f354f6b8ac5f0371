//! Seats, rules of procedure and terms.

use crate::{Client, ClientError, Versioned};
use chrono::{DateTime, Utc};
use obrady_types::convents::{
    Office, Officers, RulesVersion, RulesVersionCreate, Seat, SeatCreate, SeatPatch, Term, TermAnnul, TermEnd,
    TermStart,
};
use obrady_types::{BodyId, Page, PageQuery, RulesVersionId, SeatId, TermId};

/// Which terms to list.
#[derive(Clone, Debug, Default)]
pub struct TermFilter {
    /// Of one office.
    pub office: Option<Office>,
    /// With the states as of this instant; now, when left out.
    pub as_of: Option<DateTime<Utc>>,
    /// Which page.
    pub page: PageQuery,
}

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Lists a convent's seats as of an instant.
    pub async fn list_seats(
        &self,
        id: BodyId,
        as_of: Option<DateTime<Utc>>,
        page: &PageQuery,
    ) -> Result<Page<Seat>, ClientError> {
        self.get(format!("/bodies/{id}/seats")).query("as_of", as_of.as_ref()).page_query(page).page().await
    }

    /// Makes a seat.
    pub async fn create_seat(&self, id: BodyId, input: &SeatCreate) -> Result<Versioned<Seat>, ClientError> {
        self.post(format!("/bodies/{id}/seats")).json(input).object().await
    }

    /// Reads a seat.
    pub async fn get_seat(&self, id: SeatId) -> Result<Versioned<Seat>, ClientError> {
        self.get(format!("/seats/{id}")).object().await
    }

    /// Changes a seat of the given version.
    pub async fn update_seat(
        &self,
        id: SeatId,
        version: i32,
        patch: &SeatPatch,
    ) -> Result<Versioned<Seat>, ClientError> {
        self.patch(format!("/seats/{id}"), version).json(patch).object().await
    }

    /// Lists the versions of a body's rules.
    pub async fn list_rules_versions(&self, id: BodyId, page: &PageQuery) -> Result<Page<RulesVersion>, ClientError> {
        self.get(format!("/bodies/{id}/rules-versions")).page_query(page).page().await
    }

    /// Makes a new version of the rules.
    pub async fn create_rules_version(
        &self,
        id: BodyId,
        input: &RulesVersionCreate,
    ) -> Result<Versioned<RulesVersion>, ClientError> {
        self.post(format!("/bodies/{id}/rules-versions")).json(input).object().await
    }

    /// Reads a version of the rules.
    pub async fn get_rules_version(&self, id: RulesVersionId) -> Result<Versioned<RulesVersion>, ClientError> {
        self.get(format!("/rules-versions/{id}")).object().await
    }

    /// Lists a body's terms.
    pub async fn list_terms(&self, id: BodyId, filter: &TermFilter) -> Result<Page<Term>, ClientError> {
        self.get(format!("/bodies/{id}/terms"))
            .query("office", filter.office.as_ref())
            .query("as_of", filter.as_of.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Starts a term and ends the one it names (I-02).
    pub async fn start_term(&self, id: BodyId, input: &TermStart) -> Result<Versioned<Term>, ClientError> {
        self.post(format!("/bodies/{id}/terms")).json(input).object().await
    }

    /// Reads a term.
    pub async fn get_term(&self, id: TermId, as_of: Option<DateTime<Utc>>) -> Result<Versioned<Term>, ClientError> {
        self.get(format!("/terms/{id}")).query("as_of", as_of.as_ref()).object().await
    }

    /// Ends a term of the given version without a successor.
    pub async fn end_term(&self, id: TermId, version: i32, input: &TermEnd) -> Result<Versioned<Term>, ClientError> {
        self.post(format!("/terms/{id}/end")).if_match(version).json(input).object().await
    }

    /// Cancels a planned term of the given version; its predecessor goes on.
    pub async fn cancel_term(&self, id: TermId, version: i32) -> Result<Versioned<Term>, ClientError> {
        self.post(format!("/terms/{id}/cancel")).if_match(version).object().await
    }

    /// Annuls a term of the given version that has begun; it ends now and stays in history.
    pub async fn annul_term(
        &self,
        id: TermId,
        version: i32,
        input: &TermAnnul,
    ) -> Result<Versioned<Term>, ClientError> {
        self.post(format!("/terms/{id}/annul")).if_match(version).json(input).object().await
    }

    /// Who holds the offices at an instant.
    pub async fn get_officers(&self, id: BodyId, as_of: Option<DateTime<Utc>>) -> Result<Officers, ClientError> {
        self.get(format!("/bodies/{id}/officers")).query("as_of", as_of.as_ref()).view().await
    }
}
