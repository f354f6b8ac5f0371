//! Table `affiliation`.

use sea_orm::entity::prelude::*;

/// A person's post in an institution.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "affiliation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub institution_id: Uuid,
    pub position_title: String,
    pub is_head: bool,
    pub from_date: Date,
    pub to_date: Option<Date>,
    pub version: i32,
    pub profession: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
