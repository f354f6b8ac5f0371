//! Cover of a coordinator who is away: between two days somebody else has the same rights in one body. They are
//! computed at each request like the powers of a chair (I-10), from the cover and from the grant that it stands on.

use super::query::{coordinating, own_account, regions_of, require_in};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::groups;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Actor, Scope};
use chrono::{Days, NaiveDate};
use obrady_entity::cover::{self, Column};
use obrady_entity::{account, body};
use obrady_types::covers::{Cover, CoverArrange, CoverState, CoversArranged};
use obrady_types::{AccountId, BodyId, CoverId, ErrorCode, Page, PageQuery, RegionId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Longest cover, in days.
const LONGEST_DAYS: u64 = 366;

/// Lists the covers that concern the caller: their own, those of bodies they belong to, and those of regions that they
/// administer; the latest first.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a service account; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_covers(call: &Call, body_id: Option<BodyId>, page: &PageQuery) -> Result<Page<Cover>> {
    let reader = call.read().await?;
    let account = own_account(reader.actor.principal)?;
    let mut select = cover::Entity::find();
    if let Some(seen) = seen_by(&reader.actor, account) {
        select = select.filter(seen);
    }
    if let Some(body) = body_id {
        select = select.filter(Column::BodyId.eq(Uuid::from(body)));
    }
    let sorting = Sorting::<cover::Entity> {
        columns: &[Column::FromDate, Column::Id],
        descending: true,
        key: |row| vec![Key::Date(row.from_date), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("covers", body_id)).await?;
    let names = Names::of(reader.conn(), &rows.items).await?;
    let today = reader.ctx.date_of(reader.now);
    paging::map(rows, |row| names.view(&row, today))
}

/// Which covers the actor may see; `None` for all.
fn seen_by(actor: &Actor, account: AccountId) -> Option<Condition> {
    let regions = match regions_of(actor, Action::ManageAccounts) {
        Ok(None) => return None,
        Ok(Some(regions)) => regions,
        Err(_) => Vec::new(),
    };
    let bodies = actor.grants.iter().filter_map(|grant| grant.body_id);
    let bodies = bodies.chain(actor.member_of.iter().copied()).chain(actor.chairs.iter().copied());
    let bodies: BTreeSet<Uuid> = bodies.map(Into::into).collect();
    let own = Uuid::from(account);
    let any = Condition::any().add(Column::AbsentAccountId.eq(own)).add(Column::CoveringAccountId.eq(own));
    Some(any.add(Column::RegionId.is_in(regions)).add(Column::BodyId.is_in(bodies)))
}

/// Arranges covers, one for each body, all or none.
///
/// # Errors
/// `unauthenticated`; `forbidden` for somebody who coordinates nothing and administers nothing; `validation_failed`
/// for an unknown account, for days in the past, in the wrong order or more than a year apart; `not_coordinator` for a
/// body that is not theirs; `period_overlap` when the body is covered on one of these days.
pub async fn arrange_cover(call: &Call, input: CoverArrange) -> Result<CoversArranged> {
    call.write("arrange_cover", async |tx| {
        let absent = whose(tx, input.absent_account_id, "/absent_account_id").await?;
        let region_id = RegionId(absent.region_id);
        let covering = colleague(tx, region_id, input.covering_account_id).await?;
        let covering = covering
            .filter(|covering| covering.id != absent.id)
            .ok_or_else(|| DomainError::field("/covering_account_id", "invalid"))?;
        let longest = input.from.checked_add_days(Days::new(LONGEST_DAYS));
        if input.from < tx.ctx.date_of(tx.now) {
            return Err(DomainError::field("/from", "out_of_range"));
        }
        if input.to <= input.from || longest.is_some_and(|longest| input.to > longest) {
            return Err(DomainError::field("/to", "out_of_range"));
        }
        let bodies: BTreeSet<Uuid> = input.body_ids.iter().copied().map(Into::into).collect();
        let theirs = coordinating(tx.conn(), absent.id.into(), tx.now).await?;
        refuse_foreign(&input.body_ids, |body| theirs.iter().any(|grant| grant.body_id == Some(body.into())))?;
        let mut rows = Vec::new();
        for body_id in bodies {
            rows.push(insert_cover(tx, &absent, &covering, body_id, (input.from, input.to)).await?);
        }
        let names = Names::of(tx.conn(), &rows).await?;
        rows.sort_by_key(|row| names.place(row));
        let today = tx.ctx.date_of(tx.now);
        let covers = rows.iter().map(|row| names.view(row, today)).collect::<Result<_>>()?;
        Ok(CoversArranged { covers })
    })
    .await
}

/// Names the first body that is not among somebody's.
pub(super) fn refuse_foreign(bodies: &[BodyId], is_theirs: impl Fn(BodyId) -> bool) -> Result<()> {
    match bodies.iter().position(|body| !is_theirs(*body)) {
        None => Ok(()),
        Some(nth) => {
            let pointer = format!("/body_ids/{nth}");
            Err(DomainError::refused_field(ErrorCode::NotCoordinator, &pointer, "not_coordinator"))
        }
    }
}

/// The account whose bodies are meant, locked: the caller's own, or another one for administrators of its region. Two
/// who give away the same bodies wait for each other here.
pub(super) async fn whose(tx: &WriteTx, named: Option<AccountId>, pointer: &str) -> Result<account::Model> {
    let own = own_account(tx.actor.principal)?;
    let id = named.unwrap_or(own);
    if id == own {
        let row = lock_row::<account::Entity>(tx.conn(), id).await?;
        let administers = regions_of(&tx.actor, Action::ManageAccounts).is_ok();
        if !administers && coordinating(tx.conn(), id, tx.now).await?.is_empty() {
            return Err(ErrorCode::Forbidden.into());
        }
        return Ok(row);
    }
    regions_of(&tx.actor, Action::ManageAccounts)?;
    let row = match lock_row::<account::Entity>(tx.conn(), id).await {
        Err(DomainError::NotFound) => return Err(DomainError::field(pointer, "invalid")),
        row => row?,
    };
    require_in(&tx.actor, Action::ManageAccounts, row.region_id).map_err(|_| DomainError::field(pointer, "invalid"))?;
    Ok(row)
}

/// An open account of the region.
pub(super) async fn colleague(tx: &WriteTx, region: RegionId, id: AccountId) -> Result<Option<account::Model>> {
    let row = account::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
    Ok(row.filter(|row| RegionId(row.region_id) == region && row.disabled_at.is_none()))
}

/// Writes a cover.
pub(super) async fn insert_cover(
    tx: &WriteTx,
    absent: &account::Model,
    covering: &account::Model,
    body_id: Uuid,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<cover::Model> {
    let id = CoverId(tx.new_id());
    let row = cover::ActiveModel {
        id: Set(id.into()),
        region_id: Set(absent.region_id),
        body_id: Set(body_id),
        absent_account_id: Set(absent.id),
        covering_account_id: Set(covering.id),
        from_date: Set(from),
        to_date: Set(to),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("cover.arranged", "cover", id, 1).in_region(RegionId(row.region_id));
    let detail = json!({
        "absent": absent.display_name, "covering": covering.display_name, "from": from, "to": to,
    });
    tx.record(change.in_body(body_id.into()).with(detail)).await?;
    Ok(row)
}

/// Ends a cover of the given version with yesterday, or takes a planned one back. For both who are named in it and for
/// administrators.
///
/// # Errors
/// `unauthenticated`; `forbidden`; `not_found` for a cover that the caller may not see; `stale_version`;
/// `cover_ended` for one that is over.
pub async fn end_cover(call: &Call, id: CoverId, version: i32) -> Result<Cover> {
    call.write("end_cover", async |tx| {
        let account = own_account(tx.actor.principal)?;
        let row = lock_row::<cover::Entity>(tx.conn(), id).await?;
        let named = [row.absent_account_id, row.covering_account_id].contains(&Uuid::from(account));
        if !named {
            may_end(tx, account, &row).await?;
        }
        check_version(row.version, version)?;
        let today = tx.ctx.date_of(tx.now);
        if row.to_date <= today || row.to_date == row.from_date {
            return Err(ErrorCode::CoverEnded.into());
        }
        let row = end(tx, row, today).await?;
        Names::of(tx.conn(), std::slice::from_ref(&row)).await?.view(&row, today)
    })
    .await
}

/// Refuses those who are not named: who may see the cover is told so, others that there is none.
async fn may_end(tx: &WriteTx, account: AccountId, row: &cover::Model) -> Result<()> {
    if crate::policy::allows(&tx.actor, Action::ManageAccounts, &Scope::region(row.region_id)) {
        return Ok(());
    }
    let seen = match seen_by(&tx.actor, account) {
        None => true,
        Some(seen) => cover::Entity::find_by_id(row.id).filter(seen).one(tx.conn()).await?.is_some(),
    };
    Err(if seen { ErrorCode::Forbidden.into() } else { DomainError::NotFound })
}

/// Ends a cover with the day before `today`; one that has not begun never does.
async fn end(tx: &WriteTx, row: cover::Model, today: NaiveDate) -> Result<cover::Model> {
    let (version, before) = (row.version + 1, row.to_date);
    let to = row.from_date.max(today);
    let mut change = row.into_active_model();
    change.to_date = Set(if to >= before { before } else { to });
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    let event = Change::of("cover.ended", "cover", row.id, version).in_region(RegionId(row.region_id));
    let detail = json!({ "to": { "before": before, "after": row.to_date } });
    tx.record(event.in_body(row.body_id.into()).with(detail)).await?;
    Ok(row)
}

/// Covers of somebody's bodies that are not over.
pub(super) async fn open_covers<C: ConnectionTrait>(
    conn: &C,
    absent: Uuid,
    bodies: impl IntoIterator<Item = Uuid>,
    today: NaiveDate,
) -> Result<Vec<cover::Model>> {
    let rows = cover::Entity::find()
        .filter(Column::AbsentAccountId.eq(absent))
        .filter(Column::BodyId.is_in(bodies))
        .filter(Column::ToDate.gt(today));
    Ok(rows.all(conn).await?.into_iter().filter(|row| row.from_date < row.to_date).collect())
}

/// Ends what stands on somebody's role in these bodies, because the role has gone.
pub(super) async fn end_covers_of(tx: &WriteTx, absent: Uuid, bodies: &BTreeSet<Uuid>) -> Result<()> {
    let today = tx.ctx.date_of(tx.now);
    for row in open_covers(tx.conn(), absent, bodies.iter().copied(), today).await? {
        end(tx, row, today).await?;
    }
    Ok(())
}

/// Names of what covers speak of.
struct Names {
    bodies: BTreeMap<Uuid, body::Model>,
    accounts: BTreeMap<Uuid, String>,
}

impl Names {
    async fn of<C: ConnectionTrait>(conn: &C, rows: &[cover::Model]) -> Result<Self> {
        let bodies: BTreeSet<Uuid> = rows.iter().map(|row| row.body_id).collect();
        let accounts = rows.iter().flat_map(|row| [row.absent_account_id, row.covering_account_id]);
        let accounts: BTreeSet<Uuid> = accounts.collect();
        let bodies = body::Entity::find().filter(body::Column::Id.is_in(bodies)).all(conn).await?;
        let accounts = account::Entity::find().filter(account::Column::Id.is_in(accounts)).all(conn).await?;
        Ok(Self {
            bodies: bodies.into_iter().map(|row| (row.id, row)).collect(),
            accounts: accounts.into_iter().map(|row| (row.id, row.display_name)).collect(),
        })
    }

    fn place(&self, row: &cover::Model) -> Option<(String, Uuid)> {
        self.bodies.get(&row.body_id).map(|body| (body.sort_key.clone(), body.id))
    }

    fn view(&self, row: &cover::Model, today: NaiveDate) -> Result<Cover> {
        let body = self.bodies.get(&row.body_id).ok_or_else(|| DomainError::internal("a cover without a body"))?;
        let name = |id: &Uuid| {
            let name = self.accounts.get(id).cloned();
            name.ok_or_else(|| DomainError::internal("a cover without an account"))
        };
        let state = if row.to_date <= today || row.to_date == row.from_date {
            CoverState::Ended
        } else if row.from_date > today {
            CoverState::Planned
        } else {
            CoverState::InForce
        };
        Ok(Cover {
            id: row.id.into(),
            body: groups::body_ref(body)?,
            absent_account_id: row.absent_account_id.into(),
            absent_name: name(&row.absent_account_id)?,
            covering_account_id: row.covering_account_id.into(),
            covering_name: name(&row.covering_account_id)?,
            from: row.from_date,
            to: row.to_date,
            state,
            version: row.version,
        })
    }
}
