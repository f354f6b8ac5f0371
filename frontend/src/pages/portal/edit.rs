//! Writing and changing a piece of news, with a preview that shows what readers will see.

use super::edit_fields::Draft;
use super::edit_files::files;
use super::edit_send::send;
use super::item;
use super::report::report_of;
use crate::api::{self, Loaded, fetch, load};
use crate::components::feedback::{Tone, note, show};
use crate::components::form::{Field, Form};
use crate::components::page::PageHead;
use crate::components::region::{place, region_field};
use crate::state::session;
use crate::texts::{Text, text};
use crate::{address, dates, standing, tx};
use leptos::prelude::*;
use obrady_client::{BodyFilter, MeetingFilter, NewsFilter};
use obrady_types::groups::Body;
use obrady_types::meetings::{AttendanceSheet, Meeting, MeetingState};
use obrady_types::portal::{NewsEntry, NewsItem, PublicationState};
use obrady_types::{MeetingId, NewsItemId};
use std::collections::BTreeSet;

/// The page of a new piece of news; of a meeting that the address names it begins as its report.
pub fn new_page() -> AnyView {
    let form = Form::default();
    let meeting = address::query("meeting");
    let of = Memo::new(move |_| meeting.get().and_then(|id| id.parse::<MeetingId>().ok()));
    let body = move || match (session::me().filter(|me| standing::writes_news(me)), of.get()) {
        (Some(_), Some(id)) => show(report(id), move |start: NewsItem| whole(form, None, Some(start))),
        (Some(_), None) => whole(form, None, None),
        (None, _) => note(Tone::Attention, view! { <p>{tx!(news_edit.lost_rights)}</p> }.into_any()),
    };
    head(tx!(news_edit.new_title), form).view(body.into_any())
}

/// The page that changes a piece of news.
pub fn page(id: NewsItemId) -> AnyView {
    let form = Form::default();
    let news = load(move || {
        session::me();
        fetch(move |client| async move { client.get_news_item(id).await.map(|news| news.value) })
    });
    let title = news.title(|news| news.title.clone());
    let body = show(news, move |news: NewsItem| {
        if !news.editable {
            return note(Tone::Attention, view! { <p>{tx!(news_edit.lost_rights)}</p> }.into_any());
        }
        whole(form, Some(news), None)
    });
    head(tx!(news_edit.edit_title), form).under(title, format!("/news/{id}")).view(body)
}

fn head(title: Text, form: Form) -> PageHead {
    PageHead::new(title).under(tx!(common.nav_news), "/news").form(form)
}

/// What the choices of the form are made of.
#[derive(Clone)]
struct Choices {
    bodies: Vec<Body>,
    meetings: Vec<Meeting>,
    news: Vec<NewsEntry>,
}

fn whole(form: Form, known: Option<NewsItem>, start: Option<NewsItem>) -> AnyView {
    let shown = known.as_ref().or(start.as_ref());
    let region = shown.map(|news| news.region_id).or_else(|| session::me().map(|me| me.region_id));
    // An operator may choose another one.
    let region = RwSignal::new(region.map(|id| id.to_string()).unwrap_or_default());
    let choices = load(move || {
        let region = region.get().parse().ok();
        fetch(move |client| async move {
            let bodies = BodyFilter { region_id: region, page: api::many(), ..BodyFilter::default() };
            let meetings = MeetingFilter { region_id: region, page: api::many(), ..MeetingFilter::default() };
            let news = NewsFilter {
                region_id: region,
                state: Some(PublicationState::Published),
                page: api::many(),
                ..NewsFilter::default()
            };
            Ok(Choices {
                bodies: client.list_bodies(&bodies).await?.items,
                meetings: client.list_meetings(&meetings).await?.items,
                news: client.list_news_items(&news).await?.items,
            })
        })
    });
    // What is typed outlives the choices, which follow the region.
    let draft = Draft::new(form, known, start, region);
    show(choices, move |choices: Choices| editor(draft, choices))
}

fn editor(draft: Draft, choices: Choices) -> AnyView {
    let form = draft.form;
    let previewed = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send(draft);
    };
    let preview = move || {
        previewed.get().then(|| {
            view! { <section class="section preview" aria-label=tx!(news_edit.preview)>{item::content(draft.seen())}</section> }
                .into_any()
        })
    };
    let preview_words = move || if previewed.get() { tx!(news_edit.preview_hide) } else { tx!(news_edit.preview) };
    let is_new = draft.id().is_none();
    view! {
        <form class="form wide" novalidate=true on:submit=submit>
            {is_new.then(|| region_field(form, draft.region))}
            {is_new.then(|| place(form, draft.region, draft.place, &choices.bodies))}
            {draft.texts()}
            {form.select(Field::new("news-meeting", "/source_meeting_id", tx!(news_edit.meeting)), draft.meeting, meetings(choices.meetings))}
            {draft.more()}
            {related(draft, choices.news)}
            {files(draft)}
            <div class="actions">
                {form.button(tx!(news_edit.save_draft))}
                <button type="button" aria-expanded=move || previewed.get().to_string()
                    on:click=move |_| previewed.update(|shown| *shown = !*shown)>{move || preview_words().get()}</button>
            </div>
        </form>
        {preview}
    }
    .into_any()
}

/// A report of a meeting, as far as its public facts go: day, place, how many came, what was on the agenda and what
/// was agreed. What is closed to the public stays out of it.
fn report(id: MeetingId) -> Loaded<NewsItem> {
    load(move || {
        fetch(move |client| async move {
            let meeting = client.get_meeting(id).await?.value;
            let record = client.get_meeting_record(id).await?;
            // Not everybody who writes news sees who came.
            let sheet = client.get_attendance_sheet(id).await.ok();
            let publisher = client.get_site().await?.entity;
            let people = sheet.map(|sheet| came(&sheet)).filter(|count| *count > 0);
            Ok(report_of(&meeting, &record, people, publisher))
        })
    })
}

/// How many people were there on any day.
fn came(sheet: &AttendanceSheet) -> usize {
    let rows = sheet.days.iter().flat_map(|day| &day.people).filter_map(|row| row.attendance.as_ref());
    rows.filter(|row| row.status.counts()).map(|row| row.person_id).collect::<BTreeSet<_>>().len()
}

/// Meetings that the public may know of, latest first.
fn meetings(mut all: Vec<Meeting>) -> Vec<(String, Text)> {
    all.retain(|meeting| meeting.state != MeetingState::Draft);
    all.reverse();
    let named = all.into_iter().map(|meeting| {
        let (title, days) = (meeting.title, meeting.days);
        (meeting.id.to_string(), text(move || format!("{}, {title}", dates::meeting_days(&days))))
    });
    std::iter::once((String::new(), tx!(news_edit.no_meeting))).chain(named).collect()
}

fn related(draft: Draft, all: Vec<NewsEntry>) -> AnyView {
    let own = draft.id();
    let rows: Vec<AnyView> = all
        .into_iter()
        .filter(|news| Some(news.id) != own)
        .take(20)
        .map(|news| {
            let id = news.id;
            let toggle = move |_| {
                draft.related.update(|ids| {
                    if ids.contains(&id) { ids.retain(|one| *one != id) } else { ids.push(id) }
                });
            };
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=move || draft.related.with(|ids| ids.contains(&id)) on:change=toggle />
                    <span>{news.title}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! { <details class="field"><summary>{tx!(news_edit.related)}</summary><div>{rows}</div></details> }.into_any()
}
