//! Regions, counties and communes.

use crate::RegionId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A province.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Region {
    /// The region.
    pub id: RegionId,
    /// TERYT code of two digits, e.g. `12`.
    pub teryt: String,
    /// Name in Polish, e.g. `małopolskie`.
    pub name: String,
}

/// A county, or a city with county rights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct County {
    /// TERYT code of four digits, e.g. `1208`.
    pub teryt: String,
    /// Name in Polish, e.g. `miechowski`, `m. Kraków`.
    pub name: String,
    /// Town of its authorities; absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat_town: Option<String>,
    /// A city with county rights.
    pub is_city: bool,
    /// How many communes it has; they are not necessarily known one by one.
    pub communes: i32,
    /// Day of the register's state that the entry follows; absent where it was not read from a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
}

/// Kind of a commune: the last digit of its TERYT code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CommuneKind {
    /// 1: urban.
    Urban,
    /// 2: rural.
    Rural,
    /// 3: urban-rural.
    UrbanRural,
    /// 4: the town of an urban-rural one.
    Town,
    /// 5: the rural part of an urban-rural one.
    RuralPart,
    /// 8 and 9: a district of Warsaw or of another city.
    District,
}

impl CommuneKind {
    /// Whether it is a commune by itself, and no part of one.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Urban | Self::Rural | Self::UrbanRural)
    }

    /// The kind that a code of seven digits names.
    pub fn of_code(teryt: &str) -> Option<Self> {
        if teryt.len() != 7 || !teryt.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        match teryt.as_bytes().last()? {
            b'1' => Some(Self::Urban),
            b'2' => Some(Self::Rural),
            b'3' => Some(Self::UrbanRural),
            b'4' => Some(Self::Town),
            b'5' => Some(Self::RuralPart),
            b'8' | b'9' => Some(Self::District),
            _ => None,
        }
    }
}

/// A commune.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Commune {
    /// TERYT code of seven digits, e.g. `1261011`.
    pub teryt: String,
    /// County as a TERYT code of four digits.
    pub teryt_county: String,
    /// Name in Polish.
    pub name: String,
    /// What the last digit of the code says.
    pub kind: CommuneKind,
    /// Day of the register's state that the entry follows; absent where it was not read from a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
}
