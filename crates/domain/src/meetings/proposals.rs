//! What a meeting's agenda should take up again, and what was answered to that.

use super::query::{Found, get_locked, get_visible, items_of};
use super::recording::record;
use super::{action_list, action_view, view};
use crate::ctx::Call;
use crate::error::{DomainError, Result};
use crate::policy::{Action, Actor};
use crate::words::word;
use chrono::NaiveDate;
use obrady_entity::{action_item, agenda_item, meeting, proposal_answer};
use obrady_types::meetings::{
    AgendaItem, AgendaItemState, AgendaProposalAnswer, AgendaProposalState, AgendaProposals, MeetingState,
};
use obrady_types::{ErrorCode, MeetingId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Most proposals of a kind.
const MOST: u64 = 200;

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
    proposals(reader.conn(), &reader.actor, &found, reader.ctx.date_of(reader.now)).await
}

/// Answers a proposal for this meeting: an item of its agenda takes it up, or it is declined. The next meeting is asked
/// again in any case.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `meeting_state` once the meeting has begun or was cancelled;
/// `validation_failed` unless it names one thing that is proposed, and for `taken` without its item.
pub async fn answer_agenda_proposal(
    call: &Call,
    id: MeetingId,
    input: AgendaProposalAnswer,
) -> Result<AgendaProposals> {
    call.write("answer_agenda_proposal", async |tx| {
        let found = get_locked(tx.conn(), &tx.actor, id).await?;
        tx.require(Action::EditMeeting, &found.scope())?;
        if !view::is_open(found.state()?) {
            return Err(ErrorCode::MeetingState.into());
        }
        let taken = input.state == AgendaProposalState::Taken;
        match input.taken_by_id {
            None if taken => return Err(DomainError::field("/taken_by_id", "required")),
            Some(_) if !taken => return Err(DomainError::field("/taken_by_id", "invalid")),
            _ => {}
        }
        let today = tx.ctx.date_of(tx.now_after_lock());
        let offered = proposals(tx.conn(), &tx.actor, &found, today).await?;
        let proposal: Uuid = match (input.action_item_id, input.postponed_id) {
            (Some(id), None) if offered.action_items.iter().any(|one| one.id == id) => id.into(),
            (None, Some(id)) if offered.postponed.iter().any(|one| one.id == id) => id.into(),
            (None, None) => return Err(DomainError::field("/action_item_id", "required")),
            (Some(_), None) => return Err(DomainError::field("/action_item_id", "invalid")),
            (_, Some(_)) => return Err(DomainError::field("/postponed_id", "invalid")),
        };
        proposal_answer::Entity::delete_by_id((found.meeting.id, proposal)).exec(tx.conn()).await?;
        if input.state != AgendaProposalState::Open {
            let row = proposal_answer::Model {
                meeting_id: found.meeting.id,
                proposal_id: proposal,
                action_item_id: input.action_item_id.map(Into::into),
                postponed_id: input.postponed_id.map(Into::into),
                taken_by_id: input.taken_by_id.map(Into::into),
            };
            row.into_active_model().insert(tx.conn()).await?;
        }
        let change = ("agenda.proposal_answered", "meeting");
        record(tx, &found, change, (found.meeting.id, found.meeting.version), serde_json::to_value(&input)?).await?;
        proposals(tx.conn(), &tx.actor, &found, today).await
    })
    .await
}

async fn proposals<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    found: &Found,
    today: NaiveDate,
) -> Result<AgendaProposals> {
    use action_item::Column;
    let rows = action_item::Entity::find()
        .filter(Column::BodyId.eq(found.meeting.body_id))
        .filter(Column::State.is_in(action_list::open_states()?))
        .order_by_asc(Column::DueTo)
        .order_by_asc(Column::Id)
        .limit(MOST);
    let rows = rows.all(conn).await?;
    Ok(AgendaProposals {
        meeting_id: found.id(),
        action_items: action_view::action_items(conn, actor, rows, today).await?,
        postponed: postponed(conn, found).await?,
        answers: answers(conn, found).await?,
    })
}

/// What was answered; what was taken up by an item that is not there is open.
async fn answers<C: ConnectionTrait>(conn: &C, found: &Found) -> Result<Vec<AgendaProposalAnswer>> {
    use proposal_answer::Column;
    let rows = proposal_answer::Entity::find()
        .filter(Column::MeetingId.eq(found.meeting.id))
        .order_by_asc(Column::ProposalId)
        .all(conn)
        .await?;
    let there: BTreeSet<Uuid> = items_of(conn, found.id()).await?.into_iter().map(|item| item.id).collect();
    let answer = |row: proposal_answer::Model| {
        let state = match row.taken_by_id {
            Some(item) if !there.contains(&item) => return None,
            Some(_) => AgendaProposalState::Taken,
            None => AgendaProposalState::Declined,
        };
        Some(AgendaProposalAnswer {
            action_item_id: row.action_item_id.map(Into::into),
            postponed_id: row.postponed_id.map(Into::into),
            state,
            taken_by_id: row.taken_by_id.map(Into::into),
        })
    };
    Ok(rows.into_iter().filter_map(answer).collect())
}

async fn postponed<C: ConnectionTrait>(conn: &C, found: &Found) -> Result<Vec<AgendaItem>> {
    let over = [MeetingState::Held, MeetingState::Closed].iter().map(word).collect::<Result<Vec<_>>>()?;
    let last = meeting::Entity::find()
        .filter(meeting::Column::BodyId.eq(found.meeting.body_id))
        .filter(meeting::Column::State.is_in(over))
        .filter(meeting::Column::LastDate.lte(found.meeting.first_date))
        .order_by_desc(meeting::Column::FirstDate)
        .order_by_desc(meeting::Column::Id);
    let Some(last) = last.one(conn).await? else { return Ok(Vec::new()) };
    use agenda_item::Column;
    let rows = agenda_item::Entity::find()
        .filter(Column::MeetingId.eq(last.id))
        .filter(Column::State.eq(word(&AgendaItemState::Postponed)?))
        .filter(Column::TopicId.is_null())
        .order_by_asc(Column::Position)
        .limit(MOST);
    rows.all(conn).await?.into_iter().map(view::item).collect()
}
