//! JSON bodies: media type, size, syntax, fields.

use crate::ApiState;
use crate::error::ApiError;
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpRequest};
use garde::Validate;
use obrady_types::meetings::{AgendaAdd, AgendaEdit, AgendaMove, AgendaRemove, AgendaRestore};
use obrady_types::{ErrorCode, FieldError};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_path_to_error::{Path, Segment};
use std::future::Future;

/// Media type of a body.
#[derive(Clone, Copy, Debug)]
pub(super) enum Media {
    /// `application/json`.
    Json,
    /// `application/merge-patch+json` (RFC 7396).
    MergePatch,
}

impl Media {
    fn name(self) -> &'static str {
        match self {
            Media::Json => "application/json",
            Media::MergePatch => "application/merge-patch+json",
        }
    }
}

/// Reads a body of the media type, within the server's limits of size and time.
pub(super) fn read(
    request: &HttpRequest,
    payload: &mut Payload,
    media: Media,
) -> impl Future<Output = Result<Bytes, ApiError>> + use<> {
    let sent = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let packed = is_packed(request);
    let body = Bytes::from_request(request, payload);
    let time = request.app_data::<Data<ApiState>>().map(|state| state.settings.request_time);
    async move {
        if essence != media.name() || packed {
            return Err(ErrorCode::UnsupportedMediaType.into());
        }
        let time = time.ok_or(ErrorCode::Internal)?;
        let read = actix_web::rt::time::timeout(time, body).await.map_err(|_| ErrorCode::RequestTimeout)?;
        read.map_err(|error| match error.as_response_error().status_code().as_u16() {
            413 => ErrorCode::PayloadTooLarge.into(),
            408 => ErrorCode::RequestTimeout.into(),
            _ => ErrorCode::MalformedJson.into(),
        })
    }
}

/// Whether a body comes packed (RFC 9110, 8.4). None is unpacked: a few kilobytes could become gigabytes before anybody
/// counts them.
pub(super) fn is_packed(request: &HttpRequest) -> bool {
    let mut codings = request.headers().get_all(CONTENT_ENCODING);
    codings.any(|coding| !coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity"))
}

/// Fields by which somebody would give themselves power, in no operation's body: whoever sends one does not make a
/// slip of the pen.
const POWER: &[&str] = &[
    "admin",
    "is_admin",
    "is_superuser",
    "password_hash",
    "permissions",
    "role",
    "roles",
    "scopes",
    "__proto__",
    "constructor",
];

/// What a body is read as.
pub trait Input: DeserializeOwned + Serialize + Validate<Context = ()> {}

impl<T: DeserializeOwned + Serialize + Validate<Context = ()>> Input for T {}

/// Reads and validates an input.
pub(crate) fn parse<T: Input>(bytes: &[u8]) -> Result<T, ApiError> {
    read_input(bytes).map_err(|error| ApiError { attack: attack(bytes, &error.errors), ..error })
}

/// What of a refused body only an attack, or a program that is badly broken, sends: an unknown field of power, or the
/// control characters by which terminals, logs and files are led astray.
fn attack(bytes: &[u8], errors: &[FieldError]) -> Option<&'static str> {
    let name = |error: &FieldError| error.pointer.rsplit('/').next().map(ToOwned::to_owned).unwrap_or_default();
    let of_power = |error: &FieldError| error.code == "unknown_field" && POWER.contains(&&*name(error));
    if errors.iter().any(of_power) {
        return Some("a field of power");
    }
    let escapes: [&[u8]; 3] = [br"\u0000", br"\u001b", br"\u001B"];
    let led_astray = escapes.iter().any(|escape| bytes.windows(escape.len()).any(|window| window == *escape));
    led_astray.then_some("control characters")
}

