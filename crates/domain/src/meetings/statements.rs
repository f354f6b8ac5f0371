//! Statements: who said what on an agenda item, and in reply to what.

use super::query::Found;
use super::recording::{full_name, knows, readable_item, record, record_removal, recorded, recorded_item, refuse_over};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::policy::Actor;
use crate::words::{of_word, word};
use obrady_entity::statement::{self, Column};
use obrady_types::meetings::{Statement, StatementCreate, StatementPatch, StatementSide};
use obrady_types::{AgendaItemId, InstitutionId, PersonId, StatementId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, Set,
};
use serde_json::json;
use uuid::Uuid;

/// Reads a statement.
///
/// # Errors
/// `not_found`, also for what the caller may not know of.
pub async fn get_statement(call: &Call, id: StatementId) -> Result<Statement> {
    let reader = call.read().await?;
    let row = find(reader.conn(), id).await?;
    let found = readable_item(reader.conn(), &reader.actor, row.agenda_item_id.into()).await?;
    one(reader.conn(), &reader.actor, &found, row).await
}

/// Records a statement on an item.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `meeting_state`; `validation_failed` for a side without its institution
/// or person, for one that is unknown, and for a reply to a statement on another item.
pub async fn create_statement(call: &Call, item: AgendaItemId, input: StatementCreate) -> Result<Statement> {
    call.write("create_statement", async |tx| {
        let (found, item) = recorded_item(tx, item).await?;
        check_speaker(tx, &found, input.side, (input.institution_id, input.person_id)).await?;
        if let Some(reply) = input.reply_to_id {
            let answered = statement::Entity::find_by_id(Uuid::from(reply)).one(tx.conn()).await?;
            answered
                .filter(|answered| answered.agenda_item_id == item.id)
                .ok_or_else(|| DomainError::field("/reply_to_id", "invalid"))?;
        }
        let row = insert(tx, &found, item.id, &input).await?;
        one(tx.conn(), &tx.actor, &found, row).await
    })
    .await
}

/// Writes a statement.
pub(super) async fn insert(
    tx: &WriteTx,
    found: &Found,
    item: Uuid,
    input: &StatementCreate,
) -> Result<statement::Model> {
    // The meeting is locked: nobody counts at the same time.
    let last = statement::Entity::find().filter(Column::MeetingId.eq(found.meeting.id)).order_by_desc(Column::Position);
    let position = last.one(tx.conn()).await?.map_or(1, |last| last.position + 1);
    let row = statement::ActiveModel {
        id: Set(tx.new_id()),
        meeting_id: Set(found.meeting.id),
        agenda_item_id: Set(item),
        position: Set(position),
        side: Set(word(&input.side)?),
        institution_id: Set(input.institution_id.map(Into::into)),
        person_id: Set(input.person_id.map(Into::into)),
        text: Set(input.text.trim().to_owned()),
        reply_to_id: Set(input.reply_to_id.map(Into::into)),
        led_to: Set(input.led_to.as_ref().map(|text| text.trim().to_owned())),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let detail = json!({ "agenda_item_id": item, "text": row.text });
    record(tx, found, ("statement.created", "statement"), (row.id, 1), detail).await?;
    Ok(row)
}

/// Changes a statement of the given version, until the minutes are approved.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `meeting_state`; `validation_failed` for a side without
/// its institution or person, for one that is unknown, and for a reply to anything but an earlier statement on the item.
pub async fn update_statement(call: &Call, id: StatementId, version: i32, patch: StatementPatch) -> Result<Statement> {
    call.write("update_statement", async |tx| {
        let (found, row) = open(tx, id).await?;
        check_version(row.version, version)?;
        let side = match patch.side {
            Some(side) => side,
            None => of_word(&row.side)?,
        };
        // Who spoke for another side does not fit any more; what is sent now has to.
        let institution = row.institution_id.filter(|_| side == StatementSide::Institution).map(Into::into);
        let person = row.person_id.filter(|_| side == StatementSide::Person).map(Into::into);
        let speaker = (patch.institution_id.apply(institution), patch.person_id.apply(person));
        if patch.side.is_some() || speaker != (institution, person) {
            check_speaker(tx, &found, side, speaker).await?;
        }
        if let Some(reply) = patch.reply_to_id.value() {
            let answered = statement::Entity::find_by_id(Uuid::from(*reply)).one(tx.conn()).await?;
            answered
                .filter(|answered| answered.agenda_item_id == row.agenda_item_id && answered.position < row.position)
                .ok_or_else(|| DomainError::field("/reply_to_id", "invalid"))?;
        }
        let reply_to_id = patch.reply_to_id.apply(row.reply_to_id.map(Into::into));
        let led_to = patch.led_to.apply(row.led_to.clone()).map(|text| text.trim().to_owned());
        let mut change = row.into_active_model();
        if let Some(text) = patch.text.value() {
            change.text = Set(text.trim().to_owned());
        }
        change.side = Set(word(&side)?);
        change.institution_id = Set(speaker.0.map(Into::into));
        change.person_id = Set(speaker.1.map(Into::into));
        change.reply_to_id = Set(reply_to_id.map(Into::into));
        change.led_to = Set(led_to);
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let detail = json!({ "text": row.text });
        record(tx, &found, ("statement.updated", "statement"), (row.id, row.version), detail).await?;
        one(tx.conn(), &tx.actor, &found, row).await
    })
    .await
}

/// Removes a statement of the given version while the meeting is in progress.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `meeting_state` when the meeting is over;
/// `still_referenced` when another statement answers it.
pub async fn delete_statement(call: &Call, id: StatementId, version: i32) -> Result<()> {
    call.write("delete_statement", async |tx| {
        let (found, row) = open(tx, id).await?;
        refuse_over(&found)?;
        check_version(row.version, version)?;
        let answers = statement::Entity::find().filter(Column::ReplyToId.eq(row.id));
        if answers.count(tx.conn()).await? > 0 {
            return Err(obrady_types::ErrorCode::StillReferenced.into());
        }
        statement::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        record_removal(tx, &found, ("statement.deleted", "statement"), (row.id, version + 1)).await
    })
    .await
}

async fn find<C: ConnectionTrait>(conn: &C, id: StatementId) -> Result<statement::Model> {
    statement::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)
}

