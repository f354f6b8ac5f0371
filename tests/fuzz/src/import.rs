//! Files of institutions, people and places: what is read is within the limits, says the same when it is written and
//! read again, and no cell that a spreadsheet would take for a formula passes without a word.

use crate::bytes::Bytes;
use obrady_domain::fuzzing::{ImportedTable, read_import};
use obrady_types::directory::{IMPORT_ROWS, ImportKind};

const KINDS: [(ImportKind, &str); 3] = [
    (ImportKind::Institutions, "kind;name;teryt;town"),
    (ImportKind::People, "first_name;last_name;email;phone;from"),
    (ImportKind::Communes, "teryt;name;seat_town"),
];

pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let (kind, head) = bytes.pick(&KINDS).unwrap_or(KINDS[0]);
    // Half of the files have the head that they need, so that the others are not all refused for it.
    let file = if bytes.once_in(2) { [head.as_bytes(), b"\n", bytes.0].concat() } else { bytes.0.to_vec() };
    let Some(table) = read_import(kind, &file) else { return };
    assert!((1..=IMPORT_ROWS).contains(&table.rows.len()), "{} rows", table.rows.len());
    let lines = file.iter().filter(|byte| matches!(**byte, b'\n' | b'\r')).count() + 1;
    let mut before = 1;
    for row in &table.rows {
        let line = usize::try_from(row.line).expect("lines count from one");
        assert!(before < line && line <= lines, "line {line} of {lines} after {before}");
        before = line;
        let whole = !row.faults.iter().any(|(column, code)| column.is_empty() && code == "columns");
        for (name, cell) in table.names.iter().zip(&row.cells) {
            let Some(cell) = cell else { continue };
            assert!(!cell.is_empty() && cell.trim() == cell, "{cell:?}");
            assert!(!cell.contains('\0'), "{cell:?}");
            let formula = cell.starts_with(['=', '+', '-', '@']);
            let said = row.faults.iter().any(|(column, code)| column == name && code == "formula");
            let phone = name == "phone" && cell.starts_with('+');
            assert!(!formula || !whole || said || phone, "{cell:?} in {name} passes");
        }
    }
    if table.rows.iter().all(|row| row.faults.is_empty()) {
        let again = read_import(kind, &written(&table)).expect("what was read is written and read again");
        assert_eq!(again.names, table.names);
        assert!(again.rows.iter().map(|row| &row.cells).eq(table.rows.iter().map(|row| &row.cells)));
        assert!(again.rows.iter().all(|row| row.faults.is_empty()), "{again:?}");
    }
}

/// The table as a file. Rows without any cell are not rows of a table, so there are none to lose.
fn written(table: &ImportedTable) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(&table.names).expect("a head");
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| cell.as_deref().unwrap_or_default());
        writer.write_record(cells).expect("a row");
    }
    writer.into_inner().expect("a file")
}
