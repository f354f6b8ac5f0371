//! The work plans of a body, a year at a time: adding, changing, moving and removing entries.

use super::plan_form::{add_form, change_form, new_plan_form};
use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, badge, empty, failure_words, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::section;
use crate::components::words;
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{browser, dates, tr, tx};
use leptos::prelude::*;
use obrady_rules::periods;
use obrady_types::groups::TopicState;
use obrady_types::work_plans::{WorkPlan, WorkPlanEntry, WorkPlanEntryCreate, WorkPlanEntryPatch};
use obrady_types::{BodyId, ErrorCode, WorkPlanEntryId, WorkPlanId};
use wasm_bindgen_futures::spawn_local;

/// What the entries need to know.
#[derive(Clone, Copy)]
struct Board {
    plans: Loaded<Vec<WorkPlan>>,
    edits: Memo<bool>,
    adding: RwSignal<Option<WorkPlanId>>,
    changing: RwSignal<Option<WorkPlanEntryId>>,
    /// A change of places under way: another one would name a version that is about to pass.
    busy: StoredValue<bool>,
}

/// The section.
pub fn plans(body: BodyId, edits: Memo<bool>) -> AnyView {
    let plans = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_work_plans(body, &page).await }
            })
            .await
        })
    });
    let (adding, changing) = (RwSignal::new(None), RwSignal::new(None));
    let board = Board { plans, edits, adding, changing, busy: StoredValue::new(false) };
    let making = RwSignal::new(false);
    let new = move || {
        edits.get().then(|| {
            view! { <button type="button" on:click=move |_| making.set(true)>{icon(Icon::Add)}{tx!(groups.plan_new)}</button> }
                .into_any()
        })
    };
    let content = view! {
        <p class="quiet">{tx!(groups.plan_hint)}</p>
        {show(plans, move |all| years(board, all))}
        {dialog(making, "new-plan", tx!(groups.plan_new), move || new_plan_form(body, plans, making))}
        {opened(adding, "add-plan-entry", tx!(groups.plan_add), move |plan, open| add_form(body, plan, plans, open))}
        {opened(changing, "change-plan-entry", tx!(groups.plan_change), move |id, open| {
            find(board, id).map(|entry| change_form(entry, plans, open)).into_any()
        })}
    };
    let content = view! { <div id="plans">{content}</div> };
    section(tx!(groups.plan), Some(new.into_any()), content.into_any())
}

/// A dialogue that is open while something is asked for.
fn opened<T: Copy + Send + Sync + 'static>(
    asked: RwSignal<Option<T>>,
    id: &'static str,
    title: Text,
    content: impl Fn(T, RwSignal<bool>) -> AnyView + Send + 'static,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(asked.get().is_some()));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            asked.set(None);
        }
        now
    });
    dialog(open, id, title, move || asked.get_untracked().map(|asked| content(asked, open)).into_any())
}

fn years(board: Board, all: Vec<WorkPlan>) -> AnyView {
    if all.is_empty() {
        return empty(tx!(groups.plan_none), None);
    }
    all.into_iter().map(|plan| year(board, plan)).collect::<Vec<_>>().into_any()
}

fn year(board: Board, plan: WorkPlan) -> AnyView {
    let (id, number, last) = (plan.id, plan.year, plan.entries.len());
    let add = move || {
        board.edits.get().then(|| {
            view! {
                <button type="button" class="plain" on:click=move |_| board.adding.set(Some(id))>
                    {icon(Icon::Add)}{tx!(groups.plan_add)}<span class="sr">": " {number}</span>
                </button>
            }
            .into_any()
        })
    };
    let rows: Vec<AnyView> =
        plan.entries.into_iter().enumerate().map(|(nth, entry)| row(board, entry, nth + 1 < last)).collect();
    let rows = if rows.is_empty() {
        view! { <p class="quiet">{tx!(groups.plan_empty)}</p> }.into_any()
    } else {
        view! { <ol class="rows">{rows}</ol> }.into_any()
    };
    view! {
        <div class="block" id=format!("plan-{number}")>
            <div class="section-head"><h3>{text(move || tr!(groups.plan_for, year = number.to_string()))}</h3>{add}</div>
            {rows}
        </div>
    }
    .into_any()
}

