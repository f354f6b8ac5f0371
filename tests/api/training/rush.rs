//! Many at once: numbers without gaps, never more places than there are, the waiting list in order (I-28 to I-31).

use super::world::{edition, input, person, registration, worker};
use crate::fairness::{Fairness, seeded};
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use obrady_client::{Client, RegistrationFilter};
use obrady_tests::{App, Who, start};
use obrady_types::trainings::{
    Registration, RegistrationCancel, RegistrationState, TrainingEditionCreate, TrainingEditionPatch,
};
use obrady_types::{ErrorCode, PageQuery, PersonId, TrainingEditionId};
use std::sync::atomic::{AtomicBool, Ordering};

async fn people(app: &App, count: usize) -> Vec<PersonId> {
    let mut people = Vec::with_capacity(count);
    for number in 0..count {
        people.push(person(app, &format!("Nr{number}")).await);
    }
    people
}

/// All registrations of an edition, by number.
async fn all(client: &Client, edition: TrainingEditionId) -> Vec<Registration> {
    let mut rows = Vec::new();
    let page = PageQuery { limit: Some(200), ..PageQuery::default() };
    let mut filter = RegistrationFilter { edition_id: Some(edition), page, ..RegistrationFilter::default() };
    loop {
        let page = client.list_registrations(&filter).await.expect("a page");
        rows.extend(page.items);
        filter.page.cursor = page.next;
        if filter.page.cursor.is_none() {
            return rows;
        }
    }
}

#[tokio::test]
async fn three_hundred_register_for_twenty_places_at_once() {
    let app = start().await;
    let edition = edition(&app, input(20)).await;
    let people = people(&app, 300).await;
    let clients = [app.client(Who::Admin).await, app.client(Who::Coordinator).await, app.client(Who::Writer).await];
    let answers = join_all(people.iter().zip(clients.iter().cycle()).map(|(person, client)| async move {
        client.create_registration(edition.id, &registration(*person, None)).await
    }))
    .await;
    let mut seen: Vec<Registration> =
        answers.into_iter().map(|answer| answer.expect("nobody is turned away").value).collect();
    seen.sort_by_key(|row| row.seq);
    // What each was told at once is what stands there in the end: nobody gave up a place.
    let rows = all(&clients[0], edition.id).await;
    assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), (1..=300).collect::<Vec<_>>(), "1 to 300, no gap");
    for (told, row) in seen.iter().zip(&rows) {
        let (state, place) = match row.seq {
            1..=20 => (RegistrationState::Confirmed, None),
            seq => (RegistrationState::Waiting, Some(seq - 20)),
        };
        assert_eq!((row.state, row.place), (state, place), "number {}", row.seq);
        assert_eq!((told.id, told.state, told.place), (row.id, state, place), "told {}", row.seq);
    }
    let now = clients[0].get_training_edition(edition.id).await.expect("the edition");
    assert_eq!((now.confirmed, now.waiting), (20, 280));
}

