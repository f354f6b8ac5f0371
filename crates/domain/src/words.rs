//! Enumerations of the wire as words in the database.

use crate::error::{DomainError, Result};
use serde::{Serialize, de::DeserializeOwned};

/// The word of an enumeration's value, as on the wire.
pub(crate) fn word<T: Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(DomainError::internal(format!("{other} is not a word"))),
    }
}

/// The enumeration's value of a word.
pub(crate) fn of_word<T: DeserializeOwned>(word: &str) -> Result<T> {
    Ok(serde_json::from_value(serde_json::Value::String(word.to_owned()))?)
}
