//! Table `membership`.

use sea_orm::entity::prelude::*;

/// A person's membership of a body.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub body_id: Uuid,
    pub person_id: Uuid,
    pub institution_id: Option<Uuid>,
    pub capacity: String,
    pub from_date: Date,
    pub to_date: Option<Date>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
