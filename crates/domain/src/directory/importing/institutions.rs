//! Rows of institutions. A row is found again by its reference, else by TERYT, kind and name; where a county has one of
//! a kind at most, TERYT and kind are enough.

use super::table::{Column, Record, Table};
use super::{Planned, problem, problems};
use crate::convents;
use crate::ctx::WriteTx;
use crate::db::lock_row;
use crate::directory::duplicates::plain;
use crate::directory::institutions::{changed, check_place, check_subtype};
use crate::directory::{query, seed};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::words::{of_word, word};
use obrady_entity::{institution, region};
use obrady_types::directory::{
    ImportOutcome, ImportRow, InstitutionCreate, InstitutionKind, InstitutionPatch, OpsSubtype,
};
use obrady_types::{Patch, RegionId, validate};
use sea_orm::{ActiveModelTrait, ColumnTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The columns of the file.
pub(super) const COLUMNS: &[Column] = &[
    ("kind", true),
    ("name", true),
    ("teryt", false),
    ("town", false),
    ("address", false),
    ("short_name", false),
    ("subtype", false),
    ("acts_as_county_centre", false),
    ("external_reference", false),
];

/// Fields of the input that stand in columns of other names.
const ELSEWHERE: &[(&str, &str)] = &[("teryt_county", "teryt"), ("teryt_commune", "teryt")];

/// What a row writes.
pub(super) enum Step {
    Create(InstitutionCreate),
    Update(Uuid, i32, Box<InstitutionPatch>),
}

/// The institutions of a region by the keys under which rows find them.
struct Known {
    rows: Vec<institution::Model>,
    by_reference: BTreeMap<String, usize>,
    by_key: BTreeMap<String, usize>,
}

pub(super) async fn plan(tx: &WriteTx, region: &region::Model, table: &Table) -> Result<Vec<Planned<Step>>> {
    let rows = query::institutions()
        .filter(institution::Column::RegionId.eq(region.id))
        .filter(institution::Column::SuccessorId.is_null())
        .all(tx.conn())
        .await?;
    let mut known = Known { by_reference: BTreeMap::new(), by_key: BTreeMap::new(), rows };
    for (place, row) in known.rows.iter().enumerate() {
        if let Some(reference) = &row.external_reference {
            known.by_reference.insert(reference.clone(), place);
        }
        let kind: InstitutionKind = of_word(&row.kind)?;
        known.by_key.entry(key(kind, row.teryt_county.as_deref(), &row.name)).or_insert(place);
    }
    let mut seen = BTreeSet::new();
    table.records.iter().map(|record| plan_row(region, &known, &mut seen, record)).collect()
}

/// What names an institution in a region.
fn key(kind: InstitutionKind, county: Option<&str>, name: &str) -> String {
    let county = county.unwrap_or_default();
    let name = if kind.is_one_in_county() && !county.is_empty() { String::new() } else { plain(name) };
    format!("{kind:?} {county} {name}")
}

fn plan_row(
    region: &region::Model,
    known: &Known,
    seen: &mut BTreeSet<String>,
    record: &Record,
) -> Result<Planned<Step>> {
    let name = record.cell("name").unwrap_or_default();
    let mut wrong = record.faults();
    let (input, has_flag) = input(record, &mut wrong);
    // A wrong cell is reported once, by whoever saw it first.
    let mut more = problems(validate(&input), ELSEWHERE);
    let placed = check_place(region, input.teryt_county.as_deref(), input.teryt_commune.as_deref());
    for checked in [placed, check_subtype(input.kind, input.subtype)] {
        match checked {
            Err(DomainError::Invalid(errors)) => more.extend(problems(errors, ELSEWHERE)),
            other => other?,
        }
    }
    more.retain(|one| !wrong.iter().any(|known| known.column == one.column));
    wrong.extend(more);
    let county = seed::county_of(input.teryt_county.clone(), input.teryt_commune.as_deref());
    let key = key(input.kind, county.as_deref(), &input.name);
    let found = match &input.external_reference {
        Some(reference) => known.by_reference.get(reference).or_else(|| {
            // An entry that has another reference is another institution.
            known
                .by_key
                .get(&key)
                .filter(|place| known.rows.get(**place).is_some_and(|row| row.external_reference.is_none()))
        }),
        None => known.by_key.get(&key),
    };
    let found = found.and_then(|place| known.rows.get(*place));
    let identity = found.map_or_else(|| key.clone(), |row| row.id.to_string());
    let reference = input.external_reference.as_ref().map(|reference| format!("reference {reference}"));
    if wrong.is_empty() {
        let twice = !seen.insert(identity);
        let twice_by_reference = reference.is_some_and(|reference| !seen.insert(reference));
        if twice || twice_by_reference {
            wrong.push(problem(if record.cell("teryt").is_some() { "teryt" } else { "name" }, "duplicate"));
        }
    }
    if !wrong.is_empty() {
        return Ok(Planned::refused(record, name, wrong));
    }
    let Some(row) = found else {
        let row = ImportRow { line: record.line, outcome: ImportOutcome::Create, name, problems: Vec::new() };
        return Ok(Planned { row, step: Some(Step::Create(input)), basis: String::new() });
    };
    let patch = difference(row, &input, has_flag)?;
    let basis = format!("{} {}", row.id, row.version);
    let (outcome, step) = match patch {
        Some(patch) => (ImportOutcome::Update, Some(Step::Update(row.id, row.version, Box::new(patch)))),
        None => (ImportOutcome::Unchanged, None),
    };
    Ok(Planned { row: ImportRow { line: record.line, outcome, name, problems: Vec::new() }, step, basis })
}

/// The input that a row describes, and whether it says who acts as the county centre.
fn input(record: &Record, wrong: &mut Vec<obrady_types::directory::ImportProblem>) -> (InstitutionCreate, bool) {
    let kind = record.cell("kind").map(|text| of_word::<InstitutionKind>(&text.to_lowercase()));
    let kind = match kind {
        Some(Ok(kind)) => kind,
        Some(Err(_)) => {
            wrong.push(problem("kind", "invalid"));
            InstitutionKind::Other
        }
        None => {
            wrong.push(problem("kind", "required"));
            InstitutionKind::Other
        }
    };
    let subtype = match record.cell("subtype").map(|text| of_word::<OpsSubtype>(&text.to_lowercase())) {
        Some(Err(_)) => {
            wrong.push(problem("subtype", "invalid"));
            None
        }
        other => other.and_then(Result::ok),
    };
    // Codes are typed with blanks and dashes, too.
    let teryt = record.cell("teryt").map(|code| code.replace([' ', '-'], ""));
    let (teryt_county, teryt_commune) = match teryt {
        Some(code) if code.len() == 7 => (None, Some(code)),
        other => (other, None),
    };
    let flag = record.flag("acts_as_county_centre", wrong);
    let input = InstitutionCreate {
        kind,
        subtype,
        name: record.cell("name").unwrap_or_default(),
        teryt_county,
        teryt_commune,
        town: record.cell("town"),
        short_name: record.cell("short_name"),
        address: record.cell("address"),
        external_reference: record.cell("external_reference"),
        acts_as_county_centre: flag.unwrap_or_default(),
        region_id: None,
    };
    (input, flag.is_some())
}

/// What a row says otherwise than the entry; an empty cell says nothing.
fn difference(row: &institution::Model, input: &InstitutionCreate, has_flag: bool) -> Result<Option<InstitutionPatch>> {
    let differs = |new: &Option<String>, old: &Option<String>| match new {
        Some(new) if Some(new) != old.as_ref() => Patch::Value(new.clone()),
        _ => Patch::Absent,
    };
    let mut patch = InstitutionPatch {
        town: differs(&input.town, &row.town),
        short_name: differs(&input.short_name, &row.short_name),
        address: differs(&input.address, &row.address),
        teryt_county: differs(&input.teryt_county, &row.teryt_county),
        teryt_commune: differs(&input.teryt_commune, &row.teryt_commune),
        external_reference: differs(&input.external_reference, &row.external_reference),
        ..InstitutionPatch::default()
    };
    patch.name = (input.name != row.name).then(|| input.name.clone());
    patch.kind = (word(&input.kind)? != row.kind).then_some(input.kind);
    patch.acts_as_county_centre =
        (has_flag && input.acts_as_county_centre != row.acts_as_county_centre).then_some(input.acts_as_county_centre);
    if let Some(subtype) = input.subtype
        && row.subtype.as_deref() != Some(word(&subtype)?.as_str())
    {
        patch.subtype = Patch::Value(subtype);
    }
    let same = patch.name.is_none()
        && patch.kind.is_none()
        && patch.acts_as_county_centre.is_none()
        && patch.subtype.is_absent()
        && [&patch.town, &patch.short_name, &patch.address, &patch.teryt_county, &patch.teryt_commune]
            .into_iter()
            .chain([&patch.external_reference])
            .all(Patch::is_absent);
    Ok((!same).then_some(patch))
}

pub(super) async fn apply(tx: &WriteTx, region: &region::Model, plan: Vec<Planned<Step>>) -> Result<()> {
    let region_id = RegionId(region.id);
    for planned in plan {
        match planned.step {
            None => {}
            Some(Step::Create(input)) => {
                seed::insert_institution(tx, region_id, input, false).await?;
            }
            Some(Step::Update(id, version, patch)) => {
                let row = lock_row::<institution::Entity>(tx.conn(), id).await?;
                if row.version != version {
                    return Err(obrady_types::ErrorCode::ImportChanged.into());
                }
                let row = changed(region, &row, *patch)?.update(tx.conn()).await?;
                convents::institution_renamed(tx, &row).await?;
                let event = Change::of("institution.updated", "institution", id, row.version);
                tx.record(event.in_region(region_id)).await?;
            }
        }
    }
    Ok(())
}
