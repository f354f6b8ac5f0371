//! What everybody may know of a body besides the body itself: its place in the tree, its host, and how it is made up.

use super::query::{bodies, get_body_row, memberships_of};
use super::view;
use crate::ctx::{Call, Reader};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::identity;
use crate::words::of_word;
use obrady_entity::{body, institution, membership, person};
use obrady_types::body_profiles::{BodyChild, BodyProfile, CapacityShare, InstitutionShare, PublicMember};
use obrady_types::groups::MembershipCapacity;
use obrady_types::{BodyId, InstitutionId};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Most bodies below another one that are named.
const MOST_CHILDREN: u64 = 200;

/// Reads the surroundings of a body. People are named only in a public function.
///
/// # Errors
/// `not_found`.
pub async fn get_body_profile(call: &Call, id: BodyId) -> Result<BodyProfile> {
    let reader = call.read().await?;
    let row = get_body_row(reader.conn(), id).await?;
    let today = reader.ctx.date_of(reader.now);
    let parent = match row.parent_id {
        Some(parent) => Some(view::body_ref(&get_body_row(reader.conn(), parent.into()).await?)?),
        None => None,
    };
    let children = bodies().filter(body::Column::ParentId.eq(row.id)).order_by_asc(body::Column::SortKey);
    let children = children.order_by_asc(body::Column::Id).limit(MOST_CHILDREN).all(reader.conn()).await?;
    let children = children
        .iter()
        .map(|child| Ok(BodyChild { body: view::body_ref(child)?, state: of_word(&child.state)? }))
        .collect::<Result<_>>()?;
    let coordinators = identity::coordinators_of(reader.conn(), row.id, reader.now).await?;
    let coordinating = people(&reader, coordinators.iter().filter_map(|account| account.person_id)).await?;
    let coordinator_names = coordinating.values().filter(|person| person.is_public_function).map(name_of).collect();
    let members = {
        use membership::Column;
        memberships_of(id)
            .filter(Column::FromDate.lte(today))
            .filter(Condition::any().add(Column::ToDate.is_null()).add(Column::ToDate.gt(today)))
            .all(reader.conn())
            .await?
    };
    let named = members.iter().filter_map(|member| member.institution_id).chain(row.host_institution_id);
    let institutions = directory::institution_names(reader.conn(), named.collect::<BTreeSet<_>>()).await?;
    let known = people(&reader, members.iter().map(|member| member.person_id)).await?;
    Ok(BodyProfile {
        body_id: id,
        parent,
        children,
        host: row.host_institution_id.and_then(|host| institutions.get(&host)).map(|host| share(host, 0)),
        coordinators: count(coordinators.len()),
        coordinator_names,
        capacities: capacities(&members)?,
        institutions: shares(&members, &institutions),
        public_members: public_members(&members, &known, &institutions)?,
    })
}

async fn people(reader: &Reader, ids: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, person::Model>> {
    directory::person_names(reader.conn(), ids.collect::<BTreeSet<_>>()).await
}

fn name_of(person: &person::Model) -> String {
    format!("{} {}", person.first_name, person.last_name)
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn share(row: &institution::Model, people: i32) -> InstitutionShare {
    InstitutionShare { id: InstitutionId(row.id), name: row.name.clone(), people }
}

fn capacities(members: &[membership::Model]) -> Result<Vec<CapacityShare>> {
    let all = [
        MembershipCapacity::Member,
        MembershipCapacity::Expert,
        MembershipCapacity::Observer,
        MembershipCapacity::Secretary,
    ];
    let held = members.iter().map(|member| of_word(&member.capacity)).collect::<Result<Vec<MembershipCapacity>>>()?;
    let shares = all
        .into_iter()
        .map(|capacity| CapacityShare { capacity, people: count(held.iter().filter(|one| **one == capacity).count()) });
    Ok(shares.filter(|share| share.people > 0).collect())
}

/// Institutions in Polish order, with how many people each.
fn shares(members: &[membership::Model], known: &BTreeMap<Uuid, institution::Model>) -> Vec<InstitutionShare> {
    let mut counts: BTreeMap<Uuid, i32> = BTreeMap::new();
    for id in members.iter().filter_map(|member| member.institution_id) {
        *counts.entry(id).or_insert(0) += 1;
    }
    let mut rows: Vec<_> = counts.iter().filter_map(|(id, people)| Some((known.get(id)?, *people))).collect();
    rows.sort_by(|(a, _), (b, _)| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id)));
    rows.into_iter().map(|(row, people)| share(row, people)).collect()
}

fn public_members(
    members: &[membership::Model],
    people: &BTreeMap<Uuid, person::Model>,
    institutions: &BTreeMap<Uuid, institution::Model>,
) -> Result<Vec<PublicMember>> {
    let mut found = Vec::new();
    for member in members {
        let person = people.get(&member.person_id).ok_or_else(|| DomainError::internal("a member without a person"))?;
        if person.is_public_function {
            let institution = member.institution_id.and_then(|id| institutions.get(&id));
            let view = PublicMember {
                name: name_of(person),
                capacity: of_word(&member.capacity)?,
                institution_name: institution.map(|row| row.name.clone()),
            };
            found.push((person.sort_key.clone(), view));
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(found.into_iter().map(|(_, view)| view).collect())
}
