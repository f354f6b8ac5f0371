//! Trainings: the rush, the waiting list and its reasons, who may do what, attendance.

mod attendance;
mod editions;
mod queue;
mod refusals;
mod rush;
pub(crate) mod world;
