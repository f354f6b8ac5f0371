//! Table `registration`.

use sea_orm::entity::prelude::*;

/// A person's registration for an edition.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub edition_id: Uuid,
    pub person_id: Uuid,
    pub institution_id: Option<Uuid>,
    pub seq: i32,
    pub state: String,
    pub registered_by: Option<Uuid>,
    pub submitted_at: DateTimeUtc,
    pub promoted_at: Option<DateTimeUtc>,
    pub cancelled_at: Option<DateTimeUtc>,
    pub cancelled_reason: Option<String>,
    pub accessibility_needs: Option<String>,
    pub diet_needs: Option<String>,
    pub clause_number: i32,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
