//! Table `term`.

use sea_orm::entity::prelude::*;

/// A term of office.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub body_id: Uuid,
    pub office: String,
    pub person_id: Uuid,
    pub institution_id: Option<Uuid>,
    pub position_title: Option<String>,
    pub starts_at: DateTimeUtc,
    pub planned_end: DateTimeUtc,
    pub extended_until: Option<DateTimeUtc>,
    pub ended_at: Option<DateTimeUtc>,
    pub end_reason: Option<String>,
    pub acting: bool,
    pub decision_reference: Option<String>,
    pub predecessor_id: Option<Uuid>,
    pub annulled_at: Option<DateTimeUtc>,
    pub annul_reason: Option<String>,
    pub annul_reference: Option<String>,
    pub changed_at: DateTimeUtc,
    pub synthetic: bool,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
