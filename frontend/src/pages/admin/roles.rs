//! The roles of an account: what it has, giving one, taking one away.

use crate::api::{self, Attempts, Failure, Loaded, fetch, load};
use crate::components::feedback::{failure_words, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_client::{BodyFilter, InstitutionFilter, ProgrammeFilter};
use obrady_types::RoleGrantId;
use obrady_types::identity::{Account, Role, RoleGrant, RoleGrantCreate};
use wasm_bindgen_futures::spawn_local;

/// Names of bodies, institutions and programmes of the region, by id as text.
type Names = Vec<(String, String)>;

/// Where roles hold.
#[derive(Clone, Copy)]
struct Places {
    bodies: Loaded<Names>,
    institutions: Loaded<Names>,
    programmes: Loaded<Names>,
}

/// The content of the dialogue.
pub fn roles(account: Account) -> AnyView {
    let (id, region) = (account.id, account.region_id);
    let grants = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_role_grants(Some(id), &page).await }
            })
            .await
        })
    });
    let bodies: Loaded<Names> = load(move || {
        fetch(move |client| async move {
            let all = api::whole(|page| {
                let client = client.clone();
                async move {
                    client.list_bodies(&BodyFilter { region_id: Some(region), page, ..BodyFilter::default() }).await
                }
            });
            Ok(all.await?.into_iter().map(|body| (body.id.to_string(), body.name)).collect())
        })
    });
    let institutions: Loaded<Names> = load(move || {
        fetch(move |client| async move {
            let all = api::whole(|page| {
                let (client, region_id) = (client.clone(), Some(region));
                async move { client.list_institutions(&InstitutionFilter { region_id, page, ..Default::default() }).await }
            });
            Ok(all.await?.into_iter().map(|place| (place.id.to_string(), place.name)).collect())
        })
    });
    let programmes: Loaded<Names> = load(move || {
        fetch(move |client| async move {
            let all = api::whole(|page| {
                let (client, region_id) = (client.clone(), Some(region));
                async move { client.list_programmes(&ProgrammeFilter { region_id, page, ..Default::default() }).await }
            });
            Ok(all.await?.into_iter().map(|one| (one.id.to_string(), one.title)).collect())
        })
    });
    let places = Places { bodies, institutions, programmes };
    view! {
        <p><strong>{account.display_name.clone()}</strong></p>
        {show(grants, move |all| list(grants, all, places))}
        {give_form(account, grants, places)}
    }
    .into_any()
}

fn list(grants: Loaded<Vec<RoleGrant>>, all: Vec<RoleGrant>, places: Places) -> AnyView {
    if all.is_empty() {
        return view! { <p class="quiet">{tx!(admin.no_roles)}</p> }.into_any();
    }
    // Bodies without a coordinator would wait for nobody: they are handed over rather than taken away.
    let coordinates = |grant: &RoleGrant| grant.role == Role::Coordinator && grant.body_id.is_some();
    let hand_over = all.iter().find(|grant| coordinates(grant)).map(|grant| {
        let href = format!("/account/handover?account={}", grant.account_id);
        view! { <p><a class="button" href=href>{tx!(admin.hand_over)}</a></p> }.into_any()
    });
    let rows: Vec<AnyView> = all.into_iter().map(|grant| row(grants, grant, places)).collect();
    view! { <ul class="rows">{rows}</ul>{hand_over} }.into_any()
}

fn row(grants: Loaded<Vec<RoleGrant>>, grant: RoleGrant, places: Places) -> AnyView {
    let id = grant.id;
    let scope = move || {
        let named = |names: Loaded<Names>, id: String| {
            names.ready().and_then(|all| all.into_iter().find(|(known, _)| *known == id)).map(|(_, name)| name)
        };
        let body = grant.body_id.and_then(|body| named(places.bodies, body.to_string()));
        let programme = || grant.programme_id.and_then(|one| named(places.programmes, one.to_string()));
        let institution = || grant.institution_id.and_then(|place| named(places.institutions, place.to_string()));
        body.or_else(programme).or_else(institution)
    };
    let until = grant
        .ends_at
        .map(|end| view! { <span>{text(move || tr!(admin.until, date = dates::instant_time(end)))}</span> }.into_any());
    view! {
        <li class="row">
            <div class="row-main">
                <span class="row-title">{role(grant.role)}</span>
                <div class="row-facts"><span>{scope}</span>{until}</div>
            </div>
            <div class="row-end">
                <button type="button" class="plain" on:click=move |_| take(grants, id)>{tx!(admin.take_role)}</button>
            </div>
        </li>
    }
    .into_any()
}

