//! Pieces that several of the portal's pages show: texts, pictures, states.

use super::model::{Block, blocks};
use crate::api::{self, fetch, load};
use crate::components::feedback::{Tone, badge};
use crate::texts::Text;
use crate::tx;
use leptos::prelude::*;
use obrady_types::portal::{FileRef, NewsKind, PublicationState};

/// A text in its pieces; every sign is shown as it was written.
pub(crate) fn prose(text: &str) -> AnyView {
    let pieces: Vec<AnyView> = blocks(text)
        .into_iter()
        .map(|block| match block {
            Block::Heading(words) => view! { <h2>{words}</h2> }.into_any(),
            Block::Paragraph(words) => view! { <p class="prose">{words}</p> }.into_any(),
            Block::List(entries) => {
                let entries: Vec<AnyView> =
                    entries.into_iter().map(|entry| view! { <li>{entry}</li> }.into_any()).collect();
                view! { <ul>{entries}</ul> }.into_any()
            }
        })
        .collect();
    pieces.into_any()
}

/// A picture with its words. What only its editors may see comes with their token, which a plain address would not send.
pub(crate) fn picture(file: FileRef, is_public: bool) -> AnyView {
    let words = file.alt_text.clone().unwrap_or_default();
    let (width, height) = (file.width, file.height);
    if is_public {
        return view! { <img src=file.address alt=words width=width height=height loading="lazy" /> }.into_any();
    }
    let kind = serde_json::to_value(file.media_type).ok();
    let kind = kind.and_then(|kind| kind.as_str().map(ToOwned::to_owned)).unwrap_or_default();
    let bytes = load(move || {
        let file = file.clone();
        fetch(move |client| {
            let file = file.clone();
            async move { client.read_file(&file).await }
        })
    });
    let source = move || bytes.ready().and_then(|bytes| api::data_address(&kind, &bytes));
    view! { <img src=source alt=words width=width height=height /> }.into_any()
}

/// What kind of text it is.
pub(crate) fn kind_words(kind: NewsKind) -> Text {
    match kind {
        NewsKind::News => tx!(portal.kind_news),
        NewsKind::Report => tx!(portal.kind_report),
        NewsKind::Summary => tx!(portal.kind_summary),
    }
}

/// Whether the public sees it, where it does not.
pub(crate) fn state_badge(state: PublicationState) -> Option<AnyView> {
    match state {
        PublicationState::Draft => Some(badge(Tone::Attention, tx!(portal.state_draft))),
        PublicationState::Withdrawn => Some(badge(Tone::Danger, tx!(portal.state_withdrawn))),
        PublicationState::Published => None,
    }
}
