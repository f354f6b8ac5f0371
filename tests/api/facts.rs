//! Every fact of the source documents is in the demonstration: the lists of tests/facts, asked as an integrator would.

use obrady_tests::start_demo;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    document: String,
    calls: Vec<Get>,
    /// The journey reads these.
    pages: Vec<Value>,
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Get {
    name: String,
    get: String,
    #[serde(default)]
    keep: BTreeMap<String, Keep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keep {
    r#where: Option<BTreeMap<String, Value>>,
    take: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    fact: String,
    call: Option<String>,
    at: Option<String>,
    value: Option<Value>,
    page: String,
    shows: Option<String>,
    image: Option<String>,
}

/// The lists by file name.
fn documents() -> BTreeMap<String, Document> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/facts");
    let files = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let lists = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    lists
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a text");
            let list = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path.file_stem().expect("a name").to_string_lossy().into_owned(), list)
        })
        .collect()
}

/// The address with what earlier answers gave.
fn filled(address: &str, kept: &BTreeMap<String, String>) -> String {
    kept.iter().fold(address.to_owned(), |address, (name, value)| address.replace(&format!("{{{name}}}"), value))
}

fn taken(answer: &Value, keep: &Keep) -> Option<String> {
    let within = match &keep.r#where {
        None => answer,
        Some(like) => {
            let items = answer["items"].as_array()?;
            items.iter().find(|item| like.iter().all(|(name, value)| &item[name.as_str()] == value))?
        }
    };
    within.pointer(&keep.take)?.as_str().map(str::to_owned)
}

/// Line breaks and repeated spaces do not count.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text of the answer has this in it, or a number of it is this.
fn says(answer: &Value, value: &Value) -> bool {
    match (answer, value) {
        (Value::String(text), Value::String(part)) => plain(text).contains(&plain(part)),
        (Value::Array(all), _) => all.iter().any(|one| says(one, value)),
        (Value::Object(all), _) => all.values().any(|one| says(one, value)),
        _ => answer == value,
    }
}

#[tokio::test]
async fn each_fact_is_returned_by_the_calls() {
    let demo = start_demo().await;
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let documents = documents();
    assert!(!documents.is_empty());
    let mut missing = Vec::new();
    for (file, list) in &documents {
        assert!(!list.document.is_empty() && !list.pages.is_empty() && !list.facts.is_empty(), "{file} is empty");
        let (mut answers, mut kept) = (BTreeMap::new(), BTreeMap::new());
        for call in &list.calls {
            let address = filled(&call.get, &kept);
            let answer = http.get(format!("{}{address}", demo.base)).send().await.expect("an answer");
            let status = answer.status();
            let answer: Value = answer.json().await.expect("JSON");
            assert_eq!(status, 200, "{file}: {address}: {answer}");
            for (name, keep) in &call.keep {
                match taken(&answer, keep) {
                    Some(value) => drop(kept.insert(name.clone(), value)),
                    None => missing.push(format!("{file}: {} gives no {name}", call.name)),
                }
            }
            answers.insert(call.name.as_str(), answer);
        }
        for fact in &list.facts {
            assert!(fact.value.is_some() || fact.shows.is_some() || fact.image.is_some(), "{file}: {}", fact.fact);
            assert!(!fact.page.is_empty(), "{file}: {}", fact.fact);
            let (Some(call), Some(value)) = (&fact.call, &fact.value) else { continue };
            let answer = answers.get(call.as_str()).unwrap_or_else(|| panic!("{file}: no call {call}"));
            let holds = match &fact.at {
                Some(pointer) => answer.pointer(pointer) == Some(value),
                None => says(answer, value),
            };
            if !holds {
                missing.push(format!("{file}: {}: {value} is not in {call}", fact.fact));
            }
        }
    }
    assert!(missing.is_empty(), "missing facts:\n{}", missing.join("\n"));
}
