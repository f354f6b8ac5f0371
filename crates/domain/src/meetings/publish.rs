//! Publishing an agenda: numbers freeze, and the world sees it as a numbered release that never changes (I-13).

use super::agenda::{is_unpublished, open, release};
use super::query::{Found, releases_of};
use super::store;
use crate::ctx::{Call, WriteTx};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::words::word;
use obrady_entity::{agenda_release, meeting};
use obrady_rules::agenda::{AgendaTree, frozen_labels};
use obrady_types::meetings::{Agenda, AgendaItem, AgendaPublish, MeetingState};
use obrady_types::{AgendaItemId, BodyId, ErrorCode, MeetingId, RegionId};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;
use std::collections::BTreeMap;

/// Publishes the agenda as the caller saw it. A draft becomes public with it, dates and all: an agenda announces its
/// dates, so `scheduled` before is a step that may be left out.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_dissolved`, `agenda_locked`; `stale_version` when the agenda changed since;
/// `agenda_empty`; `nothing_to_publish` when the last release says the same.
pub async fn publish_agenda(call: &Call, id: MeetingId, input: AgendaPublish) -> Result<Agenda> {
    call.write("publish_agenda", async |tx| {
        let found = open(tx, id).await?;
        if found.meeting.agenda_version != input.agenda_version {
            return Err(DomainError::Stale(found.meeting.agenda_version));
        }
        let state = MeetingState::AgendaPublished;
        let (found, row) = publish(tx, found, state).await?;
        release(&found, row, None)
    })
    .await
}

/// Writes a release of the draft and moves the meeting to `state`.
pub(super) async fn publish(tx: &WriteTx, found: Found, state: MeetingState) -> Result<(Found, agenda_release::Model)> {
    let id = found.id();
    let draft = store::load(tx.conn(), id).await?;
    if draft.items().is_empty() {
        return Err(ErrorCode::AgendaEmpty.into());
    }
    if !is_unpublished(tx.conn(), &found, &draft).await? {
        return Err(ErrorCode::NothingToPublish.into());
    }
    let numbered = number(tx, id, &draft).await?;
    store::save(tx, id, &draft, &numbered).await?;
    // The numbers are a change of the draft as well.
    let found = store::count_on(tx, found).await?;
    let number = found.meeting.agenda_release.unwrap_or(0) + 1;
    let row = agenda_release::ActiveModel {
        meeting_id: Set(id.into()),
        number: Set(number),
        published_at: Set(tx.now),
        agenda_version: Set(found.meeting.agenda_version),
        items: Set(serde_json::to_string(numbered.items())?),
    };
    let row = row.insert(tx.conn()).await?;
    let version = found.meeting.version + 1;
    let change = meeting::ActiveModel {
        id: Set(id.into()),
        state: Set(word(&state)?),
        agenda_release: Set(Some(number)),
        agenda_published_at: Set(Some(tx.now)),
        announced_at: Set(Some(found.meeting.announced_at.unwrap_or(tx.now))),
        version: Set(version),
        ..Default::default()
    };
    let meeting = change.update(tx.conn()).await?;
    let event = Change::of("agenda.published", "meeting", id, version);
    let event = event.in_region(RegionId(meeting.region_id)).in_body(BodyId(meeting.body_id));
    tx.record(event.with(json!({ "release": number }))).await?;
    Ok((Found { meeting, body: found.body }, row))
}

/// The draft with its numbers. Numbers that were printed once stay with their items, and those of removed items
/// are not given again.
async fn number(tx: &WriteTx, id: MeetingId, draft: &AgendaTree) -> Result<AgendaTree> {
    let mut printed: BTreeMap<AgendaItemId, String> = BTreeMap::new();
    for release in releases_of(tx.conn(), id).await? {
        let items: Vec<AgendaItem> = serde_json::from_str(&release.items)?;
        printed.extend(items.into_iter().filter_map(|item| Some((item.id, item.label?))));
    }
    let labels = frozen_labels(&printed, draft);
    let items = draft.items().iter().cloned().map(|item| {
        let label = labels.get(&item.id).cloned();
        let version = if item.label == label { item.version } else { item.version.saturating_add(1) };
        AgendaItem { label, version, ..item }
    });
    AgendaTree::new(draft.days(), items.collect()).map_err(|refusal| DomainError::internal(refusal.name()))
}
