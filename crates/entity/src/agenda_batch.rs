//! Table `agenda_batch`.

use sea_orm::entity::prelude::*;

/// One batch of agenda commands and its inverse.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agenda_batch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub meeting_id: Uuid,
    pub principal: String,
    pub seq: i32,
    pub at: DateTimeUtc,
    pub commands: String,
    pub inverse: String,
    pub undone_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
