//! Where free texts of a region name a person. The schema says which texts there are and in which region they stand, so
//! that nothing is forgotten when tables are added.

use super::names::Name;
use super::query::people;
use crate::ctx::WriteTx;
use crate::error::Result;
use crate::events::Change;
use crate::polish::{fold, sort_key};
use obrady_entity::{audit_event, audit_personal, person};
use obrady_types::RegionId;
use obrady_types::directory::{Mention, MentionRef};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LikeExpr, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, Statement};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Most places that are told.
pub(super) const MOST: usize = 500;
/// Most rows of one table that are looked through.
const ROWS: u64 = 5_000;
/// Most pieces of text shown of one place.
const EXCERPTS: usize = 3;
/// Letters shown on both sides of a name.
const AROUND: usize = 40;

/// Tables whose texts are no running texts, or that erasure clears itself.
const OTHERWISE: &[&str] = &["person", "account", "sign_in", "service_account", "region", "job", "stored_content"];

/// Beginnings of the names of tables that keep what was decided, adopted or published: it stays as it was.
const LASTING: &[&str] = &[
    "agenda_release",
    "ballot",
    "certificate",
    "consultation_report",
    "decision",
    "election",
    "erratum",
    "information_clause",
    "minutes",
    "programme_version",
    "resolution",
    "rules_",
    "term",
];

/// Copies that only let somebody undo; they follow without a question.
const COPIES: &[&str] = &["agenda_batch"];

/// A table with running texts.
struct Source {
    table: String,
    columns: Vec<String>,
    /// The condition by which its rows belong to the region.
    of_region: String,
    all: BTreeSet<String>,
}

/// A place whose text names the person.
struct Place {
    mention: Mention,
    text: String,
}

/// Whom to look for.
pub(super) struct Wanted {
    name: Name,
    patterns: Vec<String>,
    region: RegionId,
}

impl Wanted {
    /// The person of a row, among the others of the region.
    pub(super) async fn new(conn: &impl ConnectionTrait, row: &person::Model) -> Result<Self> {
        let others: Vec<String> = people()
            .select_only()
            .column(person::Column::FirstName)
            .distinct()
            .filter(person::Column::RegionId.eq(row.region_id))
            .filter(person::Column::ErasedAt.is_null())
            .into_tuple()
            .all(conn)
            .await?;
        let exact = [&row.email, &row.phone].into_iter().flatten().cloned().collect();
        let name = Name::new(&row.first_name, &row.last_name, &others, exact);
        Ok(Self { patterns: name.patterns(&row.last_name), name, region: RegionId(row.region_id) })
    }
}

/// All places that name somebody, at most [`MOST`].
pub(super) async fn find(conn: &impl ConnectionTrait, wanted: &Wanted) -> Result<Vec<Mention>> {
    let places = places(conn, wanted).await?;
    let told = places.into_iter().map(|place| place.mention).filter(|one| !COPIES.contains(&one.what.as_str()));
    Ok(told.take(MOST).collect())
}

/// A field, its text and what it is to say.
type Rewording = (String, String, String);

/// Puts something else in place of the name where somebody chose it, and in copies; what stays.
pub(super) async fn replace(
    tx: &WriteTx,
    wanted: &Wanted,
    chosen: &[MentionRef],
    with: &str,
) -> Result<(i32, Vec<Mention>)> {
    let (mut count, mut left) = (0, Vec::new());
    let sources = sources(tx.conn(), wanted.region).await?;
    let mut changed: BTreeMap<(String, Uuid), Vec<Rewording>> = BTreeMap::new();
    for place in places(tx.conn(), wanted).await? {
        let Place { mention, text } = place;
        let is_copy = COPIES.contains(&mention.what.as_str());
        let wants = chosen
            .iter()
            .any(|one| one.what == mention.what && one.object_id == mention.object_id && one.field == mention.field);
        if is_copy || (wants && !mention.kept) {
            let new = wanted.name.replace(&text, with, false);
            count += i32::from(!is_copy);
            changed.entry((mention.what, mention.object_id)).or_default().push((mention.field, text, new));
        } else {
            left.push(mention);
        }
    }
    for ((table, id), fields) in changed {
        let Some(source) = sources.iter().find(|source| source.table == table) else { continue };
        rewrite(tx, wanted, source, id, &fields, with).await?;
    }
    left.truncate(MOST);
    Ok((count, left))
}

