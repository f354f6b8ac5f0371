//! Table `album`.

use sea_orm::entity::prelude::*;

/// A gallery of images.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "album")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub body_id: Option<Uuid>,
    pub title: String,
    pub description: String,
    pub event_on: Option<Date>,
    pub state: String,
    pub published_on: Option<Date>,
    pub listed_on: Date,
    pub search: String,
    pub synthetic: bool,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
