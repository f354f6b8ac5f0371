//! Durations and times of day as people type them: read as a naive reader reads them, and read again as written.

use chrono::{NaiveTime, Timelike};
use obrady_rules::clock_times::{self, ClockTimeError};
use obrady_rules::durations::{self, DurationError, MAX_MINUTES};

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    duration(text);
    clock_time(text);
}

fn duration(text: &str) {
    let read = durations::parse(text);
    if let Ok(minutes) = read {
        assert!((0..=MAX_MINUTES).contains(&minutes), "{text:?} is {minutes} minutes");
        assert!(text.contains(|c: char| c.is_ascii_digit()), "{text:?} has no number");
        assert_eq!(durations::parse(&durations::format(minutes)), Ok(minutes), "{text:?} written and read again");
        assert_eq!(durations::parse(&minutes.to_string()), Ok(minutes));
        assert_eq!(durations::parse(&format!("{}:{:02}", minutes / 60, minutes % 60)), Ok(minutes));
    }
    // Blanks around it, and how large the letters are, change nothing.
    assert_eq!(durations::parse(&format!("\u{a0} {text}\t")), read, "{text:?} between blanks");
    if text.is_ascii() {
        assert_eq!(durations::parse(&text.to_ascii_uppercase()), read, "{text:?} in capitals");
    }
    let trimmed = text.trim();
    if trimmed.bytes().all(|byte| byte.is_ascii_digit()) && !trimmed.is_empty() {
        let minutes = trimmed.parse::<u128>().ok().and_then(|n| i32::try_from(n).ok()).filter(|n| *n <= MAX_MINUTES);
        assert_eq!(read, minutes.ok_or(DurationError::OutOfRange), "{text:?} as minutes");
    }
    if let Some(decimals) = trimmed.strip_suffix('h').filter(|rest| rest.len() < 9)
        && let Some((whole, part)) = decimals.split_once([',', '.'])
        && !whole.is_empty()
        && !part.is_empty()
        && (whole.to_owned() + part).bytes().all(|byte| byte.is_ascii_digit())
    {
        // Exactly, in parts of an hour that a u64 holds; halves go up.
        let scale = 10_u64.pow(u32::try_from(part.len()).expect("short"));
        let parts: u64 = format!("{whole}{part}").parse().expect("digits");
        let minutes = (parts * 120 + scale) / (2 * scale);
        let minutes = i32::try_from(minutes).ok().filter(|n| *n <= MAX_MINUTES);
        assert_eq!(read, minutes.ok_or(DurationError::OutOfRange), "{text:?} as hours");
    }
}

fn clock_time(text: &str) {
    let read = clock_times::parse(text);
    if let Ok(time) = read {
        assert_eq!((time.second(), time.nanosecond()), (0, 0), "{text:?}");
        assert_eq!(clock_times::parse(&clock_times::format(time)), Ok(time), "{text:?} written and read again");
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let number: u32 = digits.parse().expect("digits");
        let stated = if digits.len() <= 2 { number * 100 } else { number };
        assert_eq!(time.hour() * 100 + time.minute(), stated, "{text:?}");
    }
    let digits = text.trim();
    if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: u32 = digits.parse().expect("digits");
        let time = NaiveTime::from_hms_opt(number / 100, number % 100, 0);
        assert_eq!(read, time.ok_or(ClockTimeError::OutOfRange), "{text:?}");
    }
}
