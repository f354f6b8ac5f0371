//! Fields of inputs as columns.

use obrady_types::Patch;
use sea_orm::{ActiveValue, Set, Value};

/// An optional text without blanks around it.
pub(super) fn trimmed(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
}

/// Replaces a text, if there is a new one.
pub(super) fn replace(column: &mut ActiveValue<String>, patch: Patch<String>) {
    if let Patch::Value(text) = patch {
        *column = Set(text.trim().to_owned());
    }
}

/// Replaces or clears an optional text.
pub(super) fn replace_text(column: &mut ActiveValue<Option<String>>, patch: Patch<String>) {
    match patch {
        Patch::Absent => {}
        Patch::Null => *column = Set(None),
        Patch::Value(text) => *column = Set(Some(text.trim().to_owned())),
    }
}

/// Replaces or clears an optional value.
pub(super) fn replace_value<T: Into<U>, U>(column: &mut ActiveValue<Option<U>>, patch: Patch<T>)
where
    Option<U>: Into<Value>,
{
    match patch {
        Patch::Absent => {}
        Patch::Null => *column = Set(None),
        Patch::Value(value) => *column = Set(Some(value.into())),
    }
}
