//! Finding entries that may stand twice.

use super::query::{affiliations, institutions, people};
use super::view;
use crate::ctx::Call;
use crate::error::Result;
use crate::policy::{Action, Scope};
use crate::polish::fold;
use obrady_entity::{affiliation, institution, person};
use obrady_types::RegionId;
use obrady_types::directory::{DuplicateInstitutions, DuplicatePeople, DuplicateReason, Duplicates};
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Most groups of each kind, and most entries of a group.
const MOST: usize = 100;

/// Finds people of one name in one county or with one mail address, and institutions of one name in one county. Case,
/// diacritics and blanks do not count.
///
/// # Errors
/// `unauthenticated`, `forbidden`.
pub async fn find_duplicates(call: &Call, region: Option<RegionId>) -> Result<Duplicates> {
    let reader = call.read().await?;
    let region = reader.actor.region_or(region)?;
    reader.require(Action::EditPerson, &Scope::region(region))?;
    let conn = reader.conn();
    let today = reader.ctx.date_of(reader.now);
    let all = institutions().filter(institution::Column::RegionId.eq(Uuid::from(region)));
    let all: BTreeMap<Uuid, institution::Model> = all.all(conn).await?.into_iter().map(|row| (row.id, row)).collect();
    let everybody = people()
        .filter(person::Column::RegionId.eq(Uuid::from(region)))
        .filter(person::Column::ErasedAt.is_null())
        .all(conn)
        .await?;
    let mut counties: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
    let posts = affiliations().filter(affiliation::Column::InstitutionId.is_in(all.keys().copied()));
    for post in posts.all(conn).await? {
        let county = all.get(&post.institution_id).and_then(|row| row.teryt_county.clone());
        counties.entry(post.person_id).or_default().extend(county);
    }
    let mut groups: BTreeMap<(DuplicateReason, String), Vec<&person::Model>> = BTreeMap::new();
    for row in &everybody {
        let name = plain(&format!("{} {}", row.first_name, row.last_name));
        match counties.get(&row.id).filter(|counties| !counties.is_empty()) {
            Some(counties) => {
                for county in counties {
                    let key = (DuplicateReason::SameName, format!("{name} {county}"));
                    groups.entry(key).or_default().push(row);
                }
            }
            None => groups.entry((DuplicateReason::SameName, name)).or_default().push(row),
        }
        if let Some(email) = &row.email {
            groups.entry((DuplicateReason::SameEmail, email.to_lowercase())).or_default().push(row);
        }
    }
    groups.retain(|_, people| people.len() > 1);
    let mut places: BTreeMap<String, Vec<institution::Model>> = BTreeMap::new();
    for row in all.into_values().filter(|row| row.successor_id.is_none()) {
        let key = format!("{} {}", plain(&row.name), row.teryt_county.as_deref().unwrap_or_default());
        places.entry(key).or_default().push(row);
    }
    places.retain(|_, rows| rows.len() > 1);
    let more = groups.len() > MOST || places.len() > MOST;
    let people = groups.into_iter().take(MOST).map(|((reason, _), rows)| DuplicatePeople {
        reason,
        people: rows.into_iter().take(MOST).map(|row| view::person(row.clone(), true)).collect(),
    });
    let mut twins = Vec::new();
    for rows in places.into_values().take(MOST) {
        let institutions = view::institutions(conn, rows.into_iter().take(MOST).collect(), today).await?;
        twins.push(DuplicateInstitutions { reason: DuplicateReason::SameName, institutions });
    }
    Ok(Duplicates { people: people.collect(), institutions: twins, more })
}

/// A name without what people write now so, now so.
pub(super) fn plain(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}
