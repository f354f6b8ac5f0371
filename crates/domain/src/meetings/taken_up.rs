//! What published agendas made of topics.

use super::view::{Levels, levels, masked};
use crate::error::Result;
use crate::words::{of_word, word};
use obrady_entity::{agenda_item, agenda_release, meeting};
use obrady_types::meetings::{AgendaItem, MeetingState};
use obrady_types::programmes::TopicItem;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// By topic, the items that took it up, by date: of the last release of each agenda, only what is for everyone there and
/// now. Four statements for any number of topics; a cancelled meeting took up nothing.
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
                });
            }
        }
    }
    for items in found.values_mut() {
        items.sort_by_key(|item| (item.date, item.agenda_item_id));
    }
    Ok(found)
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
