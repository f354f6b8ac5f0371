//! Guessing passwords: slow from one address and from many, and never a reason to keep the owner out (SEC-10).

use futures_util::future::join_all;
use obrady_client::Method;
use obrady_tests::{App, PASSWORD, start_of_test, start_with};
use serde_json::json;
use std::collections::BTreeMap;

/// A server that believes its proxy, which is this test.
async fn behind_a_proxy() -> App {
    start_with(|config| config.trusted_proxies = vec!["127.0.0.1".parse().expect("an address")]).await
}

async fn sign_in(app: &App, name: &str, password: &str, address: &str) -> u16 {
    let body = json!({"sign_in_name": name, "password": password});
    let request = app.anonymous().request(Method::POST, "/api/v1/sign-ins").json(&body);
    request.header("X-Forwarded-For", address).send().await.expect("an answer").status().as_u16()
}

fn tally(statuses: Vec<u16>) -> BTreeMap<u16, usize> {
    let mut tally = BTreeMap::new();
    for status in statuses {
        *tally.entry(status).or_insert(0) += 1;
    }
    tally
}

#[tokio::test]
async fn fifty_guesses_side_by_side_are_five() {
    let app = behind_a_proxy().await;
    for name in ["member", "nobody"] {
        let before = app.ctx.passwords.checks();
        let addresses: Vec<String> = (0..50).map(|n| format!("192.0.2.{n}")).collect();
        let answers = join_all(addresses.iter().map(|address| sign_in(&app, name, "falsches-passwort", address))).await;
        assert_eq!(tally(answers), BTreeMap::from([(401, 5), (429, 45)]), "{name}");
        assert_eq!(app.ctx.passwords.checks() - before, 5, "{name}: the same work for known and unknown names");
        let row = format!("SELECT CAST(failures AS bigint) FROM sign_in_throttle WHERE subject = 'name:{name}'");
        assert_eq!(app.number(&row).await, 5, "{name}");
    }
}

#[tokio::test]
async fn one_address_is_slowed_down_whatever_names_it_tries() {
    let app = behind_a_proxy().await;
    for n in 0..5 {
        assert_eq!(sign_in(&app, &format!("name.{n}"), "falsches-passwort", "192.0.2.1").await, 401);
    }
    assert_eq!(sign_in(&app, "name.6", "falsches-passwort", "192.0.2.1").await, 429);
    assert_eq!(sign_in(&app, "name.6", "falsches-passwort", "192.0.2.2").await, 401, "others are not");
}

#[tokio::test]
async fn an_ipv6_network_counts_as_one_address() {
    let app = behind_a_proxy().await;
    for n in 0..5 {
        assert_eq!(sign_in(&app, &format!("name.{n}"), "falsches-passwort", &format!("2001:db8::{n}")).await, 401);
    }
    assert_eq!(sign_in(&app, "name.6", "falsches-passwort", "2001:db8::ffff").await, 429);
    assert_eq!(sign_in(&app, "name.6", "falsches-passwort", "2001:db8:0:1::1").await, 401);
}

#[tokio::test]
async fn a_stranger_who_never_stops_keeps_nobody_out() {
    let app = behind_a_proxy().await;
    let (mut now, mut guesses) = (start_of_test(), 0);
    // Ten minutes of a guess as soon as the last delay has passed, from one address.
    while now < start_of_test() + chrono::Duration::minutes(10) {
        match sign_in(&app, "member", "falsches-passwort", "203.0.113.9").await {
            401 => guesses += 1,
            _ => now += chrono::Duration::seconds(1),
        }
        app.clock.set(now);
    }
    assert!((10..=15).contains(&guesses), "{guesses} guesses in ten minutes");
    let mut waited = 0;
    while sign_in(&app, "member", PASSWORD, "192.0.2.1").await != 201 {
        waited += 1;
        app.clock.set(now + chrono::Duration::seconds(waited));
        assert!(waited <= 30, "the owner is kept out");
    }
}

#[tokio::test]
async fn many_people_of_one_office_may_sign_in_at_once() {
    let app = behind_a_proxy().await;
    let names = ["outsider", "coordinator", "other.coordinator", "chair", "deputy", "admin", "other.admin", "operator"];
    let answers = join_all(names.map(|name| sign_in(&app, name, PASSWORD, "192.0.2.1"))).await;
    assert_eq!(answers, [201; 8]);
    let failures = "SELECT CAST(failures AS bigint) FROM sign_in_throttle WHERE subject = 'address:192.0.2.1'";
    assert_eq!(app.number(failures).await, 0, "what was right is taken back");
}

#[tokio::test]
async fn old_counters_go_away() {
    let app = behind_a_proxy().await;
    for n in 0..4 {
        sign_in(&app, &format!("name.{n}"), "falsches-passwort", &format!("192.0.2.{n}")).await;
    }
    assert_eq!(app.number("SELECT count(*) FROM sign_in_throttle").await, 12);
    app.clock.set(start_of_test() + chrono::Duration::minutes(16));
    sign_in(&app, "somebody", "falsches-passwort", "192.0.2.77").await;
    assert_eq!(app.number("SELECT count(*) FROM sign_in_throttle").await, 3, "only the last attempt's are left");
}
