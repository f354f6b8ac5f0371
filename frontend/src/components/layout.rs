//! The frame: skip link, top line, navigation, main part, toasts and the live region.

use super::dialog::dialog;
use super::feedback::{Tone, note};
use super::form::Form;
use super::form_errors::error_summary;
use super::icon::{Icon, icon};
use super::keys_help::keys_help;
use super::notices;
use super::sign_in_form::sign_in_form;
use crate::state::theme::{self, Theme};
use crate::state::{locale, network, session, toasts};
use crate::texts::{Locale, Text};
use crate::{address, browser, chunks, standing, tr, tx};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

/// The frame around the page.
pub fn frame(page: AnyView) -> AnyView {
    view! {
        <a class="skip" href="#main" on:click=|event| {
            event.prevent_default();
            browser::focus("main");
        }>{tx!(common.skip)}</a>
        {top()}
        <div class="offline-place" role="status">{offline}</div>
        {navigation()}
        <main id="main" tabindex="-1">{page}</main>
        {footer()}
        {notices::of_page()}
        {lost_session()}
        {confirmation()}
    }
    .into_any()
}

fn top() -> AnyView {
    let path = use_location().pathname;
    let account = move || match session::me() {
        Some(me) => view! {
            <span class="who">{icon(Icon::Person)}<span class="who-name">{me.display_name.clone()}</span></span>
        }
        .into_any(),
        None if path.get() == "/sign-in" => ().into_any(),
        None => {
            // The address of the moment, with its filters and the place within the page.
            let aim = move |event: leptos::ev::MouseEvent| {
                if let Some(link) = event.current_target().and_then(|link| link.dyn_into::<web_sys::Element>().ok()) {
                    let _ = link.set_attribute("href", &address::sign_in_from(&browser::address()));
                }
            };
            let href = address::sign_in_from(&path.get());
            view! { <a class="button" href=href on:mousedown=aim on:click=aim>{tx!(common.sign_in)}</a> }.into_any()
        }
    };
    view! {
        <header class="top">
            <a class="brand" href="/">
                <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
                    <path d="M4 5h16M4 10h10M8 15h12M8 20h7" />
                </svg>
                <span>{tx!(common.app)}</span>
            </a>
            <div class="top-end">
                {account}
                <button type="button" class="plain" popovertarget="settings" id="settings-button">
                    {icon(Icon::Settings)}<span class="wide-only">{tx!(common.settings)}</span>
                    <span class="sr narrow-only">{tx!(common.settings)}</span>
                </button>
            </div>
            {settings()}
        </header>
    }
    .into_any()
}

/// Says that there is no network, or that the server does not answer, in words, as long as it lasts.
fn offline() -> AnyView {
    let words = match (network::is_online(), session::is_awaited()) {
        (false, _) => tx!(common.offline),
        (true, true) => tx!(common.session_awaited),
        (true, false) => return ().into_any(),
    };
    view! { <div class="offline">{icon(Icon::Attention)}<p>{words}</p></div> }.into_any()
}

fn settings() -> AnyView {
    let languages = [(Locale::pl, "pl", "Polski"), (Locale::en, "en", "English")].map(|(lang, tag, name)| {
        view! {
            <label class="check">
                <input type="radio" name="language" value=tag prop:checked=move || locale::lang() == lang
                    on:change=move |_| locale::choose(lang) />
                <span lang=tag>{name}</span>
            </label>
        }
        .into_any()
    });
    let themes = Theme::ALL.map(|which| {
        view! {
            <label class="check">
                <input type="radio" name="theme" prop:checked=move || theme::theme() == which
                    on:change=move |_| theme::choose(which) />
                <span>{theme_name(which)}</span>
            </label>
        }
        .into_any()
    });
    let sign_out = move || {
        session::me().map(|me| {
            view! {
                <div class="settings-account">
                    <p>{tx!(common.signed_in_as)}" "<strong>{me.display_name.clone()}</strong></p>
                    <button type="button" on:click=|_| spawn_local(async {
                        session::sign_out().await;
                        let _ = window().location().assign("/");
                    })>{tx!(common.sign_out)}</button>
                </div>
            }
            .into_any()
        })
    };
    view! {
        <div id="settings" popover="auto" class="popover">
            {sign_out}
            <fieldset><legend>{tx!(common.language)}</legend>{Vec::from(languages)}</fieldset>
            <fieldset><legend>{tx!(common.theme)}</legend>{Vec::from(themes)}</fieldset>
        </div>
    }
    .into_any()
}

