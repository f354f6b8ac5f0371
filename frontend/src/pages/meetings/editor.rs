//! The agenda editor: its state, and the days with their items.

use super::pointer::{self, Dragged};
use super::queue::Queue;
use super::setback::Clash;
use super::sync::Retry;
use super::typing::{self, Field, Typed};
use super::{backlog, clash, day, focus, keys, links, parked, publish, refusals, sync};
use crate::api::{Failure, Loaded, fetch, load};
use crate::components::feedback::show;
use crate::components::icon::{Icon, icon};
use crate::components::page::section;
use crate::delay::Delay;
use crate::state::toasts;
use crate::{browser, dates, tr, tx};
use chrono::NaiveTime;
use leptos::prelude::*;
use obrady_client::Release;
use obrady_rules::agenda::{AgendaTree, frozen_labels};
use obrady_rules::schedule::{day_schedule, utc_to_local};
use obrady_types::meetings::{
    Agenda, AgendaCommand, AgendaItem, AgendaItemKind, AgendaMove, AgendaPlace, AgendaRemove, Confidentiality, Meeting,
    MeetingDay,
};
use obrady_types::{AccountId, AgendaItemId, BodyId, MeetingDayId, MeetingId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How saving goes.
#[derive(Clone, PartialEq)]
pub(super) enum Saving {
    /// Nothing was changed yet.
    Idle,
    /// Something is on its way.
    Sending,
    /// Everything was saved at this time of day.
    Saved(String),
    /// Changes wait, and why.
    Waiting(Delay),
}

/// What is on the screen, worked out once after each change.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) tree: AgendaTree,
    labels: BTreeMap<AgendaItemId, String>,
    times: BTreeMap<AgendaItemId, (NaiveTime, NaiveTime, i32)>,
    sums: BTreeMap<MeetingDayId, DaySum>,
}

/// What the row of an item shows. A row that a change of the agenda leaves as it is, is not drawn again.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Line {
    /// Its number.
    pub(super) label: String,
    /// Its clock times.
    pub(super) times: String,
    pub(super) title: String,
    pub(super) speaker: Option<String>,
    pub(super) kind: Option<AgendaItemKind>,
    pub(super) confidentiality: Option<Confidentiality>,
    /// Minutes of its own.
    pub(super) planned: Option<i32>,
    /// The minutes it takes, with what stands under it.
    pub(super) minutes: Option<i32>,
    /// Its level, 1 at the top.
    pub(super) level: usize,
}

/// What is planned on a day.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct DaySum {
    /// Minutes that the items take.
    pub(super) planned: i32,
    /// Minutes that there are.
    pub(super) available: i32,
    /// Minutes too many; 0 when the items fit.
    pub(super) over_by: i32,
    /// When the last item ends, on the wall clock of the day's zone.
    pub(super) end: NaiveTime,
}

/// The editor's state; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    pub(super) id: MeetingId,
    pub(super) body: BodyId,
    pub(super) meeting: Loaded<Meeting>,
    pub(super) days: RwSignal<Vec<MeetingDay>>,
    pub(super) queue: RwSignal<Queue>,
    pub(super) shown: RwSignal<Arc<Shown>>,
    /// The agenda without its items: version, release, undo.
    pub(super) facts: RwSignal<Agenda>,
    pub(super) saving: RwSignal<Saving>,
    pub(super) clashes: RwSignal<Vec<Clash>>,
    pub(super) lifted: RwSignal<Option<AgendaItemId>>,
    pub(super) dragged: RwSignal<Option<Dragged>>,
    pub(super) renaming: RwSignal<Option<AgendaItemId>>,
    pub(super) adding: RwSignal<Option<AgendaItemId>>,
    pub(super) detailed: RwSignal<Option<AgendaItemId>>,
    pub(super) publishing: RwSignal<bool>,
    pub(super) backlog: RwSignal<bool>,
    /// What is being typed into fields of items.
    pub(super) typed: StoredValue<BTreeMap<(AgendaItemId, Field), Typed>>,
    /// Text in the lines at the end of the days.
    pub(super) drafts: StoredValue<BTreeMap<MeetingDayId, String>>,
    /// Whether rows are being drawn anew just now.
    pub(super) drawing: StoredValue<bool>,
    pub(super) retry: StoredValue<Retry>,
    /// Whose changes these are.
    pub(super) account: Option<AccountId>,
}

