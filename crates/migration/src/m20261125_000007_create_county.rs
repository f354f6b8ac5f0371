//! Counties.

use crate::sql;
use sea_orm_migration::prelude::*;

/// Counties.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, SQL).await
    }
}

// Institutions name a county by its code and may do so before the county is known here, so no key refers to it.
const SQL: &str = r#"
CREATE TABLE county (
    teryt text PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    name text NOT NULL,
    seat_town text NOT NULL,
    is_city {BOOL} NOT NULL,
    communes integer NOT NULL
){STRICT};
"#;
