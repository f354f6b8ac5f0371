//! Merge patches: what is taken is what was sent, and does to an object what RFC 7396 says it does.

use crate::bytes::Bytes;
use garde::Validate;
use obrady_api::fuzzing::parse;
use obrady_rules::agenda::AgendaTree;
use obrady_types::convents::SeatPatch;
use obrady_types::directory::{AffiliationPatch, InstitutionPatch, PersonPatch};
use obrady_types::groups::{BodyPatch, TopicPatch};
use obrady_types::identity::{AccountPatch, MePatch};
use obrady_types::meetings::{
    ActionItemPatch, AgendaCommand, AgendaEdit, AgendaItem, AgendaItemKind, AgendaItemPatch, AgendaItemState,
    Confidentiality, MeetingPatch,
};
use obrady_types::portal::NewsItemPatch;
use obrady_types::trainings::TrainingEditionPatch;
use obrady_types::{AgendaItemId, MeetingDayId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use uuid::Uuid;

pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let check = bytes.pick(&CHECKS).unwrap_or(agenda_item);
    check(bytes.0);
}

const CHECKS: [fn(&[u8]); 13] = [
    agenda_item,
    kept::<AccountPatch>,
    kept::<ActionItemPatch>,
    kept::<AffiliationPatch>,
    kept::<BodyPatch>,
    kept::<InstitutionPatch>,
    kept::<MeetingPatch>,
    kept::<MePatch>,
    kept::<NewsItemPatch>,
    kept::<PersonPatch>,
    kept::<SeatPatch>,
    kept::<TopicPatch>,
    kept::<TrainingEditionPatch>,
];

/// Nothing that was sent is lost, nothing comes in that was not sent, and a null stays a null.
fn kept<T: DeserializeOwned + Serialize + Validate<Context = ()>>(body: &[u8]) {
    let Ok(patch) = parse::<T>(body) else { return };
    let sent: Map<String, Value> = serde_json::from_slice(body).expect("a patch is an object");
    let Ok(Value::Object(said)) = serde_json::to_value(&patch) else { panic!("a patch is an object") };
    let names = |object: &Map<String, Value>| object.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&sent), names(&said), "{sent:?} became {said:?}");
    for (name, value) in &sent {
        assert_eq!(value.is_null(), said.get(name).is_some_and(Value::is_null), "{name} of {sent:?}");
    }
    texts(&Value::Object(said.clone()));
    let again = serde_json::to_vec(&said).expect("JSON");
    let again = parse::<T>(&again).unwrap_or_else(|code| panic!("{said:?} was taken and is {code:?} now"));
    assert_eq!(serde_json::to_value(&again).ok(), Some(Value::Object(said)));
}

/// No text of an input has control characters but tabs and line ends.
fn texts(value: &Value) {
    match value {
        Value::String(text) => {
            assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{text:?}");
        }
        Value::Array(list) => list.iter().for_each(texts),
        Value::Object(members) => members.values().for_each(texts),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn agenda_item(body: &[u8]) {
    kept::<AgendaItemPatch>(body);
    let Ok(patch) = parse::<AgendaItemPatch>(body) else { return };
    let sent: Map<String, Value> = serde_json::from_slice(body).expect("a patch is an object");
    assert!(sent.iter().all(|(name, value)| within(name, value)), "{sent:?}");

    let before = item();
    let mut tree = AgendaTree::new(&[before.day_id], vec![before.clone()]).expect("an agenda of one item");
    let edit = AgendaCommand::Edit(AgendaEdit { item_id: before.id, base_revision: 1, changes: patch });
    let back = tree.apply_batch(&[edit]).expect("an edit of what is there");
    let merged = merge(serde_json::to_value(&before).expect("JSON"), sent);
    let mut after = serde_json::to_value(tree.get(before.id)).expect("JSON");
    after["revision"] = 1.into();
    after["version"] = 1.into();
    assert_eq!(after, merged);
    tree.apply_undo(&back).expect("what was just done is undone");
    let restored = tree.get(before.id).map(|item| AgendaItem { revision: 1, version: 1, ..item.clone() });
    assert_eq!(restored, Some(before));
}

fn item() -> AgendaItem {
    AgendaItem {
        id: AgendaItemId(Uuid::from_u128(1)),
        day_id: MeetingDayId(Uuid::from_u128(2)),
        parent_id: None,
        position: 1,
        title: Some("Otwarcie".to_owned()),
        kind: AgendaItemKind::Opening,
        planned_minutes: Some(10),
        speaker_text: None,
        topic_id: None,
        confidentiality: Confidentiality::Members,
        state: AgendaItemState::Scheduled,
        outcome_text: Some("Otwarto.".to_owned()),
        label: None,
        revision: 1,
        version: 1,
    }
}

/// RFC 7396, for members that are no objects.
fn merge(mut target: Value, patch: Map<String, Value>) -> Value {
    let members = target.as_object_mut().expect("an object");
    for (name, value) in patch {
        match value {
            Value::Null => _ = members.remove(&name),
            value => _ = members.insert(name, value),
        }
    }
    target
}

/// What a field of an item may be, by the document.
fn within(name: &str, value: &Value) -> bool {
    let text = |most: usize| value.as_str().is_some_and(|text| text.chars().count() <= most && !text.trim().is_empty());
    match name {
        "title" => text(300),
        "speaker_text" => value.is_null() || text(300),
        "outcome_text" => value.is_null() || text(4000),
        "planned_minutes" => value.is_null() || value.as_i64().is_some_and(|minutes| (0..=1440).contains(&minutes)),
        "kind" | "confidentiality" => value.is_string(),
        _ => false,
    }
}
