//! Bodies (working groups, councils, convents), their members and their topics.

mod bodies;
mod carrying;
mod memberships;
mod profile;
mod query;
pub mod seed;
mod topics;
mod view;
mod work_plans;

pub use bodies::{create_body, dissolve_body, get_body, list_bodies, update_body};
pub(crate) use carrying::{carry_topics, finish_topics, insert_carried_topic, take_up_topic};
pub(crate) use memberships::belongs_to_any;
pub use memberships::{create_membership, get_membership, list_memberships, update_membership};
pub use profile::get_body_profile;
pub use query::BodyFilter;
pub(crate) use query::{
    bodies_by_id, dissolved_among, ensure_accepts_new, get_body_row, get_body_row_locked, members_on, topics_by_id,
};
pub use topics::{create_topic, get_topic, list_topics, update_topic};
pub(crate) use topics::{lock_topics, plan_topics, release_topics};
pub(crate) use view::body_ref;
pub use work_plans::{
    create_work_plan, create_work_plan_entry, delete_work_plan_entry, get_work_plan, get_work_plan_entry,
    list_work_plans, update_work_plan_entry,
};
