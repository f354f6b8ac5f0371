//! A small JSON Schema: as much of 2020-12 as the OpenAPI document uses, to check values against it and to make them.

use serde_json::{Map, Value, json};

/// The document's schemas.
pub(crate) struct Schemas<'a>(pub(crate) &'a Value);

impl<'a> Schemas<'a> {
    /// The schema that a reference leads to, or the schema itself.
    pub(crate) fn resolve(&self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(path) => self.resolve(self.0.pointer(path.trim_start_matches('#')).expect("a schema of the document")),
            None => schema,
        }
    }

    /// An operation's documented response.
    pub(crate) fn response(&self, operation: &'a Value, status: u16) -> Option<&'a Value> {
        operation["responses"].get(status.to_string()).map(|response| self.resolve(response))
    }

    /// What is wrong with a value, with JSON pointers.
    pub(crate) fn errors(&self, schema: &'a Value, value: &Value) -> Vec<String> {
        let mut errors = Vec::new();
        self.check(schema, value, "", &mut errors);
        errors
    }

    fn check(&self, schema: &'a Value, value: &Value, at: &str, errors: &mut Vec<String>) {
        let schema = self.resolve(schema);
        let mut wrong = |what: String| errors.push(format!("{at}: {what}"));
        if let Some(allowed) = schema["enum"].as_array().filter(|allowed| !allowed.contains(value)) {
            wrong(format!("{value} is none of {allowed:?}"));
        }
        if !schema["type"].is_null() && !kinds(schema).any(|kind| is(kind, value)) {
            wrong(format!("{value} is no {}", schema["type"]));
        }
        let number = |name: &str| schema[name].as_f64();
        let size = match value {
            Value::String(text) => Some((text.chars().count(), "minLength", "maxLength")),
            Value::Array(items) => Some((items.len(), "minItems", "maxItems")),
            _ => None,
        };
        if let Some((size, least, most)) = size
            && (number(least).is_some_and(|n| (size as f64) < n) || number(most).is_some_and(|n| size as f64 > n))
        {
            wrong(format!("the size {size} is out of bounds"));
        }
        if let Some(n) = value.as_f64()
            && (number("minimum").is_some_and(|least| n < least) || number("maximum").is_some_and(|most| n > most))
        {
            wrong(format!("{n} is out of bounds"));
        }
        if let (Some(format), Some(text)) = (schema["format"].as_str(), value.as_str())
            && !fits(format, text)
        {
            wrong(format!("{text} is no {format}"));
        }
        self.check_parts(schema, value, at, errors);
    }

    fn check_parts(&self, schema: &'a Value, value: &Value, at: &str, errors: &mut Vec<String>) {
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.check(part, value, at, errors);
        }
        if let Some(variants) = schema["oneOf"].as_array() {
            let tried: Vec<_> = variants.iter().map(|variant| self.errors(variant, value)).collect();
            if tried.iter().filter(|errors| errors.is_empty()).count() != 1 {
                errors.push(format!("{at}: not one of the variants: {tried:?}"));
            }
        }
        if let (Some(items), Some(inner)) = (value.as_array(), schema.get("items")) {
            items.iter().enumerate().for_each(|(n, item)| self.check(inner, item, &format!("{at}/{n}"), errors));
        }
        let Some(object) = value.as_object() else { return };
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                errors.push(format!("{at}: {name} is missing"));
            }
        }
        for (name, inner) in object {
            match schema["properties"].get(name) {
                Some(known) => self.check(known, inner, &format!("{at}/{name}"), errors),
                None if schema["additionalProperties"] == false => errors.push(format!("{at}: {name} is unknown")),
                // An answer with a field that the document does not name is not documented.
                None if schema["properties"].is_object() => errors.push(format!("{at}: {name} is not described")),
                None => {}
            }
        }
    }

    /// A value that the schema takes, with every property; of a union the variants that a request may hold.
    pub(crate) fn sample(&self, schema: &'a Value) -> Value {
        let schema = self.resolve(schema);
        if let Some(words) = schema["enum"].as_array() {
            return words[0].clone();
        }
        if let Some(variants) = schema["oneOf"].as_array() {
            let named = variants.iter().find(|variant| variant["type"] != "null");
            return self.sample(named.expect("a variant"));
        }
        let least = |name: &str, or: u64| schema[name].as_u64().unwrap_or(or);
        match kinds(schema).next() {
            Some("object") => {
                let properties = schema["properties"].as_object().expect("properties");
                Value::Object(properties.iter().map(|(name, inner)| (name.clone(), self.sample(inner))).collect())
            }
            Some("array") => {
                let item = self.sample(&schema["items"]);
                Value::Array(vec![item; usize::try_from(least("minItems", 1).max(1)).expect("small")])
            }
            Some("string") => match (schema["format"].as_str(), schema["pattern"].as_str()) {
                (Some("uuid"), _) => json!("0193a1c2-7f00-7000-8000-00000000000f"),
                (Some("date"), _) => json!("2026-12-01"),
                (Some("date-time"), _) => json!("2026-12-01T09:00:00Z"),
                (Some("email"), _) => json!("osoba@example.org"),
                (_, Some(pattern)) if pattern.contains(':') => json!("10:00:00"),
                (_, Some(_)) => json!("1208"),
                _ => json!("ż".repeat(usize::try_from(least("minLength", 1).max(1)).expect("small"))),
            },
            Some("integer" | "number") => schema["minimum"].clone(),
            Some("boolean") => json!(true),
            other => panic!("no sample of {other:?} in {schema}"),
        }
    }

    /// The sample with one value out of its bounds, once for each bound, and the pointer to it.
    pub(crate) fn out_of_bounds(&self, schema: &'a Value) -> Vec<(String, Value)> {
        let schema = self.resolve(schema);
        if let Some(variants) = schema["oneOf"].as_array() {
            let kept = variants.iter().filter(|variant| variant["type"] != "null");
            // Only the server's undo stack restores items; the domain refuses it before it looks at them.
            let kept = kept.filter(|variant| variant.pointer("/properties/type/enum/0") != Some(&json!("restore")));
            return kept.flat_map(|variant| self.out_of_bounds(variant)).collect();
        }
        if schema["enum"].is_array() {
            return vec![(String::new(), json!("no such word"))];
        }
        match kinds(schema).next() {
            Some("object") => {
                let Value::Object(whole) = self.sample(schema) else { return Vec::new() };
                let with = |name: &str, inner: Value| {
                    let mut changed: Map<String, Value> = whole.clone();
                    changed.insert(name.to_owned(), inner);
                    Value::Object(changed)
                };
                let properties = schema["properties"].as_object().expect("properties").iter();
                let parts = properties.flat_map(|(name, inner)| {
                    let parts = self.out_of_bounds(inner).into_iter();
                    parts.map(move |(at, value)| (format!("/{name}{at}"), name, value))
                });
                // A variant's tag decides which variant it is.
                parts.filter(|(at, ..)| at != "/type").map(|(at, name, value)| (at, with(name, value))).collect()
            }
            Some("array") => {
                let inner = self.out_of_bounds(&schema["items"]).into_iter();
                let mut all: Vec<_> = inner.map(|(at, value)| (format!("/0{at}"), json!([value]))).collect();
                // One word more than there are: words of a closed set cannot be that many different ones.
                let most = usize::try_from(schema["maxItems"].as_u64().expect("maxItems")).expect("small");
                all.push((String::new(), Value::Array(vec![self.sample(&schema["items"]); most + 1])));
                all
            }
            Some("string") => match schema["format"].as_str() {
                Some("uuid") => vec![(String::new(), json!("x"))],
                Some("date") => ["1899-12-31", "2201-01-01"].map(|day| (String::new(), json!(day))).to_vec(),
                Some("date-time") => {
                    ["1899-12-31T23:59:59Z", "2201-01-01T00:00:00Z"].map(|at| (String::new(), json!(at))).to_vec()
                }
                _ => {
                    let most = usize::try_from(schema["maxLength"].as_u64().expect("maxLength")).expect("small");
                    vec![(String::new(), json!("1".repeat(most + 1)))]
                }
            },
            Some("integer") => {
                let bound = |name: &str| schema[name].as_i64().expect("a bound");
                [bound("minimum") - 1, bound("maximum") + 1].map(|n| (String::new(), json!(n))).to_vec()
            }
            _ => Vec::new(),
        }
    }
}

/// The kinds of values that a schema takes, `null` last.
fn kinds(schema: &Value) -> impl Iterator<Item = &str> {
    let many = schema["type"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let (null, other): (Vec<&str>, Vec<&str>) =
        schema["type"].as_str().into_iter().chain(many).partition(|k| *k == "null");
    other.into_iter().chain(null)
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the kind {other} is unknown"),
    }
}

fn fits(format: &str, text: &str) -> bool {
    match format {
        "uuid" => text.len() == 36 && text.parse::<uuid::Uuid>().is_ok(),
        "date" => text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok(),
        "date-time" => text.ends_with('Z') && chrono::DateTime::parse_from_rfc3339(text).is_ok(),
        "email" => text.contains('@'),
        "password" | "int32" | "int64" => true,
        other => panic!("the format {other} is unknown"),
    }
}
