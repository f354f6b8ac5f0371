//! The members of a group, for those who may know them; its coordinator adds, changes and ends memberships.

use super::member_forms::{add_form, change_form};
use super::profile::capacity;
use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{empty, failure_words, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::section;
use crate::state::toasts;
use crate::texts::text;
use crate::{browser, dates, tr, tx};
use leptos::prelude::*;
use obrady_types::groups::{Body, Membership, MembershipPatch};
use obrady_types::{ErrorCode, MembershipId, Patch};
use wasm_bindgen_futures::spawn_local;

/// What the rows need to know.
#[derive(Clone, Copy)]
struct Board {
    members: Loaded<Vec<Membership>>,
    staffs: Memo<bool>,
    former: RwSignal<bool>,
    changing: RwSignal<Option<MembershipId>>,
}

/// The section.
pub fn members(body: Body, staffs: Memo<bool>) -> AnyView {
    let id = body.id;
    let members = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_memberships(id, &page).await }
            })
            .await
        })
    });
    let adding = RwSignal::new(false);
    let board = Board { members, staffs, former: RwSignal::new(false), changing: RwSignal::new(None) };
    let add = move || {
        staffs.get().then(|| {
            view! { <button type="button" on:click=move |_| adding.set(true)>{icon(Icon::Add)}{tx!(groups.add_member)}</button> }
                .into_any()
        })
    };
    let content = view! {
        {show(members, move |all| list(board, all))}
        {dialog(adding, "add-member", tx!(groups.add_member), move || add_form(&body, members, adding))}
        {change_dialog(board)}
    };
    let content = view! { <div id="members">{content}</div> };
    section(tx!(groups.members), Some(add.into_any()), content.into_any())
}

fn list(board: Board, all: Vec<Membership>) -> AnyView {
    let today = dates::today();
    let (now, former): (Vec<Membership>, Vec<Membership>) =
        all.into_iter().partition(|member| member.to.is_none_or(|to| today < to));
    let is_empty = now.is_empty();
    let rows = move |list: Vec<Membership>| list.into_iter().map(|member| row(board, member)).collect::<Vec<_>>();
    let current = if is_empty {
        let words = if board.staffs.get_untracked() { tx!(groups.no_members_yet) } else { tx!(groups.no_members) };
        empty(words, None)
    } else {
        view! { <ul class="rows">{rows(now)}</ul> }.into_any()
    };
    if former.is_empty() {
        return current;
    }
    let count = former.len();
    view! {
        {current}
        <p>
            <button type="button" class="plain" aria-expanded=move || board.former.get().to_string()
                on:click=move |_| board.former.update(|shown| *shown = !*shown)>
                {text(move || tr!(groups.former_members, count = count))}
            </button>
        </p>
        {move || board.former.get().then(|| view! { <ul class="rows">{rows(former.clone())}</ul> }.into_any())}
    }
    .into_any()
}

fn row(board: Board, member: Membership) -> AnyView {
    let (id, from, to) = (member.id, member.from, member.to);
    let days = text(move || match to {
        None => tr!(groups.since, date = dates::plain_day(from)),
        Some(to) => {
            let last = to.pred_opt().unwrap_or(to);
            tr!(groups.from_to, from = dates::plain_day(from), to = dates::plain_day(last))
        }
    });
    let name = member.person_name.clone();
    let place = member.institution_name.map(|name| view! { <span>{name}</span> }.into_any());
    let is_open = to.is_none_or(|to| dates::today() < to);
    let buttons = move || {
        board.staffs.get().then(|| {
            let (change, end) = (name.clone(), name.clone());
            let end = is_open.then(|| {
                view! {
                    <button type="button" class="plain" on:click=move |_| finish(board, id)>
                        {tx!(groups.end_member)}<span class="sr">": " {end}</span>
                    </button>
                }
                .into_any()
            });
            view! {
                <button type="button" class="plain" on:click=move |_| board.changing.set(Some(id))>
                    {tx!(groups.change)}<span class="sr">": " {change}</span>
                </button>
                {end}
            }
            .into_any()
        })
    };
    view! {
        <li class="row" id=format!("member-{id}") tabindex="-1">
            <div class="row-main">
                <span class="row-title">{member.person_name}</span>
                <div class="row-facts"><span>{capacity(member.capacity)}</span>{place}<span>{days}</span></div>
            </div>
            <div class="row-end">{buttons}</div>
        </li>
    }
    .into_any()
}

/// Ends a membership with yesterday and offers to take that back.
fn finish(board: Board, id: MembershipId) {
    let Some(before) = board.members.ready_untracked().and_then(|all| all.into_iter().find(|one| one.id == id)) else {
        return;
    };
    let to = dates::today().max(before.from);
    let name = before.person_name.clone();
    set_end(board, before.clone(), Patch::Value(to), move |ended| {
        let end = before.to;
        toasts::show_with(tr!(groups.member_ended, name = name.clone()), tr!(common.undo).to_owned(), move || {
            let name = ended.person_name.clone();
            let back = end.map_or(Patch::Null, Patch::Value);
            set_end(board, ended.clone(), back, move |_| toasts::show(tr!(groups.member_back, name = name.clone())));
        });
    });
}

fn set_end(board: Board, member: Membership, to: Patch<chrono::NaiveDate>, then: impl FnOnce(Membership) + 'static) {
    spawn_local(async move {
        let patch = MembershipPatch { to, ..MembershipPatch::default() };
        let answer = api::send(|client| {
            let patch = patch.clone();
            async move { client.update_membership(member.id, member.version, &patch).await }
        })
        .await;
        match answer {
            Ok(changed) => {
                let changed = changed.value;
                let kept = changed.clone();
                board.members.update(|all| {
                    all.iter_mut().filter(|one| one.id == kept.id).for_each(|one| *one = kept.clone());
                });
                browser::focus_place_later("members".to_owned());
                then(changed);
            }
            Err(error) => {
                let failure = Failure::from(error);
                if failure.code() == Some(ErrorCode::StaleVersion) {
                    board.members.reload_quietly();
                }
                toasts::show(failure_words(&failure));
            }
        }
    });
}

fn change_dialog(board: Board) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(board.changing.get().is_some()));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            board.changing.set(None);
        }
        now
    });
    dialog(open, "change-member", tx!(groups.change_member), move || {
        let wanted = board.changing.get_untracked();
        let found = board.members.ready_untracked().and_then(|all| all.into_iter().find(|one| Some(one.id) == wanted));
        found.map(|member| change_form(member, board.members, open)).into_any()
    })
}
