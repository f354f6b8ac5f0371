//! Institutions, people, and what follows when they change.

mod communes;
mod heads;
mod imports;
mod merging;
mod places;
mod posts;
mod privacy;
