//! Rows of meetings and agenda items as views, and what outsiders do not see of an agenda.

use super::days;
use super::query::{Found, days_of};
use crate::error::Result;
use crate::policy::{Action, Actor, Scope, allows};
use crate::words::of_word;
use obrady_entity::{agenda_item, meeting, meeting_day};
use obrady_types::meetings::{AgendaItem, Confidentiality, Meeting, MeetingState};
use obrady_types::{AgendaItemId, MeetingDayId};
use sea_orm::ConnectionTrait;
use std::collections::BTreeSet;

/// Whether a meeting and its agenda can be edited in this state.
pub(super) fn is_open(state: MeetingState) -> bool {
    matches!(state, MeetingState::Draft | MeetingState::Scheduled | MeetingState::AgendaPublished)
}

/// Meetings with their days, in one more statement for any number of them.
pub(super) async fn meetings<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    rows: Vec<meeting::Model>,
) -> Result<Vec<Meeting>> {
    let mut all = days_of(conn, rows.iter().map(|row| row.id)).await?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let own = all.extract_if(.., |day| day.meeting_id == row.id).map(days::view).collect::<Result<Vec<_>>>()?;
        let state: MeetingState = of_word(&row.state)?;
        let editable = is_open(state) && allows(actor, Action::EditMeeting, &Scope::body(row.region_id, row.body_id));
        views.push(Meeting {
            id: row.id.into(),
            region_id: row.region_id.into(),
            body_id: row.body_id.into(),
            title: row.title,
            ordinal: row.ordinal,
            state,
            mode: of_word(&row.mode)?,
            venue: row.venue,
            days: own,
            agenda_published_at: row.agenda_published_at,
            agenda_release: row.agenda_release,
            editable,
            synthetic: row.synthetic,
            version: row.version,
        });
    }
    Ok(views)
}

/// One meeting.
pub(super) async fn meeting<C: ConnectionTrait>(conn: &C, actor: &Actor, found: Found) -> Result<Meeting> {
    let view = meetings(conn, actor, vec![found.meeting]).await?.pop();
    view.ok_or(crate::error::DomainError::NotFound)
}

/// An agenda item's row.
pub(super) fn item(row: agenda_item::Model) -> Result<AgendaItem> {
    Ok(AgendaItem {
        id: row.id.into(),
        day_id: row.day_id.into(),
        parent_id: row.parent_id.map(Into::into),
        position: row.position,
        title: Some(row.title),
        kind: of_word(&row.kind)?,
        planned_minutes: row.planned_minutes,
        speaker_text: row.speaker_text,
        topic_id: row.topic_id.map(Into::into),
        confidentiality: of_word(&row.confidentiality)?,
        state: of_word(&row.state)?,
        outcome_text: row.outcome_text,
        label: row.label,
        revision: row.revision,
        version: row.version,
    })
}

/// What outsiders see of a release (I-13): nothing of items for members, and of closed ones only that they are
/// there. What stands under such an item is hidden with it.
pub(super) fn masked(items: Vec<AgendaItem>) -> Vec<AgendaItem> {
    let mut hidden: BTreeSet<AgendaItemId> = BTreeSet::new();
    let mut seen = Vec::with_capacity(items.len());
    for mut item in items {
        let within = item.parent_id.is_some_and(|parent| hidden.contains(&parent));
        if within || item.confidentiality != Confidentiality::Public {
            hidden.insert(item.id);
        }
        if within || item.confidentiality == Confidentiality::Members {
            continue;
        }
        if item.confidentiality == Confidentiality::Closed {
            item.title = None;
            item.speaker_text = None;
            item.outcome_text = None;
            item.topic_id = None;
        }
        seen.push(item);
    }
    seen
}

/// The ids of days in their order.
pub(super) fn day_ids(days: &[meeting_day::Model]) -> Vec<MeetingDayId> {
    days.iter().map(|day| day.id.into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agenda_is_open_until_the_meeting_begins() {
        let open = [MeetingState::Draft, MeetingState::Scheduled, MeetingState::AgendaPublished];
        let closed = [MeetingState::InProgress, MeetingState::Held, MeetingState::Closed, MeetingState::Cancelled];
        assert!(open.into_iter().all(is_open) && !closed.into_iter().any(is_open));
    }
}
