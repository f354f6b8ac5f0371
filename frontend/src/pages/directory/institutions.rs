//! The list of institutions with its filters; they stand in the address.

use super::institution_form::new_institution;
use super::model::{list_address, named};
use super::words;
use crate::api::{self, fetch, load};
use crate::components::feedback::{Tone, badge, empty, show};
use crate::components::form::select;
use crate::components::page::PageHead;
use crate::state::session;
use crate::texts::{Text, text};
use crate::{address, standing, tr, tx};
use leptos::prelude::*;
use obrady_client::InstitutionFilter;
use obrady_types::directory::{Commune, County, Institution, InstitutionStatus};
use obrady_types::{Page, PageQuery};
use wasm_bindgen_futures::spawn_local;

/// The public page.
pub fn page() -> AnyView {
    institutions("/institutions")
}

/// The page for those who keep the directory.
pub fn admin_page() -> AnyView {
    institutions("/admin/institutions")
}

/// What the address asks for.
#[derive(Clone, Copy)]
struct Filters {
    q: Memo<Option<String>>,
    kind: Memo<Option<String>>,
    county: Memo<Option<String>>,
    commune: Memo<Option<String>>,
    status: Memo<Option<String>>,
}

impl Filters {
    fn filter(self, page: PageQuery) -> InstitutionFilter {
        InstitutionFilter {
            region_id: session::me().map(|me| me.region_id),
            kind: self.kind.get().and_then(|word| named(&word)),
            teryt_county: self.county.get(),
            teryt_commune: self.commune.get(),
            status: self.status.get().and_then(|word| named(&word)),
            successor_id: None,
            q: self.q.get(),
            page,
        }
    }

    fn any(self) -> bool {
        [self.q, self.kind, self.county, self.commune, self.status].into_iter().any(|one| one.get().is_some())
    }
}

fn institutions(path: &'static str) -> AnyView {
    let filters = Filters {
        q: address::query("q"),
        kind: address::query("kind"),
        county: address::query("county"),
        commune: address::query("commune"),
        status: address::query("status"),
    };
    let found = load(move || {
        let filter = filters.filter(PageQuery { count: Some(true), ..PageQuery::default() });
        fetch(move |client| {
            let filter = filter.clone();
            async move { client.list_institutions(&filter).await }
        })
    });
    let facts = move || {
        let count = found.ready().and_then(|page| page.total)?;
        Some(view! { <span>{tr!(directory.institutions_count, count = count)}</span> }.into_any())
    };
    let making = RwSignal::new(false);
    let keeps = move || session::me().is_some_and(|me| standing::administers(Some(&me), me.region_id));
    let action = move || {
        (path != "/institutions" && keeps()).then(|| {
            view! {
                <button type="button" class="primary" on:click=move |_| making.set(true)>{tx!(directory.new_institution)}</button>
            }
            .into_any()
        })
    };
    let more = move |cursor: String| {
        let filter = untrack(|| filters.filter(PageQuery { cursor: Some(cursor), ..PageQuery::default() }));
        spawn_local(async move {
            let next = api::send(|client| {
                let filter = filter.clone();
                async move { client.list_institutions(&filter).await }
            });
            if let Ok(next) = next.await {
                found.update(|page| {
                    page.items.extend(next.items);
                    page.next = next.next;
                });
            }
        });
    };
    let body = view! {
        {(path != "/institutions").then(admin_links)}
        {search(path, filters)}
        {show(found, move |page| list(path, page, filters, more))}
        {move || keeps().then(|| new_institution(making))}
    };
    PageHead::new(tx!(directory.institutions)).facts(facts.into_any()).action(action.into_any()).view(body.into_any())
}

/// Where else the directory is kept.
pub(super) fn admin_links() -> AnyView {
    view! {
        <p class="actions">
            <a class="button" href="/admin/institutions">{tx!(directory.institutions)}</a>
            <a class="button" href="/admin/people">{tx!(directory.people)}</a>
            <a class="button" href="/admin/import">{tx!(directory.import)}</a>
            <a class="button" href="/admin/duplicates">{tx!(directory.duplicates)}</a>
        </p>
    }
    .into_any()
}

