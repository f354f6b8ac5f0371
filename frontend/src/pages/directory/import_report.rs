//! What a file does: counts, and the rows that are refused.

use super::words;
use crate::components::feedback::{Tone, note};
use crate::texts::text;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::directory::{ImportEncoding, ImportOutcome, ImportReport, ImportRow};

/// The counts and the table of refused rows.
pub fn report(report: ImportReport) -> AnyView {
    let ImportReport { encoding, created, updated, unchanged, refused, elsewhere, rows, .. } = report;
    let converted = (encoding == ImportEncoding::Windows1250)
        .then(|| note(Tone::Attention, view! { <p>{tx!(directory.converted)}</p> }.into_any()));
    let rows: Vec<AnyView> = rows.into_iter().filter(|row| row.outcome == ImportOutcome::Refused).map(row).collect();
    let table = (!rows.is_empty()).then(|| {
        view! {
            <h3>{tx!(directory.refused_rows)}</h3>
            <div class="table-box" tabindex="0" role="region" aria-label=tx!(directory.refused_rows)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{tx!(directory.line)}</th>
                            <th scope="col">{tx!(directory.name)}</th>
                            <th scope="col">{tx!(directory.column)}</th>
                            <th scope="col">{tx!(directory.why)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    });
    view! {
        {converted}
        <dl class="facts-list">
            <dt>{tx!(directory.created)}</dt><dd>{created}</dd>
            <dt>{tx!(directory.updated)}</dt><dd>{updated}</dd>
            <dt>{tx!(directory.unchanged)}</dt><dd>{unchanged}</dd>
            <dt>{tx!(directory.refused)}</dt><dd>{refused}</dd>
            {(elsewhere > 0).then(|| view! { <dt>{tx!(directory.elsewhere)}</dt><dd>{elsewhere}</dd> }.into_any())}
        </dl>
        {table}
    }
    .into_any()
}

fn row(row: ImportRow) -> AnyView {
    let columns: Vec<String> =
        row.problems.iter().map(|one| one.column.clone()).filter(|one| !one.is_empty()).collect();
    let codes: Vec<String> = row.problems.into_iter().map(|one| one.code).collect();
    let why = text(move || codes.iter().map(|code| words::refusal(code)).collect::<Vec<_>>().join(" "));
    let name = if row.name.is_empty() { tr!(directory.nameless).to_owned() } else { row.name };
    view! {
        <tr>
            <td>{row.line}</td>
            <td>{name}</td>
            <td>{columns.join(", ")}</td>
            <td>{why}</td>
        </tr>
    }
    .into_any()
}
