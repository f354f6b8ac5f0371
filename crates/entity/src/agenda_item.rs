//! Table `agenda_item`.

use sea_orm::entity::prelude::*;

/// An agenda item of the draft.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agenda_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub meeting_id: Uuid,
    pub day_id: Uuid,
    pub parent_id: Option<Uuid>,
    pub position: i32,
    pub title: String,
    pub kind: String,
    pub planned_minutes: Option<i32>,
    pub speaker_text: Option<String>,
    pub topic_id: Option<Uuid>,
    pub confidentiality: String,
    pub state: String,
    pub outcome_text: Option<String>,
    pub label: Option<String>,
    pub started_at: Option<DateTimeUtc>,
    pub ended_at: Option<DateTimeUtc>,
    pub revision: i32,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
