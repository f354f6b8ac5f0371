//! Table `role_grant`.

use sea_orm::entity::prelude::*;

/// A role given to an account within a scope.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub role: String,
    pub region_id: Option<Uuid>,
    pub body_id: Option<Uuid>,
    pub institution_id: Option<Uuid>,
    pub programme_id: Option<Uuid>,
    pub starts_at: DateTimeUtc,
    pub ends_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