fn row(board: Board, entry: WorkPlanEntry, has_next: bool) -> AnyView {
    let (id, planned) = (entry.id, entry.planned);
    let is_open = matches!(entry.topic_state, TopicState::Backlog | TopicState::Scheduled);
    let overdue = (is_open && periods::is_overdue(planned, dates::today()))
        .then(|| badge(Tone::Attention, tx!(groups.plan_late)));
    let when = text(move || words::period(planned));
    let deliverable =
        entry.deliverable.clone().map(|what| view! { <p>{tx!(groups.plan_deliverable)}": "{what}</p> }.into_any());
    let note = entry.note.clone().map(|note| view! { <p class="quiet">{note}</p> }.into_any());
    let meetings = entry.meetings.clone();
    let meetings = (!meetings.is_empty()).then(|| {
        let list = text(move || meetings.iter().map(|one| words::period(*one)).collect::<Vec<_>>().join(", "));
        view! { <p>{tx!(groups.plan_meetings)}": "{list}</p> }.into_any()
    });
    let (title, position) = (entry.topic_title.clone(), entry.position);
    let named = entry.clone();
    let buttons = move || board.edits.get().then(|| buttons(board, &named, position > 1, has_next));
    view! {
        <li class="row" id=format!("plan-entry-{id}") tabindex="-1">
            <div class="row-main">
                <a href=format!("#topic-{}", entry.topic_id)>{title}</a>
                <div class="row-facts"><span>{when}</span></div>
                {deliverable}{meetings}{note}
            </div>
            <div class="row-end">{overdue}{badge(Tone::Plain, words::topic_state(entry.topic_state))}{buttons}</div>
        </li>
    }
    .into_any()
}

fn buttons(board: Board, entry: &WorkPlanEntry, up: bool, down: bool) -> AnyView {
    let (id, title) = (entry.id, entry.topic_title.clone());
    let button = move |label: Text, act: fn(Board, WorkPlanEntryId)| {
        let title = title.clone();
        view! {
            <button type="button" class="plain" on:click=move |_| act(board, id)>
                {label}<span class="sr">": " {title}</span>
            </button>
        }
        .into_any()
    };
    let change: fn(Board, WorkPlanEntryId) = |board, id| board.changing.set(Some(id));
    vec![
        up.then(|| button(tx!(groups.plan_up), |board, id| shift(board, id, -1))).into_any(),
        down.then(|| button(tx!(groups.plan_down), |board, id| shift(board, id, 1))).into_any(),
        button(tx!(groups.change), change),
        button(tx!(groups.plan_remove), remove),
    ]
    .into_any()
}

fn find(board: Board, id: WorkPlanEntryId) -> Option<WorkPlanEntry> {
    let plans = board.plans.ready_untracked()?;
    plans.into_iter().flat_map(|plan| plan.entries).find(|entry| entry.id == id)
}

/// Begins a change, unless one is under way.
fn begin(board: Board, id: WorkPlanEntryId) -> Option<WorkPlanEntry> {
    if board.busy.get_value() {
        return None;
    }
    let entry = find(board, id)?;
    board.busy.set_value(true);
    Some(entry)
}

fn shift(board: Board, id: WorkPlanEntryId, by: i32) {
    let Some(entry) = begin(board, id) else { return };
    spawn_local(async move {
        let patch = WorkPlanEntryPatch { position: Some(entry.position + by), ..WorkPlanEntryPatch::default() };
        let answer = api::send(|client| {
            let patch = patch.clone();
            async move { client.update_work_plan_entry(id, entry.version, &patch).await }
        })
        .await;
        finish(board, answer.err().map(Failure::from));
        browser::focus_place_later(format!("plan-entry-{id}"));
    });
}

/// Removes an entry and offers to put it back where it was.
fn remove(board: Board, id: WorkPlanEntryId) {
    let Some(entry) = begin(board, id) else { return };
    spawn_local(async move {
        let answer = api::send(|client| async move { client.delete_work_plan_entry(id, entry.version).await }).await;
        let failure = answer.err().map(Failure::from);
        let done = failure.is_none();
        finish(board, failure);
        browser::focus_place_later("plans".to_owned());
        if done {
            let words = tr!(groups.plan_removed, title = entry.topic_title.clone());
            toasts::show_with(words, tr!(common.undo).to_owned(), move || put_back(board, entry.clone()));
        }
    });
}

fn put_back(board: Board, entry: WorkPlanEntry) {
    let key = api::new_key();
    spawn_local(async move {
        let input = WorkPlanEntryCreate {
            topic_id: entry.topic_id,
            planned: entry.planned,
            deliverable: entry.deliverable,
            note: entry.note,
            meetings: entry.meetings,
            position: Some(entry.position),
        };
        let plan = entry.plan_id;
        let answer = api::send(|client| {
            let (client, input) = (client.with_idempotency_key(&key), input.clone());
            async move { client.create_work_plan_entry(plan, &input).await }
        })
        .await;
        finish(board, answer.err().map(Failure::from));
    });
}

/// Shows what stands there now: a change of places touches the neighbours, too.
fn finish(board: Board, failure: Option<Failure>) {
    board.busy.try_set_value(false);
    if let Some(failure) = &failure {
        toasts::show(failure_words(failure));
    }
    if failure.is_none_or(|failure| matches!(failure.code(), Some(ErrorCode::StaleVersion | ErrorCode::NotFound))) {
        board.plans.reload_quietly();
    }
}
