//! Who runs the site, and how accessible it is: what the footer's statements say (DOM-17, DOM-18).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The same text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bilingual {
    /// In Polish.
    pub pl: String,
    /// In English.
    pub en: String,
}

/// How far the site keeps the rules of digital accessibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Conformance {
    /// Wholly.
    Full,
    /// But for what is listed.
    Partial,
    /// Not.
    None,
}

/// What the accessibility statement says beside the fixed words of the law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accessibility {
    /// Day on which the site was published.
    pub site_published_on: NaiveDate,
    /// Day of its last important change.
    pub site_updated_on: NaiveDate,
    /// How far it keeps the rules.
    pub conformance: Conformance,
    /// What is not accessible, and why.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub inaccessible: Vec<Bilingual>,
    /// What would cost out of proportion, if anything.
    pub disproportionate: Bilingual,
    /// Day on which the statement was made.
    pub prepared_on: NaiveDate,
    /// Day of its last yearly review.
    pub reviewed_on: NaiveDate,
    /// On what it is based.
    pub assessment: Bilingual,
    /// How to get into the building, with a lift, parking and a guide dog.
    pub architecture: Bilingual,
    /// How to be understood: sign language, induction loop.
    pub communication: Bilingual,
}

/// Who runs this site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Site {
    /// The public body that runs it.
    pub entity: String,
    /// Address of its seat.
    pub seat: String,
    /// Address of this site; the installation's own when left out of the settings.
    #[serde(default)]
    pub address: String,
    /// Who answers for accessibility: a post, not a private person.
    pub contact: String,
    /// Mail address of that post.
    pub email: String,
    /// Telephone of that post.
    pub phone: String,
    /// Mail address of the data protection officer.
    pub data_protection_email: String,
    /// What the accessibility statement says.
    pub accessibility: Accessibility,
}

/// What somebody who runs the site has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ReminderKind {
    /// Review the accessibility statement: once a year, by 31 March.
    AccessibilityReview,
}

/// Something that is due soon, or overdue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reminder {
    /// What.
    pub kind: ReminderKind,
    /// Last day for it.
    pub due_on: NaiveDate,
    /// That day has passed.
    pub overdue: bool,
}

/// What is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reminders {
    /// The earliest first.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub reminders: Vec<Reminder>,
}
