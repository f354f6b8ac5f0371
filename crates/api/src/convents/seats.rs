//! Seats of convents.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use chrono::{DateTime, Utc};
use obrady_domain::convents;
use obrady_types::convents::{Seat, SeatCreate, SeatPatch};
use obrady_types::{BodyId, Page, SeatId};

list_query! {
    /// Parameters of the list of seats.
    SeatListQuery {
        /// As it was at this instant; now, when left out.
        #[serde(default, deserialize_with = "crate::extract::instant")]
        as_of: Option<DateTime<Utc>>,
    }
}

/// Lists the seats of a convent with their holders.
///
/// Permissions: anyone.
#[utoipa::path(tag = "convents", params(SeatListQuery), responses((status = 200, description = "Seats by county", body = Page<Seat>)))]
#[get("/bodies/{body_id}/seats")]
pub(crate) async fn list_seats(body_id: Path<BodyId>, get: Get<SeatListQuery>) -> Answer<List<Seat>> {
    let query = &get.query;
    Ok(List(convents::list_seats(&get.call, *body_id, query.as_of, &query.page()).await?))
}

/// Makes a seat.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "convents", request_body = SeatCreate, responses((status = 201, description = "The new seat", body = Seat)))]
#[post("/bodies/{body_id}/seats")]
pub(crate) async fn create_seat(body_id: Path<BodyId>, post: Post<SeatCreate>) -> Answer<Created<Seat>> {
    let made = convents::create_seat(&post.call, *body_id, post.input).await?;
    Ok(Created::at(format!("/seats/{}", made.id), made))
}

/// Reads a seat.
///
/// Permissions: anyone.
#[utoipa::path(tag = "convents", responses((status = 200, description = "The seat", body = Seat)))]
#[get("/seats/{seat_id}")]
pub(crate) async fn get_seat(seat_id: Path<SeatId>, get: Get<()>) -> Answer<Versioned<Seat>> {
    Ok(Versioned(convents::get_seat(&get.call, *seat_id).await?))
}

/// Changes a seat.
///
/// Permissions: administrators of the region.
#[utoipa::path(tag = "convents", request_body = SeatPatch, responses((status = 200, description = "The changed seat", body = Seat)))]
#[patch("/seats/{seat_id}")]
pub(crate) async fn update_seat(seat_id: Path<SeatId>, patch: Merge<SeatPatch>) -> Answer<Versioned<Seat>> {
    Ok(Versioned(convents::update_seat(&patch.call, *seat_id, patch.version, patch.input).await?))
}
