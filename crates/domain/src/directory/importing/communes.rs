//! Rows of counties and communes: the register's own file TERC, or a plain one. A row is found again by its code; rows of
//! other regions are left out, so that the file of the whole country can be read as it is.

use super::table::{Column, Record, Table};
use super::{Planned, problem};
use crate::ctx::WriteTx;
use crate::directory::{query, seed};
use crate::error::{DomainError, Result};
use crate::events::Change;
use chrono::{Datelike, NaiveDate};
use obrady_entity::{commune, county, region};
use obrady_types::directory::{CommuneKind, County, ImportOutcome, ImportProblem, ImportRow};
use obrady_types::{ErrorCode, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The columns of the register's file.
const TERC: &[Column] = &[
    ("woj", true),
    ("pow", true),
    ("gmi", true),
    ("rodz", true),
    ("nazwa", true),
    ("nazwa_dod", false),
    ("stan_na", true),
];

/// The columns of a plain file.
const PLAIN: &[Column] = &[("teryt", true), ("name", true), ("seat_town", false), ("as_of", false)];

/// Most characters of a name.
const NAME: usize = 120;

/// The columns of a file, which its first line shows.
pub(super) fn columns(bytes: &[u8]) -> &'static [Column] {
    let first: &[u8] = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if first.to_ascii_lowercase().windows(3).any(|word| word == b"woj") { TERC } else { PLAIN }
}

/// A place that a row names.
pub(super) struct Place {
    code: String,
    name: String,
    seat_town: Option<String>,
    as_of: Option<NaiveDate>,
}

/// What a row writes.
pub(super) enum Step {
    County(County),
    Commune(Place),
}

/// The places of a region by their codes.
struct Known {
    region: String,
    counties: BTreeMap<String, county::Model>,
    communes: BTreeMap<String, commune::Model>,
    /// Counties that the file names.
    announced: BTreeSet<String>,
    /// How many whole communes of each county the file has.
    counted: BTreeMap<String, i32>,
    is_register: bool,
    /// The register's file has the whole region.
    is_whole: bool,
}

pub(super) async fn plan(tx: &WriteTx, region: &region::Model, table: &Table) -> Result<Vec<Planned<Step>>> {
    let is_register = table.has("woj");
    let read = |record: &Record| {
        let mut wrong = record.faults();
        if wrong.iter().any(|fault| fault.code == "columns") {
            let name = record.cell(if is_register { "nazwa" } else { "name" }).unwrap_or_default();
            return (Place { code: String::new(), name, seat_town: None, as_of: None }, wrong);
        }
        let place = if is_register { of_register(record, &mut wrong) } else { of_plain(record, &mut wrong) };
        (place, wrong)
    };
    let rows: Vec<(Place, Vec<ImportProblem>)> = table.records.iter().map(read).collect();
    let counties = query::counties().filter(county::Column::RegionId.eq(region.id)).all(tx.conn()).await?;
    let codes = counties.iter().map(|row| row.teryt.clone());
    let communes = query::communes().filter(commune::Column::TerytCounty.is_in(codes)).all(tx.conn()).await?;
    let mut known = Known {
        region: region.teryt.clone(),
        counties: counties.into_iter().map(|row| (row.teryt.clone(), row)).collect(),
        communes: communes.into_iter().map(|row| (row.teryt.clone(), row)).collect(),
        announced: BTreeSet::new(),
        counted: BTreeMap::new(),
        is_register,
        is_whole: is_register && rows.iter().any(|(place, _)| place.code == region.teryt),
    };
    let mut codes = BTreeSet::new();
    for (place, wrong) in &rows {
        if wrong.is_empty() && place.code.len() == 4 {
            known.announced.insert(place.code.clone());
        }
        let whole = CommuneKind::of_code(&place.code).is_some_and(CommuneKind::is_whole);
        if wrong.is_empty() && whole && codes.insert(place.code.clone()) {
            *known.counted.entry(county_of(&place.code).to_owned()).or_default() += 1;
        }
    }
    let mut seen = BTreeSet::new();
    let planned = table.records.iter().zip(rows).map(|(record, (place, wrong))| {
        let column = if is_register { "gmi" } else { "teryt" };
        plan_row(&known, &mut seen, record, place, wrong, column)
    });
    Ok(planned.collect())
}

