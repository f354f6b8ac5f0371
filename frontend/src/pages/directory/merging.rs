//! Two entries side by side: which stays, what would move, and merging them.

use super::words;
use crate::api::{self, Attempts, Failure};
use crate::components::feedback::{Tone, note};
use crate::components::form::Form;
use crate::components::form_errors::error_summary;
use crate::texts::{Text, text};
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::directory::{InstitutionMerge, MergePreview, PersonMerge};
use obrady_types::{InstitutionId, PersonId};
use uuid::Uuid;

/// An entry as one of two.
#[derive(Clone)]
pub struct Side {
    /// A person; otherwise an institution.
    pub person: bool,
    /// Its id.
    pub id: Uuid,
    /// Its version.
    pub version: i32,
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What tells it from another one.
    pub facts: Vec<String>,
}

/// What would move from the second to the first, or why nothing would.
#[derive(Clone)]
struct Plan {
    kept: Side,
    duplicate: Side,
    preview: MergePreview,
}

/// Both entries. `done` is called when they were merged.
pub fn pair(why: Text, left: Side, right: Side, done: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let form = Form::default();
    let plan = RwSignal::new(None::<Plan>);
    let attempts = Attempts::default();
    let look = move |kept: Side, duplicate: Side| {
        plan.set(None);
        form.submit(async move {
            let (to, from, person) = (kept.id, duplicate.id, kept.person);
            let preview = api::send(move |client| async move {
                if person {
                    client.preview_person_merge(PersonId(to), PersonId(from)).await
                } else {
                    client.preview_institution_merge(InstitutionId(to), InstitutionId(from)).await
                }
            });
            let preview = preview.await.map_err(Failure::from)?;
            plan.set(Some(Plan { kept, duplicate, preview }));
            Ok(())
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(Plan { kept, duplicate, .. }) = plan.get_untracked() else { return };
        let key = attempts.key(&(kept.id, kept.version, duplicate.id, duplicate.version));
        form.submit(async move {
            let merged = api::send(move |client| {
                let client = client.with_idempotency_key(&key);
                let (to, version, from, duplicate_version) = (kept.id, kept.version, duplicate.id, duplicate.version);
                let person = kept.person;
                async move {
                    if person {
                        let input = PersonMerge { duplicate_id: PersonId(from), duplicate_version };
                        client.merge_person(PersonId(to), version, &input).await.map(|_| ())
                    } else {
                        let input = InstitutionMerge { duplicate_id: InstitutionId(from), duplicate_version };
                        client.merge_institution(InstitutionId(to), version, &input).await.map(|_| ())
                    }
                }
            });
            merged.await.map_err(Failure::from)?;
            done();
            Ok(())
        });
    };
    let (first, second) = ((left.clone(), right.clone()), (right.clone(), left.clone()));
    view! {
        <form class="card" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p class="quiet">{why}</p>
            <div class="columns two">
                {side(left, move || look(first.0.clone(), first.1.clone()))}
                {side(right, move || look(second.0.clone(), second.1.clone()))}
            </div>
            {move || plan.get().map(|plan| outcome(plan, form))}
        </form>
    }
    .into_any()
}

fn side(side: Side, keep: impl Fn() + 'static) -> AnyView {
    let facts: Vec<AnyView> = side.facts.into_iter().map(|fact| view! { <span>{fact}</span> }.into_any()).collect();
    let name = side.name.clone();
    view! {
        <div>
            <p><a href=side.href>{side.name}</a></p>
            <div class="row-facts">{facts}</div>
            <p>
                <button type="button" on:click=move |_| keep()>
                    {tx!(directory.keep_this)}<span class="sr">" " {name}</span>
                </button>
            </p>
        </div>
    }
    .into_any()
}

fn outcome(plan: Plan, form: Form) -> AnyView {
    if let Some(refusal) = plan.preview.refusal {
        let why = text(move || words::refusal(&refusal.code));
        return note(Tone::Danger, view! { <p>{tx!(directory.merge_refused)} " " {why}</p> }.into_any());
    }
    let rows: Vec<AnyView> = plan
        .preview
        .moves
        .into_iter()
        .map(|moved| {
            view! { <li>{text(move || format!("{}: {}", words::what(&moved.what), moved.count))}</li> }.into_any()
        })
        .collect();
    let nothing = rows.is_empty().then(|| view! { <p>{tx!(directory.nothing_moves)}</p> }.into_any());
    let (kept, gone) = (plan.kept.name, plan.duplicate.name);
    let words = view! {
        <p>{text(move || tr!(directory.merge_into, kept = kept.clone(), gone = gone.clone()))}</p>
        <ul>{rows}</ul>
        {nothing}
        {form.button(tx!(directory.merge))}
    };
    note(Tone::Attention, words.into_any())
}
