//! Meetings of the past, for seeding.

use super::query::get_visible;
use super::{drafts, publish, store};
use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use crate::words::word;
use obrady_entity::meeting;
use obrady_rules::agenda::AgendaTree;
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaEdit, AgendaItem, AgendaItemKind, AgendaItemPatch, AgendaItemState, AgendaPlace,
    Confidentiality, MeetingCreate, MeetingState,
};
use obrady_types::{AgendaItemId, MeetingDayId, MeetingId, Patch, RegionId, TopicId};
use sea_orm::{ActiveModelTrait, Set};

/// An item of a seeded agenda, with what stands under it.
#[derive(Clone, Debug)]
pub struct SeedItem {
    /// Title.
    pub title: String,
    /// What it is about.
    pub kind: AgendaItemKind,
    /// Planned minutes.
    pub minutes: Option<i32>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// Outcome in words.
    pub outcome: Option<String>,
    /// The backlog topic it is taken from.
    pub topic_id: Option<TopicId>,
    /// What stands under it.
    pub children: Vec<SeedItem>,
}

/// A meeting to seed.
#[derive(Clone)]
pub struct SeedMeeting {
    /// Body, title, mode, venue and days.
    pub meeting: MeetingCreate,
    /// Items of each day.
    pub items: Vec<Vec<SeedItem>>,
    /// Number within the body and year.
    pub ordinal: Option<i32>,
    /// State; from `agenda_published` on the agenda has a release.
    pub state: MeetingState,
    /// Whether facts of it were invented.
    pub synthetic: bool,
}

/// Writes a meeting with its agenda in the state that it has.
///
/// # Errors
/// What the rules refuse.
pub async fn insert_meeting(tx: &WriteTx, region_id: RegionId, seed: SeedMeeting) -> Result<MeetingId> {
    let id = drafts::insert(tx, region_id, &seed.meeting).await?;
    let empty = store::load(tx.conn(), id).await?;
    let mut tree = empty.clone();
    let days = tree.days().to_vec();
    for (day_id, items) in days.into_iter().zip(&seed.items) {
        add_all(tx, &mut tree, day_id, None, items)?;
    }
    let over = matches!(seed.state, MeetingState::Held | MeetingState::Closed);
    if over {
        let done = tree.items().iter().cloned().map(|item| AgendaItem { state: AgendaItemState::Done, ..item });
        let done = AgendaTree::new(tree.days(), done.collect());
        tree = done.map_err(|refusal| DomainError::internal(refusal.name()))?;
    }
    let topics = store::follow_topics(tx, seed.meeting.body_id, &empty, &tree).await;
    topics.map_err(|(_, error)| error)?;
    store::save(tx, id, &empty, &tree).await?;
    if !matches!(seed.state, MeetingState::Draft | MeetingState::Scheduled) {
        let found = get_visible(tx.conn(), &tx.actor, id).await?;
        publish::publish(tx, found, seed.state).await?;
    }
    let announced = (seed.state != MeetingState::Draft).then_some(tx.now);
    let change = meeting::ActiveModel {
        id: Set(id.into()),
        announced_at: Set(announced),
        ordinal: Set(seed.ordinal),
        state: Set(word(&seed.state)?),
        synthetic: Set(seed.synthetic),
        ..Default::default()
    };
    change.update(tx.conn()).await?;
    Ok(id)
}

fn add_all(
    tx: &WriteTx,
    tree: &mut AgendaTree,
    day_id: MeetingDayId,
    parent_id: Option<AgendaItemId>,
    items: &[SeedItem],
) -> Result<()> {
    let mut after_id = None;
    for item in items {
        let item_id = AgendaItemId(tx.new_id());
        let add = AgendaCommand::Add(AgendaAdd {
            item_id,
            place: AgendaPlace { day_id, parent_id, after_id },
            title: item.title.clone(),
            kind: item.kind,
            planned_minutes: item.minutes,
            speaker_text: item.speaker.clone(),
            topic_id: item.topic_id,
            confidentiality: Confidentiality::Public,
        });
        let refused = |refusal: obrady_rules::agenda::AgendaRefusal| DomainError::internal(refusal.name());
        tree.apply(&add).map_err(refused)?;
        if let Some(outcome) = &item.outcome {
            let base_revision = tree.get(item_id).map_or(1, |item| item.revision);
            let changes = AgendaItemPatch { outcome_text: Patch::Value(outcome.clone()), ..AgendaItemPatch::default() };
            tree.apply(&AgendaCommand::Edit(AgendaEdit { item_id, base_revision, changes })).map_err(refused)?;
        }
        add_all(tx, tree, day_id, Some(item_id), &item.children)?;
        after_id = Some(item_id);
    }
    Ok(())
}
