//! The waiting list: who is promoted, who is passed over and why, swaps, and when it stops.

use super::world::{adviser, edition, input, person, register, starts_at, trainer, worker};
use chrono::Duration;
use obrady_client::{ClientError, RegistrationFilter, Versioned};
use obrady_tests::{Who, start};
use obrady_types::trainings::{
    Registration, RegistrationCancel, RegistrationCreate, RegistrationOutcome, RegistrationReason, RegistrationState,
    RegistrationSwap, TrainingEditionCancel, TrainingEditionCreate, TrainingEditionPatch,
};
use obrady_types::{ErrorCode, PageQuery, Patch};

fn because(text: &str) -> RegistrationCancel {
    RegistrationCancel { reason: text.into() }
}

fn refused(answer: Result<Versioned<Registration>, ClientError>) -> (Option<ErrorCode>, Vec<String>) {
    let Err(error) = answer else { panic!("it was taken") };
    let code = error.code();
    let ClientError::Problem(problem) = error else { return (code, Vec::new()) };
    (code, problem.errors.into_iter().map(|error| error.pointer).collect())
}

#[tokio::test]
async fn a_freed_place_goes_to_the_first_eligible_and_each_can_see_why() {
    let app = start().await;
    let institution = app.world.institutions[3];
    let open = edition(&app, TrainingEditionCreate { institution_limit: Some(1), ..input(2) }).await;
    let free = person(&app, "Wolna").await;
    let first = register(&app, open.id, free, None).await;
    let other = person(&app, "Druga").await;
    let second = register(&app, open.id, other, None).await;
    let (one, two) = (worker(&app, institution, "Jeden").await, worker(&app, institution, "Dwa").await);
    let (one, two) =
        (register(&app, open.id, one, Some(institution)).await, register(&app, open.id, two, Some(institution)).await);
    let last = register(&app, open.id, app.world.member, None).await;
    assert_eq!([one.place, two.place, last.place], [Some(1), Some(2), Some(3)]);
    let admin = app.client(Who::Admin).await;
    // The first place: whoever is first.
    admin.cancel_registration(first.id, first.version, &because("Choroba")).await.expect("given up");
    let one = admin.get_registration(one.id).await.expect("it is there").value;
    assert_eq!((one.state, one.place), (RegistrationState::Confirmed, None));
    assert!(one.promoted_at.is_some());
    // The second place: the colleague is passed over, the one behind gets it.
    admin.cancel_registration(second.id, second.version, &because("Urlop")).await.expect("given up");
    let member = app.client(Who::Member).await;
    let own = member.get_registration(last.id).await.expect("one's own").value;
    assert_eq!((own.state, own.place), (RegistrationState::Confirmed, None));
    let told = member.list_registration_decisions(last.id, &PageQuery::default()).await.expect("one's own").items;
    let words: Vec<_> = told.iter().map(|step| (step.outcome, step.reason, step.place, step.caused_by_seq)).collect();
    use RegistrationOutcome::{Promoted, Skipped, Waiting};
    use RegistrationReason::{Full, InstitutionLimit, PlaceFreed};
    assert_eq!(words, [(Waiting, Full, Some(3), None), (Promoted, PlaceFreed, Some(2), Some(2))]);
    let speaker = app.client(Who::Representative).await;
    let told = speaker.list_registration_decisions(two.id, &PageQuery::default()).await.expect("one's staff").items;
    let words: Vec<_> = told.iter().map(|step| (step.outcome, step.reason, step.institution_limit)).collect();
    assert_eq!(words, [(Waiting, Full, None), (Skipped, InstitutionLimit, Some(1))]);
    // When the colleague gives up, the place stays in the queue's order.
    speaker.cancel_registration(one.id, one.version, &because("Zmiana")).await.expect("given up");
    assert_eq!(admin.get_registration(two.id).await.expect("it is there").state, RegistrationState::Confirmed);
    let now = admin.get_training_edition(open.id).await.expect("the edition");
    assert_eq!((now.confirmed, now.waiting), (2, 0));
    // Nobody else learns of it.
    for who in [Who::Outsider, Who::OtherAdmin, Who::Chair] {
        let stranger = app.client(who).await;
        assert_eq!(refused(stranger.get_registration(two.id).await).0, Some(ErrorCode::NotFound), "{who:?}");
    }
    for action in ["registration.promoted", "registration.waiting", "registration.confirmed"] {
        assert!(app.number(&format!("SELECT count(*) FROM event WHERE kind = '{action}'")).await > 0, "{action}");
        let mail = action.replace('.', "_");
        assert!(app.number(&format!("SELECT count(*) FROM job WHERE kind = 'mail.{mail}'")).await > 0, "{mail}");
    }
}

