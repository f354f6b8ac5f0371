//! Periods as people write them: "połowa IX 2027", "do końca XI 2013", "początek 12.2027", "III kwartał 2027", "na rok
//! 2014", "15.9.2027"; the same in English.

use chrono::{Datelike, NaiveDate};
use obrady_rules::periods::normalise;
use obrady_types::groups::{FuzzyPeriod, PeriodPrecision};

/// Words that say nothing about the period.
const FILLERS: [&str; 14] =
    ["do", "na", "w", "we", "od", "r", "rok", "roku", "by", "in", "of", "the", "year", "miesiąca"];

/// Months by the first letters of their names, Polish and English.
const MONTHS: [(&str, u32); 23] = [
    ("sty", 1),
    ("jan", 1),
    ("lut", 2),
    ("feb", 2),
    ("mar", 3),
    ("kwi", 4),
    ("apr", 4),
    ("maj", 5),
    ("may", 5),
    ("cze", 6),
    ("jun", 6),
    ("lip", 7),
    ("jul", 7),
    ("sie", 8),
    ("aug", 8),
    ("wrz", 9),
    ("sep", 9),
    ("paź", 10),
    ("oct", 10),
    ("lis", 11),
    ("nov", 11),
    ("gru", 12),
    ("dec", 12),
];

const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/// What a word of a period says.
enum Word {
    Number(u32, usize),
    Roman(u32),
    Month(u32),
    Part(PeriodPrecision),
    Quarter,
}

fn word(text: &str) -> Option<Word> {
    if let Ok(number) = text.parse() {
        return Some(Word::Number(number, text.len()));
    }
    if let Some(nth) = (1..).zip(ROMAN).find(|(_, numeral)| *numeral == text).map(|(nth, _)| nth) {
        return Some(Word::Roman(nth));
    }
    let starts = |beginnings: &[&str]| beginnings.iter().any(|beginning| text.starts_with(beginning));
    if starts(&["pocz", "early", "start", "beginning"]) {
        return Some(Word::Part(PeriodPrecision::MonthStart));
    }
    if starts(&["poł", "polow", "mid"]) {
        return Some(Word::Part(PeriodPrecision::MonthMiddle));
    }
    if starts(&["koni", "końc", "konc", "end", "late"]) {
        return Some(Word::Part(PeriodPrecision::MonthEnd));
    }
    if starts(&["kwart", "kw", "quarter"]) && !starts(&["kwi"]) {
        return Some(Word::Quarter);
    }
    MONTHS.iter().find(|(beginning, _)| text.starts_with(beginning)).map(|(_, month)| Word::Month(*month))
}

/// The period that a text says, if it can be read.
pub fn said(text: &str) -> Option<FuzzyPeriod> {
    let text = text.to_lowercase();
    let parts = text.split([' ', '.', ',', '/', '-', '–', '\u{a0}']);
    let parts = parts.filter(|part| !part.is_empty() && !FILLERS.contains(part));
    let (mut numbers, mut month, mut roman, mut part, mut quarter) = (Vec::new(), None, None, None, false);
    for text in parts {
        match word(text)? {
            Word::Number(number, digits) => numbers.push((number, digits)),
            Word::Roman(nth) => roman = Some(nth),
            Word::Month(nth) => month = Some(nth),
            Word::Part(precision) => part = Some(precision),
            Word::Quarter => quarter = true,
        }
    }
    let at = numbers.iter().position(|(_, digits)| *digits == 4)?;
    let (year, _) = numbers.remove(at);
    let others: Vec<u32> = numbers.into_iter().map(|(number, _)| number).collect();
    let named = month.or(roman);
    let (day, month, precision) = match (quarter, part, others.as_slice()) {
        (true, None, []) => (1, quarter_month(roman?)?, PeriodPrecision::Quarter),
        (true, None, [nth]) => (1, quarter_month(*nth)?, PeriodPrecision::Quarter),
        (true, ..) => return None,
        (false, Some(part), []) => (1, named?, part),
        (false, Some(part), [month]) if named.is_none() => (1, *month, part),
        (false, Some(_), _) => return None,
        (false, None, []) => match named {
            Some(month) => (1, month, PeriodPrecision::Month),
            None => (1, 1, PeriodPrecision::Year),
        },
        (false, None, [one]) => match named {
            Some(month) => (*one, month, PeriodPrecision::Day),
            None => (1, *one, PeriodPrecision::Month),
        },
        // ISO dates begin with the year.
        (false, None, [month, day]) if named.is_none() && at == 0 => (*day, *month, PeriodPrecision::Day),
        (false, None, [day, month]) if named.is_none() => (*day, *month, PeriodPrecision::Day),
        (false, None, _) => return None,
    };
    let from = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(normalise(FuzzyPeriod { from, precision }))
}

fn quarter_month(nth: u32) -> Option<u32> {
    (1..=4).contains(&nth).then(|| 3 * nth - 2)
}

/// A period as it can be typed: the shortest form that [`said`] reads.
pub fn typed(period: FuzzyPeriod) -> String {
    let day = period.from;
    let (month, year) = (day.month(), day.year());
    match period.precision {
        PeriodPrecision::Day => format!("{}.{month}.{year}", day.day()),
        PeriodPrecision::MonthStart => format!("początek {month}.{year}"),
        PeriodPrecision::MonthMiddle => format!("połowa {month}.{year}"),
        PeriodPrecision::MonthEnd => format!("koniec {month}.{year}"),
        PeriodPrecision::Month => format!("{month}.{year}"),
        PeriodPrecision::Quarter => format!("{} kwartał {year}", (month - 1) / 3 + 1),
        PeriodPrecision::Year => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PeriodPrecision::{Day, Month, MonthEnd, MonthMiddle, MonthStart, Quarter, Year};

    #[test]
    fn periods_are_read_as_people_write_them() {
        for (text, from, precision) in [
            ("połowa IX 2013", "2013-09-11", MonthMiddle),
            ("początek XII 2013", "2013-12-01", MonthStart),
            ("do końca XI 2013", "2013-11-21", MonthEnd),
            ("na rok 2014", "2014-01-01", Year),
            ("2014 r.", "2014-01-01", Year),
            ("połowa 9.2027", "2027-09-11", MonthMiddle),
            ("koniec listopada 2027", "2027-11-21", MonthEnd),
            ("III kwartał 2027", "2027-07-01", Quarter),
            ("4 kw. 2027", "2027-10-01", Quarter),
            ("kwiecień 2027", "2027-04-01", Month),
            ("9.2027", "2027-09-01", Month),
            ("XI 2027", "2027-11-01", Month),
            ("15.9.2027", "2027-09-15", Day),
            ("2027-09-15", "2027-09-15", Day),
            ("15 września 2027", "2027-09-15", Day),
            ("mid-September 2027", "2027-09-11", MonthMiddle),
            ("end of November 2027", "2027-11-21", MonthEnd),
        ] {
            let expected = FuzzyPeriod { from: from.parse().unwrap(), precision };
            assert_eq!(said(text), Some(expected), "{text}");
            assert_eq!(said(&typed(expected)), Some(expected), "{text}");
        }
        for wrong in ["", "kiedyś", "połowa 2027", "31.2.2027", "13.2027", "połowa 9", "5 kwartał 2027", "1.2.3.2027"]
        {
            assert_eq!(said(wrong), None, "{wrong}");
        }
    }
}
