//! Table `adviser`.

use sea_orm::entity::prelude::*;

/// An adviser, who leads trainings.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "adviser")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub person_id: Uuid,
    pub title: String,
    pub bio: String,
    pub specialisations: String,
    pub sort_key: String,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