#[tokio::test]
async fn more_places_and_a_higher_limit_go_to_who_waits() {
    let app = start().await;
    let institution = app.world.institutions[3];
    let open = edition(&app, TrainingEditionCreate { institution_limit: Some(1), ..input(1) }).await;
    let first = register(&app, open.id, person(&app, "Pierwsza").await, None).await;
    let mut staff = Vec::new();
    for name in ["Jeden", "Dwa"] {
        let worker = worker(&app, institution, name).await;
        staff.push(register(&app, open.id, worker, Some(institution)).await);
    }
    let admin = app.client(Who::Admin).await;
    let patch = TrainingEditionPatch { capacity: Some(3), ..TrainingEditionPatch::default() };
    let changed = admin.update_training_edition(open.id, open.version, &patch).await.expect("changed");
    assert_eq!((changed.confirmed, changed.waiting), (2, 1));
    let patch = TrainingEditionPatch { institution_limit: Patch::Null, ..TrainingEditionPatch::default() };
    let changed = admin.update_training_edition(open.id, changed.version, &patch).await.expect("changed");
    assert_eq!((changed.confirmed, changed.waiting), (3, 0));
    let told = admin.list_registration_decisions(staff[1].id, &PageQuery::default()).await.expect("told").items;
    assert_eq!(told.last().map(|step| step.reason), Some(RegistrationReason::CapacityRaised));
    let fewer = TrainingEditionPatch { capacity: Some(2), ..TrainingEditionPatch::default() };
    let error = admin.update_training_edition(open.id, changed.version, &fewer).await.expect_err("too few");
    assert_eq!(error.code(), Some(ErrorCode::CapacityFull));
    admin.cancel_registration(first.id, first.version, &because("Choroba")).await.expect("given up");
    admin.update_training_edition(open.id, changed.version, &fewer).await.expect("as many as are taken");
}

#[tokio::test]
async fn promotion_stops_when_the_edition_begins() {
    let app = start().await;
    let open = edition(&app, input(1)).await;
    let first = register(&app, open.id, person(&app, "Pierwsza").await, None).await;
    let second = register(&app, open.id, person(&app, "Druga").await, None).await;
    let third = register(&app, open.id, person(&app, "Trzecia").await, None).await;
    // After registration has closed, a freed place still goes to who waits.
    app.clock.set(starts_at() - Duration::seconds(1));
    let admin = app.client(Who::Admin).await;
    admin.cancel_registration(first.id, first.version, &because("Choroba")).await.expect("given up");
    let second = admin.get_registration(second.id).await.expect("it is there").value;
    assert_eq!(second.state, RegistrationState::Confirmed);
    app.clock.set(starts_at());
    let late = admin.cancel_registration(second.id, second.version, &because("Choroba")).await;
    assert_eq!(refused(late).0, Some(ErrorCode::RegistrationState));
    assert_eq!(admin.get_registration(third.id).await.expect("it is there").state, RegistrationState::Expired);
}

