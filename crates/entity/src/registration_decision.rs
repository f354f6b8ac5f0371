//! Table `registration_decision`.

use sea_orm::entity::prelude::*;

/// Why a registration stands where it stands; append-only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration_decision")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub registration_id: Uuid,
    pub at: DateTimeUtc,
    pub outcome: String,
    pub reason: String,
    pub place: Option<i32>,
    pub institution_limit: Option<i32>,
    pub caused_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
