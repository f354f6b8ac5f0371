//! The audit: who did what and when, with filters in the address and readable differences.

use super::audit_words::{KINDS, done, field, object, value};
use super::model::{parts_of, with_query};
use crate::api::{self, Loaded, fetch, load};
use crate::calendar::parse_date;
use crate::components::feedback::{empty, failure_words, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::components::page::PageHead;
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{address, dates, tr, tx};
use chrono::NaiveTime;
use leptos::prelude::*;
use obrady_client::AuditFilter;
use obrady_types::audit::{AuditActorKind, AuditChange, AuditEvent};
use obrady_types::{Page, PageQuery};
use wasm_bindgen_futures::spawn_local;

const PATH: &str = "/admin/audit";

/// The filters as they stand in the address.
#[derive(Clone, Copy)]
struct Asked {
    kind: Memo<Option<String>>,
    action: Memo<Option<String>>,
    actor: Memo<Option<String>>,
    object: Memo<Option<String>>,
    from: Memo<Option<String>>,
    to: Memo<Option<String>>,
}

impl Asked {
    fn filter(self) -> AuditFilter {
        let day = |text: Option<String>| text.and_then(|text| parse_date(&text));
        let start = |day| dates::home_instant(day, NaiveTime::MIN);
        AuditFilter {
            object_kind: self.kind.get(),
            action: self.action.get(),
            actor_id: self.actor.get().and_then(|text| text.parse().ok()),
            object_id: self.object.get().and_then(|text| text.parse().ok()),
            from: day(self.from.get()).map(start),
            to: day(self.to.get()).and_then(|day| day.succ_opt()).map(start),
            ..AuditFilter::default()
        }
    }
}

/// The page.
pub fn page() -> AnyView {
    let asked = Asked {
        kind: address::query("kind"),
        action: address::query("action"),
        actor: address::query("actor"),
        object: address::query("object"),
        from: address::query("from"),
        to: address::query("to"),
    };
    let events = load(move || {
        let filter = asked.filter();
        fetch(move |client| {
            let filter = filter.clone();
            async move { client.list_audit_events(&filter).await }
        })
    });
    let body = view! {
        {filters(asked)}
        {show(events, move |page| list(page, events, asked))}
    };
    let nights = view! { <a class="button" href="/admin/nightly-work">{tx!(admin.nights)}</a> };
    PageHead::new(tx!(admin.audit)).action(nights.into_any()).view(body.into_any())
}

fn filters(asked: Asked) -> AnyView {
    let form = Form::default();
    let value = |memo: Memo<Option<String>>| {
        let signal = RwSignal::new(String::new());
        Effect::new(move |_| signal.set(memo.get().unwrap_or_default()));
        signal
    };
    let (kind, action, from, to) = (value(asked.kind), value(asked.action), value(asked.from), value(asked.to));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut errors = Vec::new();
        for (signal, id) in [(from, "audit-from"), (to, "audit-to")] {
            let text = signal.get_untracked();
            if !text.trim().is_empty() && parse_date(&text).is_none() {
                errors.push(form.at(id, tr!(meetings.date_wrong)));
            }
        }
        if form.refuse(errors) {
            return;
        }
        let encoded = |signal: RwSignal<String>| address::encode(signal.get_untracked().trim());
        let kept = |memo: Memo<Option<String>>| memo.get_untracked().unwrap_or_default();
        let query = [
            ("kind", encoded(kind)),
            ("action", encoded(action)),
            ("from", encoded(from)),
            ("to", encoded(to)),
            ("actor", kept(asked.actor)),
            ("object", kept(asked.object)),
        ];
        address::go_within(&with_query(PATH, &query));
    };
    let kinds = std::iter::once((String::new(), tx!(admin.any_kind)))
        .chain(KINDS.iter().map(|kind| ((*kind).to_owned(), object(kind))))
        .collect();
    let narrowed = move || {
        let any = asked.actor.get().is_some() || asked.object.get().is_some();
        any.then(|| view! { <p>{tx!(admin.narrowed)}" "<a href=PATH>{tx!(admin.clear)}</a></p> }.into_any())
    };
    view! {
        {error_summary(form)}
        <form class="search" role="search" novalidate=true on:submit=submit>
            {form.select(Field::new("audit-kind", "", tx!(admin.object_kind)), kind, kinds)}
            {form.input(Field::new("audit-action", "", tx!(admin.operation)).hint(tx!(admin.operation_hint)).width("medium"), action)}
            {form.input(Field::new("audit-from", "", tx!(admin.from)).hint(tx!(meetings.date_hint)).width("short"), from)}
            {form.input(Field::new("audit-to", "", tx!(admin.to)).hint(tx!(meetings.date_hint)).width("short"), to)}
            <button type="submit">{tx!(admin.show)}</button>
        </form>
        {narrowed}
    }
    .into_any()
}

