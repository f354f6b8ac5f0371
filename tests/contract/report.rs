//! What schemathesis did, from the events that it writes, one JSON object a line.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

/// What one run came to.
#[derive(Debug, Default)]
pub struct Report {
    /// Operations that were asked, as `METHOD /path`.
    asked: BTreeSet<String>,
    /// Operations that answered 2xx at least once.
    succeeded: BTreeSet<String>,
    /// Requests of each phase.
    requests: BTreeMap<String, usize>,
    /// Checks that were made of answers.
    checks: usize,
    /// Phases that came to an end.
    finished: BTreeSet<String>,
    /// What is wrong, one line each.
    pub failures: BTreeSet<String>,
}

impl Report {
    /// Reads the events of a run.
    pub fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file).context("schemathesis wrote no report")?;
        let mut report = Self::default();
        for line in text.lines() {
            report.take(&serde_json::from_str(line).context("the report is cut off")?);
        }
        Ok(report)
    }

    fn take(&mut self, event: &Value) {
        if let Some(phase) = event.get("PhaseFinished") {
            let name = text(phase, "/phase/name");
            match text(phase, "/status") {
                "success" => drop(self.finished.insert(name.to_owned())),
                // Its failures stand in its scenarios; whether it should have been left out is asked at the end.
                "failure" | "skip" => {}
                other => drop(self.failures.insert(format!("phase {name}: {other}"))),
            }
        }
        if let Some(error) = event.get("NonFatalError").or_else(|| event.get("FatalError")) {
            self.failures.insert(format!("error: {error}"));
        }
        let Some(scenario) = event.get("ScenarioFinished") else { return };
        let phase = text(scenario, "/phase");
        let recorder = scenario.get("recorder").unwrap_or(&Value::Null);
        let case = |id: &str| recorder.pointer(&format!("/cases/{id}/value")).unwrap_or(&Value::Null);
        for (id, interaction) in members(recorder.get("interactions")) {
            // A wrong method on the path of an operation is no request to it.
            let operation = format!("{} {}", text(case(id), "/method"), text(case(id), "/path"));
            let status = interaction.pointer("/response/status_code").and_then(Value::as_u64).unwrap_or_default();
            if (200..300).contains(&status) {
                self.succeeded.insert(operation.clone());
            }
            self.asked.insert(operation);
            *self.requests.entry(phase.to_owned()).or_default() += 1;
        }
        for (id, checks) in members(recorder.get("checks")) {
            for check in checks.as_array().into_iter().flatten() {
                self.checks += 1;
                if text(check, "/status") != "success" {
                    let status = recorder.pointer(&format!("/interactions/{id}/response/status_code"));
                    let (name, path) = (text(check, "/name"), text(case(id), "/path"));
                    let (method, status) = (text(case(id), "/method"), status.unwrap_or(&Value::Null));
                    let message = text(check, "/failure_info/failure/message").lines().next().unwrap_or_default();
                    self.failures.insert(format!("{name}: {method} {path}: {status} ({message})"));
                }
            }
        }
    }

    /// Whether it tried what the document has, in all these phases, and got somewhere.
    pub fn is_thorough(&self, operations: &BTreeSet<String>, phases: &str, succeeding: usize) -> Result<()> {
        let missing: Vec<&String> = operations.difference(&self.asked).collect();
        ensure!(!operations.is_empty() && missing.is_empty(), "operations that were never asked: {missing:?}");
        for phase in phases.split(',') {
            ensure!(self.finished.contains(phase), "the phase {phase} did not come to its end");
            ensure!(self.requests.get(phase).is_some_and(|count| *count > 0), "the phase {phase} asked nothing");
        }
        let succeeded = self.succeeded.intersection(operations).count();
        if succeeded < succeeding {
            bail!("only {succeeded} operations ever succeeded, and {succeeding} should have");
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requests: usize = self.requests.values().sum();
        write!(f, "{} operations, {} succeeded, {requests} requests", self.asked.len(), self.succeeded.len())?;
        write!(f, " {:?}, {} checks, {} failures", self.requests, self.checks, self.failures.len())
    }
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PHASES;
    use serde_json::json;

    fn scenario(phase: &str, status: u16, check: &str) -> Value {
        json!({ "ScenarioFinished": { "phase": phase, "recorder": {
            "cases": { "a": { "value": { "method": "GET", "path": "/x/{id}" } } },
            "interactions": { "a": { "response": { "status_code": status } } },
            "checks": { "a": [{ "name": "not_a_server_error", "status": check }] },
        } } })
    }

    fn whole(status: u16) -> Report {
        let mut report = Report::default();
        for phase in PHASES.split(',') {
            report.take(&scenario(phase, status, "success"));
            report.take(&json!({ "PhaseFinished": { "phase": { "name": phase }, "status": "success" } }));
        }
        report
    }

    #[test]
    fn a_run_that_tried_everything_is_thorough() {
        let operations = BTreeSet::from(["GET /x/{id}".to_owned()]);
        whole(200).is_thorough(&operations, PHASES, 1).expect("all was tried");
    }

    #[test]
    fn a_run_that_tried_less_is_not() {
        let operations = BTreeSet::from(["GET /x/{id}".to_owned()]);
        let more = BTreeSet::from(["GET /x/{id}".to_owned(), "POST /x".to_owned()]);
        assert!(whole(200).is_thorough(&more, PHASES, 1).is_err(), "an operation was never asked");
        assert!(whole(401).is_thorough(&operations, PHASES, 1).is_err(), "nothing succeeded");
        assert!(whole(200).is_thorough(&BTreeSet::new(), PHASES, 0).is_err(), "the document is empty");
        let mut cut = whole(200);
        cut.finished.remove("stateful");
        assert!(cut.is_thorough(&operations, PHASES, 1).is_err(), "a phase did not end");
        assert!(Report::default().is_thorough(&operations, PHASES, 0).is_err(), "nothing was done");
    }

    #[test]
    fn a_failed_check_is_told() {
        let mut report = whole(200);
        report.take(&scenario("fuzzing", 500, "failure"));
        assert_eq!(report.failures.len(), 1);
        report.take(&json!({ "NonFatalError": { "message": "no answer" } }));
        report.take(&json!({ "PhaseFinished": { "phase": { "name": "stateful" }, "status": "interrupted" } }));
        assert_eq!(report.failures.len(), 3);
    }
}
