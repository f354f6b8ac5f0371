//! Table `initiative`.

use sea_orm::entity::prelude::*;

/// An initiative that carries out a programme.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "initiative")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    pub number: i32,
    pub name: String,
    pub leader: Option<String>,
    pub from_date: Option<Date>,
    pub to_date: Option<Date>,
    pub status: Option<String>,
    pub objective_id: Option<Uuid>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
