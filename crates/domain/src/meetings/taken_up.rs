//! What published agendas, and the meetings after them, made of topics.

use super::query::{find_release, get_visible, items_of, levels_since};
use super::recording::is_over;
use super::view::{Levels, levels, masked};
use super::{decisions, findings};
use crate::error::{DomainError, Result};
use crate::policy::Actor;
use crate::words::{of_word, word};
use obrady_entity::{agenda_item, agenda_release, decision, finding, meeting};
use obrady_types::MeetingId;
use obrady_types::meetings::{AgendaItem, Decision, Finding, MeetingState};
use obrady_types::programmes::TopicItem;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// By topic, the items that took it up, by date: of the last release of each agenda, only what is for everyone there and
/// now, with what was found out and decided on them at meetings that are over. Six statements for any number of topics;
/// a cancelled meeting took up nothing.
pub(crate) async fn public_items_of_topics<C: ConnectionTrait>(
    conn: &C,
    topics: BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, Vec<TopicItem>>> {
    let planned = agenda_item::Entity::find().filter(agenda_item::Column::TopicId.is_in(topics.clone()));
    let planned: BTreeSet<Uuid> = planned.all(conn).await?.into_iter().map(|item| item.meeting_id).collect();
    let meetings = meeting::Entity::find()
        .filter(meeting::Column::Id.is_in(planned))
        .filter(meeting::Column::AgendaRelease.is_not_null())
        .filter(meeting::Column::State.ne(word(&MeetingState::Cancelled)?));
    let meetings: BTreeMap<Uuid, meeting::Model> =
        meetings.all(conn).await?.into_iter().map(|row| (row.id, row)).collect();
    let mut now = levels_of(conn, meetings.keys().copied()).await?;
    let releases = agenda_release::Entity::find()
        .filter(agenda_release::Column::MeetingId.is_in(meetings.keys().copied()))
        .all(conn)
        .await?;
    let mut found: BTreeMap<Uuid, Vec<TopicItem>> = BTreeMap::new();
    for release in releases {
        let Some(meeting) = meetings.get(&release.meeting_id) else { continue };
        if meeting.agenda_release != Some(release.number) {
            continue;
        }
        let items: Vec<AgendaItem> = serde_json::from_str(&release.items)?;
        for item in masked(items, &now.remove(&meeting.id).unwrap_or_default()) {
            let (Some(topic), Some(title)) = (item.topic_id.map(Uuid::from), item.title) else { continue };
            if topics.contains(&topic) {
                found.entry(topic).or_default().push(TopicItem {
                    agenda_item_id: item.id,
                    title,
                    meeting_id: meeting.id.into(),
                    meeting_title: meeting.title.clone(),
                    date: meeting.first_date,
                    findings: Vec::new(),
                    decisions: Vec::new(),
                });
            }
        }
    }
    let mut over = BTreeSet::new();
    for meeting in meetings.values() {
        if is_over(of_word(&meeting.state)?) {
            over.insert(MeetingId::from(meeting.id));
        }
    }
    add_outcomes(conn, &over, found.values_mut().flatten()).await?;
    for items in found.values_mut() {
        items.sort_by_key(|item| (item.date, item.agenda_item_id));
    }
    Ok(found)
}

/// Adds findings and decisions, in the order in which they were recorded, to items of meetings that are over. The items
/// are for everyone, and so is what was recorded on them.
async fn add_outcomes<'a, C: ConnectionTrait>(
    conn: &C,
    over: &BTreeSet<MeetingId>,
    items: impl Iterator<Item = &'a mut TopicItem>,
) -> Result<()> {
    let mut items: Vec<_> = items.filter(|item| over.contains(&item.meeting_id)).collect();
    let ids: BTreeSet<Uuid> = items.iter().map(|item| item.agenda_item_id.into()).collect();
    let mut found: BTreeMap<Uuid, Vec<Finding>> = BTreeMap::new();
    let rows = finding::Entity::find().filter(finding::Column::AgendaItemId.is_in(ids.clone()));
    for row in rows.order_by_asc(finding::Column::Position).all(conn).await? {
        found.entry(row.agenda_item_id).or_default().push(findings::view(row));
    }
    let mut decided: BTreeMap<Uuid, Vec<Decision>> = BTreeMap::new();
    let rows = decision::Entity::find().filter(decision::Column::AgendaItemId.is_in(ids));
    for row in rows.order_by_asc(decision::Column::Position).all(conn).await? {
        decided.entry(row.agenda_item_id).or_default().push(decisions::view(row));
    }
    for item in &mut items {
        let id = Uuid::from(item.agenda_item_id);
        // An item stands under one topic only.
        item.findings = found.remove(&id).unwrap_or_default();
        item.decisions = decided.remove(&id).unwrap_or_default();
    }
    Ok(())
}

/// The topics that stand on a meeting's agenda: on the draft for those who read drafts, for everyone else on the last
/// release as far as it is for them; none for a meeting that the actor may not know of.
pub(crate) async fn topics_on_agenda<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    meeting: MeetingId,
) -> Result<BTreeSet<Uuid>> {
    let found = match get_visible(conn, actor, meeting).await {
        Err(DomainError::NotFound) => return Ok(BTreeSet::new()),
        found => found?,
    };
    if found.reads_drafts(actor) {
        return Ok(items_of(conn, meeting).await?.into_iter().filter_map(|row| row.topic_id).collect());
    }
    let Some(number) = found.meeting.agenda_release else { return Ok(BTreeSet::new()) };
    let Some(release) = find_release(conn, meeting, number).await? else { return Ok(BTreeSet::new()) };
    let items = masked(serde_json::from_str(&release.items)?, &levels_since(conn, meeting, number).await?);
    Ok(items.into_iter().filter_map(|item| item.topic_id.map(Into::into)).collect())
}

/// How far the items of these meetings' drafts are hidden now.
async fn levels_of<C: ConnectionTrait>(
    conn: &C,
    meetings: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Levels>> {
    let mut by_meeting: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
    let rows = agenda_item::Entity::find().filter(agenda_item::Column::MeetingId.is_in(meetings)).all(conn).await?;
    for row in rows {
        let item = (row.id.into(), row.parent_id.map(Into::into), of_word(&row.confidentiality)?);
        by_meeting.entry(row.meeting_id).or_default().push(item);
    }
    Ok(by_meeting.into_iter().map(|(meeting, items)| (meeting, levels(items))).collect())
}
