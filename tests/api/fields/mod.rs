//! Which field is for whom (SEC-07): the tables of what may be read and of what may be written. A new field with a
//! sensitive name, in an answer or in a request, that has no row fails.

mod reading;
mod writing;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The fields of the document's requests or answers: `Schema.field`, as deep as references lead.
struct Fields<'a> {
    document: &'a Value,
    known: BTreeMap<String, &'a Value>,
}

impl<'a> Fields<'a> {
    /// What the answers of success hold.
    fn answered(document: &'a Value) -> Self {
        let good = |(status, response): (&String, &'a Value)| status.starts_with('2').then_some(response);
        let responses = operations(document).filter_map(|operation| operation["responses"].as_object());
        Self::below(document, responses.flat_map(|all| all.iter().filter_map(good).collect::<Vec<_>>()))
    }

    /// What the bodies of requests hold.
    fn sent(document: &'a Value) -> Self {
        Self::below(document, operations(document).filter_map(|operation| operation.get("requestBody")))
    }

    fn below(document: &'a Value, roots: impl Iterator<Item = &'a Value>) -> Self {
        let mut names = BTreeSet::new();
        roots.for_each(|root| references(root, &mut names));
        let mut this = Self { document, known: BTreeMap::new() };
        let mut seen = BTreeSet::new();
        while let Some(name) = names.pop_first() {
            if seen.insert(name.clone()) {
                let schema = this.schema(&name);
                references(schema, &mut names);
                this.collect(name.trim_start_matches("Page_"), schema);
            }
        }
        this
    }

    fn schema(&self, name: &str) -> &'a Value {
        &self.document["components"]["schemas"][name]
    }

    fn collect(&mut self, name: &str, schema: &'a Value) {
        for (field, inner) in schema["properties"].as_object().into_iter().flatten() {
            self.known.insert(format!("{name}.{field}"), inner);
            // What stands in a page of a list may be described there and nowhere else.
            self.collect(name, inner);
            self.collect(name, &inner["items"]);
        }
        for part in ["oneOf", "allOf", "anyOf"] {
            for part in schema[part].as_array().into_iter().flatten() {
                self.collect(name, part);
            }
        }
    }

    /// Those whose own name fits.
    fn named(&self, fits: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let own = |name: &String| name.split_once('.').is_some_and(|(_, field)| fits(field));
        self.known.keys().filter(|name| own(name)).cloned().collect()
    }
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let items = document["paths"].as_object().expect("paths").values();
    items.flat_map(|item| item.as_object().expect("methods").values())
}

fn references(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            let name = object.get("$ref").and_then(Value::as_str);
            names.extend(name.and_then(|path| path.strip_prefix("#/components/schemas/")).map(ToOwned::to_owned));
            object.values().for_each(|inner| references(inner, names));
        }
        Value::Array(items) => items.iter().for_each(|inner| references(inner, names)),
        _ => {}
    }
}

/// That a table has a row for each of these fields, and none for another.
fn same(found: &BTreeSet<String>, rows: impl IntoIterator<Item = &'static str>, words: &str) {
    let rows: BTreeSet<String> = rows.into_iter().map(ToOwned::to_owned).collect();
    let (new, gone): (Vec<_>, Vec<_>) = (found.difference(&rows).collect(), rows.difference(found).collect());
    assert!(new.is_empty(), "{words}: {new:?} have no row");
    assert!(gone.is_empty(), "{words}: {gone:?} have a row, but are no such fields");
}
