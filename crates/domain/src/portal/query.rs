//! Filters of the portal's lists, and who may see and edit what.

use crate::ctx::WriteTx;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::groups;
use crate::policy::{Action, Actor, Principal, Scope, allows, scope_of};
use crate::words::word;
use chrono::NaiveDate;
use obrady_types::identity::Role;
use obrady_types::portal::{FaqArea, FileKind, FileUse, NewsKind, PublicationState};
use obrady_types::{BodyId, ErrorCode, MeetingId, RegionId};
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Which news to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewsFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one body.
    pub body_id: Option<BodyId>,
    /// Of one kind.
    pub kind: Option<NewsKind>,
    /// In one state.
    pub state: Option<PublicationState>,
    /// About one meeting.
    pub meeting_id: Option<MeetingId>,
    /// Listed on or after this day.
    pub from: Option<NaiveDate>,
    /// Listed on or before this day.
    pub to: Option<NaiveDate>,
    /// Whose title or lead contains this, whatever the case and the diacritics.
    pub q: Option<String>,
}

/// Which albums to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlbumFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one body.
    pub body_id: Option<BodyId>,
    /// In one state.
    pub state: Option<PublicationState>,
    /// Whose title or description contains this.
    pub q: Option<String>,
}

/// Which questions to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FaqFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// About one thing.
    pub area: Option<FaqArea>,
    /// In one state.
    pub state: Option<PublicationState>,
    /// Whose question or answer contains this.
    pub q: Option<String>,
}

/// Which files to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FileFilter {
    /// Of one region; the caller's when left out.
    pub region_id: Option<RegionId>,
    /// Of one kind.
    pub kind: Option<FileKind>,
    /// That news show so.
    pub used_as: Option<FileUse>,
}

/// Whose things somebody edits.
#[derive(Debug)]
pub(super) struct Editor {
    all: bool,
    regions: BTreeSet<Uuid>,
    bodies: BTreeSet<Uuid>,
}

impl Editor {
    pub(super) fn of(actor: &Actor) -> Self {
        let operator = actor.grants.iter().any(|grant| grant.role == Role::Operator);
        let regions = actor.grants.iter().filter_map(|grant| grant.region_id).chain(actor.region_id);
        let in_region = |region: &RegionId| allows(actor, Action::EditNews, &Scope::region(*region));
        let bodies = actor.grants.iter().filter_map(|grant| Some((grant.region_id?, grant.body_id?)));
        let in_body =
            |(region, body): &(RegionId, BodyId)| allows(actor, Action::EditNews, &Scope::body(*region, *body));
        Self {
            all: operator || actor.principal == Principal::System,
            regions: regions.filter(in_region).map(Uuid::from).collect(),
            bodies: bodies.filter(in_body).map(|(_, body)| body.into()).collect(),
        }
    }

    /// Whether it edits what belongs to a region or one of its bodies.
    pub(super) fn edits(&self, region: Uuid, body: Option<Uuid>) -> bool {
        self.all || self.regions.contains(&region) || body.is_some_and(|body| self.bodies.contains(&body))
    }

    /// Whether it edits anything at all.
    pub(super) fn is_any(&self) -> bool {
        self.all || !self.regions.is_empty() || !self.bodies.is_empty()
    }

    /// The rows that it edits.
    pub(super) fn own(&self, region: impl ColumnTrait, body: impl ColumnTrait) -> Condition {
        if self.all {
            return Condition::all();
        }
        Condition::any().add(region.is_in(self.regions.iter().copied())).add(body.is_in(self.bodies.iter().copied()))
    }
}

impl Editor {
    /// The rows of whole regions that it edits.
    pub(super) fn own_regions(&self, region: impl ColumnTrait) -> Condition {
        if self.all {
            return Condition::all();
        }
        Condition::any().add(region.is_in(self.regions.iter().copied()))
    }
}

/// Whether the public sees what is in this state.
pub(super) fn is_public(state: &str) -> bool {
    state == "published"
}

/// Where a new thing belongs, and that the caller may put it there.
pub(super) async fn place(
    tx: &WriteTx,
    region: Option<RegionId>,
    body: Option<BodyId>,
) -> Result<(RegionId, Option<BodyId>)> {
    tx.actor.refuse_anonymous()?;
    let Some(body) = body else {
        let region = tx.actor.region_or(region)?;
        tx.require(Action::EditNews, &Scope::region(region))?;
        let known = directory::find_region(tx.conn(), region).await?;
        known.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
        return Ok((region, None));
    };
    let row = match groups::get_body_row(tx.conn(), body).await {
        Err(DomainError::NotFound) => return Err(DomainError::field("/body_id", "invalid")),
        other => other?,
    };
    tx.require(Action::EditNews, &scope_of(&row))?;
    if region.is_some_and(|region| Uuid::from(region) != row.region_id) {
        return Err(DomainError::field("/region_id", "invalid"));
    }
    Ok((row.region_id.into(), Some(body)))
}

/// Lets only its editors go on: for everybody else what is not public is not there.
pub(super) fn ensure_editor(tx: &WriteTx, region: Uuid, body: Option<Uuid>, state: &str) -> Result<()> {
    let scope = body.map_or_else(|| Scope::region(region), |body| Scope::body(region, body));
    match tx.require(Action::EditNews, &scope) {
        Err(DomainError::Refused(ErrorCode::Forbidden)) if !is_public(state) => Err(DomainError::NotFound),
        other => other,
    }
}

/// The word of the state after publishing, and the day of the first publication.
pub(super) fn published(tx: &WriteTx, state: &str, before: Option<NaiveDate>) -> Result<(String, NaiveDate)> {
    if is_public(state) {
        return Err(ErrorCode::PublicationState.into());
    }
    let today = tx.ctx.date_of(tx.now_after_lock());
    Ok((word(&PublicationState::Published)?, before.unwrap_or(today)))
}

/// The word of the state after withdrawing.
pub(super) fn withdrawn(state: &str) -> Result<String> {
    if !is_public(state) {
        return Err(ErrorCode::PublicationState.into());
    }
    word(&PublicationState::Withdrawn)
}
