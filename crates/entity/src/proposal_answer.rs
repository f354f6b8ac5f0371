//! Table `proposal_answer`.

use sea_orm::entity::prelude::*;

/// What becomes of a proposal to a meeting's agenda: taken by an item, or declined without one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: Uuid,
    pub action_item_id: Option<Uuid>,
    pub postponed_id: Option<Uuid>,
    pub taken_by_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
