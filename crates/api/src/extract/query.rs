//! Strict query strings: an unknown, repeated or malformed parameter is 400.

use crate::error::ApiError;
use chrono::{DateTime, NaiveDate, Utc};
use obrady_types::{ErrorCode, FieldError, MaybeDated, YEARS};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A query that an operation takes.
pub trait Strict: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// `invalid_query`, naming what is wrong.
    fn of_query(text: &str) -> Result<Self, ApiError>;
}

impl Strict for () {
    fn of_query(text: &str) -> Result<Self, ApiError> {
        match text.split(['=', '&']).find(|name| !name.is_empty()) {
            None => Ok(()),
            Some(name) => Err(wrong(format!("unknown field `{name}`"))),
        }
    }
}

/// Reads a query into a type that denies unknown fields.
pub(crate) fn parse<Q: serde::de::DeserializeOwned>(text: &str) -> Result<Q, ApiError> {
    serde_urlencoded::from_str(text).map_err(|error| wrong(error.to_string()))
}

fn wrong(detail: String) -> ApiError {
    let code = if detail.starts_with("unknown field") { "unknown_field" } else { "invalid" };
    let errors = vec![FieldError { pointer: String::new(), code: code.to_owned(), detail }];
    ApiError { errors, ..ApiError::new(ErrorCode::InvalidQuery) }
}

/// What a list is searched for: at most 200 characters, none of them a control character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchText(String);

impl SearchText {
    /// Most characters.
    const LENGTH: usize = 200;
}

impl From<SearchText> for String {
    fn from(text: SearchText) -> Self {
        text.0
    }
}

impl<'de> Deserialize<'de> for SearchText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.chars().count() > Self::LENGTH {
            return Err(D::Error::custom("the text to search for is too long"));
        }
        if text.chars().any(char::is_control) {
            return Err(D::Error::custom("the text to search for has a control character"));
        }
        Ok(Self(text))
    }
}

/// A TERYT code of so many digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerytCode<const DIGITS: usize>(String);

impl<const DIGITS: usize> std::ops::Deref for TerytCode<DIGITS> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const DIGITS: usize> From<TerytCode<DIGITS>> for String {
    fn from(code: TerytCode<DIGITS>) -> Self {
        code.0
    }
}

impl<'de, const DIGITS: usize> Deserialize<'de> for TerytCode<DIGITS> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() != DIGITS || !text.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(D::Error::custom(format!("a TERYT code of {DIGITS} digits is needed")));
        }
        Ok(Self(text))
    }
}

/// Most characters of a cursor; the ones that are made are shorter.
const CURSOR_LENGTH: usize = 4000;

/// Reads a cursor.
pub(crate) fn cursor<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    match text {
        Some(text) if text.len() > CURSOR_LENGTH => Err(D::Error::custom("the cursor is too long")),
        text => Ok(text),
    }
}

/// Reads a date of the years that dates of this application may have.
pub(crate) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    dated(text.map(|text| written_day(&text)).transpose()?)
}

/// Reads a date that must be there.
pub(crate) fn some_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    dated(written_day(&String::deserialize(deserializer)?)?)
}

/// A date as RFC 3339 writes it; chrono also takes `2026-1-1` and blanks.
fn written_day<E: serde::de::Error>(text: &str) -> Result<NaiveDate, E> {
    if text.len() != 10 || text.bytes().any(|byte| !byte.is_ascii_digit() && byte != b'-') {
        return Err(E::custom("a date is written YYYY-MM-DD"));
    }
    text.parse().map_err(E::custom)
}

/// Reads an instant of these years.
pub(crate) fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    dated(Option::deserialize(deserializer)?)
}

fn dated<T: MaybeDated, E: serde::de::Error>(value: T) -> Result<T, E> {
    match value.year() {
        Some(year) if !YEARS.contains(&year) => Err(E::custom(format!("the year {year} is out of range"))),
        _ => Ok(value),
    }
}

/// Defines the query of a list: the filters given, and paging.
macro_rules! list_query {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// Rows on a page: 50 unless told; more than 200 counts as 200.
            #[param(minimum = 1, maximum = 2147483647)]
            pub limit: Option<u32>,
            /// The `next` of the page before, with the same filters.
            #[serde(default, deserialize_with = "crate::extract::cursor")]
            #[param(max_length = 4000, pattern = "^[A-Za-z0-9_-]+$")]
            pub cursor: Option<String>,
            /// Also send `total`, which counts up to 10001.
            pub count: Option<bool>,
        }

        impl $name {
            /// The paging parameters.
            pub fn page(&self) -> obrady_types::PageQuery {
                obrady_types::PageQuery { limit: self.limit, cursor: self.cursor.clone(), count: self.count }
            }
        }

        $crate::extract::strict!($name);
    };
}
pub(crate) use list_query;

/// Makes a `Deserialize` type with `deny_unknown_fields` a query of operations.
macro_rules! strict {
    ($name:ident) => {
        impl $crate::extract::Strict for $name {
            fn of_query(text: &str) -> Result<Self, $crate::error::ApiError> {
                $crate::extract::parse_query(text)
            }
        }
    };
}
pub(crate) use strict;

#[cfg(test)]
mod tests {
    use super::*;

    list_query! {
        /// A test's list.
        Sample { /// A word.
            state: Option<String>, }
    }

    list_query! {
        /// A list with words and dates.
        Found {
            /// A text.
            #[param(value_type = Option<String>)]
            q: Option<SearchText>,
            /// A day.
            #[serde(default, deserialize_with = "day")]
            from: Option<NaiveDate>,
            /// An instant.
            #[serde(default, deserialize_with = "instant")]
            as_of: Option<DateTime<Utc>>,
        }
    }

    #[test]
    fn texts_and_dates_of_queries_have_bounds() {
        let found = Found::of_query("q=%C5%81%C4%85cka&from=2200-12-31&as_of=1900-01-01T00:00:00Z").unwrap();
        assert_eq!(found.q.clone().map(String::from).as_deref(), Some("Łącka"));
        assert!(found.from.is_some() && found.as_of.is_some() && found.page() == obrady_types::PageQuery::default());
        let long = |n: usize| format!("q={}", "%C5%82".repeat(n));
        assert!(Found::of_query(&long(200)).is_ok());
        for wrong in [
            long(201).as_str(),
            "q=%00",
            "q=a%0Ab",
            "from=1899-12-31",
            "from=2201-01-01",
            "from=%2B12026-01-01",
            "from=-0044-03-15",
            "from=yesterday",
            "from=2026-1-1",
            "from=%202026-1-01",
            "as_of=%2B262142-12-31T23:30:00Z",
            "as_of=2200-12-31T23:30:00-01:00",
        ] {
            assert_eq!(Found::of_query(wrong).unwrap_err().code, ErrorCode::InvalidQuery, "{wrong}");
        }
    }

    #[test]
    fn queries_are_strict() {
        let sample = Sample::of_query("state=a%20b&limit=7&count=true").unwrap();
        assert_eq!((sample.state.as_deref(), sample.limit, sample.page().count), (Some("a b"), Some(7), Some(true)));
        for wrong in ["stat=a", "limit=x", "limit=-1", "limit=1&limit=2"] {
            assert_eq!(Sample::of_query(wrong).unwrap_err().code, ErrorCode::InvalidQuery, "{wrong}");
        }
        let long = |n: usize| format!("cursor={}", "a".repeat(n));
        assert!(Sample::of_query(&long(4000)).is_ok() && Sample::of_query(&long(4001)).is_err());
        assert!(<()>::of_query("").is_ok());
        assert!(<()>::of_query("a=1").is_err());
    }
}
