//! What becomes of topics when their agenda items are dealt with, put off or taken up again (I-17).

use super::seed::insert_topic;
use super::topics::{lock_topics, record_update, set_state};
use crate::ctx::WriteTx;
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::words::word;
use obrady_entity::topic;
use obrady_types::groups::{TopicCreate, TopicSource, TopicState};
use obrady_types::{BodyId, ErrorCode, MeetingId, RegionId, TopicId};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

/// Marks topics as done whose items were dealt with.
pub(crate) async fn finish_topics(tx: &WriteTx, ids: &[Uuid]) -> Result<()> {
    lock_topics(tx, ids).await?;
    for id in ids {
        let row = lock_row::<topic::Entity>(tx.conn(), *id).await?;
        if row.state == word(&TopicState::Scheduled)? {
            set_state(tx, row, TopicState::Done).await?;
        }
    }
    Ok(())
}

/// Puts topics that a meeting did not get to back into the backlog, one more time carried.
pub(crate) async fn carry_topics(tx: &WriteTx, ids: &[Uuid], meeting: MeetingId) -> Result<()> {
    lock_topics(tx, ids).await?;
    for id in ids {
        let row = lock_row::<topic::Entity>(tx.conn(), *id).await?;
        carry(tx, row, meeting).await?;
    }
    Ok(())
}

async fn carry(tx: &WriteTx, row: topic::Model, meeting: MeetingId) -> Result<()> {
    let (count, version) = (row.carried_count + 1, row.version + 1);
    let mut change = row.into_active_model();
    change.state = Set(word(&TopicState::Backlog)?);
    change.carried_count = Set(count);
    change.carried_from_id = Set(Some(meeting.into()));
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    record_update(tx, &row).await
}

/// Writes a topic for an item that was put off and had none, so that it is not lost.
pub(crate) async fn insert_carried_topic(
    tx: &WriteTx,
    region_id: RegionId,
    body_id: BodyId,
    meeting: MeetingId,
    title: &str,
) -> Result<TopicId> {
    let input = TopicCreate { title: title.to_owned(), sub_points: Vec::new(), priority: None, planned: None };
    let (source, state) = (TopicSource::PreviousMeeting, TopicState::Backlog);
    let id = insert_topic(tx, region_id, body_id, input, source, state).await?;
    let row = topic::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?.ok_or(DomainError::NotFound)?;
    carry(tx, row, meeting).await?;
    Ok(id)
}

/// Plans a topic again whose item is open again; `put_off` takes back that the meeting carried it.
///
/// # Errors
/// `topic_already_planned` when another agenda has it by now.
pub(crate) async fn take_up_topic(tx: &WriteTx, id: Uuid, put_off: bool) -> Result<()> {
    let row = lock_row::<topic::Entity>(tx.conn(), id).await?;
    if row.state == word(&TopicState::Scheduled)? {
        return Err(ErrorCode::TopicAlreadyPlanned.into());
    }
    let (count, version) = (row.carried_count, row.version + 1);
    let mut change = row.into_active_model();
    change.state = Set(word(&TopicState::Scheduled)?);
    if put_off {
        change.carried_count = Set((count - 1).max(0));
        change.carried_from_id = Set(None);
    }
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    record_update(tx, &row).await
}
