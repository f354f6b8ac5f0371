//! What stands around an institution.

use super::query::{find_institution, find_person, heads_on, institutions};
use super::{people, view};
use crate::convents;
use crate::ctx::Call;
use crate::error::{DomainError, Result};
use obrady_entity::{body, institution};
use obrady_types::directory::{HeadOf, InstitutionProfile, TakesPart};
use obrady_types::{InstitutionId, PersonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
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
    Ok(InstitutionProfile {
        head,
        bodies: bodies.into_values().collect(),
        predecessors: view::institutions(conn, before, today).await?,
        successor: view::institutions(conn, after.into_iter().collect(), today).await?.pop(),
    })
}