#[tokio::test]
async fn twenty_submits_with_one_key_make_one_registration() {
    let app = start().await;
    let edition = edition(&app, input(5)).await;
    let person = person(&app, "Jedna").await;
    let client = app.client(Who::Admin).await.with_idempotency_key("one");
    let input = registration(person, None);
    let answers = join_all((0..20).map(|_| client.create_registration(edition.id, &input))).await;
    let mut ids = Vec::new();
    for answer in answers {
        match answer {
            Ok(made) => ids.push(made.id),
            Err(error) => assert_eq!(error.code(), Some(ErrorCode::IdempotencyKeyInUse), "{error}"),
        }
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
    let again = client.create_registration(edition.id, &input).await.expect("the stored answer");
    assert_eq!((again.id, again.seq), (ids[0], 1));
    assert_eq!(all(&client, edition.id).await.len(), 1);
}

#[tokio::test]
async fn twenty_submits_without_a_key_make_one_registration() {
    let app = start().await;
    let edition = edition(&app, input(5)).await;
    let person = person(&app, "Jedna").await;
    let client = app.client(Who::Admin).await;
    let input = registration(person, None);
    let answers = join_all((0..20).map(|_| client.create_registration(edition.id, &input))).await;
    let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((made.len(), refused.len()), (1, 19));
    for refusal in refused {
        assert_eq!(refusal.expect_err("refused").code(), Some(ErrorCode::AlreadyRegistered));
    }
}

/// Five hundred clients register, and a third of them give up again, each at its own moment; meanwhile the capacity
/// grows. A watcher looks all the time, and a replay of the decisions shows every instant in between.
#[tokio::test]
async fn five_hundred_come_and_go_and_the_order_holds() {
    let app = start().await;
    let limited = TrainingEditionCreate { institution_limit: Some(8), ..input(40) };
    let edition = edition(&app, limited).await;
    let mut random = seeded(20_261_125);
    let mut people: Vec<(PersonId, Option<obrady_types::InstitutionId>)> = Vec::new();
    for number in 0..500 {
        let institution = app.world.institutions[number % 4];
        // One in five works at one of four institutions, which can have eight places each.
        people.push(if random.below(5) == 0 {
            (worker(&app, institution, &format!("Nr{number}")).await, Some(institution))
        } else {
            (person(&app, &format!("Nr{number}")).await, None)
        });
    }
    let client = app.client(Who::Admin).await;
    let done = AtomicBool::new(false);
    let watch = async {
        let mut looks = 0;
        while !done.load(Ordering::Relaxed) {
            let now = client.get_training_edition(edition.id).await.expect("the edition");
            assert!(now.confirmed <= now.capacity, "{} of {}", now.confirmed, now.capacity);
            looks += 1;
        }
        looks
    };
    let goes: Vec<bool> = people.iter().map(|_| random.below(3) == 0).collect();
    let work = async {
        let mut running: FuturesUnordered<_> = people
            .iter()
            .zip(goes)
            .map(|((person, institution), goes)| {
                let client = client.clone();
                async move {
                    let input = registration(*person, *institution);
                    let made = loop {
                        match client.create_registration(edition.id, &input).await {
                            Ok(made) => break made.value,
                            // Five hundred at once may wait longer for a connection than the server lets them.
                            Err(error) if error.code() == Some(ErrorCode::Unavailable) => {}
                            Err(error) => {
                                assert_eq!(error.code(), Some(ErrorCode::InstitutionLimit), "{error}");
                                return;
                            }
                        }
                    };
                    if goes {
                        give_up(&client, made).await;
                    }
                }
            })
            .collect();
        let mut finished = 0;
        while running.next().await.is_some() {
            finished += 1;
            if finished == 250 {
                let current = client.get_training_edition(edition.id).await.expect("the edition");
                let more = TrainingEditionPatch { capacity: Some(45), ..TrainingEditionPatch::default() };
                client.update_training_edition(edition.id, current.version, &more).await.expect("more places");
            }
        }
        done.store(true, Ordering::Relaxed);
    };
    let (looks, ()) = tokio::join!(watch, work);
    assert!(looks > 3, "the watcher looked only {looks} times");
    let rows = all(&client, edition.id).await;
    assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), (1..).take(rows.len()).collect::<Vec<_>>());
    Fairness::of(&app, edition.id).await.check(&rows, 45, 8);
}

/// Gives up a registration, whose version may have changed since it was made: it may have been promoted.
async fn give_up(client: &Client, made: Registration) {
    let reason = RegistrationCancel { reason: "Choroba".into() };
    let mut version = made.version;
    loop {
        match client.cancel_registration(made.id, version, &reason).await {
            Ok(given_up) => {
                assert_eq!(given_up.state, RegistrationState::Cancelled);
                return;
            }
            Err(error) if error.code() == Some(ErrorCode::Unavailable) => {}
            Err(error) => {
                assert_eq!(error.code(), Some(ErrorCode::StaleVersion), "{error}");
                version = client.get_registration(made.id).await.expect("it is there").version;
            }
        }
    }
}
