//! Regions to choose from: as a filter of a list, and for an operator, who writes for any of them.

use crate::api::{fetch, load};
use crate::components::form::{Field, Form, select};
use crate::state::session;
use crate::texts::Text;
use crate::{address, standing, tx};
use leptos::prelude::*;
use obrady_types::groups::Body;
use obrady_types::identity::Role;
use obrady_types::{PageQuery, RegionId};

/// The region that the address names.
pub fn chosen_region() -> Memo<Option<RegionId>> {
    let named = address::query("region");
    Memo::new(move |_| named.get().and_then(|id| id.parse().ok()))
}

fn regions() -> crate::api::Loaded<Vec<(String, Text)>> {
    load(|| {
        fetch(|client| async move {
            let all = PageQuery { limit: Some(200), ..PageQuery::default() };
            let regions = client.list_regions(&all).await?.items;
            Ok(regions.into_iter().map(|region| (region.id.to_string(), Text::stored(region.name))).collect())
        })
    })
}

/// The filter of a list at `path`.
pub fn region_filter(path: &'static str, chosen: Memo<Option<RegionId>>) -> AnyView {
    let regions = regions();
    let value = RwSignal::new(chosen.get_untracked().map(|id| id.to_string()).unwrap_or_default());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let region = value.get_untracked();
        let query = if region.is_empty() { String::new() } else { format!("?region={region}") };
        address::go_within(&format!("{path}{query}"));
    };
    let choice = move || {
        let mut options = vec![(String::new(), tx!(trainings.any_region))];
        options.extend(regions.ready().unwrap_or_default());
        select("filter-region", value, options, Signal::stored(None), Signal::stored(None), None)
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <div class="field"><label for="filter-region">{tx!(trainings.filter_region)}</label>{choice}</div>
            <button type="submit">{tx!(trainings.apply)}</button>
        </form>
    }
    .into_any()
}

/// Whether the caller writes for any region.
pub fn is_operator() -> bool {
    session::me().is_some_and(|me| me.roles.iter().any(|grant| grant.role == Role::Operator))
}

/// The choice of a region, for an operator only.
pub fn region_field(form: Form, value: RwSignal<String>) -> AnyView {
    if !is_operator() {
        return ().into_any();
    }
    let regions = regions();
    (move || {
        regions.ready().map(|all| {
            form.select(Field::new("place-region", "/region_id", tx!(portal.region)).width("medium"), value, all)
        })
    })
    .into_any()
}

/// Whose it is: a body's whose news the caller writes, or the whole region's.
pub fn place(form: Form, region: RwSignal<String>, chosen: RwSignal<String>, bodies: &[Body]) -> AnyView {
    let Some(me) = session::me() else { return ().into_any() };
    let own = bodies.iter().filter(|body| standing::writes_news_of(&me, body));
    let mut places: Vec<(String, Text)> =
        own.map(|body| (body.id.to_string(), Text::stored(body.name.clone()))).collect();
    let region = region.get_untracked().parse().unwrap_or(me.region_id);
    if standing::administers(Some(&me), region) {
        places.insert(0, (String::new(), tx!(news_edit.place_region)));
    }
    let before = chosen.get_untracked();
    if !places.iter().any(|(key, _)| *key == before) {
        chosen.set(places.first().map(|(key, _)| key.clone()).unwrap_or_default());
    }
    form.select(Field::new("news-place", "/body_id", tx!(news_edit.place)), chosen, places)
}