/// Writes the new texts of a row, with what is derived from them, and its version.
async fn rewrite(
    tx: &WriteTx,
    wanted: &Wanted,
    source: &Source,
    id: Uuid,
    fields: &[Rewording],
    with: &str,
) -> Result<()> {
    let derived: Vec<&str> = ["sort_key", "search"].into_iter().filter(|name| source.all.contains(*name)).collect();
    let version = source.all.contains("version");
    let mut update = Query::update();
    update.table(Alias::new(source.table.as_str())).and_where(Expr::col(Alias::new("id")).eq(id));
    for (field, _, new) in fields {
        update.value(Alias::new(field.as_str()), new.clone());
    }
    if !derived.is_empty() {
        let mut select = Query::select();
        for name in &derived {
            select.column(Alias::new(*name));
        }
        select.from(Alias::new(source.table.as_str())).and_where(Expr::col(Alias::new("id")).eq(id));
        if let Some(row) = tx.conn().query_one(&select).await? {
            for (nth, name) in derived.iter().enumerate() {
                let old: String = row.try_get_by_index(nth)?;
                let new = if *name == "search" {
                    wanted.name.replace(&old, &fold(with), true)
                } else {
                    let by = fields.iter().find(|(_, text, _)| sort_key(&[text]) == old);
                    by.map_or(old, |(.., new)| sort_key(&[new]))
                };
                update.value(Alias::new(*name), new);
            }
        }
    }
    for name in ["version", "revision"].into_iter().filter(|name| source.all.contains(*name)) {
        update.value(Alias::new(name), Expr::col(Alias::new(name)).add(1));
    }
    tx.conn().execute(&update).await?;
    let mut now = 1;
    if version {
        let mut select = Query::select();
        select.column(Alias::new("version")).from(Alias::new(source.table.as_str()));
        select.and_where(Expr::col(Alias::new("id")).eq(id));
        if let Some(row) = tx.conn().query_one(&select).await? {
            now = row.try_get_by_index(0)?;
        }
    }
    tx.record(Change::of("text.redacted", source.table.clone(), id, now).in_region(wanted.region)).await
}

/// The audit rows of the region whose words name somebody.
pub(super) async fn in_audit(conn: &impl ConnectionTrait, wanted: &Wanted) -> Result<Vec<i64>> {
    use audit_personal::Column;
    let mut any = Condition::any();
    for pattern in &wanted.patterns {
        any = any.add(Expr::col(Column::Detail).like(LikeExpr::new(pattern.as_str()).escape('\\')));
    }
    let here = Query::select()
        .column(audit_event::Column::Id)
        .from(audit_event::Entity)
        .and_where(audit_event::Column::RegionId.eq(Uuid::from(wanted.region)))
        .to_owned();
    let rows =
        audit_personal::Entity::find().filter(Column::AuditEventId.in_subquery(here)).filter(any).all(conn).await?;
    let naming = rows.into_iter().filter(|row| !wanted.name.find(&row.detail, false).is_empty());
    Ok(naming.map(|row| row.audit_event_id).collect())
}

async fn places(conn: &impl ConnectionTrait, wanted: &Wanted) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for source in sources(conn, wanted.region).await? {
        let mut any = Condition::any();
        for column in &source.columns {
            for pattern in &wanted.patterns {
                let like = LikeExpr::new(pattern.as_str()).escape('\\');
                any = any.add(Expr::col(Alias::new(column.as_str())).like(like));
            }
        }
        let mut select = Query::select();
        select.column(Alias::new("id"));
        for column in &source.columns {
            select.column(Alias::new(column.as_str()));
        }
        select.from(Alias::new(source.table.as_str())).and_where(Expr::cust(source.of_region.clone()));
        select.cond_where(any).order_by(Alias::new("id"), sea_orm::Order::Asc).limit(ROWS);
        for row in conn.query_all(&select).await? {
            let id: Uuid = row.try_get_by_index(0)?;
            for (nth, column) in source.columns.iter().enumerate() {
                let text: Option<String> = row.try_get_by_index(nth + 1)?;
                let Some(text) = text else { continue };
                let found = wanted.name.find(&text, false);
                if found.is_empty() {
                    continue;
                }
                let mention = Mention {
                    what: source.table.clone(),
                    object_id: id,
                    field: column.clone(),
                    excerpts: found.iter().take(EXCERPTS).map(|one| excerpt(&text, one.start, one.end)).collect(),
                    count: i32::try_from(found.len()).unwrap_or(i32::MAX),
                    whole_name: found.iter().any(|one| one.whole),
                    kept: LASTING.iter().any(|start| source.table.starts_with(start)),
                };
                places.push(Place { mention, text });
            }
        }
    }
    Ok(places)
}

