//! Table `programme`.

use sea_orm::entity::prelude::*;

/// A programme: a strategic document of a province, a county, the state or the European Union.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub scope: String,
    pub title: String,
    pub period_from: Option<i32>,
    pub period_to: Option<i32>,
    pub owner_institution_id: Option<Uuid>,
    pub owner_unit: Option<String>,
    pub drafted_by: Option<String>,
    pub legal_basis: String,
    pub assumptions: String,
    pub diagnosis_title: Option<String>,
    pub diagnosis: String,
    pub state: String,
    pub announced_at: Option<DateTimeUtc>,
    pub synthetic: bool,
    pub sort_key: String,
    pub search: String,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
