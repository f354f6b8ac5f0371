//! Dates and times as people write them, by the browser's `Intl`.

use crate::calendar::zone_day;
use crate::state::locale;
use crate::texts::Locale;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use obrady_rules::schedule::local_to_utc;
use obrady_rules::terms::add_months;
use obrady_types::meetings::MeetingDay;
use wasm_bindgen::JsValue;

/// Where the institutions are; instants are shown in its time.
const HOME_ZONE: &str = "Europe/Warsaw";

fn options(fields: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

fn tags() -> Array {
    let tag = match locale::lang() {
        Locale::pl => "pl-PL",
        Locale::en => "en-GB",
    };
    Array::of1(&JsValue::from_str(tag))
}

fn format(date: &Date, fields: &[(&str, &str)]) -> String {
    let format: Function = Intl::DateTimeFormat::new(&tags(), &options(fields)).format();
    let text = format.call1(&JsValue::UNDEFINED, date).ok().and_then(|text| text.as_string());
    // "wt., 8 grudnia" reads better as "wt. 8 grudnia".
    text.unwrap_or_default().replacen(".,", ".", 1)
}

fn noon(date: NaiveDate) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "days since 1970 fit")]
    let millis = date.signed_duration_since(NaiveDate::default()).num_milliseconds() as f64;
    Date::new(&JsValue::from_f64(millis + 43_200_000.0))
}

/// "wt. 8 grudnia 2026".
pub fn day(date: NaiveDate) -> String {
    let fields =
        [("weekday", "short"), ("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")];
    format(&noon(date), &fields)
}

/// "8 grudnia 2026".
pub fn plain_day(date: NaiveDate) -> String {
    format(&noon(date), &[("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")])
}

/// "grudzień 2026".
pub fn month(date: NaiveDate) -> String {
    format(&noon(date), &[("month", "long"), ("year", "numeric"), ("timeZone", "UTC")])
}

/// "10:05".
pub fn clock(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// "wt. 8 grudnia 2026, 10:00".
pub fn day_and_time(date: NaiveDate, time: NaiveTime) -> String {
    format!("{}, {}", day(date), clock(time))
}

fn instant_date(instant: DateTime<Utc>) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit")]
    let millis = instant.timestamp_millis() as f64;
    Date::new(&JsValue::from_f64(millis))
}

/// "8 grudnia 2026", in Polish time.
pub fn instant_day(instant: DateTime<Utc>) -> String {
    let fields = [("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", HOME_ZONE)];
    format(&instant_date(instant), &fields)
}

/// "8 grudnia 2026, 13:00", in Polish time.
pub fn instant_time(instant: DateTime<Utc>) -> String {
    format!("{}, {}", instant_day(instant), instant_clock(instant))
}

/// "13:00", in Polish time.
pub fn instant_clock(instant: DateTime<Utc>) -> String {
    format(&instant_date(instant), &[("hour", "numeric"), ("minute", "2-digit"), ("timeZone", HOME_ZONE)])
}

/// The time of day now, in the reader's zone: "10:42".
pub fn clock_now() -> String {
    format(&Date::new_0(), &[("hour", "numeric"), ("minute", "2-digit")])
}

/// Now.
pub fn now() -> DateTime<Utc> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
    DateTime::from_timestamp_millis(Date::now() as i64).unwrap_or_default()
}

/// The day and time of an instant on a Polish wall clock.
pub fn home_clock(instant: DateTime<Utc>) -> (NaiveDate, NaiveTime) {
    // Swedish writes dates as ISO 8601 does.
    let tag = Array::of1(&JsValue::from_str("sv-SE"));
    let fields = [("dateStyle", "short"), ("timeStyle", "medium"), ("timeZone", HOME_ZONE)];
    let format: Function = Intl::DateTimeFormat::new(&tag, &options(&fields)).format();
    let text = format
        .call1(&JsValue::UNDEFINED, &instant_date(instant))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default();
    let numbers: Vec<u32> = text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    let local = match numbers.as_slice() {
        [year, month, day, hour, minute, second] => i32::try_from(*year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, *month, *day)?.and_hms_opt(*hour, *minute, *second)),
        _ => None,
    };
    let local = local.unwrap_or(instant.naive_utc());
    (local.date(), local.time())
}

/// "24.11.2026", as people type it.
pub fn typed(date: NaiveDate) -> String {
    format!("{}.{}.{}", date.day(), date.month(), date.year())
}

/// The instant of a Polish wall-clock time, as the rules read it: in the doubled hour of autumn the earlier one, in the
/// lost hour of spring an hour later.
pub fn home_instant(date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    local_to_utc(&zone_day(date, home_offset), date.and_time(time))
}

/// Minutes that Polish clocks are ahead of UTC.
fn home_offset(at: DateTime<Utc>) -> i32 {
    let (day, clock) = home_clock(at);
    // The clock shows whole seconds.
    let ahead = day.and_time(clock).signed_duration_since(at.naive_utc()).num_milliseconds();
    i32::try_from((ahead + 30_000).div_euclid(60_000)).unwrap_or_default()
}

/// Today in Poland.
pub fn today() -> NaiveDate {
    home_clock(now()).0
}

/// "dziś", "jutro", "za 3 dni", "za 2 miesiące"; by day, then month, then year.
pub fn from_today(date: NaiveDate) -> String {
    let today = today();
    let days = date.signed_duration_since(today).num_days();
    let months = i64::from(date.year() - today.year()) * 12 + i64::from(date.month()) - i64::from(today.month());
    let (count, unit) = match days.abs() {
        0..=45 => (days, "day"),
        46..=600 => (months, "month"),
        _ => (i64::from(date.year() - today.year()), "year"),
    };
    #[expect(clippy::cast_precision_loss, reason = "a number of days fits")]
    let count = count as f64;
    Intl::RelativeTimeFormat::new(&tags(), &options(&[("numeric", "auto")])).format(count, unit).into()
}

/// "wt. 8 grudnia 2026, 10:00–13:00", or "pon. 11 marca 2024 – wt. 12 marca 2024" for several days.
pub fn meeting_days(days: &[MeetingDay]) -> String {
    match days {
        [] => String::new(),
        [only] => format!("{}–{}", day_and_time(only.date, only.starts_at), clock(only.ends_at)),
        [first, .., last] => format!("{} – {}", day(first.date), day(last.date)),
    }
}

/// The same Polish wall-clock time some months later: when a term is planned to end.
pub fn months_later(instant: DateTime<Utc>, months: i32) -> DateTime<Utc> {
    let (day, clock) = home_clock(instant);
    home_instant(add_months(day, months), clock)
}
