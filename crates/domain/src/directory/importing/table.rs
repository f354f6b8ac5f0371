//! A file as rows of named cells: encoding, separator, columns.

use super::problem;
use crate::error::{DomainError, Result};
use obrady_types::directory::{IMPORT_ROWS, ImportEncoding, ImportProblem};
use std::collections::BTreeMap;

/// A column: its name, and whether the file must have it.
pub(super) type Column = (&'static str, bool);

/// A file.
pub(super) struct Table {
    pub(super) encoding: ImportEncoding,
    pub(super) separator: u8,
    names: Vec<String>,
    pub(super) records: Vec<Record>,
}

impl Table {
    /// Whether the file has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.names.iter().any(|name| name == column)
    }
}

/// A row.
pub(super) struct Record {
    /// Line of the file in which it begins.
    pub(super) line: i32,
    cells: BTreeMap<String, String>,
    /// It has more or fewer cells than there are columns.
    misfit: bool,
}

impl Record {
    /// A cell's text without blanks around it; nothing for an empty one.
    pub(super) fn cell(&self, column: &str) -> Option<String> {
        self.cells.get(column).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty())
    }

    /// A cell that says yes or no; nothing for an empty one.
    pub(super) fn flag(&self, column: &str, problems: &mut Vec<ImportProblem>) -> Option<bool> {
        match self.cell(column)?.to_lowercase().as_str() {
            "tak" | "t" | "true" | "1" | "yes" => Some(true),
            "nie" | "n" | "false" | "0" | "no" => Some(false),
            _ => {
                problems.push(problem(column, "invalid"));
                None
            }
        }
    }

    /// What is wrong with the row before anybody knows what it means: its number of cells, and cells that a spreadsheet
    /// would take for formulas. A phone number may begin with `+`.
    pub(super) fn faults(&self) -> Vec<ImportProblem> {
        if self.misfit {
            return vec![problem("", "columns")];
        }
        let dangerous = |(column, cell): &(&String, &String)| {
            let phone = column.as_str() == "phone"
                && cell.starts_with('+')
                && cell.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')'));
            // Blanks of any kind go before a cell is stored, and with them what kept a formula from being one.
            let first = cell.trim_start_matches(' ').starts_with(['\t', '\r']);
            (first || cell.trim_start().starts_with(['=', '+', '-', '@'])) && !phone
        };
        self.cells.iter().filter(dangerous).map(|(column, _)| problem(column, "formula")).collect()
    }
}

/// Reads a file.
///
/// # Errors
/// `validation_failed` at `/content`: `wrong_encoding`, `missing_column`, `unknown_column`, `no_rows`, `too_many_rows`.
pub(super) fn read(bytes: &[u8], columns: &[Column]) -> Result<Table> {
    let (text, encoding) = decode(bytes)?;
    // The reader counts a line's number before the second half of a two-letter line end, and takes a carriage return
    // alone for the end of a row but not of a line.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let first = text.lines().next().unwrap_or_default();
    let separator = if first.matches(';').count() >= first.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> =
        reader.headers().map_err(unreadable)?.iter().map(|name| name.trim().to_lowercase()).collect();
    for (name, needed) in columns {
        if *needed && !names.iter().any(|known| known == name) {
            return Err(wrong("missing_column", name));
        }
    }
    let unknown = |(nth, name): &(usize, &String)| {
        !columns.iter().any(|(known, _)| known == name) || names.iter().take(*nth).any(|before| before == *name)
    };
    if let Some((_, name)) = names.iter().enumerate().find(unknown) {
        return Err(wrong("unknown_column", &name.chars().take(60).collect::<String>()));
    }
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if records.len() == IMPORT_ROWS {
            return Err(wrong("too_many_rows", &IMPORT_ROWS.to_string()));
        }
        let line = record.position().map_or(0, csv::Position::line);
        records.push(Record {
            line: i32::try_from(line).unwrap_or(i32::MAX),
            misfit: record.len() != names.len(),
            cells: names.iter().cloned().zip(record.iter().map(ToOwned::to_owned)).collect(),
        });
    }
    if records.is_empty() {
        return Err(wrong("no_rows", ""));
    }
    Ok(Table { encoding, separator, names, records })
}

fn wrong(code: &str, parameter: &str) -> DomainError {
    DomainError::field_with("/content", code, &format!("{code}|{parameter}"))
}

fn unreadable(error: csv::Error) -> DomainError {
    let line = error.position().map_or(1, csv::Position::line);
    wrong("wrong_encoding", &line.to_string())
}

/// The text of a file. What is not UTF-8 counts as Windows-1250 when its bytes beyond ASCII are Polish letters and
/// punctuation there; anything else is refused with the line.
fn decode(bytes: &[u8]) -> Result<(String, ImportEncoding)> {
    let (rest, encoding) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, ImportEncoding::Utf8Bom),
        None => (bytes, ImportEncoding::Utf8),
    };
    let line_of = |place: usize| 1 + rest.iter().take(place).filter(|byte| **byte == b'\n').count();
    if let Some(place) = rest.iter().position(|byte| *byte == 0) {
        return Err(wrong("wrong_encoding", &line_of(place).to_string()));
    }
    let error = match std::str::from_utf8(rest) {
        Ok(text) => return Ok((text.to_owned(), encoding)),
        Err(error) => error,
    };
    if encoding == ImportEncoding::Utf8Bom {
        return Err(wrong("wrong_encoding", &line_of(error.valid_up_to()).to_string()));
    }
    let mut text = String::with_capacity(rest.len());
    for (place, byte) in rest.iter().enumerate() {
        match windows_1250(*byte) {
            Some(letter) => text.push(letter),
            None => return Err(wrong("wrong_encoding", &line_of(place).to_string())),
        }
    }
    Ok((text, ImportEncoding::Windows1250))
}

