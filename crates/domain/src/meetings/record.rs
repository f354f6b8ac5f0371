//! What happened at a meeting, item by item.

use super::query::{Found, days_of, get_visible, items_of, levels_since};
use super::recording::is_over;
use super::{action_view, decisions, findings, statements, view};
use crate::ctx::{Call, Reader};
use crate::error::{DomainError, Result};
use chrono::{DateTime, Utc};
use obrady_entity::action_item;
use obrady_rules::agenda::AgendaTree;
use obrady_types::meetings::{AgendaItem, Confidentiality, ItemRecord, MeetingRecord};
use obrady_types::{AgendaItemId, MeetingId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;

/// When an item was begun and ended.
type Times = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

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
