//! Seats, rules of procedure and terms of office.

mod acting;
mod cancelling;
mod ending;
mod holding;
mod query;
mod quorum;
mod rules_versions;
mod seated;
mod seats;
pub mod seed;
mod starting;
mod term_rows;
mod terms;
mod view;

pub(crate) use ending::end_terms_of_dissolved_body;
pub use ending::{annul_term, cancel_term, end_term};
pub(crate) use holding::{headship_changed, institution_renamed, lock_bodies_seating};
pub use query::TermFilter;
pub(crate) use quorum::{rules_at, seats_with_holders};
pub use rules_versions::{create_rules_version, get_rules_version, list_rules_versions};
pub(crate) use seated::{Seated, holds_office, seated};
pub use seats::{create_seat, get_seat, list_seats, update_seat};
pub use starting::start_term;
pub use terms::{get_officers, get_term, list_terms};
