//! The list of programmes. What is filtered for stands in the address; more pages come on demand.

use super::new_programme;
use super::words::{self, SCOPES, STATES, named, options};
use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::feedback::{Tone, badge, empty, failure_words, show};
use crate::components::form::select;
use crate::components::icon::{Icon, icon};
use crate::components::page::PageHead;
use crate::state::{session, toasts};
use crate::texts::Text;
use crate::{address, standing, tr, tx};
use leptos::prelude::*;
use obrady_client::ProgrammeFilter;
use obrady_types::PageQuery;
use obrady_types::directory::Region;
use obrady_types::identity::Me;
use obrady_types::programmes::Programme;
use wasm_bindgen_futures::spawn_local;

/// What is shown so far, and where the next page begins.
#[derive(Clone)]
struct Found {
    items: Vec<Programme>,
    next: Option<String>,
    total: u64,
}

/// The filters as they stand in the address.
#[derive(Clone, Copy)]
struct Filters {
    q: Memo<Option<String>>,
    scope: Memo<Option<String>>,
    state: Memo<Option<String>>,
    year: Memo<Option<String>>,
    region: Memo<Option<String>>,
}

impl Filters {
    fn of_address() -> Self {
        Self {
            q: address::query("q"),
            scope: address::query("scope"),
            state: address::query("state"),
            year: address::query("year"),
            region: address::query("region"),
        }
    }

    /// What to ask for; tracked.
    fn query(self) -> ProgrammeFilter {
        ProgrammeFilter {
            q: self.q.get(),
            scope: self.scope.get().and_then(|word| named(&SCOPES, &word)),
            state: self.state.get().and_then(|word| named(&STATES, &word)),
            year: self.year.get().and_then(|year| year.parse().ok()),
            region_id: self.region.get().and_then(|region| region.parse().ok()),
            page: PageQuery { count: Some(true), ..PageQuery::default() },
        }
    }

    fn any(self) -> bool {
        [self.q, self.scope, self.state, self.year, self.region].iter().any(|one| one.get_untracked().is_some())
    }
}

/// The page.
pub fn page() -> AnyView {
    let filters = Filters::of_address();
    let found = load(move || {
        let filter = filters.query();
        session::me();
        fetch(move |client| {
            let filter = filter.clone();
            async move {
                let page = client.list_programmes(&filter).await?;
                Ok(Found { items: page.items, next: page.next, total: page.total.unwrap_or_default() })
            }
        })
    });
    let making = RwSignal::new(false);
    let facts = move || {
        found.ready().map(|found| {
            let count = usize::try_from(found.total).unwrap_or_default();
            view! { <span>{tr!(programmes.facts, count = count)}</span> }.into_any()
        })
    };
    let action = move || {
        let me = session::me()?;
        makes_programmes(&me).then(|| {
            view! {
                <button type="button" class="primary" on:click=move |_| making.set(true)>
                    {icon(Icon::Add)}{tx!(programmes.new)}
                </button>
            }
        })
    };
    let body = view! {
        {form(filters)}
        {show(found, move |all| list(all, found, filters))}
        {new_programme::dialogue(making)}
    };
    PageHead::new(tx!(programmes.title)).facts(facts.into_any()).action(action.into_any()).view(body.into_any())
}

/// Administrators, and who coordinates a programme already.
fn makes_programmes(me: &Me) -> bool {
    standing::administers(Some(me), me.region_id) || me.roles.iter().any(|grant| grant.programme_id.is_some())
}

