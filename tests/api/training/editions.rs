//! Editions: what is public, the states by the clock, moving, and the lists.

use super::world::{adviser, day, draft, draft_of, edition, in_days, input, register, starts_at, trainer, training};
use chrono::Duration;
use obrady_client::{EditionFilter, TrainingFilter};
use obrady_domain::trainings;
use obrady_tests::{Who, start};
use obrady_types::directory::PersonPatch;
use obrady_types::trainings::{EditionOrder, EditionState, TrainingEditionCreate, TrainingEditionPatch, TrainingPatch};
use obrady_types::{ErrorCode, PageQuery, Patch};

#[tokio::test]
async fn an_edition_lives_by_the_clock() {
    let app = start().await;
    let opens = obrady_tests::start_of_test() + Duration::hours(1);
    let made = draft(&app, TrainingEditionCreate { registration_opens_at: opens, ..input(5) }).await;
    let (admin, anyone) = (app.client(Who::Admin).await, app.anonymous());
    assert_eq!(anyone.get_training_edition(made.id).await.expect_err("a draft").code(), Some(ErrorCode::NotFound));
    assert_eq!(anyone.get_training(made.training_id).await.expect_err("unknown").code(), Some(ErrorCode::NotFound));
    super::world::clause(&app).await;
    let public = admin.publish_training_edition(made.id, made.version).await.expect("published");
    let twice = admin.publish_training_edition(made.id, public.version).await.expect_err("twice");
    assert_eq!(twice.code(), Some(ErrorCode::EditionState));
    assert!(anyone.get_training(made.training_id).await.expect("known").announced);
    for (at, state) in [
        (opens - Duration::seconds(1), EditionState::Published),
        (opens, EditionState::RegistrationOpen),
        (public.registration_closes_at, EditionState::RegistrationClosed),
        (starts_at() - Duration::seconds(1), EditionState::RegistrationClosed),
        (starts_at(), EditionState::InProgress),
        (public.ends_at, EditionState::Completed),
    ] {
        app.clock.set(at);
        assert_eq!(anyone.get_training_edition(made.id).await.expect("public").state, state, "{at}");
    }
    let late = TrainingEditionPatch { teaching_hours: Some(8), ..TrainingEditionPatch::default() };
    let admin = app.client(Who::Admin).await;
    let error = admin.update_training_edition(made.id, public.version, &late).await.expect_err("it is over");
    assert_eq!(error.code(), Some(ErrorCode::EditionState));
}

#[tokio::test]
async fn a_moved_edition_says_from_when_and_tells_who_registered() {
    let app = start().await;
    let open = edition(&app, input(5)).await;
    register(&app, open.id, app.world.member, None).await;
    let admin = app.client(Who::Admin).await;
    let later = TrainingEditionPatch { days: Some(vec![day(in_days(20))]), ..TrainingEditionPatch::default() };
    let moved = admin.update_training_edition(open.id, open.version, &later).await.expect("moved");
    assert_eq!((moved.moved_from, moved.days.len(), moved.confirmed), (Some(in_days(14)), 1, 1));
    assert_eq!(app.number("SELECT count(*) FROM job WHERE kind = 'mail.training_edition_moved'").await, 1);
    for (days, pointer) in [
        (vec![day(in_days(21)), day(in_days(21))], "/days/1/date"),
        (vec![day(in_days(-1))], "/days/0/date"),
        (vec![day(in_days(5))], "/registration_closes_at"),
    ] {
        let patch = TrainingEditionPatch { days: Some(days), ..TrainingEditionPatch::default() };
        let error = admin.update_training_edition(open.id, moved.version, &patch).await.expect_err("wrong days");
        let obrady_client::ClientError::Problem(problem) = error else { panic!("no problem") };
        assert_eq!(problem.errors[0].pointer, pointer);
    }
}