fn read_input<T: Input>(bytes: &[u8]) -> Result<T, ApiError> {
    let is_list = bytes.trim_ascii_start().first() == Some(&b'[');
    if is_list && serde_json::from_slice::<IgnoredAny>(bytes).is_ok() {
        return Err(wrong_type(String::new()));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let input: T = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let inner = error.inner();
        // serde calls a null where a word should be a mistake of syntax.
        if inner.is_data() || serde_json::from_slice::<IgnoredAny>(bytes).is_ok() {
            let found = field_error(error.path(), &inner.to_string());
            ApiError::invalid(vec![within_command(bytes, &found).unwrap_or(found)])
        } else {
            ErrorCode::MalformedJson.into()
        }
    })?;
    json.end().map_err(|_| ErrorCode::MalformedJson)?;
    // Without a list there is none in an object's place; a file is not read twice for it.
    if bytes.contains(&b'[') {
        let read = serde_json::to_value(&input).map_err(|_| ErrorCode::Internal)?;
        let sent: Value = serde_json::from_slice(bytes).map_err(|_| ErrorCode::MalformedJson)?;
        if let Some(pointer) = list_for_object(&sent, &read) {
            return Err(wrong_type(pointer));
        }
    }
    let errors = obrady_types::validate(&input);
    if errors.is_empty() { Ok(input) } else { Err(ApiError::invalid(errors)) }
}

fn wrong_type(pointer: String) -> ApiError {
    ApiError::invalid(vec![FieldError { pointer, code: "wrong_type".to_owned(), detail: "wrong_type".to_owned() }])
}

/// Where a list was read as an object, if anywhere: serde takes it for the values of the fields in their order.
fn list_for_object(sent: &Value, read: &Value) -> Option<String> {
    let within = |name: &str, sent, read| Some(format!("/{name}{}", list_for_object(sent, read)?));
    match (sent, read) {
        (Value::Array(_), Value::Object(_)) => Some(String::new()),
        (Value::Array(sent), Value::Array(read)) => {
            sent.iter().zip(read).enumerate().find_map(|(at, (sent, read))| within(&at.to_string(), sent, read))
        }
        (Value::Object(sent), Value::Object(read)) => {
            sent.iter().find_map(|(name, sent)| within(name, sent, read.get(name)?))
        }
        _ => None,
    }
}

/// What serde says in words, as a pointer and a code.
fn field_error(path: &Path, message: &str) -> FieldError {
    let mut pointer: String = path
        .iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            // The variant of a tagged union is no step of the document.
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect();
    let named = message.split('`').nth(1).unwrap_or_default();
    let code = if message.starts_with("unknown field") {
        "unknown_field"
    } else if message.starts_with("missing field") {
        "required"
    } else if message.starts_with("invalid type") || message.starts_with("expected value") {
        "wrong_type"
    } else {
        "invalid"
    };
    if matches!(code, "unknown_field" | "required") && !pointer.ends_with(&format!("/{named}")) {
        pointer.push('/');
        pointer.push_str(named);
    }
    FieldError { pointer, code: code.to_owned(), detail: code.to_owned() }
}

/// The field of an agenda command that is wrong. serde reads a tagged union by way of a buffer that forgets where it
/// was, so the command is read once more as what its tag says.
fn within_command(bytes: &[u8], found: &FieldError) -> Option<FieldError> {
    fn probe<T: DeserializeOwned>(command: Value) -> Option<FieldError> {
        let error = serde_path_to_error::deserialize::<_, T>(command).err()?;
        Some(field_error(error.path(), &error.inner().to_string()))
    }
    if !found.pointer.starts_with("/commands/") {
        return None;
    }
    let document: Value = serde_json::from_slice(bytes).ok()?;
    let mut command = document.pointer(&found.pointer)?.clone();
    let Value::String(tag) = command.as_object_mut()?.remove("type")? else { return None };
    let inner = match tag.as_str() {
        "add" => probe::<AgendaAdd>(command),
        "move" => probe::<AgendaMove>(command),
        "edit" => probe::<AgendaEdit>(command),
        "remove" => probe::<AgendaRemove>(command),
        "restore" => probe::<AgendaRestore>(command),
        _ => None,
    }?;
    Some(FieldError { pointer: format!("{}{}", found.pointer, inner.pointer), ..inner })
}

#[cfg(test)]
mod tests {
    use super::*;
    use obrady_types::groups::{BodyCreate, TopicCreate, TopicPatch};
    use obrady_types::meetings::AgendaCommands;

    fn refused<T: Input>(body: &str) -> (ErrorCode, Vec<(String, String)>) {
        let Err(error) = parse::<T>(body.as_bytes()) else { panic!("{body} was taken") };
        (error.code, error.errors.into_iter().map(|e| (e.pointer, e.code)).collect())
    }

