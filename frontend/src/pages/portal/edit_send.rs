//! Storing what was typed.

use super::edit_fields::{Draft, patch_of};
use crate::api::{self, Attempts, Failure};
use crate::components::form_errors::Refused;
use crate::state::toasts;
use crate::{address, tr};
use leptos::prelude::*;
use obrady_types::portal::{NewsItem, NewsItemCreate};
use obrady_types::{ErrorCode, NewsItemId};

/// Stores the draft and goes to its page; what is wrong with it is shown at its fields.
pub(super) fn send(draft: Draft) {
    let Some(input) = draft.input() else { return };
    let attempts = draft.attempts;
    draft.form.submit(async move {
        let stored = match draft.known.get_untracked() {
            None => make(input, attempts).await?,
            Some(known) => change(draft, known, input).await?,
        };
        toasts::show(tr!(common.saved).to_owned());
        address::go(&format!("/news/{}", stored));
        Ok(())
    });
}

async fn make(input: NewsItemCreate, attempts: Attempts) -> Result<NewsItemId, Refused> {
    let key = attempts.key(&input);
    let made = api::send(|client| {
        let (client, input) = (client.with_idempotency_key(&key), input.clone());
        async move { client.create_news_item(&input).await }
    })
    .await?;
    Ok(made.id)
}

async fn change(draft: Draft, known: NewsItem, input: NewsItemCreate) -> Result<NewsItemId, Refused> {
    let (id, version) = (known.id, known.version);
    let patch = patch_of(input);
    let answer = api::send(|client| {
        let patch = patch.clone();
        async move { client.update_news_item(id, version, &patch).await }
    })
    .await
    .map_err(Failure::from);
    match answer {
        Ok(_) => Ok(id),
        Err(failure) if failure.code() == Some(ErrorCode::StaleVersion) => {
            let now = api::send(move |client| async move { client.get_news_item(id).await }).await?.value;
            draft.compare(now);
            Err(Refused::Shown)
        }
        Err(failure) => Err(failure.into()),
    }
}
