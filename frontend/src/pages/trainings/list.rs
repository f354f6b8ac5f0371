//! The offer: filters in the address, the soonest first, more on demand.

use super::model::{manages, month, month_word};
use crate::api::{fetch, load};
use crate::components::edition_rows::rows;
use crate::components::feedback::{empty, show};
use crate::components::form::select;
use crate::components::icon::{Icon, icon};
use crate::components::page::PageHead;
use crate::state::session;
use crate::texts::Text;
use crate::{address, dates, tx};
use chrono::{Datelike, Months};
use leptos::prelude::*;
use obrady_client::EditionFilter;
use obrady_types::directory::Region;
use obrady_types::trainings::{EditionOrder, TrainingEdition};
use obrady_types::{Page, PageQuery};

/// Rows at first, and how many more each time.
const STEP: u32 = 20;

/// What the address says.
#[derive(Clone, Copy)]
struct Chosen {
    past: Memo<Option<String>>,
    q: Memo<Option<String>>,
    audience: Memo<Option<String>>,
    month: Memo<Option<String>>,
    region: Memo<Option<String>>,
    order: Memo<Option<String>>,
    free: Memo<Option<String>>,
}

impl Chosen {
    fn filter(self) -> EditionFilter {
        let today = dates::today();
        let past = self.past.get().is_some();
        let (from, to) = match self.month.get().as_deref().and_then(month) {
            Some((first, last)) => (Some(first), Some(last)),
            None if past => (None, today.pred_opt()),
            None => (Some(today), None),
        };
        let order = match self.order.get().as_deref() {
            Some("title") => EditionOrder::Title,
            _ if past => EditionOrder::Latest,
            _ => EditionOrder::Date,
        };
        EditionFilter {
            from,
            to,
            q: self.q.get(),
            audience: self.audience.get(),
            region_id: self.region.get().and_then(|id| id.parse().ok()),
            free: self.free.get().map(|_| true),
            order: Some(order),
            ..EditionFilter::default()
        }
    }

    fn is_filtered(self) -> bool {
        [self.q, self.audience, self.month, self.region, self.free].iter().any(|one| one.get_untracked().is_some())
    }
}

/// The page.
pub fn page() -> AnyView {
    let chosen = Chosen {
        past: address::query("past"),
        q: address::query("q"),
        audience: address::query("audience"),
        month: address::query("month"),
        region: address::query("region"),
        order: address::query("order"),
        free: address::query("free"),
    };
    let shown = RwSignal::new(STEP);
    let editions = load(move || {
        session::me();
        let page = PageQuery { limit: Some(shown.get()), ..PageQuery::default() };
        let filter = EditionFilter { page, ..chosen.filter() };
        fetch(move |client| {
            let filter = filter.clone();
            async move { client.list_training_editions(&filter).await }
        })
    });
    let regions = load(|| {
        fetch(|client| async move {
            let all = PageQuery { limit: Some(200), ..PageQuery::default() };
            client.list_regions(&all).await.map(|page| page.items)
        })
    });
    let more = move || {
        shown.update(|shown| *shown = (*shown + STEP).min(200));
        editions.reload_quietly();
    };
    let action = move || {
        let me = session::me()?;
        manages(Some(&me), me.region_id).then(|| {
            view! { <a class="button primary" href="/trainings/new">{icon(Icon::Add)}{tx!(trainings.new)}</a> }
                .into_any()
        })
    };
    let body = view! {
        {tabs(chosen.past)}
        {move || filters(chosen, regions.ready().unwrap_or_default())}
        {show(editions, move |page| list(page, chosen, more))}
    };
    let facts = move || {
        let mine = session::me().map(|_| view! { <a href="/trainings/mine">{tx!(trainings.mine)}</a> }.into_any());
        let keeps = session::me().filter(|me| manages(Some(me), me.region_id)).map(|_| {
            view! {
                <a href="/trainings/catalogue">{tx!(trainings.catalogue)}</a>
                <a href="/trainings/clauses">{tx!(trainings.clauses)}</a>
            }
            .into_any()
        });
        view! {
            {mine}
            <a href="/calendar">{tx!(trainings.calendar)}</a>
            <a href="/trainings/models">{tx!(trainings.models)}</a>
            <a href="/trainings/advisers">{tx!(trainings.advisers)}</a>
            {keeps}
        }
        .into_any()
    };
    PageHead::new(tx!(trainings.title)).facts(facts.into_any()).action(action.into_any()).view(body.into_any())
}