    #[test]
    fn each_mistake_has_a_pointer_and_a_code() {
        let invalid =
            |pointer: &str, code: &str| (ErrorCode::ValidationFailed, vec![(pointer.to_owned(), code.to_owned())]);
        assert_eq!(refused::<TopicCreate>(r#"{"title": "a", "colour": 1}"#), invalid("/colour", "unknown_field"));
        assert_eq!(refused::<TopicCreate>(r#"{}"#), invalid("/title", "required"));
        assert_eq!(refused::<TopicCreate>(r#"{"title": 7}"#), invalid("/title", "wrong_type"));
        assert_eq!(refused::<TopicCreate>(r#"{"title": " "}"#), invalid("/title", "required"));
        assert_eq!(
            refused::<TopicCreate>(r#"{"title": "a", "sub_points": ["x", 3]}"#),
            invalid("/sub_points/1", "wrong_type")
        );
        assert_eq!(
            refused::<AgendaCommands>(r#"{"commands": [{"type": "fly"}]}"#),
            invalid("/commands/0/type", "invalid")
        );
        let add = r#"{"commands": [{"type": "add", "item_id": "0193a1c2-7f00-7000-8000-000000000001", "title": 7, "#;
        let place = r#""kind": "discussion", "place": {"day_id": "0193a1c2-7f00-7000-8000-000000000002"}}]}"#;
        assert_eq!(refused::<AgendaCommands>(&format!("{add}{place}")), invalid("/commands/0/title", "wrong_type"));
        assert_eq!(
            refused::<AgendaCommands>(
                r#"{"commands": [{"type": "edit", "item_id": "0193a1c2-7f00-7000-8000-000000000001",
                "base_revision": 1, "changes": {"planned_minutes": "long"}}]}"#
            ),
            invalid("/commands/0/changes/planned_minutes", "wrong_type")
        );
        assert_eq!(
            refused::<AgendaCommands>(r#"{"commands": [{"type": "remove", "item_id": "x", "base_revision": 1}]}"#),
            invalid("/commands/0/item_id", "invalid")
        );
        assert_eq!(
            refused::<AgendaCommands>(r#"{"commands": [{"type": "remove", "base_revision": 1}]}"#),
            invalid("/commands/0/item_id", "required")
        );
        for wrong in ["null", "7"] {
            let body = format!(r#"{{"kind": {wrong}, "name": "a", "established_on": "2026-01-01"}}"#);
            assert_eq!(refused::<BodyCreate>(&body), invalid("/kind", "wrong_type"), "{wrong}");
        }
        assert_eq!(
            refused::<AgendaCommands>(
                r#"{"commands": [{"type": "edit", "item_id": "0193a1c2-7f00-7000-8000-000000000001",
                "base_revision": 1, "changes": {"title": ""}}]}"#
            ),
            invalid("/commands/0/changes/title", "required")
        );
        assert_eq!(refused::<TopicCreate>(r#"{"title": "#).0, ErrorCode::MalformedJson);
        assert_eq!(refused::<TopicCreate>(r#"{"title": "a"} x"#).0, ErrorCode::MalformedJson);
    }

    #[test]
    fn a_list_is_no_object() {
        let wrong = |pointer: &str| (ErrorCode::ValidationFailed, vec![(pointer.to_owned(), "wrong_type".to_owned())]);
        for body in ["[]", " [1]", "[{}]", "null", "7", "\"x\""] {
            assert_eq!(refused::<TopicPatch>(body), wrong(""), "{body}");
        }
        assert_eq!(refused::<TopicPatch>("[").0, ErrorCode::MalformedJson);
        let id = "0193a1c2-7f00-7000-8000-000000000001";
        assert_eq!(
            refused::<AgendaCommands>(&format!(r#"{{"commands": [["remove", "{id}", 1]]}}"#)),
            wrong("/commands/0")
        );
        let changes = r#"{"commands": [{"type": "edit", "item_id": "ID", "base_revision": 1, "changes": ["Tytuł"]}]}"#;
        assert_eq!(refused::<AgendaCommands>(&changes.replace("ID", id)), wrong("/commands/0/changes"));
        assert!(parse::<TopicCreate>(r#"{"title": "a", "sub_points": ["b"]}"#.as_bytes()).is_ok());
    }

    #[test]
    fn all_errors_of_a_well_typed_body_come_at_once() {
        let (_, errors) = refused::<TopicCreate>(r#"{"title": "", "priority": 12, "sub_points": ["ok", ""]}"#);
        let mut pointers: Vec<&str> = errors.iter().map(|(pointer, _)| pointer.as_str()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/priority", "/sub_points/1", "/title"]);
    }
}
