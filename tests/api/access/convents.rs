//! Rows and probes of seats, rules and terms.

use super::{PUBLIC, Probe, Row, act, get, patch, post};
use obrady_domain::{convents, groups};
use obrady_tests::App;
use obrady_types::convents::{Office, TermStart};
use serde_json::json;

pub(super) const ROWS: &[Row] = &[
    ("list_seats", PUBLIC),
    ("create_seat", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_seat", PUBLIC),
    ("update_seat", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("list_rules_versions", PUBLIC),
    ("create_rules_version", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_rules_version", PUBLIC),
    ("list_terms", PUBLIC),
    ("start_term", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_term", PUBLIC),
    ("end_term", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("cancel_term", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("annul_term", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("get_officers", PUBLIC),
];

pub(super) async fn probe(app: &App, operation: &str, token: u32) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    let convent = world.convent;
    let fresh_convent = async || {
        let input = json!({"kind": "convent", "name": "Nowy konwent", "established_on": "2020-01-01",
            "region_id": world.region});
        let made =
            groups::create_body(&call, serde_json::from_value(input).expect("an input")).await.expect("a convent").id;
        for institution in &world.institutions {
            let seat = json!({"institution_id": institution, "from": "2020-01-01"});
            let seat = serde_json::from_value(seat).expect("an input");
            convents::create_seat(&call, made, seat).await.expect("a seat");
        }
        let rules = json!({"effective_from": "2020-01-01T00:00:00Z", "term_months": 24, "auto_extension_months": 0,
            "deputy_selection": "elected", "notice_days": 14, "summary": "Regulamin",
            "decision_reference": "uchwała 1/2020"});
        convents::create_rules_version(&call, made, serde_json::from_value(rules).expect("an input"))
            .await
            .expect("rules");
        made
    };
    let start = |starts_at: &str| -> TermStart {
        let input = json!({"office": "chair", "person_id": world.heads[2], "starts_at": starts_at});
        serde_json::from_value(input).expect("an input")
    };
    Some(match operation {
        "list_seats" => get(format!("/bodies/{convent}/seats")),
        "create_seat" => {
            let input = json!({"kind": "pcpr", "name": format!("PCPR {token}"), "region_id": world.region});
            let input = serde_json::from_value(input).expect("an input");
            let made = obrady_domain::directory::create_institution(&call, input).await.expect("an institution").id;
            post(format!("/bodies/{convent}/seats"), json!({"institution_id": made, "from": "2026-01-01"}))
        }
        "get_seat" => get(format!("/seats/{}", world.seats[2])),
        "update_seat" => {
            let version = convents::get_seat(&call, world.seats[2]).await.expect("the seat").version;
            patch(format!("/seats/{}", world.seats[2]), version, json!({"to": null}))
        }
        "list_rules_versions" => get(format!("/bodies/{convent}/rules-versions")),
        "create_rules_version" => post(
            format!("/bodies/{}/rules-versions", fresh_convent().await),
            json!({"effective_from": "2027-01-01T00:00:00Z", "term_months": 12, "auto_extension_months": 0,
                "deputy_selection": "elected", "notice_days": 14, "summary": "Nowy regulamin"}),
        ),
        "get_rules_version" => {
            let rules = convents::list_rules_versions(&call, convent, &Default::default()).await.expect("rules");
            get(format!("/rules-versions/{}", rules.items[0].id))
        }
        "list_terms" => get(format!("/bodies/{convent}/terms")),
        "start_term" => post(
            format!("/bodies/{}/terms", fresh_convent().await),
            serde_json::to_value(start("2026-12-01T09:00:00Z")).expect("an input"),
        ),
        "get_term" => get(format!("/terms/{}", world.chair_term)),
        "end_term" => {
            let made = convents::start_term(&call, fresh_convent().await, start("2026-11-24T09:00:00Z"))
                .await
                .expect("a term");
            assert_eq!(made.office, Office::Chair);
            let body = json!({"ended_at": "2026-12-31T23:00:00Z", "reason": "resigned"});
            Probe { version: Some(made.version), ..post(format!("/terms/{}/end", made.id), body) }
        }
        "cancel_term" => {
            let made = convents::start_term(&call, fresh_convent().await, start("2026-12-01T09:00:00Z"))
                .await
                .expect("a term");
            Probe { version: Some(made.version), ..act(format!("/terms/{}/cancel", made.id)) }
        }
        "annul_term" => {
            let made = convents::start_term(&call, fresh_convent().await, start("2026-11-24T09:00:00Z"))
                .await
                .expect("a term");
            let body = json!({"reason": "Wybór bez kworum", "decision_reference": "uchwała 2/2026"});
            Probe { version: Some(made.version), ..post(format!("/terms/{}/annul", made.id), body) }
        }
        "get_officers" => get(format!("/bodies/{convent}/officers")),
        _ => return None,
    })
}
