//! Finders of seats, rules of procedure and terms.

use crate::error::Result;
use crate::words::word;
use chrono::{DateTime, NaiveDate, Utc};
use obrady_entity::{body, rules_version, seat, term};
use obrady_types::convents::Office;
use obrady_types::groups::BodyKind;
use obrady_types::{BodyId, ErrorCode};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::Serialize;
use uuid::Uuid;

/// Which terms to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TermFilter {
    /// Of one office.
    pub office: Option<Office>,
    /// With the states at this instant, UTC; now, when left out.
    pub as_of: Option<DateTime<Utc>>,
}

/// Seats of a convent at any time.
pub(super) fn seats_of(body: BodyId) -> Select<seat::Entity> {
    seat::Entity::find().filter(seat::Column::BodyId.eq(Uuid::from(body)))
}

/// Seats of an institution in all convents, at any time.
pub(super) fn seats_of_institution(institution_id: Uuid) -> Select<seat::Entity> {
    seat::Entity::find().filter(seat::Column::InstitutionId.eq(institution_id))
}

/// Seats of a convent that are entitled on a day.
pub(super) fn seats_on(body: BodyId, on: NaiveDate) -> Select<seat::Entity> {
    use seat::Column;
    seats_of(body)
        .filter(Column::FromDate.lte(on))
        .filter(Condition::any().add(Column::ToDate.is_null()).add(Column::ToDate.gt(on)))
}

/// Versions of a body's rules.
pub(super) fn rules_of(body: BodyId) -> Select<rules_version::Entity> {
    rules_version::Entity::find().filter(rules_version::Column::BodyId.eq(Uuid::from(body)))
}

/// The rules in force at an instant: the latest version that has taken effect.
pub(super) async fn find_rules_at<C: ConnectionTrait>(
    conn: &C,
    body: BodyId,
    at: DateTime<Utc>,
) -> Result<Option<rules_version::Model>> {
    use rules_version::Column;
    let rules = rules_of(body).filter(Column::EffectiveFrom.lte(at)).order_by_desc(Column::EffectiveFrom);
    Ok(rules.one(conn).await?)
}

/// Terms of a body, annulled ones included.
pub(super) fn terms_of(body: BodyId) -> Select<term::Entity> {
    term::Entity::find().filter(term::Column::BodyId.eq(Uuid::from(body)))
}

/// Terms of all bodies that stand: cancelled and annulled ones left out.
pub(super) fn standing_terms() -> Select<term::Entity> {
    term::Entity::find().filter(term::Column::AnnulledAt.is_null())
}

/// Terms of a body that are or were in force, or will be: cancelled ones left out. One that was annulled after it had
/// begun was in force until its end.
pub(super) fn effective_terms_of(body: BodyId) -> Select<term::Entity> {
    use term::Column;
    terms_of(body).filter(Condition::any().add(Column::AnnulledAt.is_null()).add(Column::EndedAt.is_not_null()))
}

/// The standing term of the same office that begins next after a term does; acting ones give way and do not count.
pub(super) async fn find_successor<C: ConnectionTrait>(conn: &C, row: &term::Model) -> Result<Option<term::Model>> {
    use term::Column;
    let later = standing_terms_of(row.body_id.into())
        .filter(Column::Office.eq(&row.office))
        .filter(Column::Acting.eq(false))
        .filter(Column::Id.ne(row.id))
        .filter(Column::StartsAt.gte(row.starts_at))
        .order_by_asc(Column::StartsAt);
    Ok(later.one(conn).await?)
}

/// Terms of a body that stand: cancelled and annulled ones left out.
pub(super) fn standing_terms_of(body: BodyId) -> Select<term::Entity> {
    terms_of(body).filter(term::Column::AnnulledAt.is_null())
}

/// Terms of a body that reach beyond an instant.
pub(super) async fn terms_after<C: ConnectionTrait>(
    conn: &C,
    body: BodyId,
    at: DateTime<Utc>,
) -> Result<Vec<term::Model>> {
    use term::Column;
    let terms = standing_terms_of(body)
        .filter(Condition::any().add(Column::EndedAt.is_null()).add(Column::EndedAt.gt(at)))
        .order_by_asc(Column::StartsAt)
        .lock_exclusive();
    Ok(terms.all(conn).await?)
}

/// The term of an office that is in force at an instant.
pub(super) async fn find_holder<C: ConnectionTrait>(
    conn: &C,
    body: BodyId,
    office: Office,
    at: DateTime<Utc>,
) -> Result<Option<term::Model>> {
    use term::Column;
    let holder = effective_terms_of(body)
        .filter(Column::Office.eq(word(&office)?))
        .filter(Column::StartsAt.lte(at))
        .filter(Condition::any().add(Column::EndedAt.is_null()).add(Column::EndedAt.gt(at)));
    Ok(holder.one(conn).await?)
}

/// Only convents have seats; councils have offices and rules as well.
pub(super) fn require_kind(row: &body::Model, kinds: &[BodyKind]) -> Result<()> {
    for kind in kinds {
        if row.kind == word(kind)? {
            return Ok(());
        }
    }
    Err(ErrorCode::BodyKind.into())
}
