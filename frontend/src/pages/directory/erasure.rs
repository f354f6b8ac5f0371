//! Erasing what identifies a person: first the texts that name them, with a choice for each, then the erasure itself.

use super::person::Post;
use super::words;
use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, note, show};
use crate::components::form::Form;
use crate::components::form_errors::error_summary;
use crate::texts::text;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::directory::{ErasureReport, Mention, MentionRef, Person, PersonErase};

/// The dialogue.
pub fn erasure(
    open: RwSignal<bool>,
    person: Loaded<Person>,
    posts: Loaded<Vec<Post>>,
    report: RwSignal<Option<ErasureReport>>,
) -> AnyView {
    dialog(open, "erase", tx!(directory.erase), move || match person.ready_untracked() {
        Some(one) => content(one, open, person, posts, report),
        None => ().into_any(),
    })
}

fn content(
    one: Person,
    open: RwSignal<bool>,
    person: Loaded<Person>,
    posts: Loaded<Vec<Post>>,
    report: RwSignal<Option<ErasureReport>>,
) -> AnyView {
    let form = Form::default();
    let (id, version) = (one.id, one.version);
    let chosen = RwSignal::new(Vec::<MentionRef>::new());
    let mentions =
        load(move || fetch(move |client| async move { client.find_mentions(id).await.map(|found| found.mentions) }));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // Who has not seen the texts has not chosen.
        if mentions.ready_untracked().is_none() {
            return;
        }
        let input = PersonErase { replace: chosen.get_untracked() };
        form.submit(async move {
            let done = api::send(|client| {
                let input = input.clone();
                async move { client.erase_person(id, version, &input).await }
            });
            let done = done.await.map_err(Failure::from)?;
            open.set(false);
            person.set(done.person.clone());
            report.set(Some(done));
            posts.reload_quietly();
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p><strong>{one.first_name} " " {one.last_name}</strong></p>
            <p>{tx!(directory.erase_note)}</p>
            {show(mentions, move |all| choose(all, chosen))}
            {form.button(tx!(directory.erase_confirm))}
        </form>
    }
    .into_any()
}

/// The texts: those to choose from, and those that stay.
fn choose(all: Vec<Mention>, chosen: RwSignal<Vec<MentionRef>>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="quiet">{tx!(directory.no_mentions)}</p> }.into_any();
    }
    let (kept, free): (Vec<Mention>, Vec<Mention>) = all.into_iter().partition(|one| one.kept);
    chosen.set(free.iter().filter(|one| one.whole_name).map(refer).collect());
    let rows: Vec<AnyView> = free.into_iter().map(|one| row(one, chosen)).collect();
    let list = (!rows.is_empty()).then(|| {
        view! {
            <fieldset class="field">
                <legend class="legend">{tx!(directory.mentions)}</legend>
                <p class="hint">{tx!(directory.mentions_note)}</p>
                <div class="choices">{rows}</div>
            </fieldset>
        }
        .into_any()
    });
    let kept = (!kept.is_empty()).then(|| {
        let rows: Vec<AnyView> = kept.into_iter().map(|one| view! { <li>{told(one)}</li> }.into_any()).collect();
        view! { <h3>{tx!(directory.mentions_kept)}</h3><ul>{rows}</ul> }.into_any()
    });
    view! { {list}{kept} }.into_any()
}

fn refer(one: &Mention) -> MentionRef {
    MentionRef { what: one.what.clone(), object_id: one.object_id, field: one.field.clone() }
}

fn row(one: Mention, chosen: RwSignal<Vec<MentionRef>>) -> AnyView {
    let (own, same) = (refer(&one), refer(&one));
    let checked = move || chosen.with(|all| all.contains(&own));
    let toggle = move |_| {
        chosen.update(|all| match all.iter().position(|other| *other == same) {
            Some(place) => drop(all.remove(place)),
            None => all.push(same.clone()),
        });
    };
    view! {
        <label class="choice">
            <input type="checkbox" prop:checked=checked on:change=toggle />
            <span>{told(one)}</span>
        </label>
    }
    .into_any()
}

/// What a text is of, and where the name stands in it.
fn told(one: Mention) -> AnyView {
    let what = one.what;
    let maybe = (!one.whole_name && !one.kept)
        .then(|| view! { <span class="quiet">{tx!(directory.mention_maybe)}</span> }.into_any());
    view! {
        <span><strong>{text(move || words::what(&what))}</strong> ": " {one.excerpts.join(" · ")}</span>
        {maybe}
    }
    .into_any()
}

/// What was erased and what is kept.
pub fn erased(done: ErasureReport) -> AnyView {
    let ErasureReport { kept, replaced, left, .. } = done;
    let rows: Vec<AnyView> = kept
        .into_iter()
        .map(|one| {
            let (what, count) = (one.what, one.count);
            view! { <li>{text(move || format!("{}: {count}", words::what(&what)))}</li> }.into_any()
        })
        .collect();
    let replaced =
        (replaced > 0).then(|| view! { <p>{move || tr!(directory.replaced_note, number = replaced)}</p> }.into_any());
    let left = (!left.is_empty()).then(|| {
        let rows: Vec<AnyView> = left.into_iter().map(|one| view! { <li>{told(one)}</li> }.into_any()).collect();
        view! { <p>{tx!(directory.left_note)}</p><ul>{rows}</ul> }.into_any()
    });
    let words = view! { <p>{tx!(directory.erased_note)}</p><ul>{rows}</ul>{replaced}{left} };
    note(Tone::Done, words.into_any())
}
