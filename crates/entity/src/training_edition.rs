//! Table `training_edition`.

use sea_orm::entity::prelude::*;

/// One run of a training.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "training_edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub training_id: Uuid,
    pub code: String,
    pub state: String,
    pub teaching_hours: i32,
    pub venue: Option<String>,
    pub mode: String,
    pub capacity: i32,
    pub institution_limit: Option<i32>,
    pub registration_opens_at: DateTimeUtc,
    pub registration_closes_at: DateTimeUtc,
    pub funding_source: Option<String>,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub first_date: Date,
    pub last_date: Date,
    pub moved_from: Option<Date>,
    pub cancelled_reason: Option<String>,
    pub announced_at: Option<DateTimeUtc>,
    pub confirmed: i32,
    pub waiting: i32,
    pub last_seq: i32,
    pub sort_key: String,
    pub search: String,
    pub audience_search: String,
    pub synthetic: bool,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
