//! What the server does each night.

use crate::ScheduledRunId;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ScheduledRunState {
    /// It runs now, or its server is gone and another takes it over within a minute.
    Running,
    /// It did what it had to.
    Done,
    /// It did not, and is not tried again in this night.
    Failed,
}

/// A number that a run tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScheduledRunCount {
    /// What was counted: `events`.
    pub name: String,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64))]
    pub count: i64,
}

/// One task of one night. It runs once, however many servers there are (REL-24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScheduledRun {
    /// Its id.
    pub id: ScheduledRunId,
    /// What was to be done: `retention`.
    pub task: String,
    /// The date on which it became due, in the installation's time zone.
    pub night: NaiveDate,
    /// When it began, or when another server took it over.
    pub started_at: DateTime<Utc>,
    /// When it ended; absent while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    /// How it stands.
    pub state: ScheduledRunState,
    /// How often it was begun: more than once when a server died.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1000))]
    pub attempts: i32,
    /// What it did.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub counts: Vec<ScheduledRunCount>,
    /// Why it failed, for who runs the server; nobody's data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// When the server does what each night.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NightlyPlan {
    /// The local time at which it becomes due.
    pub at: NaiveTime,
    /// The zone of that time.
    pub time_zone: String,
    /// When it becomes due next.
    pub next_at: DateTime<Utc>,
    /// What is then done, in this order: `copy`, `retention`.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub tasks: Vec<String>,
}
