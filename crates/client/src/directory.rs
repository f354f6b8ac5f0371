//! Regions, institutions, people and their posts.

use crate::{Client, ClientError, Versioned};
use chrono::NaiveDate;
use obrady_types::directory::{
    Affiliation, AffiliationCreate, AffiliationPatch, Commune, County, Duplicates, ErasureReport, HeadChange,
    HeadChangeOutcome, ImportApply, ImportFile, ImportReport, Institution, InstitutionCreate, InstitutionKind,
    InstitutionMerge, InstitutionPatch, InstitutionProfile, InstitutionStatus, Mentions, MergePreview, Person,
    PersonCreate, PersonErase, PersonExport, PersonMerge, PersonPatch, Region,
};
use obrady_types::{AffiliationId, InstitutionId, Page, PageQuery, PersonId, RegionId};

/// Which institutions to list.
#[derive(Clone, Debug, Default)]
pub struct InstitutionFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one kind.
    pub kind: Option<InstitutionKind>,
    /// Of one county, as a TERYT code of four digits.
    pub teryt_county: Option<String>,
    /// Of one commune, as a TERYT code of seven digits.
    pub teryt_commune: Option<String>,
    /// In this state today.
    pub status: Option<InstitutionStatus>,
    /// Whose work this one took over.
    pub successor_id: Option<InstitutionId>,
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

    /// Lists counties by their codes, of one region or all.
    pub async fn list_counties(&self, region: Option<RegionId>, page: &PageQuery) -> Result<Page<County>, ClientError> {
        self.get("/counties").query("region_id", region.as_ref()).page_query(page).page().await
    }

    /// Lists communes by their codes, of one region or county or all.
    pub async fn list_communes(
        &self,
        region: Option<RegionId>,
        county: Option<&str>,
        page: &PageQuery,
    ) -> Result<Page<Commune>, ClientError> {
        let county = county.map(ToOwned::to_owned);
        self.get("/communes")
            .query("region_id", region.as_ref())
            .query("teryt_county", county.as_ref())
            .page_query(page)
            .page()
            .await
    }

    /// Lists institutions.
    pub async fn list_institutions(&self, filter: &InstitutionFilter) -> Result<Page<Institution>, ClientError> {
        self.get("/institutions")
            .query("region_id", filter.region_id.as_ref())
            .query("kind", filter.kind.as_ref())
            .query("teryt_county", filter.teryt_county.as_ref())
            .query("teryt_commune", filter.teryt_commune.as_ref())
            .query("status", filter.status.as_ref())
            .query("successor_id", filter.successor_id.as_ref())
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

    /// Says what stands around an institution.
    pub async fn get_institution_profile(&self, id: InstitutionId) -> Result<InstitutionProfile, ClientError> {
        self.get(format!("/institutions/{id}/profile")).view().await
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

    /// Says what a change of an institution's head would do.
    pub async fn preview_head_change(
        &self,
        id: InstitutionId,
        person: PersonId,
        from: NaiveDate,
    ) -> Result<HeadChangeOutcome, ClientError> {
        let call = self.get(format!("/institutions/{id}/head-change"));
        call.query("person_id", Some(&person)).query("from", Some(&from)).view().await
    }

    /// Changes an institution's head.
    pub async fn change_head(&self, id: InstitutionId, input: &HeadChange) -> Result<HeadChangeOutcome, ClientError> {
        self.post(format!("/institutions/{id}/change-head")).json(input).view().await
    }

    /// Finds entries of a region, or of the own one, that may stand twice.
    pub async fn find_duplicates(&self, region: Option<RegionId>) -> Result<Duplicates, ClientError> {
        self.get("/duplicates").query("region_id", region.as_ref()).view().await
    }

    /// Says what merging a duplicate into a person would move.
    pub async fn preview_person_merge(&self, id: PersonId, duplicate: PersonId) -> Result<MergePreview, ClientError> {
        self.get(format!("/people/{id}/merge")).query("duplicate_id", Some(&duplicate)).view().await
    }

    /// Merges a duplicate into a person of the given version.
    pub async fn merge_person(
        &self,
        id: PersonId,
        version: i32,
        input: &PersonMerge,
    ) -> Result<Versioned<Person>, ClientError> {
        self.post(format!("/people/{id}/merge")).if_match(version).json(input).object().await
    }

    /// Says what merging a duplicate into an institution would move.
    pub async fn preview_institution_merge(
        &self,
        id: InstitutionId,
        duplicate: InstitutionId,
    ) -> Result<MergePreview, ClientError> {
        self.get(format!("/institutions/{id}/merge")).query("duplicate_id", Some(&duplicate)).view().await
    }

    /// Merges a duplicate into an institution of the given version.
    pub async fn merge_institution(
        &self,
        id: InstitutionId,
        version: i32,
        input: &InstitutionMerge,
    ) -> Result<Versioned<Institution>, ClientError> {
        self.post(format!("/institutions/{id}/merge")).if_match(version).json(input).object().await
    }

    /// Says what a file would do.
    pub async fn preview_import(&self, file: &ImportFile) -> Result<ImportReport, ClientError> {
        self.post("/imports/preview").json(file).view().await
    }

    /// Imports a file as it was previewed.
    pub async fn apply_import(&self, file: &ImportApply) -> Result<ImportReport, ClientError> {
        self.post("/imports/apply").json(file).view().await
    }

    /// Puts together everything that is held about a person.
    pub async fn export_person(&self, id: PersonId) -> Result<PersonExport, ClientError> {
        self.get(format!("/people/{id}/export")).view().await
    }

    /// Lists texts that name a person.
    pub async fn find_mentions(&self, id: PersonId) -> Result<Mentions, ClientError> {
        self.get(format!("/people/{id}/mentions")).view().await
    }

    /// Replaces what identifies a person of the given version by a pseudonym.
    pub async fn erase_person(
        &self,
        id: PersonId,
        version: i32,
        input: &PersonErase,
    ) -> Result<ErasureReport, ClientError> {
        self.post(format!("/people/{id}/erase")).if_match(version).json(input).view().await
    }
}
