//! Institutions, people, and what follows when they change.

mod heads;
mod imports;
mod merging;
mod places;
mod privacy;
