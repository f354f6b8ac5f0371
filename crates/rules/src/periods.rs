//! Periods as people say them: "połowa września 2014", "na rok 2014".
//!
//! The beginning of a month is days 1 to 10, its middle 11 to 20, its end 21 to the last day.

use chrono::{Datelike, Days, Months, NaiveDate};
use obrady_types::groups::{FuzzyPeriod, PeriodPrecision};

/// The first day of a period and the day after its last.
#[must_use]
pub fn bounds(period: FuzzyPeriod) -> (NaiveDate, NaiveDate) {
    let day = period.from;
    let month = day.with_day(1).unwrap_or(day);
    match period.precision {
        PeriodPrecision::Day => (day, days_after(day, 1)),
        PeriodPrecision::MonthStart => (month, days_after(month, 10)),
        PeriodPrecision::MonthMiddle => (days_after(month, 10), days_after(month, 20)),
        PeriodPrecision::MonthEnd => (days_after(month, 20), months_after(month, 1)),
        PeriodPrecision::Month => (month, months_after(month, 1)),
        PeriodPrecision::Quarter => {
            let first = month.with_month(3 * quarter(day) - 2).unwrap_or(month);
            (first, months_after(first, 3))
        }
        PeriodPrecision::Year => {
            let first = month.with_month(1).unwrap_or(month);
            (first, months_after(first, 12))
        }
    }
}

/// The last day of a period: what is due "do końca XI 2013" is due on 30 November.
#[must_use]
pub fn due(period: FuzzyPeriod) -> NaiveDate {
    let (_, after) = bounds(period);
    after.pred_opt().unwrap_or(after)
}

/// The same period with its first day as `from`, as it is stored and answered.
#[must_use]
pub fn normalise(period: FuzzyPeriod) -> FuzzyPeriod {
    FuzzyPeriod { from: bounds(period).0, ..period }
}

/// Whether the period's last day is over (I-19). `today` is the date in the zone of the one who asks.
#[must_use]
pub fn is_overdue(period: FuzzyPeriod, today: NaiveDate) -> bool {
    due(period) < today
}

/// The period in Polish: "25 lipca 2013", "połowa września 2014", "III kwartał 2014 r.", "2014 r."
#[must_use]
pub fn label_pl(period: FuzzyPeriod) -> String {
    let (day, year) = (period.from, period.from.year());
    let of_month = month_name(&MONTHS_PL_GENITIVE, day);
    match period.precision {
        PeriodPrecision::Day => format!("{} {of_month} {year}", day.day()),
        PeriodPrecision::MonthStart => format!("początek {of_month} {year}"),
        PeriodPrecision::MonthMiddle => format!("połowa {of_month} {year}"),
        PeriodPrecision::MonthEnd => format!("koniec {of_month} {year}"),
        PeriodPrecision::Month => format!("{} {year}", month_name(&MONTHS_PL, day)),
        PeriodPrecision::Quarter => format!("{} kwartał {year} r.", quarter_numeral(day)),
        PeriodPrecision::Year => format!("{year} r."),
    }
}

/// The period in English: "25 July 2013", "mid-September 2014", "third quarter of 2014", "2014".
#[must_use]
pub fn label_en(period: FuzzyPeriod) -> String {
    let (day, year) = (period.from, period.from.year());
    let month = month_name(&MONTHS_EN, day);
    match period.precision {
        PeriodPrecision::Day => format!("{} {month} {year}", day.day()),
        PeriodPrecision::MonthStart => format!("early {month} {year}"),
        PeriodPrecision::MonthMiddle => format!("mid-{month} {year}"),
        PeriodPrecision::MonthEnd => format!("end of {month} {year}"),
        PeriodPrecision::Month => format!("{month} {year}"),
        PeriodPrecision::Quarter => {
            let ordinal = match quarter(day) {
                1 => "first",
                2 => "second",
                3 => "third",
                _ => "fourth",
            };
            format!("{ordinal} quarter of {year}")
        }
        PeriodPrecision::Year => year.to_string(),
    }
}

const MONTHS_PL: [&str; 12] = [
    "styczeń",
    "luty",
    "marzec",
    "kwiecień",
    "maj",
    "czerwiec",
    "lipiec",
    "sierpień",
    "wrzesień",
    "październik",
    "listopad",
    "grudzień",
];

