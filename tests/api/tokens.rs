//! Tokens: what they hold, which are refused, how they end (API-36 to 40, SEC-05, 08, 10).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::join_all;
use obrady_client::{Client, Method};
use obrady_tests::{App, PASSWORD, Who, start, start_of_test};
use obrady_types::identity::{AccountPatch, SignInCreate};
use obrady_types::{ErrorCode, Patch};
use serde_json::{Value, json};

fn parts(token: &str) -> (Value, Value, String) {
    let mut parts = token.split('.');
    let mut json = || {
        let bytes = URL_SAFE_NO_PAD.decode(parts.next().expect("a part")).expect("base64url");
        serde_json::from_slice(&bytes).expect("json")
    };
    let (header, claims) = (json(), json());
    (header, claims, parts.next().expect("a signature").to_owned())
}

fn assemble(header: &Value, claims: &Value, signature: &str) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", encode(header), encode(claims))
}

async fn status_with(app: &App, token: &str) -> u16 {
    let client = app.anonymous();
    client.set_token(Some(token.to_owned()));
    client.request(Method::GET, "/api/v1/me").send().await.expect("an answer").status().as_u16()
}

/// A refresh or sign-out as a browser sends it.
async fn cookie_call(client: &Client, path: &str, origin: Option<&str>) -> reqwest::Response {
    let mut request = client.request(Method::POST, path);
    if let Some(origin) = origin {
        request = request.header("Origin", origin);
    }
    request.send().await.expect("an answer")
}

#[tokio::test]
async fn an_access_token_says_what_it_must_and_no_more() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let (header, claims, _) = parts(&client.token().expect("a token"));
    assert_eq!((header["alg"].as_str(), header["typ"].as_str()), (Some("EdDSA"), Some("at+jwt")));
    for claim in ["iss", "aud", "sub", "client_id", "iat", "exp", "jti", "scope"] {
        assert!(claims.get(claim).is_some(), "{claim} is missing");
    }
    assert_eq!(claims["exp"].as_i64().expect("exp") - claims["iat"].as_i64().expect("iat"), 600);
    let jwks: Value =
        reqwest::get(format!("{}/.well-known/jwks.json", app.base)).await.expect("jwks").json().await.expect("json");
    assert_eq!(jwks["keys"][0]["kid"], header["kid"]);
    assert!(jwks["keys"][0].get("d").is_none(), "the private key never leaves the server");
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let app = start().await;
    let token = app.client(Who::Coordinator).await.token().expect("a token");
    assert_eq!(status_with(&app, &token).await, 200);
    let (header, claims, signature) = parts(&token);
    let with = |name: &str, value: Value| {
        let mut header = header.clone();
        header[name] = value;
        assemble(&header, &claims, &signature)
    };
    let mut other = claims.clone();
    other["sub"] = json!(app.world.account(Who::Operator));
    let jwks: Value =
        reqwest::get(format!("{}/.well-known/jwks.json", app.base)).await.expect("jwks").json().await.expect("json");
    let public = URL_SAFE_NO_PAD.decode(jwks["keys"][0]["x"].as_str().expect("x")).expect("base64url");
    let mut hs = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256);
    hs.typ = Some("at+jwt".into());
    hs.kid = header["kid"].as_str().map(ToOwned::to_owned);
    let confused =
        jsonwebtoken::encode(&hs, &claims, &jsonwebtoken::EncodingKey::from_secret(&public)).expect("a token");
    for (name, forged) in [
        (
            "alg none",
            format!(
                "{}.{}.",
                with("alg", json!("none")).split('.').next().expect("a part"),
                token.split('.').nth(1).expect("a part")
            ),
        ),
        ("HS256 with the public key", confused),
        ("unknown kid", with("kid", json!("nobody"))),
        ("jku", with("jku", json!("https://evil.example/jwks"))),
        ("x5u", with("x5u", json!("https://evil.example/x"))),
        ("jwk", with("jwk", json!({"kty": "OKP"}))),
        ("ID token", with("typ", json!("JWT"))),
        ("another subject", assemble(&header, &other, &signature)),
        ("no token", "not-a-token".into()),
    ] {
        assert_eq!(status_with(&app, &forged).await, 401, "{name}");
    }
}

