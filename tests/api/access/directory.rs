//! Rows and probes of regions, institutions and people.

use super::{PUBLIC, Probe, Row, get, patch, post};
use obrady_tests::App;
use obrady_types::directory::PersonCreate;
use serde_json::json;

pub(super) const ROWS: &[Row] = &[
    ("list_regions", PUBLIC),
    ("get_region", PUBLIC),
    ("list_institutions", PUBLIC),
    ("create_institution", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 201, 403]),
    ("get_institution", PUBLIC),
    ("update_institution", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
    ("list_people", PUBLIC),
    ("create_person", [401, 403, 403, 201, 201, 403, 403, 201, 403, 201, 403, 201, 403]),
    // The person's name is not public: who may not read the directory does not learn that they exist.
    ("get_person", [404, 404, 404, 200, 200, 404, 404, 200, 404, 200, 200, 200, 404]),
    ("update_person", [401, 404, 404, 403, 403, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("list_affiliations", PUBLIC),
    ("create_affiliation", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 201, 403]),
    ("get_affiliation", PUBLIC),
    ("update_affiliation", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
];

pub(super) async fn probe(app: &App, operation: &str, _token: u32) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    let institution = world.institutions[3];
    Some(match operation {
        "list_regions" => get("/regions".into()),
        "get_region" => get(format!("/regions/{}", world.region)),
        "list_institutions" => get("/institutions".into()),
        "create_institution" => {
            post("/institutions".into(), json!({"kind": "ops", "name": "OPS w Kętach", "region_id": world.region}))
        }
        "get_institution" => get(format!("/institutions/{institution}")),
        "update_institution" => {
            let version = obrady_domain::directory::get_institution(&call, institution).await.expect("it").version;
            patch(format!("/institutions/{institution}"), version, json!({"town": "Kraków"}))
        }
        "list_people" => get("/people".into()),
        "create_person" => {
            post("/people".into(), json!({"first_name": "Ewa", "last_name": "Nowa", "region_id": world.region}))
        }
        "get_person" => get(format!("/people/{}", world.member)),
        "update_person" => {
            let version = obrady_domain::directory::get_person(&call, world.member).await.expect("them").version;
            patch(format!("/people/{}", world.member), version, json!({"first_name": "Hanna"}))
        }
        "list_affiliations" => get("/affiliations".into()),
        "create_affiliation" | "get_affiliation" | "update_affiliation" => {
            let input = PersonCreate {
                first_name: "Nowa".into(),
                last_name: "Osoba".into(),
                email: None,
                is_public_function: true,
                region_id: Some(world.region),
            };
            let person = obrady_domain::directory::create_person(&call, input).await.expect("a person").id;
            let body = json!({"person_id": person, "institution_id": institution,
                "position_title": "Kierownik działu", "from": "2026-01-01"});
            if operation == "create_affiliation" {
                post("/affiliations".into(), body)
            } else {
                let input = serde_json::from_value(body).expect("an input");
                let made = obrady_domain::directory::create_affiliation(&call, input).await.expect("a post");
                if operation == "get_affiliation" {
                    get(format!("/affiliations/{}", made.id))
                } else {
                    patch(format!("/affiliations/{}", made.id), made.version, json!({"position_title": "Dyrektor"}))
                }
            }
        }
        _ => return None,
    })
}
