//! Seats, rules of procedure and terms of office.

mod ending;
mod query;
mod rules_versions;
mod seats;
pub mod seed;
mod starting;
mod terms;
mod view;

pub use ending::{cancel_term, end_term};
pub(crate) use ending::{end_terms_of_dissolved_body, seat_holder_left};
pub use query::TermFilter;
pub use rules_versions::{create_rules_version, get_rules_version, list_rules_versions};
pub use seats::{create_seat, get_seat, list_seats, update_seat};
pub use starting::start_term;
pub use terms::{get_officers, get_term, list_terms};
