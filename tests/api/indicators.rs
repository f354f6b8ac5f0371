//! Indicators of goals: values by year, how far they are, and what is refused.

use obrady_client::ClientError;
use obrady_tests::{Who, start};
use obrady_types::programmes::{IndicatorCreate, IndicatorPatch, IndicatorValue};
use obrady_types::{ErrorCode, PageQuery, Patch};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

fn input<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("an input")
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, ClientError>) -> (ErrorCode, Vec<String>) {
    match answer.expect_err("refused") {
        ClientError::Problem(problem) => {
            (problem.code, problem.errors.into_iter().map(|error| error.pointer).collect())
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_indicator_tells_its_values_by_year_and_how_far_it_is() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let goal = app.world.objectives[1];
    let whole: IndicatorCreate = input(json!({
        "name": " Gminy z asystentem ", "unit": "gminy", "baseline": 150, "baseline_year": 2024, "target": 182,
        "target_year": 2030, "values": [{"year": 2026, "value": 166.5}, {"year": 2025, "value": 158}]
    }));
    let made = client.create_indicator(goal, &whole).await.expect("an indicator").value;
    assert_eq!((made.name.as_str(), made.number, made.reached_percent), ("Gminy z asystentem", 1, Some(51)));
    assert_eq!(made.values.iter().map(|one| one.year).collect::<Vec<_>>(), [2025, 2026]);
    let bare = client.create_indicator(goal, &input(json!({"name": "Bez liczb"}))).await.expect("another");
    assert_eq!((bare.number, bare.reached_percent, bare.values.len()), (2, None, 0));
    let more = IndicatorPatch {
        values: Some(vec![IndicatorValue { year: 2026, value: 0.1 }]),
        baseline_year: Patch::Null,
        ..IndicatorPatch::default()
    };
    let changed = client.update_indicator(made.id, made.version, &more).await.expect("changed").value;
    assert_eq!(
        (changed.values.as_slice(), changed.baseline_year),
        ([IndicatorValue { year: 2026, value: 0.1 }].as_slice(), None)
    );
    assert_eq!(refusal(client.update_indicator(made.id, made.version, &more).await).0, ErrorCode::StaleVersion);
    let all = app.anonymous().list_indicators(app.world.programme, &PageQuery::default()).await.expect("a list").items;
    assert_eq!(all, [changed.clone(), bare.value.clone()]);
    client.delete_indicator(changed.id, changed.version).await.expect("removed");
    assert_eq!(refusal(client.get_indicator(changed.id).await).0, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_year_has_one_value_and_years_stand_beside_numbers() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let goal = app.world.objectives[1];
    let refused = async |body: Value, pointer: &str| {
        let answer = client.create_indicator(goal, &input(body)).await;
        assert_eq!(refusal(answer), (ErrorCode::ValidationFailed, vec![pointer.to_owned()]));
    };
    refused(json!({"name": "W", "baseline_year": 2024}), "/baseline_year").await;
    refused(json!({"name": "W", "target_year": 2024}), "/target_year").await;
    refused(json!({"name": "W", "target": 2e12}), "/target").await;
    let twice = json!({"name": "W", "values": [{"year": 2024, "value": 1}, {"year": 2024, "value": 2}]});
    refused(twice, "/values/1/year").await;
    let made = client.create_indicator(goal, &input(json!({"name": "W", "baseline": 1, "baseline_year": 2024}))).await;
    let made = made.expect("an indicator");
    let orphan = IndicatorPatch { baseline: Patch::Null, ..IndicatorPatch::default() };
    let answer = client.update_indicator(made.id, made.version, &orphan).await;
    assert_eq!(refusal(answer).1, ["/baseline_year"]);
    let held = client.get_objective(goal).await.expect("the goal");
    assert!(client.delete_objective(goal, held.version).await.is_err(), "a goal with indicators stays");
}

#[tokio::test]
async fn thirty_indicators_cost_as_many_statements_as_one() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let cost = async || {
        let before = app.statements.load(Ordering::Relaxed);
        let found = app.anonymous().list_indicators(app.world.programme, &PageQuery::default()).await.expect("a list");
        (app.statements.load(Ordering::Relaxed) - before, found.items.len())
    };
    let body = json!({"name": "W", "values": [{"year": 2024, "value": 1}, {"year": 2025, "value": 2}]});
    client.create_indicator(app.world.objectives[0], &input(body.clone())).await.expect("one");
    let (few, _) = cost().await;
    for _ in 0..29 {
        client.create_indicator(app.world.objectives[2], &input(body.clone())).await.expect("one more");
    }
    assert_eq!(cost().await, (few, 30));
}
