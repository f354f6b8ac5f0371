//! Trainings, editions, registrations, attendance.

use crate::{Client, ClientError, Versioned};
use chrono::NaiveDate;
use obrady_types::trainings::{
    Adviser, AdviserCreate, AdviserPatch, AttendanceRecord, EditionOrder, InformationClause, InformationClauseCreate,
    PracticeModel, PracticeModelCreate, PracticeModelPatch, Registration, RegistrationCancel, RegistrationCreate,
    RegistrationDecision, RegistrationSwap, Training, TrainingAttendanceSheet, TrainingCandidate, TrainingCreate,
    TrainingEdition, TrainingEditionCancel, TrainingEditionCreate, TrainingEditionPatch, TrainingForm, TrainingPatch,
};
use obrady_types::{
    AdviserId, InformationClauseId, InstitutionId, Page, PageQuery, PersonId, PracticeModelId, RegionId,
    RegistrationId, TrainingEditionId, TrainingId,
};

/// Which trainings to list.
#[derive(Clone, Debug, Default)]
pub struct TrainingFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one form.
    pub form: Option<TrainingForm>,
    /// Words of the title or the topics.
    pub q: Option<String>,
    /// Which page.
    pub page: PageQuery,
}

/// Which editions to list, and how.
#[derive(Clone, Debug, Default)]
pub struct EditionFilter {
    /// Of one training.
    pub training_id: Option<TrainingId>,
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// With a day on or after this one.
    pub from: Option<NaiveDate>,
    /// With a day on or before this one.
    pub to: Option<NaiveDate>,
    /// Words of the title or the topics.
    pub q: Option<String>,
    /// Words of the audiences.
    pub audience: Option<String>,
    /// Only those with places left.
    pub free: Option<bool>,
    /// Order.
    pub order: Option<EditionOrder>,
    /// Which page.
    pub page: PageQuery,
}

