//! Seats of a convent; public. Their holders follow from who heads the institutions (I-06).

use super::holding::settle_institution;
use super::query::{require_kind, seats_on};
use super::{seed, view};
use crate::ctx::Call;
use crate::db::{check_version, lock_row};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::groups;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, scope_of};
use chrono::{DateTime, Utc};
use obrady_entity::seat::{self, Column};
use obrady_types::convents::{Seat, SeatCreate, SeatPatch};
use obrady_types::groups::BodyKind;
use obrady_types::{BodyId, Page, PageQuery, RegionId, SeatId};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists the seats that a convent has at an instant (now, when left out), by county.
///
/// # Errors
/// `not_found`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_seats(
    call: &Call,
    body_id: BodyId,
    as_of: Option<DateTime<Utc>>,
    page: &PageQuery,
) -> Result<Page<Seat>> {
    let reader = call.read().await?;
    groups::get_body_row(reader.conn(), body_id).await?;
    let on = reader.ctx.date_of(as_of.unwrap_or(reader.now));
    let sorting = Sorting::<seat::Entity> {
        columns: &[Column::SortKey, Column::Id],
        descending: false,
        key: |row| vec![Key::Text(row.sort_key.clone()), Key::Id(row.id)],
    };
    let filter = ("seats", body_id, on);
    let rows = paging::page(&reader.ctx, reader.conn(), seats_on(body_id, on), &sorting, page, &filter).await?;
    let items = view::seats(reader.conn(), &reader.actor, rows.items, on).await?;
    Ok(Page { items, next: rows.next, total: rows.total })
}

/// Reads a seat with its holder today.
///
/// # Errors
/// `not_found`.
pub async fn get_seat(call: &Call, id: SeatId) -> Result<Seat> {
    let reader = call.read().await?;
    let row = seat::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?.ok_or(DomainError::NotFound)?;
    let today = reader.ctx.date_of(reader.now);
    view::seats(reader.conn(), &reader.actor, vec![row], today).await?.pop().ok_or(DomainError::NotFound)
}

/// Makes a seat.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_dissolved`, `body_kind`; `validation_failed` for an unknown
/// institution; `seat_taken` when the institution has a seat at that time.
pub async fn create_seat(call: &Call, body_id: BodyId, input: SeatCreate) -> Result<Seat> {
    call.write("create_seat", async |tx| {
        let body = groups::get_body_row_locked(tx.conn(), body_id).await?;
        tx.require(Action::EditConvent, &scope_of(&body))?;
        require_kind(&body, &[BodyKind::Convent])?;
        groups::ensure_accepts_new(&body)?;
        let institution = directory::find_institution(tx.conn(), input.institution_id).await?;
        let institution = institution
            .filter(|institution| institution.region_id == body.region_id)
            .ok_or_else(|| DomainError::field("/institution_id", "invalid"))?;
        let id = seed::insert_seat(tx, RegionId(body.region_id), body_id, &institution, input.from, None).await?;
        settle_institution(tx, &body, institution.id).await?;
        let row = seat::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?.ok_or(DomainError::NotFound)?;
        let today = tx.ctx.date_of(tx.now);
        view::seats(tx.conn(), &tx.actor, vec![row], today).await?.pop().ok_or(DomainError::NotFound)
    })
    .await
}

/// Changes a seat of the given version. Offices held by it end with it (I-05), or go on when it does.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `body_dissolved`; `validation_failed` for an end
/// before the beginning; `seat_taken` when reopening makes a second seat.
pub async fn update_seat(call: &Call, id: SeatId, version: i32, patch: SeatPatch) -> Result<Seat> {
    call.write("update_seat", async |tx| {
        let found = seat::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?.ok_or(DomainError::NotFound)?;
        // The body first: no term starts by the seat meanwhile, and nobody waits in a circle.
        let body = groups::get_body_row_locked(tx.conn(), found.body_id.into()).await?;
        tx.require(Action::EditConvent, &scope_of(&body))?;
        let row = lock_row::<seat::Entity>(tx.conn(), id).await?;
        check_version(row.version, version)?;
        groups::ensure_accepts_new(&body)?;
        let to = patch.to.apply(row.to_date);
        if to.is_some_and(|to| to < row.from_date) {
            return Err(DomainError::field("/to", "out_of_range"));
        }
        let ended = row.to_date;
        let mut change = row.into_active_model();
        change.to_date = Set(to);
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let event = Change::of("seat.updated", "seat", id, row.version);
        let event = event.in_region(RegionId(body.region_id)).in_body(body.id.into());
        tx.record(event.with(json!({ "to": { "before": ended, "after": to } }))).await?;
        settle_institution(tx, &body, row.institution_id).await?;
        let today = tx.ctx.date_of(tx.now);
        view::seats(tx.conn(), &tx.actor, vec![row], today).await?.pop().ok_or(DomainError::NotFound)
    })
    .await
}
