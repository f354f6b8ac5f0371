//! The attendance list: who is expected on each day, who was there, and the quorum (I-15).

use super::attendance::takes_attendance;
use super::query::{Found, days_of, get_visible};
use super::recording::full_name;
use crate::convents;
use crate::ctx::{Call, Reader};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::groups;
use crate::policy::Action;
use crate::words::{of_word, word};
use chrono::NaiveDate;
use obrady_entity::{attendance, body, institution, meeting_day, person};
use obrady_rules::quorum;
use obrady_types::groups::{BodyKind, MembershipCapacity};
use obrady_types::meetings::{Attendance, AttendanceDay, AttendanceRow, AttendanceSheet, AttendanceStatus, Quorum};
use obrady_types::{BodyId, MeetingId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A seat or membership that somebody is expected by on a day.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    /// Who; nobody for a seat that is not held.
    pub(super) person_id: Option<Uuid>,
    /// Institution that they represent.
    pub(super) institution_id: Option<Uuid>,
    /// The seat.
    pub(super) seat_id: Option<Uuid>,
    /// Whether it counts for the quorum.
    entitled: bool,
}

/// Who is expected on a day: the seats of a convent with their holders, the members of other bodies.
pub(super) async fn expected_on<C: ConnectionTrait>(
    conn: &C,
    body: &body::Model,
    on: NaiveDate,
) -> Result<Vec<Expected>> {
    let id = BodyId(body.id);
    if of_word::<BodyKind>(&body.kind)? == BodyKind::Convent {
        let seats = convents::seats_with_holders(conn, id, on).await?.into_iter().map(|seat| Expected {
            person_id: seat.holder_id,
            institution_id: Some(seat.institution_id),
            seat_id: Some(seat.id),
            entitled: true,
        });
        return Ok(seats.collect());
    }
    let member = word(&MembershipCapacity::Member)?;
    let members = groups::members_on(conn, id, on).await?.into_iter().map(|row| Expected {
        person_id: Some(row.person_id),
        institution_id: row.institution_id,
        seat_id: None,
        entitled: row.capacity == member,
    });
    Ok(members.collect())
}

/// Names for the rows of an attendance list.
struct Names {
    people: BTreeMap<Uuid, person::Model>,
    institutions: BTreeMap<Uuid, institution::Model>,
}

impl Names {
    async fn load<C: ConnectionTrait>(conn: &C, rows: &[attendance::Model], expected: &[Expected]) -> Result<Self> {
        let people = rows.iter().flat_map(|row| [Some(row.person_id), row.substitutes_for_id]);
        let people: BTreeSet<Uuid> = people.chain(expected.iter().map(|one| one.person_id)).flatten().collect();
        let institutions =
            rows.iter().map(|row| row.institution_id).chain(expected.iter().map(|one| one.institution_id));
        let institutions: BTreeSet<Uuid> = institutions.flatten().collect();
        Ok(Self {
            people: directory::person_names(conn, people).await?,
            institutions: directory::institution_names(conn, institutions).await?,
        })
    }

    fn person(&self, id: Uuid) -> Option<String> {
        self.people.get(&id).map(full_name)
    }

    fn institution(&self, id: Option<Uuid>) -> Option<String> {
        id.and_then(|id| self.institutions.get(&id)).map(|row| row.name.clone())
    }

    fn attendance(&self, row: attendance::Model) -> Result<Attendance> {
        Ok(Attendance {
            id: row.id.into(),
            meeting_id: row.meeting_id.into(),
            day_id: row.day_id.into(),
            person_id: row.person_id.into(),
            person_name: self.person(row.person_id).ok_or_else(|| DomainError::internal("nobody was there"))?,
            institution_name: self.institution(row.institution_id),
            institution_id: row.institution_id.map(Into::into),
            seat_id: row.seat_id.map(Into::into),
            status: of_word(&row.status)?,
            arrived_at: row.arrived_at,
            left_at: row.left_at,
            substitutes_for_name: row.substitutes_for_id.and_then(|id| self.person(id)),
            substitutes_for_id: row.substitutes_for_id.map(Into::into),
            mode: of_word(&row.mode)?,
            signed_at: row.signed_at,
            recorded_at: row.recorded_at,
            version: row.version,
        })
    }
}

/// One record.
pub(super) async fn view_of<C: ConnectionTrait>(conn: &C, row: attendance::Model) -> Result<Attendance> {
    Names::load(conn, std::slice::from_ref(&row), &[]).await?.attendance(row)
}