impl Editor {
    fn new(meeting: Loaded<Meeting>, view: &Meeting, agenda: Agenda) -> Self {
        let days: Vec<MeetingDayId> = view.days.iter().map(|day| day.id).collect();
        let parked = parked::take(view.id);
        let (mut queue, clashes, drafts) =
            parked.map_or_else(Default::default, |left| (left.queue, left.clashes, left.drafts));
        let resumed = queue.resume(&days, agenda.items.clone());
        let editor = Self {
            id: view.id,
            body: view.body_id,
            meeting,
            days: RwSignal::new(view.days.clone()),
            queue: RwSignal::new(queue),
            shown: RwSignal::default(),
            facts: RwSignal::new(Agenda { items: Vec::new(), ..agenda }),
            saving: RwSignal::new(Saving::Idle),
            clashes: RwSignal::new(clashes),
            lifted: RwSignal::default(),
            dragged: RwSignal::default(),
            renaming: RwSignal::default(),
            adding: RwSignal::default(),
            detailed: RwSignal::default(),
            publishing: RwSignal::new(false),
            backlog: RwSignal::new(false),
            typed: StoredValue::default(),
            drafts: StoredValue::new(drafts),
            drawing: StoredValue::new(false),
            retry: StoredValue::default(),
            account: parked::account(),
        };
        editor.draw();
        match resumed {
            Ok(setbacks) => sync::tell(editor, setbacks),
            Err(_) => {
                editor.facts.update(|facts| facts.version = -1);
                sync::learn_days(editor);
            }
        }
        editor
    }

    /// Works out what is shown.
    pub(super) fn draw(self) {
        let Some(tree) = self.queue.try_with_untracked(Queue::shown) else { return };
        let printed = tree.items().iter().filter_map(|item| Some((item.id, item.label.clone()?))).collect();
        let labels = frozen_labels(&printed, &tree);
        let (mut times, mut sums) = (BTreeMap::new(), BTreeMap::new());
        self.days.with_untracked(|days| {
            for day in days {
                let schedule = day_schedule(day, &tree);
                let sum = DaySum {
                    planned: schedule.planned_minutes,
                    available: schedule.available_minutes,
                    over_by: schedule.over_by,
                    end: utc_to_local(day, schedule.ends_at).time(),
                };
                sums.insert(day.id, sum);
                let entries = schedule.entries.into_iter();
                times.extend(entries.map(|entry| (entry.item_id, (entry.local_start, entry.local_end, entry.minutes))));
            }
        });
        let Some(before) = self.shown.try_get_untracked() else { return };
        let held = focus::hold(&before.tree);
        self.drawing.set_value(true);
        let done = move || {
            self.drawing.try_set_value(false);
        };
        set_timeout(done, std::time::Duration::ZERO);
        self.shown.set(Arc::new(Shown { tree, labels, times, sums }));
        typing::rescue(self, &before.tree);
        focus::keep(held);
    }

    /// An item as it is shown; tracked.
    pub(super) fn item(self, id: AgendaItemId) -> Option<AgendaItem> {
        self.shown.with(|shown| shown.tree.get(id).cloned())
    }

    /// Its title; not tracked.
    pub(super) fn title(self, id: AgendaItemId) -> String {
        self.shown.with_untracked(|shown| shown.tree.get(id).and_then(|item| item.title.clone())).unwrap_or_default()
    }

    /// What its row shows; nothing of an item that is gone. Tracked.
    pub(super) fn line(self, id: AgendaItemId) -> Line {
        self.shown.with(|shown| {
            let Some(item) = shown.tree.get(id) else { return Line::default() };
            let times = shown.times.get(&id);
            let clock = times.map(|(from, to, _)| format!("{}–{}", dates::clock(*from), dates::clock(*to)));
            Line {
                label: shown.labels.get(&id).cloned().unwrap_or_default(),
                times: clock.unwrap_or_default(),
                title: item.title.clone().unwrap_or_else(|| tr!(meetings.closed_item).to_owned()),
                speaker: item.speaker_text.clone(),
                kind: Some(item.kind),
                confidentiality: Some(item.confidentiality),
                planned: item.planned_minutes,
                minutes: times.map(|(_, _, minutes)| *minutes),
                level: shown.tree.depth(id).unwrap_or(1),
            }
        })
    }

