//! The golden matrix: what each role may do where. A change of the policy shows as a difference of the snapshot.

use obrady_domain::policy::{Action, Actor, Grant, Principal, Scope, allows};
use obrady_types::identity::{ApiScope, Role};
use obrady_types::{AccountId, BodyId, InstitutionId, ProgrammeId, RegionId, ServiceAccountId};
use std::fmt::Write;
use uuid::Uuid;

const HERE: RegionId = RegionId(Uuid::from_u128(1));
const ELSEWHERE: RegionId = RegionId(Uuid::from_u128(2));
const BODY: BodyId = BodyId(Uuid::from_u128(3));
const PROGRAMME: ProgrammeId = ProgrammeId(Uuid::from_u128(7));
const INSTITUTION: InstitutionId = InstitutionId(Uuid::from_u128(6));

fn person(change: impl FnOnce(&mut Actor)) -> Actor {
    let mut actor = Actor::without_rights(Principal::Account(AccountId(Uuid::from_u128(4))));
    actor.region_id = Some(HERE);
    change(&mut actor);
    actor
}

fn granted(role: Role, region_id: Option<RegionId>, body_id: Option<BodyId>) -> Actor {
    person(|actor| actor.grants.push(Grant { role, region_id, body_id, institution_id: None, programme_id: None }))
}

fn service(region_id: RegionId, scope: ApiScope) -> Actor {
    let mut actor = Actor::without_rights(Principal::Service(ServiceAccountId(Uuid::from_u128(5))));
    actor.region_id = Some(region_id);
    actor.scopes.push(scope);
    actor
}

#[test]
fn golden_matrix() {
    let roles = [
        ("anonymous", Actor::without_rights(Principal::Anonymous)),
        ("outsider", person(|_| {})),
        (
            "member",
            person(|actor| {
                actor.member_of.insert(BODY);
            }),
        ),
        (
            "deputy chair",
            person(|actor| {
                actor.deputies.insert(BODY);
            }),
        ),
        (
            "chair",
            person(|actor| {
                actor.chairs.insert(BODY);
            }),
        ),
        ("coordinator", granted(Role::Coordinator, Some(HERE), Some(BODY))),
        ("coordinator of another body", granted(Role::Coordinator, Some(HERE), Some(BodyId(Uuid::from_u128(9))))),
        (
            "coordinator of the programme",
            person(|actor| {
                actor.grants.push(Grant {
                    role: Role::Coordinator,
                    region_id: Some(HERE),
                    body_id: None,
                    institution_id: None,
                    programme_id: Some(PROGRAMME),
                });
            }),
        ),
        ("admin", granted(Role::Admin, Some(HERE), None)),
        ("admin of another region", granted(Role::Admin, Some(ELSEWHERE), None)),
        ("operator", granted(Role::Operator, None, None)),
        (
            "representative of an institution",
            person(|actor| {
                let institution_id = Some(INSTITUTION);
                let role = Role::InstitutionRepresentative;
                actor.grants.push(Grant {
                    role,
                    region_id: Some(HERE),
                    body_id: None,
                    institution_id,
                    programme_id: None,
                });
            }),
        ),
        ("agenda:read", service(HERE, ApiScope::AgendaRead)),
        ("agenda:write", service(HERE, ApiScope::AgendaWrite)),
        ("topics:write", service(HERE, ApiScope::TopicsWrite)),
        ("trainings:write", service(HERE, ApiScope::TrainingsWrite)),
        ("directory:read", service(HERE, ApiScope::DirectoryRead)),
        ("directory:write", service(HERE, ApiScope::DirectoryWrite)),
        ("agenda:write of another region", service(ELSEWHERE, ApiScope::AgendaWrite)),
    ];
    let mut text = String::new();
    for (name, actor) in roles {
        let allowed = |scope: &Scope| -> Vec<String> {
            let allowed = Action::ALL.iter().filter(|action| allows(&actor, **action, scope));
            allowed.map(|action| format!("{action:?}")).collect()
        };
        let _ = writeln!(text, "{name}");
        for (place, scope) in [
            ("body", Scope::body(HERE, BODY)),
            ("programme", Scope::programme(HERE, PROGRAMME)),
            ("region", Scope::region(HERE)),
            ("institution", Scope::institution(HERE, INSTITUTION)),
        ] {
            let _ = writeln!(text, "  in the {place}: {}", allowed(&scope).join(" "));
        }
    }
    insta::assert_snapshot!(text);
}
