//! Programmes themselves.

use super::fields::{replace, replace_text, replace_value};
use super::query::{ProgrammeFilter, editable, get_visible, programmes_visible_to};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Principal, Scope, allows};
use crate::polish::{fold, sort_key};
use crate::words::{of_word, word};
use crate::{directory, identity};
use obrady_entity::programme::{self, Column};
use obrady_entity::programme_version;
use obrady_rules::programmes::{is_own, next_states};
use obrady_types::programmes::{Programme, ProgrammeCreate, ProgrammePatch, ProgrammeState};
use obrady_types::{ErrorCode, InstitutionId, Page, PageQuery, Patch, ProgrammeId, RegionId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};
use uuid::Uuid;

/// Lists programmes in Polish order of their titles.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_programmes(call: &Call, filter: &ProgrammeFilter, page: &PageQuery) -> Result<Page<Programme>> {
    let reader = call.read().await?;
    let mut select = programmes_visible_to(&reader.actor);
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(scope) = &filter.scope {
        select = select.filter(Column::Scope.eq(word(scope)?));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(word(state)?));
    }
    if let Some(year) = filter.year {
        select = select.filter(Column::PeriodFrom.lte(year));
        select = select.filter(Condition::any().add(Column::PeriodTo.is_null()).add(Column::PeriodTo.gte(year)));
    }
    if let Some(text) = &filter.q {
        select = select.filter(paging::search_contains(Column::Search, text));
    }
    let sorting = Sorting::<programme::Entity> {
        columns: &[Column::SortKey, Column::Id],
        descending: false,
        key: |row| vec![Key::Text(row.sort_key.clone()), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("programmes", filter)).await?;
    paging::map(rows, |row| view::programme(&reader.actor, row))
}

/// Reads a programme.
///
/// # Errors
/// `not_found`, also for a concept of others.
pub async fn get_programme(call: &Call, id: ProgrammeId) -> Result<Programme> {
    let reader = call.read().await?;
    let row = get_visible(reader.conn(), &reader.actor, id).await?;
    view::programme(&reader.actor, row)
}

/// Makes a programme, a concept. A coordinator who makes one coordinates it from then on.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for a period that ends before it begins, an unknown region or an
/// institution of another one.
pub async fn create_programme(call: &Call, input: ProgrammeCreate) -> Result<Programme> {
    call.write("create_programme", async |tx| {
        let region_id = tx.actor.region_or(input.region_id)?;
        tx.require(Action::CreateProgramme, &Scope::region(region_id))?;
        let region = directory::find_region(tx.conn(), region_id).await?;
        region.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
        check_period(input.period_from, input.period_to)?;
        check_owner(tx, region_id, input.owner_institution_id).await?;
        let row = seed::insert_programme(tx, region_id, input, ProgrammeState::Concept, false).await?;
        if let (Principal::Account(account), false) =
            (tx.actor.principal, allows(&tx.actor, Action::ManageProgrammes, &Scope::region(region_id)))
        {
            identity::let_coordinate(tx, account, region_id, row.id.into()).await?;
        }
        Ok(Programme { editable: true, ..view::programme(&tx.actor, row)? })
    })
    .await
}

fn check_period(from: Option<i32>, to: Option<i32>) -> Result<()> {
    match (from, to) {
        (Some(from), Some(to)) if to < from => Err(DomainError::field("/period_to", "invalid")),
        _ => Ok(()),
    }
}

async fn check_owner(tx: &WriteTx, region_id: RegionId, owner: Option<InstitutionId>) -> Result<()> {
    let Some(owner) = owner else { return Ok(()) };
    let found = directory::find_institution(tx.conn(), owner).await?;
    found
        .filter(|found| RegionId(found.region_id) == region_id)
        .ok_or_else(|| DomainError::field("/owner_institution_id", "invalid"))?;
    Ok(())
}

/// Changes a programme of the given version, its state included.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` as for a new one;
/// `programme_state` for a state that does not follow, for one of the region's own programmes that is to be adopted
/// without an adopted version, or in force without a version in force today.
pub async fn update_programme(call: &Call, id: ProgrammeId, version: i32, patch: ProgrammePatch) -> Result<Programme> {
    call.write("update_programme", async |tx| {
        let row = editable(tx, id).await?;
        check_version(row.version, version)?;
        let region_id = RegionId(row.region_id);
        let period = (patch.period_from.clone().apply(row.period_from), patch.period_to.clone().apply(row.period_to));
        check_period(period.0, period.1)?;
        check_owner(tx, region_id, patch.owner_institution_id.value().copied()).await?;
        let state = match patch.state {
            Some(state) => step(tx, &row, state).await?,
            None => None,
        };
        let before = view::programme(&tx.actor, row.clone())?;
        let announced = row.announced_at.is_some();
        let mut change = row.into_active_model();
        if let Patch::Value(title) = &patch.title {
            change.sort_key = Set(sort_key(&[title.trim()]));
            change.search = Set(fold(title.trim()));
        }
        replace(&mut change.title, patch.title);
        replace(&mut change.legal_basis, patch.legal_basis);
        replace(&mut change.assumptions, patch.assumptions);
        replace(&mut change.diagnosis, patch.diagnosis);
        replace_text(&mut change.owner_unit, patch.owner_unit);
        replace_text(&mut change.drafted_by, patch.drafted_by);
        replace_text(&mut change.diagnosis_title, patch.diagnosis_title);
        replace_value(&mut change.owner_institution_id, patch.owner_institution_id);
        (change.period_from, change.period_to) = (Set(period.0), Set(period.1));
        if let Some(state) = state {
            change.state = Set(word(&state)?);
            if !announced && !matches!(state, ProgrammeState::Concept | ProgrammeState::Abandoned) {
                change.announced_at = Set(Some(tx.now));
            }
        }
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let event = Change::of("programme.updated", "programme", id, row.version).in_region(region_id);
        let after = view::programme(&tx.actor, row)?;
        tx.record(event.between(&before, &after)?).await?;
        Ok(after)
    })
    .await
}

/// The state to write, if it differs and may follow.
async fn step(tx: &WriteTx, row: &programme::Model, to: ProgrammeState) -> Result<Option<ProgrammeState>> {
    let (scope, from) = (of_word(&row.scope)?, of_word(&row.state)?);
    if from == to {
        return Ok(None);
    }
    let refused = |why| Err(DomainError::refused_field(ErrorCode::ProgrammeState, "/state", why));
    if !next_states(scope, from).contains(&to) {
        return refused("not_next");
    }
    if is_own(scope) {
        use programme_version::Column;
        let versions = programme_version::Entity::find().filter(Column::ProgrammeId.eq(row.id));
        let today = tx.ctx.date_of(tx.now);
        let wanted = match to {
            ProgrammeState::Adopted => Some((versions.filter(Column::AdoptedBy.is_not_null()), "not_adopted")),
            ProgrammeState::InForce => {
                let open = Condition::any().add(Column::InForceTo.is_null()).add(Column::InForceTo.gt(today));
                Some((versions.filter(Column::InForceFrom.lte(today)).filter(open), "not_in_force"))
            }
            _ => None,
        };
        if let Some((found, why)) = wanted
            && found.count(tx.conn()).await? == 0
        {
            return refused(why);
        }
    }
    Ok(Some(to))
}
