//! Table `programme_version`.

use sea_orm::entity::prelude::*;

/// A version of a programme, with its adoption and the time it is in force.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    pub number: i32,
    pub summary: String,
    pub adopted_by: Option<String>,
    pub resolution_number: Option<String>,
    pub resolution_date: Option<Date>,
    pub in_force_from: Option<Date>,
    pub in_force_to: Option<Date>,
    pub synthetic: bool,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
