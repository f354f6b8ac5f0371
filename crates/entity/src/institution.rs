//! Table `institution`.

use sea_orm::entity::prelude::*;

/// An institution of the directory.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "institution")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub kind: String,
    pub name: String,
    pub teryt_county: Option<String>,
    pub town: Option<String>,
    pub acts_as_county_centre: bool,
    pub successor_id: Option<Uuid>,
    pub closed_on: Option<Date>,
    pub synthetic: bool,
    pub sort_key: String,
    pub search: String,
    pub version: i32,
    pub subtype: Option<String>,
    pub short_name: Option<String>,
    pub address: Option<String>,
    pub teryt_commune: Option<String>,
    pub external_reference: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
