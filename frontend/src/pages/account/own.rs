//! The page of one's own account.

use super::{covers, profile, sign_ins};
use crate::api::{fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::page::{PageHead, section};
use crate::state::session;
use crate::texts::{Text, text};
use crate::{address, dates, tr, tx};
use leptos::prelude::*;
use obrady_client::BodyFilter;
use obrady_types::groups::Body;
use obrady_types::identity::{Me, Role, SecondFactor};
use std::sync::Arc;

/// The page; a visitor is asked to sign in.
pub fn page() -> AnyView {
    let account = Memo::new(move |_| session::me().and_then(|me| me.account_id));
    let body = move || match account.get() {
        // Only another account draws the page anew: a change of the name keeps the forms.
        Some(_) => untrack(session::me).map(content).into_any(),
        None => {
            let sign_in =
                view! { <a class="button primary" href=address::sign_in_from("/account")>{tx!(common.sign_in)}</a> };
            empty(tx!(account.for_signed_in), Some(sign_in.into_any()))
        }
    };
    PageHead::new(tx!(account.title)).view(body.into_any())
}

fn content(me: Arc<Me>) -> AnyView {
    let coordinates = me.roles.iter().any(|grant| grant.role == Role::Coordinator);
    view! {
        <div class="columns two">
            <div>
                {section(tx!(account.profile), None, profile::profile_form(&me))}
                {section(tx!(account.password), None, profile::password_form())}
                {second_factor()}
                {sign_ins::sign_ins()}
            </div>
            <div>
                {section(tx!(account.roles), None, roles(&me))}
                {data(&me)}
                {covers::covers(coordinates)}
            </div>
        </div>
    }
    .into_any()
}

/// Whether a code is asked for, and the way to change that.
fn second_factor() -> AnyView {
    let factor = load(|| fetch(|client| async move { client.get_second_factor().await }));
    let body = show(factor, |factor: SecondFactor| {
        let words = text(move || match factor.active {
            true => tr!(account.factor_on, count = factor.recovery_codes_left),
            false => tr!(account.factor_off).to_owned(),
        });
        let open = view! { <a class="button" href="/account/second-factor">{tx!(account.factor_open)}</a> };
        view! { <p>{words}</p><p>{open}</p> }.into_any()
    });
    section(tx!(account.second_factor), None, body)
}

/// The way to everything that is held about the person behind the account.
fn data(me: &Me) -> Option<AnyView> {
    let href = format!("/people/{}/data", me.person_id?);
    let body = view! {
        <p>{tx!(account.data_note)}</p>
        <p><a class="button" href=href>{tx!(account.data_open)}</a></p>
    };
    Some(section(tx!(account.data), None, body.into_any()))
}

fn roles(me: &Me) -> AnyView {
    if me.roles.is_empty() {
        return view! { <p class="quiet">{tx!(account.no_roles)}</p> }.into_any();
    }
    let region = me.region_id;
    let bodies = crate::api::load(move || {
        crate::api::fetch(move |client| async move {
            crate::api::whole(|page| {
                let client = client.clone();
                async move {
                    client.list_bodies(&BodyFilter { region_id: Some(region), page, ..BodyFilter::default() }).await
                }
            })
            .await
        })
    });
    let rows: Vec<AnyView> = me
        .roles
        .iter()
        .map(|grant| {
            let (role, body, until) = (grant.role, grant.body_id, grant.ends_at);
            let name = move || {
                let all: Vec<Body> = bodies.ready()?;
                let found = all.into_iter().find(|known| Some(known.id) == body)?;
                Some(view! { <a href=format!("/groups/{}", found.id)>{found.name}</a> }.into_any())
            };
            let until = until.map(|end| {
                view! { <span>{text(move || tr!(account.until, date = dates::instant_time(end)))}</span> }.into_any()
            });
            view! {
                <li class="row">
                    <div class="row-main">
                        <span class="row-title">{role_words(role)}</span>
                        <div class="row-facts">{name}{until}</div>
                    </div>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn role_words(role: Role) -> Text {
    match role {
        Role::Operator => tx!(admin.role_operator),
        Role::Admin => tx!(admin.role_admin),
        Role::Coordinator => tx!(admin.role_coordinator),
        Role::InstitutionRepresentative => tx!(admin.role_representative),
    }
}
