//! The privacy policy: who processes which data, why, for how long, and what the browser stores.

use crate::api::{fetch, load};
use crate::components::feedback::show;
use crate::components::page::{PageHead, section};
use crate::texts::{Text, text};
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::portal::Site;

/// The page.
pub fn page() -> AnyView {
    let site = load(|| fetch(|client| async move { client.get_site().await }));
    PageHead::new(tx!(site.privacy_title)).view(show(site, policy))
}

fn policy(site: Site) -> AnyView {
    let (entity, seat) = (site.entity.clone(), site.seat.clone());
    let controller = view! {
        <p>{text(move || tr!(site.controller, entity = entity.clone(), seat = seat.clone()))}</p>
        <p>{tx!(site.dpo)}" "<a href=format!("mailto:{}", site.data_protection_email)>{site.data_protection_email.clone()}</a></p>
    };
    let part = |title: Text, words: Text| section(title, None, view! { <p>{words}</p> }.into_any());
    view! {
        <div class="statement">
            {section(tx!(site.controller_title), None, controller.into_any())}
            {part(tx!(site.purposes_title), tx!(site.purposes))}
            {part(tx!(site.recipients_title), tx!(site.recipients))}
            {part(tx!(site.retention_title), tx!(site.retention))}
            {part(tx!(site.cookies_title), tx!(site.cookies))}
            {part(tx!(site.rights_title), tx!(site.rights))}
        </div>
    }
    .into_any()
}
