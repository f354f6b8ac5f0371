//! Changes of bodies: the label of a group, and why a state changed.

use obrady_client::{AuditFilter, ClientError};
use obrady_tests::{Who, start};
use obrady_types::groups::{BodyDissolve, BodyPatch, BodyState, GroupKind};
use obrady_types::{BodyId, ErrorCode, Patch};

/// Why the last change of a body was made, as the audit tells it.
async fn reason(app: &obrady_tests::App, id: BodyId) -> Option<String> {
    let filter = AuditFilter { object_id: Some(id.into()), ..AuditFilter::default() };
    let events = app.client(Who::Admin).await.list_audit_events(&filter).await.expect("events").items;
    let last = events.into_iter().next().expect("an event");
    last.changes.into_iter().find(|change| change.field == "reason").and_then(|change| change.after)
}

#[tokio::test]
async fn only_groups_have_a_label_and_their_coordinator_changes_it() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let label = |label| BodyPatch { group_kind: label, ..BodyPatch::default() };
    let group = client.get_body(app.world.group).await.expect("the group");
    let thematic = label(Patch::Value(GroupKind::Thematic));
    let group = client.update_body(group.id, group.version, &thematic).await.expect("changed");
    assert_eq!(group.group_kind, Some(GroupKind::Thematic));
    let group = client.update_body(group.id, group.version, &label(Patch::Null)).await.expect("cleared");
    assert_eq!(group.group_kind, None);
    let admin = app.client(Who::Admin).await;
    let convent = admin.get_body(app.world.convent).await.expect("the convent");
    match admin.update_body(convent.id, convent.version, &thematic).await.expect_err("no group") {
        ClientError::Problem(problem) => {
            assert_eq!(
                (problem.code, problem.errors[0].pointer.as_str()),
                (ErrorCode::ValidationFailed, "/group_kind")
            );
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn the_audit_tells_why_a_body_was_suspended_and_dissolved() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let group = admin.get_body(app.world.other_group).await.expect("the group");
    let rest = BodyPatch {
        state: Some(BodyState::Suspended),
        reason: Some(" Brak koordynatora ".into()),
        ..BodyPatch::default()
    };
    let group = admin.update_body(group.id, group.version, &rest).await.expect("suspended");
    assert_eq!(reason(&app, group.id).await.as_deref(), Some("Brak koordynatora"));
    let end =
        BodyDissolve { dissolved_on: "2026-11-24".parse().expect("a date"), reason: Some("Zadania przejęto".into()) };
    let ended = admin.dissolve_body(group.id, &end).await.expect("dissolved");
    assert_eq!(ended.state, BodyState::Dissolved);
    assert_eq!(reason(&app, group.id).await.as_deref(), Some("Zadania przejęto"));
}
