//! Bodies; public.

use super::query::{BodyFilter, bodies, ensure_accepts_new, get_body_row, get_body_row_locked};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope, scope_of};
use crate::polish::{fold, sort_key};
use crate::words::{of_word, word};
use obrady_entity::body::{self, Column};
use obrady_types::groups::{Body, BodyCreate, BodyDissolve, BodyKind, BodyPatch, BodyState};
use obrady_types::{BodyId, ErrorCode, InstitutionId, Page, PageQuery, Patch, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists bodies in Polish order of their names.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_bodies(call: &Call, filter: &BodyFilter, page: &PageQuery) -> Result<Page<Body>> {
    let reader = call.read().await?;
    let mut select = bodies();
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(kind) = &filter.kind {
        select = select.filter(Column::Kind.eq(word(kind)?));
    }
    if let Some(parent) = filter.parent_id {
        select = select.filter(Column::ParentId.eq(Uuid::from(parent)));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(word(state)?));
    }
    if let Some(text) = &filter.q {
        select = select.filter(paging::search_contains(Column::Search, text));
    }
    let sorting = Sorting::<body::Entity> {
        columns: &[Column::SortKey, Column::Id],
        descending: false,
        key: |row| vec![Key::Text(row.sort_key.clone()), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("bodies", filter)).await?;
    paging::map(rows, view::body)
}

/// Reads a body.
///
/// # Errors
/// `not_found`.
pub async fn get_body(call: &Call, id: BodyId) -> Result<Body> {
    let reader = call.read().await?;
    view::body(get_body_row(reader.conn(), id).await?)
}

/// Makes an active body.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for a label on something that is no group, the state `dissolved`,
/// an unknown region, an unknown host or a parent that cannot stand above it.
pub async fn create_body(call: &Call, input: BodyCreate) -> Result<Body> {
    call.write("create_body", async |tx| {
        let region_id = tx.actor.region_or(input.region_id)?;
        tx.require(Action::ManageBodies, &Scope::region(region_id))?;
        let region = directory::find_region(tx.conn(), region_id).await?;
        region.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
        if input.group_kind.is_some() && input.kind != BodyKind::Group {
            return Err(DomainError::field("/group_kind", "invalid"));
        }
        if input.state == Some(BodyState::Dissolved) {
            return Err(DomainError::field("/state", "invalid"));
        }
        if let Some(host) = input.host_institution_id {
            check_host(tx, region_id, host).await?;
        }
        if let Some(parent) = input.parent_id {
            check_parent(tx, region_id, input.kind, parent).await?;
        }
        let id = seed::insert_body(tx, region_id, input).await?;
        view::body(get_body_row(tx.conn(), id).await?)
    })
    .await
}

/// The host must be of the body's region.
async fn check_host(tx: &WriteTx, region_id: RegionId, host: InstitutionId) -> Result<()> {
    let host = directory::find_institution(tx.conn(), host).await?;
    let host = host.filter(|host| RegionId(host.region_id) == region_id);
    host.map(|_| ()).ok_or_else(|| DomainError::field("/host_institution_id", "invalid"))
}

/// The parent must be of the body's region, not dissolved, and of a kind that stands above: kinds never change, so the
/// tree has no cycles whatever happens at the same time.
async fn check_parent(tx: &WriteTx, region_id: RegionId, kind: BodyKind, parent: BodyId) -> Result<()> {
    let invalid = || DomainError::field("/parent_id", "invalid");
    let row = match get_body_row_locked(tx.conn(), parent).await {
        Err(DomainError::NotFound) => return Err(invalid()),
        row => row?,
    };
    let fits = RegionId(row.region_id) == region_id && of_word::<BodyKind>(&row.kind)?.rank() < kind.rank();
    if !fits {
        return Err(invalid());
    }
    ensure_accepts_new(&row)
}

/// Changes a body of the given version. Its place in the tree, its host and its state are for administrators.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `body_dissolved`; `validation_failed` for an unknown
/// host, a label on something that is no group or a parent that cannot stand above it; `body_state` for a state that does
/// not follow on the one before.
pub async fn update_body(call: &Call, id: BodyId, version: i32, patch: BodyPatch) -> Result<Body> {
    call.write("update_body", async |tx| {
        let row = get_body_row_locked(tx.conn(), id).await?;
        tx.require(Action::EditBody, &scope_of(&row))?;
        let places = !patch.parent_id.is_absent() || !patch.host_institution_id.is_absent() || patch.state.is_some();
        if places {
            tx.require(Action::ManageBodies, &scope_of(&row))?;
        }
        check_version(row.version, version)?;
        ensure_accepts_new(&row)?;
        let (region_id, before) = (RegionId(row.region_id), view::body(row.clone())?);
        if patch.group_kind.value().is_some() && before.kind != BodyKind::Group {
            return Err(DomainError::field("/group_kind", "invalid"));
        }
        if let Some(host) = patch.host_institution_id.value() {
            check_host(tx, region_id, *host).await?;
        }
        if let Some(parent) = patch.parent_id.value() {
            check_parent(tx, region_id, before.kind, *parent).await?;
        }
        let state = patch.state.unwrap_or(before.state);
        if state != before.state && !before.state.may_become(state) {
            return Err(ErrorCode::BodyState.into());
        }
        let mut change = row.into_active_model();
        if let Some(name) = patch.name.value().map(|name| name.trim()) {
            change.sort_key = Set(sort_key(&[name]));
            change.search = Set(fold(name));
            change.name = Set(name.to_owned());
        }
        match &patch.group_kind {
            Patch::Absent => {}
            Patch::Null => change.group_kind = Set(None),
            Patch::Value(label) => change.group_kind = Set(Some(word(label)?)),
        }
        if let Some(purpose) = patch.purpose.value() {
            change.purpose = Set(purpose.trim().to_owned());
        }
        if let Some(areas) = &patch.topic_areas {
            change.topic_areas = Set(seed::trimmed(areas)?);
        }
        if let Some(minutes) = patch.default_item_minutes {
            change.default_item_minutes = Set(minutes);
        }
        change.host_institution_id = Set(patch.host_institution_id.apply(before.host_institution_id).map(Into::into));
        change.parent_id = Set(patch.parent_id.apply(before.parent_id).map(Into::into));
        change.state = Set(word(&state)?);
        change.version = Set(version + 1);
        let after = view::body(change.update(tx.conn()).await?)?;
        let event = Change::of("body.updated", "body", id, after.version).in_region(region_id).in_body(id);
        tx.record(event.between(&before, &after)?.because(patch.reason)).await?;
        Ok(after)
    })
    .await
}

/// Ends a body: it accepts nothing new, its open terms end with it and meetings that would begin later are cancelled
/// (I-11). The last day is today or earlier; open terms end after that day, but not later than now.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_dissolved`; `validation_failed` for a day in the future or
/// before the establishment.
pub async fn dissolve_body(call: &Call, id: BodyId, input: BodyDissolve) -> Result<Body> {
    call.write("dissolve_body", async |tx| {
        let row = get_body_row_locked(tx.conn(), id).await?;
        tx.require(Action::ManageBodies, &scope_of(&row))?;
        ensure_accepts_new(&row)?;
        let day = input.dissolved_on;
        if day > tx.ctx.date_of(tx.now) || day < row.established_on {
            return Err(DomainError::field("/dissolved_on", "out_of_range"));
        }
        let (region_id, version) = (RegionId(row.region_id), row.version + 1);
        let mut change = row.into_active_model();
        change.state = Set(word(&BodyState::Dissolved)?);
        change.dissolved_on = Set(Some(day));
        change.version = Set(version);
        let row = change.update(tx.conn()).await?;
        let event = Change::of("body.dissolved", "body", id, version).in_region(region_id).in_body(id);
        tx.record(event.with(json!({ "dissolved_on": day })).because(input.reason)).await?;
        let at = tx.ctx.end_of(day).min(tx.now);
        crate::convents::end_terms_of_dissolved_body(tx, row.id, at).await?;
        crate::meetings::cancel_meetings_of_dissolved_body(tx, &row, day).await?;
        view::body(row)
    })
    .await
}
