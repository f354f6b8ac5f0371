//! Table `sign_in`.

use sea_orm::entity::prelude::*;

/// One sign-in on one device: a family of refresh tokens.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub signed_in_at: DateTimeUtc,
    pub last_used_at: DateTimeUtc,
    pub user_agent: String,
    pub ended_at: Option<DateTimeUtc>,
    pub confirmed_at: Option<DateTimeUtc>,
    pub second_factor: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