    /// What is planned on a day; tracked.
    pub(super) fn sum(self, day: MeetingDayId) -> DaySum {
        self.shown.with(|shown| shown.sums.get(&day).copied()).unwrap_or_default()
    }

    /// Number and title of the item under which an item stands; tracked.
    pub(super) fn above(self, id: AgendaItemId) -> Option<String> {
        self.shown.with(|shown| {
            let parent = shown.tree.get(shown.tree.get(id)?.parent_id?)?;
            let label = shown.labels.get(&parent.id).map(|label| format!("{label}. ")).unwrap_or_default();
            Some(format!("{label}{}", parent.title.as_deref().unwrap_or_default()))
        })
    }

    /// Adds commands, shows them at once and sends them.
    pub(super) fn run(self, commands: Vec<AgendaCommand>) -> bool {
        let done = self.queue.try_update(|queue| queue.push(commands));
        match done {
            Some(Ok(_)) => {
                self.draw();
                sync::pump(self);
                true
            }
            Some(Err(refusal)) => {
                toasts::show(refusals::words(refusal));
                false
            }
            None => false,
        }
    }

    /// Removes an item with what stands under it, and offers to take that back.
    pub(super) fn remove(self, id: AgendaItemId) {
        let title = self.title(id);
        let next = self.shown.with_untracked(|shown| {
            let rows = shown.tree.items();
            let at = rows.iter().position(|item| item.id == id)?;
            let after = at + shown.tree.subtree(id).len();
            rows.get(after).or_else(|| rows.get(at.checked_sub(1)?)).map(|item| item.id)
        });
        let base_revision = self.queue.with_untracked(|queue| queue.revision(id));
        if self.run(vec![AgendaCommand::Remove(AgendaRemove { item_id: id, base_revision })]) {
            let words = tr!(agenda.removed, title = title);
            toasts::show_with(words, tr!(common.undo).to_owned(), move || sync::undo(self));
            if let Some(next) = next {
                browser::focus_later(format!("name-{next}"));
            }
        }
    }

    /// Moves an item to a place and says where it is now.
    pub(super) fn relocate(self, id: AgendaItemId, place: Option<AgendaPlace>) {
        let Some(place) = place else {
            toasts::announce(tr!(agenda.no_further).to_owned());
            return;
        };
        let base_revision = self.queue.with_untracked(|queue| queue.revision(id));
        if self.run(vec![AgendaCommand::Move(AgendaMove { item_id: id, base_revision, place })]) {
            self.announce_place(id);
        }
    }

    /// Says where an item stands.
    pub(super) fn announce_place(self, id: AgendaItemId) {
        let place = self.shown.with_untracked(|shown| {
            let item = shown.tree.get(id)?;
            let count = shown.tree.children(item.day_id, item.parent_id).count();
            let day = shown.tree.days().iter().position(|day| *day == item.day_id)? + 1;
            Some((item.position, count, shown.tree.depth(id)?, day))
        });
        if let Some((position, total, level, day)) = place {
            let title = self.title(id);
            let place = tr!(agenda.moved, title = title, position = position, total = total, level = level, day = day);
            let above = untrack(|| self.above(id)).map(|title| tr!(agenda.under, title = title));
            toasts::announce([Some(place), above].into_iter().flatten().collect::<Vec<_>>().join(", "));
        }
    }

    /// The items of a day, from top to bottom; tracked.
    pub(super) fn day_items(self, day: MeetingDayId) -> Vec<AgendaItemId> {
        self.shown
            .with(|shown| shown.tree.items().iter().filter(|item| item.day_id == day).map(|item| item.id).collect())
    }
}

