//! Trainings.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, SearchText, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::trainings::{self, TrainingFilter};
use obrady_types::trainings::{Training, TrainingCreate, TrainingForm, TrainingPatch};
use obrady_types::{Page, RegionId, TrainingId};

list_query! {
    /// Parameters of the list of trainings.
    TrainingListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
        /// Of one form.
        form: Option<TrainingForm>,
        /// Whose title or topics contain this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
    }
}

/// Lists trainings.
///
/// Permissions: anyone; one without a published edition is for those who manage trainings.
#[utoipa::path(tag = "trainings", params(TrainingListQuery), responses((status = 200, description = "Trainings in Polish order", body = Page<Training>)))]
#[get("/trainings")]
pub(crate) async fn list_trainings(get: Get<TrainingListQuery>) -> Answer<List<Training>> {
    let query = get.query;
    let page = query.page();
    let filter = TrainingFilter { region_id: query.region_id, form: query.form, q: query.q.map(Into::into) };
    Ok(List(trainings::list_trainings(&get.call, &filter, &page).await?))
}

/// Makes a training.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", request_body = TrainingCreate, responses((status = 201, description = "The new training", body = Training)))]
#[post("/trainings")]
pub(crate) async fn create_training(post: Post<TrainingCreate>) -> Answer<Created<Training>> {
    let made = trainings::create_training(&post.call, post.input).await?;
    Ok(Created::at(format!("/trainings/{}", made.id), made))
}

/// Reads a training.
///
/// Permissions: anyone; one without a published edition is for those who manage trainings.
#[utoipa::path(tag = "trainings", responses((status = 200, description = "The training", body = Training)))]
#[get("/trainings/{training_id}")]
pub(crate) async fn get_training(training_id: Path<TrainingId>, get: Get<()>) -> Answer<Versioned<Training>> {
    Ok(Versioned(trainings::get_training(&get.call, *training_id).await?))
}

/// Changes a training.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", request_body = TrainingPatch, responses((status = 200, description = "The changed training", body = Training)))]
#[patch("/trainings/{training_id}")]
pub(crate) async fn update_training(
    training_id: Path<TrainingId>,
    patch: Merge<TrainingPatch>,
) -> Answer<Versioned<Training>> {
    Ok(Versioned(trainings::update_training(&patch.call, *training_id, patch.version, patch.input).await?))
}
