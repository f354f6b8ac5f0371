//! Files of institutions, people and places: a preview says what each row does, and importing does exactly that.

mod communes;
mod institutions;
mod people;
mod table;

use super::query::find_region;
use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::fuzzing::{ImportedRow, ImportedTable};
use crate::policy::{Action, Scope};
use aws_lc_rs::digest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use obrady_entity::region;
use obrady_types::directory::{
    ImportApply, ImportFile, ImportKind, ImportOutcome, ImportProblem, ImportReport, ImportRow,
};
use obrady_types::{ErrorCode, FieldError, RegionId};
use std::fmt::Write;
use table::{Record, Table};

/// What a row is going to do.
struct Planned<S> {
    row: ImportRow,
    /// What to write; nothing for rows that are unchanged or refused.
    step: Option<S>,
    /// The object and its version that the step is based on, for the digest.
    basis: String,
}

impl<S> Planned<S> {
    fn refused(record: &Record, name: String, problems: Vec<ImportProblem>) -> Self {
        let row = ImportRow { line: record.line, outcome: ImportOutcome::Refused, name, problems };
        Self { row, step: None, basis: String::new() }
    }
}

/// A file as it is read, for the fuzz targets.
pub(crate) fn fuzzed_table(kind: ImportKind, bytes: &[u8]) -> Option<ImportedTable> {
    let columns = match kind {
        ImportKind::Institutions => institutions::COLUMNS,
        ImportKind::People => people::COLUMNS,
        ImportKind::Communes => communes::columns(bytes),
    };
    let table = table::read(bytes, columns).ok()?;
    let names: Vec<String> =
        columns.iter().map(|(name, _)| (*name).to_owned()).filter(|name| table.has(name)).collect();
    let rows = table.records.iter().map(|record| ImportedRow {
        line: record.line,
        cells: names.iter().map(|name| record.cell(name)).collect(),
        faults: record.faults().into_iter().map(|fault| (fault.column, fault.code)).collect(),
    });
    Some(ImportedTable { separator: table.separator, rows: rows.collect(), names })
}

/// Says what a file would do; nothing is written.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` at `/content` for what is no Base64 (`invalid`), no text
/// (`wrong_encoding`, with the line), has no column that is needed (`missing_column`), one that nobody knows
/// (`unknown_column`), no rows (`no_rows`) or more than 5000 (`too_many_rows`).
pub async fn preview_import(call: &Call, file: ImportFile) -> Result<ImportReport> {
    call.rehearse(async |tx| import(tx, file.kind, &file.content, file.region_id, None).await).await
}

/// Imports a file as it was previewed: all rows that are not refused, or nothing. Importing the same file again changes
/// nothing.
///
/// # Errors
/// Those of [`preview_import`]; `import_changed` when the file would now do something else.
pub async fn apply_import(call: &Call, file: ImportApply) -> Result<ImportReport> {
    call.write("apply_import", async |tx| {
        import(tx, file.kind, &file.content, file.region_id, Some(&file.digest)).await
    })
    .await
}

async fn import(
    tx: &WriteTx,
    kind: ImportKind,
    content: &str,
    region_id: Option<RegionId>,
    previewed: Option<&str>,
) -> Result<ImportReport> {
    let region_id = tx.actor.region_or(region_id)?;
    let scope = Scope::region(region_id);
    tx.require(Action::EditInstitution, &scope)?;
    tx.require(Action::EditPerson, &scope)?;
    find_region(tx.conn(), region_id).await?.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
    let bytes = STANDARD.decode(content.trim()).map_err(|_| DomainError::field("/content", "invalid"))?;
    // One import at a time in a region: what was planned is still true when it is written.
    let region = lock_row::<region::Entity>(tx.conn(), region_id).await?;
    match kind {
        ImportKind::Institutions => {
            let table = table::read(&bytes, institutions::COLUMNS)?;
            let plan = institutions::plan(tx, &region, &table).await?;
            let report = report(tx, &table, &bytes, &plan, previewed)?;
            if report.applied {
                institutions::apply(tx, &region, plan).await?;
            }
            Ok(report)
        }
        ImportKind::People => {
            let table = table::read(&bytes, people::COLUMNS)?;
            let plan = people::plan(tx, &region, &table).await?;
            let report = report(tx, &table, &bytes, &plan, previewed)?;
            if report.applied {
                people::apply(tx, region_id, plan).await?;
            }
            Ok(report)
        }
        ImportKind::Communes => {
            let table = table::read(&bytes, communes::columns(&bytes))?;
            let plan = communes::plan(tx, &region, &table).await?;
            let report = report(tx, &table, &bytes, &plan, previewed)?;
            if report.applied {
                communes::apply(tx, &region, plan).await?;
            }
            Ok(report)
        }
    }
}

/// What the plan does, when it is the one that was previewed.
fn report<S>(
    tx: &WriteTx,
    table: &Table,
    bytes: &[u8],
    plan: &[Planned<S>],
    previewed: Option<&str>,
) -> Result<ImportReport> {
    let digest = digest_of(&tx.ctx.cursor_secret, bytes, plan)?;
    if previewed.is_some_and(|previewed| previewed != digest) {
        return Err(ErrorCode::ImportChanged.into());
    }
    let count = |outcome| {
        i32::try_from(plan.iter().filter(|planned| planned.row.outcome == outcome).count()).unwrap_or(i32::MAX)
    };
    Ok(ImportReport {
        applied: previewed.is_some(),
        digest,
        encoding: table.encoding,
        separator: char::from(table.separator).to_string(),
        created: count(ImportOutcome::Create),
        updated: count(ImportOutcome::Update),
        unchanged: count(ImportOutcome::Unchanged),
        refused: count(ImportOutcome::Refused),
        elsewhere: count(ImportOutcome::Elsewhere),
        rows: plan.iter().map(|planned| planned.row.clone()).collect(),
    })
}

/// Names what a file does to the data as they are.
fn digest_of<S>(secret: &[u8], bytes: &[u8], plan: &[Planned<S>]) -> Result<String> {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(secret);
    context.update(&bytes.len().to_be_bytes());
    context.update(bytes);
    for planned in plan {
        context.update(&serde_json::to_vec(&planned.row)?);
        context.update(planned.basis.as_bytes());
    }
    Ok(context.finish().as_ref().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// A wrong cell.
fn problem(column: &str, code: &str) -> ImportProblem {
    ImportProblem { column: column.to_owned(), code: code.to_owned() }
}

/// Wrong fields of an input as wrong cells; `columns` says which field stands in which column, if not in its own.
fn problems(errors: Vec<FieldError>, columns: &[(&str, &str)]) -> Vec<ImportProblem> {
    let column = |pointer: &str| {
        let field = pointer.trim_start_matches('/');
        columns.iter().find(|(known, _)| *known == field).map_or(field, |(_, column)| *column).to_owned()
    };
    errors.into_iter().map(|error| ImportProblem { column: column(&error.pointer), code: error.code }).collect()
}