#[tokio::test]
async fn editions_are_found_by_words_audience_month_and_free_places() {
    let app = start().await;
    super::world::clause(&app).await;
    let call = app.system();
    let mut made = Vec::new();
    for (title, days) in [("Żywe biblioteki", 14), ("Łączenie ról", 40), ("Asystent rodziny", 30)] {
        let training = training(&app, title).await;
        let input = TrainingEditionCreate { days: vec![day(in_days(days))], ..input(1) };
        let draft = draft_of(&app, training.id, input).await;
        made.push(trainings::publish_training_edition(&call, draft.id, draft.version).await.expect("published"));
    }
    register(&app, made[0].id, app.world.member, None).await;
    let anyone = app.anonymous();
    let titles = async |filter: EditionFilter| {
        let page = anyone.list_training_editions(&filter).await.expect("a page");
        page.items.into_iter().map(|edition| edition.title).collect::<Vec<_>>()
    };
    let any = EditionFilter::default;
    assert_eq!(titles(any()).await, ["Żywe biblioteki", "Asystent rodziny", "Łączenie ról"]);
    let by_title = EditionFilter { order: Some(EditionOrder::Title), ..any() };
    assert_eq!(titles(by_title.clone()).await, ["Asystent rodziny", "Łączenie ról", "Żywe biblioteki"]);
    assert_eq!(titles(EditionFilter { q: Some("LACZENIE".into()), ..any() }).await, ["Łączenie ról"]);
    assert_eq!(titles(EditionFilter { q: Some("motywujaca".into()), ..any() }).await.len(), 3);
    assert_eq!(titles(EditionFilter { audience: Some("kurator".into()), ..any() }).await.len(), 0);
    assert_eq!(titles(EditionFilter { from: Some(in_days(35)), ..any() }).await, ["Łączenie ról"]);
    assert_eq!(titles(EditionFilter { to: Some(in_days(20)), ..any() }).await, ["Żywe biblioteki"]);
    assert_eq!(titles(EditionFilter { free: Some(true), ..any() }).await, ["Asystent rodziny", "Łączenie ról"]);
    assert_eq!(titles(EditionFilter { region_id: Some(app.world.other_region), ..any() }).await.len(), 0);
    let mut seen = Vec::new();
    let mut filter = EditionFilter { page: PageQuery { limit: Some(1), ..PageQuery::default() }, ..by_title };
    loop {
        let page = anyone.list_training_editions(&filter).await.expect("a page");
        seen.extend(page.items.into_iter().map(|edition| edition.title));
        filter.page.cursor = page.next;
        if filter.page.cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["Asystent rodziny", "Łączenie ról", "Żywe biblioteki"]);
    // A training that is renamed takes its place in both lists.
    let admin = app.client(Who::Admin).await;
    let training = admin.get_training(made[0].training_id).await.expect("the training");
    let patch = TrainingPatch { title: Patch::Value("Ćwiczenia".into()), ..TrainingPatch::default() };
    admin.update_training(training.id, training.version, &patch).await.expect("renamed");
    assert_eq!(titles(EditionFilter { q: Some("cwiczenia".into()), ..any() }).await, ["Ćwiczenia"]);
    let names = anyone.list_trainings(&TrainingFilter::default()).await.expect("trainings").items;
    assert_eq!(
        names.iter().map(|one| &*one.title).collect::<Vec<_>>(),
        ["Asystent rodziny", "Ćwiczenia", "Łączenie ról"]
    );
}

#[tokio::test]
async fn a_list_costs_as_many_statements_for_many_as_for_few() {
    let app = start().await;
    let adviser = adviser(&app, app.world.heads[0]).await;
    let of = async || edition(&app, TrainingEditionCreate { trainers: vec![trainer(adviser)], ..input(3) }).await;
    let first = of().await;
    register(&app, first.id, app.world.member, None).await;
    let member = app.client(Who::Member).await;
    let count = async || {
        let before = app.statements.load(std::sync::atomic::Ordering::Relaxed);
        member.list_training_editions(&EditionFilter::default()).await.expect("editions");
        member.list_registrations(&obrady_client::RegistrationFilter::default()).await.expect("registrations");
        app.statements.load(std::sync::atomic::Ordering::Relaxed) - before
    };
    let few = count().await;
    for _ in 0..8 {
        let more = of().await;
        register(&app, more.id, app.world.member, None).await;
    }
    assert_eq!(count().await, few);
}

#[tokio::test]
async fn trainers_have_names_while_their_function_is_public() {
    let app = start().await;
    let person = app.world.heads[0];
    let adviser = adviser(&app, person).await;
    let open = edition(&app, TrainingEditionCreate { trainers: vec![trainer(adviser)], ..input(3) }).await;
    let anyone = app.anonymous();
    let seen = anyone.get_training_edition(open.id).await.expect("public");
    assert_eq!(seen.trainers[0].name.as_deref(), Some("Janusz Pierwszy"));
    assert_eq!(seen.trainers[0].blocks, ["Wprowadzenie"]);
    let hide = PersonPatch { is_public_function: Some(false), ..PersonPatch::default() };
    obrady_domain::directory::update_person(&app.system(), person, 1, hide).await.expect("hidden");
    assert_eq!(anyone.get_training_edition(open.id).await.expect("public").trainers[0].name, None);
    assert_eq!(anyone.get_adviser(adviser).await.expect("public").name, None);
    // Who takes part cannot be made a trainer.
    let other = super::world::adviser(&app, app.world.heads[1]).await;
    register(&app, open.id, app.world.heads[1], None).await;
    let patch = TrainingEditionPatch { trainers: Some(vec![trainer(other)]), ..TrainingEditionPatch::default() };
    let admin = app.client(Who::Admin).await;
    let error = admin.update_training_edition(open.id, open.version, &patch).await.expect_err("takes part");
    assert_eq!(error.code(), Some(ErrorCode::OwnEdition));
}
