//! A modal dialogue: the browser's own `<dialog>`, which keeps the focus inside and closes with Escape.

use super::icon::{Icon, icon};
use super::notices;
use crate::state::toasts;
use crate::texts::Text;
use crate::{browser, tx};
use leptos::html::Dialog;
use leptos::prelude::*;

/// A dialogue that is open while `open` is true. Its content is made anew each time it opens.
pub fn dialog(
    open: RwSignal<bool>,
    id: &'static str,
    title: Text,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    dialog_boxed(open, id, title, Box::new(content))
}

fn dialog_boxed(
    open: RwSignal<bool>,
    id: &'static str,
    title: Text,
    content: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let node = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        if open.get() {
            if !node.open() {
                let _ = node.show_modal();
            }
            toasts::enter(id);
        } else {
            if node.open() {
                node.close();
            }
            toasts::leave(id);
        }
    });
    on_cleanup(move || toasts::leave(id));
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    view! {
        <dialog
            id=id
            class="dialog"
            aria-labelledby=labelled
            node_ref=node
            on:close=move |_| {
                browser::set_title_prefix("");
                open.set(false);
            }
        >
            <div class="dialog-head">
                <h2 id=heading>{title}</h2>
                <button type="button" class="plain icon-only" aria-label=tx!(common.close) on:click=move |_| open.set(false)>
                    {icon(Icon::Close)}
                </button>
            </div>
            <div class="dialog-body">{move || open.get().then(&content)}</div>
            {move || open.get().then(|| notices::of_dialog(id))}
        </dialog>
    }
    .into_any()
}
