//! What else becomes of an action item: it goes on with a later due period, or it will not be done, and why.

use super::entry::{due_fields, precision_key, read_due};
use crate::api::{self, Attempts, Failure, Loaded};
use crate::components::dialog::dialog;
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::{ActionItem, ActionItemCarryOver, ActionItemPatch, ActionItemState};
use obrady_types::validate;

#[derive(Clone, Copy, PartialEq)]
enum Which {
    CarryOver,
    Cancel,
}

/// The one dialogue of a list; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    loaded: Loaded<Vec<ActionItem>>,
    open: RwSignal<bool>,
    subject: RwSignal<Option<(Which, ActionItem)>>,
}

impl Steps {
    pub(super) fn new(loaded: Loaded<Vec<ActionItem>>) -> Self {
        Self { loaded, open: RwSignal::new(false), subject: RwSignal::default() }
    }

    /// The buttons of an action item.
    pub(super) fn buttons(self, item: &ActionItem) -> AnyView {
        let button = |which: Which, words: Text| {
            let (item, name) = (item.clone(), item.title.clone());
            let act = move |_| {
                self.subject.set(Some((which, item.clone())));
                self.open.set(true);
            };
            view! { <button type="button" class="plain" on:click=act>{words}<span class="sr">": "{name}</span></button> }.into_any()
        };
        let both = [button(Which::CarryOver, tx!(running.carry_over)), button(Which::Cancel, tx!(running.give_up))];
        view! { <div class="actions task-steps">{Vec::from(both)}</div> }.into_any()
    }

    /// The dialogue, under an id of its own. What goes on as another item takes the old one's place.
    pub(super) fn dialogue(self, id: &'static str) -> AnyView {
        let title = text(move || match self.subject.get() {
            Some((Which::CarryOver, _)) => tr!(running.carry_over_title).to_owned(),
            Some((Which::Cancel, _)) => tr!(running.give_up_title).to_owned(),
            None => String::new(),
        });
        dialog(self.open, id, title, move || match self.subject.get_untracked() {
            Some((Which::CarryOver, item)) => carry_over(self.loaded, item, self.open),
            Some((Which::Cancel, item)) => cancel(self.loaded, item, self.open),
            None => ().into_any(),
        })
    }
}

fn reason(words: RwSignal<String>) -> Option<String> {
    Some(words.get_untracked().trim().to_owned()).filter(|words| !words.is_empty())
}

fn carry_over(loaded: Loaded<Vec<ActionItem>>, item: ActionItem, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let why = RwSignal::new(String::new());
    let due = RwSignal::new(String::new());
    let precision = RwSignal::new(precision_key(item.due.precision).to_owned());
    let attempts = Attempts::default();
    let (id, version, until) = (item.id, item.version, item.due_on);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let due = match read_due(form, ("carry-due", due), precision) {
            Ok(due) => due,
            Err(error) => {
                form.refuse(vec![error]);
                return;
            }
        };
        if obrady_rules::periods::due(obrady_rules::periods::normalise(due)) <= until {
            form.refuse(vec![form.at("carry-due", tr!(running.later_needed, day = dates::typed(until)))]);
            return;
        }
        let input = ActionItemCarryOver { due, reason: reason(why) };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let made = api::send(move |client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.carry_over_action_item(id, version, &input).await }
            });
            let made = made.await.map_err(Failure::from)?.value;
            open.set(false);
            toasts::show(tr!(running.carried_toast, title = made.title.clone()));
            loaded.update(|all| {
                if let Some(place) = all.iter_mut().find(|one| one.id == id) {
                    *place = made;
                }
            });
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{item.title}</p>
            {due_fields(form, ("carry-due", due), ("carry-precision", precision))}
            {form.area(Field::new("carry-reason", "/reason", tx!(running.reason)).optional(), why)}
            {form.button(tx!(running.carry_over_button))}
        </form>
    }
    .into_any()
}

fn cancel(loaded: Loaded<Vec<ActionItem>>, item: ActionItem, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let why = RwSignal::new(String::new());
    let (id, version) = (item.id, item.version);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(reason) = reason(why) else {
            form.refuse(vec![form.at("give-up-reason", tr!(running.reason_needed))]);
            return;
        };
        let patch = ActionItemPatch {
            state: Some(ActionItemState::Cancelled),
            cancel_reason: Some(reason),
            ..ActionItemPatch::default()
        };
        if form.refuse(form.found(&validate(&patch))) {
            return;
        }
        form.submit(async move {
            let done = api::send(move |client| {
                let patch = patch.clone();
                async move { client.update_action_item(id, version, &patch).await }
            });
            let done = done.await.map_err(Failure::from)?;
            open.set(false);
            toasts::show(tr!(running.given_up_toast, title = done.title.clone()));
            loaded.update(|all| all.retain(|one| one.id != id));
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{item.title}</p>
            {form.area(Field::new("give-up-reason", "/cancel_reason", tx!(running.reason)), why)}
            {form.button(tx!(running.give_up_button))}
        </form>
    }
    .into_any()
}
