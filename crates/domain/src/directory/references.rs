//! What refers to a row: the foreign keys of the schema say it, so that nothing is forgotten when tables are added.

use crate::error::{DomainError, Result};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A column that refers to a table's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The table that refers.
    pub(super) table: String,
    /// Its column.
    pub(super) column: String,
}

/// Most rows of one table in an export.
const ROWS: usize = 10_000;

/// All columns that refer to a table, in the order of their names.
pub(super) async fn references_to(conn: &impl ConnectionTrait, table: &str) -> Result<Vec<Reference>> {
    let backend = conn.get_database_backend();
    let sql = if backend == DbBackend::Postgres {
        format!(
            "SELECT c.relname::text, a.attname::text FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid \
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] \
             WHERE k.contype = 'f' AND k.confrelid = '{table}'::regclass ORDER BY 1, 2"
        )
    } else {
        format!(
            "SELECT m.name, f.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table' AND f.\"table\" = '{table}' ORDER BY 1, 2"
        )
    };
    let rows = conn.query_all_raw(Statement::from_string(backend, sql)).await?;
    let reference = |row: &sea_orm::QueryResult| -> Result<Reference> {
        Ok(Reference { table: row.try_get_by_index(0)?, column: row.try_get_by_index(1)? })
    };
    rows.iter().map(reference).collect()
}

/// Makes everything that refers to one row refer to another; how many rows there were.
pub(super) async fn repoint(conn: &impl ConnectionTrait, at: &Reference, from: Uuid, to: Uuid) -> Result<u64> {
    let column = || Alias::new(at.column.as_str());
    let statement = Query::update()
        .table(Alias::new(at.table.as_str()))
        .value(column(), to)
        .and_where(Expr::col(column()).eq(from))
        .to_owned();
    Ok(conn.execute(&statement).await?.rows_affected())
}

/// The rows of a table whose column holds an id, without secrets and without what only sorts and searches.
pub(super) async fn rows_of(
    conn: &impl ConnectionTrait,
    table: &str,
    column: &str,
    id: Uuid,
) -> Result<Vec<Map<String, Value>>> {
    let backend = conn.get_database_backend();
    let sql = if backend == DbBackend::Postgres {
        format!("SELECT to_jsonb(t)::text FROM \"{table}\" t WHERE t.\"{column}\" = '{id}' LIMIT {ROWS}")
    } else {
        let object = json_object(conn, table).await?;
        format!("SELECT {object} FROM \"{table}\" WHERE \"{column}\" = x'{}' LIMIT {ROWS}", id.simple())
    };
    let mut found = Vec::new();
    for row in conn.query_all_raw(Statement::from_string(backend, sql)).await? {
        let text: String = row.try_get_by_index(0)?;
        let mut object: Map<String, Value> = serde_json::from_str(&text)?;
        object.retain(|name, _| !is_withheld(name));
        found.push(object);
    }
    Ok(found)
}

/// How many rows of a table refer to an id.
pub(super) async fn count(conn: &impl ConnectionTrait, at: &Reference, id: Uuid) -> Result<i32> {
    let backend = conn.get_database_backend();
    let id = if backend == DbBackend::Postgres { format!("'{id}'") } else { format!("x'{}'", id.simple()) };
    let sql = format!("SELECT count(*) FROM \"{}\" WHERE \"{}\" = {id}", at.table, at.column);
    let row = conn.query_one_raw(Statement::from_string(backend, sql)).await?;
    let row = row.ok_or_else(|| DomainError::internal("a count without a row"))?;
    let count: i64 = row.try_get_by_index(0)?;
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

/// What an export leaves out: secrets are no information about a person, and keys of lists say the name again.
fn is_withheld(name: &str) -> bool {
    name.ends_with("hash") || name.contains("secret") || matches!(name, "search" | "sort_key")
}

/// The expression that makes an object of a row on SQLite: ids, which are blobs there, as texts.
async fn json_object(conn: &impl ConnectionTrait, table: &str) -> Result<String> {
    let sql = format!("SELECT name, type FROM pragma_table_info('{table}')");
    let mut parts = Vec::new();
    for row in conn.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await? {
        let (name, kind): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let value = if kind == "BLOB" {
            let part = |from: u32, length: u32| format!("substr(hex(\"{name}\"), {from}, {length})");
            let parts = [part(1, 8), part(9, 4), part(13, 4), part(17, 4), part(21, 12)];
            format!("CASE WHEN \"{name}\" IS NULL THEN NULL ELSE lower({}) END", parts.join(" || '-' || "))
        } else {
            format!("\"{name}\"")
        };
        parts.push(format!("'{name}', {value}"));
    }
    Ok(format!("json_object({})", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::is_withheld;

    #[test]
    fn secrets_and_keys_of_lists_are_withheld() {
        for (name, withheld) in
            [("password_hash", true), ("hash", true), ("secret_box", true), ("sort_key", true), ("first_name", false)]
        {
            assert_eq!(is_withheld(name), withheld, "{name}");
        }
    }
}