/// The letter of a byte in Windows-1250, as far as Polish texts use it.
fn windows_1250(byte: u8) -> Option<char> {
    Some(match byte {
        0..=0x7F => char::from(byte),
        0xA5 => 'Ą',
        0xC6 => 'Ć',
        0xCA => 'Ę',
        0xA3 => 'Ł',
        0xD1 => 'Ń',
        0xD3 => 'Ó',
        0x8C => 'Ś',
        0x8F => 'Ź',
        0xAF => 'Ż',
        0xB9 => 'ą',
        0xE6 => 'ć',
        0xEA => 'ę',
        0xB3 => 'ł',
        0xF1 => 'ń',
        0xF3 => 'ó',
        0x9C => 'ś',
        0x9F => 'ź',
        0xBF => 'ż',
        0x84 => '„',
        0x94 => '”',
        0x93 => '“',
        0x92 => '’',
        0x96 => '–',
        0x97 => '—',
        0xA0 => '\u{a0}',
        0xA7 => '§',
        0xB0 => '°',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[("name", true), ("phone", false), ("town", false)];

    fn refused(bytes: &[u8]) -> (String, String) {
        match read(bytes, COLUMNS) {
            Err(DomainError::Invalid(errors)) => (errors[0].code.clone(), errors[0].detail.clone()),
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("taken"),
        }
    }

    #[test]
    fn encodings_and_separators_are_recognised() {
        for (bytes, encoding, separator) in [
            ("name;town\nŻółć;Łódź\n".as_bytes().to_vec(), ImportEncoding::Utf8, b';'),
            ("\u{feff}name,town\r\nŻółć,Łódź\r\n".as_bytes().to_vec(), ImportEncoding::Utf8Bom, b','),
            (b"name;town\n\xAF\xF3\xB3\xE6;\xA3\xF3d\x9F\n".to_vec(), ImportEncoding::Windows1250, b';'),
        ] {
            let table = read(&bytes, COLUMNS).unwrap();
            assert_eq!((table.encoding, table.separator), (encoding, separator));
            let row = &table.records[0];
            assert_eq!(
                (row.line, row.cell("name").unwrap(), row.cell("town").unwrap()),
                (2, "Żółć".into(), "Łódź".into())
            );
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        for bytes in [
            b"name\nok\n\xB1\xB6\xBC\n".to_vec(),
            b"name\nok\na\0b\n".to_vec(),
            b"\xEF\xBB\xBFname\nok\n\xB9\n".to_vec(),
        ] {
            assert_eq!(refused(&bytes), ("wrong_encoding".into(), "wrong_encoding|3".into()));
        }
        assert_eq!(refused(&[0xFF, 0xFE, b'n', 0]).0, "wrong_encoding");
    }

    #[test]
    fn columns_and_rows_are_checked() {
        assert_eq!(refused(b"town\nx\n").1, "missing_column|name");
        assert_eq!(refused(b"name;colour\nx;y\n").1, "unknown_column|colour");
        assert_eq!(refused(b"name;name\nx;y\n").1, "unknown_column|name");
        assert_eq!(refused(b"name\n\n").0, "no_rows");
        let many = format!("name\n{}", "x\n".repeat(IMPORT_ROWS + 1));
        assert_eq!(refused(many.as_bytes()).1, "too_many_rows|5000");
        assert!(read(format!("name\n{}", "x\n".repeat(IMPORT_ROWS)).as_bytes(), COLUMNS).is_ok());
    }

    #[test]
    fn formulas_are_refused_and_phones_are_not() {
        for (cell, column, faults) in [
            ("=1+1", "name", 1),
            ("+1", "name", 1),
            ("-1", "name", 1),
            ("@x", "name", 1),
            ("a=1", "name", 0),
            ("\u{a0}=1", "name", 1),
            ("\t=1", "name", 1),
            ("+48 12 345", "phone", 0),
            ("+48=cmd", "phone", 1),
        ] {
            let (name, phone) = if column == "name" { (cell, "") } else { ("x", cell) };
            let table = read(format!("name;phone\n{name};{phone}\n").as_bytes(), COLUMNS).unwrap();
            assert_eq!(table.records[0].faults().len(), faults, "{cell}");
        }
        let table = read(b"name;phone\nx\n", COLUMNS).unwrap();
        assert_eq!(table.records[0].faults()[0].code, "columns");
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let table = read(["name;town", "a;x", "b;y"].join(end).as_bytes(), COLUMNS).unwrap();
            assert_eq!(table.records.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3], "{end:?}");
        }
    }

    #[test]
    fn a_quoted_cell_may_span_lines() {
        let table = read(b"name;town\n\"a\nb\";x\nc;y\n", COLUMNS).unwrap();
        assert_eq!(table.records.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
    }
}
