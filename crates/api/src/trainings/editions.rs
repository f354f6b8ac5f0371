//! Editions of trainings.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Act, Get, Merge, Post, PostVersion, SearchText, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use chrono::NaiveDate;
use obrady_domain::trainings::{self, EditionFilter};
use obrady_types::trainings::{
    EditionOrder, TrainingEdition, TrainingEditionCancel, TrainingEditionCreate, TrainingEditionPatch,
};
use obrady_types::{Page, RegionId, TrainingEditionId, TrainingId};

list_query! {
    /// Parameters of the list of editions.
    TrainingEditionListQuery {
        /// Of one training.
        training_id: Option<TrainingId>,
        /// Of one region.
        region_id: Option<RegionId>,
        /// With a day on or after this one.
        #[serde(default, deserialize_with = "crate::extract::day")]
        from: Option<NaiveDate>,
        /// With a day on or before this one.
        #[serde(default, deserialize_with = "crate::extract::day")]
        to: Option<NaiveDate>,
        /// Whose title or topics contain this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
        /// Whose audiences contain this.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        audience: Option<SearchText>,
        /// Only those with places left for which one can register or will be able to.
        free: Option<bool>,
        /// Order: soonest first unless told.
        order: Option<EditionOrder>,
    }
}

/// Lists editions.
///
/// Permissions: anyone; drafts are for those who manage trainings.
#[utoipa::path(tag = "trainings", params(TrainingEditionListQuery), responses((status = 200, description = "Editions", body = Page<TrainingEdition>)))]
#[get("/training-editions")]
pub(crate) async fn list_training_editions(get: Get<TrainingEditionListQuery>) -> Answer<List<TrainingEdition>> {
    let query = get.query;
    let page = query.page();
    let filter = EditionFilter {
        training_id: query.training_id,
        region_id: query.region_id,
        from: query.from,
        to: query.to,
        q: query.q.map(Into::into),
        audience: query.audience.map(Into::into),
        free: query.free,
        order: query.order.unwrap_or_default(),
    };
    Ok(List(trainings::list_training_editions(&get.call, &filter, &page).await?))
}

/// Makes an edition, a draft.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", request_body = TrainingEditionCreate, responses((status = 201, description = "The new edition", body = TrainingEdition)))]
#[post("/trainings/{training_id}/editions")]
pub(crate) async fn create_training_edition(
    training_id: Path<TrainingId>,
    post: Post<TrainingEditionCreate>,
) -> Answer<Created<TrainingEdition>> {
    let made = trainings::create_training_edition(&post.call, *training_id, post.input).await?;
    Ok(Created::at(format!("/training-editions/{}", made.id), made))
}

/// Reads an edition.
///
/// Permissions: anyone; drafts are for those who manage trainings.
#[utoipa::path(tag = "trainings", responses((status = 200, description = "The edition", body = TrainingEdition)))]
#[get("/training-editions/{edition_id}")]
pub(crate) async fn get_training_edition(
    edition_id: Path<TrainingEditionId>,
    get: Get<()>,
) -> Answer<Versioned<TrainingEdition>> {
    Ok(Versioned(trainings::get_training_edition(&get.call, *edition_id).await?))
}

/// Changes an edition until it begins; more places go to who waits.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", request_body = TrainingEditionPatch, responses((status = 200, description = "The changed edition", body = TrainingEdition)))]
#[patch("/training-editions/{edition_id}")]
pub(crate) async fn update_training_edition(
    edition_id: Path<TrainingEditionId>,
    patch: Merge<TrainingEditionPatch>,
) -> Answer<Versioned<TrainingEdition>> {
    Ok(Versioned(trainings::update_training_edition(&patch.call, *edition_id, patch.version, patch.input).await?))
}

/// Makes a draft public; its registration opens and closes by the clock.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", responses((status = 200, description = "The changed edition", body = TrainingEdition)))]
#[post("/training-editions/{edition_id}/publish")]
pub(crate) async fn publish_training_edition(
    edition_id: Path<TrainingEditionId>,
    act: Act,
) -> Answer<Versioned<TrainingEdition>> {
    Ok(Versioned(trainings::publish_training_edition(&act.call, *edition_id, act.version()?).await?))
}

/// Cancels an edition before it begins, with all its registrations.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", request_body = TrainingEditionCancel, responses((status = 200, description = "The changed edition", body = TrainingEdition)))]
#[post("/training-editions/{edition_id}/cancel")]
pub(crate) async fn cancel_training_edition(
    edition_id: Path<TrainingEditionId>,
    post: PostVersion<TrainingEditionCancel>,
) -> Answer<Versioned<TrainingEdition>> {
    Ok(Versioned(trainings::cancel_training_edition(&post.call, *edition_id, post.version, post.input).await?))
}
