//! Periods as people say them: what is taken lies within the years that are taken, and has a first and a last day.

use chrono::{Datelike, NaiveDate};
use obrady_api::fuzzing::parse;
use obrady_rules::periods::{bounds, due, is_overdue, label_en, label_pl, normalise};
use obrady_types::YEARS;
use obrady_types::groups::{FuzzyPeriod, PeriodPrecision};

pub fn run(data: &[u8]) {
    if let Ok(period) = parse::<FuzzyPeriod>(data) {
        assert!(YEARS.contains(&period.from.year()), "{period:?}");
        check(period);
        let written = serde_json::to_vec(&period).expect("a period is JSON");
        assert_eq!(parse::<FuzzyPeriod>(&written), Ok(period), "written and read again");
    }
    // Any day that there is, also far outside of what inputs may say.
    if let Some((number, rest)) = data.split_first_chunk::<4>()
        && let Some(from) = NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes(*number))
    {
        use PeriodPrecision::{Day, Month, MonthEnd, MonthMiddle, MonthStart, Quarter, Year};
        let all = [Day, MonthStart, MonthMiddle, MonthEnd, Month, Quarter, Year];
        let index = usize::from(rest.first().copied().unwrap_or_default()) % all.len();
        check(FuzzyPeriod { from, precision: all[index] });
    }
}

fn check(period: FuzzyPeriod) {
    let (first, after) = bounds(period);
    let last = due(period);
    let day = period.from;
    assert!(!label_pl(period).is_empty() && !label_en(period).is_empty());
    let normal = normalise(period);
    assert_eq!((normal.from, normalise(normal)), (first, normal), "{period:?} twice");
    // At the edge of the calendar a period breaks off; within it, it is a whole one.
    if day.year() > NaiveDate::MIN.year() && day.year() < NaiveDate::MAX.year() {
        assert!(first <= last && last.succ_opt() == Some(after), "{period:?}");
        assert_eq!(bounds(normal), (first, after), "{period:?}");
        assert!(!is_overdue(period, last) && is_overdue(period, after), "{period:?}");
        assert_eq!((label_pl(normal), label_en(normal)), (label_pl(period), label_en(period)));
        let days = (after - first).num_days();
        let (fewest, most, contains) = match period.precision {
            PeriodPrecision::Day => (1, 1, true),
            PeriodPrecision::MonthStart | PeriodPrecision::MonthMiddle => (10, 10, false),
            PeriodPrecision::MonthEnd => (8, 11, false),
            PeriodPrecision::Month => (28, 31, true),
            PeriodPrecision::Quarter => (90, 92, true),
            PeriodPrecision::Year => (365, 366, true),
        };
        assert!((fewest..=most).contains(&days), "{period:?} has {days} days");
        assert!(!contains || (first <= day && day < after), "{period:?}");
    }
}
