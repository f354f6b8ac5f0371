//! A report of a meeting as it can be written from what is known in public; whoever writes it goes on from there.

use chrono::NaiveDate;
use obrady_rules::periods::label_pl;
use obrady_types::NewsItemId;
use obrady_types::groups::{FuzzyPeriod, PeriodPrecision};
use obrady_types::meetings::{AgendaItemState, Confidentiality, ItemRecord, Meeting, MeetingRecord};
use obrady_types::portal::{NewsItem, NewsKind, PublicationState};
use std::fmt::Write;

/// A date in Polish, whatever the language of the screen: news are written in Polish.
fn day(date: NaiveDate) -> String {
    format!("{} r.", label_pl(FuzzyPeriod { from: date, precision: PeriodPrecision::Day }))
}

/// The days of a meeting: one, or the first and the last.
fn days(meeting: &Meeting) -> String {
    match meeting.days.as_slice() {
        [] => String::new(),
        [only] => day(only.date),
        [first, .., last] => format!("{} – {}", day(first.date), day(last.date)),
    }
}

/// What was dealt with in public.
fn is_public(one: &&ItemRecord) -> bool {
    one.item.confidentiality == Confidentiality::Public
        && one.item.title.is_some()
        && !matches!(one.item.state, AgendaItemState::Postponed | AgendaItemState::Withdrawn)
}

fn list(body: &mut String, heading: &str, entries: impl Iterator<Item = String>) {
    let entries: Vec<String> = entries.filter(|entry| !entry.is_empty()).collect();
    if entries.is_empty() {
        return;
    }
    if !body.is_empty() {
        body.push_str("\n\n");
    }
    let _ = writeln!(body, "## {heading}");
    for entry in entries {
        let _ = write!(body, "\n- {entry}");
    }
}

/// One line of a list: a text may have several.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The report: day, place, how many people came, what was on the agenda, what was decided. Of items that are not public
/// it says nothing, and of nobody's name.
pub fn report_of(meeting: &Meeting, record: &MeetingRecord, people: Option<usize>, publisher: String) -> NewsItem {
    let mut lead = format!("{}. Termin: {}", meeting.title.trim_end_matches('.'), days(meeting));
    if let Some(venue) = &meeting.venue {
        let _ = write!(lead, " Miejsce: {}.", venue.trim_end_matches('.'));
    }
    if let Some(people) = people {
        let _ = write!(lead, " Liczba uczestników: {people}.");
    }
    let public = || record.agenda.iter().filter(is_public);
    let mut body = String::new();
    list(&mut body, "Przebieg", public().map(|one| line(one.item.title.as_deref().unwrap_or_default())));
    list(&mut body, "Ustalenia", public().flat_map(|one| &one.decisions).map(|one| line(&one.text)));
    NewsItem {
        id: NewsItemId(uuid::Uuid::nil()),
        region_id: meeting.region_id,
        body_id: Some(meeting.body_id),
        kind: NewsKind::Report,
        state: PublicationState::Draft,
        title: format!("Relacja: {}", meeting.title),
        short_title: None,
        lead,
        body,
        event_on: meeting.days.first().map(|day| day.date),
        published_on: None,
        author: None,
        publisher,
        funding: None,
        source_meeting_id: Some(meeting.id),
        call_to_action: None,
        links: Vec::new(),
        photo: None,
        logos: Vec::new(),
        attachments: Vec::new(),
        related: Vec::new(),
        editable: true,
        synthetic: false,
        version: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn item(title: &str, confidentiality: &str, decision: Option<&str>) -> serde_json::Value {
        let id = "0193a1c2-7f00-7000-8000-000000000001";
        let decisions: Vec<_> = decision
            .iter()
            .map(|text| json!({"id": id, "agenda_item_id": id, "text": text, "decided_on": "2024-03-11", "version": 1}))
            .collect();
        json!({
            "item": {
                "id": id, "day_id": id, "position": 1, "title": title, "kind": "discussion",
                "confidentiality": confidentiality, "state": "done", "revision": 1, "version": 1
            },
            "statements": [], "findings": [], "decisions": decisions, "action_items": []
        })
    }

    #[test]
    fn a_report_says_what_is_public_and_nothing_else() {
        let id = "0193a1c2-7f00-7000-8000-000000000002";
        let day = |date: &str| {
            json!({"id": id, "date": date, "starts_at": "10:00:00", "ends_at": "15:00:00", "time_zone": "Europe/Warsaw",
                   "offset_minutes": 60, "transitions": []})
        };
        let meeting: Meeting = serde_json::from_value(json!({
            "id": id, "region_id": id, "body_id": id, "title": "Posiedzenie konwentu", "state": "held",
            "mode": "in_person", "venue": "Kraków, ul. Lubelska 23", "days": [day("2024-03-11"), day("2024-03-12")],
            "editable": false, "recordable": false, "synthetic": false, "version": 3
        }))
        .expect("a meeting");
        let record: MeetingRecord = serde_json::from_value(json!({
            "meeting_id": id, "state": "held",
            "agenda": [
                item("Wybór\nprzewodniczącego", "public", Some("Wybrano przewodniczącego.")),
                item("Sprawy kadrowe", "closed", Some("Poufne ustalenie.")),
                item("Wewnętrzne", "members", None),
            ]
        }))
        .expect("a record");
        let news = report_of(&meeting, &record, Some(23), "ROPS".to_owned());
        assert_eq!(
            news.lead,
            "Posiedzenie konwentu. Termin: 11 marca 2024 r. – 12 marca 2024 r. Miejsce: Kraków, ul. Lubelska 23. \
             Liczba uczestników: 23."
        );
        assert_eq!(news.body, "## Przebieg\n\n- Wybór przewodniczącego\n\n## Ustalenia\n\n- Wybrano przewodniczącego.");
        assert_eq!(news.title, "Relacja: Posiedzenie konwentu");
        assert_eq!((news.event_on, news.kind), (NaiveDate::from_ymd_opt(2024, 3, 11), NewsKind::Report));
        assert!(!report_of(&meeting, &record, None, String::new()).lead.contains("Liczba"));
    }
}
