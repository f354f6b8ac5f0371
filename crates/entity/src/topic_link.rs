//! Table `topic_link`.

use sea_orm::entity::prelude::*;

/// What a topic of a body works on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    pub objective_id: Option<Uuid>,
    pub recommendation_id: Option<Uuid>,
    pub initiative_id: Option<Uuid>,
    pub topic_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
