//! What a quorum goes by: the seats of a day with their holders, and the rules.

use super::query::{find_rules_at, seats_on};
use crate::directory;
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use obrady_entity::{rules_version, seat};
use obrady_types::BodyId;
use sea_orm::{ConnectionTrait, QueryOrder};
use uuid::Uuid;

/// A seat on a day, and who holds it.
pub(crate) struct SeatOn {
    /// The seat.
    pub(crate) id: Uuid,
    /// The institution.
    pub(crate) institution_id: Uuid,
    /// Its head on that day, if it has one.
    pub(crate) holder_id: Option<Uuid>,
}

/// The seats of a convent on a day in their order, with their holders.
pub(crate) async fn seats_with_holders<C: ConnectionTrait>(
    conn: &C,
    body: BodyId,
    on: NaiveDate,
) -> Result<Vec<SeatOn>> {
    let seats = seats_on(body, on).order_by_asc(seat::Column::SortKey).order_by_asc(seat::Column::Id).all(conn).await?;
    let heads = directory::heads_on(conn, seats.iter().map(|seat| seat.institution_id), on).await?;
    let of = |seat: seat::Model| SeatOn {
        id: seat.id,
        holder_id: heads.get(&seat.institution_id).map(|head| head.person_id),
        institution_id: seat.institution_id,
    };
    Ok(seats.into_iter().map(of).collect())
}

/// The rules of a body in force at an instant.
pub(crate) async fn rules_at<C: ConnectionTrait>(
    conn: &C,
    body: BodyId,
    at: DateTime<Utc>,
) -> Result<Option<rules_version::Model>> {
    find_rules_at(conn, body, at).await
}
