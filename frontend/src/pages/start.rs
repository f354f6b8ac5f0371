//! Start
use crate::components::page::PageHead;
use crate::tx;
use leptos::prelude::*;
/// The page.
pub fn page() -> AnyView {
    PageHead::new(tx!(common.app)).view(().into_any())
}
