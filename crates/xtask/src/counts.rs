//! How many tests ran, read from the closing lines of the runners.

use std::fmt;
use std::ops::AddAssign;

/// Tests that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Succeeded.
    pub passed: u64,
    /// Failed, or ended by a time limit or a signal.
    pub failed: u64,
    /// Not run: ignored or filtered out.
    pub skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Reads nextest's `Summary` line, cargo test's `test result:` lines (added up) and Playwright's closing list.
/// `None` when there is no such line, which means that no test ran.
pub fn read(lines: &[String]) -> Option<Counts> {
    let mut total = Counts::default();
    let mut found = false;
    for line in lines.iter().map(|line| line.trim()) {
        let part = if line.starts_with("Summary [") {
            // What the filter leaves out counts as skipped there; it runs in another stage.
            let mut counts = read_list(line.split_once("run:").map_or("", |(_, list)| list));
            counts.skipped = 0;
            counts
        } else if let Some(list) = line.strip_prefix("test result:") {
            read_list(list.split_once('.').map_or("", |(_, list)| list))
        } else if is_playwright(line) {
            read_list(line)
        } else {
            continue;
        };
        found = true;
        total += part;
    }
    found.then_some(total)
}

/// Whether a line is a runner's closing line.
pub fn is_summary(line: &str) -> bool {
    let line = line.trim();
    // cargo test has such a line for each binary, most of which hold no test.
    let empty = line.starts_with("test result: ok. 0 passed; 0 failed; 0 ignored;");
    !empty && (line.starts_with("Summary [") || line.starts_with("test result:") || is_playwright(line))
}

/// `12 passed (30.1s)`, `1 failed`, `2 flaky`, each alone on a line.
fn is_playwright(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let number = words.next().is_some_and(|word| word.parse::<u64>().is_ok());
    number
        && matches!(words.next(), Some("passed" | "failed" | "flaky" | "skipped" | "interrupted"))
        && words.next().is_none_or(|rest| rest.starts_with('('))
}

/// `12 passed (1 slow), 1 failed; 3 ignored`
fn read_list(list: &str) -> Counts {
    let mut counts = Counts::default();
    for part in list.split([',', ';']) {
        let mut words = part.split_whitespace();
        let Some(number) = words.next().and_then(|word| word.parse::<u64>().ok()) else { continue };
        match words.next() {
            Some("passed") => counts.passed += number,
            Some("failed" | "timed" | "flaky" | "interrupted") => counts.failed += number,
            Some("skipped" | "ignored") => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(text: &str) -> Option<Counts> {
        read(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn nextest() {
        let text = "     Summary [   0.512s] 14 tests run: 12 passed (1 slow), 1 failed, 1 timed out, 3 skipped";
        assert_eq!(counts(text), Some(Counts { passed: 12, failed: 2, skipped: 0 }));
    }

    #[test]
    fn cargo_test_adds_up_its_binaries() {
        let line = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.00s";
        assert_eq!(counts(&format!("{line}\n\n{line}")), Some(Counts { passed: 6, failed: 0, skipped: 2 }));
    }

    #[test]
    fn playwright() {
        let text = "  1 failed\n    [chromium] › a.spec.ts:3:1 › 3 passed\n  2 skipped\n  12 passed (30.1s)";
        assert_eq!(counts(text), Some(Counts { passed: 12, failed: 1, skipped: 2 }));
    }

    #[test]
    fn closing_lines_that_say_something() {
        assert!(is_summary("     Summary [   0.512s] 14 tests run: 14 passed"));
        assert!(is_summary("test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out"));
        assert!(!is_summary("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out"));
        assert!(!is_summary("running 3 tests"));
    }

    #[test]
    fn nothing_ran() {
        assert_eq!(counts("   Compiling obrady\n    Finished"), None);
    }
}
