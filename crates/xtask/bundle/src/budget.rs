//! The size table and the budgets, in bytes as they travel (brotli; 1 kB = 1000 bytes).

use std::fmt::Write as _;

use anyhow::{Result, bail};

use crate::emit::{Kind, Written};

/// Kind, its name in the table, and the most that all files of the kind may weigh together (UX-37); of the chunks, the
/// most that one may weigh, since a page fetches few of them.
const BUDGETS: [(Kind, &str, usize); 5] = [
    (Kind::Wasm, "WASM", 300_000),
    (Kind::Chunk, "largest chunk", 160_000),
    (Kind::Script, "scripts", 15_000),
    (Kind::Style, "styles", 20_000),
    (Kind::Font, "fonts", 80_000),
];

/// A table of all files and, below it, each budget with what is used of it.
pub fn table(files: &[Written]) -> String {
    let width = files.iter().map(|file| file.path.len()).max().unwrap_or(0).max(20);
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort_by_key(|file| (file.kind, std::cmp::Reverse(file.sent)));
    let mut text = format!("{:width$}  {:>10}  {:>10}\n", "file", "raw", "brotli");
    for file in sorted {
        let _ = writeln!(text, "{:width$}  {:>10}  {:>10}", file.path, kilobytes(file.raw), kilobytes(file.sent));
    }
    for (kind, name, limit) in BUDGETS {
        let used = used(files, kind);
        let verdict = if used > limit { "  OVER BUDGET" } else { "" };
        let label = format!("{name}, of {}", kilobytes(limit));
        let _ = writeln!(text, "{label:width$}  {:>10}  {:>10}{verdict}", "", kilobytes(used));
    }
    text
}

/// Fails with every budget that is exceeded.
pub fn check(files: &[Written]) -> Result<()> {
    let over: Vec<String> = BUDGETS
        .iter()
        .filter_map(|&(kind, name, limit)| {
            let used = used(files, kind);
            (used > limit).then(|| format!("{name}: {} of {}", kilobytes(used), kilobytes(limit)))
        })
        .collect();
    if !over.is_empty() {
        bail!("over budget (UX-37): {}", over.join("; "));
    }
    Ok(())
}

fn used(files: &[Written], kind: Kind) -> usize {
    let sizes = files.iter().filter(|file| file.kind == kind).map(|file| file.sent);
    if kind == Kind::Chunk { sizes.max().unwrap_or(0) } else { sizes.sum() }
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(kind: Kind, sent: usize) -> Written {
        Written { path: "assets/x".into(), kind, raw: sent * 3, sent }
    }

    #[test]
    fn files_of_a_kind_share_a_budget() {
        assert!(check(&[file(Kind::Wasm, 300_000), file(Kind::Font, 80_000)]).is_ok());
        let error = check(&[file(Kind::Font, 50_000), file(Kind::Font, 30_001), file(Kind::Style, 1)]).unwrap_err();
        assert_eq!(error.to_string(), "over budget (UX-37): fonts: 80.0 kB of 80.0 kB");
    }

    #[test]
    fn chunks_are_weighed_one_by_one() {
        assert!(check(&[file(Kind::Chunk, 160_000), file(Kind::Chunk, 90_000)]).is_ok());
        assert!(check(&[file(Kind::Chunk, 160_001)]).is_err());
    }

    #[test]
    fn the_table_names_what_is_over() {
        let text = table(&[file(Kind::Script, 15_001)]);
        assert!(text.contains("OVER BUDGET"), "{text}");
        assert_eq!(text.matches("OVER").count(), 1);
    }
}
