//! One SQL text for two engines.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

/// Runs a migration's text on the manager's engine.
pub(crate) async fn run(manager: &SchemaManager<'_>, text: &str) -> Result<(), DbErr> {
    let sql = render(text, manager.get_database_backend() == DatabaseBackend::Postgres);
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// Makes a file's text its migration, in one transaction; the file's name is the migration's.
macro_rules! migration {
    ($text:expr) => {
        /// What this file's heading says.
        #[derive(sea_orm_migration::prelude::DeriveMigrationName)]
        pub(crate) struct Migration;

        #[sea_orm_migration::async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for Migration {
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }

            async fn up(
                &self,
                manager: &sea_orm_migration::SchemaManager,
            ) -> Result<(), sea_orm_migration::sea_orm::DbErr> {
                $crate::sql::run(manager, $text).await
            }
        }
    };
}
pub(crate) use migration;

fn render(text: &str, postgres: bool) -> String {
    let types: [(&str, &str); 6] = if postgres {
        [
            ("{UUID}", "uuid"),
            ("{TS}", "timestamptz"),
            ("{DATE}", "date"),
            ("{TIME}", "time"),
            ("{BOOL}", "boolean"),
            ("{ROWID}", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
        ]
    } else {
        [
            ("{UUID}", "BLOB"),
            ("{TS}", "TEXT"),
            ("{DATE}", "TEXT"),
            ("{TIME}", "TEXT"),
            ("{BOOL}", "INTEGER"),
            ("{ROWID}", "INTEGER PRIMARY KEY AUTOINCREMENT"),
        ]
    };
    let mut wanted = true;
    let mut sql = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim() {
            "-- @postgres" => wanted = postgres,
            "-- @sqlite" => wanted = !postgres,
            "-- @both" => wanted = true,
            _ if wanted => {
                sql.push_str(line);
                sql.push('\n');
            }
            _ => {}
        }
    }
    for (name, native) in types {
        sql = sql.replace(name, native);
    }
    let (text_order, strict) = if postgres { (r#"text COLLATE "C""#, "") } else { ("TEXT", " STRICT") };
    sql.replace("{SORT}", text_order).replace("){STRICT}", &format!("){strict}"))
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn each_engine_gets_its_own_lines_and_types() {
        let text = "CREATE TABLE t (id {UUID} PRIMARY KEY, s {SORT}\n-- @postgres\n, x int\n-- @both\n){STRICT};";
        assert_eq!(render(text, true), "CREATE TABLE t (id uuid PRIMARY KEY, s text COLLATE \"C\"\n, x int\n);\n");
        assert_eq!(render(text, false), "CREATE TABLE t (id BLOB PRIMARY KEY, s TEXT\n) STRICT;\n");
    }
}
