//! The rules of procedure and the sessions of a convent.

use crate::api::{self, fetch, load};
use crate::calendar;
use crate::components::feedback::{empty, show};
use crate::components::meeting_list::meeting_list;
use crate::components::words;
use crate::order::by_key;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_client::MeetingFilter;
use obrady_types::BodyId;
use obrady_types::convents::RulesVersion;
use obrady_types::meetings::Meeting;

/// The versions of the rules, the newest first.
pub fn rules(id: BodyId) -> AnyView {
    let rules = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_rules_versions(id, &page).await }
            })
            .await
        })
    });
    show(rules, |all: Vec<RulesVersion>| {
        if all.is_empty() {
            return empty(tx!(convents.no_rules), None);
        }
        let newest = by_key(all, |rules| [-i64::from(rules.number), 0, 0]);
        let rows: Vec<AnyView> = newest.into_iter().map(version).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    })
}

fn version(rules: RulesVersion) -> AnyView {
    let (number, since) = (rules.number, rules.effective_from);
    let (term, extension, notice) = (rules.term_months, rules.auto_extension_months, rules.notice_days);
    let extension = (extension > 0)
        .then(|| view! { <span>{text(move || tr!(convents.rules_extension, count = extension))}</span> }.into_any());
    view! {
        <li class="row">
            <div class="row-main">
                <span class="row-title">
                    {text(move || tr!(convents.rules_number, number = number, date = dates::instant_day(since)))}
                </span>
                <div class="row-facts">
                    <span>{text(move || tr!(convents.rules_term, count = term))}</span>
                    {extension}
                    <span>{words::deputy_selection(rules.deputy_selection)}</span>
                    <span>{text(move || tr!(convents.rules_notice, count = notice))}</span>
                    {rules.synthetic.then(|| view! { <span>{tx!(common.synthetic)}</span> }.into_any())}
                </div>
                <p>{rules.summary}</p>
            </div>
        </li>
    }
    .into_any()
}

/// The sessions: those to come, then the earlier ones.
/// Where there are none yet, `first` offers to plan one.
pub fn sessions(id: BodyId, first: impl Fn() -> Option<AnyView> + Clone + Send + 'static) -> AnyView {
    let sessions = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move {
                    client.list_meetings(&MeetingFilter { body_id: Some(id), page, ..MeetingFilter::default() }).await
                }
            })
            .await
        })
    });
    show(sessions, move |all: Vec<Meeting>| {
        if all.is_empty() {
            return empty(tx!(convents.no_sessions), Some(first.clone().into_any()));
        }
        let (coming, past) = calendar::split(all, dates::today());
        let rows = coming.into_iter().chain(past).map(|meeting| (meeting, None)).collect();
        meeting_list(rows, false)
    })
}
