//! Who is real, where mail could go, and how meetings are numbered.

use super::convent::officers;
use super::*;
use obrady_tests::start_demo;
use obrady_types::meetings::MeetingMode;
use std::collections::BTreeSet;

#[tokio::test]
async fn only_officers_are_real_and_no_mail_can_leave() {
    let demo = start_demo().await;
    let client = demo.client("demo.operator").await;
    let people = people(&client).await;
    let real: BTreeSet<String> = people
        .iter()
        .filter(|person| !person.synthetic)
        .map(|person| format!("{} {}", person.first_name, person.last_name))
        .collect();
    let mut named: BTreeSet<String> = officers().iter().map(|row| row.1.to_owned()).collect();
    // The advisers who led the training in Braniewo.
    named.extend(["Grażyna Dziadowicz-Kulka", "Tomasz Igielski", "Marek Jurzyński"].map(str::to_owned));
    // Who ran the first election, and the guest of March 2024: both named in their public function.
    named.extend(["Wioletta Wilimska", "Jacek Kowalczyk"].map(str::to_owned));
    assert_eq!(real, named);
    assert!(people.iter().filter_map(|person| person.email.as_deref()).all(|mail| mail.ends_with("@example.org")));
    let mut texts = String::new();
    for meeting in meetings(&client, None).await {
        assert!(meeting.synthetic, "its hours are invented");
        let agenda = client.get_agenda(meeting.id, Release::Current).await.expect("an agenda");
        texts.push_str(&serde_json::to_string(&agenda.value).expect("a text"));
    }
    assert!(texts.contains('@'));
    assert!(texts.split('@').skip(1).all(|rest| rest.starts_with("example.org")));
}

#[tokio::test]
async fn held_meetings_are_numbered_without_gaps() {
    let demo = start_demo().await;
    let client = demo.client("demo.operator").await;
    let mut numbers: BTreeMap<(BodyId, String), Vec<i32>> = BTreeMap::new();
    for meeting in meetings(&client, None).await {
        let year = meeting.days[0].date.format("%Y").to_string();
        numbers.entry((meeting.body_id, year)).or_default().extend(meeting.ordinal);
    }
    for (place, found) in &numbers {
        assert!(found.iter().copied().zip(1..).all(|(number, expected)| number == expected), "{place:?}: {found:?}");
    }
    let online = meetings(&client, None).await.into_iter().find(|one| one.days[0].date == day(2021, 12, 13));
    assert_eq!(online.expect("the session of 2021").mode, MeetingMode::Online);
}
