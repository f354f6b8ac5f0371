//! Table `account`.

use sea_orm::entity::prelude::*;

/// A person's account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub sign_in_name: String,
    pub display_name: String,
    pub person_id: Option<Uuid>,
    pub password_hash: String,
    pub locale: String,
    pub disabled_at: Option<DateTimeUtc>,
    pub search: String,
    pub credentials_version: i32,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
