//! What changes when the demonstration starts again.

use super::*;
use chrono::{Datelike, Duration};
use obrady_client::{ActionItemFilter, EditionFilter};
use obrady_tests::{Demo, start_demo, start_of_test};
use obrady_types::meetings::{ActionItemPart, MeetingCreate, MeetingDayInput, MeetingMode, MeetingState};
use obrady_types::trainings::TrainingEdition;

async fn upcoming(demo: &Demo, days: i64) -> Vec<Meeting> {
    let client = demo.client("demo.operator").await;
    let from = Some((start_of_test() + Duration::days(days)).date_naive());
    let filter = MeetingFilter { from, page: all(), ..MeetingFilter::default() };
    let found = client.list_meetings(&filter).await.expect("meetings").items;
    // What began today is not to come any more.
    found.into_iter().filter(|meeting| meeting.state != MeetingState::InProgress).collect()
}

fn dates(meetings: &[Meeting]) -> Vec<NaiveDate> {
    meetings.iter().flat_map(|meeting| meeting.days.iter().map(|day| day.date)).collect()
}

#[tokio::test]
async fn a_second_start_changes_nothing() {
    let demo = start_demo().await;
    let changes = demo.changes().await;
    assert!(changes > 100);
    demo.seed().await;
    assert_eq!(demo.changes().await, changes);
}

#[tokio::test]
async fn meetings_to_come_are_a_draft_an_agenda_and_a_session() {
    let demo = start_demo().await;
    let found = upcoming(&demo, 0).await;
    let states: Vec<MeetingState> = found.iter().map(|meeting| meeting.state).collect();
    assert_eq!(states, [MeetingState::AgendaPublished, MeetingState::Draft, MeetingState::Scheduled]);
    let client = demo.client("demo.operator").await;
    for (name, index, title) in [(FOSTER, 0, "Procedura pracy koordynatora"), (FAMILY, 1, "Rodziny wspierające")] {
        let group = body(&client, name).await;
        let agenda = client.get_agenda(found[index].id, Release::Current).await.expect("an agenda").value;
        assert_eq!(named(&agenda, title).topic_id, Some(topics(&client, group.id).await[title].id));
    }
}

#[tokio::test]
async fn a_meeting_is_in_progress_and_something_is_overdue() {
    let demo = start_demo().await;
    let coordinator = demo.client("anna.kowal").await;
    let filter = MeetingFilter { state: Some(MeetingState::InProgress), page: all(), ..MeetingFilter::default() };
    let running = coordinator.list_meetings(&filter).await.expect("meetings").items;
    assert!(running.len() == 1 && running[0].recordable && running[0].days[0].date == start_of_test().date_naive());
    let filter =
        ActionItemFilter { open: Some(true), mine: Some(ActionItemPart::Owner), ..ActionItemFilter::default() };
    let own = demo.client("jan.lis").await.list_action_items(&filter).await.expect("action items").items;
    assert_eq!(own.iter().map(|one| one.overdue).collect::<Vec<_>>(), [true, false]);
    assert!(own.iter().all(|one| one.markable));
}

