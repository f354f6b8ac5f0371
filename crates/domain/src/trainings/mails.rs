//! What mails about registrations need to know.

use super::query::{CONFIRMED, WAITING};
use crate::error::{DomainError, Result};
use crate::mail::About;
use crate::words::word;
use obrady_entity::{registration, registration_decision, training, training_edition};
use obrady_types::trainings::RegistrationReason;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

/// A registration and what its letters speak of.
pub(crate) struct Found {
    pub(crate) person_id: Uuid,
    pub(crate) edition_id: Uuid,
    pub(crate) state: String,
    pub(crate) about: About,
}

/// A registration with its training; `before` is the first day of a training before it was moved.
pub(crate) async fn about(conn: &impl ConnectionTrait, id: Uuid, before: Option<&str>) -> Result<Option<Found>> {
    let Some(row) = registration::Entity::find_by_id(id).one(conn).await? else { return Ok(None) };
    let edition = training_edition::Entity::find_by_id(row.edition_id).one(conn).await?;
    let edition = edition.ok_or_else(|| DomainError::internal("a registration has no edition"))?;
    let training = training::Entity::find_by_id(edition.training_id).one(conn).await?;
    let title = training.ok_or_else(|| DomainError::internal("an edition has no training"))?.title;
    let about = About {
        title,
        first: edition.first_date,
        last: edition.last_date,
        before: before.and_then(|day| day.parse().ok()),
        venue: edition.venue,
        reason: edition.cancelled_reason,
    };
    Ok(Some(Found { person_id: row.person_id, edition_id: edition.id, state: row.state, about }))
}

/// The letters of a job that concerns several people, as jobs of their own.
pub(crate) async fn parts_of(
    conn: &impl ConnectionTrait,
    kind: &str,
    payload: &Value,
) -> Result<Option<Vec<(&'static str, Value)>>> {
    use registration::Column;
    let id = |name: &str| -> Result<Uuid> {
        let id = payload.get(name).and_then(Value::as_str).and_then(|text| text.parse().ok());
        id.ok_or_else(|| DomainError::internal(format!("a job of kind {kind} has no {name}")))
    };
    Ok(Some(match kind {
        "mail.registration_swapped" => {
            let (registration, before) = (id("registration_id")?, id("from")?);
            vec![
                ("mail.registration_swapped_in", json!({ "registration_id": registration })),
                ("mail.registration_swapped_out", json!({ "registration_id": registration, "person_id": before })),
            ]
        }
        "mail.training_edition_moved" => {
            let from = payload.get("from").cloned().unwrap_or_default();
            let active = registration::Entity::find()
                .filter(Column::EditionId.eq(id("edition_id")?))
                .filter(Column::State.is_in([CONFIRMED, WAITING]))
                .order_by_asc(Column::Seq);
            let part = |row: registration::Model| {
                ("mail.registration_moved", json!({ "registration_id": row.id, "from": from }))
            };
            active.all(conn).await?.into_iter().map(part).collect()
        }
        "mail.training_edition_cancelled" => {
            use registration_decision::Column as Decision;
            let because = registration_decision::Entity::find()
                .select_only()
                .column(Decision::RegistrationId)
                .filter(Decision::Reason.eq(word(&RegistrationReason::EditionCancelled)?));
            let concerned = registration::Entity::find()
                .filter(Column::EditionId.eq(id("edition_id")?))
                .filter(Column::Id.in_subquery(sea_orm::QueryTrait::into_query(because)))
                .order_by_asc(Column::Seq);
            let part = |row: registration::Model| {
                ("mail.registration_edition_cancelled", json!({ "registration_id": row.id }))
            };
            concerned.all(conn).await?.into_iter().map(part).collect()
        }
        _ => return Ok(None),
    }))
}
