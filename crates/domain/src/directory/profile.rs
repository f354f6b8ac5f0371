//! What stands around an institution.

use super::query::{find_institution, find_person, heads_on, institutions};
use super::{people, view};
use crate::convents;
use crate::ctx::Call;
use crate::error::{DomainError, Result};
use chrono::NaiveDate;
use obrady_entity::{body, institution};
use obrady_types::directory::{HeadOf, InstitutionProfile, TakesPart};
use obrady_types::{InstitutionId, PersonId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Says who heads an institution today, in which bodies it takes part, and what it was and became. The head is named
/// only where the name is public to the caller.
///
/// # Errors
/// `not_found`.
pub async fn get_institution_profile(call: &Call, id: InstitutionId) -> Result<InstitutionProfile> {
    let reader = call.read().await?;
    let conn = reader.conn();
    let row = find_institution(conn, id).await?.ok_or(DomainError::NotFound)?;
    let today = reader.ctx.date_of(reader.now);
    let mut head = None;
    if let Some(post) = heads_on(conn, [row.id], today).await?.remove(&row.id) {
        let who = find_person(conn, PersonId(post.person_id)).await?;
        let known = who.filter(|who| who.is_public_function || people::reads(&reader.actor, who.region_id));
        head = known.map(|who| HeadOf {
            person_id: who.id.into(),
            name: format!("{} {}", who.first_name, who.last_name),
            from: post.from_date,
            to: post.to_date,
        });
    }
    let mut bodies: BTreeMap<Uuid, TakesPart> = BTreeMap::new();
    for seated in convents::seated(conn, row.id).await? {
        if seated.entitled(today) {
            let part = TakesPart {
                body_id: seated.body.id.into(),
                body_name: seated.body.name,
                has_seat: true,
                is_host: false,
            };
            bodies.insert(seated.body.id, part);
        }
    }
    let hosted = body::Entity::find().filter(body::Column::HostInstitutionId.eq(row.id)).all(conn).await?;
    for body in hosted {
        let part = TakesPart { body_id: body.id.into(), body_name: body.name, has_seat: false, is_host: true };
        bodies.entry(body.id).or_insert(part).is_host = true;
    }
    let before = institutions()
        .filter(institution::Column::SuccessorId.eq(row.id))
        .order_by_asc(institution::Column::SortKey)
        .all(conn)
        .await?;
    let after = match row.successor_id {
        Some(id) => find_institution(conn, id.into()).await?,
        None => None,
    };
    let history = history(conn, &row).await?;
    Ok(InstitutionProfile {
        head,
        bodies: bodies.into_values().collect(),
        predecessors: view::institutions(conn, before, today).await?,
        successor: view::institutions(conn, after.into_iter().collect(), today).await?.pop(),
        history: view::institutions(conn, history, today).await?,
    })
}

/// Most institutions of a history.
const HISTORY: usize = 100;

/// What an institution was and became, through any number of steps, the earliest first. Storage knows no circles of two,
/// and whoever makes a longer one is refused; were there one, it would end here, too.
async fn history(conn: &impl ConnectionTrait, row: &institution::Model) -> Result<Vec<institution::Model>> {
    use institution::Column;
    let mut seen = BTreeSet::from([row.id]);
    let mut earlier: Vec<institution::Model> = Vec::new();
    let mut of = vec![row.id];
    while !of.is_empty() && earlier.len() < HISTORY {
        let before =
            institutions().filter(Column::SuccessorId.is_in(of)).order_by_asc(Column::SortKey).all(conn).await?;
        let before: Vec<institution::Model> = before.into_iter().filter(|one| seen.insert(one.id)).collect();
        of = before.iter().map(|one| one.id).collect();
        earlier.extend(before);
    }
    earlier.sort_by_key(|one| one.closed_on.unwrap_or(NaiveDate::MAX));
    let mut all = earlier;
    all.push(row.clone());
    let mut next = row.successor_id;
    while let Some(id) = next.filter(|id| all.len() < HISTORY && seen.insert(*id)) {
        let Some(after) = find_institution(conn, id.into()).await? else { break };
        next = after.successor_id;
        all.push(after);
    }
    if all.len() == 1 {
        all.clear();
    }
    all.truncate(HISTORY);
    Ok(all)
}
