//! Durations as people type and read them: `45`, `1:15`, `1 h 15`, `1,5 h`.

use std::fmt;

/// The longest duration in minutes: a day.
pub const MAX_MINUTES: i32 = 1440;

/// Why a text is no duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DurationError {
    /// It is not written like one.
    Malformed,
    /// It is longer than [`MAX_MINUTES`].
    OutOfRange,
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "malformed",
            Self::OutOfRange => "out_of_range",
        })
    }
}

impl std::error::Error for DurationError {}

/// Reads a duration in minutes, 0 to [`MAX_MINUTES`].
///
/// A number alone means minutes (`45`, `45 min`, `45m`); `1:15` is hours and minutes; hours have a unit
/// (`1h`, `1 h 15`, `1 h 15 min`, `2 godz.`, `1,5 h`, `1.5h`). Decimals belong to hours only and are rounded to
/// the minute, halves up. An empty text is malformed; whoever lets it clear a field asks first.
///
/// # Errors
/// `Malformed` or `OutOfRange`.
pub fn parse(text: &str) -> Result<i32, DurationError> {
    let text = text.trim().to_lowercase();
    if let Some((hours, minutes)) = text.split_once(':') {
        if minutes.len() != 2 {
            return Err(DurationError::Malformed);
        }
        return in_range(whole(hours)?, minutes_of_hour(minutes)?);
    }
    let (number, unit, rest) = token(&text)?;
    match unit {
        Unit::None | Unit::Minutes if rest.is_empty() => in_range(0, whole(number)?),
        Unit::Hours if rest.is_empty() => hours(number),
        Unit::Hours => {
            let (minutes, unit, rest) = token(rest)?;
            if unit == Unit::Hours || !rest.is_empty() {
                return Err(DurationError::Malformed);
            }
            in_range(whole(number)?, minutes_of_hour(minutes)?)
        }
        Unit::None | Unit::Minutes => Err(DurationError::Malformed),
    }
}

/// Writes minutes in short: `45 min`, `1 h`, `1 h 15 min`; a negative difference has a minus before it.
#[must_use]
pub fn format(minutes: i32) -> String {
    let sign = if minutes < 0 { "−" } else { "" };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match (hours, rest) {
        (0, rest) => format!("{sign}{rest} min"),
        (hours, 0) => format!("{sign}{hours} h"),
        (hours, rest) => format!("{sign}{hours} h {rest} min"),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    None,
    Hours,
    Minutes,
}

/// Splits off a number and its unit; the rest has no space before it.
fn token(text: &str) -> Result<(&str, Unit, &str), DurationError> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_alphabetic() && c != '\'').unwrap_or(rest.len());
    let (word, rest) = rest.split_at(end);
    let unit = match word {
        "" => Unit::None,
        "h" | "g" | "godz" | "godzina" | "godziny" | "godzin" | "hr" | "hrs" | "hour" | "hours" => Unit::Hours,
        "'" | "m" | "min" | "mins" | "minut" | "minuta" | "minuty" | "minutę" | "minute" | "minutes" => Unit::Minutes,
        _ => return Err(DurationError::Malformed),
    };
    let rest = if word.is_empty() { rest } else { rest.strip_prefix('.').unwrap_or(rest) };
    Ok((number, unit, rest.trim_start()))
}

fn whole(digits: &str) -> Result<u64, DurationError> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DurationError::Malformed);
    }
    // More digits than a u64 holds: far out of range.
    digits.parse().map_err(|_| DurationError::OutOfRange)
}

fn minutes_of_hour(digits: &str) -> Result<u64, DurationError> {
    whole(digits).and_then(|minutes| if minutes < 60 { Ok(minutes) } else { Err(DurationError::Malformed) })
}

fn hours(number: &str) -> Result<i32, DurationError> {
    let Some((hours, decimals)) = number.split_once([',', '.']) else { return in_range(whole(number)?, 0) };
    whole(decimals)?;
    // Six digits decide to the minute; more change nothing.
    let decimals: String = decimals.chars().chain("000000".chars()).take(6).collect();
    in_range(whole(hours)?, (whole(&decimals)? * 60 + 500_000) / 1_000_000)
}

fn in_range(hours: u64, minutes: u64) -> Result<i32, DurationError> {
    let total = hours.saturating_mul(60).saturating_add(minutes);
    i32::try_from(total).ok().filter(|total| *total <= MAX_MINUTES).ok_or(DurationError::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (text, minutes) in [
            ("45", 45),
            (" 45 min ", 45),
            ("45 min.", 45),
            ("45m", 45),
            ("45'", 45),
            ("25 minut", 25),
            ("0", 0),
            ("0:25", 25),
            ("1:15", 75),
            ("01:05", 65),
            ("1 h 15", 75),
            ("1h15", 75),
            ("1 h 15 min", 75),
            ("1 GODZ. 15 MIN.", 75),
            ("2 godziny", 120),
            ("1h", 60),
            ("1,5 h", 90),
            ("1.5h", 90),
            ("1,5 godz.", 90),
            ("0,25 h", 15),
            ("0,333 h", 20),
            ("1\u{a0}h\u{a0}15\u{a0}min", 75),
            ("24 h", 1440),
            ("24:00", 1440),
            ("1440", 1440),
        ] {
            assert_eq!(parse(text), Ok(minutes), "{text:?}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "",
            "  ",
            "x",
            "h",
            "-5",
            "1,5",
            "1.5",
            "1.30",
            "1:5",
            "1:75",
            ":30",
            "1:",
            "1:15 h",
            "1 h 75",
            "15 min 1 h",
            "1 h 15 h",
            "1,5 h 10",
            "1, h",
            ",5 h",
            "1..5 h",
            "4 5",
            "45 sek",
            "1h15x",
            "½ h",
            "１５",
        ] {
            assert_eq!(parse(text), Err(DurationError::Malformed), "{text:?}");
        }
        for text in ["1441", "24:01", "25 h", "24,1 h", "99999999999999999999", "99999999999999999999 h"] {
            assert_eq!(parse(text), Err(DurationError::OutOfRange), "{text:?}");
        }
    }

    #[test]
    fn writes_in_short() {
        for (minutes, text) in [(0, "0 min"), (45, "45 min"), (60, "1 h"), (75, "1 h 15 min"), (-20, "−20 min")] {
            assert_eq!(format(minutes), text);
        }
        assert_eq!(format(i32::MIN), "−35791394 h 8 min");
    }

    #[test]
    fn reads_what_it_writes() {
        for minutes in 0..=MAX_MINUTES {
            assert_eq!(parse(&format(minutes)), Ok(minutes));
        }
    }
}
