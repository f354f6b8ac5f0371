//! Runs the vectors in `vectors/*.json`: the same file gives the same answer natively and in WASM.

mod agenda;
mod random;
mod values;

use serde::{Deserialize, Serialize};

pub use agenda::{AgendaCase, AgendaStep};
pub use random::course as random_course;

/// A file of vectors.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VectorFile {
    /// Batches of agenda commands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agendas: Vec<AgendaCase>,
    /// Days with items, and when these begin and end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    schedules: Vec<values::ScheduleCase>,
    /// Typed durations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    durations: Vec<values::TextCase>,
    /// Typed times of day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    clock_times: Vec<values::TextCase>,
    /// Fuzzy periods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    periods: Vec<values::PeriodCase>,
    /// States of terms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    terms: Vec<values::TermCase>,
}

impl VectorFile {
    /// A file of agenda cases only.
    #[must_use]
    pub fn of_agendas(agendas: Vec<AgendaCase>) -> Self {
        let (schedules, durations, clock_times) = (Vec::new(), Vec::new(), Vec::new());
        Self { agendas, schedules, durations, clock_times, periods: Vec::new(), terms: Vec::new() }
    }
}

/// The committed files of vectors: name and content.
pub const FILES: [(&str, &str); 5] = [
    ("agenda_random.json", include_str!("../vectors/agenda_random.json")),
    ("agenda_rules.json", include_str!("../vectors/agenda_rules.json")),
    ("periods_and_terms.json", include_str!("../vectors/periods_and_terms.json")),
    ("schedules.json", include_str!("../vectors/schedules.json")),
    ("texts.json", include_str!("../vectors/texts.json")),
];

/// What became of a file of vectors.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VectorReport {
    /// Number of vectors that came out as expected.
    pub passed: usize,
    /// The others, in words.
    pub failures: Vec<String>,
    /// FNV-1a over everything that was computed, in 16 hexadecimal digits.
    pub digest: String,
}

/// Runs a file of vectors, given as JSON, and returns a [`VectorReport`] as JSON.
///
/// A text that is no such file is one failure.
#[must_use]
pub fn run(json: &str) -> String {
    let course = Course::through(json);
    let report = VectorReport { passed: course.passed, failures: course.failures, digest: course.digest.text() };
    serde_json::to_string(&report).unwrap_or_default()
}

/// How many random courses are run beside the committed ones, and how many of them share a line.
const RANDOM: (u64, u64) = (10_000, 250);

/// Runs the committed files and ten thousand random courses, and returns one line for each vector: `ok` or `FAILED`,
/// its file, its name, and the digest of everything computed for the file so far. Natively and in WASM the text must
/// be the same.
#[must_use]
pub fn run_all() -> String {
    let mut text = String::new();
    let files = FILES.map(|(file, json)| (file, Course::through(json)));
    for (file, course) in files.into_iter().chain([("random", Course::at_random())]) {
        for (state, rest) in course.lines {
            text.push_str(&format!("{state} {file}: {rest}\n"));
        }
    }
    text
}

#[derive(Default)]
struct Course {
    passed: usize,
    lines: Vec<(&'static str, String)>,
    failures: Vec<String>,
    digest: Digest,
}

impl Course {
    fn through(json: &str) -> Self {
        let mut course = Self::default();
        match serde_json::from_str::<VectorFile>(json) {
            Ok(file) => course.run(&file),
            Err(error) => course.check("all", Err(format!("not a file of vectors: {error}"))),
        }
        course
    }

    fn at_random() -> Self {
        let mut course = Self::default();
        let (all, together) = RANDOM;
        for first in (1..=all).step_by(usize::try_from(together).unwrap_or(1)) {
            let last = first + together - 1;
            let outcome = (first..=last).try_for_each(|seed| {
                let case = random::course(seed, 8)?;
                course.digest.add(case.digest.as_deref().unwrap_or_default());
                Ok(())
            });
            course.check(&format!("seeds {first} to {last}"), outcome);
        }
        course
    }

    fn run(&mut self, file: &VectorFile) {
        for case in &file.agendas {
            let outcome = case.run(&mut self.digest);
            self.check(&case.name, outcome);
        }
        for case in &file.schedules {
            self.compare(&case.name, &case.outcome(), &case.expect);
        }
        for (case, outcome) in file.durations.iter().map(|case| (case, values::duration(&case.text))) {
            self.compare(&format!("duration {:?}", case.text), &outcome, &case.expect);
        }
        for (case, outcome) in file.clock_times.iter().map(|case| (case, values::clock_time(&case.text))) {
            self.compare(&format!("clock time {:?}", case.text), &outcome, &case.expect);
        }
        for case in &file.periods {
            self.compare(&format!("period {}", case.period.from), &case.outcome(), &case.expect);
        }
        for case in &file.terms {
            self.compare(&case.name, &case.outcome(), &case.expect);
        }
    }

    fn compare<T: PartialEq + std::fmt::Debug>(&mut self, name: &str, outcome: &T, expect: &T) {
        let text = format!("{outcome:?}");
        self.digest.add(&text);
        let right = outcome == expect;
        self.check(name, if right { Ok(()) } else { Err(format!("{text} instead of {expect:?}")) });
    }

    fn check(&mut self, name: &str, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => {
                self.passed += 1;
                self.lines.push(("ok", format!("{name} {}", self.digest.text())));
            }
            Err(why) => {
                self.lines.push(("FAILED", format!("{name}: {why}")));
                self.failures.push(format!("{name}: {why}"));
            }
        }
    }
}

/// FNV-1a, 64 bits: enough to notice a difference, and no dependency.
#[derive(Clone, Copy)]
struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn text(self) -> String {
        format!("{:016x}", self.0)
    }
}
