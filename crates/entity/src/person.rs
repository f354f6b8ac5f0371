//! Table `person`.

use sea_orm::entity::prelude::*;

/// A person of the directory.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub is_public_function: bool,
    pub synthetic: bool,
    pub sort_key: String,
    pub search: String,
    pub version: i32,
    pub display_title: Option<String>,
    pub phone: Option<String>,
    pub external_reference: Option<String>,
    pub erased_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
