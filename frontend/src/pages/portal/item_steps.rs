//! What an editor may do with a piece of news: change, publish, withdraw, remove.

use crate::api::{self, Failure, Loaded};
use crate::components::feedback::failure_words;
use crate::state::toasts;
use crate::texts::Text;
use crate::{address, tr, tx};
use leptos::prelude::*;
use obrady_client::{Client, ClientError};
use obrady_types::ErrorCode;
use obrady_types::portal::{NewsItem, PublicationState};
use wasm_bindgen_futures::spawn_local;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Publish,
    Withdraw,
    Remove,
}

/// The buttons.
pub(super) fn steps(news: Loaded<NewsItem>) -> AnyView {
    let Some(view) = news.ready_untracked() else { return ().into_any() };
    let busy = RwSignal::new(false);
    let button = move |step: Step, label: Text, class: &'static str| {
        view! {
            <button type="button" class=class aria-disabled=move || busy.get().then_some("true")
                on:click=move |_| take(news, step, busy)>{label}</button>
        }
        .into_any()
    };
    let first = match view.state {
        PublicationState::Published => button(Step::Withdraw, tx!(portal.withdraw), "danger"),
        PublicationState::Draft | PublicationState::Withdrawn => button(Step::Publish, tx!(portal.publish), "primary"),
    };
    let remove = view.published_on.is_none().then(|| button(Step::Remove, tx!(portal.remove), "danger"));
    let change = view! { <a class="button" href=format!("/news/{}/edit", view.id)>{tx!(portal.edit)}</a> };
    view! {
        {change}
        {remove}
        {first}
    }
    .into_any()
}

fn take(news: Loaded<NewsItem>, step: Step, busy: RwSignal<bool>) {
    let Some(view) = news.ready_untracked().filter(|_| !busy.get_untracked()) else { return };
    busy.set(true);
    let (id, version, title) = (view.id, view.version, view.title.clone());
    spawn_local(async move {
        let answer = api::send(move |client| taken(client, step, id, version)).await;
        let _ = busy.try_set(false);
        match answer {
            Ok(None) => {
                toasts::show(tr!(portal.removed_toast, title = title));
                address::go("/news");
            }
            Ok(Some(changed)) => {
                let words = if step == Step::Publish {
                    tr!(portal.published_toast, title = title)
                } else {
                    tr!(portal.withdrawn_toast, title = title)
                };
                news.update(|shown| *shown = changed);
                toasts::show(words);
            }
            Err(error) => {
                let failure = Failure::from(error);
                if matches!(failure.code(), Some(ErrorCode::StaleVersion | ErrorCode::PublicationState)) {
                    news.reload_quietly();
                }
                toasts::show(failure_words(&failure));
            }
        }
    });
}

async fn taken(
    client: Client,
    step: Step,
    id: obrady_types::NewsItemId,
    version: i32,
) -> Result<Option<NewsItem>, ClientError> {
    match step {
        Step::Publish => client.publish_news_item(id, version).await.map(|news| Some(news.value)),
        Step::Withdraw => client.withdraw_news_item(id, version).await.map(|news| Some(news.value)),
        Step::Remove => client.delete_news_item(id, version).await.map(|()| None),
    }
}
