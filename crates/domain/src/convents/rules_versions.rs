//! Rules of procedure: versions that follow each other and never change (I-11); public.

use super::query::{require_kind, rules_of};
use super::{seed, view};
use crate::ctx::Call;
use crate::error::{DomainError, Result};
use crate::groups;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, scope_of};
use chrono::SubsecRound;
use obrady_entity::rules_version::{self, Column};
use obrady_types::convents::{RulesVersion, RulesVersionCreate};
use obrady_types::groups::BodyKind;
use obrady_types::{BodyId, ErrorCode, Page, PageQuery, RegionId, RulesVersionId};
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

/// Lists the versions of a body's rules, latest first.
///
/// # Errors
/// `not_found`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_rules_versions(call: &Call, body_id: BodyId, page: &PageQuery) -> Result<Page<RulesVersion>> {
    let reader = call.read().await?;
    groups::get_body_row(reader.conn(), body_id).await?;
    let sorting = Sorting::<rules_version::Entity> {
        columns: &[Column::Number, Column::Id],
        descending: true,
        key: |row| vec![Key::Number(row.number), Key::Id(row.id)],
    };
    let filter = ("rules-versions", body_id);
    let rows = paging::page(&reader.ctx, reader.conn(), rules_of(body_id), &sorting, page, &filter).await?;
    paging::map(rows, view::rules_version)
}

/// Reads a version of the rules.
///
/// # Errors
/// `not_found`.
pub async fn get_rules_version(call: &Call, id: RulesVersionId) -> Result<RulesVersion> {
    let reader = call.read().await?;
    let row = rules_version::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    view::rules_version(row.ok_or(DomainError::NotFound)?)
}

/// Makes the next version of the rules.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_dissolved`, `body_kind`; `rules_overlap` when it would take
/// effect no later than another version; `validation_failed` for a quorum of more than all seats; `decision_reference_required` when it would take effect in the past.
pub async fn create_rules_version(call: &Call, body_id: BodyId, input: RulesVersionCreate) -> Result<RulesVersion> {
    call.write("create_rules_version", async |tx| {
        let body = groups::get_body_row_locked(tx.conn(), body_id).await?;
        tx.require(Action::EditConvent, &scope_of(&body))?;
        require_kind(&body, &[BodyKind::Convent, BodyKind::Council])?;
        groups::ensure_accepts_new(&body)?;
        if input.quorum.numerator > input.quorum.denominator {
            return Err(DomainError::field("/quorum/numerator", "invalid"));
        }
        let effective_from = input.effective_from.trunc_subsecs(6);
        if effective_from < tx.now && input.decision_reference.is_none() {
            return Err(ErrorCode::DecisionReferenceRequired.into());
        }
        let last = rules_of(body_id).order_by_desc(Column::Number).one(tx.conn()).await?;
        if last.as_ref().is_some_and(|last| last.effective_from >= effective_from) {
            return Err(ErrorCode::RulesOverlap.into());
        }
        let number = last.map_or(1, |last| last.number + 1);
        let row = seed::insert_rules_version(tx, RegionId(body.region_id), body_id, number, &input, false).await?;
        view::rules_version(row)
    })
    .await
}
