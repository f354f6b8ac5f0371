//! Meetings of the past, for seeding.

use super::query::{Found, days_of, get_visible};
use super::{action_items, attendance, decisions, deliverables, drafts, findings, publish, statements, store, view};
use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use crate::words::{of_word, word};
use chrono::{Days, NaiveDate, NaiveTime};
use obrady_entity::{action_item, agenda_item, meeting};
use obrady_rules::agenda::AgendaTree;
use obrady_types::meetings::{
    ActionItemCreate, ActionItemState, AgendaAdd, AgendaCommand, AgendaEdit, AgendaItem, AgendaItemKind,
    AgendaItemPatch, AgendaItemState, AgendaPlace, AttendanceCreate, AttendanceStatus, Confidentiality, DecisionCreate,
    DeliverableCreate, FindingCreate, MeetingCreate, MeetingDayInput, MeetingState, StatementCreate,
};
use obrady_types::{
    AgendaItemId, InstitutionId, MeetingDayId, MeetingId, Patch, PersonId, RegionId, StatementId, TopicId,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

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
    /// What was recorded on it.
    pub record: SeedRecord,
    /// What stands under it.
    pub children: Vec<SeedItem>,
}

/// What was recorded on an item.
#[derive(Clone, Debug, Default)]
pub struct SeedRecord {
    /// Statements, each with the place of the one that it answers.
    pub statements: Vec<(StatementCreate, Option<usize>)>,
    /// Findings.
    pub findings: Vec<FindingCreate>,
    /// Decisions.
    pub decisions: Vec<DecisionCreate>,
    /// Action items.
    pub action_items: Vec<SeedActionItem>,
}

/// An action item to seed.
#[derive(Clone, Debug)]
pub struct SeedActionItem {
    /// What, by whom, when.
    pub input: ActionItemCreate,
    /// When it was done.
    pub completed_on: Option<NaiveDate>,
    /// What came of it.
    pub deliverables: Vec<DeliverableCreate>,
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
    /// Who was there.
    pub attendance: Vec<SeedAttendance>,
    /// Whether facts of it were invented.
    pub synthetic: bool,
}

/// Somebody's attendance on one day of a meeting to seed.
#[derive(Clone, Copy, Debug)]
pub struct SeedAttendance {
    /// Place of the day, counted from 0.
    pub day: usize,
    /// Who.
    pub person_id: PersonId,
    /// Institution of a guest; of those who are expected it follows.
    pub institution_id: Option<InstitutionId>,
    /// Whether they were there.
    pub status: AttendanceStatus,
    /// When they came or left, as the status needs it.
    pub at: Option<NaiveTime>,
    /// Whether they signed the list.
    pub signed: bool,
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
    let mut records = Vec::new();
    for (day_id, items) in days.into_iter().zip(&seed.items) {
        add_all(tx, &mut tree, &mut records, day_id, None, items)?;
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
    let found = get_visible(tx.conn(), &tx.actor, id).await?;
    for (item, record) in records {
        insert_record(tx, &found, item, record).await?;
    }
    let days = days_of(tx.conn(), [found.meeting.id]).await?;
    for there in seed.attendance {
        if let Some(day) = days.get(there.day) {
            attendance::insert(tx, &found, day, &attendance_of(day.id.into(), there)).await?;
        }
    }
    Ok(id)
}

fn attendance_of(day_id: MeetingDayId, there: SeedAttendance) -> AttendanceCreate {
    AttendanceCreate {
        day_id,
        person_id: there.person_id,
        institution_id: there.institution_id,
        seat_id: None,
        status: there.status,
        arrived_at: there.at.filter(|_| there.status == AttendanceStatus::Late),
        left_at: there.at.filter(|_| there.status == AttendanceStatus::LeftEarly),
        substitutes_for_id: None,
        mode: None,
        signed: there.signed,
    }
}

async fn insert_record(tx: &WriteTx, found: &Found, item: AgendaItemId, record: SeedRecord) -> Result<()> {
    let mut said: Vec<StatementId> = Vec::new();
    for (statement, answers) in record.statements {
        let reply_to_id = answers.and_then(|nth| said.get(nth)).copied();
        let row = statements::insert(tx, found, item.into(), &StatementCreate { reply_to_id, ..statement }).await?;
        said.push(row.id.into());
    }
    for finding in record.findings {
        findings::insert(tx, found, item.into(), &finding).await?;
    }
    let row = agenda_item::Entity::find_by_id(Uuid::from(item)).one(tx.conn()).await?.ok_or(DomainError::NotFound)?;
    let mut decided = None;
    for decision in record.decisions {
        decided = Some(decisions::insert(tx, found, &row, &decision).await?.id.into());
    }
    for seed in record.action_items {
        let input = ActionItemCreate { decision_id: decided, ..seed.input };
        let row = action_items::insert(tx, found, item.into(), &input).await?;
        for made in &seed.deliverables {
            deliverables::insert(tx, &row, made).await?;
        }
        if let Some(date) = seed.completed_on {
            let change = action_item::ActiveModel {
                id: Set(row.id),
                state: Set(word(&ActionItemState::Done)?),
                completed_on: Set(Some(date)),
                ..Default::default()
            };
            change.update(tx.conn()).await?;
        }
    }
    Ok(())
}

/// Moves all open meetings that were seeded by whole weeks, so that the first of them is no sooner than a week after
/// `today`. Does nothing while one of them is still to come, so repeating it changes nothing.
///
/// # Errors
/// Failures of the database.
pub async fn renew_meetings(tx: &WriteTx, today: NaiveDate) -> Result<()> {
    let mut open = meeting::Entity::find().filter(meeting::Column::Synthetic.eq(true)).all(tx.conn()).await?;
    open.retain(|row| word_is_open(&row.state));
    let Some(first) = open.iter().map(|row| row.first_date).min() else { return Ok(()) };
    if open.iter().any(|row| row.last_date >= today) {
        return Ok(());
    }
    let missing = (today - first).num_days() + 7;
    let by = Days::new(u64::try_from(missing).unwrap_or(0).div_ceil(7) * 7);
    for row in open {
        move_by(tx, row, by).await?;
    }
    Ok(())
}

fn word_is_open(state: &str) -> bool {
    of_word(state).is_ok_and(view::is_open)
}

async fn move_by(tx: &WriteTx, row: meeting::Model, by: Days) -> Result<()> {
    let later = |date: NaiveDate| date.checked_add_days(by).unwrap_or(date);
    let days = days_of(tx.conn(), [row.id]).await?;
    let days: Vec<MeetingDayInput> = days
        .into_iter()
        .map(|day| MeetingDayInput {
            id: Some(day.id.into()),
            date: later(day.date),
            starts_at: day.starts_at,
            ends_at: day.ends_at,
        })
        .collect();
    let mut change = row.clone().into_active_model();
    drafts::set_days(tx, &row, &mut change, &days).await?;
    change.version = Set(row.version + 1);
    let row = change.update(tx.conn()).await?;
    drafts::record(tx, "meeting.updated", &row).await
}

fn add_all(
    tx: &WriteTx,
    tree: &mut AgendaTree,
    records: &mut Vec<(AgendaItemId, SeedRecord)>,
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
        records.push((item_id, item.record.clone()));
        add_all(tx, tree, records, day_id, Some(item_id), &item.children)?;
        after_id = Some(item_id);
    }
    Ok(())
}
