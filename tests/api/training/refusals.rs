//! What a registration is refused for, with code and pointer; and that nothing is lost by it.

use super::world::{adviser, clause, draft, edition, input, person, register, registration, trainer, worker};
use chrono::Duration;
use obrady_client::{ClientError, Versioned};
use obrady_domain::trainings;
use obrady_tests::{App, Who, start, start_of_test};
use obrady_types::ErrorCode::{self, *};
use obrady_types::trainings::{InformationClauseCreate, Registration, RegistrationCreate, TrainingEditionCreate};

fn refused(answer: Result<Versioned<Registration>, ClientError>) -> (ErrorCode, String, String) {
    let Err(ClientError::Problem(problem)) = answer else { panic!("it was taken, or there was no problem") };
    let field = problem.errors.into_iter().next();
    let (pointer, detail) = field.map(|field| (field.pointer, field.detail)).unwrap_or_default();
    (problem.code, pointer, detail)
}

async fn rows(app: &App) -> i64 {
    app.number("SELECT count(*) FROM registration").await
}

#[tokio::test]
async fn registration_opens_and_closes_by_the_clock() {
    let app = start().await;
    let opens = start_of_test() + Duration::hours(1);
    let closes = opens + Duration::hours(1);
    let window = TrainingEditionCreate { registration_opens_at: opens, registration_closes_at: closes, ..input(2) };
    let open = edition(&app, window).await;
    let ask = async |name| {
        let input = registration(person(&app, name).await, None);
        let admin = app.client(Who::Admin).await;
        admin.create_registration(open.id, &input).await
    };
    app.clock.set(opens - Duration::milliseconds(1));
    let (code, pointer, detail) = refused(ask("Za wcześnie").await);
    assert_eq!((code, pointer.as_str()), (RegistrationNotOpen, ""));
    assert!(detail.contains("2026-11-24T10:00:00Z"), "{detail}");
    app.clock.set(opens);
    ask("Na czas").await.expect("registered");
    app.clock.set(closes - Duration::milliseconds(1));
    ask("W ostatniej chwili").await.expect("registered");
    app.clock.set(closes);
    let (code, _, detail) = refused(ask("Za późno").await);
    assert_eq!(code, RegistrationClosed);
    assert!(detail.contains("2026-11-24T11:00:00Z"), "{detail}");
    assert_eq!(rows(&app).await, 2);
}

#[tokio::test]
async fn each_refusal_has_its_code_and_pointer_and_leaves_no_gap() {
    let app = start().await;
    let (own, foreign) = (app.world.institutions[3], app.world.institutions[0]);
    let adviser = adviser(&app, app.world.heads[0]).await;
    let limited = TrainingEditionCreate { institution_limit: Some(1), trainers: vec![trainer(adviser)], ..input(9) };
    let open = edition(&app, limited).await;
    let (first, second) = (worker(&app, own, "Pierwsza").await, worker(&app, own, "Druga").await);
    let outside = worker(&app, foreign, "Obca").await;
    let elsewhere = obrady_types::directory::PersonCreate {
        first_name: "Ktoś".into(),
        last_name: "Daleki".into(),
        region_id: Some(app.world.other_region),
        ..Default::default()
    };
    let elsewhere = obrady_domain::directory::create_person(&app.system(), elsewhere).await.expect("a person").id;
    let (speaker, chair, admin) =
        (app.client(Who::Representative).await, app.client(Who::Chair).await, app.client(Who::Admin).await);
    let (outsider, member) = (app.client(Who::Outsider).await, app.client(Who::Member).await);
    speaker.create_registration(open.id, &registration(first, Some(own))).await.expect("registered");
    let by_self = RegistrationCreate { person_id: None, ..registration(first, None) };
    let old = RegistrationCreate { clause_number: 7, ..registration(second, Some(own)) };
    for (client, input, code, pointer) in [
        (&speaker, registration(first, Some(own)), AlreadyRegistered, "/person_id"),
        (&speaker, registration(second, Some(own)), InstitutionLimit, "/institution_id"),
        (&speaker, registration(outside, Some(foreign)), Forbidden, "/institution_id"),
        (&speaker, registration(outside, Some(own)), ValidationFailed, "/person_id"),
        (&speaker, registration(second, None), ValidationFailed, "/institution_id"),
        (&member, registration(second, Some(own)), Forbidden, "/institution_id"),
        (&chair, by_self.clone(), OwnEdition, "/person_id"),
        (&outsider, by_self.clone(), ValidationFailed, "/person_id"),
        (&admin, registration(elsewhere, None), ValidationFailed, "/person_id"),
        (&admin, registration(second, Some(foreign)), ValidationFailed, "/person_id"),
        (&admin, old, ClauseOutdated, "/clause_number"),
    ] {
        let (got, at, _) = refused(client.create_registration(open.id, &input).await);
        assert_eq!((got, at.as_str()), (code, pointer));
    }
    assert_eq!(rows(&app).await, 1);
    let made = member.create_registration(open.id, &by_self).await.expect("oneself");
    assert_eq!((made.seq, made.person_id, made.institution_id), (2, app.world.member, None), "no number was lost");
    let again = refused(member.create_registration(open.id, &by_self).await);
    assert_eq!((again.0, again.1.as_str()), (AlreadyRegistered, "/person_id"));
    let seen = member.get_training_edition(open.id).await.expect("the edition");
    assert_eq!(seen.own_registration_id, Some(made.id));
}

