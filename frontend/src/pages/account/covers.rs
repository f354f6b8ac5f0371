//! Cover: who stands in for whom, arranging it for some days, ending it.

use super::people::{body_boxes, colleague_field, colleagues};
use crate::api::{self, Attempts, Failure, Loaded, fetch, load};
use crate::calendar::parse_date;
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, badge, empty, failure_words, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::components::icon::{Icon, icon};
use crate::components::page::section;
use crate::state::{session, toasts};
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::covers::{Cover, CoverArrange, CoverState, HandoverPreview};
use obrady_types::{AccountId, BodyId, validate};
use wasm_bindgen_futures::spawn_local;

/// The section; `coordinates` says whether there is anything to be covered.
pub fn covers(coordinates: bool) -> AnyView {
    let covers = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_covers(None, &page).await }
            })
            .await
        })
    });
    let asking = RwSignal::new(false);
    let action = coordinates.then(|| {
        view! {
            <div class="actions">
                <button type="button" on:click=move |_| asking.set(true)>{icon(Icon::Add)}{tx!(account.arrange)}</button>
                <a class="button" href="/account/handover">{tx!(account.hand_over)}</a>
            </div>
        }
        .into_any()
    });
    let content = view! {
        <p class="quiet">{tx!(account.covers_hint)}</p>
        {show(covers, move |all| list(all, covers))}
        {dialog(asking, "arrange-cover", tx!(account.arrange), move || arrange(covers, asking))}
    };
    section(tx!(account.covers), action, content.into_any())
}

fn list(all: Vec<Cover>, covers: Loaded<Vec<Cover>>) -> AnyView {
    let own = session::me().and_then(|me| me.account_id);
    let concerns = |cover: &Cover| Some(cover.absent_account_id) == own || Some(cover.covering_account_id) == own;
    let rows: Vec<AnyView> = all.into_iter().filter(concerns).map(|cover| row(cover, covers, own)).collect();
    if rows.is_empty() {
        return empty(tx!(account.no_covers), None);
    }
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(cover: Cover, covers: Loaded<Vec<Cover>>, own: Option<AccountId>) -> AnyView {
    let (from, last) = (cover.from, cover.to.pred_opt().unwrap_or(cover.to));
    let days = text(move || tr!(account.from_to, from = dates::plain_day(from), to = dates::plain_day(last)));
    let is_mine = Some(cover.absent_account_id) == own;
    let (absent, covering) = (cover.absent_name.clone(), cover.covering_name.clone());
    let who = text(move || {
        if is_mine {
            tr!(account.covered_by, name = covering.clone())
        } else {
            tr!(account.covers_for, name = absent.clone())
        }
    });
    let state = match cover.state {
        CoverState::Planned => badge(Tone::Plain, tx!(account.cover_planned)),
        CoverState::InForce => badge(Tone::Info, tx!(account.cover_in_force)),
        CoverState::Ended => badge(Tone::Plain, tx!(account.cover_ended)),
    };
    let ended = cover.clone();
    let end = (cover.state != CoverState::Ended).then(|| {
        let name = cover.body.name.clone();
        view! {
            <button type="button" class="plain" on:click=move |_| end(covers, ended.clone())>
                {tx!(account.end_cover)}<span class="sr">": " {name}</span>
            </button>
        }
        .into_any()
    });
    view! {
        <li class="row">
            <div class="row-main">
                <a href=format!("/groups/{}", cover.body.id)>{cover.body.name.clone()}</a>
                <div class="row-facts"><span>{who}</span><span>{days}</span></div>
            </div>
            <div class="row-end">{state}{end}</div>
        </li>
    }
    .into_any()
}

fn end(covers: Loaded<Vec<Cover>>, cover: Cover) {
    spawn_local(async move {
        let (id, version) = (cover.id, cover.version);
        match api::send(move |client| async move { client.end_cover(id, version).await }).await {
            Ok(now) => {
                covers.update(|all| all.iter_mut().filter(|one| one.id == id).for_each(|one| *one = now.value.clone()));
                toasts::show(tr!(account.cover_ended_toast).to_owned());
            }
            Err(error) => {
                toasts::show(failure_words(&Failure::from(error)));
                covers.reload_quietly();
            }
        }
    });
}

fn arrange(covers: Loaded<Vec<Cover>>, open: RwSignal<bool>) -> AnyView {
    let preview = load(move || fetch(move |client| async move { client.preview_handover(None).await }));
    show(preview, move |preview| arrange_form(&preview, covers, open))
}

fn arrange_form(preview: &HandoverPreview, covers: Loaded<Vec<Cover>>, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let known = colleagues();
    let chosen = RwSignal::new(preview.bodies.iter().map(|one| one.body.id).collect::<Vec<BodyId>>());
    let (who, from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut errors = Vec::new();
        let covering: Option<AccountId> = who.get_untracked().parse().ok();
        let first = parse_date(&from.get_untracked());
        let after = parse_date(&to.get_untracked()).and_then(|last| last.succ_opt());
        if covering.is_none() {
            errors.push(form.at("cover-who", tr!(account.choose_colleague)));
        }
        if chosen.with_untracked(Vec::is_empty) {
            errors.push(form.at("cover-bodies", tr!(account.choose_bodies)));
        }
        if first.is_none() {
            errors.push(form.at("cover-from", tr!(meetings.date_wrong)));
        }
        match (first, after) {
            (_, None) => errors.push(form.at("cover-to", tr!(meetings.date_wrong))),
            (Some(first), Some(after)) if after <= first => errors.push(form.at("cover-to", tr!(account.days_ascend))),
            _ => {}
        }
        if form.refuse(errors) {
            return;
        }
        let (Some(covering_account_id), Some(from), Some(to)) = (covering, first, after) else { return };
        let body_ids = chosen.get_untracked();
        let input = CoverArrange { absent_account_id: None, covering_account_id, body_ids, from, to };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.arrange_cover(&input).await }
            })
            .await?;
            covers.update(|all| {
                let mut now = made.covers.clone();
                now.append(all);
                *all = now;
            });
            toasts::show(tr!(account.cover_arranged).to_owned());
            open.set(false);
            Ok(())
        });
    };
    let field = Field::new("cover-who", "/covering_account_id", tx!(account.cover_who));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {colleague_field(form, field, who, known, None)}
            {body_boxes(form, "cover-bodies", tx!(account.bodies), preview.bodies.clone(), chosen, false)}
            {form.input(Field::new("cover-from", "/from", tx!(account.first_day)).hint(tx!(meetings.date_hint)).width("short"), from)}
            {form.input(Field::new("cover-to", "/to", tx!(account.last_day)).hint(tx!(meetings.date_hint)).width("short"), to)}
            {form.button(tx!(account.arrange))}
        </form>
    }
    .into_any()
}
