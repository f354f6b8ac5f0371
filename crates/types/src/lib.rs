//! The wire of Obrady: everything that crosses HTTP, and nothing else.
//!
//! Instants are RFC 3339 in UTC with `Z`, dates are `YYYY-MM-DD`, local times carry the name of their
//! zone. Every mutable view has a `version`; its strong `ETag` begins with that number. Unknown fields
//! of an input are refused, unknown fields of a view must be ignored by clients.

mod access;
pub mod audit;
pub mod body_profiles;
pub mod convents;
pub mod covers;
pub mod directory;
pub mod groups;
pub mod identity;
mod ids;
pub mod meetings;
mod page;
mod patch;
pub mod portal;
mod problem;
pub mod programmes;
pub mod scheduled_runs;
pub mod trainings;
mod validation;
pub mod work_plans;

pub use ids::*;
pub use page::{Page, PageQuery};
pub use patch::Patch;
pub use problem::{ErrorCode, FieldError, Problem};
pub use validation::{MaybeDated, YEARS, validate};
