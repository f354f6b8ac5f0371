//! Table `album_image`.

use sea_orm::entity::prelude::*;

/// An image of an album, in its place.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "album_image")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub album_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub file_id: Uuid,
    pub caption: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
