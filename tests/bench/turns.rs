//! Two servers measured in turns, so that both meet the same machine, and the medians of their runs.

use crate::http::{Target, Took};
use anyhow::Result;

/// The processor of the servers: throughput is that of one, and the load runs on the others.
pub const SERVER: &[&str] = &["taskset", "--cpu-list", "0"];

/// How long each run takes, in seconds, how many there are of each, and of what.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seconds: u64,
    pub runs: usize,
    /// Part of the name of what is measured; nothing for everything.
    pub only: Option<String>,
}

impl Plan {
    /// Whether this is to be measured.
    pub fn wants(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|only| name.contains(only))
    }
}

/// What both servers did, run by run.
#[derive(Debug, Default)]
pub struct Turns(pub [Vec<Took>; 2]);

/// The value in the middle.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

impl Turns {
    /// Runs the first and the second in turns; one run of each comes before and is not counted.
    ///
    /// # Errors
    /// Those of a run.
    pub async fn take(
        plan: &Plan,
        targets: &[Target; 2],
        one: impl AsyncFn(usize, &Target) -> Result<Took>,
    ) -> Result<Self> {
        let mut turns = Self::default();
        for run in 0..=plan.runs {
            for (side, target) in targets.iter().enumerate() {
                let took = one(side, target).await?;
                if run > 0 {
                    turns.0[side].push(took);
                }
            }
        }
        Ok(turns)
    }

    /// Answers in a second.
    pub fn rate(&self, side: usize) -> f64 {
        median(self.0[side].iter().map(Took::rate))
    }

    /// The latency that so many of a thousand answers did not exceed, in milliseconds.
    pub fn millis(&self, side: usize, per_mille: usize) -> f64 {
        median(self.0[side].iter().map(|took| took.millis(per_mille)))
    }

    /// How many times as much as the second the first does, pair by pair.
    pub fn ratio(&self) -> f64 {
        median(self.0[0].iter().zip(&self.0[1]).map(|(first, second)| first.rate() / second.rate()))
    }
}
