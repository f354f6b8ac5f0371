//! The life of a sign-in: rotation, theft, what is stored, what browsers are told (API-38 to 40, SEC-05, SEC-08).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::join_all;
use obrady_client::Method;
use obrady_domain::identity::TokenKeys;
use obrady_tests::app::signing_key;
use obrady_tests::{App, PASSWORD, Who, start, start_of_test, start_with};
use obrady_types::ErrorCode;
use serde_json::{Value, json};

/// A browser without a cookie store, which says who it is.
fn browser(name: &str) -> reqwest::Client {
    reqwest::Client::builder().no_proxy().user_agent(name).build().expect("a client")
}

/// Signs the member in and gives the cookie as `name=value`.
async fn cookie(app: &App, browser: &reqwest::Client) -> String {
    let body = json!({"sign_in_name": "member", "password": PASSWORD});
    let request = browser.post(format!("{}/api/v1/sign-ins", app.base)).json(&body);
    pair(&request.send().await.expect("an answer"))
}

fn pair(response: &reqwest::Response) -> String {
    let cookie = response.headers()["set-cookie"].to_str().expect("text");
    cookie.split(';').next().expect("a pair").to_owned()
}

async fn refresh(app: &App, browser: &reqwest::Client, cookie: &str) -> reqwest::Response {
    let request = browser.post(format!("{}/api/v1/sign-ins/refresh", app.base));
    request.header("Cookie", cookie).header("Origin", &app.base).send().await.expect("an answer")
}

const REVOKED: &str = "SELECT count(*) FROM audit_event WHERE action = 'sign_in.revoked'";
const MAILS: &str = "SELECT count(*) FROM job WHERE kind = 'mail.sign_in_revoked' AND done_at IS NULL";

#[tokio::test]
async fn keys_rotate_without_an_outage() {
    let app = start().await;
    let new = TokenKeys::generate_pem().expect("a key");
    let rotated = app.replica_with(&[new, signing_key().clone()]).await;
    let response = reqwest::get(format!("{}/.well-known/jwks.json", rotated.base)).await.expect("an answer");
    let caching = response.headers()["cache-control"].to_str().expect("text").to_owned();
    let age = caching.split(',').find_map(|part| part.trim().strip_prefix("max-age=")).expect("an age");
    assert!(age.parse::<u32>().expect("seconds") <= 300, "{caching}");
    let jwks: Value = response.json().await.expect("json");
    assert_eq!(jwks["keys"].as_array().expect("keys").len(), 2, "the old key and the new one");
    let old = app.client(Who::Member).await;
    rotated.client(&old).get_me().await.expect("a token of the old key is still good");
    let fresh = rotated.client(&app.anonymous());
    let input = serde_json::from_value(json!({"sign_in_name": "member", "password": PASSWORD})).expect("an input");
    fresh.sign_in(&input).await.expect("signed in");
    fresh.get_me().await.expect("a token of the new key is good");
    let there = app.anonymous();
    there.set_token(fresh.token());
    // This is why the new key has to be known everywhere before it signs.
    assert_eq!(there.get_me().await.expect_err("unknown key").code(), Some(ErrorCode::Unauthenticated));
}

#[tokio::test]
async fn refreshes_side_by_side_are_no_theft() {
    let app = start().await;
    let browser = browser("Firefox");
    let cookie = cookie(&app, &browser).await;
    let answers = join_all((0..20).map(|_| refresh(&app, &browser, &cookie))).await;
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status().as_u16()).collect();
    assert_eq!(statuses, [200; 20]);
    assert_eq!((app.number(REVOKED).await, app.number(MAILS).await), (0, 0));
    assert_eq!(refresh(&app, &browser, &pair(&answers[7])).await.status().as_u16(), 200, "each successor is good");
}

#[tokio::test]
async fn a_reused_token_is_recorded_and_its_owner_told() {
    let app = start().await;
    let browser = browser("Firefox");
    let first = cookie(&app, &browser).await;
    let second = pair(&refresh(&app, &browser, &first).await);
    app.clock.set(start_of_test() + chrono::Duration::seconds(11));
    assert_eq!(refresh(&app, &browser, &first).await.status().as_u16(), 401, "reused");
    assert_eq!(refresh(&app, &browser, &second).await.status().as_u16(), 401, "the family is gone");
    assert_eq!((app.number(REVOKED).await, app.number(MAILS).await), (1, 1));
    let payload: Value = serde_json::from_str(&app.text("SELECT payload FROM job").await).expect("json");
    assert_eq!(payload["account_id"], json!(app.world.account(Who::Member)));
}

