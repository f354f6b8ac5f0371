//! Rows and probes of trainings, editions, registrations and attendance.

use super::{PUBLIC, Probe, Row, act, get, patch, post};
use crate::training::world::{
    adviser, clause, day, draft, edition, in_days, input, person, register, training, worker,
};
use obrady_domain::trainings::{self, seed};
use obrady_domain::{directory, trainings as domain};
use obrady_tests::App;
use obrady_types::RegistrationId;
use obrady_types::directory::PersonPatch;
use obrady_types::trainings::{PracticeModelCreate, TrainingEditionCreate};
use serde_json::{Value, json};

/// Answers to somebody unknown, to who does not manage trainings, to who does, to who speaks for the institution.
const fn row(unknown: u16, others: u16, managers: u16, speaker: u16) -> [u16; 13] {
    let (n, o, m) = (unknown, others, managers);
    // Coordinators of any body of the region, its administrator, the operator and the writing service manage trainings.
    [n, o, o, m, m, o, o, m, o, m, o, m, speaker]
}

const MAKES: [u16; 13] = row(401, 403, 201, 403);
const CHANGES: [u16; 13] = row(401, 403, 200, 403);

pub(super) const ROWS: &[Row] = &[
    ("list_trainings", PUBLIC),
    ("create_training", MAKES),
    ("get_training", PUBLIC),
    ("update_training", CHANGES),
    ("list_training_editions", PUBLIC),
    ("create_training_edition", MAKES),
    // A draft exists only for those who manage trainings.
    ("get_training_edition", row(404, 404, 200, 404)),
    ("update_training_edition", CHANGES),
    ("publish_training_edition", row(401, 404, 200, 404)),
    ("cancel_training_edition", CHANGES),
    ("create_registration", row(401, 403, 201, 201)),
    ("list_registrations", row(401, 200, 200, 200)),
    ("get_registration", row(401, 404, 200, 200)),
    ("cancel_registration", row(401, 404, 200, 200)),
    ("swap_registration", row(401, 404, 200, 200)),
    ("list_registration_decisions", row(401, 404, 200, 200)),
    ("list_training_candidates", row(401, 403, 200, 200)),
    ("get_training_attendance", CHANGES),
    ("record_training_attendance", CHANGES),
    ("list_advisers", PUBLIC),
    ("create_adviser", MAKES),
    ("get_adviser", PUBLIC),
    ("update_adviser", CHANGES),
    ("list_practice_models", PUBLIC),
    ("create_practice_model", MAKES),
    ("get_practice_model", PUBLIC),
    ("update_practice_model", CHANGES),
    ("list_information_clauses", PUBLIC),
    ("create_information_clause", MAKES),
    ("get_information_clause", PUBLIC),
];

pub(super) async fn probe(app: &App, operation: &str, _token: u32) -> Option<Probe> {
    match operation {
        "list_trainings" | "list_training_editions" | "list_registrations" | "list_advisers"
        | "list_practice_models" | "list_information_clauses" => Some(list(operation)),
        "create_training" | "get_training" | "update_training" | "create_training_edition" => {
            Some(of_training(app, operation).await)
        }
        "get_training_edition" | "update_training_edition" | "publish_training_edition"
        | "cancel_training_edition" => Some(of_edition(app, operation).await),
        "get_training_attendance" | "record_training_attendance" => Some(of_attendance(app, operation).await),
        "create_adviser" | "get_adviser" | "update_adviser" => Some(of_adviser(app, operation).await),
        "create_practice_model" | "get_practice_model" | "update_practice_model" => {
            Some(of_model(app, operation).await)
        }
        "create_information_clause" | "get_information_clause" => Some(of_clause(app, operation).await),
        _ => of_registration(app, operation).await,
    }
}

fn list(operation: &str) -> Probe {
    get(format!("/{}", operation.trim_start_matches("list_").replace('_', "-")))
}

async fn of_training(app: &App, operation: &str) -> Probe {
    if operation == "create_training" {
        let body = json!({"title": "Nowe", "form": "course", "region_id": app.world.region});
        return post("/trainings".into(), body);
    }
    let public = edition(app, input(5)).await;
    let training = domain::get_training(&app.system(), public.training_id).await.expect("the training");
    match operation {
        "get_training" => get(format!("/trainings/{}", training.id)),
        "update_training" => {
            patch(format!("/trainings/{}", training.id), training.version, json!({"description": "Inaczej"}))
        }
        _ => post(format!("/trainings/{}/editions", training.id), serde_json::to_value(input(4)).expect("a body")),
    }
}