#[tokio::test]
async fn a_colleague_takes_over_number_and_place() {
    let app = start().await;
    let (own, foreign) = (app.world.institutions[3], app.world.institutions[0]);
    let leader = worker(&app, own, "Prowadząca").await;
    let promote = obrady_types::directory::PersonPatch { is_public_function: Some(true), ..Default::default() };
    obrady_domain::directory::update_person(&app.system(), leader, 1, promote).await.expect("public");
    let adviser = adviser(&app, leader).await;
    let open = edition(&app, TrainingEditionCreate { trainers: vec![trainer(adviser)], ..input(1) }).await;
    register(&app, open.id, person(&app, "Pierwsza").await, None).await;
    let (before, after) = (worker(&app, own, "Przed").await, worker(&app, own, "Po").await);
    let speaker = app.client(Who::Representative).await;
    let input = RegistrationCreate {
        person_id: Some(before),
        institution_id: Some(own),
        clause_number: 1,
        accessibility_needs: Some("pętla indukcyjna".into()),
        diet_needs: Some("bez glutenu".into()),
    };
    let waits = speaker.create_registration(open.id, &input).await.expect("registered").value;
    assert_eq!((waits.place, waits.accessibility_needs.as_deref()), (Some(1), None), "needs are for the organiser");
    let swap = |person_id| RegistrationSwap { person_id, clause_number: 1 };
    let stranger = worker(&app, foreign, "Obca").await;
    for (person, code) in [
        (stranger, ErrorCode::ValidationFailed),
        (before, ErrorCode::AlreadyRegistered),
        (leader, ErrorCode::OwnEdition),
    ] {
        let answer = refused(speaker.swap_registration(waits.id, waits.version, &swap(person)).await);
        assert_eq!(answer, (Some(code), vec!["/person_id".to_owned()]));
    }
    let outdated = RegistrationSwap { person_id: after, clause_number: 2 };
    let answer = refused(speaker.swap_registration(waits.id, waits.version, &outdated).await);
    assert_eq!(answer, (Some(ErrorCode::ClauseOutdated), vec!["/clause_number".to_owned()]));
    let swapped = speaker.swap_registration(waits.id, waits.version, &swap(after)).await.expect("swapped").value;
    assert_eq!((swapped.id, swapped.seq, swapped.place), (waits.id, waits.seq, Some(1)));
    assert_eq!((swapped.person_id, swapped.person_name.as_str()), (after, "Osoba Po"));
    let admin = app.client(Who::Admin).await;
    let now = admin.get_registration(waits.id).await.expect("it is there").value;
    assert_eq!((now.diet_needs, now.accessibility_needs), (None, None), "they belonged to the other one");
    let told = admin.list_registration_decisions(waits.id, &PageQuery::default()).await.expect("told").items;
    assert_eq!(told.last().map(|step| step.outcome), Some(RegistrationOutcome::Swapped));
    // The one who made room may come back, at the end of the queue.
    let again = speaker.create_registration(open.id, &super::world::registration(before, Some(own))).await;
    assert_eq!(again.expect("registered").place, Some(2));
}

#[tokio::test]
async fn a_cancelled_edition_takes_its_registrations_with_it() {
    let app = start().await;
    let open = edition(&app, input(1)).await;
    let first = register(&app, open.id, app.world.member, None).await;
    register(&app, open.id, person(&app, "Druga").await, None).await;
    let admin = app.client(Who::Admin).await;
    let reason = TrainingEditionCancel { reason: "Prowadząca zachorowała".into() };
    let gone = admin.cancel_training_edition(open.id, open.version, &reason).await.expect("cancelled");
    assert_eq!((gone.confirmed, gone.waiting), (0, 0));
    let member = app.client(Who::Member).await;
    let own = member.get_registration(first.id).await.expect("one's own").value;
    assert_eq!(own.state, RegistrationState::Cancelled);
    assert_eq!(own.cancelled_reason.as_deref(), Some("Prowadząca zachorowała"));
    let mine = RegistrationFilter { person_id: Some(app.world.member), ..RegistrationFilter::default() };
    assert_eq!(member.list_registrations(&mine).await.expect("mine").items.len(), 1);
    let late = member.create_registration(open.id, &super::world::registration(app.world.member, None)).await;
    assert_eq!(refused(late).0, Some(ErrorCode::EditionState));
}
