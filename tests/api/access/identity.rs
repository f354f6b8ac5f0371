//! Rows and probes of signing in, accounts and grants.

use super::{Probe, Row, act, delete, get, patch, post};
use obrady_domain::identity;
use obrady_tests::{App, Who};
use obrady_types::identity::{AccountCreate, ApiScope, Locale, Role, RoleGrantCreate, ServiceAccountCreate};
use serde_json::json;

pub(super) const ROWS: &[Row] = &[
    ("sign_in", [201; 13]),
    ("list_sign_ins", [401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 200]),
    ("delete_sign_in", [401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 403, 404]),
    ("refresh_access_token", [401; 13]),
    ("sign_out", [204; 13]),
    ("sign_out_everywhere", [401, 204, 204, 204, 204, 204, 204, 204, 204, 204, 403, 403, 204]),
    ("end_other_sign_ins", [401, 204, 204, 204, 204, 204, 204, 204, 204, 204, 403, 403, 204]),
    ("create_access_token", [201; 13]),
    ("get_me", [401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // The version of an account that has never been: whose it is, the probe does not know.
    ("update_me", [401, 412, 412, 412, 412, 412, 412, 412, 412, 412, 403, 403, 412]),
    // A password that is easy to guess: the accounts keep theirs.
    ("change_password", [401, 422, 422, 422, 422, 422, 422, 422, 422, 422, 403, 403, 422]),
    ("list_accounts", [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 403, 403, 403]),
    ("create_account", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_account", [401, 403, 403, 403, 403, 403, 403, 200, 404, 200, 403, 403, 403]),
    ("update_account", [401, 403, 403, 403, 403, 403, 403, 200, 404, 200, 403, 403, 403]),
    ("create_access_link", [401, 403, 403, 403, 403, 403, 403, 201, 404, 201, 403, 403, 403]),
    ("request_password_reset", [202; 13]),
    // A link that nobody has made.
    ("redeem_access_link", [409; 13]),
    ("end_account_sign_ins", [401, 403, 403, 403, 403, 403, 403, 204, 404, 204, 403, 403, 403]),
    // The account has none.
    ("reset_second_factor", [401, 403, 403, 403, 403, 403, 403, 409, 404, 409, 403, 403, 403]),
    ("confirm_identity", [401, 204, 204, 204, 204, 204, 204, 204, 204, 204, 403, 403, 204]),
    ("get_second_factor", [401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 200]),
    ("start_second_factor", [401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 200]),
    // No code is right by chance: letters.
    ("confirm_second_factor", [401, 422, 422, 422, 422, 422, 422, 422, 422, 422, 403, 403, 422]),
    ("renew_recovery_codes", [401, 409, 409, 409, 409, 409, 409, 409, 409, 409, 403, 403, 409]),
    ("remove_second_factor", [401, 409, 409, 409, 409, 409, 409, 409, 409, 409, 403, 403, 409]),
    ("list_role_grants", [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 403, 403, 403]),
    ("create_role_grant", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_role_grant", [401, 403, 403, 403, 403, 403, 403, 200, 404, 200, 403, 403, 403]),
    ("delete_role_grant", [401, 403, 403, 403, 403, 403, 403, 204, 404, 204, 403, 403, 403]),
    ("list_service_accounts", [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 403, 403, 403]),
    ("create_service_account", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_service_account", [401, 403, 403, 403, 403, 403, 403, 200, 404, 200, 403, 403, 403]),
    ("update_service_account", [401, 403, 403, 403, 403, 403, 403, 200, 404, 200, 403, 403, 403]),
    ("list_scheduled_runs", [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 403, 403, 403]),
    ("get_nightly_plan", [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 403, 403, 403]),
    ("delete_service_account", [401, 403, 403, 403, 403, 403, 403, 204, 404, 204, 403, 403, 403]),
];

pub(super) async fn probe(app: &App, operation: &str, token: u32) -> Option<Probe> {
    let world = &app.world;
    let account = world.account(Who::Outsider);
    // An operator gains nothing by another grant.
    let granted = world.account(Who::Operator);
    let (reader, secret) = world.service(Who::Reader)?;
    let fresh_service = async || {
        let input = ServiceAccountCreate {
            name: "Nowa".into(),
            scopes: vec![ApiScope::AgendaRead],
            expires_at: None,
            region_id: Some(world.region),
        };
        identity::create_service_account(&app.system(), input).await.expect("a service account").account
    };
    let fresh_grant = async || {
        let input = RoleGrantCreate {
            account_id: granted,
            role: Role::Coordinator,
            region_id: None,
            body_id: Some(world.other_group),
            institution_id: None,
            programme_id: None, ends_at: None,
        };
        identity::create_role_grant(&app.system(), input).await.expect("a grant")
    };
    let fresh_account = async || {
        let input = AccountCreate {
            sign_in_name: format!("inne.{token}"),
            display_name: "Inne".into(),
            password: None,
            person_id: None,
            locale: Locale::Pl,
            region_id: Some(world.region),
        };
        identity::create_account(&app.system(), input).await.expect("an account").id
    };
    Some(match operation {
        "sign_in" => post("/sign-ins".into(), json!({"sign_in_name": "outsider", "password": obrady_tests::PASSWORD})),
        "list_sign_ins" => get("/sign-ins".into()),
        "delete_sign_in" => delete(format!("/sign-ins/{}", app.ctx.new_id()), None),
        "refresh_access_token" => act("/sign-ins/refresh".into()),
        "sign_out" => act("/sign-ins/sign-out".into()),
        "sign_out_everywhere" => act("/sign-ins/sign-out-everywhere".into()),
        "end_other_sign_ins" => act("/sign-ins/end-others".into()),
        "create_access_token" => post("/access-tokens".into(), json!({"client_id": reader, "client_secret": secret})),
        "get_me" => get("/me".into()),
        "update_me" => patch("/me".into(), 0, json!({"locale": "en"})),
        "change_password" => post(
            "/me/change-password".into(),
            json!({"current_password": obrady_tests::PASSWORD, "password": "aaaaaaaaaaaaaa"}),
        ),
        "list_accounts" => get("/accounts".into()),
        "create_account" => post(
            "/accounts".into(),
            json!({"sign_in_name": format!("nowe.{token}"), "display_name": "Nowe konto",
                "password": obrady_tests::PASSWORD, "region_id": world.region}),
        ),
        "get_account" => get(format!("/accounts/{account}")),
        "update_account" => {
            let version = identity::get_account(&app.system(), account).await.expect("the account").version;
            patch(format!("/accounts/{account}"), version, json!({"display_name": "Inna nazwa"}))
        }
        "create_access_link" => act(format!("/accounts/{account}/access-links")),
        // Another name each time: five requests for one name slow it down.
        "request_password_reset" => {
            post("/access-links/request".into(), json!({"sign_in_name": format!("nikt.{token}")}))
        }
        "redeem_access_link" => {
            post("/access-links/redeem".into(), json!({"token": "x", "password": "kotlet-schabowy-77"}))
        }
        // Of an account that nobody asks as.
        "end_account_sign_ins" => act(format!("/accounts/{}/end-sign-ins", fresh_account().await)),
        "reset_second_factor" => act(format!("/accounts/{account}/reset-second-factor")),
        "confirm_identity" => post("/me/confirmation".into(), json!({"password": obrady_tests::PASSWORD})),
        "get_second_factor" => get("/me/second-factor".into()),
        "start_second_factor" => act("/me/second-factor/start".into()),
        "confirm_second_factor" => post("/me/second-factor/confirm".into(), json!({"code": "abcdef"})),
        "renew_recovery_codes" => {
            post("/me/second-factor/renew-codes".into(), json!({"password": obrady_tests::PASSWORD}))
        }
        "remove_second_factor" => {
            post("/me/second-factor/remove".into(), json!({"password": obrady_tests::PASSWORD}))
        }
        "list_role_grants" => get("/role-grants".into()),
        "create_role_grant" => {
            post("/role-grants".into(), json!({"account_id": granted, "role": "coordinator", "body_id": world.group}))
        }
        "get_role_grant" => get(format!("/role-grants/{}", fresh_grant().await.id)),
        "delete_role_grant" => delete(format!("/role-grants/{}", fresh_grant().await.id), None),
        "list_scheduled_runs" => get("/scheduled-runs".into()),
        "get_nightly_plan" => get("/nightly-plan".into()),
        "list_service_accounts" => get("/service-accounts".into()),
        "create_service_account" => post(
            "/service-accounts".into(),
            json!({"name": "Nowa", "scopes": ["agenda:read"], "region_id": world.region}),
        ),
        "get_service_account" => get(format!("/service-accounts/{reader}")),
        "update_service_account" => {
            let made = fresh_service().await;
            patch(format!("/service-accounts/{}", made.id), made.version, json!({"name": "Inna"}))
        }
        "delete_service_account" => {
            let made = fresh_service().await;
            delete(format!("/service-accounts/{}", made.id), Some(made.version))
        }
        _ => return None,
    })
}
