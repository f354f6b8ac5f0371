//! The frame: skip link, top line, navigation, main part, toasts and the live region.

use super::dialog::dialog;
use super::form::Form;
use super::form_errors::error_summary;
use super::icon::{Icon, icon};
use super::keys_help::keys_help;
use super::notices;
use super::sign_in_form::sign_in_form;
use crate::state::theme::{self, Theme};
use crate::state::{locale, network, session, toasts};
use crate::texts::{Locale, Text};
use crate::{address, browser, tx};
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

/// Says that there is no network, in words, as long as it lasts.
fn offline() -> AnyView {
    if network::is_online() {
        return ().into_any();
    }
    view! { <div class="offline">{icon(Icon::Attention)}<p>{tx!(common.offline)}</p></div> }.into_any()
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

fn navigation() -> AnyView {
    let path = use_location().pathname;
    let places = [
        ("/", Icon::Home, tx!(common.nav_start)),
        ("/groups", Icon::Groups, tx!(common.nav_groups)),
        ("/convents", Icon::Convent, tx!(common.nav_convent)),
    ]
    .map(|(href, which, name)| {
        let current = move || {
            path.with(|path| {
                let here = if href == "/" { path == "/" } else { path.starts_with(href) };
                here.then_some(if path == href { "page" } else { "true" })
            })
        };
        view! { <li><a href=href aria-current=current>{icon(which)}<span>{name}</span></a></li> }.into_any()
    });
    view! { <nav class="rail" aria-label=tx!(common.nav)><ul>{Vec::from(places)}</ul></nav> }.into_any()
}

fn footer() -> AnyView {
    view! {
        <footer class="foot">
            <p>{tx!(common.footer)} " · " <a href="/api/docs/" rel="external">{tx!(common.api)}</a></p>
            {keys_help()}
        </footer>
    }
    .into_any()
}

/// When the session ends during work, the page with its typed text stays and this asks to sign in.
fn lost_session() -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(session::is_lost()));
    dialog(open, "session", tx!(common.session_lost), || {
        let form = Form::default();
        view! {
            {error_summary(form)}
            <p>{tx!(common.session_lost_body)}</p>
            {sign_in_form(form, || toasts::show(crate::tr!(common.session_back).to_owned()))}
        }
        .into_any()
    })
}