/// The county of a commune's code.
fn county_of(code: &str) -> &str {
    code.get(..4).unwrap_or_default()
}

fn plan_row(
    known: &Known,
    seen: &mut BTreeSet<String>,
    record: &Record,
    place: Place,
    mut wrong: Vec<ImportProblem>,
    column: &str,
) -> Planned<Step> {
    let name = place.name.clone();
    let outcome = |outcome, step, basis| Planned {
        row: ImportRow { line: record.line, outcome, name: name.clone(), problems: Vec::new() },
        step,
        basis,
    };
    if wrong.is_empty() && !place.code.starts_with(&known.region) {
        return outcome(ImportOutcome::Elsewhere, None, String::new());
    }
    if wrong.is_empty() && !seen.insert(place.code.clone()) {
        wrong.push(problem(column, "duplicate"));
    }
    let (county, commune) = (known.counties.get(&place.code), known.communes.get(&place.code));
    let as_of = county.map(|row| row.as_of).or_else(|| commune.map(|row| row.as_of)).flatten();
    if wrong.is_empty() && place.as_of.zip(as_of).is_some_and(|(new, old)| new < old) {
        wrong.push(problem(if known.is_register { "stan_na" } else { "as_of" }, "outdated"));
    }
    let above = county_of(&place.code);
    if wrong.is_empty()
        && place.code.len() == 7
        && !known.counties.contains_key(above)
        && !known.announced.contains(above)
    {
        wrong.push(problem(if known.is_register { "pow" } else { "teryt" }, "not_found"));
    }
    if !wrong.is_empty() {
        return Planned::refused(record, name, wrong);
    }
    let basis = format!("{county:?} {commune:?}");
    match place.code.len() {
        // Regions are given; the file only names them.
        2 => outcome(ImportOutcome::Unchanged, None, basis),
        4 => {
            let next = next_county(known, place);
            match county {
                None => outcome(ImportOutcome::Create, Some(Step::County(next)), basis),
                Some(row) if crate::directory::view::county(row.clone()) == next => {
                    outcome(ImportOutcome::Unchanged, None, basis)
                }
                Some(_) => outcome(ImportOutcome::Update, Some(Step::County(next)), basis),
            }
        }
        _ => match commune {
            None => outcome(ImportOutcome::Create, Some(Step::Commune(place)), basis),
            Some(row) if row.name == place.name && (place.as_of.is_none() || place.as_of == row.as_of) => {
                outcome(ImportOutcome::Unchanged, None, basis)
            }
            Some(_) => outcome(ImportOutcome::Update, Some(Step::Commune(place)), basis),
        },
    }
}

/// A county as a row leaves it. How many communes a known one has, only the register's whole file says; another file may
/// hold but some of them.
fn next_county(known: &Known, place: Place) -> County {
    let row = known.counties.get(&place.code);
    let is_city = is_city(&place.code);
    let name =
        if is_city && !place.name.starts_with("m. ") { format!("m. {}", place.name) } else { place.name.clone() };
    let counted = known.counted.get(&place.code).copied();
    let communes = match row {
        Some(row) if !known.is_whole => row.communes.max(counted.unwrap_or_default()),
        row => counted.or(row.map(|row| row.communes)).unwrap_or_default(),
    };
    let town = row.map(|row| row.seat_town.clone()).filter(|town| !town.is_empty());
    let own_town = is_city.then(|| place.name.trim_start_matches("m. ").to_owned());
    County {
        seat_town: place.seat_town.or(town).or(own_town),
        name,
        is_city,
        communes,
        as_of: place.as_of.or(row.and_then(|row| row.as_of)),
        teryt: place.code,
    }
}

/// Whether a county's code is the one of a city with county rights.
fn is_city(code: &str) -> bool {
    code.get(2..4).is_some_and(|county| county >= "61")
}

