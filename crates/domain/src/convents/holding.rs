//! Seats and the posts by which they are held: an office of a convent lasts no longer than its holder's seat (I-05).

use super::cancelling::cancel_planned;
use super::query::{find_successor, seats_of, seats_on};
use super::term_rows::{End, end_of, is_history};
use super::{acting, query};
use crate::ctx::WriteTx;
use crate::db::lock_row;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::groups;
use crate::polish::sort_key;
use crate::words::word;
use chrono::NaiveDate;
use obrady_entity::{affiliation, body, institution, seat, term};
use obrady_types::convents::TermEndReason;
use obrady_types::groups::BodyKind;
use obrady_types::{BodyId, ErrorCode, PersonId};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

type Span = (NaiveDate, Option<NaiveDate>);

/// The post by which somebody holds a seat of the convent on a day, kept from changes by others. A council has no
/// seats. `pointer` names the person's field.
pub(super) async fn post_of(
    tx: &WriteTx,
    body: &body::Model,
    person: PersonId,
    pointer: &str,
    on: NaiveDate,
) -> Result<Option<affiliation::Model>> {
    let found = directory::find_person(tx.conn(), person).await?;
    found.filter(|found| found.region_id == body.region_id).ok_or_else(|| DomainError::field(pointer, "invalid"))?;
    if body.kind != word(&BodyKind::Convent)? {
        return Ok(None);
    }
    let seats: Vec<seat::Model> = seats_on(body.id.into(), on).all(tx.conn()).await?;
    let heads = directory::heads_on(tx.conn(), seats.iter().map(|seat| seat.institution_id), on).await?;
    let head = heads.into_values().find(|head| PersonId(head.person_id) == person).ok_or(ErrorCode::SeatRequired)?;
    let head = lock_row::<affiliation::Entity>(tx.conn(), head.id).await?;
    if head.to_date.is_some_and(|to| to <= on) {
        return Err(ErrorCode::SeatRequired.into());
    }
    Ok(Some(head))
}

/// The first day on which posts and seats no longer cover it without a break; none when they stay open.
fn unbroken(from: NaiveDate, posts: &[Span], seats: &[Span]) -> Option<NaiveDate> {
    let mut day = from;
    loop {
        let (Some(post), Some(seat)) = (covering(posts, day), covering(seats, day)) else { return Some(day) };
        day = post.into_iter().chain(seat).min()?;
    }
}

/// The end of the span that covers a day.
fn covering(spans: &[Span], day: NaiveDate) -> Option<Option<NaiveDate>> {
    spans.iter().find(|(from, to)| *from <= day && to.is_none_or(|to| day < to)).map(|(_, to)| *to)
}

/// The first day from `from` on on which the person holds the institution's seat no longer.
async fn lost_on<C: ConnectionTrait>(
    conn: &C,
    body: BodyId,
    institution: Uuid,
    person: Uuid,
    from: NaiveDate,
) -> Result<Option<NaiveDate>> {
    let posts = directory::headships(conn, institution, person).await?;
    let posts: Vec<Span> = posts.into_iter().map(|post| (post.from_date, post.to_date)).collect();
    let seats = seats_of(body).filter(seat::Column::InstitutionId.eq(institution)).all(conn).await?;
    let seats: Vec<Span> = seats.into_iter().map(|seat| (seat.from_date, seat.to_date)).collect();
    Ok(unbroken(from, &posts, &seats))
}

/// Ends a term where its holder loses the seat, or lets it go on when that no longer happens. A term that would begin
/// without the seat is cancelled, and its predecessor goes on. History stays.
pub(super) async fn settle_seat(tx: &WriteTx, body: &body::Model, id: Uuid) -> Result<()> {
    let row = lock_row::<term::Entity>(tx.conn(), id).await?;
    let Some(institution) = row.institution_id else { return Ok(()) };
    if row.acting || row.annulled_at.is_some() || is_history(&row, tx.now) {
        return Ok(());
    }
    let from = tx.ctx.date_of(row.starts_at);
    let lost = lost_on(tx.conn(), body.id.into(), institution, row.person_id, from).await?;
    let lost = lost.map(|day| tx.ctx.start_of(day).max(row.starts_at));
    if row.starts_at > tx.now && lost.is_some_and(|lost| lost <= row.starts_at) {
        cancel_planned(tx, body, row, json!({ "reason": TermEndReason::LostSeat })).await?;
        return Ok(());
    }
    let otherwise = end_without_loss(tx, &row).await?;
    let wanted = match lost {
        Some(lost) if otherwise.is_none_or(|(at, _)| lost < at) => Some((lost, TermEndReason::LostSeat)),
        _ => otherwise,
    };
    if wanted.map(|(at, _)| at) != row.ended_at {
        acting::move_end(tx, body, row, wanted).await?;
    }
    Ok(())
}

