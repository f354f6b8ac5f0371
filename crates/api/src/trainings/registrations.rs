//! Registrations, the waiting list with its reasons, and attendance.

use crate::answer::{Answer, Created, List, Plain, Versioned};
use crate::extract::{Get, Post, PostVersion, list_query};
use actix_web::web::Path;
use actix_web::{get, post};
use obrady_domain::trainings::{self, RegistrationFilter};
use obrady_types::trainings::{
    AttendanceRecord, Registration, RegistrationCancel, RegistrationCreate, RegistrationDecision, RegistrationSwap,
    TrainingAttendanceSheet, TrainingCandidate,
};
use obrady_types::{InstitutionId, Page, PersonId, RegistrationId, TrainingEditionId};

list_query! {
    /// Parameters of the list of registrations.
    RegistrationListQuery {
        /// For one edition.
        edition_id: Option<TrainingEditionId>,
        /// Of one person.
        person_id: Option<PersonId>,
        /// Of people of one institution.
        institution_id: Option<InstitutionId>,
    }
}

list_query! {
    /// Parameters of the list of people who may be registered.
    TrainingCandidateListQuery {
        /// The institution at which they work.
        institution_id: InstitutionId,
    }
}

list_query! {
    /// Parameters of the list of decisions.
    RegistrationDecisionListQuery {}
}

/// Lists registrations that the caller may know of.
///
/// Permissions: anybody signed in: their own, those of the institutions that they speak for, confirmed ones of the
/// editions that they lead; all of the region: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "registrations", params(RegistrationListQuery), responses((status = 200, description = "Registrations by edition and number", body = Page<Registration>)))]
#[get("/registrations")]
pub(crate) async fn list_registrations(get: Get<RegistrationListQuery>) -> Answer<List<Registration>> {
    let query = get.query;
    let page = query.page();
    let filter = RegistrationFilter {
        edition_id: query.edition_id,
        person_id: query.person_id,
        institution_id: query.institution_id,
    };
    Ok(List(trainings::list_registrations(&get.call, &filter, &page).await?))
}

/// Registers somebody: they get a place while there is one, and wait after that.
///
/// Permissions: oneself: anybody signed in who is a person of the directory; an institution's people: its
/// representatives; anybody of the region: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "registrations", request_body = RegistrationCreate, responses((status = 201, description = "The new registration", body = Registration)))]
#[post("/training-editions/{edition_id}/registrations")]
pub(crate) async fn create_registration(
    edition_id: Path<TrainingEditionId>,
    post: Post<RegistrationCreate>,
) -> Answer<Created<Registration>> {
    let made = trainings::create_registration(&post.call, *edition_id, post.input).await?;
    Ok(Created::at(format!("/registrations/{}", made.id), made))
}

/// Reads a registration.
///
/// Permissions: as in the list.
#[utoipa::path(tag = "registrations", responses((status = 200, description = "The registration", body = Registration)))]
#[get("/registrations/{registration_id}")]
pub(crate) async fn get_registration(
    registration_id: Path<RegistrationId>,
    get: Get<()>,
) -> Answer<Versioned<Registration>> {
    Ok(Versioned(trainings::get_registration(&get.call, *registration_id).await?))
}

/// Gives up a registration before the edition begins; a place that becomes free goes to the first eligible person.
///
/// Permissions: the person, representatives of the institution that sends them, coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "registrations", request_body = RegistrationCancel, responses((status = 200, description = "The changed registration", body = Registration)))]
#[post("/registrations/{registration_id}/cancel")]
pub(crate) async fn cancel_registration(
    registration_id: Path<RegistrationId>,
    post: PostVersion<RegistrationCancel>,
) -> Answer<Versioned<Registration>> {
    Ok(Versioned(trainings::cancel_registration(&post.call, *registration_id, post.version, post.input).await?))
}

/// Lets another person of the same institution take over a registration: number and place stay.
///
/// Permissions: representatives of the institution, coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "registrations", request_body = RegistrationSwap, responses((status = 200, description = "The changed registration", body = Registration)))]
#[post("/registrations/{registration_id}/swap")]
pub(crate) async fn swap_registration(
    registration_id: Path<RegistrationId>,
    post: PostVersion<RegistrationSwap>,
) -> Answer<Versioned<Registration>> {
    Ok(Versioned(trainings::swap_registration(&post.call, *registration_id, post.version, post.input).await?))
}

/// Lists what was decided about a registration and why.
///
/// Permissions: as for the registration.
#[utoipa::path(tag = "registrations", params(RegistrationDecisionListQuery), responses((status = 200, description = "Decisions, oldest first", body = Page<RegistrationDecision>)))]
#[get("/registrations/{registration_id}/decisions")]
pub(crate) async fn list_registration_decisions(
    registration_id: Path<RegistrationId>,
    get: Get<RegistrationDecisionListQuery>,
) -> Answer<List<RegistrationDecision>> {
    let page = get.query.page();
    Ok(List(trainings::list_registration_decisions(&get.call, *registration_id, &page).await?))
}

/// Lists the people of an institution who may be registered.
///
/// Permissions: representatives of the institution, coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "registrations", params(TrainingCandidateListQuery), responses((status = 200, description = "People in Polish order", body = Page<TrainingCandidate>)))]
#[get("/training-editions/{edition_id}/candidates")]
pub(crate) async fn list_training_candidates(
    edition_id: Path<TrainingEditionId>,
    get: Get<TrainingCandidateListQuery>,
) -> Answer<List<TrainingCandidate>> {
    let page = get.query.page();
    let institution = get.query.institution_id;
    Ok(List(trainings::list_training_candidates(&get.call, *edition_id, institution, &page).await?))
}

/// Reads the attendance list of an edition.
///
/// Permissions: who leads it, coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "registrations", responses((status = 200, description = "The attendance list", body = TrainingAttendanceSheet)))]
#[get("/training-editions/{edition_id}/attendance")]
pub(crate) async fn get_training_attendance(
    edition_id: Path<TrainingEditionId>,
    get: Get<()>,
) -> Answer<Plain<TrainingAttendanceSheet>> {
    Ok(Plain(trainings::get_training_attendance(&get.call, *edition_id).await?))
}

/// Records who came; each day from that day on.
///
/// Permissions: who leads the edition, coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "registrations", request_body = AttendanceRecord, responses((status = 200, description = "The attendance list", body = TrainingAttendanceSheet)))]
#[post("/training-editions/{edition_id}/attendance")]
pub(crate) async fn record_training_attendance(
    edition_id: Path<TrainingEditionId>,
    post: Post<AttendanceRecord>,
) -> Answer<Plain<TrainingAttendanceSheet>> {
    Ok(Plain(trainings::record_training_attendance(&post.call, *edition_id, post.input).await?))
}
