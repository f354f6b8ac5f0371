//! The audit: who did what to which object, and when.

use crate::RegionId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AuditActorKind {
    /// A person's account.
    Account,
    /// A service account.
    Service,
    /// Somebody who was not signed in yet.
    Anonymous,
    /// The program itself.
    System,
}

/// One change of one object. Events are never changed or removed (I-37).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEvent {
    /// Number, in the order of writing.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64))]
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Region of the object, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_id: Option<RegionId>,
    /// Who acted.
    pub actor_kind: AuditActorKind,
    /// Id of the account or service account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_id: Option<Uuid>,
    /// Its name today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_name: Option<String>,
    /// What was done: `topic.updated`.
    pub action: String,
    /// Kind of the object: `topic`.
    pub object_kind: String,
    /// The object.
    pub object_id: Uuid,
    /// What changed, one entry a field.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub changes: Vec<AuditChange>,
    /// Id of the request, as in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// A field of a change, in words of the wire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditChange {
    /// Name of the field.
    pub field: String,
    /// What it was, where the event says so; absent when there was nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it is since then; absent when there is nothing any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl AuditChange {
    /// The changes that a stored detail tells: of `{"field": {"before": …, "after": …}}` both sides, of
    /// `{"field": …}` what it is since then.
    pub fn of_detail(detail: &Value) -> Vec<AuditChange> {
        let fields = detail.as_object().into_iter().flatten();
        fields
            .map(|(field, value)| match value.as_object() {
                Some(sides) if !sides.is_empty() && sides.keys().all(|key| key == "before" || key == "after") => {
                    let side = |name| sides.get(name).and_then(words);
                    AuditChange { field: field.clone(), before: side("before"), after: side("after") }
                }
                _ => AuditChange { field: field.clone(), before: None, after: words(value) },
            })
            .collect()
    }
}

/// A value as a text; nothing for null.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn details_of_both_forms_are_told() {
        let told = AuditChange::of_detail(&json!({
            "name": {"before": "Grupa", "after": "Rada"}, "to": {"before": null, "after": "2026-12-31"},
            "disabled": true, "parameters": {"limit": 3}, "body_id": null
        }));
        let side = |text: &str| Some(text.to_owned());
        let field = |name: &str| told.iter().find(|change| change.field == name).expect(name).clone();
        assert_eq!((field("name").before, field("name").after), (side("Grupa"), side("Rada")));
        assert_eq!((field("to").before, field("to").after), (None, side("2026-12-31")));
        assert_eq!((field("disabled").before, field("disabled").after), (None, side("true")));
        assert_eq!(field("parameters").after, side("{\"limit\":3}"));
        assert_eq!(field("body_id").after, None);
        assert_eq!(AuditChange::of_detail(&Value::Null), []);
    }
}