#[tokio::test]
async fn a_token_lives_ten_minutes() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    app.clock.set(start_of_test() + chrono::Duration::seconds(600));
    client.get_me().await.expect("still within the leeway");
    app.clock.set(start_of_test() + chrono::Duration::seconds(631));
    assert_eq!(client.get_me().await.expect_err("expired").code(), Some(ErrorCode::Unauthenticated));
    client.refresh_access_token().await.expect("the cookie still works");
    client.get_me().await.expect("a fresh token");
}

#[tokio::test]
async fn the_refresh_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let app = start().await;
    let client = app.anonymous();
    let body = json!({"sign_in_name": "member", "password": PASSWORD});
    let response = client.request(Method::POST, "/api/v1/sign-ins").json(&body).send().await.expect("an answer");
    let cookie = response.headers()["set-cookie"].to_str().expect("text").to_owned();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    for origin in [None, Some("https://evil.example")] {
        assert_eq!(cookie_call(&client, "/api/v1/sign-ins/refresh", origin).await.status().as_u16(), 403, "{origin:?}");
    }
    assert_eq!(cookie_call(&client, "/api/v1/sign-ins/refresh", Some(&app.base)).await.status().as_u16(), 200);
}

#[tokio::test]
async fn a_retired_refresh_token_ends_the_sign_in() {
    let app = start().await;
    let thief = reqwest::Client::builder().no_proxy().build().expect("a client");
    let client = app.anonymous();
    let body = json!({"sign_in_name": "member", "password": PASSWORD});
    let response = client.request(Method::POST, "/api/v1/sign-ins").json(&body).send().await.expect("an answer");
    let stolen = response.headers()["set-cookie"].to_str().expect("text").split(';').next().expect("a pair").to_owned();
    let replay = async || {
        let request = thief.post(format!("{}/api/v1/sign-ins/refresh", app.base));
        request.header("Cookie", &stolen).header("Origin", &app.base).send().await.expect("an answer").status().as_u16()
    };
    client.refresh_access_token().await.expect("the first use");
    app.clock.set(start_of_test() + chrono::Duration::seconds(9));
    assert_eq!(replay().await, 200, "a lost reply is no attack");
    app.clock.set(start_of_test() + chrono::Duration::seconds(30));
    assert_eq!(replay().await, 401, "reuse");
    assert_eq!(
        client.refresh_access_token().await.expect_err("the family is gone").code(),
        Some(ErrorCode::InvalidRefreshToken)
    );
    assert_eq!(client.get_me().await.expect_err("so is the token").code(), Some(ErrorCode::Unauthenticated));
}

#[tokio::test]
async fn refresh_tokens_expire_when_idle_and_in_the_end() {
    let app = start().await;
    let client = app.client(Who::Member).await;
    app.clock.set(start_of_test() + chrono::Duration::hours(9));
    assert_eq!(client.refresh_access_token().await.expect_err("idle").code(), Some(ErrorCode::InvalidRefreshToken));
    let client = app.client(Who::Member).await;
    for hours in (1..=23).map(|n| 9 + n * 7) {
        app.clock.set(start_of_test() + chrono::Duration::hours(hours));
        client.refresh_access_token().await.expect("in use");
    }
    app.clock.set(start_of_test() + chrono::Duration::hours(9 + 24 * 7 + 1));
    assert_eq!(client.refresh_access_token().await.expect_err("absolute").code(), Some(ErrorCode::InvalidRefreshToken));
}

