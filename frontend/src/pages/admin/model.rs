//! Logic of the administration's pages without a screen.

use chrono::{DateTime, Utc};
use obrady_types::scheduled_runs::ScheduledRunCount;

/// An address with these query parameters; empty ones are left out.
pub fn with_query(path: &str, parameters: &[(&str, String)]) -> String {
    let parts: Vec<String> = parameters
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// The kind of object that an operation changes, and what it does: `work_plan.created` is `work_plan` and `created`.
pub fn parts_of(action: &str) -> (&str, &str) {
    action.split_once('.').unwrap_or((action, ""))
}

/// Whether a value can be shown in one line; longer ones are shortened.
pub fn shortened(value: &str) -> String {
    const MOST: usize = 160;
    if value.chars().count() <= MOST {
        return value.to_owned();
    }
    value.chars().take(MOST).chain("…".chars()).collect()
}

/// How long something took, in two units at most: `40 s`, `3 min 20 s`, `1 h 5 min`; nothing below a second.
pub fn took(from: DateTime<Utc>, to: DateTime<Utc>) -> Option<String> {
    let seconds = (to - from).num_seconds();
    let two = |large: i64, large_unit: &str, small: i64, small_unit: &str| match small {
        0 => format!("{large} {large_unit}"),
        small => format!("{large} {large_unit} {small} {small_unit}"),
    };
    match seconds {
        ..1 => None,
        1..60 => Some(format!("{seconds} s")),
        60..3600 => Some(two(seconds / 60, "min", seconds % 60, "s")),
        _ => Some(two(seconds / 3600, "h", seconds % 3600 / 60, "min")),
    }
}

/// Whether a run of the night had anything to do.
pub fn works(counts: &[ScheduledRunCount]) -> bool {
    counts.iter().any(|count| count.count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_have_two_units_at_most() {
        let from = DateTime::<Utc>::UNIX_EPOCH;
        let after = |seconds| took(from, from + chrono::Duration::seconds(seconds));
        assert_eq!((after(-5), after(0)), (None, None));
        for (seconds, words) in
            [(1, "1 s"), (59, "59 s"), (60, "1 min"), (200, "3 min 20 s"), (3600, "1 h"), (3959, "1 h 5 min")]
        {
            assert_eq!(after(seconds).as_deref(), Some(words));
        }
    }

    #[test]
    fn empty_parameters_are_left_out() {
        let query = [("q", "a%20b".to_owned()), ("state", String::new())];
        assert_eq!(with_query("/admin/accounts", &query), "/admin/accounts?q=a%20b");
        assert_eq!(with_query("/admin/accounts", &[]), "/admin/accounts");
    }

    #[test]
    fn operations_have_an_object_and_a_verb() {
        assert_eq!(parts_of("work_plan.created"), ("work_plan", "created"));
        assert_eq!(parts_of("odd"), ("odd", ""));
    }

    #[test]
    fn long_values_are_shortened_by_characters() {
        assert_eq!(shortened("żółć"), "żółć");
        assert_eq!(shortened(&"ł".repeat(200)).chars().count(), 161);
    }
}