/// A piece of text around a place, in one line.
fn excerpt(text: &str, start: usize, end: usize) -> String {
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let head: Vec<char> = before.chars().rev().take(AROUND).collect();
    let head: String = head.into_iter().rev().collect();
    let tail: String = after.chars().take(AROUND).collect();
    let left = if before.chars().count() > AROUND { "…" } else { "" };
    let right = if after.chars().count() > AROUND { "…" } else { "" };
    let middle = text.get(start..end).unwrap_or_default();
    let line = format!("{left}{head}{middle}{tail}{right}");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The tables with running texts, each with the condition that its rows stand in a region.
async fn sources(conn: &impl ConnectionTrait, region: RegionId) -> Result<Vec<Source>> {
    let is_postgres = conn.get_database_backend() == DbBackend::Postgres;
    let columns = columns(conn, is_postgres).await?;
    let literal = if is_postgres { format!("'{region}'") } else { format!("x'{}'", Uuid::from(region).simple()) };
    let keys = foreign_keys(conn, is_postgres).await?;
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for (table, column, target, _) in &keys {
        if target == "region" && column == "region_id" {
            known.insert(table.clone(), format!("\"region_id\" = {literal}"));
        }
    }
    // Step by step away from the region; a key that every row has goes first.
    loop {
        let mut next: BTreeMap<String, (bool, String)> = BTreeMap::new();
        for (table, column, target, needed) in &keys {
            if known.contains_key(table) {
                continue;
            }
            let Some(condition) = known.get(target) else { continue };
            let path = format!("\"{column}\" IN (SELECT \"id\" FROM \"{target}\" WHERE {condition})");
            match next.get(table) {
                Some((true, _)) => {}
                Some((false, _)) if !needed => {}
                _ => drop(next.insert(table.clone(), (*needed, path))),
            }
        }
        if next.is_empty() {
            break;
        }
        known.extend(next.into_iter().map(|(table, (_, path))| (table, path)));
    }
    let is_text = |name: &String, kind: &str| {
        kind == "text" && name != "sort_key" && !name.ends_with("search") && !name.ends_with("hash") && name != "digest"
    };
    let sources = columns.into_iter().filter_map(|(table, columns)| {
        let of_region = known.get(&table)?.clone();
        let has_id = columns.iter().any(|(name, kind)| name == "id" && kind == "uuid");
        let texts = columns.iter().filter(|(name, kind)| is_text(name, kind)).map(|(name, _)| name.clone());
        let texts: Vec<String> = texts.collect();
        let all = columns.into_iter().map(|(name, _)| name).collect();
        let taken = has_id && !texts.is_empty() && !OTHERWISE.contains(&table.as_str());
        taken.then_some(Source { table, columns: texts, of_region, all })
    });
    Ok(sources.collect())
}

/// The columns of all tables: name, and `text`, `uuid` or something else.
async fn columns(conn: &impl ConnectionTrait, is_postgres: bool) -> Result<BTreeMap<String, Vec<(String, String)>>> {
    let sql = if is_postgres {
        "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
         WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
    } else {
        "SELECT m.name, c.name, CASE c.type WHEN 'TEXT' THEN 'text' WHEN 'BLOB' THEN 'uuid' ELSE c.type END \
         FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid"
    };
    let mut tables: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await? {
        let table: String = row.try_get_by_index(0)?;
        // The types of SQLite are written in either case.
        let kind: String = row.try_get_by_index(2)?;
        tables.entry(table).or_default().push((row.try_get_by_index(1)?, kind.to_lowercase()));
    }
    Ok(tables)
}

/// Every key of one column: its table, its column, the table that it leads to, and whether every row has it.
async fn foreign_keys(conn: &impl ConnectionTrait, is_postgres: bool) -> Result<Vec<(String, String, String, bool)>> {
    let sql = if is_postgres {
        "SELECT c.relname::text, a.attname::text, t.relname::text, a.attnotnull FROM pg_constraint k \
         JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid \
         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] \
         WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND array_length(k.conkey, 1) = 1 \
         ORDER BY c.relname, a.attnum"
    } else {
        "SELECT m.name, f.\"from\", f.\"table\", c.\"notnull\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f, \
         pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = f.\"from\" ORDER BY m.name, c.cid"
    };
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    let key = |row: &sea_orm::QueryResult| -> Result<(String, String, String, bool)> {
        Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?, row.try_get_by_index(3)?))
    };
    rows.iter().map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn excerpts_are_short_and_in_one_line() {
        let text = format!("{} Jan\nLis {}", "ą".repeat(50), "ż".repeat(50));
        let start = text.find("Jan").unwrap();
        let piece = excerpt(&text, start, start + "Jan\nLis".len());
        assert!(piece.starts_with('…') && piece.ends_with('…') && piece.contains("Jan Lis"), "{piece}");
        assert_eq!(excerpt("Jan Lis", 0, 7), "Jan Lis");
    }
}
