//! Pages that are fetched when they are first opened. A chunk is a WASM file of its own, and each family of pages has
//! one (docs/adr/0001-wasm-without-trunk.md); what several families use comes with the first of them.

use crate::address::page_of;
use crate::components::feedback::show;
use crate::loading::{Loading, load};
use crate::pages::{convents, groups, meetings};
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use obrady_client::ClientError;

/// Draws a page that has arrived.
type Page = fn() -> AnyView;

/// A chunk that could not be fetched.
type Fetched = Result<Page, SplitLoaderError>;

/// Shows a page as soon as its chunk is there; a chunk that cannot be fetched can be tried again.
fn fetched(fetch: impl Fn() -> Loading<Page> + 'static) -> AnyView {
    show(load(fetch), |page: Page| page())
}

macro_rules! pages {
    ($($chunk:ident { $($name:ident = $page:expr;)+ })+) => {$($(
        #[doc = concat!("The page `", stringify!($name), "`, from its chunk.")]
        pub fn $name() -> AnyView {
            #[wasm_split($chunk, wasm_split_path = ::leptos::wasm_split, fallible)]
            fn $name() -> Fetched {
                Ok($page)
            }
            fetched(|| {
                Box::pin(async { $name().await.map_err(|error| ClientError::Network(error.to_string())) })
            })
        }
    )+)+};
}

pages! {
    groups {
        group_list = groups::list::page;
        group = || page_of(groups::group::page);
    }
    convents {
        convent_list = convents::list::page;
        convent = || page_of(convents::convent::page);
        rotation = || page_of(convents::rotation::page);
    }
    meetings {
        meeting = || page_of(meetings::meeting::page);
    }
}
