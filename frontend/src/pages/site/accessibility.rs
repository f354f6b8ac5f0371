//! The accessibility statement, with the ids that the law's technical rules give its parts (DOM-17, DOM-18).

use crate::api::{fetch, load};
use crate::components::feedback::show;
use crate::components::page::{PageHead, section};
use crate::components::words::is_polish;
use crate::texts::text;
use crate::{tr, tx};
use chrono::NaiveDate;
use leptos::prelude::*;
use obrady_types::portal::{Bilingual, Conformance, Site};

/// The page.
pub fn page() -> AnyView {
    let site = load(|| fetch(|client| async move { client.get_site().await }));
    PageHead::new(tx!(site.a11y_title)).title_id("a11y-deklaracja").view(show(site, statement))
}

/// A text in the language of the moment.
pub(super) fn said(words: Bilingual) -> AnyView {
    (move || if is_polish() { words.pl.clone() } else { words.en.clone() }).into_any()
}

/// A date as the technical rules write it: `rrrr-mm-dd`.
fn dated(id: Option<&'static str>, day: NaiveDate) -> AnyView {
    let day = day.to_string();
    view! { <time id=id datetime=day.clone()>{day.clone()}</time> }.into_any()
}

fn statement(site: Site) -> AnyView {
    let about = site.accessibility.clone();
    let entity = site.entity.clone();
    let phone = format!("tel:{}", site.phone.replace(' ', ""));
    let status = match about.conformance {
        Conformance::Full => tx!(site.status_full),
        Conformance::Partial => tx!(site.status_partial),
        Conformance::None => tx!(site.status_none),
    };
    let keys = view! { <p>{tx!(site.keys_note)}</p> }.into_any();
    let (architecture, communication) = (about.architecture.clone(), about.communication.clone());
    view! {
        <div class="statement">
            <p id="a11y-wstep">{text(move || tr!(site.a11y_intro, entity = entity.clone()))}</p>
            <dl class="facts-list">
                <dt>{tx!(site.entity)}</dt><dd id="a11y-podmiot">{site.entity.clone()}</dd>
                <dt>{tx!(site.scope)}</dt><dd id="a11y-zakres">{tx!(site.scope_name)}</dd>
                <dt>{tx!(site.url)}</dt><dd><a id="a11y-url" href=site.address.clone() rel="external">{site.address.clone()}</a></dd>
                <dt>{tx!(site.published)}</dt><dd>{dated(Some("a11y-data-publikacja"), about.site_published_on)}</dd>
                <dt>{tx!(site.updated)}</dt><dd>{dated(Some("a11y-data-aktualizacja"), about.site_updated_on)}</dd>
            </dl>
            {section(tx!(site.status_title), None, view! { <p id="a11y-status">{status}</p> }.into_any())}
            {section(tx!(site.inaccessible), None, inaccessible(about.inaccessible))}
            {section(tx!(site.disproportionate), None, view! { <p>{said(about.disproportionate)}</p> }.into_any())}
            {section(tx!(site.prepared_title), None, view! {
                <p>{tx!(site.prepared)}" "{dated(Some("a11y-data-sporzadzenie"), about.prepared_on)}</p>
                <p id="a11y-ocena">{said(about.assessment)}</p>
                <p>{tx!(site.reviewed)}" "{dated(None, about.reviewed_on)}". "{tx!(site.review_note)}</p>
            }.into_any())}
            {section(tx!(site.keys_title), None, keys)}
            {section(tx!(site.contact_title), None, view! {
                <dl class="facts-list" id="a11y-kontakt">
                    <dt>{tx!(site.contact)}</dt><dd id="a11y-osoba">{site.contact.clone()}</dd>
                    <dt>{tx!(site.email)}</dt><dd><a id="a11y-email" href=format!("mailto:{}", site.email)>{site.email.clone()}</a></dd>
                    <dt>{tx!(site.phone)}</dt><dd><a id="a11y-telefon" href=phone>{site.phone.clone()}</a></dd>
                    <dt>{tx!(site.seat)}</dt><dd>{site.seat.clone()}</dd>
                </dl>
            }.into_any())}
            {section(tx!(site.procedure_title), None, view! {
                <div id="a11y-procedura">
                    <p>{tx!(site.procedure)}</p>
                    <p>{tx!(site.deadline)}</p>
                    <p>{tx!(site.complaint)}</p>
                    <p><a href="https://www.rpo.gov.pl" rel="noopener noreferrer external">{tx!(site.rpo)}</a></p>
                </div>
            }.into_any())}
            {section(tx!(site.architecture), None, view! { <p id="a11y-architektura">{said(architecture)}</p> }.into_any())}
            {section(tx!(site.communication), None, view! { <p id="a11y-komunikacja">{said(communication)}</p> }.into_any())}
            {section(tx!(site.apps), None, view! { <p id="a11y-aplikacje">{tx!(site.no_apps)}</p> }.into_any())}
        </div>
    }
    .into_any()
}

fn inaccessible(all: Vec<Bilingual>) -> AnyView {
    if all.is_empty() {
        return view! { <p>{tx!(site.nothing_inaccessible)}</p> }.into_any();
    }
    let entries: Vec<AnyView> = all.into_iter().map(|one| view! { <li>{said(one)}</li> }.into_any()).collect();
    view! { <ul>{entries}</ul> }.into_any()
}
