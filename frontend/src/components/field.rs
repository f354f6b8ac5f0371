//! How a field of a form looks and what it is for.

use crate::texts::Text;

/// How a field looks and what it is for.
#[derive(Clone, Copy)]
pub struct Field {
    /// Id of its input.
    pub id: &'static str,
    /// Place in the request body, for errors.
    pub pointer: &'static str,
    /// Label.
    pub label: Text,
    /// Hint below the label.
    pub hint: Option<Text>,
    /// `type` of the input.
    pub kind: &'static str,
    /// `autocomplete` of the input.
    pub autocomplete: &'static str,
    /// Width in characters, for fields of a known length.
    pub width: Option<&'static str>,
    /// May be left out.
    pub optional: bool,
    /// Holds several entries, so its limits count entries and not characters.
    pub list: bool,
}

impl Field {
    /// A text field.
    pub fn new(id: &'static str, pointer: &'static str, label: Text) -> Self {
        Self {
            id,
            pointer,
            label,
            hint: None,
            kind: "text",
            autocomplete: "off",
            width: None,
            optional: false,
            list: false,
        }
    }

    /// With a hint.
    pub fn hint(self, hint: Text) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Of a type of input.
    pub fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// As wide as `short` or `medium` says.
    pub fn width(self, width: &'static str) -> Self {
        Self { width: Some(width), ..self }
    }

    /// What the browser may fill in.
    pub fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// Of several entries.
    pub fn list(self) -> Self {
        Self { list: true, ..self }
    }

    /// That may be left out.
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}
