//! Table `objective`.

use sea_orm::entity::prelude::*;

/// A goal or task of a programme.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "objective")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    pub parent_id: Option<Uuid>,
    pub code: String,
    pub level: String,
    pub title: String,
    pub description: String,
    pub status: Option<String>,
    pub position: i32,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
