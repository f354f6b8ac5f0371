//! Practices that trainings pass on: for everybody to read, for those who manage trainings to write down.

use super::model::manages;
use crate::api::{self, Attempts, Failure, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{empty, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{Refused, error_summary};
use crate::components::icon::{Icon, icon};
use crate::components::page::PageHead;
use crate::components::paged::{paged, some};
use crate::components::region::{chosen_region, region_filter};
use crate::state::{session, toasts};
use crate::texts::{Text, text};
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::trainings::{PracticeModel, PracticeModelCreate, PracticeModelPatch};
use obrady_types::{ErrorCode, Page, PageQuery, Patch, RegionId, validate};
use std::sync::Arc;

/// The model in the dialogue: `None` while a new one is written.
type Edited = RwSignal<Option<PracticeModel>>;

/// What the page's parts share.
#[derive(Clone, Copy)]
struct Board {
    open: RwSignal<bool>,
    edited: Edited,
    turn: RwSignal<u32>,
}

/// The page.
pub fn page() -> AnyView {
    let board = Board { open: RwSignal::new(false), edited: RwSignal::new(None), turn: RwSignal::new(0) };
    let region = chosen_region();
    let read = move |region: Option<RegionId>, page: PageQuery| {
        fetch(move |client| {
            let page = page.clone();
            async move { client.list_practice_models(region, &page).await }
        })
    };
    let models = load(move || {
        board.turn.track();
        read(region.get(), some())
    });
    let list = show(models, move |first: Page<PracticeModel>| {
        if first.items.is_empty() {
            return empty(tx!(trainings.models_empty), None);
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
            view! { <button type="button" class="primary" on:click=new>{icon(Icon::Add)}{tx!(trainings.new_model)}</button> }
                .into_any()
        })
    };
    let title = text(move || {
        if board.edited.with(Option::is_some) { tr!(trainings.edit_model) } else { tr!(trainings.new_model) }.to_owned()
    });
    let body = view! {
        {region_filter("/trainings/models", region)}
        {list}
        {dialog(board.open, "edit-model", title, move || form(board))}
    };
    let lead = view! { <span>{tx!(trainings.models_lead)}</span> }.into_any();
    PageHead::new(tx!(trainings.models))
        .under(tx!(trainings.title), "/trainings")
        .facts(lead)
        .action(add.into_any())
        .view(body.into_any())
}

fn rows(all: Vec<PracticeModel>, board: Board) -> AnyView {
    let rows: Vec<AnyView> = all.into_iter().map(|model| row(model, board)).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(model: PracticeModel, board: Board) -> AnyView {
    let shown = model.clone();
    let change = move || {
        let (model, name) = (model.clone(), model.name.clone());
        manages(session::me().as_deref(), model.region_id).then(|| {
            let go = move |_| {
                board.edited.set(Some(model.clone()));
                board.open.set(true);
            };
            view! { <button type="button" on:click=go>{tx!(trainings.change)}<span class="sr">": " {name}</span></button> }
                .into_any()
        })
    };
    let region = shown.origin_region;
    let from: Option<Text> =
        (!region.is_empty()).then(|| text(move || tr!(trainings.model_from, region = region.clone())));
    view! {
        <li class="row">
            <div class="row-main">
                <span class="row-title">{shown.name}</span>
                <div class="row-facts">{from.map(|from| view! { <span>{from}</span> }.into_any())}<span>{shown.target_group}</span></div>
                {(!shown.description.is_empty()).then(|| view! { <p class="prose">{shown.description}</p> }.into_any())}
            </div>
            <div class="row-end">{change}</div>
        </li>
    }
    .into_any()
}

fn form(board: Board) -> AnyView {
    let form = Form::default();
    let known = RwSignal::new(board.edited.get_untracked());
    let of = |read: fn(&PracticeModel) -> String| {
        RwSignal::new(board.edited.with_untracked(|model| model.as_ref().map(read)).unwrap_or_default())
    };
    let (name, origin) = (of(|one| one.name.clone()), of(|one| one.origin_region.clone()));
    let (group, description) = (of(|one| one.target_group.clone()), of(|one| one.description.clone()));
    let attempts = Attempts::default();
    let compare = move |now: PracticeModel| {
        let fields = [
            ("model-name", name, now.name.clone()),
            ("model-origin", origin, now.origin_region.clone()),
            ("model-group", group, now.target_group.clone()),
            ("model-description", description, now.description.clone()),
        ];
        let differs =
            fields.into_iter().filter(|(_, typed, stored)| typed.with_untracked(|typed| typed.trim() != stored));
        let differs = differs.map(|(id, _, stored)| (id, stored)).collect();
        known.set(Some(now));
        form.refuse_stale(differs);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = PracticeModelCreate {
            name: name.get_untracked(),
            origin_region: origin.get_untracked(),
            description: description.get_untracked(),
            target_group: group.get_untracked(),
            region_id: None,
        };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        form.submit(async move {
            let stored = match known.get_untracked() {
                None => make(input, attempts).await,
                Some(model) => change(model, input).await,
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
                    compare(api::send(move |client| async move { client.get_practice_model(id).await }).await?.value);
                    Err(Refused::Shown)
                }
            }
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.input(Field::new("model-name", "/name", tx!(trainings.f_name)), name)}
            {form.input(Field::new("model-origin", "/origin_region", tx!(trainings.f_origin)).optional(), origin)}
            {form.input(Field::new("model-group", "/target_group", tx!(trainings.f_group)).optional(), group)}
            {form.area(Field::new("model-description", "/description", tx!(trainings.f_description)).optional(), description)}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}

async fn make(input: PracticeModelCreate, attempts: Attempts) -> Result<(), Failure> {
    let key = attempts.key(&input);
    let made = api::send(|client| {
        let (client, input) = (client.with_idempotency_key(&key), input.clone());
        async move { client.create_practice_model(&input).await }
    });
    made.await.map(|_| ()).map_err(Failure::from)
}

async fn change(model: PracticeModel, input: PracticeModelCreate) -> Result<(), Failure> {
    let patch = PracticeModelPatch {
        name: Patch::Value(input.name),
        origin_region: Patch::Value(input.origin_region),
        description: Patch::Value(input.description),
        target_group: Patch::Value(input.target_group),
    };
    let changed = api::send(|client| {
        let patch = patch.clone();
        async move { client.update_practice_model(model.id, model.version, &patch).await }
    });
    changed.await.map(|_| ()).map_err(Failure::from)
}