#[tokio::test]
async fn signing_out_ends_tokens_at_once() {
    let app = start().await;
    let (here, there) = (app.client(Who::Member).await, app.client(Who::Member).await);
    assert_eq!(here.list_sign_ins(&Default::default()).await.expect("the sign-ins").items.len(), 2);
    let response = cookie_call(&here, "/api/v1/sign-ins/sign-out", Some(&app.base)).await;
    assert_eq!(response.status().as_u16(), 204);
    assert_eq!(response.headers()["clear-site-data"], "\"cache\", \"storage\"");
    assert_eq!(here.get_me().await.expect_err("signed out").code(), Some(ErrorCode::Unauthenticated));
    there.get_me().await.expect("the other device goes on");
    let third = app.client(Who::Member).await;
    third.sign_out_everywhere().await.expect("everywhere");
    assert_eq!(there.get_me().await.expect_err("signed out").code(), Some(ErrorCode::Unauthenticated));
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let app = start().await;
    let (admin, member) = (app.client(Who::Admin).await, app.client(Who::Member).await);
    let account = admin.get_account(app.world.account(Who::Member)).await.expect("the account");
    let patch = AccountPatch { disabled: Some(true), ..AccountPatch::default() };
    admin.update_account(account.id, account.version, &patch).await.expect("disabled");
    assert_eq!(member.get_me().await.expect_err("disabled").code(), Some(ErrorCode::Unauthenticated));
    let input = SignInCreate { sign_in_name: "member".into(), password: PASSWORD.into(), code: None };
    assert_eq!(
        app.anonymous().sign_in(&input).await.expect_err("disabled").code(),
        Some(ErrorCode::InvalidCredentials)
    );
}

#[tokio::test]
async fn a_regional_admin_has_no_power_over_an_operator() {
    let app = start().await;
    let (admin, operator) = (app.client(Who::Admin).await, app.client(Who::Operator).await);
    let account = admin.get_account(app.world.account(Who::Operator)).await.expect("the account");
    for patch in [
        AccountPatch { disabled: Some(true), ..AccountPatch::default() },
        AccountPatch { person_id: Patch::Value(app.world.heads[3]), ..AccountPatch::default() },
    ] {
        let refused = admin.update_account(account.id, account.version, &patch).await.expect_err("refused");
        assert_eq!(refused.code(), Some(ErrorCode::Forbidden));
    }
    let patch = AccountPatch { person_id: Patch::Value(app.world.heads[3]), ..AccountPatch::default() };
    operator.update_account(account.id, account.version, &patch).await.expect("operators may");
}

#[tokio::test]
async fn a_person_has_one_account_at_most() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let account = admin.get_account(app.world.account(Who::Outsider)).await.expect("the account");
    let patch = AccountPatch { person_id: Patch::Value(app.world.member), ..AccountPatch::default() };
    let taken = admin.update_account(account.id, account.version, &patch).await.expect_err("the member has one");
    assert_eq!(taken.code(), Some(ErrorCode::AlreadyExists));
}

#[tokio::test]
async fn guessing_is_slowed_down_and_never_locks_for_good() {
    let app = start().await;
    let guess =
        |name: &str| SignInCreate { sign_in_name: name.into(), password: "falsches-passwort".into(), code: None };
    for name in ["member", "nobody"] {
        let answers = join_all((0..5).map(|_| {
            let (client, input) = (app.anonymous(), guess(name));
            async move { client.sign_in(&input).await }
        }))
        .await;
        for answer in answers {
            let code = answer.expect_err("a guess").code();
            assert!(matches!(code, Some(ErrorCode::InvalidCredentials | ErrorCode::SignInThrottled)), "{code:?}");
        }
    }
    // Known and unknown names are throttled alike.
    for name in ["member", "nobody"] {
        let answer = app.anonymous().sign_in(&guess(name)).await.expect_err("throttled");
        assert_eq!(answer.code(), Some(ErrorCode::SignInThrottled), "{name}");
    }
    app.clock.set(start_of_test() + chrono::Duration::minutes(16));
    let right = SignInCreate { sign_in_name: "MEMBER".into(), password: PASSWORD.into(), code: None };
    app.anonymous().sign_in(&right).await.expect("the owner gets in, whatever the case of the name");
}
