//! Keeps the focus in the agenda when the row that has it moves or goes.

use crate::browser;
use leptos::prelude::document;
use obrady_rules::agenda::AgendaTree;
use obrady_types::AgendaItemId;
use web_sys::FocusOptions;

/// Where the focus may go, best first: where it is, the title of its row, those of the rows below and above.
pub(super) fn hold(tree: &AgendaTree) -> Option<Vec<String>> {
    let active = document().active_element()?;
    let row: AgendaItemId = active.closest("[data-item]").ok()??.get_attribute("data-item")?.parse().ok()?;
    let at = tree.items().iter().position(|item| item.id == row)?;
    let (above, below) = tree.items().split_at_checked(at)?;
    let titles = below.iter().chain(above.iter().rev()).map(|item| format!("name-{}", item.id));
    let own = Some(active.id()).filter(|id| !id.is_empty());
    Some(own.into_iter().chain(titles).chain(["add-1".to_owned()]).collect())
}

/// Gives the focus back if the change took it away.
pub(super) fn keep(places: Option<Vec<String>>) {
    let Some(places) = places else { return };
    wasm_bindgen_futures::spawn_local(async move {
        leptos::task::tick().await;
        let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if !lost {
            return;
        }
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        if let Some(found) = places.iter().find_map(|id| browser::element(id)) {
            let _ = found.focus_with_options(&options);
        }
    });
}