/// A row of the register. A spreadsheet takes leading zeros away; they are put back, since every part has its width.
fn of_register(record: &Record, wrong: &mut Vec<ImportProblem>) -> Place {
    let mut part = |column: &str, width: usize, needed: bool| {
        let Some(text) = record.cell(column) else {
            if needed {
                wrong.push(problem(column, "required"));
            }
            return String::new();
        };
        if text.len() > width || !text.bytes().all(|digit| digit.is_ascii_digit()) {
            wrong.push(problem(column, "invalid"));
        }
        format!("{text:0>width$}")
    };
    let (region, county) = (part("woj", 2, true), part("pow", 2, false));
    let commune = part("gmi", 2, false);
    let kind = part("rodz", 1, !commune.is_empty());
    let code = format!("{region}{county}{commune}{kind}");
    let fits = match code.len() {
        2 | 4 => is_region(&region) && kind.is_empty(),
        7 => is_region(&region) && !county.is_empty() && CommuneKind::of_code(&code).is_some(),
        _ => false,
    };
    if wrong.is_empty() && !fits {
        wrong.push(problem(if is_region(&region) { "rodz" } else { "woj" }, "invalid"));
    }
    let as_of = day(record, "stan_na", wrong);
    if as_of.is_none() && record.cell("stan_na").is_none() {
        wrong.push(problem("stan_na", "required"));
    }
    Place { code, name: name_of(record, "nazwa", wrong), seat_town: None, as_of }
}

/// A row of a plain file.
fn of_plain(record: &Record, wrong: &mut Vec<ImportProblem>) -> Place {
    let code = record.cell("teryt").map(|code| code.replace([' ', '-'], ""));
    let code = code.unwrap_or_else(|| {
        wrong.push(problem("teryt", "required"));
        String::new()
    });
    let fits = match code.len() {
        4 => code.bytes().all(|digit| digit.is_ascii_digit()),
        7 => CommuneKind::of_code(&code).is_some(),
        _ => false,
    };
    if wrong.is_empty() && !(fits && code.get(..2).is_some_and(is_region)) {
        wrong.push(problem("teryt", "invalid"));
    }
    let seat_town = record.cell("seat_town");
    if seat_town.as_ref().is_some_and(|town| town.chars().count() > NAME) {
        wrong.push(problem("seat_town", "too_long"));
    }
    let as_of = day(record, "as_of", wrong);
    Place { code, name: name_of(record, "name", wrong), seat_town, as_of }
}

/// Even, from 02 to 32.
fn is_region(code: &str) -> bool {
    code.parse::<u8>().is_ok_and(|number| (2..=32).contains(&number) && number % 2 == 0)
}

fn name_of(record: &Record, column: &str, wrong: &mut Vec<ImportProblem>) -> String {
    let name = record.cell(column).unwrap_or_default();
    let code = if name.is_empty() {
        "required"
    } else if name.chars().count() > NAME {
        "too_long"
    } else if name.chars().any(char::is_control) {
        "invalid"
    } else {
        return name;
    };
    if !wrong.iter().any(|known| known.column == column || known.code == "columns") {
        wrong.push(problem(column, code));
    }
    name
}

fn day(record: &Record, column: &str, wrong: &mut Vec<ImportProblem>) -> Option<NaiveDate> {
    let text = record.cell(column)?;
    match text.parse::<NaiveDate>() {
        Ok(day) if obrady_types::YEARS.contains(&day.year()) => Some(day),
        _ => {
            wrong.push(problem(column, "invalid"));
            None
        }
    }
}

