//! The page of an institution: where it is, who heads it, what it takes part in, what it was and became.

use super::head_change::head_change;
use super::institution_form::edit_institution;
use super::institutions::row;
use super::words;
use crate::api::{Loaded, fetch, load};
use crate::components::feedback::{Tone, badge, empty, show};
use crate::components::page::{PageHead, section};
use crate::state::session;
use crate::texts::{Text, text};
use crate::{dates, standing, tr, tx};
use leptos::prelude::*;
use obrady_types::InstitutionId;
use obrady_types::directory::{Institution, InstitutionProfile, InstitutionStatus};

/// The page.
pub fn page(id: InstitutionId) -> AnyView {
    let institution =
        load(move || fetch(move |client| async move { client.get_institution(id).await.map(|one| one.value) }));
    let profile = load(move || {
        session::me();
        fetch(move |client| async move { client.get_institution_profile(id).await })
    });
    let keeps = Memo::new(move |_| {
        institution.ready().is_some_and(|one| standing::administers(session::me().as_deref(), one.region_id))
    });
    let (editing, changing) = (RwSignal::new(false), RwSignal::new(false));
    let action = move || {
        keeps.get().then(|| {
            view! {
                <button type="button" class="primary" on:click=move |_| changing.set(true)>{tx!(directory.change_head)}</button>
                <button type="button" on:click=move |_| editing.set(true)>{tx!(directory.edit)}</button>
            }
            .into_any()
        })
    };
    let body = view! {
        {show(institution, address)}
        {show(profile, around)}
        {move || keeps.get().then(|| dialogs(institution, profile, editing, changing))}
    };
    PageHead::new(institution.title(|one| one.name.clone()))
        .under(tx!(directory.institutions), "/institutions")
        .facts((move || institution.ready().map(facts)).into_any())
        .action(action.into_any())
        .view(body.into_any())
}

fn dialogs(
    institution: Loaded<Institution>,
    profile: Loaded<InstitutionProfile>,
    editing: RwSignal<bool>,
    changing: RwSignal<bool>,
) -> AnyView {
    view! {
        {edit_institution(editing, institution, profile)}
        {head_change(changing, institution, profile)}
    }
    .into_any()
}

fn facts(one: Institution) -> AnyView {
    let tone = if one.status == InstitutionStatus::Active { Tone::Done } else { Tone::Plain };
    view! {
        <span>{words::kind(one.kind)}</span>
        {one.town.map(|town| view! { <span>{town}</span> }.into_any())}
        {badge(tone, words::status(one.status))}
        {one.synthetic.then(|| badge(Tone::Plain, tx!(directory.synthetic)))}
    }
    .into_any()
}

/// A term and what it says, in a list of facts.
fn fact(term: Text, value: Option<String>) -> Option<AnyView> {
    value.map(|value| view! { <dt>{term}</dt><dd>{value}</dd> }.into_any())
}

fn address(one: Institution) -> AnyView {
    let county = one.county.as_ref().map(|county| format!("{} ({})", county.name, county.teryt));
    let known = one.commune.map(|commune| format!("{} ({})", commune.name, commune.teryt));
    let commune = known.or(one.teryt_commune);
    let closed = one.closed_on.map(|day| {
        view! { <dt>{tx!(directory.closed_on)}</dt><dd>{text(move || dates::plain_day(day))}</dd> }.into_any()
    });
    let centre = one.acts_as_county_centre.then(|| view! { <p>{tx!(directory.acts_as_county_centre)}</p> }.into_any());
    let list = view! {
        {centre}
        <dl class="facts-list">
            {fact(tx!(directory.short_name), one.short_name)}
            {fact(tx!(directory.address), one.address)}
            {fact(tx!(directory.town), one.town)}
            {fact(tx!(directory.county), county)}
            {fact(tx!(directory.commune), commune)}
            {closed}
        </dl>
    };
    section(tx!(directory.about), None, list.into_any())
}

fn around(profile: InstitutionProfile) -> AnyView {
    let head = match profile.head {
        Some(head) => {
            let since = head.from;
            view! {
                <p>
                    <strong>{head.name}</strong>" "
                    <span class="quiet">{text(move || tr!(directory.head_since, date = dates::plain_day(since)))}</span>
                </p>
            }
            .into_any()
        }
        None => empty(tx!(directory.no_head), None),
    };
    let bodies: Vec<AnyView> = profile
        .bodies
        .into_iter()
        .map(|one| {
            let href =
                if one.has_seat { format!("/convents/{}", one.body_id) } else { format!("/groups/{}", one.body_id) };
            let how = if one.has_seat { tx!(directory.has_seat) } else { tx!(directory.is_host) };
            view! {
                <li class="row link-row">
                    <div class="row-main">
                        <a href=href>{one.body_name}</a>
                        <div class="row-facts"><span>{how}</span></div>
                    </div>
                </li>
            }
            .into_any()
        })
        .collect();
    let bodies = if bodies.is_empty() {
        empty(tx!(directory.no_bodies), None)
    } else {
        view! { <ul class="rows">{bodies}</ul> }.into_any()
    };
    let list = |rows: Vec<Institution>| {
        let rows: Vec<AnyView> = rows.into_iter().map(row).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let before = (!profile.predecessors.is_empty())
        .then(|| section(tx!(directory.predecessors), None, list(profile.predecessors)));
    let history = (profile.history.len() > 2).then(|| history(profile.history));
    let after = profile.successor.map(|one| section(tx!(directory.successor), None, list(vec![one])));
    view! {
        {after}
        {section(tx!(directory.head), None, head)}
        {section(tx!(directory.bodies), None, bodies)}
        {before}
        {history}
    }
    .into_any()
}

/// All that it was and became, the earliest first.
fn history(all: Vec<Institution>) -> AnyView {
    let rows: Vec<AnyView> = all
        .into_iter()
        .map(|one| {
            let until = one.closed_on.map(|day| {
                let words = text(move || tr!(directory.until, date = dates::plain_day(day)));
                view! { <span class="quiet">" " {words}</span> }.into_any()
            });
            view! { <li><a href=format!("/institutions/{}", one.id)>{one.name}</a>{until}</li> }.into_any()
        })
        .collect();
    section(tx!(directory.history), None, view! { <ol class="history">{rows}</ol> }.into_any())
}
