//! Table `body`.

use sea_orm::entity::prelude::*;

/// A working group, council or convent.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "body")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub kind: String,
    pub group_kind: Option<String>,
    pub name: String,
    pub purpose: String,
    pub host_institution_id: Option<Uuid>,
    pub state: String,
    pub established_on: Date,
    pub dissolved_on: Option<Date>,
    pub default_item_minutes: i32,
    pub sort_key: String,
    pub search: String,
    pub parent_id: Option<Uuid>,
    pub topic_areas: String,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