#[tokio::test]
async fn the_clause_that_was_shown_is_kept() {
    let app = start().await;
    let open = edition(&app, input(5)).await;
    let before = register(&app, open.id, person(&app, "Przed").await, None).await;
    let text = |text: &str| InformationClauseCreate {
        text_pl: text.into(),
        text_en: text.into(),
        region_id: Some(app.world.region),
    };
    let newer = trainings::create_information_clause(&app.system(), text("Nowa")).await.expect("a clause");
    assert_eq!(newer.number, 2);
    let admin = app.client(Who::Admin).await;
    assert_eq!(admin.get_training_edition(open.id).await.expect("the edition").clause_number, Some(2));
    let input = registration(person(&app, "Po").await, None);
    assert_eq!(refused(admin.create_registration(open.id, &input).await).0, ClauseOutdated);
    let input = RegistrationCreate { clause_number: 2, ..input };
    let after = admin.create_registration(open.id, &input).await.expect("registered");
    assert_eq!((before.clause_number, after.clause_number), (1, 2));
    assert_eq!(admin.get_registration(before.id).await.expect("it is there").clause_number, 1);
}

#[tokio::test]
async fn needs_are_sealed_and_for_the_organiser_and_the_person_only() {
    let app = start().await;
    let adviser = adviser(&app, app.world.heads[0]).await;
    let open = edition(&app, TrainingEditionCreate { trainers: vec![trainer(adviser)], ..input(5) }).await;
    let member = app.client(Who::Member).await;
    let input = RegistrationCreate {
        person_id: None,
        institution_id: None,
        clause_number: 1,
        accessibility_needs: Some("podjazd do sali".into()),
        diet_needs: Some("bez orzechów".into()),
    };
    let made = member.create_registration(open.id, &input).await.expect("registered");
    assert_eq!(made.diet_needs.as_deref(), Some("bez orzechów"));
    let admin = app.client(Who::Admin).await;
    let seen = admin.get_registration(made.id).await.expect("the organiser");
    assert_eq!(seen.accessibility_needs.as_deref(), Some("podjazd do sali"));
    // The chair leads it: sees who comes, not what they need.
    let trainer = app.client(Who::Chair).await;
    let seen = trainer.get_registration(made.id).await.expect("the trainer");
    assert_eq!((seen.accessibility_needs.clone(), seen.diet_needs.clone()), (None, None));
    for text in ["podjazd do sali", "bez orzech"] {
        assert!(!app.holds(text).await, "{text} stands in the database");
    }
}

#[tokio::test]
async fn nobody_registers_for_a_draft_or_without_a_clause() {
    let app = start().await;
    let made = draft(&app, input(5)).await;
    let error = trainings::publish_training_edition(&app.system(), made.id, made.version).await.expect_err("no clause");
    assert_eq!(error.code(), ClauseMissing);
    clause(&app).await;
    let admin = app.client(Who::Admin).await;
    let input = registration(person(&app, "Osoba").await, None);
    assert_eq!(refused(admin.create_registration(made.id, &input).await).0, EditionState);
    let member = app.client(Who::Member).await;
    assert_eq!(refused(member.create_registration(made.id, &input).await).0, NotFound);
}
