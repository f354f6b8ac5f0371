//! Trainings, their editions, registrations with a waiting list that explains itself, and attendance.

mod advisers;
mod attendance;
mod candidates;
mod catalogue;
mod clauses;
mod edition_changes;
mod editions;
mod leaving;
pub(crate) mod mails;
mod needs;
mod practice_models;
mod query;
mod queue;
mod registering;
mod registrations;
mod renewing;
mod rows;
pub mod seed;
mod states;
mod view;

pub use advisers::{create_adviser, get_adviser, list_advisers, update_adviser};
pub use attendance::{get_training_attendance, record_training_attendance};
pub use candidates::list_training_candidates;
pub use catalogue::{create_training, get_training, list_trainings, update_training};
pub use clauses::{create_information_clause, get_information_clause, list_information_clauses};
pub use edition_changes::{cancel_training_edition, publish_training_edition, update_training_edition};
pub use editions::{create_training_edition, get_training_edition, list_training_editions};
pub use leaving::{cancel_registration, swap_registration};
pub use needs::reseal_needs;
pub use practice_models::{create_practice_model, get_practice_model, list_practice_models, update_practice_model};
pub use query::{EditionFilter, RegistrationFilter, TrainingFilter};
pub use registering::create_registration;
pub use registrations::{get_registration, list_registration_decisions, list_registrations};