#[tokio::test]
async fn a_start_after_60_days_moves_what_is_past_into_the_future() {
    let demo = start_demo().await;
    let before = upcoming(&demo, 0).await;
    let everything = meetings(&demo.client("demo.operator").await, None).await;
    let family = body(&demo.anonymous(), FAMILY).await.id;
    let own = {
        let hour = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour");
        let date = before[0].days[0].date;
        let input = MeetingCreate {
            body_id: family,
            title: "Własne".to_owned(),
            mode: MeetingMode::Online,
            venue: None,
            days: vec![MeetingDayInput { id: None, date, starts_at: hour(9), ends_at: hour(10) }],
        };
        demo.client("anna.kowal").await.create_meeting(&input).await.expect("a meeting").value
    };
    demo.clock.set(start_of_test() + Duration::days(60));
    demo.seed().await;
    let after = upcoming(&demo, 60).await;
    let ids = |meetings: &[Meeting]| meetings.iter().map(|meeting| meeting.id).collect::<Vec<_>>();
    assert_eq!(ids(&after), ids(&before));
    let moved: Vec<i64> = dates(&after).iter().zip(dates(&before)).map(|(new, old)| (*new - old).num_days()).collect();
    assert!(moved.iter().all(|by| *by == moved[0] && by % 7 == 0), "{moved:?}");
    let sooner = (dates(&after)[0] - (start_of_test() + Duration::days(60)).date_naive()).num_days();
    assert!((7..14).contains(&sooner), "{sooner}");
    assert!(dates(&after).iter().all(|date| date.weekday().number_from_monday() < 6));
    // What was held stays where it was, and so does what somebody made here.
    let client = demo.client("demo.operator").await;
    for old in everything.iter().filter(|old| old.state == MeetingState::Held) {
        assert_eq!(client.get_meeting(old.id).await.expect("the meeting").days, old.days);
    }
    assert_eq!(client.get_meeting(own.id).await.expect("the meeting").days, own.days);
    let changes = demo.changes().await;
    demo.seed().await;
    assert_eq!(demo.changes().await, changes);
}

#[tokio::test]
async fn nothing_moves_while_something_is_to_come() {
    let demo = start_demo().await;
    let before = upcoming(&demo, 0).await;
    demo.clock.set(start_of_test() + Duration::days(12));
    let changes = demo.changes().await;
    demo.seed().await;
    assert_eq!(demo.changes().await, changes);
    assert_eq!(dates(&upcoming(&demo, 0).await), dates(&before));
}

async fn editions(demo: &Demo) -> Vec<TrainingEdition> {
    let client = demo.client("demo.operator").await;
    let filter = EditionFilter { page: all(), ..EditionFilter::default() };
    let mut found = client.list_training_editions(&filter).await.expect("editions").items;
    found.retain(|edition| edition.synthetic && edition.code != "Braniewo/2013");
    found.sort_by(|one, other| one.code.cmp(&other.code));
    found
}

#[tokio::test]
async fn trainings_can_be_registered_for_whenever_the_demonstration_starts_again() {
    let demo = start_demo().await;
    let before = editions(&demo).await;
    let states: Vec<_> = before.iter().map(|edition| (edition.code.clone(), edition.state)).collect();
    assert_eq!(states.len(), 5);
    let changes = demo.changes().await;
    // Registration is still open.
    demo.clock.set(start_of_test() + Duration::days(12));
    demo.seed().await;
    assert_eq!(demo.changes().await, changes);
    for days in [13, 61, 400] {
        demo.clock.set(start_of_test() + Duration::days(days));
        demo.seed().await;
        let after = editions(&demo).await;
        let now: Vec<_> = after.iter().map(|edition| (edition.code.clone(), edition.state)).collect();
        assert_eq!(now, states, "after {days} days");
        for (old, new) in before.iter().zip(&after) {
            let by = (new.days[0].date - old.days[0].date).num_days();
            assert!(by % 7 == 0 && (days - 6..=days).contains(&by), "{}: {by} of {days}", old.code);
            assert_eq!((new.confirmed, new.waiting, new.days.len()), (old.confirmed, old.waiting, old.days.len()));
            assert!(new.registration_closes_at <= new.starts_at);
        }
        let again = demo.changes().await;
        demo.seed().await;
        assert_eq!(demo.changes().await, again);
    }
    // What a source tells stays where it was.
    let client = demo.anonymous();
    let filter = EditionFilter { page: all(), ..EditionFilter::default() };
    let all = client.list_training_editions(&filter).await.expect("editions").items;
    let held = all.iter().find(|edition| edition.code == "Braniewo/2013").expect("the training in Braniewo");
    assert_eq!(held.days[0].date, day(2013, 10, 30));
}
