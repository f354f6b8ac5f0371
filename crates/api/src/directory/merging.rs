//! Entries that stand twice.

use crate::answer::{Answer, Plain, Versioned};
use crate::extract::{Get, PostVersion, strict};
use actix_web::web::Path;
use actix_web::{get, post};
use obrady_domain::directory;
use obrady_types::directory::{Duplicates, Institution, InstitutionMerge, MergePreview, Person, PersonMerge};
use obrady_types::{InstitutionId, PersonId, RegionId};

/// Parameters of the search for duplicates.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DuplicatesQuery {
    /// Region; the caller's when left out.
    pub region_id: Option<RegionId>,
}

strict!(DuplicatesQuery);

/// Parameters of the preview of a merge of people.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PersonMergeQuery {
    /// Who would be removed.
    pub duplicate_id: PersonId,
}

strict!(PersonMergeQuery);

/// Parameters of the preview of a merge of institutions.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InstitutionMergeQuery {
    /// What would be closed.
    pub duplicate_id: InstitutionId,
}

strict!(InstitutionMergeQuery);

/// Finds people and institutions that may stand twice.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", params(DuplicatesQuery), responses((status = 200, description = "Entries that look like one", body = Duplicates)))]
#[get("/duplicates")]
pub(crate) async fn find_duplicates(get: Get<DuplicatesQuery>) -> Answer<Plain<Duplicates>> {
    Ok(Plain(directory::find_duplicates(&get.call, get.query.region_id).await?))
}

/// Says what merging a duplicate into a person would move, or why it would be refused.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", params(PersonMergeQuery), responses((status = 200, description = "What would move", body = MergePreview)))]
#[get("/people/{person_id}/merge")]
pub(crate) async fn preview_person_merge(
    person_id: Path<PersonId>,
    get: Get<PersonMergeQuery>,
) -> Answer<Plain<MergePreview>> {
    Ok(Plain(directory::preview_person_merge(&get.call, *person_id, get.query.duplicate_id).await?))
}

/// Merges a duplicate into a person.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = PersonMerge, responses((status = 200, description = "The person", body = Person)))]
#[post("/people/{person_id}/merge")]
pub(crate) async fn merge_person(
    person_id: Path<PersonId>,
    post: PostVersion<PersonMerge>,
) -> Answer<Versioned<Person>> {
    Ok(Versioned(directory::merge_person(&post.call, *person_id, post.version, post.input).await?))
}

/// Says what merging a duplicate into an institution would move, or why it would be refused.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", params(InstitutionMergeQuery), responses((status = 200, description = "What would move", body = MergePreview)))]
#[get("/institutions/{institution_id}/merge")]
pub(crate) async fn preview_institution_merge(
    institution_id: Path<InstitutionId>,
    get: Get<InstitutionMergeQuery>,
) -> Answer<Plain<MergePreview>> {
    Ok(Plain(directory::preview_institution_merge(&get.call, *institution_id, get.query.duplicate_id).await?))
}

/// Merges a duplicate into an institution, which becomes its successor.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = InstitutionMerge, responses((status = 200, description = "The institution", body = Institution)))]
#[post("/institutions/{institution_id}/merge")]
pub(crate) async fn merge_institution(
    institution_id: Path<InstitutionId>,
    post: PostVersion<InstitutionMerge>,
) -> Answer<Versioned<Institution>> {
    Ok(Versioned(directory::merge_institution(&post.call, *institution_id, post.version, post.input).await?))
}