pub(super) async fn apply(tx: &WriteTx, region: &region::Model, plan: Vec<Planned<Step>>) -> Result<()> {
    let region_id = RegionId(region.id);
    let (mut counties, mut communes) = (Vec::new(), Vec::new());
    for planned in plan {
        let is_new = planned.row.outcome == ImportOutcome::Create;
        match planned.step {
            Some(Step::County(county)) => counties.push((is_new, county)),
            Some(Step::Commune(place)) => communes.push((is_new, place)),
            None => {}
        }
    }
    if counties.is_empty() && communes.is_empty() {
        return Ok(());
    }
    let detail = json!({ "counties": counties.len(), "communes": communes.len() });
    for (is_new, county) in counties {
        if is_new {
            seed::insert_county(tx, region_id, county).await?;
            continue;
        }
        let row = county::Entity::find_by_id(&county.teryt).one(tx.conn()).await?;
        let row = row.ok_or_else(|| DomainError::from(ErrorCode::ImportChanged))?;
        let mut change = row.into_active_model();
        change.name = Set(county.name);
        change.seat_town = Set(county.seat_town.unwrap_or_default());
        change.is_city = Set(county.is_city);
        change.communes = Set(county.communes);
        change.as_of = Set(county.as_of);
        change.update(tx.conn()).await?;
    }
    for (is_new, place) in communes {
        if is_new {
            seed::insert_commune(tx, &place.code, &place.name, place.as_of).await?;
            continue;
        }
        let row = commune::Entity::find_by_id(&place.code).one(tx.conn()).await?;
        let row = row.ok_or_else(|| DomainError::from(ErrorCode::ImportChanged))?;
        let as_of = place.as_of.or(row.as_of);
        let mut change = row.into_active_model();
        change.name = Set(place.name);
        change.as_of = Set(as_of);
        change.update(tx.conn()).await?;
    }
    tx.record(Change::of("region.places_imported", "region", region_id, 1).in_region(region_id).with(detail)).await
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    fn places(text: &str) -> Vec<(String, String, Vec<String>)> {
        let table = table::read(text.as_bytes(), columns(text.as_bytes())).unwrap();
        let rows = table.records.iter().map(|record| {
            let mut wrong = record.faults();
            let place = if table.has("woj") { of_register(record, &mut wrong) } else { of_plain(record, &mut wrong) };
            let wrong = wrong.into_iter().map(|one| format!("{}:{}", one.column, one.code)).collect();
            (place.code, place.name, wrong)
        });
        rows.collect()
    }

    #[test]
    fn the_register_names_codes_in_parts() {
        let text = "\u{feff}WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\r\n\
            32;;;;ZACHODNIOPOMORSKIE;województwo;2026-01-01\r\n\
            32;01;;;białogardzki;powiat;2026-01-01\r\n\
            32;01;01;1;Białogard;gmina miejska;2026-01-01\r\n\
            32;1;2;2;Białogard;gmina wiejska;2026-01-01\r\n\
            32;01;03;3;Karlino;gmina miejsko-wiejska;2026-01-01\r\n\
            32;01;03;4;Karlino;miasto;2026-01-01\r\n\
            32;01;03;5;Karlino;obszar wiejski;2026-01-01\r\n";
        let read = places(text);
        let codes: Vec<&str> = read.iter().map(|(code, ..)| code.as_str()).collect();
        assert_eq!(codes, ["32", "3201", "3201011", "3201022", "3201033", "3201034", "3201035"]);
        assert!(read.iter().all(|(.., wrong)| wrong.is_empty()), "{read:?}");
    }

    #[test]
    fn codes_and_days_that_cannot_be_are_refused() {
        let head = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n";
        for (row, wrong) in [
            ("13;01;01;1;X;;2026-01-01", vec!["woj:invalid"]),
            ("34;;;;X;;2026-01-01", vec!["woj:invalid"]),
            (";01;01;1;X;;2026-01-01", vec!["woj:required"]),
            ("12;01;01;;X;;2026-01-01", vec!["rodz:required"]),
            ("12;01;01;6;X;;2026-01-01", vec!["rodz:invalid"]),
            ("12;01;;2;X;;2026-01-01", vec!["rodz:invalid"]),
            ("12;;01;2;X;;2026-01-01", vec!["rodz:invalid"]),
            ("12;001;01;1;X;;2026-01-01", vec!["pow:invalid"]),
            ("12;01;01;1;;;2026-01-01", vec!["nazwa:required"]),
            ("12;01;01;1;=1+1;;2026-01-01", vec!["nazwa:formula"]),
            ("12;01;01;1;X;;jutro", vec!["stan_na:invalid"]),
            ("12;01;01;1;X;;", vec!["stan_na:required"]),
            ("12;01", vec![":columns"]),
        ] {
            let read = places(&format!("{head}{row}\n"));
            let found = &read[0].2;
            assert!(wrong.iter().all(|one| found.contains(&(*one).to_owned())), "{row}: {found:?}");
        }
        let plain =
            places("teryt;name;seat_town\n1219;wielicki;Wieliczka\n1219-022;Gdów;\n12;X;\n1219026;X;\n1319022;X;\n");
        let wrong: Vec<usize> = plain.iter().map(|(.., wrong)| wrong.len()).collect();
        assert_eq!(wrong, [0, 0, 1, 1, 1]);
        assert_eq!(plain[1].0, "1219022");
    }

    #[test]
    fn cities_are_known_by_their_codes() {
        for (code, city) in [("1201", false), ("1219", false), ("1261", true), ("1465", true), ("1499", true)] {
            assert_eq!(is_city(code), city, "{code}");
        }
    }
}