/// Reads the attendance list of a meeting: each day with those who are expected, those who were there, and the quorum.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`.
pub async fn get_attendance_sheet(call: &Call, id: MeetingId) -> Result<AttendanceSheet> {
    let reader = call.read().await?;
    reader.actor.refuse_anonymous()?;
    let found = get_visible(reader.conn(), &reader.actor, id).await?;
    reader.require(Action::ReadMemberships, &found.scope())?;
    let recorded = attendance::Entity::find().filter(attendance::Column::MeetingId.eq(found.meeting.id));
    let mut by_day: BTreeMap<Uuid, Vec<attendance::Model>> = BTreeMap::new();
    for row in recorded.all(reader.conn()).await? {
        by_day.entry(row.day_id).or_default().push(row);
    }
    let mut days = Vec::new();
    for day in days_of(reader.conn(), [found.meeting.id]).await? {
        let rows = by_day.remove(&day.id).unwrap_or_default();
        days.push(day_of(&reader, &found, day, rows).await?);
    }
    Ok(AttendanceSheet { meeting_id: id, days })
}

async fn day_of(
    reader: &Reader,
    found: &Found,
    day: meeting_day::Model,
    rows: Vec<attendance::Model>,
) -> Result<AttendanceDay> {
    let mut expected = expected_on(reader.conn(), &found.body, day.date).await?;
    let names = Names::load(reader.conn(), &rows, &expected).await?;
    let by_name = |person: Option<Uuid>| person.and_then(|id| names.people.get(&id)).map(|row| row.sort_key.clone());
    if found.body.kind != word(&BodyKind::Convent)? {
        expected.sort_by_key(|one| by_name(one.person_id));
    }
    let quorum = quorum_of(reader, found, day.date, &expected, &rows).await?;
    let present = rows.iter().filter(|row| was_there(row)).count();
    let mut recorded: BTreeMap<Uuid, attendance::Model> = rows.into_iter().map(|row| (row.person_id, row)).collect();
    let mut people = Vec::new();
    for one in expected {
        let row = one.person_id.and_then(|id| recorded.remove(&id)).map(|row| names.attendance(row)).transpose()?;
        people.push(AttendanceRow {
            person_id: one.person_id.map(Into::into),
            person_name: one.person_id.and_then(|id| names.person(id)),
            institution_id: one.institution_id.map(Into::into),
            institution_name: names.institution(one.institution_id),
            seat_id: one.seat_id.map(Into::into),
            expected: true,
            attendance: row,
        });
    }
    let mut others: Vec<attendance::Model> = recorded.into_values().collect();
    others.sort_by_key(|row| by_name(Some(row.person_id)));
    for row in others {
        let row = names.attendance(row)?;
        people.push(AttendanceRow {
            person_id: Some(row.person_id),
            person_name: Some(row.person_name.clone()),
            institution_id: row.institution_id,
            institution_name: row.institution_name.clone(),
            seat_id: row.seat_id,
            expected: false,
            attendance: Some(row),
        });
    }
    Ok(AttendanceDay {
        day_id: day.id.into(),
        open: takes_attendance(found.state()?) && day.date <= reader.ctx.date_of(reader.now),
        date: day.date,
        present: i32::try_from(present).unwrap_or(i32::MAX),
        quorum,
        people,
    })
}

fn was_there(row: &attendance::Model) -> bool {
    of_word::<AttendanceStatus>(&row.status).is_ok_and(AttendanceStatus::counts)
}

/// The quorum of a day, by the rules in force when it begins; groups decide by consensus and need none.
async fn quorum_of(
    reader: &Reader,
    found: &Found,
    on: NaiveDate,
    expected: &[Expected],
    rows: &[attendance::Model],
) -> Result<Option<Quorum>> {
    let kind = of_word::<BodyKind>(&found.body.kind)?;
    if kind == BodyKind::Group {
        return Ok(None);
    }
    let rules = convents::rules_at(reader.conn(), found.body.id.into(), reader.ctx.start_of(on)).await?;
    let Some(rules) = rules else { return Ok(None) };
    let counted =
        |row: &&attendance::Model| was_there(row) && (row.substitutes_for_id.is_none() || rules.substitutes_vote);
    let members: BTreeSet<Uuid> = expected.iter().filter(|one| one.entitled).filter_map(|one| one.person_id).collect();
    let present = match kind {
        BodyKind::Convent => rows.iter().filter(counted).filter_map(|row| row.seat_id).collect::<BTreeSet<_>>().len(),
        _ => rows
            .iter()
            .filter(counted)
            .filter(|row| members.contains(&row.substitutes_for_id.unwrap_or(row.person_id)))
            .count(),
    };
    let entitled = expected.iter().filter(|one| one.entitled).count();
    let (entitled, present) = (i32::try_from(entitled).unwrap_or(i32::MAX), i32::try_from(present).unwrap_or(i32::MAX));
    let (numerator, denominator) = (rules.quorum_numerator, rules.quorum_denominator);
    Ok(Some(Quorum {
        entitled,
        present,
        needed: quorum::needed(entitled, numerator, denominator),
        reached: quorum::is_reached(present, entitled, numerator, denominator),
        rules_version_id: Some(rules.id.into()),
    }))
}