fn list(page: Page<AuditEvent>, events: Loaded<Page<AuditEvent>>, asked: Asked) -> AnyView {
    if page.items.is_empty() {
        let clear = view! { <a class="button" href=PATH>{tx!(admin.clear)}</a> };
        return empty(tx!(admin.no_events), Some(clear.into_any()));
    }
    let rows: Vec<AnyView> = page.items.into_iter().map(row).collect();
    let more = page.next.map(|cursor| {
        let cursor = StoredValue::new(cursor);
        view! {
            <p><button type="button" on:click=move |_| more(events, asked, cursor.get_value())>{tx!(admin.more)}</button></p>
        }
        .into_any()
    });
    view! { <ul class="rows">{rows}</ul>{more} }.into_any()
}

/// Puts the next page below what is there.
fn more(events: Loaded<Page<AuditEvent>>, asked: Asked, cursor: String) {
    let filter = untrack(|| asked.filter());
    let filter = AuditFilter { page: PageQuery { cursor: Some(cursor), ..PageQuery::default() }, ..filter };
    spawn_local(async move {
        let answer = api::send(|client| {
            let filter = filter.clone();
            async move { client.list_audit_events(&filter).await }
        })
        .await;
        match answer {
            Ok(next) => events.update(|page| {
                page.items.extend(next.items);
                page.next = next.next;
            }),
            Err(error) => toasts::show(failure_words(&error.into())),
        }
    });
}

fn row(event: AuditEvent) -> AnyView {
    let at = event.at;
    let who = match (event.actor_kind, event.actor_name.clone()) {
        (_, Some(name)) => Text::stored(name),
        (AuditActorKind::System, None) => tx!(admin.actor_system),
        (_, None) => tx!(admin.actor_unknown),
    };
    let who = match event.actor_id {
        Some(id) => view! { <a href=with_query(PATH, &[("actor", id.to_string())])>{who}</a> }.into_any(),
        None => view! { <span>{who}</span> }.into_any(),
    };
    let (_, verb) = parts_of(&event.action);
    let verb = done(verb);
    let kind = object(&event.object_kind);
    let changes: Vec<AnyView> = event.changes.into_iter().map(change).collect();
    let changes = (!changes.is_empty()).then(|| view! { <ul>{changes}</ul> }.into_any());
    let href = with_query(PATH, &[("object", event.object_id.to_string())]);
    view! {
        <li class="row">
            <div class="row-main">
                <span class="row-title">{kind}": "{verb}</span>
                <div class="row-facts">
                    <span>{text(move || dates::instant_time(at))}</span>
                    {who}
                    <a href=href>{tx!(admin.of_object)}</a>
                    <code>{event.action}</code>
                </div>
                {changes}
            </div>
        </li>
    }
    .into_any()
}

/// A difference: what it was, and what it is.
fn change(change: AuditChange) -> AnyView {
    let AuditChange { field: name, before, after } = change;
    let label = match field(&name) {
        Some(words) => view! { <span>{words}</span> }.into_any(),
        None => view! { <code>{name}</code> }.into_any(),
    };
    let arrow = before
        .is_some()
        .then(|| view! { <span aria-hidden="true">" → "</span><span class="sr">{tx!(admin.became)}</span> }.into_any());
    let before = before.map(|text| view! { <del>{value(text)}</del> }.into_any());
    let after = match after {
        Some(text) => view! { <ins>{value(text)}</ins> }.into_any(),
        None => view! { <span class="quiet">{tx!(common.nothing)}</span> }.into_any(),
    };
    view! { <li>{label}": "{before}{arrow}{after}</li> }.into_any()
}
