//! Field rules that browser and server share, and their errors as stable codes with JSON Pointers.
//!
//! A rule's message is `code|parameter|parameter`; [`validate`] turns the report into [`FieldError`]s and
//! whoever shows them looks the words up by code.

use crate::{FieldError, Patch};
use garde::Validate;
use garde::error::Kind;

/// Something that may hold one text: required, optional or a patch.
pub trait MaybeText {
    /// The text, if there is one.
    fn text(&self) -> Option<&str>;
}
impl MaybeText for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}
impl MaybeText for Option<String> {
    fn text(&self) -> Option<&str> {
        self.as_deref()
    }
}
impl MaybeText for Patch<String> {
    fn text(&self) -> Option<&str> {
        self.value().map(String::as_str)
    }
}

/// Something that may hold one whole number.
pub trait MaybeNumber {
    /// The number, if there is one.
    fn number(&self) -> Option<i64>;
}
impl MaybeNumber for i32 {
    fn number(&self) -> Option<i64> {
        Some((*self).into())
    }
}
impl MaybeNumber for Option<i32> {
    fn number(&self) -> Option<i64> {
        self.map(Into::into)
    }
}
impl MaybeNumber for Patch<i32> {
    fn number(&self) -> Option<i64> {
        self.value().map(|n| (*n).into())
    }
}

/// A text of `min` to `max` characters after trimming, without control characters but tab and new line.
pub(crate) fn text<T: MaybeText>(min: usize, max: usize) -> impl Fn(&T, &()) -> garde::Result {
    move |value, ()| {
        let Some(text) = value.text() else { return Ok(()) };
        if text.chars().count() > max {
            return Err(garde::Error::new(format!("too_long|{max}")));
        }
        let trimmed = text.trim();
        if trimmed.chars().count() < min {
            let code = if trimmed.is_empty() { "required".to_owned() } else { format!("too_short|{min}") };
            return Err(garde::Error::new(code));
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(garde::Error::new("invalid"));
        }
        Ok(())
    }
}

/// A password or key: `min` to `max` characters of any kind, blanks included.
pub(crate) fn secret(min: usize, max: usize) -> impl Fn(&str, &()) -> garde::Result {
    move |value, ()| match value.chars().count() {
        0 => Err(garde::Error::new("required")),
        n if n < min => Err(garde::Error::new(format!("too_short|{min}"))),
        n if n > max => Err(garde::Error::new(format!("too_long|{max}"))),
        _ => Ok(()),
    }
}

/// A field of a merge patch that may be replaced but not cleared.
pub(crate) fn not_null<T>(value: &Patch<T>, (): &()) -> garde::Result {
    match value {
        Patch::Null => Err(garde::Error::new("required")),
        Patch::Absent | Patch::Value(_) => Ok(()),
    }
}

/// A whole number from `min` to `max`.
pub(crate) fn number<T: MaybeNumber>(min: i64, max: i64) -> impl Fn(&T, &()) -> garde::Result {
    move |value, ()| match value.number() {
        Some(n) if n < min || n > max => Err(garde::Error::new(format!("out_of_range|{min}|{max}"))),
        _ => Ok(()),
    }
}

/// At most `max` entries, and at least `min`.
pub(crate) fn entries<T>(min: usize, max: usize) -> impl Fn(&Vec<T>, &()) -> garde::Result {
    move |value, ()| {
        if value.len() > max {
            Err(garde::Error::new(format!("too_long|{max}")))
        } else if value.len() < min {
            Err(garde::Error::new(format!("too_short|{min}")))
        } else {
            Ok(())
        }
    }
}

/// Checks an input and returns all its errors at once; `detail` holds `code|parameters` until it is worded.
pub fn validate<T: Validate<Context = ()>>(input: &T) -> Vec<FieldError> {
    let Err(report) = input.validate() else { return Vec::new() };
    report
        .iter()
        .map(|(path, error)| {
            let message = error.message();
            FieldError {
                pointer: pointer(path),
                code: message.split('|').next().unwrap_or("invalid").to_owned(),
                detail: message.to_owned(),
            }
        })
        .collect()
}

fn pointer(path: &garde::Path) -> String {
    let mut pointer = String::new();
    let mut above = Kind::None;
    for (kind, part) in path.__iter().rev() {
        // No body has lists of lists: an index right under another one counts the fields of a tagged variant, which
        // stand beside its tag in JSON.
        if kind == Kind::Index && above == Kind::Index {
            continue;
        }
        above = kind;
        pointer.push('/');
        pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}
