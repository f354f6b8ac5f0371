//! Who of an institution may be registered for an edition; for who speaks for it and who manages trainings.

use super::query::{CANCELLED, get_edition_row, in_force};
use super::view::full_name;
use crate::ctx::Call;
use crate::error::Result;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use obrady_entity::{affiliation, person, registration};
use obrady_types::trainings::TrainingCandidate;
use obrady_types::{InstitutionId, Page, PageQuery, TrainingEditionId};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Lists the people who work at an institution today, in Polish order, and whether each is registered.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a foreign institution; `not_found` for an unknown edition; `invalid_query` and
/// `invalid_cursor` for wrong paging.
pub async fn list_training_candidates(
    call: &Call,
    edition_id: TrainingEditionId,
    institution_id: InstitutionId,
    page: &PageQuery,
) -> Result<Page<TrainingCandidate>> {
    let reader = call.read().await?;
    reader.actor.refuse_anonymous()?;
    let edition = get_edition_row(reader.conn(), &reader.actor, edition_id).await?;
    reader.require(Action::RegisterStaff, &Scope::institution(edition.region_id, institution_id))?;
    let held =
        in_force(reader.ctx.date_of(reader.now)).add(affiliation::Column::InstitutionId.eq(Uuid::from(institution_id)));
    let staff = Query::select()
        .column(affiliation::Column::PersonId)
        .from(affiliation::Entity)
        .cond_where(held.clone())
        .to_owned();
    let select = person::Entity::find()
        .filter(person::Column::RegionId.eq(edition.region_id))
        .filter(person::Column::Id.in_subquery(staff));
    let sorting = Sorting::<person::Entity> {
        columns: &[person::Column::SortKey, person::Column::Id],
        descending: false,
        key: |row| vec![Key::Text(row.sort_key.clone()), Key::Id(row.id)],
    };
    let filter = ("candidates", edition_id, institution_id);
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?;
    let ids: Vec<Uuid> = rows.items.iter().map(|row| row.id).collect();
    let posts = affiliation::Entity::find()
        .filter(held)
        .filter(affiliation::Column::PersonId.is_in(ids.iter().copied()))
        .all(reader.conn())
        .await?;
    let mut titles: BTreeMap<Uuid, String> =
        posts.into_iter().map(|post| (post.person_id, post.position_title)).collect();
    let registered = registration::Entity::find()
        .filter(registration::Column::EditionId.eq(edition.id))
        .filter(registration::Column::State.ne(CANCELLED))
        .filter(registration::Column::PersonId.is_in(ids))
        .all(reader.conn())
        .await?;
    let registered: BTreeMap<Uuid, Uuid> = registered.into_iter().map(|row| (row.person_id, row.id)).collect();
    paging::map(rows, |row| {
        Ok(TrainingCandidate {
            person_id: row.id.into(),
            name: full_name(&row),
            position_title: titles.remove(&row.id).unwrap_or_default(),
            registration_id: registered.get(&row.id).copied().map(Into::into),
        })
    })
}