async fn of_edition(app: &App, operation: &str) -> Probe {
    if matches!(operation, "get_training_edition" | "publish_training_edition") {
        clause(app).await;
        let made = draft(app, input(5)).await;
        let path = format!("/training-editions/{}", made.id);
        let publish = Probe { version: Some(made.version), ..act(format!("{path}/publish")) };
        return if operation == "get_training_edition" { get(path) } else { publish };
    }
    let made = edition(app, input(5)).await;
    let path = format!("/training-editions/{}", made.id);
    if operation == "update_training_edition" {
        return patch(path, made.version, json!({"capacity": 6}));
    }
    Probe { version: Some(made.version), ..post(format!("{path}/cancel"), json!({"reason": "Choroba"})) }
}

async fn of_registration(app: &App, operation: &str) -> Option<Probe> {
    let institution = app.world.institutions[3];
    let open = edition(app, input(5)).await;
    let colleague = worker(app, institution, "Pierwsza").await;
    let path = format!("/training-editions/{}", open.id);
    match operation {
        "create_registration" => {
            let shown = clause(app).await;
            let body = json!({"person_id": colleague, "institution_id": institution, "clause_number": shown});
            return Some(post(format!("{path}/registrations"), body));
        }
        "list_training_candidates" => return Some(get(format!("{path}/candidates?institution_id={institution}"))),
        _ => {}
    }
    let made = register(app, open.id, colleague, Some(institution)).await;
    let path = format!("/registrations/{}", made.id);
    let versioned = |action: &str, body: Value| {
        Probe { version: Some(made.version), ..post(format!("{path}/{action}"), body) }
    };
    Some(match operation {
        "get_registration" => get(path),
        "list_registration_decisions" => get(format!("{path}/decisions")),
        "cancel_registration" => versioned("cancel", json!({"reason": "Choroba"})),
        "swap_registration" => {
            let other = worker(app, institution, "Druga").await;
            versioned("swap", json!({"person_id": other, "clause_number": clause(app).await}))
        }
        _ => return None,
    })
}

/// An edition that takes place today, with somebody who has a place.
async fn of_attendance(app: &App, operation: &str) -> Probe {
    clause(app).await;
    let training = training(app, "Dziś").await.id;
    let somebody = person(app, "Obecna").await;
    let call = app.system();
    let days = vec![day(in_days(0))];
    let opens = obrady_tests::start_of_test() - chrono::Duration::days(9);
    let closes = opens + chrono::Duration::days(1);
    let input = TrainingEditionCreate { days, registration_opens_at: opens, registration_closes_at: closes, ..input(5) };
    let made: (obrady_types::TrainingEditionId, RegistrationId) = call
        .write("seed", async |tx| {
            let edition_id = seed::insert_edition(tx, training, input.clone(), false).await?;
            seed::announce_edition(tx, edition_id).await?;
            let registration =
                seed::SeedRegistration { edition_id, person_id: somebody, institution_id: None, at: opens };
            Ok((edition_id, seed::insert_seeded_registration(tx, registration).await?))
        })
        .await
        .expect("an edition of today");
    let path = format!("/training-editions/{}/attendance", made.0);
    if operation == "get_training_attendance" {
        return get(path);
    }
    let view = trainings::get_training_edition(&call, made.0).await.expect("the edition");
    post(path, json!({"marks": [{"registration_id": made.1, "day_id": view.days[0].id, "status": "present"}]}))
}

async fn of_adviser(app: &App, operation: &str) -> Probe {
    let somebody = person(app, "Doradca").await;
    let public = PersonPatch { is_public_function: Some(true), ..PersonPatch::default() };
    directory::update_person(&app.system(), somebody, 1, public).await.expect("a public function");
    if operation == "create_adviser" {
        return post("/advisers".into(), json!({"person_id": somebody, "title": "doradca"}));
    }
    let id = adviser(app, somebody).await;
    let path = format!("/advisers/{id}");
    if operation == "get_adviser" { get(path) } else { patch(path, 1, json!({"title": "doradczyni"})) }
}

async fn of_model(app: &App, operation: &str) -> Probe {
    let region_id = app.world.region;
    if operation == "create_practice_model" {
        return post("/practice-models".into(), json!({"name": "model ełcki", "region_id": region_id}));
    }
    let input = json!({"name": "model narzędzi dialogu", "region_id": region_id});
    let input: PracticeModelCreate = serde_json::from_value(input).expect("an input");
    let made = domain::create_practice_model(&app.system(), input).await.expect("a model");
    let path = format!("/practice-models/{}", made.id);
    if operation == "get_practice_model" { get(path) } else { patch(path, 1, json!({"target_group": "młodzież"})) }
}

async fn of_clause(app: &App, operation: &str) -> Probe {
    if operation == "create_information_clause" {
        let body = json!({"text_pl": "Nowy tekst", "text_en": "New text", "region_id": app.world.region});
        return post("/information-clauses".into(), body);
    }
    clause(app).await;
    let all = domain::list_information_clauses(&app.system(), None, &obrady_types::PageQuery::default()).await;
    get(format!("/information-clauses/{}", all.expect("clauses").items[0].id))
}
