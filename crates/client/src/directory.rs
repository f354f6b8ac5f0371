//! Regions, institutions, people and their posts.

use crate::{Client, ClientError, Versioned};
use obrady_types::directory::{
    Affiliation, AffiliationCreate, AffiliationPatch, Institution, InstitutionCreate, InstitutionKind,
    InstitutionPatch, Person, PersonCreate, PersonPatch, Region,
};
use obrady_types::{AffiliationId, InstitutionId, Page, PageQuery, PersonId, RegionId};

/// Which institutions to list.
#[derive(Clone, Debug, Default)]
pub struct InstitutionFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one kind.
    pub kind: Option<InstitutionKind>,
    /// Words of the name or town.
    pub q: Option<String>,
    /// Which page.
    pub page: PageQuery,
}

/// Which people to list.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Words of the name.
    pub q: Option<String>,
    /// Which page.
    pub page: PageQuery,
}

/// Which affiliations to list.
#[derive(Clone, Debug, Default)]
pub struct AffiliationFilter {
    /// Of one person.
    pub person_id: Option<PersonId>,
    /// At one institution.
    pub institution_id: Option<InstitutionId>,
    /// Which page.
    pub page: PageQuery,
}

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Lists regions.
    pub async fn list_regions(&self, page: &PageQuery) -> Result<Page<Region>, ClientError> {
        self.get("/regions").page_query(page).page().await
    }

    /// Reads a region.
    pub async fn get_region(&self, id: RegionId) -> Result<Versioned<Region>, ClientError> {
        self.get(format!("/regions/{id}")).object().await
    }

    /// Lists institutions.
    pub async fn list_institutions(&self, filter: &InstitutionFilter) -> Result<Page<Institution>, ClientError> {
        self.get("/institutions")
            .query("region_id", filter.region_id.as_ref())
            .query("kind", filter.kind.as_ref())
            .query("q", filter.q.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes an institution.
    pub async fn create_institution(&self, input: &InstitutionCreate) -> Result<Versioned<Institution>, ClientError> {
        self.post("/institutions").json(input).object().await
    }

    /// Reads an institution.
    pub async fn get_institution(&self, id: InstitutionId) -> Result<Versioned<Institution>, ClientError> {
        self.get(format!("/institutions/{id}")).object().await
    }

    /// Changes an institution of the given version.
    pub async fn update_institution(
        &self,
        id: InstitutionId,
        version: i32,
        patch: &InstitutionPatch,
    ) -> Result<Versioned<Institution>, ClientError> {
        self.patch(format!("/institutions/{id}"), version).json(patch).object().await
    }

    /// Lists people.
    pub async fn list_people(&self, filter: &PeopleFilter) -> Result<Page<Person>, ClientError> {
        self.get("/people")
            .query("region_id", filter.region_id.as_ref())
            .query("q", filter.q.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes a person.
    pub async fn create_person(&self, input: &PersonCreate) -> Result<Versioned<Person>, ClientError> {
        self.post("/people").json(input).object().await
    }

    /// Reads a person.
    pub async fn get_person(&self, id: PersonId) -> Result<Versioned<Person>, ClientError> {
        self.get(format!("/people/{id}")).object().await
    }

    /// Changes a person of the given version.
    pub async fn update_person(
        &self,
        id: PersonId,
        version: i32,
        patch: &PersonPatch,
    ) -> Result<Versioned<Person>, ClientError> {
        self.patch(format!("/people/{id}"), version).json(patch).object().await
    }

    /// Lists affiliations.
    pub async fn list_affiliations(&self, filter: &AffiliationFilter) -> Result<Page<Affiliation>, ClientError> {
        self.get("/affiliations")
            .query("person_id", filter.person_id.as_ref())
            .query("institution_id", filter.institution_id.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes an affiliation.
    pub async fn create_affiliation(&self, input: &AffiliationCreate) -> Result<Versioned<Affiliation>, ClientError> {
        self.post("/affiliations").json(input).object().await
    }

    /// Reads an affiliation.
    pub async fn get_affiliation(&self, id: AffiliationId) -> Result<Versioned<Affiliation>, ClientError> {
        self.get(format!("/affiliations/{id}")).object().await
    }

    /// Changes an affiliation of the given version.
    pub async fn update_affiliation(
        &self,
        id: AffiliationId,
        version: i32,
        patch: &AffiliationPatch,
    ) -> Result<Versioned<Affiliation>, ClientError> {
        self.patch(format!("/affiliations/{id}"), version).json(patch).object().await
    }
}
