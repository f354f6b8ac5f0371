//! What the server forgets by itself, and who may ask as often as they like (API-30, REL-10, SEC-17).

use obrady_tests::{Who, start, start_of_test, start_with};
use obrady_types::groups::TopicCreate;

const KEYS: &str = "SELECT count(*) FROM idempotency_key";

#[tokio::test]
async fn answers_that_cannot_be_repeated_are_deleted_without_a_further_write() {
    let app = start().await;
    let coordinator = app.client(Who::Coordinator).await;
    let input = TopicCreate { title: "Raz".into(), sub_points: vec![], priority: None, planned: None };
    for key in ["one", "two"] {
        coordinator.with_idempotency_key(key).create_topic(app.world.group, &input).await.expect("made");
    }
    obrady_domain::clear_away(&app.system()).await.expect("cleared");
    assert_eq!(app.number(KEYS).await, 2, "still of use");
    app.clock.set(start_of_test() + chrono::Duration::hours(24) + chrono::Duration::seconds(1));
    obrady_domain::clear_away(&app.system()).await.expect("cleared");
    assert_eq!(app.number(KEYS).await, 0);
}

#[tokio::test]
async fn health_is_outside_of_the_limit() {
    let app = start_with(|config| config.requests_per_minute = 1).await;
    let status = async |path: &str| reqwest::get(format!("{}{path}", app.base)).await.expect("an answer").status();
    assert_eq!(status("/api/v1/regions").await.as_u16(), 200);
    assert_eq!(status("/api/v1/regions").await.as_u16(), 429, "the limit is reached");
    for path in ["/health/live", "/health/ready", "/health/live", "/health/ready"] {
        assert_eq!(status(path).await.as_u16(), 200, "{path}");
    }
}

#[tokio::test]
async fn one_ipv6_network_has_one_limit() {
    let app = start_with(|config| {
        config.requests_per_minute = 1;
        config.trusted_proxies = vec!["127.0.0.1".parse().expect("an address")];
    })
    .await;
    let status = async |address: &str| {
        let request = app.anonymous().request(obrady_client::Method::GET, "/api/v1/regions");
        request.header("X-Forwarded-For", address).send().await.expect("an answer").status().as_u16()
    };
    assert_eq!(status("2001:db8::1").await, 200);
    assert_eq!(status("2001:db8::2").await, 429);
    assert_eq!(status("2001:db8:0:1::2").await, 200);
}
