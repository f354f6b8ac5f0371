//! Table `audit_personal`.

use sea_orm::entity::prelude::*;

/// What an audit row says in words; gone once somebody whom it names was erased.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_personal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub audit_event_id: i64,
    pub detail: String,
    /// Random; without it the chain's digest says nothing of the words.
    pub salt: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