fn theme_name(which: Theme) -> Text {
    match which {
        Theme::System => tx!(common.theme_system),
        Theme::Light => tx!(common.theme_light),
        Theme::Dark => tx!(common.theme_dark),
        Theme::Contrast => tx!(common.theme_contrast),
    }
}

/// A place of the navigation: its address, its icon, its name.
type Place = (&'static str, Icon, Text);

/// How many places fit at the bottom of a phone, beside "more".
const AT_THE_BOTTOM: usize = 5;

/// The addresses that there are; a place is shown as soon as its page is one of them.
const ROUTES: &[u8] = include_bytes!("../routes.rs");

const fn begins(text: &[u8], part: &[u8]) -> bool {
    match (text, part) {
        (_, []) => true,
        ([a, text @ ..], [b, part @ ..]) => *a == *b && begins(text, part),
        _ => false,
    }
}

const fn holds(mut text: &[u8], part: &[u8]) -> bool {
    while let [_, rest @ ..] = text {
        if begins(text, part) {
            return true;
        }
        text = rest;
    }
    false
}

/// Places in their order; decided when the program is built, so that no link is dead.
macro_rules! places {
    ($($href:literal $icon:ident $name:ident;)+) => {{
        let mut places: Vec<Place> = Vec::new();
        $(if const { holds(ROUTES, concat!("path!(\"", $href, "\")").as_bytes()) } {
            places.push(($href, Icon::$icon, tx!(common.$name)));
        })+
        places
    }};
}

/// Places for everybody.
fn public_places() -> Vec<Place> {
    places! {
        "/" Home nav_start;
        "/groups" Groups nav_groups;
        "/convents" Convent nav_convent;
        "/programmes" Programme nav_programmes;
        "/trainings" Training nav_trainings;
        "/calendar" Calendar nav_calendar;
        "/news" News nav_news;
        "/gallery" Gallery nav_gallery;
        "/faq" Help nav_faq;
        "/institutions" Institution nav_institutions;
    }
}

/// What somebody who is signed in has of their own.
fn own_places() -> Vec<Place> {
    places! {
        "/my-work" Done nav_my_work;
        "/account" Person nav_account;
    }
}

/// An administrator's places.
fn admin_places() -> Vec<Place> {
    places! {
        "/admin/accounts" Person nav_accounts;
        "/admin/people" Groups nav_people;
        "/admin/institutions" Institution nav_directory;
        "/admin/service-accounts" Lock nav_service;
        "/admin/audit" Info nav_audit;
    }
}

/// What a phone shows at the bottom.
fn first_places() -> Vec<Place> {
    public_places().into_iter().take(AT_THE_BOTTOM).collect()
}

/// What a phone shows under "more".
fn more_places() -> Vec<Place> {
    public_places().into_iter().skip(AT_THE_BOTTOM).collect()
}

fn is_within(path: &str, href: &str) -> bool {
    if href == "/" {
        path == "/"
    } else {
        path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// All places: beside the page on a wide screen, on a phone five at the bottom and the rest in a sheet above them.
fn navigation() -> AnyView {
    let path = use_location().pathname;
    let within_more =
        move || path.with(|path| hidden_places().iter().any(|(href, ..)| is_within(path, href)).then_some("true"));
    Effect::new(move |_| {
        path.track();
        browser::hide_popover("more-places");
    });
    view! {
        <nav class="rail" aria-label=tx!(common.nav)>
            <div class="places">
                {place_list(first_places())}
                <button type="button" class="plain narrow-only more" popovertarget="more-places" aria-current=within_more>
                    {icon(Icon::More)}<span>{tx!(common.nav_more)}</span>
                </button>
                <div id="more-places" popover="auto" class="sheet">
                    {place_list(more_places())}
                    {move || own_parts()}
                </div>
            </div>
        </nav>
    }
    .into_any()
}

/// The places that a phone shows in the sheet only, for who is signed in now; tracked.
fn hidden_places() -> Vec<Place> {
    let mut places = more_places();
    if session::me().is_some() {
        places.extend(own_places());
    }
    if session::me().is_some_and(|me| standing::administers(Some(&me), me.region_id)) {
        places.extend(admin_places());
    }
    places
}

fn place_list(places: Vec<Place>) -> AnyView {
    let path = use_location().pathname;
    let links: Vec<AnyView> = places
        .into_iter()
        .map(|(href, which, name)| {
            let current =
                move || path.with(|path| is_within(path, href).then_some(if path == href { "page" } else { "true" }));
            view! { <li><a href=href aria-current=current>{icon(which)}<span>{name}</span></a></li> }.into_any()
        })
        .collect();
    view! { <ul>{links}</ul> }.into_any()
}

/// What is below the line: one's own places, and those of an administrator; tracked.
fn own_parts() -> Vec<AnyView> {
    let Some(me) = session::me() else { return Vec::new() };
    let mut parts = vec![place_part(tx!(common.nav_own), own_places())];
    if standing::administers(Some(&me), me.region_id) {
        parts.push(place_part(tx!(common.nav_admin), admin_places()));
    }
    parts
}

/// Places under a line and a name; nothing where there are none.
fn place_part(name: Text, places: Vec<Place>) -> AnyView {
    if places.is_empty() {
        return ().into_any();
    }
    view! { <div class="rail-part"><p>{name}</p>{place_list(places)}</div> }.into_any()
}

fn footer() -> AnyView {
    view! {
        <footer class="foot">
            <p>{tx!(common.footer)}</p>
            <ul class="foot-links" aria-label=tx!(common.nav_site)>
                <li><a href="/accessibility">{tx!(common.accessibility)}</a></li>
                <li><a href="/privacy">{tx!(common.privacy)}</a></li>
                <li><a href="/api/docs/" rel="external">{tx!(common.api)}</a></li>
                <li><button type="button" class="link" popovertarget="settings">{tx!(common.language_theme)}</button></li>
            </ul>
            {keys_help()}
        </footer>
    }
    .into_any()
}

/// Before a grave change, long after the sign-in, this asks who works here; its form comes when it is needed.
fn confirmation() -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(session::is_asked()));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            session::answer(false);
        }
        now
    });
    dialog(open, "confirm-identity", tx!(common.confirm_title), chunks::confirmation)
}

/// When the session ends during work, the page with its typed text stays and this asks to sign in.
fn lost_session() -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        open.set(session::is_lost());
        if session::is_lost() {
            browser::focus_later("password");
        }
    });
    dialog(open, "session", tx!(common.session_lost), || {
        let form = Form::default();
        let name = session::me_untracked().and_then(|me| me.sign_in_name.clone()).unwrap_or_default();
        let other = || {
            session::other().map(|name| {
                let (words, go_on) =
                    (tr!(common.session_of_another, name = name.clone()), tr!(common.go_on_as, name = name));
                let button = view! { <button type="button" on:click=|_| session::give_over()>{go_on}</button> };
                note(Tone::Attention, view! { <p>{words}</p><p>{button}</p> }.into_any())
            })
        };
        view! {
            {error_summary(form)}
            <div role="status">{other}</div>
            <p>{tx!(common.session_lost_body)}</p>
            {sign_in_form(form, name, || toasts::show(tr!(common.session_back).to_owned()))}
        }
        .into_any()
    })
}
