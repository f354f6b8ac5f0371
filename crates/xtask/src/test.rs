//! `cargo xtask test`: which stages run, what each came to, and the closing table.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Error, Result, bail};
use clap::ValueEnum as _;

use crate::counts::{self, Counts};
use crate::repo::Repo;
use crate::stages::Stage;

/// What `cargo xtask test` is told.
#[derive(clap::Args)]
pub struct TestArgs {
    /// Run these stages and no others, in the usual order.
    #[arg(long, value_delimiter = ',', value_name = "STAGE,…", conflicts_with = "skip")]
    only: Vec<Stage>,
    /// Leave these stages out.
    #[arg(long, value_delimiter = ',', value_name = "STAGE,…")]
    skip: Vec<Stage>,
}

impl TestArgs {
    fn takes(&self, stage: Stage) -> bool {
        if self.only.is_empty() { !self.skip.contains(&stage) } else { self.only.contains(&stage) }
    }
}

/// What a stage came to.
#[derive(Default)]
pub struct Report {
    /// The tests it ran, if it runs tests.
    pub counts: Option<Counts>,
    /// The closing lines of the test runners, word for word.
    pub summaries: Vec<String>,
    /// All that went wrong; none means success.
    pub failures: Vec<Error>,
}

impl Report {
    /// Notes a failure, if there is one. A stage goes on after it as long as that makes sense: one run, all the news.
    pub fn note(&mut self, result: Result<()>) {
        self.failures.extend(result.err());
    }

    /// Takes over what a test runner told. No closing line, or no test in it, is a failure too.
    pub fn tests(&mut self, lines: &[String], failure: Option<Error>) {
        let failed = failure.is_some();
        self.failures.extend(failure);
        let found = counts::read(lines).unwrap_or_default();
        if !failed && found.passed + found.failed == 0 {
            self.failures.push(anyhow::anyhow!("the test runner ran nothing"));
        }
        *self.counts.get_or_insert_default() += found;
        self.summaries.extend(lines.iter().filter(|line| counts::is_summary(line)).map(|line| line.trim().to_owned()));
    }
}

/// One line of the closing table.
struct Row {
    stage: Stage,
    /// `None` for a stage that was left out by choice.
    done: Option<(Report, Duration)>,
}

/// Runs the chosen stages, prints the table, and answers whether all of them succeeded.
pub fn run(repo: &Repo, args: &TestArgs) -> Result<ExitCode> {
    let chosen = Stage::value_variants().iter().filter(|stage| args.takes(**stage)).count();
    if chosen == 0 {
        bail!("all stages are left out");
    }
    let mut rows = Vec::new();
    let mut number = 0;
    for &stage in Stage::value_variants() {
        let mut done = None;
        if args.takes(stage) {
            number += 1;
            eprintln!("\n== {number}/{chosen} {}: {}", stage.name(), stage.about());
            let start = Instant::now();
            let report = stage.run(repo).unwrap_or_else(|error| Report { failures: vec![error], ..Report::default() });
            let took = start.elapsed();
            for failure in &report.failures {
                eprintln!("  error: {failure:#}");
            }
            eprintln!("== {} {} after {} min", stage.name(), verdict(&report), minutes(took));
            done = Some((report, took));
        }
        rows.push(Row { stage, done });
    }
    print!("\n{}", table(&rows));
    let failed = rows.iter().any(|row| row.done.as_ref().is_some_and(|(report, _)| !report.failures.is_empty()));
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn verdict(report: &Report) -> &'static str {
    if report.failures.is_empty() { "passed" } else { "FAILED" }
}

fn minutes(took: Duration) -> String {
    format!("{:.1}", took.as_secs_f64() / 60.0)
}

/// Stage, result, minutes, tests; below it the runners' own closing lines.
fn table(rows: &[Row]) -> String {
    let mut text = format!("{:<12}  {:<8}  {:>7}  tests\n", "stage", "result", "minutes");
    let mut tail = String::new();
    let mut total = Duration::ZERO;
    for row in rows {
        let name = row.stage.name();
        let Some((report, took)) = &row.done else {
            text.push_str(&format!("{name:<12}  left out\n"));
            continue;
        };
        total += *took;
        let tests = report.counts.map(|counts| counts.to_string()).unwrap_or_default();
        let line = format!("{name:<12}  {:<8}  {:>7}  {tests}", verdict(report), minutes(*took));
        text.push_str(line.trim_end());
        text.push('\n');
        for summary in &report.summaries {
            tail.push_str(&format!("{name}: {summary}\n"));
        }
    }
    text.push_str(&format!("{:<12}  {:<8}  {:>7}\n{tail}", "total", "", minutes(total)));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(only: &[Stage], skip: &[Stage]) -> TestArgs {
        TestArgs { only: only.to_vec(), skip: skip.to_vec() }
    }

    #[test]
    fn stages_are_chosen() {
        assert!(args(&[], &[]).takes(Stage::Unit));
        assert!(args(&[Stage::Unit], &[]).takes(Stage::Unit) && !args(&[Stage::Unit], &[]).takes(Stage::Lint));
        assert!(!args(&[], &[Stage::Lint]).takes(Stage::Lint) && args(&[], &[Stage::Lint]).takes(Stage::Unit));
    }

    #[test]
    fn a_runner_that_ran_nothing_fails_the_stage() {
        let mut report = Report::default();
        report.tests(&["Finished".to_owned()], None);
        assert_eq!(report.failures.len(), 1);
        assert_eq!(verdict(&report), "FAILED");
    }

    #[test]
    fn the_table_has_a_line_for_each_stage_and_the_summaries_word_for_word() {
        let summary = "Summary [   0.512s] 14 tests run: 14 passed, 2 skipped";
        let mut report = Report::default();
        report.tests(&[format!("     {summary}")], None);
        let rows = [
            Row { stage: Stage::Unit, done: Some((report, Duration::from_secs(90))) },
            Row { stage: Stage::E2e, done: None },
        ];
        let text = table(&rows);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "unit          passed        1.5  14 passed, 0 failed, 0 skipped");
        assert_eq!(lines[2], "e2e           left out");
        assert_eq!(lines[4], format!("unit: {summary}"));
    }
}
