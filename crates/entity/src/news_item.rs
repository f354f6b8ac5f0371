//! Table `news_item`.

use sea_orm::entity::prelude::*;

/// A piece of news.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "news_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub body_id: Option<Uuid>,
    pub kind: String,
    pub state: String,
    pub title: String,
    pub short_title: Option<String>,
    pub lead: String,
    pub body: String,
    pub event_on: Option<Date>,
    pub published_on: Option<Date>,
    pub listed_on: Date,
    pub author: Option<String>,
    pub publisher: String,
    pub funding: Option<String>,
    pub source_meeting_id: Option<Uuid>,
    pub call_to_action: Option<String>,
    pub links: String,
    pub search: String,
    pub synthetic: bool,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
