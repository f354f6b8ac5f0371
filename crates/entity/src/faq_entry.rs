//! Table `faq_entry`.

use sea_orm::entity::prelude::*;

/// A frequent question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "faq_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub area: String,
    pub question: String,
    pub answer: String,
    pub position: i32,
    pub state: String,
    pub published_on: Option<Date>,
    pub search: String,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
