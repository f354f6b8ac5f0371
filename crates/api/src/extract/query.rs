//! Strict query strings: an unknown, repeated or malformed parameter is 400.

use crate::error::ApiError;
use obrady_types::{ErrorCode, FieldError};

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
            #[param(max_length = 4000)]
            pub cursor: Option<String>,
            /// Also send `total`.
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

    #[test]
    fn queries_are_strict() {
        let sample = Sample::of_query("state=a%20b&limit=7&count=true").unwrap();
        assert_eq!((sample.state.as_deref(), sample.limit, sample.page().count), (Some("a b"), Some(7), Some(true)));
        for wrong in ["stat=a", "limit=x", "limit=-1", "limit=1&limit=2"] {
            assert_eq!(Sample::of_query(wrong).unwrap_err().code, ErrorCode::InvalidQuery, "{wrong}");
        }
        assert!(<()>::of_query("").is_ok());
        assert!(<()>::of_query("a=1").is_err());
    }
}
