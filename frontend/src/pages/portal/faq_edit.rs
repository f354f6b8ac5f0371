//! Writing and changing a frequent question.

use super::faq::{AREAS, area_words};
use crate::api::{self, Attempts, Failure, fetch, load};
use crate::components::feedback::{Tone, note, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::Refused;
use crate::components::page::PageHead;
use crate::components::region::region_field;
use crate::state::{session, toasts};
use crate::texts::Text;
use crate::{address, standing, tr, tx};
use leptos::prelude::*;
use obrady_types::portal::{FaqArea, FaqEntry, FaqEntryCreate, FaqEntryPatch};
use obrady_types::{ErrorCode, FaqEntryId, Patch, validate};

/// The page of a new question.
pub fn new_page() -> AnyView {
    let form = Form::default();
    let body = move || match session::me().filter(|me| standing::administers(Some(me), me.region_id)) {
        Some(_) => editor(form, None),
        None => note(Tone::Attention, view! { <p>{tx!(portal.faq_rights)}</p> }.into_any()),
    };
    head(tx!(portal.new_question), form).view(body.into_any())
}

/// The page that changes a question.
pub fn page(id: FaqEntryId) -> AnyView {
    let form = Form::default();
    let entry = load(move || {
        session::me();
        fetch(move |client| async move { client.get_faq_entry(id).await.map(|entry| entry.value) })
    });
    let body = show(entry, move |entry: FaqEntry| {
        if !entry.editable {
            return note(Tone::Attention, view! { <p>{tx!(portal.faq_rights)}</p> }.into_any());
        }
        editor(form, Some(entry))
    });
    head(tx!(portal.edit_question), form).view(body)
}

fn head(title: Text, form: Form) -> PageHead {
    PageHead::new(title).under(tx!(portal.faq_title), "/faq").form(form)
}

fn area_key(area: FaqArea) -> String {
    serde_json::to_value(area).ok().and_then(|word| word.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}

fn editor(form: Form, before: Option<FaqEntry>) -> AnyView {
    let text = |read: fn(&FaqEntry) -> String| RwSignal::new(before.as_ref().map(read).unwrap_or_default());
    let area = RwSignal::new(area_key(before.as_ref().map_or(FaqArea::Groups, |entry| entry.area)));
    let (question, answer) = (text(|entry| entry.question.clone()), text(|entry| entry.answer.clone()));
    let position = RwSignal::new(before.as_ref().map_or(100, |entry| entry.position).to_string());
    let region = RwSignal::new(session::me().map(|me| me.region_id.to_string()).unwrap_or_default());
    let is_new = before.is_none();
    let known = RwSignal::new(before);
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let number = position.get_untracked().trim().parse::<i32>().ok();
        let chosen = AREAS.into_iter().find(|one| area.with_untracked(|area| *area == area_key(*one)));
        let input = FaqEntryCreate {
            region_id: region.get_untracked().parse().ok(),
            area: chosen.unwrap_or(FaqArea::Groups),
            question: question.get_untracked(),
            answer: answer.get_untracked(),
            position: number.unwrap_or(1),
        };
        let mut errors = form.found(&validate(&input));
        if number.is_none() {
            errors.push(form.at("faq-position", tr!(portal.position_wrong)));
        }
        if form.refuse(errors) {
            return;
        }
        form.submit(async move {
            let stored = match known.get_untracked() {
                None => make(input, attempts).await,
                Some(entry) => change(&entry, input).await,
            };
            match stored {
                Ok(()) => {
                    toasts::show(tr!(common.saved).to_owned());
                    address::go("/faq");
                    Ok(())
                }
                Err(failure) => {
                    let stale = failure.code() == Some(ErrorCode::StaleVersion);
                    let Some(id) = known.get_untracked().filter(|_| stale).map(|entry| entry.id) else {
                        return Err(failure.into());
                    };
                    let now = api::send(move |client| async move { client.get_faq_entry(id).await }).await?.value;
                    let fields = [
                        ("faq-question", question, now.question.clone()),
                        ("faq-answer", answer, now.answer.clone()),
                        ("faq-position", position, now.position.to_string()),
                    ];
                    let differs =
                        fields.into_iter().filter(|(_, typed, stored)| typed.with_untracked(|t| t.trim() != stored));
                    let differs = differs.map(|(id, _, stored)| (id, stored)).collect();
                    known.set(Some(now));
                    form.refuse_stale(differs);
                    Err(Refused::Shown)
                }
            }
        });
    };
    let areas = AREAS.map(|area| (area_key(area), area_words(area)));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {is_new.then(|| region_field(form, region))}
            {form.select(Field::new("faq-area", "/area", tx!(portal.area)).width("medium"), area, Vec::from(areas))}
            {form.area(Field::new("faq-question", "/question", tx!(portal.question)), question)}
            {form.area(Field::new("faq-answer", "/answer", tx!(portal.answer)).hint(tx!(portal.answer_hint)), answer)}
            {form.input(Field::new("faq-position", "/position", tx!(portal.position)).hint(tx!(portal.position_hint)).width("short"), position)}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}

async fn make(input: FaqEntryCreate, attempts: Attempts) -> Result<(), Failure> {
    let key = attempts.key(&input);
    let made = api::send(|client| {
        let (client, input) = (client.with_idempotency_key(&key), input.clone());
        async move { client.create_faq_entry(&input).await }
    });
    made.await.map(|_| ()).map_err(Failure::from)
}

async fn change(entry: &FaqEntry, input: FaqEntryCreate) -> Result<(), Failure> {
    let (id, version) = (entry.id, entry.version);
    let patch = FaqEntryPatch {
        area: Some(input.area),
        question: Patch::Value(input.question),
        answer: Patch::Value(input.answer),
        position: Some(input.position),
    };
    let changed = api::send(move |client| {
        let patch = patch.clone();
        async move { client.update_faq_entry(id, version, &patch).await }
    });
    changed.await.map(|_| ()).map_err(Failure::from)
}
