//! Indicators of goals: what is measured, where it began, where it shall be, and what it was in which year.

use crate::validation::{at_most, entries, not_null, number, present, real, text};
use crate::{IndicatorId, ObjectiveId, Patch, ProgrammeId};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// What an indicator was in a year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndicatorValue {
    /// The year.
    #[garde(custom(number(1900, 2200)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200))]
    pub year: i32,
    /// The value, in the indicator's unit.
    #[garde(custom(real))]
    #[cfg_attr(feature = "openapi", schema(minimum = -1_000_000_000_000_i64, maximum = 1_000_000_000_000_i64))]
    pub value: f64,
}

/// An indicator of a goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Indicator {
    /// The indicator.
    pub id: IndicatorId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// The goal.
    pub objective_id: ObjectiveId,
    /// Place among the indicators of the goal.
    pub number: i32,
    /// What is measured.
    pub name: String,
    /// Unit: `%`, `osoby`; none for plain numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<f64>,
    /// Year of the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_year: Option<i32>,
    /// Where it shall be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Year of the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_year: Option<i32>,
    /// What it was, by year, ascending.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub values: Vec<IndicatorValue>,
    /// How much of the way from the baseline to the target the last value has gone, in percent from 0 to 100; nothing
    /// unless all three are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_percent: Option<i32>,
    /// Invented for the demonstration.
    pub synthetic: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new indicator, the last of its goal.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"name": "Gminy z asystentem rodziny", "unit": "gminy", "baseline": 150, "baseline_year": 2024, "target": 182, "target_year": 2030, "values": [{"year": 2025, "value": 158}]})))]
pub struct IndicatorCreate {
    /// What is measured.
    #[garde(custom(text(1, 300)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub name: String,
    /// Unit; none for plain numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 60)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub unit: Option<String>,
    /// Where it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(real))]
    #[cfg_attr(feature = "openapi", schema(minimum = -1_000_000_000_000_i64, maximum = 1_000_000_000_000_i64))]
    pub baseline: Option<f64>,
    /// Year of the baseline; only with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1900, 2200)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200))]
    pub baseline_year: Option<i32>,
    /// Where it shall be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(real))]
    #[cfg_attr(feature = "openapi", schema(minimum = -1_000_000_000_000_i64, maximum = 1_000_000_000_000_i64))]
    pub target: Option<f64>,
    /// Year of the target; only with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(number(1900, 2200)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200))]
    pub target_year: Option<i32>,
    /// What it was, one value a year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(custom(entries(0, 100)), dive)]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub values: Vec<IndicatorValue>,
}

/// Changes of an indicator.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"values": [{"year": 2025, "value": 158}, {"year": 2026, "value": 163.5}]})))]
pub struct IndicatorPatch {
    /// What is measured.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 300)), custom(not_null))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 300))]
    pub name: Patch<String>,
    /// Unit; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(text(1, 60)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 60))]
    pub unit: Patch<String>,
    /// Where it began; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(real))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<f64>, minimum = -1_000_000_000_000_i64, maximum = 1_000_000_000_000_i64))]
    pub baseline: Patch<f64>,
    /// Year of the baseline, only with one; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(number(1900, 2200)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 1900, maximum = 2200))]
    pub baseline_year: Patch<i32>,
    /// Where it shall be; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(real))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<f64>, minimum = -1_000_000_000_000_i64, maximum = 1_000_000_000_000_i64))]
    pub target: Patch<f64>,
    /// Year of the target, only with one; `null` clears.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(number(1900, 2200)))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 1900, maximum = 2200))]
    pub target_year: Patch<i32>,
    /// What it was, one value a year; replaces all of them.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(at_most(100)), dive)]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<IndicatorValue>, max_items = 100))]
    pub values: Option<Vec<IndicatorValue>>,
}
