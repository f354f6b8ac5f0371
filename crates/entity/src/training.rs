//! Table `training`.

use sea_orm::entity::prelude::*;

/// A training: what it is about, for whom.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "training")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub title: String,
    pub description: String,
    pub form: String,
    pub topics: String,
    pub audiences: String,
    pub announced_at: Option<DateTimeUtc>,
    pub sort_key: String,
    pub search: String,
    pub audience_search: String,
    pub synthetic: bool,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