/// Which registrations to list.
#[derive(Clone, Debug, Default)]
pub struct RegistrationFilter {
    /// For one edition.
    pub edition_id: Option<TrainingEditionId>,
    /// Of one person.
    pub person_id: Option<PersonId>,
    /// Of people of one institution.
    pub institution_id: Option<InstitutionId>,
    /// Which page.
    pub page: PageQuery,
}

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Lists trainings.
    pub async fn list_trainings(&self, filter: &TrainingFilter) -> Result<Page<Training>, ClientError> {
        self.get("/trainings")
            .query("region_id", filter.region_id.as_ref())
            .query("form", filter.form.as_ref())
            .query("q", filter.q.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes a training.
    pub async fn create_training(&self, input: &TrainingCreate) -> Result<Versioned<Training>, ClientError> {
        self.post("/trainings").json(input).object().await
    }

    /// Reads a training.
    pub async fn get_training(&self, id: TrainingId) -> Result<Versioned<Training>, ClientError> {
        self.get(format!("/trainings/{id}")).object().await
    }

    /// Changes a training of the given version.
    pub async fn update_training(
        &self,
        id: TrainingId,
        version: i32,
        patch: &TrainingPatch,
    ) -> Result<Versioned<Training>, ClientError> {
        self.patch(format!("/trainings/{id}"), version).json(patch).object().await
    }

    /// Lists editions.
    pub async fn list_training_editions(&self, filter: &EditionFilter) -> Result<Page<TrainingEdition>, ClientError> {
        self.get("/training-editions")
            .query("training_id", filter.training_id.as_ref())
            .query("region_id", filter.region_id.as_ref())
            .query("from", filter.from.as_ref())
            .query("to", filter.to.as_ref())
            .query("q", filter.q.as_ref())
            .query("audience", filter.audience.as_ref())
            .query("free", filter.free.as_ref())
            .query("order", filter.order.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes an edition, a draft.
    pub async fn create_training_edition(
        &self,
        id: TrainingId,
        input: &TrainingEditionCreate,
    ) -> Result<Versioned<TrainingEdition>, ClientError> {
        self.post(format!("/trainings/{id}/editions")).json(input).object().await
    }

    /// Reads an edition.
    pub async fn get_training_edition(&self, id: TrainingEditionId) -> Result<Versioned<TrainingEdition>, ClientError> {
        self.get(format!("/training-editions/{id}")).object().await
    }

    /// Changes an edition of the given version.
    pub async fn update_training_edition(
        &self,
        id: TrainingEditionId,
        version: i32,
        patch: &TrainingEditionPatch,
    ) -> Result<Versioned<TrainingEdition>, ClientError> {
        self.patch(format!("/training-editions/{id}"), version).json(patch).object().await
    }

    /// Makes a draft of the given version public.
    pub async fn publish_training_edition(
        &self,
        id: TrainingEditionId,
        version: i32,
    ) -> Result<Versioned<TrainingEdition>, ClientError> {
        self.post(format!("/training-editions/{id}/publish")).if_match(version).object().await
    }

    /// Cancels an edition of the given version.
    pub async fn cancel_training_edition(
        &self,
        id: TrainingEditionId,
        version: i32,
        input: &TrainingEditionCancel,
    ) -> Result<Versioned<TrainingEdition>, ClientError> {
        self.post(format!("/training-editions/{id}/cancel")).if_match(version).json(input).object().await
    }

    /// Lists registrations that the caller may know of.
    pub async fn list_registrations(&self, filter: &RegistrationFilter) -> Result<Page<Registration>, ClientError> {
        self.get("/registrations")
            .query("edition_id", filter.edition_id.as_ref())
            .query("person_id", filter.person_id.as_ref())
            .query("institution_id", filter.institution_id.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Registers somebody.
    pub async fn create_registration(
        &self,
        id: TrainingEditionId,
        input: &RegistrationCreate,
    ) -> Result<Versioned<Registration>, ClientError> {
        self.post(format!("/training-editions/{id}/registrations")).json(input).object().await
    }

    /// Reads a registration.
    pub async fn get_registration(&self, id: RegistrationId) -> Result<Versioned<Registration>, ClientError> {
        self.get(format!("/registrations/{id}")).object().await
    }

    /// Gives up a registration of the given version.
    pub async fn cancel_registration(
        &self,
        id: RegistrationId,
        version: i32,
        input: &RegistrationCancel,
    ) -> Result<Versioned<Registration>, ClientError> {
        self.post(format!("/registrations/{id}/cancel")).if_match(version).json(input).object().await
    }

    /// Lets another person of the institution take over a registration of the given version.
    pub async fn swap_registration(
        &self,
        id: RegistrationId,
        version: i32,
        input: &RegistrationSwap,
    ) -> Result<Versioned<Registration>, ClientError> {
        self.post(format!("/registrations/{id}/swap")).if_match(version).json(input).object().await
    }

    /// Lists what was decided about a registration and why.
    pub async fn list_registration_decisions(
        &self,
        id: RegistrationId,
        page: &PageQuery,
    ) -> Result<Page<RegistrationDecision>, ClientError> {
        self.get(format!("/registrations/{id}/decisions")).page_query(page).page().await
    }

    /// Lists the people of an institution who may be registered.
    pub async fn list_training_candidates(
        &self,
        id: TrainingEditionId,
        institution: InstitutionId,
        page: &PageQuery,
    ) -> Result<Page<TrainingCandidate>, ClientError> {
        let call = self.get(format!("/training-editions/{id}/candidates"));
        call.query("institution_id", Some(&institution)).page_query(page).page().await
    }

    /// Reads the attendance list of an edition.
    pub async fn get_training_attendance(&self, id: TrainingEditionId) -> Result<TrainingAttendanceSheet, ClientError> {
        self.get(format!("/training-editions/{id}/attendance")).view().await
    }

    /// Records who came.
    pub async fn record_training_attendance(
        &self,
        id: TrainingEditionId,
        input: &AttendanceRecord,
    ) -> Result<TrainingAttendanceSheet, ClientError> {
        self.post(format!("/training-editions/{id}/attendance")).json(input).view().await
    }

    /// Lists advisers.
    pub async fn list_advisers(
        &self,
        region: Option<RegionId>,
        page: &PageQuery,
    ) -> Result<Page<Adviser>, ClientError> {
        self.get("/advisers").query("region_id", region.as_ref()).page_query(page).page().await
    }

    /// Makes an adviser.
    pub async fn create_adviser(&self, input: &AdviserCreate) -> Result<Versioned<Adviser>, ClientError> {
        self.post("/advisers").json(input).object().await
    }

    /// Reads an adviser.
    pub async fn get_adviser(&self, id: AdviserId) -> Result<Versioned<Adviser>, ClientError> {
        self.get(format!("/advisers/{id}")).object().await
    }

    /// Changes an adviser of the given version.
    pub async fn update_adviser(
        &self,
        id: AdviserId,
        version: i32,
        patch: &AdviserPatch,
    ) -> Result<Versioned<Adviser>, ClientError> {
        self.patch(format!("/advisers/{id}"), version).json(patch).object().await
    }

    /// Lists practice models.
    pub async fn list_practice_models(
        &self,
        region: Option<RegionId>,
        page: &PageQuery,
    ) -> Result<Page<PracticeModel>, ClientError> {
        self.get("/practice-models").query("region_id", region.as_ref()).page_query(page).page().await
    }

    /// Makes a practice model.
    pub async fn create_practice_model(
        &self,
        input: &PracticeModelCreate,
    ) -> Result<Versioned<PracticeModel>, ClientError> {
        self.post("/practice-models").json(input).object().await
    }

    /// Reads a practice model.
    pub async fn get_practice_model(&self, id: PracticeModelId) -> Result<Versioned<PracticeModel>, ClientError> {
        self.get(format!("/practice-models/{id}")).object().await
    }

    /// Changes a practice model of the given version.
    pub async fn update_practice_model(
        &self,
        id: PracticeModelId,
        version: i32,
        patch: &PracticeModelPatch,
    ) -> Result<Versioned<PracticeModel>, ClientError> {
        self.patch(format!("/practice-models/{id}"), version).json(patch).object().await
    }

    /// Lists information clauses, newest first.
    pub async fn list_information_clauses(
        &self,
        region: Option<RegionId>,
        page: &PageQuery,
    ) -> Result<Page<InformationClause>, ClientError> {
        self.get("/information-clauses").query("region_id", region.as_ref()).page_query(page).page().await
    }

    /// Publishes a new text of the information clause.
    pub async fn create_information_clause(
        &self,
        input: &InformationClauseCreate,
    ) -> Result<Versioned<InformationClause>, ClientError> {
        self.post("/information-clauses").json(input).object().await
    }

    /// Reads an information clause.
    pub async fn get_information_clause(
        &self,
        id: InformationClauseId,
    ) -> Result<Versioned<InformationClause>, ClientError> {
        self.get(format!("/information-clauses/{id}")).object().await
    }
}
