//! Table `work_plan_entry`.

use sea_orm::entity::prelude::*;

/// A topic of a work plan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work_plan_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: Uuid,
    pub topic_id: Uuid,
    pub position: i32,
    pub planned_from: Date,
    pub planned_precision: String,
    pub deliverable: Option<String>,
    pub note: Option<String>,
    pub meetings: String,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
