//! Table `rules_version`.

use sea_orm::entity::prelude::*;

/// A version of a body's rules of procedure; immutable.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rules_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub body_id: Uuid,
    pub number: i32,
    pub effective_from: DateTimeUtc,
    pub term_months: i32,
    pub auto_extension_months: i32,
    pub deputy_selection: String,
    pub notice_days: i32,
    pub quorum_numerator: i32,
    pub quorum_denominator: i32,
    pub substitutes_vote: bool,
    pub summary: String,
    pub decision_reference: Option<String>,
    pub synthetic: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