fn tabs(past: Memo<Option<String>>) -> AnyView {
    let tab = move |is_past: bool, href: &'static str, name: Text| {
        let current = move || (past.get().is_some() == is_past).then_some("page");
        view! { <li><a href=href aria-current=current>{name}</a></li> }.into_any()
    };
    view! {
        <nav aria-label=tx!(trainings.which)>
            <ul class="filters">
                {tab(false, "/trainings", tx!(trainings.upcoming))}
                {tab(true, "/trainings?past=1", tx!(trainings.past))}
            </ul>
        </nav>
    }
    .into_any()
}

fn filters(chosen: Chosen, regions: Vec<Region>) -> AnyView {
    let value = |memo: Memo<Option<String>>| RwSignal::new(memo.get_untracked().unwrap_or_default());
    let fields = [chosen.q, chosen.audience, chosen.month, chosen.region, chosen.order].map(value);
    let [q, audience, month, region, order] = fields;
    let free = RwSignal::new(chosen.free.get_untracked().is_some());
    let is_past = chosen.past;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let names = ["q", "audience", "month", "region", "order"];
        let mut parts: Vec<String> = names
            .into_iter()
            .zip(fields)
            .filter_map(|(name, value)| {
                let value = value.get_untracked();
                let value = value.trim();
                (!value.is_empty()).then(|| format!("{name}={}", address::encode(value)))
            })
            .collect();
        if free.get_untracked() {
            parts.push("free=1".to_owned());
        }
        if is_past.get_untracked().is_some() {
            parts.push("past=1".to_owned());
        }
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        address::go_within(&format!("/trainings{query}"));
    };
    let mut months = vec![(String::new(), tx!(trainings.any_month))];
    let first = dates::today().with_day(1).unwrap_or_default();
    for count in 0..12 {
        let backwards = is_past.get_untracked().is_some();
        let by = Months::new(count);
        let day = if backwards { first.checked_sub_months(by) } else { first.checked_add_months(by) };
        if let Some(day) = day {
            months.push((month_word(day), Text::stored(format!("{}.{}", day.month(), day.year()))));
        }
    }
    let mut places = vec![(String::new(), tx!(trainings.any_region))];
    places.extend(regions.into_iter().map(|region| (region.id.to_string(), Text::stored(region.name))));
    let orders = vec![(String::new(), tx!(trainings.order_date)), ("title".to_owned(), tx!(trainings.order_title))];
    view! {
        <form class="offer-filters" role="search" on:submit=submit>
            {typed("offer-q", tx!(trainings.filter_q), q)}
            {typed("offer-audience", tx!(trainings.filter_audience), audience)}
            {choice("offer-month", tx!(trainings.filter_month), month, months)}
            {choice("offer-region", tx!(trainings.filter_region), region, places)}
            {choice("offer-order", tx!(trainings.filter_order), order, orders)}
            <label class="check">
                <input type="checkbox" prop:checked=free on:change=move |_| free.update(|free| *free = !*free) />
                {tx!(trainings.filter_free)}
            </label>
            <button type="submit">{tx!(trainings.apply)}</button>
        </form>
    }
    .into_any()
}

fn typed(id: &'static str, label: Text, value: RwSignal<String>) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="search" autocomplete="off" maxlength="200" prop:value=value
                on:input=move |event| value.set(event_target_value(&event)) />
        </div>
    }
    .into_any()
}

fn choice(id: &'static str, label: Text, value: RwSignal<String>, options: Vec<(String, Text)>) -> AnyView {
    let nothing = Signal::stored(None::<String>);
    view! {
        <div class="field"><label for=id>{label}</label>{select(id, value, options, nothing, Signal::stored(None), None)}</div>
    }
    .into_any()
}

fn list(page: Page<TrainingEdition>, chosen: Chosen, more: impl Fn() + Copy + 'static) -> AnyView {
    if page.items.is_empty() {
        return if chosen.is_filtered() {
            let clear = view! { <a class="button" href="/trainings">{tx!(trainings.clear)}</a> };
            empty(tx!(trainings.no_hits), Some(clear.into_any()))
        } else {
            empty(tx!(trainings.empty), None)
        };
    }
    let more = page.next.is_some().then(|| {
        view! { <p class="show-more"><button type="button" on:click=move |_| more()>{tx!(trainings.more)}</button></p> }
            .into_any()
    });
    view! { {rows(page.items)}{more} }.into_any()
}