fn form(filters: Filters) -> AnyView {
    let follow = |memo: Memo<Option<String>>| {
        let value = RwSignal::new(String::new());
        Effect::new(move |_| value.set(memo.get().unwrap_or_default()));
        value
    };
    let (q, year) = (follow(filters.q), follow(filters.year));
    let (scope, state, region) = (follow(filters.scope), follow(filters.state), follow(filters.region));
    let wrong = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = year.get_untracked();
        let good = typed.trim().is_empty() || typed.trim().parse().is_ok_and(|year: i32| (1900..=2200).contains(&year));
        wrong.set(!good);
        if !good {
            crate::browser::focus("filter-year");
            return;
        }
        let values = [("q", q), ("scope", scope), ("state", state), ("year", year), ("region", region)];
        let parts: Vec<String> = values
            .into_iter()
            .map(|(name, value)| (name, value.get_untracked().trim().to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", address::encode(&value)))
            .collect();
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        address::go(&format!("/programmes{query}"));
    };
    let regions =
        load(|| fetch(|client| async move { client.list_regions(&api::many()).await.map(|page| page.items) }));
    let region_choice = move || {
        let regions: Vec<Region> = regions.ready().unwrap_or_default();
        let choices = regions.into_iter().map(|one| (one.id.to_string(), Text::stored(one.name))).collect();
        choice("filter-region", region, choices)
    };
    let invalid = Signal::derive(move || wrong.get().then_some("true"));
    view! {
        <form class="filter-form" role="search" novalidate=true on:submit=submit>
            <div class="field">
                <label for="filter-q">{tx!(programmes.search)}</label>
                <input id="filter-q" type="search" autocomplete="off" maxlength="200" prop:value=q
                    on:input=move |event| q.set(event_target_value(&event)) />
            </div>
            <div class="field">
                <label for="filter-scope">{tx!(programmes.filter_scope)}</label>
                {choice("filter-scope", scope, options(&SCOPES, words::scope))}
            </div>
            <div class="field">
                <label for="filter-state">{tx!(programmes.filter_state)}</label>
                {choice("filter-state", state, options(&STATES, words::state))}
            </div>
            <div class="field">
                <label for="filter-region">{tx!(programmes.filter_region)}</label>
                {region_choice}
            </div>
            <div class="field" class:wrong=move || wrong.get()>
                <label for="filter-year">{tx!(programmes.filter_year)}</label>
                {move || wrong.get().then(|| view! { <p class="field-error" id="filter-year-error">{tx!(programmes.year_wrong)}</p> })}
                <input id="filter-year" class="short" inputmode="numeric" autocomplete="off" prop:value=year
                    aria-invalid=invalid
                    aria-describedby=move || wrong.get().then_some("filter-year-error")
                    on:input=move |event| year.set(event_target_value(&event)) />
            </div>
            <button type="submit">{tx!(programmes.filter_apply)}</button>
        </form>
    }
    .into_any()
}

/// A choice of one, or of all.
fn choice(id: &'static str, value: RwSignal<String>, choices: Vec<(String, Text)>) -> AnyView {
    let mut all = vec![(String::new(), tx!(programmes.any))];
    all.extend(choices);
    select(id, value, all, Signal::stored(None), Signal::stored(None), None)
}

fn list(all: Found, found: Loaded<Found>, filters: Filters) -> AnyView {
    if all.items.is_empty() {
        return if filters.any() {
            let clear = view! { <a class="button" href="/programmes">{tx!(programmes.filter_clear)}</a> };
            empty(tx!(programmes.no_hits), Some(clear.into_any()))
        } else {
            empty(tx!(programmes.empty), None)
        };
    }
    let rows: Vec<AnyView> = all.items.iter().cloned().map(row).collect();
    let more = all.next.clone().map(|cursor| more(found, filters, cursor));
    view! { <ul class="rows">{rows}</ul>{more} }.into_any()
}

/// The button that fetches the next page and leaves the focus at its first row.
fn more(found: Loaded<Found>, filters: Filters, cursor: String) -> AnyView {
    let busy = RwSignal::new(false);
    let go = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let mut filter = untrack(move || filters.query());
        filter.page = PageQuery { cursor: Some(cursor.clone()), ..PageQuery::default() };
        spawn_local(async move {
            let answer = api::send(|client| {
                let filter = filter.clone();
                async move { client.list_programmes(&filter).await }
            })
            .await;
            let _ = busy.try_set(false);
            match answer {
                Ok(page) => {
                    let first = page.items.first().map(|one| one.id);
                    found.update(|all| {
                        all.items.extend(page.items.clone());
                        all.next.clone_from(&page.next);
                    });
                    if let Some(id) = first {
                        crate::browser::focus_place_later(format!("programme-{id}"));
                    }
                }
                Err(error) => toasts::show(failure_words(&Failure::from(error))),
            }
        });
    };
    view! { <p class="show-more"><button type="button" on:click=go>{tx!(programmes.more)}</button></p> }.into_any()
}

fn row(programme: Programme) -> AnyView {
    let period = words::period(&programme).map(|period| view! { <span>{period}</span> }.into_any());
    let unit = programme.owner_unit.map(|unit| view! { <span>{unit}</span> }.into_any());
    view! {
        <li class="row link-row" id=format!("programme-{}", programme.id) tabindex="-1">
            <div class="row-main">
                <a href=format!("/programmes/{}", programme.id)>{programme.title}</a>
                <div class="row-facts"><span>{words::scope(programme.scope)}</span>{period}{unit}</div>
            </div>
            <div class="row-end">
                {programme.synthetic.then(|| badge(Tone::Plain, tx!(common.synthetic)))}
                {words::state_badge(programme.state)}
            </div>
        </li>
    }
    .into_any()
}
