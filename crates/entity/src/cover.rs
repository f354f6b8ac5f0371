//! Table `cover`.

use sea_orm::entity::prelude::*;

/// Who does a coordinator's work for one body while they are away.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cover")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub body_id: Uuid,
    pub absent_account_id: Uuid,
    pub covering_account_id: Uuid,
    pub from_date: Date,
    pub to_date: Date,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
