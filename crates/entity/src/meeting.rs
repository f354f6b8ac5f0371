//! Table `meeting`.

use sea_orm::entity::prelude::*;

/// A meeting of a group or a session of a convent.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub body_id: Uuid,
    pub title: String,
    pub ordinal: Option<i32>,
    pub state: String,
    pub mode: String,
    pub venue: Option<String>,
    pub first_date: Date,
    pub last_date: Date,
    pub agenda_version: i32,
    pub agenda_release: Option<i32>,
    pub agenda_published_at: Option<DateTimeUtc>,
    pub announced_at: Option<DateTimeUtc>,
    pub synthetic: bool,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
