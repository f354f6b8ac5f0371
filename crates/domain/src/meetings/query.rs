//! Finders of meetings and their agendas, and who may see what.

use super::view::{self, Levels};
use crate::error::{DomainError, Result};
use crate::groups;
use crate::policy::{Action, Actor, Principal, Scope, allows, scope_of};
use crate::words::{of_word, word};
use chrono::NaiveDate;
use obrady_entity::{agenda_batch, agenda_item, agenda_release, body, meeting, meeting_day};
use obrady_types::identity::Role;
use obrady_types::meetings::{AgendaItem, MeetingState};
use obrady_types::{AgendaItemId, BodyId, MeetingId, RegionId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};
use serde::Serialize;
use uuid::Uuid;

/// Which meetings to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MeetingFilter {
    /// Of one body.
    pub body_id: Option<BodyId>,
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// In one state.
    pub state: Option<MeetingState>,
    /// With a day on or after this one.
    pub from: Option<NaiveDate>,
    /// With a day on or before this one.
    pub to: Option<NaiveDate>,
}

/// Which text of an agenda to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReleaseChoice {
    /// The draft for those who edit it, the last release for everyone else.
    #[default]
    Current,
    /// The last release.
    Latest,
    /// One release.
    Number(i32),
}

/// A meeting with its body, as the caller found it.
pub(super) struct Found {
    pub(super) meeting: meeting::Model,
    pub(super) body: body::Model,
}

impl Found {
    pub(super) fn scope(&self) -> Scope {
        scope_of(&self.body)
    }

    pub(super) fn state(&self) -> Result<MeetingState> {
        of_word(&self.meeting.state)
    }

    pub(super) fn id(&self) -> MeetingId {
        self.meeting.id.into()
    }

    /// Whether the actor may read drafts of the body and what is for its members only.
    pub(super) fn reads_drafts(&self, actor: &Actor) -> bool {
        allows(actor, Action::ReadDrafts, &self.scope()) || allows(actor, Action::EditMeeting, &self.scope())
    }
}

/// A meeting that the actor may know of: what was never announced exists only for those who may read drafts, also
/// when it was cancelled.
pub(super) async fn get_visible<C: ConnectionTrait>(conn: &C, actor: &Actor, id: MeetingId) -> Result<Found> {
    find_visible(conn, actor, meeting::Entity::find_by_id(Uuid::from(id))).await
}

async fn find_visible<C: ConnectionTrait>(conn: &C, actor: &Actor, one: Select<meeting::Entity>) -> Result<Found> {
    let of_body = meeting::Entity::belongs_to(body::Entity).from(meeting::Column::BodyId).to(body::Column::Id);
    let both = one.join(JoinType::InnerJoin, of_body.into());
    match both.select_also(body::Entity).one(conn).await? {
        Some((meeting, Some(body))) => visible(actor, Found { meeting, body }),
        _ => Err(DomainError::NotFound),
    }
}

/// The same, kept from changes by others until the transaction ends. Somebody unknown is refused before anything
/// is looked up.
pub(super) async fn get_locked<C: ConnectionTrait>(conn: &C, actor: &Actor, id: MeetingId) -> Result<Found> {
    lock_visible(conn, actor, meeting::Entity::find_by_id(Uuid::from(id))).await
}

/// The same of the meeting on whose agenda an item stands.
pub(super) async fn get_locked_of_item<C: ConnectionTrait>(conn: &C, actor: &Actor, id: AgendaItemId) -> Result<Found> {
    let of_item = agenda_item::Entity::find_by_id(Uuid::from(id)).select_only().column(agenda_item::Column::MeetingId);
    let one = meeting::Entity::find().filter(meeting::Column::Id.in_subquery(of_item.into_query()));
    lock_visible(conn, actor, one).await
}

async fn lock_visible<C: ConnectionTrait>(conn: &C, actor: &Actor, one: Select<meeting::Entity>) -> Result<Found> {
    actor.refuse_anonymous()?;
    if conn.get_database_backend() == DbBackend::Sqlite {
        // Its one writer is ours until the transaction ends.
        return find_visible(conn, actor, one).await;
    }
    let meeting = one.lock_exclusive().one(conn).await?.ok_or(DomainError::NotFound)?;
    // Read after the lock: what somebody did to the body before they gave it back is seen.
    let body = groups::get_body_row(conn, meeting.body_id.into()).await?;
    visible(actor, Found { meeting, body })
}

fn visible(actor: &Actor, found: Found) -> Result<Found> {
    if found.meeting.announced_at.is_none() && !found.reads_drafts(actor) {
        return Err(DomainError::NotFound);
    }
    Ok(found)
}

/// The regions and bodies whose drafts the actor reads; nothing for somebody who reads all.
pub(super) fn insider_of(actor: &Actor) -> Option<(Vec<Uuid>, Vec<Uuid>)> {
    let operator = actor.grants.iter().any(|grant| grant.role == Role::Operator);
    if operator || actor.principal == Principal::System {
        return None;
    }
    let mut regions: Vec<RegionId> = actor.grants.iter().filter_map(|grant| grant.region_id).collect();
    regions.extend(actor.region_id);
    // A scope without a body asks for the whole region.
    regions.retain(|region| allows(actor, Action::ReadDrafts, &Scope::region(*region)));
    let mut bodies: Vec<BodyId> = actor.grants.iter().filter_map(|grant| grant.body_id).collect();
    bodies.extend(actor.chairs.iter().chain(&actor.deputies).chain(&actor.member_of));
    Some((regions.into_iter().map(Uuid::from).collect(), bodies.into_iter().map(Uuid::from).collect()))
}

