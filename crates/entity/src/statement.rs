//! Table `statement`.

use sea_orm::entity::prelude::*;

/// What somebody said on an agenda item.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub meeting_id: Uuid,
    pub agenda_item_id: Uuid,
    pub position: i32,
    pub side: String,
    pub institution_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub text: String,
    pub reply_to_id: Option<Uuid>,
    pub led_to: Option<String>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
