//! Keeping an agenda: the tree from its rows, and the rows from what changed in the tree.

use super::query::{Found, days_of, items_of, undoable_batches_of};
use super::view;
use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use crate::groups;
use crate::words::word;
use obrady_entity::{agenda_batch, agenda_item, meeting};
use obrady_rules::agenda::AgendaTree;
use obrady_types::meetings::{AgendaItem, AgendaItemState};
use obrady_types::{BodyId, ErrorCode, MeetingId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The draft agenda of a meeting.
pub(super) async fn load<C: ConnectionTrait>(conn: &C, id: MeetingId) -> Result<AgendaTree> {
    let days = days_of(conn, [Uuid::from(id)]).await?;
    let items = items_of(conn, id).await?.into_iter().map(view::item).collect::<Result<Vec<_>>>()?;
    AgendaTree::new(&view::day_ids(&days), items)
        .map_err(|refusal| DomainError::internal(format!("the stored agenda of {id} is broken: {}", refusal.name())))
}

/// Writes the difference of two trees: one statement for all new items, one for all removed, one for each changed.
pub(super) async fn save(tx: &WriteTx, id: MeetingId, before: &AgendaTree, after: &AgendaTree) -> Result<()> {
    let old: BTreeMap<_, &AgendaItem> = before.items().iter().map(|item| (item.id, item)).collect();
    let removed: Vec<Uuid> =
        old.keys().filter(|item| after.get(**item).is_none()).map(|item| Uuid::from(*item)).collect();
    if !removed.is_empty() {
        agenda_item::Entity::delete_many().filter(agenda_item::Column::Id.is_in(removed)).exec(tx.conn()).await?;
    }
    let mut added = Vec::new();
    for item in after.items() {
        match old.get(&item.id) {
            None => added.push(row(id, item)?.into_active_model()),
            Some(known) if *known != item => {
                let row = row(id, item)?.into_active_model().reset_all();
                row.update(tx.conn()).await?;
            }
            Some(_) => {}
        }
    }
    if !added.is_empty() {
        agenda_item::Entity::insert_many(added).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

fn row(meeting: MeetingId, item: &AgendaItem) -> Result<agenda_item::Model> {
    Ok(agenda_item::Model {
        id: item.id.into(),
        meeting_id: meeting.into(),
        day_id: item.day_id.into(),
        parent_id: item.parent_id.map(Into::into),
        position: item.position,
        title: item.title.as_deref().unwrap_or_default().trim().to_owned(),
        kind: word(&item.kind)?,
        planned_minutes: item.planned_minutes,
        speaker_text: item.speaker_text.as_ref().map(|text| text.trim().to_owned()),
        topic_id: item.topic_id.map(Into::into),
        confidentiality: word(&item.confidentiality)?,
        state: word(&item.state)?,
        outcome_text: item.outcome_text.as_ref().map(|text| text.trim().to_owned()),
        label: item.label.clone(),
        // An agenda is edited only before its meeting begins.
        started_at: None,
        ended_at: None,
        revision: item.revision,
        version: item.version,
    })
}

/// Moves topics between backlog and agenda as the difference of two trees says (I-18).
///
/// # Errors
/// With the topic that cannot be planned.
pub(super) async fn follow_topics(
    tx: &WriteTx,
    body: BodyId,
    before: &AgendaTree,
    after: &AgendaTree,
) -> Result<(), (Uuid, DomainError)> {
    let planned = |tree: &AgendaTree| -> Vec<Uuid> {
        let open = tree.items().iter().filter(|item| item.state == AgendaItemState::Scheduled);
        open.filter_map(|item| item.topic_id).map(Uuid::from).collect()
    };
    let (old, new) = (planned(before), planned(after));
    let released: Vec<Uuid> = old.iter().copied().filter(|topic| !new.contains(topic)).collect();
    // All at once and in one order, so that two agendas that exchange topics do not wait in a circle.
    let touched: Vec<Uuid> = released.iter().chain(new.iter().filter(|topic| !old.contains(topic))).copied().collect();
    groups::lock_topics(tx, &touched).await.map_err(|error| (Uuid::nil(), error))?;
    groups::release_topics(tx, &released).await.map_err(|error| (Uuid::nil(), error))?;
    let mut taken = Vec::new();
    for topic in new.iter().copied().filter(|topic| !old.contains(topic)) {
        if taken.contains(&topic) {
            return Err((topic, ErrorCode::TopicAlreadyPlanned.into()));
        }
        taken.push(topic);
    }
    groups::plan_topics(tx, body, &taken).await
}

/// How many batches somebody can undo in one meeting, at least.
const UNDO_DEPTH: u64 = 200;
/// After how many changes of an agenda its undo stacks are looked at: one look costs more than a few rows too many.
const TRIMMED_EVERY: i32 = 20;

/// Forgets what lies deeper in the caller's undo stack than [`UNDO_DEPTH`], so that it does not grow for ever.
pub(super) async fn trim_stack(tx: &WriteTx, found: &Found) -> Result<()> {
    use agenda_batch::Column;
    if found.meeting.agenda_version % TRIMMED_EVERY != 0 {
        return Ok(());
    }
    let id = found.id();
    let principal = tx.actor.principal().ok_or(ErrorCode::Unauthenticated)?;
    let own = undoable_batches_of(id).filter(Column::Principal.eq(principal.clone()));
    let last = own.select_only().column(Column::Seq).offset(UNDO_DEPTH - 1).limit(1).into_tuple::<i32>();
    let Some(last) = last.one(tx.conn()).await? else { return Ok(()) };
    agenda_batch::Entity::delete_many()
        .filter(Column::MeetingId.eq(Uuid::from(id)))
        .filter(Column::Principal.eq(principal))
        .filter(Column::Seq.lt(last))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Counts the agenda one on and returns the meeting's row.
pub(super) async fn count_on(tx: &WriteTx, found: Found) -> Result<Found> {
    let version = found.meeting.agenda_version + 1;
    let change = meeting::ActiveModel { id: Set(found.meeting.id), agenda_version: Set(version), ..Default::default() };
    let meeting = change.update(tx.conn()).await?;
    Ok(Found { meeting, body: found.body })
}
