//! Wall-clock times as people type and read them: `9`, `9:30`, `9.30`, `0930`.

use chrono::NaiveTime;
use std::fmt;

/// Why a text is no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClockTimeError {
    /// It is not written like one.
    Malformed,
    /// Hours pass 23 or minutes 59.
    OutOfRange,
}

impl fmt::Display for ClockTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "malformed",
            Self::OutOfRange => "out_of_range",
        })
    }
}

impl std::error::Error for ClockTimeError {}

/// Reads a time of day: hours (`9`), hours and minutes (`9:30`, `9.30`), or three or four digits (`930`, `0930`).
///
/// # Errors
/// `Malformed` or `OutOfRange`.
pub fn parse(text: &str) -> Result<NaiveTime, ClockTimeError> {
    let text = text.trim();
    let (hours, minutes) = match text.split_once([':', '.']) {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return Err(ClockTimeError::Malformed),
        None if text.len() > 2 => text.split_at_checked(text.len() - 2).ok_or(ClockTimeError::Malformed)?,
        None => (text, "00"),
    };
    NaiveTime::from_hms_opt(number(hours)?, number(minutes)?, 0).ok_or(ClockTimeError::OutOfRange)
}

/// Writes a time of day as `HH:MM`, `09:30`.
#[must_use]
pub fn format(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn number(digits: &str) -> Result<u32, ClockTimeError> {
    if !(1..=2).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ClockTimeError::Malformed);
    }
    digits.parse().map_err(|_| ClockTimeError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (text, time) in [
            ("9", "09:00"),
            ("09", "09:00"),
            (" 9:30 ", "09:30"),
            ("9.30", "09:30"),
            ("930", "09:30"),
            ("0930", "09:30"),
            ("10:00", "10:00"),
            ("1530", "15:30"),
            ("0", "00:00"),
            ("23:59", "23:59"),
        ] {
            assert_eq!(parse(text).map(format).as_deref(), Ok(time), "{text:?}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in ["", "x", "9:", ":30", "9:3", "9:300", "9-30", "09300", "9:30:00", "+9", "9 30", "ż3", "ż30", "９"]
        {
            assert_eq!(parse(text), Err(ClockTimeError::Malformed), "{text:?}");
        }
        for text in ["24", "24:00", "2400", "9:60", "960", "99"] {
            assert_eq!(parse(text), Err(ClockTimeError::OutOfRange), "{text:?}");
        }
    }
}
