//! The convents; where there is only one, its page at once.

use crate::api::{self, fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::page::PageHead;
use crate::state::session;
use crate::{address, tx};
use leptos::prelude::*;
use obrady_client::BodyFilter;
use obrady_types::groups::{Body, BodyKind};

/// The page.
pub fn page() -> AnyView {
    let convents = load(|| {
        let region_id = session::me().map(|me| me.region_id);
        fetch(move |client| async move {
            let filter =
                BodyFilter { region_id, kind: Some(BodyKind::Convent), page: api::many(), ..BodyFilter::default() };
            client.list_bodies(&filter).await.map(|page| page.items)
        })
    });
    // `?all=1` is the way up from a convent, which must not lead back down at once.
    let all = address::query("all");
    Effect::new(move |_| {
        if all.get().is_some() {
            return;
        }
        if let Some([only]) = convents.ready().as_deref() {
            address::replace(&format!("/convents/{}", only.id));
        }
    });
    PageHead::new(tx!(convents.list_title)).view(show(convents, list))
}

fn list(convents: Vec<Body>) -> AnyView {
    if convents.is_empty() {
        return empty(tx!(convents.none), None);
    }
    let rows: Vec<AnyView> = convents
        .into_iter()
        .map(|body| {
            view! {
                <li class="row link-row">
                    <div class="row-main"><a href=format!("/convents/{}", body.id)>{body.name}</a></div>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}
