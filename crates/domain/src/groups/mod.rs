//! Bodies (working groups, councils, convents), their members and their topics.

mod bodies;
mod memberships;
mod query;
pub mod seed;
mod topics;
mod view;

pub use bodies::{create_body, dissolve_body, get_body, list_bodies, update_body};
pub(crate) use memberships::belongs_to_any;
pub use memberships::{create_membership, get_membership, list_memberships, update_membership};
pub use query::BodyFilter;
pub(crate) use query::{dissolved_among, ensure_accepts_new, get_body_row, get_body_row_locked};
pub use topics::{create_topic, get_topic, list_topics, update_topic};
pub(crate) use topics::{lock_topics, plan_topics, release_topics};