/// The editor of a meeting's agenda.
pub(crate) fn editor(meeting: Loaded<Meeting>, view: Meeting) -> AnyView {
    let id = view.id;
    let agenda = load(move || {
        fetch(move |client| async move { client.get_agenda(id, Release::Current).await.map(|agenda| agenda.value) })
    });
    show(agenda, move |agenda| ready(Editor::new(meeting, &view, agenda)))
}

fn ready(editor: Editor) -> AnyView {
    sync::follow(editor);
    keys::follow(editor);
    pointer::follow(editor);
    links::follow();
    say_waiting(editor);
    let body = view! {
        {publish::release_note(editor)}
        <p class="quiet agenda-help" id="agenda-grip-help">{tx!(agenda.help)}</p>
        {clash::clashes(editor)}
        <div class="agenda-days">
            <For each=move || editor.days.get() key=|view| view.id children=move |view| day::day(editor, view.id) />
        </div>
        {publish::dialog_of(editor)}
        {backlog::drawer(editor)}
    };
    section(tx!(meetings.agenda), Some(toolbar(editor)), body.into_any())
}

fn toolbar(editor: Editor) -> AnyView {
    let state = move || match editor.saving.get() {
        Saving::Idle => String::new(),
        Saving::Sending => tr!(agenda.saving).to_owned(),
        Saving::Saved(time) => tr!(agenda.saved_at, time = time),
        Saving::Waiting(why) => waiting_words(why).to_owned(),
    };
    let undo_words = move || match editor.facts.with(|facts| facts.undo.clone()) {
        Some(undo) => match undo.command.as_str() {
            "add" => tr!(agenda.undo_add, title = undo.title),
            "move" => tr!(agenda.undo_move, title = undo.title),
            "remove" => tr!(agenda.undo_remove, title = undo.title),
            _ => tr!(agenda.undo_edit, title = undo.title),
        },
        None => tr!(agenda.undo_nothing).to_owned(),
    };
    let cannot_undo = move || editor.facts.with(|facts| facts.undo.is_none()).then_some("true");
    let retry = move || {
        matches!(editor.saving.get(), Saving::Waiting(_)).then(|| {
            view! {
                <button type="button" class="plain" on:click=move |_| sync::pump(editor)>{tx!(common.retry)}</button>
            }
            .into_any()
        })
    };
    view! {
        <div class="agenda-tools">
            <span class="quiet">{state}</span>
            {retry}
            <button type="button" aria-disabled=cannot_undo title=undo_words on:click=move |_| sync::undo(editor)>
                {icon(Icon::Undo)}{tx!(common.undo)}<span class="sr">": " {undo_words}</span>
            </button>
            <button type="button" on:click=move |_| editor.backlog.set(true)>{icon(Icon::Add)}{tx!(agenda.from_backlog)}</button>
            <button type="button" class="primary" on:click=move |_| editor.publishing.set(true)>{tx!(agenda.publish)}</button>
        </div>
    }
    .into_any()
}

/// Why changes wait.
fn waiting_words(why: Delay) -> &'static str {
    match why {
        Delay::Offline => tr!(agenda.waiting),
        Delay::SignedOut => tr!(agenda.waiting_session),
        Delay::Busy => tr!(agenda.waiting_busy),
        Delay::Failing => tr!(agenda.waiting_error),
    }
}

/// Tells those who do not see it that changes wait, and when they have gone out after all. A change that is saved
/// as it should be is not worth interrupting for.
fn say_waiting(editor: Editor) {
    Effect::new(move |waited: Option<bool>| {
        let waited = waited.unwrap_or_default();
        match editor.saving.get() {
            Saving::Waiting(why) => {
                if !waited {
                    toasts::announce(waiting_words(why).to_owned());
                }
                true
            }
            Saving::Saved(time) => {
                if waited {
                    toasts::announce(tr!(agenda.saved_at, time = time));
                }
                false
            }
            Saving::Idle | Saving::Sending => waited,
        }
    });
}

/// Shows why something could not be done.
pub(super) fn complain(failure: &Failure) {
    toasts::show(crate::components::feedback::failure_words(failure));
}
