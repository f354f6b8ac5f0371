//! Rows and probes of covers, handovers and the audit.

use super::{Probe, Row, get, post};
use obrady_client::Method;
use obrady_domain::identity;
use obrady_tests::{App, Who};
use obrady_types::BodyId;
use obrady_types::groups::{BodyCreate, BodyKind};
use obrady_types::identity::{Role, RoleGrantCreate};
use serde_json::json;

pub(super) const ROWS: &[Row] = &[
    ("list_covers", [401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 200]),
    ("arrange_cover", [401, 403, 403, 200, 403, 403, 403, 200, 422, 200, 403, 403, 403]),
    // The other coordinator is the one who stands in.
    ("end_cover", [401, 404, 404, 200, 200, 404, 404, 200, 404, 200, 403, 403, 404]),
    ("list_colleagues", [401, 403, 403, 200, 200, 403, 403, 200, 200, 200, 403, 403, 403]),
    ("preview_handover", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("hand_over", [401, 403, 403, 200, 403, 403, 403, 200, 422, 200, 403, 403, 403]),
    ("list_audit_events", [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 403, 403, 403]),
];

/// A body of its own for each request, which the coordinator coordinates.
async fn coordinated(app: &App, token: u32) -> BodyId {
    let (call, world) = (app.system(), &app.world);
    let input = BodyCreate {
        kind: BodyKind::Group,
        group_kind: None,
        name: format!("Grupa {token}"),
        purpose: String::new(),
        host_institution_id: None,
        parent_id: None,
        topic_areas: Vec::new(),
        state: None,
        established_on: "2026-01-01".parse().expect("a date"),
        region_id: Some(world.region),
    };
    let body = obrady_domain::groups::create_body(&call, input).await.expect("a body").id;
    let account_id = world.account(Who::Coordinator);
    let (role, body_id) = (Role::Coordinator, Some(body));
    let grant = RoleGrantCreate { account_id, role, region_id: None, body_id, institution_id: None, programme_id: None, ends_at: None };
    identity::create_role_grant(&call, grant).await.expect("a grant");
    body
}

pub(super) async fn probe(app: &App, operation: &str, token: u32) -> Option<Probe> {
    let world = &app.world;
    let (owner, other) = (world.account(Who::Coordinator), world.account(Who::OtherCoordinator));
    Some(match operation {
        "list_covers" => get("/covers".into()),
        "arrange_cover" | "end_cover" => {
            let input = json!({"absent_account_id": owner, "covering_account_id": other,
                "body_ids": [coordinated(app, token).await], "from": "2026-12-01", "to": "2026-12-08"});
            if operation == "arrange_cover" {
                return Some(post("/covers/arrange".into(), input));
            }
            let client = app.client(Who::Coordinator).await;
            let input = serde_json::from_value(input).expect("an input");
            let made = client.arrange_cover(&input).await.expect("a cover");
            let path = format!("/covers/{}/end", made.covers[0].id);
            Probe { method: Method::POST, path, body: None, version: Some(1) }
        }
        "list_colleagues" => get("/colleagues".into()),
        "preview_handover" => get(format!("/handovers/preview?account_id={owner}")),
        "hand_over" => post(
            "/handovers".into(),
            json!({"from_account_id": owner, "to_account_id": other, "body_ids": [coordinated(app, token).await]}),
        ),
        "list_audit_events" => get("/audit-events".into()),
        _ => return None,
    })
}