/// A role in words.
pub fn role(role: Role) -> Text {
    match role {
        Role::Operator => tx!(admin.role_operator),
        Role::Admin => tx!(admin.role_admin),
        Role::Coordinator => tx!(admin.role_coordinator),
        Role::InstitutionRepresentative => tx!(admin.role_representative),
    }
}

fn take(grants: Loaded<Vec<RoleGrant>>, id: RoleGrantId) {
    spawn_local(async move {
        match api::send(move |client| async move { client.delete_role_grant(id).await }).await {
            Ok(()) => {
                grants.update(|all| all.retain(|grant| grant.id != id));
                toasts::show(tr!(admin.role_taken).to_owned());
            }
            Err(error) => {
                toasts::show(failure_words(&Failure::from(error)));
                grants.reload_quietly();
            }
        }
    });
}

fn give_form(account: Account, grants: Loaded<Vec<RoleGrant>>, places: Places) -> AnyView {
    let form = Form::default();
    let (kind, body, place) = (RwSignal::new("coordinator".to_owned()), RwSignal::default(), RwSignal::default());
    let programme = RwSignal::new(String::new());
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (body_text, place_text): (String, String) = (body.get_untracked(), place.get_untracked());
        let base = RoleGrantCreate {
            account_id: account.id,
            role: Role::Admin,
            region_id: None,
            body_id: None,
            institution_id: None,
            programme_id: None,
            ends_at: None,
        };
        let input = match kind.get_untracked().as_str() {
            "admin" => RoleGrantCreate { region_id: Some(account.region_id), ..base },
            "representative" => RoleGrantCreate {
                role: Role::InstitutionRepresentative,
                institution_id: place_text.parse().ok(),
                ..base
            },
            "programme" => RoleGrantCreate {
                role: Role::Coordinator,
                programme_id: programme.get_untracked().parse().ok(),
                ..base
            },
            _ => RoleGrantCreate { role: Role::Coordinator, body_id: body_text.parse().ok(), ..base },
        };
        let missing = match input.role {
            Role::Coordinator if kind.get_untracked() == "programme" => {
                input.programme_id.is_none().then(|| form.at("role-programme", tr!(admin.choose_programme)))
            }
            Role::Coordinator => input.body_id.is_none().then(|| form.at("role-body", tr!(admin.choose_body))),
            Role::InstitutionRepresentative => {
                input.institution_id.is_none().then(|| form.at("role-place", tr!(admin.choose_institution)))
            }
            Role::Admin | Role::Operator => None,
        };
        if form.refuse(missing.into_iter().collect()) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_role_grant(&input).await }
            })
            .await?;
            grants.update(|all| all.push(made.value));
            toasts::show(tr!(admin.role_given).to_owned());
            Ok(())
        });
    };
    let kinds = vec![
        ("coordinator".to_owned(), tx!(admin.role_coordinator)),
        ("programme".to_owned(), tx!(admin.role_programme_coordinator)),
        ("representative".to_owned(), tx!(admin.role_representative)),
        ("admin".to_owned(), tx!(admin.role_admin)),
    ];
    let named = |names: Loaded<Names>, none: Text| {
        let rows = names.ready().unwrap_or_default().into_iter().map(|(id, name)| (id, Text::stored(name)));
        std::iter::once((String::new(), none)).chain(rows).collect::<Vec<_>>()
    };
    let scope = move || match kind.get().as_str() {
        "coordinator" => form.select(
            Field::new("role-body", "/body_id", tx!(admin.body)),
            body,
            named(places.bodies, tx!(admin.choose_body)),
        ),
        "programme" => {
            let field = Field::new("role-programme", "/programme_id", tx!(admin.programme));
            form.select(field, programme, named(places.programmes, tx!(admin.choose_programme)))
        }
        "representative" => {
            let field = Field::new("role-place", "/institution_id", tx!(admin.institution));
            form.select(field, place, named(places.institutions, tx!(admin.choose_institution)))
        }
        _ => ().into_any(),
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.select(Field::new("role-kind", "/role", tx!(admin.role)).width("medium"), kind, kinds)}
            {scope}
            {form.button(tx!(admin.give_role))}
        </form>
    }
    .into_any()
}
