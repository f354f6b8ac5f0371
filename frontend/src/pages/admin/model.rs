//! Logic of the administration's pages without a screen.

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

#[cfg(test)]
mod tests {
    use super::*;

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
