//! Advisers, who lead trainings: for everybody to read, for those who manage trainings to write down.

use super::model::{lines, manages};
use super::trainer_fields::name_of;
use crate::api::{self, Attempts, Failure, fetch, load};
use crate::components::choices::{Choice, choices};
use crate::components::dialog::dialog;
use crate::components::feedback::{empty, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{Refused, error_summary};
use crate::components::icon::{Icon, icon};
use crate::components::page::PageHead;
use crate::components::paged::{paged, some};
use crate::components::region::{chosen_region, region_filter};
use crate::state::{session, toasts};
use crate::texts::text;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_client::PeopleFilter;
use obrady_types::trainings::{Adviser, AdviserCreate, AdviserPatch};
use obrady_types::{ErrorCode, Page, PageQuery, Patch, PersonId, RegionId, validate};
use std::sync::Arc;

/// What the page's parts share.
#[derive(Clone, Copy)]
struct Board {
    open: RwSignal<bool>,
    /// Who is in the dialogue: nobody while a new adviser is written down.
    edited: RwSignal<Option<Adviser>>,
    turn: RwSignal<u32>,
}

/// The page.
pub fn page() -> AnyView {
    let board = Board { open: RwSignal::new(false), edited: RwSignal::new(None), turn: RwSignal::new(0) };
    let region = chosen_region();
    let read = move |region: Option<RegionId>, page: PageQuery| {
        fetch(move |client| {
            let page = page.clone();
            async move { client.list_advisers(region, &page).await }
        })
    };
    let advisers = load(move || {
        board.turn.track();
        read(region.get(), some())
    });
    let list = show(advisers, move |first: Page<Adviser>| {
        if first.items.is_empty() {
            return empty(tx!(trainings.advisers_empty), None);
        }
        let of = region.get_untracked();
        let next = move |cursor| read(of, PageQuery { cursor: Some(cursor), ..some() });
        paged(first, Arc::new(next), move |all| rows(all, board))
    });
    let add = move || {
        let me = session::me()?;
        manages(Some(&me), me.region_id).then(|| {
            let new = move |_| {
                board.edited.set(None);
                board.open.set(true);
            };
            view! { <button type="button" class="primary" on:click=new>{icon(Icon::Add)}{tx!(trainings.new_adviser)}</button> }
                .into_any()
        })
    };
    let title = text(move || match board.edited.get() {
        Some(adviser) => name_of(&adviser),
        None => tr!(trainings.new_adviser).to_owned(),
    });
    let body = view! {
        {region_filter("/trainings/advisers", region)}
        {list}
        {dialog(board.open, "edit-adviser", title, move || form(board))}
    };
    let lead = view! { <span>{tx!(trainings.advisers_lead)}</span> }.into_any();
    PageHead::new(tx!(trainings.advisers))
        .under(tx!(trainings.title), "/trainings")
        .facts(lead)
        .action(add.into_any())
        .view(body.into_any())
}

fn rows(all: Vec<Adviser>, board: Board) -> AnyView {
    let rows: Vec<AnyView> = all.into_iter().map(|adviser| row(adviser, board)).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(adviser: Adviser, board: Board) -> AnyView {
    let shown = adviser.clone();
    let change = move || {
        let (adviser, name) = (adviser.clone(), name_of(&adviser));
        manages(session::me().as_deref(), adviser.region_id).then(|| {
            let go = move |_| {
                board.edited.set(Some(adviser.clone()));
                board.open.set(true);
            };
            view! { <button type="button" on:click=go>{tx!(trainings.change)}<span class="sr">": " {name}</span></button> }
                .into_any()
        })
    };
    view! {
        <li class="row">
            <div class="row-main">
                <span class="row-title">{name_of(&shown)}</span>
                <div class="row-facts"><span>{shown.specialisations.join("; ")}</span></div>
                {(!shown.bio.is_empty()).then(|| view! { <p class="prose">{shown.bio}</p> }.into_any())}
            </div>
            <div class="row-end">{change}</div>
        </li>
    }
    .into_any()
}

fn form(board: Board) -> AnyView {
    let form = Form::default();
    let known = RwSignal::new(board.edited.get_untracked());
    let is_new = known.with_untracked(Option::is_none);
    let of = |read: fn(&Adviser) -> String| {
        RwSignal::new(board.edited.with_untracked(|adviser| adviser.as_ref().map(read)).unwrap_or_default())
    };
    let (title, bio) = (of(|one| one.title.clone()), of(|one| one.bio.clone()));
    let specialisations = of(|one| one.specialisations.join("\n"));
    let person = RwSignal::new(String::new());
    let attempts = Attempts::default();
    let compare = move |now: Adviser| {
        let fields = [
            ("adviser-title", title, now.title.clone()),
            ("adviser-specialisations", specialisations, now.specialisations.join("\n")),
            ("adviser-bio", bio, now.bio.clone()),
        ];
        let differs =
            fields.into_iter().filter(|(_, typed, stored)| typed.with_untracked(|typed| typed.trim() != stored));
        let differs = differs.map(|(id, _, stored)| (id, stored)).collect();
        known.set(Some(now));
        form.refuse_stale(differs);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = person.get_untracked().parse::<PersonId>().ok();
        let input = AdviserCreate {
            person_id: chosen.unwrap_or(PersonId(uuid::Uuid::nil())),
            title: title.get_untracked(),
            bio: bio.get_untracked(),
            specialisations: lines(&specialisations.get_untracked()),
        };
        let mut errors = form.found(&validate(&input));
        if is_new && chosen.is_none() {
            errors.push(form.at("adviser-person", tr!(trainings.adviser_missing)));
        }
        if form.refuse(errors) {
            return;
        }
        form.submit(async move {
            let stored = match known.get_untracked() {
                None => make(input, attempts).await,
                Some(adviser) => change(adviser, input).await,
            };
            match stored {
                Ok(()) => {
                    board.open.set(false);
                    toasts::show(tr!(common.saved).to_owned());
                    board.turn.update(|turn| *turn = turn.wrapping_add(1));
                    Ok(())
                }
                Err(failure) => {
                    let Some(before) =
                        known.get_untracked().filter(|_| failure.code() == Some(ErrorCode::StaleVersion))
                    else {
                        return Err(failure.into());
                    };
                    let id = before.id;
                    compare(api::send(move |client| async move { client.get_adviser(id).await }).await?.value);
                    Err(Refused::Shown)
                }
            }
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {is_new.then(|| people(form, person))}
            {form.input(Field::new("adviser-title", "/title", tx!(trainings.f_adviser_title)).hint(tx!(trainings.f_adviser_title_hint)).width("medium"), title)}
            {form.area(Field::new("adviser-specialisations", "/specialisations", tx!(trainings.specialisations)).hint(tx!(trainings.f_lines)).optional().list(), specialisations)}
            {form.area(Field::new("adviser-bio", "/bio", tx!(trainings.f_bio)).optional(), bio)}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}

/// People of the region whose function is public: only they can be advisers.
fn people(form: Form, person: RwSignal<String>) -> AnyView {
    let q = RwSignal::new(String::new());
    let region = session::me().map(|me| me.region_id);
    let found = load(move || {
        let typed = Some(q.get().trim().to_owned()).filter(|typed| !typed.is_empty());
        let filter = PeopleFilter { region_id: region, q: typed, page: api::many() };
        fetch(move |client| {
            let filter = filter.clone();
            async move { client.list_people(&filter).await.map(|page| page.items) }
        })
    });
    let rows = Signal::derive(move || {
        let people = found.ready().unwrap_or_default().into_iter().filter(|one| one.is_public_function);
        let choice = |one: obrady_types::directory::Person| Choice {
            key: one.id.to_string(),
            words: format!("{} {}", one.first_name, one.last_name),
            more: String::new(),
        };
        people.take(8).map(choice).collect()
    });
    view! {
        <div class="field">
            <label for="adviser-search">{tx!(trainings.search_person)}</label>
            <input id="adviser-search" type="search" autocomplete="off" prop:value=q
                on:change=move |event| q.set(event_target_value(&event)) />
        </div>
        {choices(form, Field::new("adviser-person", "/person_id", tx!(trainings.f_person)).hint(tx!(trainings.f_person_hint)), person, rows)}
    }
    .into_any()
}

async fn make(input: AdviserCreate, attempts: Attempts) -> Result<(), Failure> {
    let key = attempts.key(&input);
    let made = api::send(|client| {
        let (client, input) = (client.with_idempotency_key(&key), input.clone());
        async move { client.create_adviser(&input).await }
    });
    made.await.map(|_| ()).map_err(Failure::from)
}

async fn change(adviser: Adviser, input: AdviserCreate) -> Result<(), Failure> {
    let patch = AdviserPatch {
        title: Patch::Value(input.title),
        bio: Patch::Value(input.bio),
        specialisations: Some(input.specialisations),
    };
    let changed = api::send(|client| {
        let patch = patch.clone();
        async move { client.update_adviser(adviser.id, adviser.version, &patch).await }
    });
    changed.await.map(|_| ()).map_err(Failure::from)
}
