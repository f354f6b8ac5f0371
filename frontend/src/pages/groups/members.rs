//! The members of a group, for those who may know them.

use crate::api::{self, fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::page::section;
use crate::texts::Text;
use crate::{dates, tx};
use leptos::prelude::*;
use obrady_types::BodyId;
use obrady_types::groups::{Membership, MembershipCapacity};

/// The section.
pub fn members(id: BodyId) -> AnyView {
    let members = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_memberships(id, &page).await }
            })
            .await
        })
    });
    section(tx!(groups.members), None, show(members, list))
}

fn list(all: Vec<Membership>) -> AnyView {
    let today = dates::today();
    let now = |member: &Membership| member.from <= today && member.to.is_none_or(|to| today < to);
    let rows: Vec<AnyView> = all
        .into_iter()
        .filter(now)
        .map(|member| {
            view! {
                <li class="row">
                    <span class="row-main">{member.person_name}</span>
                    <span class="quiet">{capacity(member.capacity)}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    if rows.is_empty() {
        return empty(tx!(groups.no_members), None);
    }
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn capacity(capacity: MembershipCapacity) -> Text {
    match capacity {
        MembershipCapacity::Member => tx!(groups.cap_member),
        MembershipCapacity::Observer => tx!(groups.cap_observer),
        MembershipCapacity::Expert => tx!(groups.cap_expert),
        MembershipCapacity::Secretary => tx!(groups.cap_secretary),
    }
}