const MONTHS_PL_GENITIVE: [&str; 12] = [
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
];

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(names: &[&'static str; 12], day: NaiveDate) -> &'static str {
    usize::try_from(day.month0()).ok().and_then(|month| names.get(month)).copied().unwrap_or_default()
}

/// 1 to 4.
fn quarter(day: NaiveDate) -> u32 {
    day.month0() / 3 + 1
}

fn quarter_numeral(day: NaiveDate) -> &'static str {
    match quarter(day) {
        1 => "I",
        2 => "II",
        3 => "III",
        _ => "IV",
    }
}

fn days_after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn months_after(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PeriodPrecision::{Day, Month, MonthEnd, MonthMiddle, MonthStart, Quarter, Year};

    fn period(from: &str, precision: PeriodPrecision) -> FuzzyPeriod {
        FuzzyPeriod { from: from.parse().unwrap(), precision }
    }

    /// The plan of the working group on family support of 25 July 2013, and its neighbours.
    #[test]
    fn periods_of_the_work_plan() {
        for (from, precision, first, last, pl, en) in [
            ("2013-07-25", Day, "2013-07-25", "2013-07-25", "25 lipca 2013", "25 July 2013"),
            ("2013-09-14", MonthMiddle, "2013-09-11", "2013-09-20", "połowa września 2013", "mid-September 2013"),
            ("2013-10-31", MonthMiddle, "2013-10-11", "2013-10-20", "połowa października 2013", "mid-October 2013"),
            ("2013-11-10", MonthStart, "2013-11-01", "2013-11-10", "początek listopada 2013", "early November 2013"),
            ("2013-11-01", MonthEnd, "2013-11-21", "2013-11-30", "koniec listopada 2013", "end of November 2013"),
            ("2013-12-05", MonthStart, "2013-12-01", "2013-12-10", "początek grudnia 2013", "early December 2013"),
            ("2014-06-15", Year, "2014-01-01", "2014-12-31", "2014 r.", "2014"),
            ("2014-08-01", Quarter, "2014-07-01", "2014-09-30", "III kwartał 2014 r.", "third quarter of 2014"),
            ("2014-12-31", Quarter, "2014-10-01", "2014-12-31", "IV kwartał 2014 r.", "fourth quarter of 2014"),
            ("2014-09-30", Month, "2014-09-01", "2014-09-30", "wrzesień 2014", "September 2014"),
            ("2024-02-01", MonthEnd, "2024-02-21", "2024-02-29", "koniec lutego 2024", "end of February 2024"),
            ("2023-02-28", Month, "2023-02-01", "2023-02-28", "luty 2023", "February 2023"),
        ] {
            let period = period(from, precision);
            assert_eq!(bounds(period).0.to_string(), first, "{pl}");
            assert_eq!(due(period).to_string(), last, "{pl}");
            assert_eq!(label_pl(period), pl);
            assert_eq!(label_en(period), en);
            let normal = normalise(period);
            assert_eq!(normal.from.to_string(), first);
            assert_eq!(bounds(normal), bounds(period));
            assert_eq!((label_pl(normal), normalise(normal)), (label_pl(period), normal));
        }
    }

    #[test]
    fn overdue_after_the_last_day() {
        let end_of_november = period("2013-11-21", MonthEnd);
        assert!(!is_overdue(end_of_november, "2013-11-30".parse().unwrap()));
        assert!(is_overdue(end_of_november, "2013-12-01".parse().unwrap()));
    }

    #[test]
    fn every_day_is_in_its_periods() {
        let mut day: NaiveDate = "2023-01-01".parse().unwrap();
        while day.year() < 2025 {
            for precision in [Day, Month, Quarter, Year] {
                let (first, after) = bounds(FuzzyPeriod { from: day, precision });
                assert!(first <= day && day < after);
            }
            let thirds =
                [MonthStart, MonthMiddle, MonthEnd].map(|precision| bounds(FuzzyPeriod { from: day, precision }));
            assert_eq!((thirds[0].1, thirds[1].1), (thirds[1].0, thirds[2].0));
            day = day.succ_opt().unwrap();
        }
    }

    #[test]
    fn the_edges_of_the_calendar_hold() {
        for precision in [Day, MonthStart, MonthMiddle, MonthEnd, Month, Quarter, Year] {
            for from in [NaiveDate::MIN, NaiveDate::MAX] {
                let period = FuzzyPeriod { from, precision };
                let (first, after) = bounds(period);
                assert!(first <= after);
                assert!(!label_pl(period).is_empty() && due(period) <= after);
            }
        }
    }
}
