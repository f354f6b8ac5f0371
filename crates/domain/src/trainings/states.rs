//! States that follow from the clock, computed when they are asked for.

use super::query::{CANCELLED, CONFIRMED, DRAFT, EDITION_CANCELLED};
use chrono::{DateTime, Utc};
use obrady_entity::{registration, training_edition};
use obrady_types::trainings::{EditionState, RegistrationState};

/// Where an edition stands at an instant. Intervals are half-open: at the closing instant registration is closed.
pub(super) fn edition(row: &training_edition::Model, now: DateTime<Utc>) -> EditionState {
    if row.state == DRAFT {
        EditionState::Draft
    } else if row.state == EDITION_CANCELLED {
        EditionState::Cancelled
    } else if now >= row.ends_at {
        EditionState::Completed
    } else if now >= row.starts_at {
        EditionState::InProgress
    } else if now >= row.registration_closes_at {
        EditionState::RegistrationClosed
    } else if now >= row.registration_opens_at {
        EditionState::RegistrationOpen
    } else {
        EditionState::Published
    }
}

/// Where a registration stands. `came` says of somebody with a place whether they came, once that was recorded.
pub(super) fn registration(
    row: &registration::Model,
    edition: &training_edition::Model,
    came: Option<bool>,
    now: DateTime<Utc>,
) -> RegistrationState {
    if row.state == CANCELLED {
        RegistrationState::Cancelled
    } else if row.state == CONFIRMED {
        match came {
            Some(true) => RegistrationState::Attended,
            Some(false) if now >= edition.ends_at => RegistrationState::NoShow,
            _ => RegistrationState::Confirmed,
        }
    } else if now >= edition.starts_at {
        RegistrationState::Expired
    } else {
        RegistrationState::Waiting
    }
}
