//! Handing a coordinator's bodies over to somebody else for good, and whom one can name.

use super::covers::{colleague, end_covers_of, open_covers, refuse_foreign, whose};
use super::query::{accounts, coordinating, own_account, regions_of, role_grants};
use super::role_grants::{GrantScope, end_role_grant, insert_role_grant};
use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::groups;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use crate::words::word;
use obrady_entity::{account, body, meeting, role_grant, topic, work_plan_entry};
use obrady_types::covers::{BodyRef, Colleague, HandOver, HandedOver, HandoverBody, HandoverPreview};
use obrady_types::groups::TopicState;
use obrady_types::identity::Role;
use obrady_types::meetings::MeetingState;
use obrady_types::{AccountId, BodyId, ErrorCode, Page, PageQuery, RegionId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Lists the open accounts of the caller's region, by sign-in name: whom a coordinator can name for a cover or a
/// handover.
///
/// # Errors
/// `unauthenticated`; `forbidden` for those who neither coordinate nor administer; `invalid_query` and
/// `invalid_cursor` for wrong paging.
pub async fn list_colleagues(call: &Call, q: Option<String>, page: &PageQuery) -> Result<Page<Colleague>> {
    let reader = call.read().await?;
    own_account(reader.actor.principal)?;
    let region = reader.actor.region_id.ok_or(ErrorCode::Forbidden)?;
    reader.require(Action::ReadDirectory, &Scope::region(region))?;
    let mut select = accounts()
        .filter(account::Column::RegionId.eq(Uuid::from(region)))
        .filter(account::Column::DisabledAt.is_null());
    if let Some(text) = &q {
        select = select.filter(paging::search_contains(account::Column::Search, text));
    }
    let sorting = Sorting::<account::Entity> {
        columns: &[account::Column::SignInName],
        descending: false,
        key: |row| vec![Key::Text(row.sign_in_name.clone())],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("colleagues", q)).await?;
    let mut bodies: BTreeMap<Uuid, i32> = BTreeMap::new();
    let ids = rows.items.iter().map(|row| row.id);
    let coordinator = word(&Role::Coordinator)?;
    let held = role_grants()
        .filter(role_grant::Column::AccountId.is_in(ids))
        .filter(role_grant::Column::Role.eq(coordinator))
        .filter(
            Condition::any().add(role_grant::Column::EndsAt.is_null()).add(role_grant::Column::EndsAt.gt(reader.now)),
        );
    for grant in held.all(reader.conn()).await? {
        *bodies.entry(grant.account_id).or_insert(0) += 1;
    }
    paging::map(rows, |row| {
        let coordinates = bodies.get(&row.id).copied().unwrap_or_default();
        Ok(Colleague { account_id: row.id.into(), display_name: row.display_name, coordinates })
    })
}

/// What handing over somebody's bodies would move: the caller's own, or another's for administrators.
///
/// # Errors
/// `unauthenticated`; `forbidden`, also for an account that is unknown or of another region.
pub async fn preview_handover(call: &Call, named: Option<AccountId>) -> Result<HandoverPreview> {
    let reader = call.read().await?;
    let own = own_account(reader.actor.principal)?;
    let id = named.unwrap_or(own);
    let administered = if id == own { None } else { regions_of(&reader.actor, Action::ManageAccounts)? };
    let row = account::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    // An account of another region answers as one that there is not.
    let row = row.filter(|row| administered.as_ref().is_none_or(|regions| regions.contains(&row.region_id)));
    let row = row.ok_or(ErrorCode::Forbidden)?;
    let grants = coordinating(reader.conn(), id, reader.now).await?;
    let ids: BTreeSet<Uuid> = grants.iter().filter_map(|grant| grant.body_id).collect();
    let today = reader.ctx.date_of(reader.now);
    let counts = Counts::of(reader.conn(), &ids, row.id, today).await?;
    let bodies = in_order(reader.conn(), &ids).await?;
    let bodies = bodies.iter().map(|body| counts.view(body)).collect::<Result<_>>()?;
    Ok(HandoverPreview { from_account_id: id, from_name: row.display_name, region_id: row.region_id.into(), bodies })
}

async fn in_order<C: ConnectionTrait>(conn: &C, ids: &BTreeSet<Uuid>) -> Result<Vec<body::Model>> {
    let rows = body::Entity::find().filter(body::Column::Id.is_in(ids.iter().copied()));
    Ok(rows.order_by_asc(body::Column::SortKey).order_by_asc(body::Column::Id).all(conn).await?)
}

/// What comes with bodies, by body.
struct Counts {
    meetings: BTreeMap<Uuid, i32>,
    topics: BTreeMap<Uuid, i32>,
    entries: BTreeMap<Uuid, i32>,
    covers: BTreeMap<Uuid, i32>,
}

impl Counts {
    async fn of<C: ConnectionTrait>(
        conn: &C,
        bodies: &BTreeSet<Uuid>,
        from: Uuid,
        today: chrono::NaiveDate,
    ) -> Result<Self> {
        let open =
            [MeetingState::Draft, MeetingState::Scheduled, MeetingState::AgendaPublished, MeetingState::InProgress];
        let open = open.iter().map(word).collect::<Result<Vec<_>>>()?;
        let meetings: Vec<Uuid> = meeting::Entity::find()
            .select_only()
            .column(meeting::Column::BodyId)
            .filter(meeting::Column::BodyId.is_in(bodies.iter().copied()))
            .filter(meeting::Column::State.is_in(open))
            .into_tuple()
            .all(conn)
            .await?;
        let waiting = [TopicState::Backlog, TopicState::Scheduled].iter().map(word).collect::<Result<Vec<_>>>()?;
        let topics: Vec<(Uuid, Uuid)> = topic::Entity::find()
            .select_only()
            .columns([topic::Column::Id, topic::Column::BodyId])
            .filter(topic::Column::BodyId.is_in(bodies.iter().copied()))
            .filter(topic::Column::State.is_in(waiting))
            .into_tuple()
            .all(conn)
            .await?;
        let body_of: BTreeMap<Uuid, Uuid> = topics.iter().copied().collect();
        let planned: Vec<Uuid> = work_plan_entry::Entity::find()
            .select_only()
            .column(work_plan_entry::Column::TopicId)
            .filter(work_plan_entry::Column::TopicId.is_in(body_of.keys().copied()))
            .into_tuple()
            .all(conn)
            .await?;
        let covers = open_covers(conn, from, bodies.iter().copied(), today).await?;
        Ok(Self {
            meetings: tally(meetings),
            entries: tally(planned.iter().filter_map(|topic| body_of.get(topic)).copied()),
            topics: tally(topics.into_iter().map(|(_, body)| body)),
            covers: tally(covers.iter().map(|row| row.body_id)),
        })
    }

    fn view(&self, body: &body::Model) -> Result<HandoverBody> {
        let count = |counts: &BTreeMap<Uuid, i32>| counts.get(&body.id).copied().unwrap_or_default();
        Ok(HandoverBody {
            body: groups::body_ref(body)?,
            open_meetings: count(&self.meetings),
            open_topics: count(&self.topics),
            plan_entries: count(&self.entries),
            covers: count(&self.covers),
        })
    }
}

fn tally(bodies: impl IntoIterator<Item = Uuid>) -> BTreeMap<Uuid, i32> {
    let mut counts = BTreeMap::new();
    for body in bodies {
        *counts.entry(body).or_insert(0) += 1;
    }
    counts
}

/// Hands bodies over in one transaction: the old coordinator's grants end, the new one's begin, and covers that stood
/// on the old grants end.
///
/// # Errors
/// `unauthenticated`; `forbidden`; `validation_failed` for an unknown account or person, or for nobody or two named;
/// `account_required` for a person without an open account; `not_coordinator` for a body that is not theirs (any more).
pub async fn hand_over(call: &Call, input: HandOver) -> Result<HandedOver> {
    call.write("hand_over", async |tx| {
        let from = whose(tx, input.from_account_id, "/from_account_id").await?;
        let region_id = RegionId(from.region_id);
        let to = receiver(tx, region_id, &input).await?;
        if to.id == from.id {
            let pointer = if input.to_person_id.is_some() { "/to_person_id" } else { "/to_account_id" };
            return Err(DomainError::field(pointer, "invalid"));
        }
        let ids: BTreeSet<Uuid> = input.body_ids.iter().copied().map(Into::into).collect();
        // Whoever edits one of these bodies now finishes first; ids are in order, so that nobody waits in a circle.
        for id in &ids {
            match lock_row::<body::Entity>(tx.conn(), *id).await {
                Ok(_) | Err(DomainError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        let theirs = coordinating(tx.conn(), from.id.into(), tx.now).await?;
        refuse_foreign(&input.body_ids, |body| theirs.iter().any(|grant| grant.body_id == Some(body.into())))?;
        let held = coordinating(tx.conn(), to.id.into(), tx.now).await?;
        for grant in theirs {
            let Some(body_id) = grant.body_id.filter(|body| ids.contains(body)) else { continue };
            let (region, ends_at) = (grant.region_id.map(RegionId), grant.ends_at);
            end_role_grant(tx, grant).await?;
            if !held.iter().any(|other| other.body_id == Some(body_id) && other.ends_at.is_none()) {
                let scope = GrantScope { region_id: region, body_id: Some(BodyId(body_id)), ..GrantScope::default() };
                insert_role_grant(tx, to.id.into(), Role::Coordinator, scope, ends_at).await?;
            }
        }
        end_covers_of(tx, from.id, &ids).await?;
        let bodies = in_order(tx.conn(), &ids).await?;
        for body in &bodies {
            let event = Change::of("body.handed_over", "body", body.id, body.version);
            let detail = json!({ "coordinator": { "before": from.display_name, "after": to.display_name } });
            tx.record(event.in_region(RegionId(body.region_id)).in_body(body.id.into()).with(detail)).await?;
        }
        Ok(HandedOver {
            from_account_id: from.id.into(),
            to_account_id: to.id.into(),
            to_name: to.display_name,
            bodies: bodies.iter().map(groups::body_ref).collect::<Result<Vec<BodyRef>>>()?,
        })
    })
    .await
}

/// Who gets the bodies.
async fn receiver(tx: &WriteTx, region: RegionId, input: &HandOver) -> Result<account::Model> {
    match (input.to_account_id, input.to_person_id) {
        (Some(id), None) => {
            let row = colleague(tx, region, id).await?;
            row.ok_or_else(|| DomainError::field("/to_account_id", "invalid"))
        }
        (None, Some(id)) => {
            let person = directory::find_person(tx.conn(), id).await?;
            let person = person.filter(|person| RegionId(person.region_id) == region);
            let person = person.ok_or_else(|| DomainError::field("/to_person_id", "invalid"))?;
            let row = accounts().filter(account::Column::PersonId.eq(person.id)).one(tx.conn()).await?;
            row.filter(|row| row.disabled_at.is_none() && RegionId(row.region_id) == region).ok_or_else(|| {
                DomainError::refused_field(ErrorCode::AccountRequired, "/to_person_id", "account_required")
            })
        }
        (None, None) => Err(DomainError::field("/to_account_id", "required")),
        (Some(_), Some(_)) => Err(DomainError::field("/to_person_id", "invalid")),
    }
}