fn search(path: &'static str, filters: Filters) -> AnyView {
    let value = |memo: Memo<Option<String>>| {
        let signal = RwSignal::new(String::new());
        Effect::new(move |_| signal.set(memo.get().unwrap_or_default()));
        signal
    };
    let (q, kind, status) = (value(filters.q), value(filters.kind), value(filters.status));
    let (county, commune) = (value(filters.county), value(filters.commune));
    let counties = load(move || {
        let region = session::me().map(|me| me.region_id);
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_counties(region, &page).await }
            })
            .await
        })
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let values = [q, kind, county, commune, status].map(|one| one.get_untracked());
        let [q, kind, county, commune, status] = &values;
        // A commune of another county than the chosen one asks for nothing.
        let commune = if commune.starts_with(county.as_str()) && !county.is_empty() { commune.as_str() } else { "" };
        let filters = [("q", q.as_str()), ("kind", kind), ("county", county), ("commune", commune), ("status", status)];
        address::go(&list_address(path, &filters, address::encode));
    };
    let all = |words: Text| vec![(String::new(), words)];
    let kinds: Vec<_> = all(tx!(directory.all_kinds)).into_iter().chain(words::kinds()).collect();
    let states = [InstitutionStatus::Active, InstitutionStatus::Closed, InstitutionStatus::Merged];
    let states = states.into_iter().map(|one| (super::model::word(one), words::status(one)));
    let states: Vec<_> = all(tx!(directory.all_states)).into_iter().chain(states).collect();
    let county_field = move || {
        let known: Vec<County> = counties.ready().unwrap_or_default();
        let named =
            known.into_iter().map(|one| (one.teryt.clone(), Text::stored(format!("{} {}", one.teryt, one.name))));
        let options: Vec<_> = all(tx!(directory.all_counties)).into_iter().chain(named).collect();
        let none = Signal::stored(None);
        select("filter-county", county, options, none, Signal::stored(None), None)
    };
    let communes = load(move || {
        let of = Some(county.get()).filter(|code| !code.is_empty());
        fetch(move |client| {
            let of = of.clone();
            async move {
                match of {
                    Some(code) => client.list_communes(None, Some(&code), &api::many()).await.map(|page| page.items),
                    None => Ok(Vec::new()),
                }
            }
        })
    });
    let commune_field = move || {
        let known: Vec<Commune> = communes.ready().unwrap_or_default();
        (!known.is_empty()).then(|| {
            let named = known.into_iter().map(|one| {
                let kind = words::commune(one.kind);
                let name = one.name;
                (one.teryt, text(move || format!("{name} ({})", kind.get())))
            });
            let options: Vec<_> = all(tx!(directory.all_communes)).into_iter().chain(named).collect();
            view! {
                <div class="field">
                    <label for="filter-commune">{tx!(directory.commune_name)}</label>
                    {select("filter-commune", commune, options, Signal::stored(None), Signal::stored(None), None)}
                </div>
            }
            .into_any()
        })
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <div class="field">
                <label for="filter-text">{tx!(directory.search_institution)}</label>
                <input id="filter-text" type="search" name="q" autocomplete="off" prop:value=q
                    on:input=move |event| q.set(event_target_value(&event)) />
            </div>
            <div class="field">
                <label for="filter-kind">{tx!(directory.kind)}</label>
                {select("filter-kind", kind, kinds, Signal::stored(None), Signal::stored(None), None)}
            </div>
            <div class="field">
                <label for="filter-county">{tx!(directory.county)}</label>
                {county_field}
            </div>
            {commune_field}
            <div class="field">
                <label for="filter-status">{tx!(directory.status)}</label>
                {select("filter-status", status, states, Signal::stored(None), Signal::stored(None), None)}
            </div>
            <button type="submit">{tx!(directory.search)}</button>
        </form>
    }
    .into_any()
}

fn list(
    path: &'static str,
    page: Page<Institution>,
    filters: Filters,
    more: impl Fn(String) + Copy + 'static,
) -> AnyView {
    if page.items.is_empty() {
        return if untrack(|| filters.any()) {
            let clear = view! { <a class="button" href=path>{tx!(directory.clear)}</a> };
            empty(tx!(directory.no_institution_found), Some(clear.into_any()))
        } else {
            empty(tx!(directory.no_institutions), None)
        };
    }
    let rows: Vec<AnyView> = page.items.into_iter().map(row).collect();
    let button = page.next.map(|cursor| {
        view! {
            <p><button type="button" on:click=move |_| more(cursor.clone())>{tx!(directory.show_more)}</button></p>
        }
        .into_any()
    });
    view! { <ul class="rows">{rows}</ul>{button} }.into_any()
}

/// An institution in a list.
pub(super) fn row(one: Institution) -> AnyView {
    let state = (one.status != InstitutionStatus::Active).then(|| badge(Tone::Plain, words::status(one.status)));
    let county = one.county.map(|county| view! { <span>{county.name}</span> }.into_any());
    view! {
        <li class="row link-row">
            <div class="row-main">
                <a href=format!("/institutions/{}", one.id)>{one.name}</a>
                <div class="row-facts">
                    <span>{words::kind(one.kind)}</span>
                    {one.town.map(|town| view! { <span>{town}</span> }.into_any())}
                    {county}
                </div>
            </div>
            {state}
        </li>
    }
    .into_any()
}
