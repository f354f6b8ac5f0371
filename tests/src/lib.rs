//! Harness of the API tests: a database for each test, a server in the process, a clock that stands still, and
//! somebody for each role. `OBRADY_TEST_ENGINE` chooses `sqlite` (default) or `postgres`; the latter needs
//! `OBRADY_TEST_DATABASE_URL`, a cluster in which databases may be made.

pub mod app;
pub mod db;
pub mod edition;
pub mod generate;
pub mod place;
pub mod process;
pub mod proxy;
pub mod sink;
pub mod world;

pub use app::{App, Demo, start, start_beside, start_demo, start_over, start_with};
pub use world::{Who, World};

use chrono::{DateTime, TimeZone, Utc};

/// The instant at which every test begins: a Tuesday, 10:00 in Warsaw.
pub fn start_of_test() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 9, 0, 0).single().expect("a valid instant")
}

/// The password of every account of the test world.
pub const PASSWORD: &str = "wspolna-kawa-o-dziewiatej";
