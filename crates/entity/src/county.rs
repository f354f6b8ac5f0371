//! Table `county`.

use sea_orm::entity::prelude::*;

/// A county.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "county")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub teryt: String,
    pub region_id: Uuid,
    pub name: String,
    /// Empty where it is not known.
    pub seat_town: String,
    pub is_city: bool,
    pub communes: i32,
    pub as_of: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
