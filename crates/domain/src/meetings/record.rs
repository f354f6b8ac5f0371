//! What happened at a meeting, item by item; and what its agenda should take up again.

use super::query::{Found, days_of, get_visible, items_of, levels_since};
use super::recording::is_over;
use super::{action_list, action_view, decisions, findings, statements, view};
use crate::ctx::{Call, Reader};
use crate::error::{DomainError, Result};
use crate::policy::Action;
use crate::words::word;
use chrono::{DateTime, Utc};
use obrady_entity::{action_item, agenda_item, meeting};
use obrady_rules::agenda::AgendaTree;
use obrady_types::meetings::{
    AgendaItem, AgendaItemState, AgendaProposals, Confidentiality, ItemRecord, MeetingRecord, MeetingState,
};
use obrady_types::{AgendaItemId, MeetingId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// When an item was begun and ended.
type Times = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// Most proposals of a kind.
const MOST: u64 = 200;

/// Reads what happened at a meeting: for those who read drafts as it goes, for everyone else when it is over and as
/// far as its items are public; of closed items others see that there were some.
///
/// # Errors
/// `not_found`, also for a meeting that the caller may not know of.
pub async fn get_meeting_record(call: &Call, id: MeetingId) -> Result<MeetingRecord> {
    let reader = call.read().await?;
    let found = get_visible(reader.conn(), &reader.actor, id).await?;
    let state = found.state()?;
    let insider = found.reads_drafts(&reader.actor);
    if !insider && !is_over(state) {
        return Ok(MeetingRecord { meeting_id: id, state, agenda: Vec::new() });
    }
    let rows = items_of(reader.conn(), id).await?;
    let times: BTreeMap<AgendaItemId, Times> =
        rows.iter().map(|row| (row.id.into(), (row.started_at, row.ended_at))).collect();
    let days = days_of(reader.conn(), [found.meeting.id]).await?;
    let items = rows.into_iter().map(view::item).collect::<Result<Vec<_>>>()?;
    let tree = AgendaTree::new(&view::day_ids(&days), items);
    let tree = tree.map_err(|refusal| DomainError::internal(refusal.name()))?;
    let mut items = tree.items().to_vec();
    if !insider {
        items = view::masked(items, &levels_since(reader.conn(), id, 0).await?);
    }
    let mut agenda: Vec<ItemRecord> = items.into_iter().map(|item| empty(item, &times)).collect();
    fill(&reader, &found, &mut agenda, insider).await?;
    Ok(MeetingRecord { meeting_id: id, state, agenda })
}

fn empty(item: AgendaItem, times: &BTreeMap<AgendaItemId, Times>) -> ItemRecord {
    let (started_at, ended_at) = times.get(&item.id).copied().unwrap_or_default();
    ItemRecord {
        item,
        started_at,
        ended_at,
        statements: Vec::new(),
        findings: Vec::new(),
        decisions: Vec::new(),
        action_items: Vec::new(),
    }
}

/// Adds what was recorded to the items that the caller reads.
async fn fill(reader: &Reader, found: &Found, agenda: &mut [ItemRecord], insider: bool) -> Result<()> {
    let conn = reader.conn();
    let mut places: BTreeMap<AgendaItemId, &mut ItemRecord> = agenda
        .iter_mut()
        .filter(|record| insider || record.item.confidentiality == Confidentiality::Public)
        .map(|record| (record.item.id, record))
        .collect();
    let rows = statements::of_meeting(conn, found).await?;
    for statement in statements::views(conn, &reader.actor, found, rows).await? {
        if let Some(place) = places.get_mut(&statement.agenda_item_id) {
            place.statements.push(statement);
        }
    }
    for row in findings::of_meeting(conn, found).await? {
        if let Some(place) = places.get_mut(&row.agenda_item_id.into()) {
            place.findings.push(findings::view(row));
        }
    }
    for row in decisions::of_meeting(conn, found).await? {
        if let Some(place) = places.get_mut(&row.agenda_item_id.into()) {
            place.decisions.push(decisions::view(row));
        }
    }
    use action_item::Column;
    let rows = action_item::Entity::find().filter(Column::MeetingId.eq(found.meeting.id)).order_by_asc(Column::Id);
    let rows = rows.all(conn).await?;
    let today = reader.ctx.date_of(reader.now);
    for item in action_view::action_items(conn, &reader.actor, rows, today).await? {
        if let Some(place) = places.get_mut(&item.agenda_item_id) {
            place.action_items.push(item);
        }
    }
    Ok(())
}

/// Reads what a meeting's agenda should take up again: the body's open action items (I-19), and items that its last
/// meeting put off and that have no topic in the backlog, because they are not for everybody (I-17).
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`.
pub async fn get_agenda_proposals(call: &Call, id: MeetingId) -> Result<AgendaProposals> {
    let reader = call.read().await?;
    reader.actor.refuse_anonymous()?;
    let found = get_visible(reader.conn(), &reader.actor, id).await?;
    reader.require(Action::EditMeeting, &found.scope())?;
    use action_item::Column;
    let rows = action_item::Entity::find()
        .filter(Column::BodyId.eq(found.meeting.body_id))
        .filter(Column::State.is_in(action_list::open_states()?))
        .order_by_asc(Column::DueTo)
        .order_by_asc(Column::Id)
        .limit(MOST);
    let rows = rows.all(reader.conn()).await?;
    let today = reader.ctx.date_of(reader.now);
    Ok(AgendaProposals {
        meeting_id: id,
        action_items: action_view::action_items(reader.conn(), &reader.actor, rows, today).await?,
        postponed: postponed(&reader, &found).await?,
    })
}

async fn postponed(reader: &Reader, found: &Found) -> Result<Vec<AgendaItem>> {
    let over = [MeetingState::Held, MeetingState::Closed].iter().map(word).collect::<Result<Vec<_>>>()?;
    let last = meeting::Entity::find()
        .filter(meeting::Column::BodyId.eq(found.meeting.body_id))
        .filter(meeting::Column::State.is_in(over))
        .filter(meeting::Column::LastDate.lte(found.meeting.first_date))
        .order_by_desc(meeting::Column::FirstDate)
        .order_by_desc(meeting::Column::Id);
    let Some(last) = last.one(reader.conn()).await? else { return Ok(Vec::new()) };
    use agenda_item::Column;
    let rows = agenda_item::Entity::find()
        .filter(Column::MeetingId.eq(last.id))
        .filter(Column::State.eq(word(&AgendaItemState::Postponed)?))
        .filter(Column::TopicId.is_null())
        .order_by_asc(Column::Position)
        .limit(MOST);
    rows.all(reader.conn()).await?.into_iter().map(view::item).collect()
}