#[tokio::test]
async fn a_lost_reply_is_forgiven_to_the_same_browser_only() {
    let app = start().await;
    let (owner, thief) = (browser("Firefox"), browser("curl"));
    let first = cookie(&app, &owner).await;
    refresh(&app, &owner, &first).await;
    app.clock.set(start_of_test() + chrono::Duration::seconds(5));
    assert_eq!(refresh(&app, &owner, &first).await.status().as_u16(), 200, "its reply was lost");
    assert_eq!(refresh(&app, &thief, &first).await.status().as_u16(), 401, "somebody else's");
    assert_eq!((app.number(REVOKED).await, app.number(MAILS).await), (1, 1));
}

#[tokio::test]
async fn secrets_are_stored_only_as_hashes() {
    let app = start().await;
    let cookie = cookie(&app, &browser("Firefox")).await;
    let (_, token) = cookie.split_once('=').expect("a value");
    assert_eq!(URL_SAFE_NO_PAD.decode(token).expect("base64url").len(), 32, "256 bits");
    let admin = app.client(Who::Admin).await;
    let input = json!({"name": "Kalendarz", "scopes": ["agenda:read"], "region_id": app.world.region});
    let made = admin.create_service_account(&serde_json::from_value(input).expect("an input")).await.expect("made");
    assert!(app.holds("Kalendarz").await, "the search finds what is there");
    assert!(!app.holds(token).await, "the refresh token");
    let (_, bits) = made.client_secret.split_once('_').expect("a prefix");
    assert!(!app.holds(bits).await, "the client secret");
    assert!(!app.holds(PASSWORD).await, "the password");
}

#[tokio::test]
async fn a_repeatable_request_leaves_no_guessable_hash_of_its_password() {
    let app = start().await;
    let admin = app.client(Who::Admin).await.with_idempotency_key("once");
    let input = json!({"sign_in_name": "nowe", "display_name": "Nowe", "password": PASSWORD,
        "region_id": app.world.region});
    let input = serde_json::from_value(input).expect("an input");
    let made = admin.create_account(&input).await.expect("made");
    let body = serde_json::to_vec(&input).expect("json");
    let plain = obrady_domain::RepeatKey::new("once", &[b"/api/v1/accounts", b"", &body]).body_hash;
    let stored = app.text("SELECT body_hash FROM idempotency_key").await;
    assert_eq!(stored.len(), plain.len());
    assert!(!app.holds(&plain).await, "whoever reads the database could guess the password");
    assert_eq!(admin.create_account(&input).await.expect("repeated").id, made.id);
}

#[tokio::test]
async fn on_https_the_cookie_is_bound_to_the_host() {
    let app = start_with(|config| config.origin = "https://obrady.example".into()).await;
    let body = json!({"sign_in_name": "member", "password": PASSWORD});
    let request = app.anonymous().request(Method::POST, "/api/v1/sign-ins").json(&body);
    let response = request.send().await.expect("an answer");
    let cookie = response.headers()["set-cookie"].to_str().expect("text").to_owned();
    assert!(cookie.starts_with("__Host-refresh="), "{cookie}");
    let attributes: Vec<&str> = cookie.split(';').skip(1).map(str::trim).collect();
    for wanted in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(attributes.contains(&wanted), "{wanted} is missing: {cookie}");
    }
    assert!(!cookie.to_lowercase().contains("domain="), "{cookie}");
}

#[tokio::test]
async fn other_sites_can_cause_no_request_with_the_cookie() {
    let app = start().await;
    let browser = browser("Firefox");
    // What the fetch says of itself, the origin it names, and whether the cookie counts.
    let own = app.base.as_str();
    let table = [
        (Some("same-origin"), Some(own), true),
        (Some("same-origin"), None, true),
        (Some("same-site"), Some(own), false),
        (Some("cross-site"), Some("https://evil.example"), false),
        (Some("none"), None, false),
        (None, Some(own), true),
        (None, Some("https://evil.example"), false),
        (None, Some("null"), false),
        (None, None, false),
    ];
    for operation in ["refresh", "sign-out"] {
        for (site, origin, counts) in table {
            let cookie = cookie(&app, &browser).await;
            let mut request = browser.post(format!("{own}/api/v1/sign-ins/{operation}")).header("Cookie", cookie);
            for (name, value) in [("Sec-Fetch-Site", site), ("Origin", origin)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
            let status = request.send().await.expect("an answer").status();
            let expected = if counts { status.is_success() } else { status.as_u16() == 403 };
            assert!(expected, "{operation} with Sec-Fetch-Site {site:?} and Origin {origin:?}: {status}");
        }
        let get = browser.get(format!("{own}/api/v1/sign-ins/{operation}")).header("Sec-Fetch-Site", "same-origin");
        let status = get.send().await.expect("an answer").status().as_u16();
        assert!(matches!(status, 404 | 405), "a link must not do it: {status}");
    }
}
