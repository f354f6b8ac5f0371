//! Table `action_item`.

use sea_orm::entity::prelude::*;

/// Something to do that a meeting agreed on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "action_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub body_id: Uuid,
    pub meeting_id: Uuid,
    pub agenda_item_id: Uuid,
    pub decision_id: Option<Uuid>,
    pub title: String,
    pub owner_person_id: Option<Uuid>,
    pub owner_institution_id: Option<Uuid>,
    pub due_from: Date,
    pub due_precision: String,
    pub due_to: Date,
    pub state: String,
    pub cancel_reason: Option<String>,
    pub completed_on: Option<Date>,
    pub deliverable_kind: Option<String>,
    pub carried_from_id: Option<Uuid>,
    pub carry_reason: Option<String>,
    pub is_public: bool,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
