//! The dialogues that give up a registration and that let somebody else come.

use crate::api::{self, Attempts, Failure, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{empty, failure_words, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{FormError, Refused, error_summary};
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::trainings::{Registration, RegistrationCancel, RegistrationSwap, TrainingCandidate};
use obrady_types::{ErrorCode, validate};

/// What a registration may be asked for, and what happens afterwards.
#[derive(Clone, Copy)]
pub(super) struct Changing {
    /// The registration to give up.
    pub(super) withdraw: RwSignal<Option<Registration>>,
    /// The registration that somebody else takes over.
    pub(super) swap: RwSignal<Option<Registration>>,
    /// Loads again what has changed.
    pub(super) changed: StoredValue<fn(Changing)>,
    /// Counted up after each change.
    pub(super) turn: RwSignal<u32>,
}

impl Changing {
    /// Nothing asked for yet.
    pub(super) fn new() -> Self {
        Self {
            withdraw: RwSignal::new(None),
            swap: RwSignal::new(None),
            changed: StoredValue::new(|changing| changing.turn.update(|turn| *turn = turn.wrapping_add(1))),
            turn: RwSignal::new(0),
        }
    }

    /// Says that something has changed.
    pub(super) fn done(self) {
        (self.changed.get_value())(self);
    }

    /// Both dialogues.
    pub(super) fn dialogs(self) -> AnyView {
        view! {
            {chosen(self, self.withdraw, "withdraw", tx!(trainings.withdraw_title), withdraw_form)}
            {chosen(self, self.swap, "swap", tx!(trainings.swap_title), swap_form)}
        }
        .into_any()
    }

    /// The buttons of a registration.
    pub(super) fn buttons(self, row: &Registration, may_swap: bool) -> AnyView {
        let (one, other, name) = (row.clone(), row.clone(), row.person_name.clone());
        let of = name.clone();
        let swap = (may_swap && row.institution_id.is_some()).then(|| {
            view! {
                <button type="button" class="plain" on:click=move |_| self.swap.set(Some(other.clone()))>
                    {tx!(trainings.swap)}<span class="sr">": " {of}</span>
                </button>
            }
            .into_any()
        });
        view! {
            {swap}
            <button type="button" class="plain" on:click=move |_| self.withdraw.set(Some(one.clone()))>
                {tx!(trainings.withdraw)}<span class="sr">": " {name}</span>
            </button>
        }
        .into_any()
    }
}

type Draw = fn(Changing, Registration, RwSignal<bool>) -> AnyView;

fn chosen(
    changing: Changing,
    which: RwSignal<Option<Registration>>,
    id: &'static str,
    title: Text,
    draw: Draw,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(which.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            which.set(None);
        }
        now
    });
    dialog(open, id, title, move || {
        which.get_untracked().map_or_else(|| ().into_any(), |row| draw(changing, row, open))
    })
}

/// Shows a refusal: of fields at them, of a rule in its words, with the instant where there is one.
pub(super) fn refused(form: Form, failure: Failure) -> Refused {
    if matches!(failure.code(), Some(ErrorCode::ValidationFailed) | None) {
        return Refused::Answer(failure);
    }
    let detail = failure.problem.as_ref().and_then(|problem| {
        matches!(problem.code, ErrorCode::RegistrationNotOpen | ErrorCode::RegistrationClosed)
            .then(|| problem.errors.first().map(|error| error.detail.clone()))
            .flatten()
    });
    let text = [Some(failure_words(&failure)), detail].into_iter().flatten().collect::<Vec<_>>().join(" ");
    form.refuse(vec![FormError { id: None, text }]);
    Refused::Shown
}

fn withdraw_form(changing: Changing, row: Registration, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let reason = RwSignal::new(String::new());
    let attempts = Attempts::default();
    let name = row.person_name.clone();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = RegistrationCancel { reason: reason.get_untracked() };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let (id, version, name) = (row.id, row.version, row.person_name.clone());
        let key = attempts.key(&input);
        form.submit(async move {
            let answer = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.cancel_registration(id, version, &input).await }
            })
            .await;
            answer.map_err(|error| refused(form, error.into()))?;
            open.set(false);
            toasts::show(tr!(trainings.withdrawn, name = name));
            changing.done();
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{text(move || tr!(trainings.withdraw_of, name = name.clone()))}</p>
            {form.area(Field::new("withdraw-reason", "/reason", tx!(trainings.reason)), reason)}
            {form.button(tx!(trainings.withdraw))}
        </form>
    }
    .into_any()
}

/// Who may come instead, and the clause that they are told.
#[derive(Clone)]
struct Others {
    people: Vec<TrainingCandidate>,
    clause: i32,
}

fn swap_form(changing: Changing, row: Registration, open: RwSignal<bool>) -> AnyView {
    let Some(institution) = row.institution_id else { return ().into_any() };
    let edition = row.edition_id;
    let others = load(move || {
        fetch(move |client| async move {
            let clause = client.get_training_edition(edition).await?.clause_number.unwrap_or_default();
            let people = api::whole(|page| {
                let client = client.clone();
                async move { client.list_training_candidates(edition, institution, &page).await }
            })
            .await?;
            let people = people.into_iter().filter(|person| person.registration_id.is_none()).collect();
            Ok(Others { people, clause })
        })
    });
    show(others, move |others| {
        if others.people.is_empty() {
            return empty(tx!(trainings.swap_nobody), None);
        }
        swap_with(changing, row.clone(), others, open)
    })
}

fn swap_with(changing: Changing, row: Registration, others: Others, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let first = others.people.first().map(|person| person.person_id.to_string()).unwrap_or_default();
    let whom = RwSignal::new(first);
    let name = row.person_name.clone();
    let options = others.people.iter().map(|person| {
        let words = format!("{} ({})", person.name, person.position_title);
        (person.person_id.to_string(), Text::stored(words))
    });
    let options = options.collect();
    let clause_number = others.clause;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(person_id) = whom.get_untracked().parse() else { return };
        let input = RegistrationSwap { person_id, clause_number };
        let (id, version) = (row.id, row.version);
        form.submit(async move {
            let answer = api::send(|client| {
                let input = input.clone();
                async move { client.swap_registration(id, version, &input).await }
            })
            .await;
            let swapped = answer.map_err(|error| refused(form, error.into()))?;
            open.set(false);
            toasts::show(tr!(trainings.swapped, name = swapped.person_name.clone()));
            changing.done();
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{text(move || tr!(trainings.swap_of, name = name.clone()))}</p>
            {form.select(Field::new("swap-whom", "/person_id", tx!(trainings.swap_whom)), whom, options)}
            <p class="quiet">{tx!(trainings.staff_clause)}</p>
            {form.button(tx!(trainings.swap))}
        </form>
    }
    .into_any()
}
