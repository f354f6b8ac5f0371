//! The convents in which an institution has seats, as its changes look at them.

use super::query::{seats_of_institution, standing_terms, terms_of};
use crate::ctx::WriteTx;
use crate::error::Result;
use crate::groups;
use chrono::NaiveDate;
use obrady_entity::{body, seat, term};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A convent in which an institution has or had seats.
#[derive(Debug)]
pub(crate) struct Seated {
    /// The convent.
    pub(crate) body: body::Model,
    /// The institution's seats in it.
    pub(crate) seats: Vec<seat::Model>,
    /// All terms of the convent.
    pub(crate) terms: Vec<term::Model>,
}

impl Seated {
    /// Whether the institution has a seat on a day.
    pub(crate) fn entitled(&self, on: NaiveDate) -> bool {
        self.seats.iter().any(|seat| seat.from_date <= on && seat.to_date.is_none_or(|to| to > on))
    }
}

/// The convents in which the institution has or had seats, in the order of their ids.
pub(crate) async fn seated(conn: &impl ConnectionTrait, institution_id: Uuid) -> Result<Vec<Seated>> {
    let mut by_body: BTreeMap<Uuid, Vec<seat::Model>> = BTreeMap::new();
    for seat in seats_of_institution(institution_id).all(conn).await? {
        by_body.entry(seat.body_id).or_default().push(seat);
    }
    let mut seated = Vec::new();
    for (id, seats) in by_body {
        let body = groups::get_body_row(conn, id.into()).await?;
        let terms = terms_of(id.into()).all(conn).await?;
        seated.push(Seated { body, seats, terms });
    }
    Ok(seated)
}

/// Whether a person holds an office now, or is going to.
pub(crate) async fn holds_office(tx: &WriteTx, person: Uuid) -> Result<bool> {
    use term::Column;
    let held = standing_terms()
        .filter(Column::PersonId.eq(person))
        .filter(Condition::any().add(Column::EndedAt.is_null()).add(Column::EndedAt.gt(tx.now)));
    Ok(held.one(tx.conn()).await?.is_some())
}
