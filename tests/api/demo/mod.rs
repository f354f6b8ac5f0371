//! The demonstration says of Małopolska what the sources say, and what it invents it marks.

mod convent;
mod groups;
mod living;
mod people;
mod programmes;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use obrady_client::{BodyFilter, Client, InstitutionFilter, MeetingFilter, PeopleFilter, Release};
use obrady_types::convents::Seat;
use obrady_types::directory::{Institution, Person};
use obrady_types::groups::{Body, FuzzyPeriod, Membership, PeriodPrecision, Topic};
use obrady_types::meetings::{Agenda, AgendaItem, AgendaItemKind, ItemRecord, Meeting, StatementSide};
use obrady_types::{BodyId, PageQuery};
use std::collections::BTreeMap;

pub(super) const FAMILY: &str = "Grupa robocza ds. wspierania rodziny";
pub(super) const FOSTER: &str = "Grupa tematyczna ds. systemu pieczy zastępczej";
pub(super) const CONVENT: &str = "Konwent Dyrektorów Powiatowych Centrów Pomocy Rodzinie Województwa Małopolskiego";

pub(super) fn all() -> PageQuery {
    PageQuery { limit: Some(200), ..PageQuery::default() }
}

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

/// Noon in UTC: later than every start on that day.
pub(super) fn at(year: i32, month: u32, day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(year, month, day, 12, 0, 0).single().expect("an instant")
}

pub(super) async fn body(client: &Client, name: &str) -> Body {
    let filter = BodyFilter { page: all(), ..BodyFilter::default() };
    let bodies = client.list_bodies(&filter).await.expect("bodies").items;
    bodies.into_iter().find(|body| body.name == name).expect("the body")
}

pub(super) async fn meetings(client: &Client, body_id: Option<BodyId>) -> Vec<Meeting> {
    let filter = MeetingFilter { body_id, page: all(), ..MeetingFilter::default() };
    client.list_meetings(&filter).await.expect("meetings").items
}

/// The meeting of a body that begins on a day, with its agenda.
pub(super) async fn meeting_on(client: &Client, body_id: BodyId, first: NaiveDate) -> (Meeting, Agenda) {
    let found = meetings(client, Some(body_id)).await.into_iter().find(|meeting| meeting.days[0].date == first);
    let meeting = found.expect("the meeting");
    let agenda = client.get_agenda(meeting.id, Release::Current).await.expect("its agenda");
    (meeting, agenda.value)
}

/// Titles, kinds and speakers of a day's items that stand under no other.
pub(super) fn outline(meeting: &Meeting, agenda: &Agenda, day: usize) -> Vec<(String, AgendaItemKind)> {
    let on_day = agenda.items.iter().filter(|item| item.day_id == meeting.days[day].id && item.parent_id.is_none());
    let mut items: Vec<&AgendaItem> = on_day.collect();
    items.sort_by_key(|item| item.position);
    items.into_iter().map(|item| (item.title.clone().expect("a title"), item.kind)).collect()
}

pub(super) fn named<'a>(agenda: &'a Agenda, title: &str) -> &'a AgendaItem {
    let found = agenda.items.iter().find(|item| item.title.as_deref().is_some_and(|text| text.starts_with(title)));
    found.expect("the item")
}

pub(super) fn assert_says(item: &AgendaItem, words: &[&str]) {
    let outcome = item.outcome_text.as_deref().unwrap_or_default();
    for word in words {
        assert!(outcome.contains(word), "{word:?} is missing in {outcome:?}");
    }
}

/// Everything that was recorded on an item, in one text; a line for each statement, finding, decision, action item and
/// deliverable.
pub(super) async fn recorded(client: &Client, meeting: &Meeting, title: &str) -> String {
    let record = client.get_meeting_record(meeting.id).await.expect("the record");
    let found = |one: &&ItemRecord| one.item.title.as_deref().is_some_and(|text| text.starts_with(title));
    let item = record.agenda.iter().find(found).expect("the item");
    let mut lines: Vec<String> = item.item.outcome_text.iter().cloned().collect();
    for said in &item.statements {
        let side = if said.side == StatementSide::Host { "ROPS" } else { "Uczestnicy" };
        let answers = if said.reply_to_id.is_some() { " w odpowiedzi" } else { "" };
        lines.push(format!("{side}{answers}: {} {}", said.text, said.led_to.as_deref().unwrap_or_default()));
    }
    lines.extend(item.findings.iter().map(|one| one.text.clone()));
    lines.extend(item.decisions.iter().map(|one| one.text.clone()));
    for task in &item.action_items {
        lines.push(format!("{} {} {:?}", task.title, task.due_on, task.state));
        lines.extend(
            task.deliverables
                .iter()
                .map(|made| format!("{} {}", made.title, made.description.as_deref().unwrap_or_default())),
        );
    }
    lines.join("\n")
}

pub(super) fn assert_has(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word:?} is missing in {text:?}");
    }
}

pub(super) async fn topics(client: &Client, body_id: BodyId) -> BTreeMap<String, Topic> {
    let topics = client.list_topics(body_id, None, &all()).await.expect("topics").items;
    topics.into_iter().map(|topic| (topic.title.clone(), topic)).collect()
}

pub(super) fn planned(year: i32, month: u32, first: u32, precision: PeriodPrecision) -> Option<FuzzyPeriod> {
    Some(FuzzyPeriod { from: day(year, month, first), precision })
}

pub(super) async fn institutions(client: &Client) -> Vec<Institution> {
    let filter = InstitutionFilter { page: all(), ..InstitutionFilter::default() };
    client.list_institutions(&filter).await.expect("institutions").items
}

pub(super) async fn people(client: &Client) -> Vec<Person> {
    let filter = PeopleFilter { page: all(), ..PeopleFilter::default() };
    client.list_people(&filter).await.expect("people").items
}

pub(super) async fn memberships(client: &Client, body_id: BodyId) -> Vec<Membership> {
    client.list_memberships(body_id, &all()).await.expect("memberships").items
}

pub(super) async fn seats(client: &Client, convent: BodyId, as_of: DateTime<Utc>) -> Vec<Seat> {
    client.list_seats(convent, Some(as_of), &all()).await.expect("seats").items
}
