//! Rows and probes of regions, institutions and people.

use super::{PUBLIC, Probe, Row, get, patch, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use obrady_tests::App;
use obrady_types::directory::{ImportFile, ImportKind, InstitutionCreate, PersonCreate};
use obrady_types::{InstitutionId, PersonId};
use serde_json::json;

pub(super) const ROWS: &[Row] = &[
    ("list_regions", PUBLIC),
    ("get_region", PUBLIC),
    ("list_counties", PUBLIC),
    ("list_communes", PUBLIC),
    ("list_institutions", PUBLIC),
    ("create_institution", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 201, 403]),
    ("get_institution", PUBLIC),
    ("get_institution_profile", PUBLIC),
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
    ("preview_head_change", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
    ("change_head", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
    // Whoever belongs to several regions names one; an operator has a home region, too.
    ("find_duplicates", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
    ("preview_person_merge", [401, 404, 404, 403, 403, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("merge_person", [401, 404, 404, 403, 403, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("preview_institution_merge", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
    ("merge_institution", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
    ("preview_import", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
    ("apply_import", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200, 403]),
    // Their own data: the third one is the person.
    ("export_person", [401, 404, 200, 403, 403, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("find_mentions", [401, 404, 404, 403, 403, 404, 404, 200, 404, 200, 403, 200, 404]),
    ("erase_person", [401, 404, 404, 403, 403, 404, 404, 200, 404, 200, 403, 200, 404]),
];

pub(super) async fn probe(app: &App, operation: &str, token: u32) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    let institution = world.institutions[3];
    Some(match operation {
        "list_regions" => get("/regions".into()),
        "get_region" => get(format!("/regions/{}", world.region)),
        "list_counties" => get(format!("/counties?region_id={}", world.region)),
        "list_communes" => get("/communes?teryt_county=1208".into()),
        "list_institutions" => get("/institutions".into()),
        "create_institution" => {
            post("/institutions".into(), json!({"kind": "ops", "name": "OPS w Kętach", "region_id": world.region}))
        }
        "get_institution" => get(format!("/institutions/{institution}")),
        "get_institution_profile" => get(format!("/institutions/{institution}/profile")),
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
                is_public_function: true,
                region_id: Some(world.region),
                ..PersonCreate::default()
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
        "preview_head_change" => {
            let person = fresh_person(app, true).await.0;
            get(format!("/institutions/{institution}/head-change?person_id={person}&from=2026-12-01"))
        }
        "change_head" => {
            let (centre, (person, _)) = (fresh_institution(app).await.0, fresh_person(app, true).await);
            let body = json!({"person_id": person, "position_title": "Dyrektor", "from": "2026-12-01"});
            post(format!("/institutions/{centre}/change-head"), body)
        }
        "find_duplicates" => get(format!("/duplicates?region_id={}", world.region)),
        "preview_person_merge" | "merge_person" => {
            let ((kept, version), (duplicate, duplicate_version)) =
                (fresh_person(app, false).await, fresh_person(app, false).await);
            if operation == "preview_person_merge" {
                get(format!("/people/{kept}/merge?duplicate_id={duplicate}"))
            } else {
                let body = json!({"duplicate_id": duplicate, "duplicate_version": duplicate_version});
                Probe { version: Some(version), ..post(format!("/people/{kept}/merge"), body) }
            }
        }
        "preview_institution_merge" | "merge_institution" => {
            let ((kept, version), (duplicate, duplicate_version)) =
                (fresh_institution(app).await, fresh_institution(app).await);
            if operation == "preview_institution_merge" {
                get(format!("/institutions/{kept}/merge?duplicate_id={duplicate}"))
            } else {
                let body = json!({"duplicate_id": duplicate, "duplicate_version": duplicate_version});
                Probe { version: Some(version), ..post(format!("/institutions/{kept}/merge"), body) }
            }
        }
        "preview_import" | "apply_import" => {
            let content = STANDARD.encode(format!("kind;name\nngo;Stowarzyszenie {token}\n"));
            let kind = ImportKind::Institutions;
            let region_id = Some(world.region);
            if operation == "preview_import" {
                post("/imports/preview".into(), json!({"kind": kind, "content": content, "region_id": region_id}))
            } else {
                let file = ImportFile { kind, content: content.clone(), region_id };
                let digest = obrady_domain::directory::preview_import(&call, file).await.expect("a preview").digest;
                let body = json!({"kind": kind, "content": content, "region_id": region_id, "digest": digest});
                post("/imports/apply".into(), body)
            }
        }
        "export_person" => get(format!("/people/{}/export", world.member)),
        "erase_person" => {
            let (person, version) = fresh_person(app, false).await;
            Probe { version: Some(version), ..post(format!("/people/{person}/erase"), json!({})) }
        }
        "find_mentions" => get(format!("/people/{}/mentions", fresh_person(app, false).await.0)),
        _ => return None,
    })
}

/// A new person and their version.
async fn fresh_person(app: &App, is_public_function: bool) -> (PersonId, i32) {
    let input = PersonCreate {
        first_name: "Nowa".into(),
        last_name: "Osoba".into(),
        is_public_function,
        region_id: Some(app.world.region),
        ..PersonCreate::default()
    };
    let made = obrady_domain::directory::create_person(&app.system(), input).await.expect("a person");
    (made.id, made.version)
}

/// A new institution and its version.
async fn fresh_institution(app: &App) -> (InstitutionId, i32) {
    let region_id = Some(app.world.region);
    let input = InstitutionCreate { name: "Nowa placówka".into(), region_id, ..InstitutionCreate::default() };
    let made = obrady_domain::directory::create_institution(&app.system(), input).await.expect("an institution");
    (made.id, made.version)
}
