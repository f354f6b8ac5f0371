//! Table `topic`.

use sea_orm::entity::prelude::*;

/// An entry of a body's backlog.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub body_id: Uuid,
    pub title: String,
    pub sub_points: String,
    pub priority: i32,
    pub source: String,
    pub planned_from: Option<Date>,
    pub planned_precision: Option<String>,
    pub carried_count: i32,
    pub carried_from_id: Option<Uuid>,
    pub state: String,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