/// Meetings that the actor may know of.
pub(super) fn meetings_visible_to(actor: &Actor) -> Select<meeting::Entity> {
    use meeting::Column;
    let Some((regions, bodies)) = insider_of(actor) else { return meeting::Entity::find() };
    let known = Condition::any()
        .add(Column::AnnouncedAt.is_not_null())
        .add(Column::RegionId.is_in(regions))
        .add(Column::BodyId.is_in(bodies));
    meeting::Entity::find().filter(known)
}

/// Meetings of a body that begin after a day and have neither begun nor been cancelled.
pub(super) async fn open_meetings_after<C: ConnectionTrait>(
    conn: &C,
    body: BodyId,
    day: NaiveDate,
) -> Result<Vec<MeetingId>> {
    use meeting::Column;
    let open = [MeetingState::Draft, MeetingState::Scheduled, MeetingState::AgendaPublished];
    let open = open.iter().map(word).collect::<Result<Vec<_>>>()?;
    let found = meeting::Entity::find()
        .filter(Column::BodyId.eq(Uuid::from(body)))
        .filter(Column::FirstDate.gt(day))
        .filter(Column::State.is_in(open))
        .order_by_asc(Column::Id);
    Ok(found.all(conn).await?.into_iter().map(|row| row.id.into()).collect())
}

/// Days of meetings, in order.
pub(super) async fn days_of<C: ConnectionTrait>(
    conn: &C,
    meetings: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<meeting_day::Model>> {
    use meeting_day::Column;
    let days = meeting_day::Entity::find().filter(Column::MeetingId.is_in(meetings)).order_by_asc(Column::Date);
    Ok(days.all(conn).await?)
}

/// Rows of a meeting's draft agenda.
pub(super) async fn items_of<C: ConnectionTrait>(conn: &C, meeting: MeetingId) -> Result<Vec<agenda_item::Model>> {
    let items = agenda_item::Entity::find().filter(agenda_item::Column::MeetingId.eq(Uuid::from(meeting)));
    Ok(items.all(conn).await?)
}

/// A release of an agenda.
pub(super) async fn find_release<C: ConnectionTrait>(
    conn: &C,
    meeting: MeetingId,
    number: i32,
) -> Result<Option<agenda_release::Model>> {
    Ok(agenda_release::Entity::find_by_id((Uuid::from(meeting), number)).one(conn).await?)
}

/// All releases of an agenda.
pub(super) async fn releases_of<C: ConnectionTrait>(
    conn: &C,
    meeting: MeetingId,
) -> Result<Vec<agenda_release::Model>> {
    use agenda_release::Column;
    let releases = agenda_release::Entity::find().filter(Column::MeetingId.eq(Uuid::from(meeting)));
    Ok(releases.order_by_asc(Column::Number).all(conn).await?)
}

/// How far the items of a release are hidden now: by the draft, and by the latest release that has them.
pub(super) async fn levels_since<C: ConnectionTrait>(conn: &C, meeting: MeetingId, number: i32) -> Result<Levels> {
    use agenda_release::Column;
    let later = agenda_release::Entity::find()
        .filter(Column::MeetingId.eq(Uuid::from(meeting)))
        .filter(Column::Number.gt(number))
        .order_by_desc(Column::Number);
    let mut now = Levels::new();
    for release in later.all(conn).await? {
        let items: Vec<AgendaItem> = serde_json::from_str(&release.items)?;
        for (id, level) in view::levels(items.iter().map(|item| (item.id, item.parent_id, item.confidentiality))) {
            now.entry(id).or_insert(level);
        }
    }
    let draft = items_of(conn, meeting).await?.into_iter().map(|row| {
        let level = of_word(&row.confidentiality)?;
        Ok((row.id.into(), row.parent_id.map(Into::into), level))
    });
    for (id, level) in view::levels(draft.collect::<Result<Vec<_>>>()?) {
        let known = now.entry(id).or_insert(level);
        *known = view::stricter(*known, level);
    }
    Ok(now)
}

/// Batches of a meeting that can still be undone, latest first.
pub(super) fn undoable_batches_of(meeting: MeetingId) -> Select<agenda_batch::Entity> {
    use agenda_batch::Column;
    agenda_batch::Entity::find()
        .filter(Column::MeetingId.eq(Uuid::from(meeting)))
        .filter(Column::UndoneAt.is_null())
        .order_by_desc(Column::Seq)
}

/// The last batch of somebody that can be undone.
pub(super) async fn find_undoable<C: ConnectionTrait>(
    conn: &C,
    meeting: MeetingId,
    principal: &str,
) -> Result<Option<agenda_batch::Model>> {
    let batch = undoable_batches_of(meeting).filter(agenda_batch::Column::Principal.eq(principal)).limit(1);
    Ok(batch.one(conn).await?)
}