async fn open(tx: &WriteTx, id: StatementId) -> Result<(Found, statement::Model)> {
    tx.actor.refuse_anonymous()?;
    let found = recorded(tx, find(tx.conn(), id).await?.meeting_id.into()).await?;
    Ok((found, find(tx.conn(), id).await?))
}

/// The side says whether an institution or a person speaks, and both must be known here.
async fn check_speaker(
    tx: &WriteTx,
    found: &Found,
    side: StatementSide,
    (institution, person): (Option<InstitutionId>, Option<PersonId>),
) -> Result<()> {
    let named = |pointer, wanted: bool, given: bool| match (wanted, given) {
        (true, false) => Err(DomainError::field(pointer, "required")),
        (false, true) => Err(DomainError::field(pointer, "invalid")),
        _ => Ok(()),
    };
    named("/institution_id", side == StatementSide::Institution, institution.is_some())?;
    named("/person_id", side == StatementSide::Person, person.is_some())?;
    if let Some(institution) = institution {
        let known = directory::find_institution(tx.conn(), institution).await?;
        known.ok_or_else(|| DomainError::field("/institution_id", "invalid"))?;
    }
    if let Some(person) = person {
        let known = directory::find_person(tx.conn(), person).await?;
        known
            .filter(|person| person.region_id == found.meeting.region_id)
            .ok_or_else(|| DomainError::field("/person_id", "invalid"))?;
    }
    Ok(())
}

/// The statements of a meeting in the order in which they were recorded.
pub(super) async fn of_meeting<C: ConnectionTrait>(conn: &C, found: &Found) -> Result<Vec<statement::Model>> {
    let rows = statement::Entity::find().filter(Column::MeetingId.eq(found.meeting.id)).order_by_asc(Column::Position);
    Ok(rows.all(conn).await?)
}

async fn one<C: ConnectionTrait>(conn: &C, actor: &Actor, found: &Found, row: statement::Model) -> Result<Statement> {
    views(conn, actor, found, vec![row]).await?.pop().ok_or(DomainError::NotFound)
}

/// Statements with the names of those who speak, as far as the caller may know them.
pub(super) async fn views<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    found: &Found,
    rows: Vec<statement::Model>,
) -> Result<Vec<Statement>> {
    let people = directory::person_names(conn, rows.iter().filter_map(|row| row.person_id)).await?;
    let institutions = directory::institution_names(conn, rows.iter().filter_map(|row| row.institution_id)).await?;
    let view = |row: statement::Model| {
        let person = row.person_id.and_then(|id| people.get(&id)).filter(|one| knows(actor, one, &found.scope()));
        let institution = row.institution_id.and_then(|id| institutions.get(&id));
        Ok(Statement {
            id: row.id.into(),
            agenda_item_id: row.agenda_item_id.into(),
            side: of_word(&row.side)?,
            institution_id: row.institution_id.map(Into::into),
            person_id: person.map(|person| person.id.into()),
            speaker_name: person.map(full_name).or_else(|| institution.map(|row| row.name.clone())),
            text: row.text,
            reply_to_id: row.reply_to_id.map(Into::into),
            led_to: row.led_to,
            version: row.version,
        })
    };
    rows.into_iter().map(view).collect()
}