/// The end of a term if nobody lost a seat.
async fn end_without_loss(tx: &WriteTx, row: &term::Model) -> Result<End> {
    let end = end_of(row)?;
    if !end.is_some_and(|(_, reason)| reason == TermEndReason::LostSeat) {
        return Ok(end);
    }
    let next = find_successor(tx.conn(), row).await?;
    Ok(next.map(|next| (next.starts_at, TermEndReason::Successor)))
}

/// Locks every convent in which the institution has a seat, in the order of their ids, so that no term starts by a
/// post or a seat that is about to change.
pub(crate) async fn lock_bodies_seating(tx: &WriteTx, institution_id: Uuid) -> Result<()> {
    let seats = query::seats_of_institution(institution_id).all(tx.conn()).await?;
    let bodies: BTreeSet<Uuid> = seats.into_iter().map(|seat| seat.body_id).collect();
    for body in bodies {
        groups::get_body_row_locked(tx.conn(), body.into()).await?;
    }
    Ok(())
}

/// A post as head of an institution has changed: the offices that the person holds by its seats follow (I-05).
pub(crate) async fn headship_changed(tx: &WriteTx, institution_id: Uuid, person_id: Uuid) -> Result<()> {
    use term::Column;
    let held = query::standing_terms()
        .filter(Column::InstitutionId.eq(institution_id))
        .filter(Column::PersonId.eq(person_id))
        .all(tx.conn())
        .await?;
    let bodies: BTreeSet<Uuid> = held.into_iter().map(|row| row.body_id).collect();
    for body in bodies {
        let body = groups::get_body_row_locked(tx.conn(), body.into()).await?;
        settle_institution(tx, &body, institution_id).await?;
    }
    Ok(())
}

/// A seat or a post of the institution has changed: the offices held by the seat follow (I-05). The body is locked.
pub(super) async fn settle_institution(tx: &WriteTx, body: &body::Model, institution_id: Uuid) -> Result<()> {
    let held = query::standing_terms_of(body.id.into())
        .filter(term::Column::InstitutionId.eq(institution_id))
        .all(tx.conn())
        .await?;
    // The latest first: when it is cancelled, its predecessor goes on and is settled after it.
    let mut held: Vec<(chrono::DateTime<chrono::Utc>, Uuid)> =
        held.into_iter().map(|row| (row.starts_at, row.id)).collect();
    held.sort();
    for (_, id) in held.into_iter().rev() {
        settle_seat(tx, body, id).await?;
    }
    acting::settle_acting(tx, body).await
}

/// The institution is called otherwise: its seats move in the lists.
pub(crate) async fn institution_renamed(tx: &WriteTx, institution: &institution::Model) -> Result<()> {
    for row in query::seats_of_institution(institution.id).all(tx.conn()).await? {
        let mut change = row.into_active_model();
        change.sort_key = Set(seat_sort_key(institution));
        change.update(tx.conn()).await?;
    }
    Ok(())
}

/// Where a seat stands in lists: by county, then by name.
pub(super) fn seat_sort_key(institution: &institution::Model) -> String {
    let county = institution.teryt_county.as_deref().unwrap_or("9999");
    sort_key(&[county, &institution.name])
}

#[cfg(test)]
mod tests {
    use super::{Span, unbroken};
    use chrono::NaiveDate;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, day).expect("a date")
    }

    #[test]
    fn a_seat_is_held_as_long_as_posts_and_seats_cover_each_other() {
        let open: &[Span] = &[(day(1), None)];
        for (posts, seats, lost) in [
            (open, open, None),
            (&[(day(1), Some(day(9)))] as &[Span], open, Some(day(9))),
            (open, &[(day(1), Some(day(7)))] as &[Span], Some(day(7))),
            (&[(day(9), None), (day(1), Some(day(9)))], open, None),
            (&[(day(1), Some(day(9))), (day(10), None)], open, Some(day(9))),
            (&[(day(1), Some(day(9))), (day(9), Some(day(20)))], &[(day(1), Some(day(12)))], Some(day(12))),
            (&[(day(5), Some(day(5)))], open, Some(day(5))),
            (&[], open, Some(day(5))),
        ] {
            assert_eq!(unbroken(day(5), posts, seats), lost, "{posts:?} {seats:?}");
        }
    }
}
