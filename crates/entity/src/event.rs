//! Table `event`.

use sea_orm::entity::prelude::*;

/// One row for each change, in order; append-only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: DateTimeUtc,
    pub region_id: Option<Uuid>,
    pub body_id: Option<Uuid>,
    pub kind: String,
    pub object_kind: String,
    pub object_id: Uuid,
    pub version: i32,
    pub removed: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
