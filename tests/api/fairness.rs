//! Replays the decisions of a waiting list: at every instant no place too many, and nobody before their turn.

use obrady_tests::App;
use obrady_types::TrainingEditionId;
use obrady_types::trainings::{Registration, RegistrationState};
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use std::collections::BTreeMap;

/// Numbers that look random and are the same each time.
pub(crate) struct Seeded(u64);

/// Begins with a seed.
pub(crate) fn seeded(seed: u64) -> Seeded {
    Seeded(seed)
}

impl Seeded {
    /// A number below a bound (xorshift).
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// One recorded decision: number of the registration, its institution, outcome, place.
struct Step {
    seq: i32,
    institution: String,
    outcome: String,
}

/// All decisions of an edition, in the order in which they were taken.
pub(crate) struct Fairness(Vec<Step>);

impl Fairness {
    /// Reads them past the API.
    pub(crate) async fn of(app: &App, edition: TrainingEditionId) -> Self {
        let db = app.ctx.db.reader();
        let hex = edition.0.simple();
        let id = if app.ctx.db.is_postgres() { format!("'{hex}'") } else { format!("x'{hex}'") };
        let text = if app.ctx.db.is_postgres() { "r.institution_id::text" } else { "hex(r.institution_id)" };
        let sql = format!(
            "SELECT r.seq, coalesce({text}, ''), d.outcome FROM registration_decision d \
             JOIN registration r ON r.id = d.registration_id WHERE r.edition_id = {id} ORDER BY d.number"
        );
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("decisions");
        let step = |row: &sea_orm_migration::sea_orm::QueryResult| Step {
            seq: row.try_get_by_index(0).expect("a number"),
            institution: row.try_get_by_index(1).expect("an institution"),
            outcome: row.try_get_by_index(2).expect("an outcome"),
        };
        Self(rows.iter().map(step).collect())
    }

    /// Replays them: at no instant more places or more of one institution than there may be, everybody promoted in
    /// turn unless their institution was at its limit then; and in the end what is replayed is what stands there, with
    /// no eligible person waiting while a place is free.
    pub(crate) fn check(&self, rows: &[Registration], capacity: usize, limit: usize) {
        let mut standing: BTreeMap<i32, (String, &str)> = BTreeMap::new();
        for step in &self.0 {
            let held = |standing: &BTreeMap<i32, (String, &str)>, institution: &str| {
                standing.values().filter(|(of, state)| of == institution && *state == "confirmed").count()
            };
            let at_limit = |standing: &BTreeMap<i32, (String, &str)>, institution: &str| {
                !institution.is_empty() && held(standing, institution) >= limit
            };
            let seq = step.seq;
            match step.outcome.as_str() {
                "confirmed" | "promoted" => {
                    let ahead = standing.iter().find(|(ahead, (institution, state))| {
                        **ahead < seq && *state == "waiting" && !at_limit(&standing, institution)
                    });
                    assert!(ahead.is_none(), "{seq} got a place before {ahead:?}");
                    assert!(!at_limit(&standing, &step.institution), "{seq} is beyond the limit");
                    standing.insert(seq, (step.institution.clone(), "confirmed"));
                }
                "waiting" => {
                    standing.insert(seq, (step.institution.clone(), "waiting"));
                }
                "cancelled" => {
                    standing.insert(seq, (step.institution.clone(), "cancelled"));
                }
                "skipped" => assert!(at_limit(&standing, &step.institution), "{seq} was passed over for nothing"),
                other => panic!("{other} does not happen here"),
            }
            let confirmed = standing.values().filter(|(_, state)| *state == "confirmed").count();
            assert!(confirmed <= capacity, "{confirmed} of {capacity} after {seq}");
        }
        let confirmed = standing.values().filter(|(_, state)| *state == "confirmed").count();
        for row in rows {
            let wanted = match row.state {
                RegistrationState::Confirmed => "confirmed",
                RegistrationState::Waiting => "waiting",
                RegistrationState::Cancelled => "cancelled",
                other => panic!("{other:?} does not happen here"),
            };
            assert_eq!(standing.get(&row.seq).map(|(_, state)| *state), Some(wanted), "number {}", row.seq);
        }
        let held = |institution: &str| {
            standing.values().filter(|(of, state)| of == institution && *state == "confirmed").count()
        };
        let eligible = standing.iter().find(|(_, (institution, state))| {
            *state == "waiting" && (institution.is_empty() || held(institution) < limit)
        });
        assert!(confirmed == capacity || eligible.is_none(), "{eligible:?} waits while a place is free");
    }
}
