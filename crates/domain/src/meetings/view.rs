//! Rows of meetings and agenda items as views, and what outsiders do not see of an agenda.

use super::days;
use super::query::{Found, days_of};
use crate::error::Result;
use crate::groups;
use crate::policy::{Action, Actor, Scope, allows};
use crate::words::of_word;
use obrady_entity::{agenda_item, meeting, meeting_day};
use obrady_rules::agenda::MAX_DEPTH;
use obrady_types::meetings::{AgendaItem, Confidentiality, Meeting, MeetingDay, MeetingState};
use obrady_types::{AgendaItemId, MeetingDayId};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Whether a meeting and its agenda can be edited in this state.
pub(super) fn is_open(state: MeetingState) -> bool {
    matches!(state, MeetingState::Draft | MeetingState::Scheduled | MeetingState::AgendaPublished)
}

/// Whether what happens at a meeting can be recorded in this state; before the meeting begins that is attendance.
pub(super) fn is_run(state: MeetingState) -> bool {
    matches!(state, MeetingState::AgendaPublished | MeetingState::InProgress | MeetingState::Held)
}

/// Meetings with their days, in one more statement for any number of them, or two for those who edit.
pub(super) async fn meetings<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    rows: Vec<meeting::Model>,
) -> Result<Vec<Meeting>> {
    let mut days_by_meeting: BTreeMap<Uuid, Vec<MeetingDay>> = BTreeMap::new();
    for day in days_of(conn, rows.iter().map(|row| row.id)).await? {
        days_by_meeting.entry(day.meeting_id).or_default().push(days::view(day)?);
    }
    let editable = editable_bodies(conn, actor, &rows).await?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let state: MeetingState = of_word(&row.state)?;
        let editable = is_open(state) && editable.contains(&row.body_id);
        views.push(Meeting {
            id: row.id.into(),
            region_id: row.region_id.into(),
            body_id: row.body_id.into(),
            title: row.title,
            ordinal: row.ordinal,
            state,
            mode: of_word(&row.mode)?,
            venue: row.venue,
            days: days_by_meeting.remove(&row.id).unwrap_or_default(),
            agenda_published_at: row.agenda_published_at,
            agenda_release: row.agenda_release,
            editable,
            recordable: is_run(state) && allows(actor, Action::RecordMeeting, &Scope::body(row.region_id, row.body_id)),
            synthetic: row.synthetic,
            version: row.version,
        });
    }
    Ok(views)
}

/// The bodies of these meetings that the actor edits and that still meet (I-11).
async fn editable_bodies<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    rows: &[meeting::Model],
) -> Result<BTreeSet<Uuid>> {
    let edits = |row: &&meeting::Model| allows(actor, Action::EditMeeting, &Scope::body(row.region_id, row.body_id));
    let mut bodies: BTreeSet<Uuid> = rows.iter().filter(edits).map(|row| row.body_id).collect();
    for dissolved in groups::dissolved_among(conn, bodies.clone()).await? {
        bodies.remove(&dissolved);
    }
    Ok(bodies)
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

/// How far each item of an agenda is hidden from outsiders, on its own or with what it stands under.
pub(super) type Levels = BTreeMap<AgendaItemId, Confidentiality>;

/// How far the items of one text of an agenda are hidden; in any order, each named with its parent and its own level.
pub(super) fn levels(items: impl IntoIterator<Item = (AgendaItemId, Option<AgendaItemId>, Confidentiality)>) -> Levels {
    let items: BTreeMap<_, _> = items.into_iter().map(|(id, parent, level)| (id, (parent, level))).collect();
    let mut levels = Levels::new();
    for (id, (parent, level)) in &items {
        let (mut above, mut level) = (*parent, *level);
        // A bound instead of trust in the rows: a stored circle must not hang the server.
        for _ in 1..MAX_DEPTH {
            let Some((next, own)) = above.and_then(|parent| items.get(&parent)) else { break };
            if *own != Confidentiality::Public {
                level = Confidentiality::Members;
            }
            above = *next;
        }
        levels.insert(*id, level);
    }
    levels
}

/// The stricter of two levels: `closed` shows that there is an item, `members` shows nothing.
pub(super) fn stricter(one: Confidentiality, other: Confidentiality) -> Confidentiality {
    let rank = |level| match level {
        Confidentiality::Public => 0,
        Confidentiality::Closed => 1,
        Confidentiality::Members => 2,
    };
    if rank(one) < rank(other) { other } else { one }
}

/// What outsiders see of a release (I-13): nothing of items for members, and of closed ones only that they are
/// there. What stands under such an item is hidden with it. `now` says how far items are hidden since; the stricter
/// counts, so that an old release does not tell what was closed later.
pub(super) fn masked(items: Vec<AgendaItem>, now: &Levels) -> Vec<AgendaItem> {
    let then = levels(items.iter().map(|item| (item.id, item.parent_id, item.confidentiality)));
    let level = |id| {
        let (then, now) = (then.get(&id).copied(), now.get(&id).copied());
        stricter(then.unwrap_or_default(), now.unwrap_or_default())
    };
    let mut hidden: BTreeSet<AgendaItemId> = BTreeSet::new();
    let mut seen = Vec::with_capacity(items.len());
    for mut item in items {
        let within = item.parent_id.is_some_and(|parent| hidden.contains(&parent));
        let level = level(item.id);
        if within || level != Confidentiality::Public {
            hidden.insert(item.id);
        }
        if within || level == Confidentiality::Members {
            continue;
        }
        if level == Confidentiality::Closed {
            item.title = None;
            item.speaker_text = None;
            item.outcome_text = None;
            item.topic_id = None;
        }
        item.confidentiality = level;
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
    fn what_stands_under_a_hidden_item_is_hidden_at_any_level() {
        let id = |n| AgendaItemId(Uuid::from_u128(n));
        let (public, closed) = (Confidentiality::Public, Confidentiality::Closed);
        let found = levels([
            (id(3), Some(id(2)), public),
            (id(2), Some(id(1)), public),
            (id(1), None, closed),
            (id(4), None, public),
            // Rows that no agenda has.
            (id(5), Some(id(6)), public),
            (id(6), Some(id(5)), public),
        ]);
        let wanted = [
            (id(1), closed),
            (id(2), Confidentiality::Members),
            (id(3), Confidentiality::Members),
            (id(4), public),
            (id(5), public),
            (id(6), public),
        ];
        assert_eq!(found, wanted.into());
        assert_eq!(stricter(closed, Confidentiality::Members), Confidentiality::Members);
        assert_eq!(stricter(closed, public), closed);
    }

    #[test]
    fn an_agenda_is_open_until_the_meeting_begins() {
        let open = [MeetingState::Draft, MeetingState::Scheduled, MeetingState::AgendaPublished];
        let closed = [MeetingState::InProgress, MeetingState::Held, MeetingState::Closed, MeetingState::Cancelled];
        assert!(open.into_iter().all(is_open) && !closed.into_iter().any(is_open));
    }
}
