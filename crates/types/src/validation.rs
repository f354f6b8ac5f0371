//! Field rules that browser and server share, and their errors as stable codes with JSON Pointers.
//!
//! A rule's message is `code|parameter|parameter`; [`validate`] turns the report into [`FieldError`]s and
//! whoever shows them looks the words up by code.

use crate::{FieldError, Patch};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use garde::Validate;
use garde::error::Kind;
use serde::{Deserialize, Deserializer};
use std::ops::RangeInclusive;

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

/// Something that may hold one number that need not be whole.
pub trait MaybeReal {
    /// The number, if there is one.
    fn real(&self) -> Option<f64>;
}
impl MaybeReal for f64 {
    fn real(&self) -> Option<f64> {
        Some(*self)
    }
}
impl MaybeReal for Option<f64> {
    fn real(&self) -> Option<f64> {
        *self
    }
}
impl MaybeReal for Patch<f64> {
    fn real(&self) -> Option<f64> {
        self.value().copied()
    }
}

/// What numbers that need not be whole may be at most, and below nought, too.
const MOST: f64 = 1e12;

/// A number that need not be whole, within what is told without loss.
pub(crate) fn real<T: MaybeReal>(value: &T, (): &()) -> garde::Result {
    match value.real() {
        Some(number) if !(-MOST..=MOST).contains(&number) => {
            Err(garde::Error::new(format!("out_of_range|-{MOST}|{MOST}")))
        }
        _ => Ok(()),
    }
}

/// Years that dates and instants of inputs and queries may have: what lies outside is a slip of the pen, and neither
/// the calendars nor SQLite's order of texts reach much further.
pub const YEARS: RangeInclusive<i32> = 1900..=2200;

/// Something that may hold one date or instant.
pub trait MaybeDated {
    /// Its year (of an instant: in UTC), if there is one.
    fn year(&self) -> Option<i32>;
}
impl MaybeDated for NaiveDate {
    fn year(&self) -> Option<i32> {
        Some(Datelike::year(self))
    }
}
impl MaybeDated for DateTime<Utc> {
    fn year(&self) -> Option<i32> {
        Some(Datelike::year(self))
    }
}
impl<T: MaybeDated> MaybeDated for Option<T> {
    fn year(&self) -> Option<i32> {
        self.as_ref().and_then(MaybeDated::year)
    }
}
impl<T: MaybeDated> MaybeDated for Patch<T> {
    fn year(&self) -> Option<i32> {
        self.value().and_then(MaybeDated::year)
    }
}

/// A merge patch's new value is validated like the value itself.
impl<T: Validate> Validate for Patch<T> {
    type Context = T::Context;

    fn validate_into(&self, context: &T::Context, parent: &mut dyn FnMut() -> garde::Path, report: &mut garde::Report) {
        if let Some(value) = self.value() {
            value.validate_into(context, parent, report);
        }
    }
}

/// A date or an instant of the years that are taken.
pub(crate) fn dated<T: MaybeDated>(value: &T, (): &()) -> garde::Result {
    match value.year() {
        Some(year) if !YEARS.contains(&year) => {
            Err(garde::Error::new(format!("out_of_range|{}-01-01|{}-12-31", YEARS.start(), YEARS.end())))
        }
        _ => Ok(()),
    }
}

/// Something that may hold one wall-clock time.
pub trait MaybeTime {
    /// The time, if there is one.
    fn time(&self) -> Option<NaiveTime>;
}
impl MaybeTime for NaiveTime {
    fn time(&self) -> Option<NaiveTime> {
        Some(*self)
    }
}
impl MaybeTime for Option<NaiveTime> {
    fn time(&self) -> Option<NaiveTime> {
        *self
    }
}
impl MaybeTime for Patch<NaiveTime> {
    fn time(&self) -> Option<NaiveTime> {
        self.value().copied()
    }
}

/// A wall-clock time in whole seconds; sixty of them are no minute.
pub(crate) fn clock_time<T: MaybeTime>(value: &T, (): &()) -> garde::Result {
    if value.time().is_none_or(|time| time.nanosecond() == 0) { Ok(()) } else { Err(garde::Error::new("invalid")) }
}

/// An address on the web: what a browser can open and no script.
pub(crate) fn web_address<T: MaybeText>(value: &T, (): &()) -> garde::Result {
    let opens = |text: &str| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
    };
    if value.text().is_none_or(opens) { Ok(()) } else { Err(garde::Error::new("invalid")) }
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

/// Reads a field of a merge patch that may be left out but not cleared: `null` has the wrong type.
pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
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

/// At most `max` entries of a list that a patch may leave out.
pub(crate) fn at_most<T>(max: usize) -> impl Fn(&Option<Vec<T>>, &()) -> garde::Result {
    move |value, context| value.as_ref().map_or(Ok(()), |list| entries(0, max)(list, context))
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
        // An optional list is a step of the path without a name.
        if kind == Kind::None {
            continue;
        }
        // No body has lists of lists: an index right under another one counts the fields of a tagged variant, which
        // stand beside its tag in JSON.
        if kind == Kind::Index && above == Kind::Index {
            continue;
        }
        above = kind;
        // That a list of a patch was sent is no step of the document either.
        if part.is_empty() {
            continue;
        }
        pointer.push('/');
        pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}
