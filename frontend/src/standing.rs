//! What the caller may do with a body, as far as the screen needs to know. The server decides; this only
//! keeps buttons away from those whom it would refuse.

use obrady_types::RegionId;
use obrady_types::groups::{Body, BodyState};
use obrady_types::identity::{Me, Role};

/// Whether the caller administers a region.
pub fn administers(me: Option<&Me>, region: RegionId) -> bool {
    me.is_some_and(|me| {
        me.roles.iter().any(|grant| match grant.role {
            Role::Operator => true,
            Role::Admin => grant.region_id == Some(region),
            Role::Coordinator | Role::InstitutionRepresentative => false,
        })
    })
}

/// Whether the caller edits a body's topics, meetings and agendas: its coordinator, its chair, an administrator.
pub fn edits(me: Option<&Me>, body: &Body) -> bool {
    body.state != BodyState::Dissolved
        && (administers(me, body.region_id)
            || me.is_some_and(|me| me.chairs.contains(&body.id) || coordinates(me, body)))
}

/// Whether the caller sees a body's members.
pub fn belongs(me: Option<&Me>, body: &Body) -> bool {
    me.is_some_and(|me| {
        me.member_of.contains(&body.id)
            || me.chairs.contains(&body.id)
            || coordinates(me, body)
            || administers(Some(me), body.region_id)
    })
}

/// Whether the caller may propose topics to a body: who belongs to it, and who speaks for an institution in it.
pub fn proposes(me: Option<&Me>, body: &Body) -> bool {
    body.state != BodyState::Dissolved && (belongs(me, body) || me.is_some_and(|me| me.speaks_in.contains(&body.id)))
}

/// Whether the caller writes who belongs to a body: its coordinator, who stands in for them, an administrator.
pub fn staffs(me: Option<&Me>, body: &Body) -> bool {
    body.state != BodyState::Dissolved
        && (administers(me, body.region_id) || me.is_some_and(|me| coordinates(me, body)))
}

/// Whether the caller has to do with any meetings of their own: a coordinator, chair or administrator.
pub fn prepares_meetings(me: &Me) -> bool {
    !me.chairs.is_empty()
        || !me.covers.is_empty()
        || me.roles.iter().any(|grant| grant.role != Role::InstitutionRepresentative)
}

/// Whether the caller writes news at all: a coordinator for a body, an administrator for a region.
pub fn writes_news(me: &Me) -> bool {
    me.roles.iter().any(|grant| grant.role != Role::InstitutionRepresentative)
}

/// Whether the caller writes a body's news.
pub fn writes_news_of(me: &Me, body: &Body) -> bool {
    body.state != BodyState::Dissolved && (administers(Some(me), body.region_id) || coordinates(me, body))
}

fn coordinates(me: &Me, body: &Body) -> bool {
    me.covers.contains(&body.id)
        || me.roles.iter().any(|grant| grant.role == Role::Coordinator && grant.body_id == Some(body.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use obrady_types::identity::{Locale, RoleGrant};
    use obrady_types::{AccountId, BodyId, RoleGrantId};
    use uuid::Uuid;

    fn body() -> Body {
        serde_json::from_value(serde_json::json!({
            "id": Uuid::from_u128(1), "region_id": Uuid::from_u128(12), "kind": "group", "name": "Grupa",
            "purpose": "", "state": "active", "established_on": "2013-07-25", "default_item_minutes": 15, "version": 1
        }))
        .expect("a body")
    }

    fn me(role: Role, region: Option<u128>, body: Option<u128>) -> Me {
        let grant = RoleGrant {
            id: RoleGrantId(Uuid::from_u128(7)),
            account_id: AccountId(Uuid::from_u128(8)),
            role,
            region_id: region.map(|n| RegionId(Uuid::from_u128(n))),
            body_id: body.map(|n| BodyId(Uuid::from_u128(n))),
            institution_id: None,
            programme_id: None,
            starts_at: chrono::DateTime::UNIX_EPOCH,
            ends_at: None,
        };
        Me {
            second_factor_missing: false,
            account_id: Some(grant.account_id),
            service_account_id: None,
            display_name: "Anna Kowal".into(),
            sign_in_name: None,
            person_id: None,
            region_id: RegionId(Uuid::from_u128(12)),
            locale: Locale::Pl,
            roles: vec![grant],
            chairs: Vec::new(),
            member_of: Vec::new(),
            speaks_in: Vec::new(),
            covers: Vec::new(),
            account_version: None,
            scopes: Vec::new(),
            address: None,
        }
    }

    #[test]
    fn roles_hold_within_their_scope() {
        let group = body();
        assert!(!edits(None, &group) && !belongs(None, &group));
        assert!(edits(Some(&me(Role::Operator, None, None)), &group));
        assert!(edits(Some(&me(Role::Admin, Some(12), None)), &group));
        assert!(!edits(Some(&me(Role::Admin, Some(28), None)), &group));
        assert!(edits(Some(&me(Role::Coordinator, Some(12), Some(1))), &group));
        assert!(!edits(Some(&me(Role::Coordinator, Some(12), Some(2))), &group));
        let mut member = me(Role::Coordinator, Some(12), Some(2));
        member.member_of.push(group.id);
        assert!(belongs(Some(&member), &group) && !edits(Some(&member), &group));
        member.chairs.push(group.id);
        assert!(edits(Some(&member), &group));
    }

    #[test]
    fn a_representative_proposes_where_the_institution_takes_part_and_prepares_nothing() {
        let (group, mut here) = (body(), me(Role::InstitutionRepresentative, Some(12), None));
        assert!(!proposes(Some(&here), &group), "the same region is not enough");
        here.speaks_in.push(group.id);
        assert!(proposes(Some(&here), &group));
        assert!(!belongs(Some(&here), &group) && !edits(Some(&here), &group) && !prepares_meetings(&here));
        assert!(!proposes(Some(&me(Role::InstitutionRepresentative, Some(28), None)), &group));
        assert!(proposes(Some(&me(Role::Coordinator, Some(12), Some(1))), &group) && !proposes(None, &group));
    }

    #[test]
    fn who_stands_in_does_what_the_coordinator_does() {
        let (group, mut covering) = (body(), me(Role::Coordinator, Some(12), Some(2)));
        assert!(!staffs(Some(&covering), &group) && !edits(Some(&covering), &group));
        covering.covers.push(group.id);
        assert!(staffs(Some(&covering), &group) && edits(Some(&covering), &group) && belongs(Some(&covering), &group));
        covering.chairs.push(group.id);
        covering.covers.clear();
        assert!(!staffs(Some(&covering), &group), "a chair does not write who belongs");
    }

    #[test]
    fn a_dissolved_body_takes_nothing_new() {
        let ended = Body { state: BodyState::Dissolved, ..body() };
        assert!(!edits(Some(&me(Role::Operator, None, None)), &ended));
        assert!(belongs(Some(&me(Role::Operator, None, None)), &ended));
        assert!(!proposes(Some(&me(Role::Operator, None, None)), &ended));
    }
}
