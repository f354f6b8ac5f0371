//! Terms of office: who holds what, now and at any instant; public.

use super::query::{TermFilter, effective_terms_of, find_holder, terms_of};
use super::view;
use crate::ctx::Call;
use crate::error::{DomainError, Result};
use crate::groups;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, allows, scope_of};
use crate::words::word;
use chrono::{DateTime, Utc};
use obrady_entity::term::{self, Column};
use obrady_types::convents::{Office, Officers, Term};
use obrady_types::{BodyId, Page, PageQuery, TermId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Lists a body's terms, latest first. What was cancelled before it began is shown to those who may rotate
/// offices; what was annulled later is history.
///
/// # Errors
/// `not_found`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_terms(call: &Call, body_id: BodyId, filter: &TermFilter, page: &PageQuery) -> Result<Page<Term>> {
    let reader = call.read().await?;
    let body = groups::get_body_row(reader.conn(), body_id).await?;
    let rotates = allows(&reader.actor, Action::RotateOffice, &scope_of(&body));
    let mut select = if rotates { terms_of(body_id) } else { effective_terms_of(body_id) };
    if let Some(office) = &filter.office {
        select = select.filter(Column::Office.eq(word(office)?));
    }
    let sorting = Sorting::<term::Entity> {
        columns: &[Column::StartsAt, Column::Id],
        descending: true,
        key: |row| vec![Key::Instant(row.starts_at), Key::Id(row.id)],
    };
    let name = ("terms", body_id, filter, rotates);
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &name).await?;
    let at = filter.as_of.unwrap_or(reader.now);
    Ok(Page { items: view::terms(reader.conn(), rows.items, at).await?, next: rows.next, total: rows.total })
}

/// Reads a term with its state at an instant (now, when left out).
///
/// # Errors
/// `not_found`, also for a cancelled term and somebody who may not rotate offices.
pub async fn get_term(call: &Call, id: TermId, as_of: Option<DateTime<Utc>>) -> Result<Term> {
    let reader = call.read().await?;
    let row = term::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?.ok_or(DomainError::NotFound)?;
    if row.annulled_at.is_some() && row.ended_at.is_none() {
        let body = groups::get_body_row(reader.conn(), row.body_id.into()).await?;
        if !allows(&reader.actor, Action::RotateOffice, &scope_of(&body)) {
            return Err(DomainError::NotFound);
        }
    }
    view::term(reader.conn(), row, as_of.unwrap_or(reader.now)).await
}

/// Who holds the offices of a body at an instant (now, when left out).
///
/// # Errors
/// `not_found`.
pub async fn get_officers(call: &Call, body_id: BodyId, as_of: Option<DateTime<Utc>>) -> Result<Officers> {
    let reader = call.read().await?;
    groups::get_body_row(reader.conn(), body_id).await?;
    let as_of = as_of.unwrap_or(reader.now);
    let mut officers = Officers { body_id, as_of, chair: None, deputy_chair: None };
    for (office, place) in [(Office::Chair, &mut officers.chair), (Office::DeputyChair, &mut officers.deputy_chair)] {
        if let Some(row) = find_holder(reader.conn(), body_id, office, as_of).await? {
            *place = Some(view::term(reader.conn(), row, as_of).await?);
        }
    }
    Ok(officers)
}
