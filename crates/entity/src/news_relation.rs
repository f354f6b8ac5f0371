//! Table `news_relation`.

use sea_orm::entity::prelude::*;

/// A news item that stands beside another one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "news_relation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub news_item_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub other_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
