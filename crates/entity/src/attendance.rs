//! Table `attendance`.

use sea_orm::entity::prelude::*;

/// Whether somebody was there on a day of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub meeting_id: Uuid,
    pub day_id: Uuid,
    pub person_id: Uuid,
    pub institution_id: Option<Uuid>,
    pub seat_id: Option<Uuid>,
    pub status: String,
    pub arrived_at: Option<Time>,
    pub left_at: Option<Time>,
    pub substitutes_for_id: Option<Uuid>,
    pub mode: String,
    pub signed_at: Option<DateTimeUtc>,
    pub recorded_at: DateTimeUtc,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
