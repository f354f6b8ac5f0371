//! Numbers as people write and read them, for indicators.

use obrady_types::programmes::IndicatorValue;

/// A number with the mark of the language before its fraction.
pub fn decimal(number: f64, comma: bool) -> String {
    let text = number.to_string();
    if comma { text.replace('.', ",") } else { text }
}

/// A number as it was typed, with a comma or a point, blanks between thousands left out.
pub fn parse_decimal(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ',' | '.'));
    plain.then(|| text.replace(',', ".").parse().ok()).flatten()
}

/// Values by year as lines: `2025: 158`.
pub fn value_lines(values: &[IndicatorValue]) -> String {
    let line = |one: &IndicatorValue| format!("{}: {}", one.year, decimal(one.value, true));
    values.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The values that lines say, or the first line that says none.
pub fn parse_values(text: &str) -> Result<Vec<IndicatorValue>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (year, value) = line.split_once(':').ok_or_else(|| line.to_owned())?;
            let year = year.trim().parse().ok();
            match (year, parse_decimal(value)) {
                (Some(year), Some(value)) => Ok(IndicatorValue { year, value }),
                _ => Err(line.to_owned()),
            }
        })
        .collect()
}

/// How long the bar of a value is, in percent of the longest.
pub fn share(value: f64, most: f64) -> f64 {
    if most > 0.0 { (value / most * 100.0).clamp(0.0, 100.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(parse_decimal(" 1 250,5 "), Some(1250.5));
        assert_eq!((parse_decimal("-0.5"), parse_decimal("40")), (Some(-0.5), Some(40.0)));
        for wrong in ["", "dużo", "1e3", "inf", "1,2,3", "NaN"] {
            assert_eq!(parse_decimal(wrong), None, "{wrong}");
        }
        assert_eq!(
            (decimal(1250.5, true), decimal(1250.5, false), decimal(40.0, true)),
            ("1250,5".into(), "1250.5".into(), "40".into())
        );
    }

    #[test]
    fn lines_say_years_and_values_and_come_back() {
        let values = parse_values("2025: 158\n\n 2026 : 166,5 ").expect("values");
        assert_eq!(value_lines(&values), "2025: 158\n2026: 166,5");
        assert_eq!(parse_values("2025: 158\nrok 2026"), Err("rok 2026".to_owned()));
        assert_eq!(parse_values(" "), Ok(Vec::new()));
    }

    #[test]
    fn bars_stay_within_their_box() {
        assert_eq!((share(5.0, 10.0), share(-1.0, 10.0), share(1.0, 0.0)), (50.0, 0.0, 0.0));
    }
}
