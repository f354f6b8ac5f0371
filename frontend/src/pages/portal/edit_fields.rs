//! What is typed into the form of a piece of news, and what it means.

use super::model::link_lines;
use super::parts::kind_words;
use crate::api::Attempts;
use crate::calendar::parse_date;
use crate::components::form::{Field, Form};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::portal::{FileRef, NewsItem, NewsItemCreate, NewsItemPatch, NewsKind, NewsLink, PublicationState};
use obrady_types::{BodyId, NewsItemId, RegionId, validate};

/// The form's state.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) form: Form,
    pub(super) attempts: Attempts,
    /// What is stored, once something is.
    pub(super) known: RwSignal<Option<NewsItem>>,
    pub(super) region: RwSignal<String>,
    pub(super) place: RwSignal<String>,
    kind: RwSignal<String>,
    pub(super) title: RwSignal<String>,
    short_title: RwSignal<String>,
    pub(super) lead: RwSignal<String>,
    pub(super) body: RwSignal<String>,
    event: RwSignal<String>,
    author: RwSignal<String>,
    publisher: RwSignal<String>,
    funding: RwSignal<String>,
    pub(super) meeting: RwSignal<String>,
    act_title: RwSignal<String>,
    act_address: RwSignal<String>,
    links: RwSignal<String>,
    pub(super) photo: RwSignal<Option<FileRef>>,
    pub(super) logos: RwSignal<Vec<FileRef>>,
    pub(super) attachments: RwSignal<Vec<FileRef>>,
    pub(super) related: RwSignal<Vec<NewsItemId>>,
}

const KINDS: [(&str, NewsKind); 3] =
    [("news", NewsKind::News), ("report", NewsKind::Report), ("summary", NewsKind::Summary)];

impl Draft {
    /// What is known is changed; otherwise the form begins with what `start` says, or empty.
    pub(super) fn new(form: Form, known: Option<NewsItem>, start: Option<NewsItem>, region: RwSignal<String>) -> Self {
        let shown = known.clone().or(start);
        let of =
            |read: fn(&NewsItem) -> Option<String>| RwSignal::new(shown.as_ref().and_then(read).unwrap_or_default());
        let files = |read: fn(&NewsItem) -> Vec<FileRef>| RwSignal::new(known.as_ref().map(read).unwrap_or_default());
        Self {
            form,
            attempts: Attempts::default(),
            region,
            place: of(|news| news.body_id.map(|id| id.to_string())),
            kind: RwSignal::new(shown.as_ref().map_or("news", |news| kind_word(news.kind)).to_owned()),
            title: of(|news| Some(news.title.clone())),
            short_title: of(|news| news.short_title.clone()),
            lead: of(|news| Some(news.lead.clone())),
            body: of(|news| Some(news.body.clone())),
            event: of(|news| news.event_on.map(dates::typed)),
            author: of(|news| news.author.clone()),
            publisher: of(|news| Some(news.publisher.clone())),
            funding: of(|news| news.funding.clone()),
            meeting: of(|news| news.source_meeting_id.map(|id| id.to_string())),
            act_title: of(|news| news.call_to_action.as_ref().map(|link| link.title.clone())),
            act_address: of(|news| news.call_to_action.as_ref().map(|link| link.address.clone())),
            links: of(|news| Some(lines_of(&news.links))),
            photo: RwSignal::new(known.as_ref().and_then(|news| news.photo.clone())),
            logos: files(|news| news.logos.clone()),
            attachments: files(|news| news.attachments.clone()),
            related: RwSignal::new(
                known.as_ref().map(|news| news.related.iter().map(|one| one.id).collect()).unwrap_or_default(),
            ),
            known: RwSignal::new(known),
        }
    }

    /// Region and body that it belongs to; tracked.
    pub(super) fn belongs(self) -> (Option<RegionId>, Option<BodyId>) {
        match self.known.with(|known| known.as_ref().map(|news| (news.region_id, news.body_id))) {
            Some((region, body)) => (Some(region), body),
            None => (self.region.get().parse().ok(), self.place.get().parse().ok()),
        }
    }

    /// The piece of news, once it is stored.
    pub(super) fn id(self) -> Option<NewsItemId> {
        self.known.with_untracked(|known| known.as_ref().map(|news| news.id))
    }

    /// Title and text.
    pub(super) fn texts(self) -> AnyView {
        let form = self.form;
        let kinds = KINDS.map(|(word, kind)| (word.to_owned(), kind_words(kind)));
        view! {
            {form.select(Field::new("news-kind", "/kind", tx!(portal.kind)).width("medium"), self.kind, Vec::from(kinds))}
            {form.input(Field::new("news-title", "/title", tx!(news_edit.title)), self.title)}
            {form.input(Field::new("news-short", "/short_title", tx!(news_edit.short_title)).hint(tx!(news_edit.short_title_hint)).optional(), self.short_title)}
            {form.area(Field::new("news-lead", "/lead", tx!(news_edit.lead)), self.lead)}
            {form.area(Field::new("news-body", "/body", tx!(news_edit.body)).hint(tx!(news_edit.body_hint)), self.body)}
            {form.input(Field::new("news-event", "/event_on", tx!(news_edit.event)).hint(tx!(news_edit.event_hint)).width("short").optional(), self.event)}
        }
        .into_any()
    }

    /// Who stands behind it, and where it leads.
    pub(super) fn more(self) -> AnyView {
        let form = self.form;
        view! {
            {form.input(Field::new("news-publisher", "/publisher", tx!(news_edit.publisher)), self.publisher)}
            {form.input(Field::new("news-author", "/author", tx!(news_edit.author)).hint(tx!(news_edit.author_hint)).optional(), self.author)}
            {form.area(Field::new("news-funding", "/funding", tx!(news_edit.funding)).optional(), self.funding)}
            {form.input(Field::new("news-act", "/call_to_action/title", tx!(news_edit.act_title)).optional(), self.act_title)}
            {form.input(Field::new("news-act-address", "/call_to_action/address", tx!(news_edit.act_address)).hint(tx!(news_edit.act_hint)).optional(), self.act_address)}
            {form.area(Field::new("news-links", "/links", tx!(news_edit.links)).hint(tx!(news_edit.links_hint)).optional().list(), self.links)}
        }
        .into_any()
    }

    /// What to store, or `None` after showing what is wrong with it.
    pub(super) fn input(self) -> Option<NewsItemCreate> {
        let typed = self.event.get_untracked();
        let event_on = parse_date(&typed);
        let input = NewsItemCreate { event_on, ..self.whole() };
        let mut errors = self.form.found(&validate(&input));
        if event_on.is_none() && !typed.trim().is_empty() {
            errors.push(self.form.at("news-event", tr!(news_edit.date_wrong)));
        }
        (!self.form.refuse(errors)).then_some(input)
    }

    fn whole(self) -> NewsItemCreate {
        let some = |value: RwSignal<String>| Some(value.get_untracked()).filter(|text| !text.trim().is_empty());
        let (title, address) = (some(self.act_title), some(self.act_address));
        let act = (title.is_some() || address.is_some())
            .then(|| NewsLink { title: title.unwrap_or_default(), address: address.unwrap_or_default() });
        let links = link_lines(&self.links.get_untracked());
        NewsItemCreate {
            region_id: self.region.get_untracked().parse().ok(),
            body_id: self.place.get_untracked().parse().ok(),
            kind: kind_named(&self.kind.get_untracked()),
            title: self.title.get_untracked(),
            short_title: some(self.short_title),
            lead: self.lead.get_untracked(),
            body: self.body.get_untracked(),
            event_on: parse_date(&self.event.get_untracked()),
            author: some(self.author),
            publisher: self.publisher.get_untracked(),
            funding: some(self.funding),
            source_meeting_id: self.meeting.get_untracked().parse().ok(),
            call_to_action: act,
            links: links.into_iter().map(|(title, address)| NewsLink { title, address }).collect(),
            photo_id: self.photo.with_untracked(|photo| photo.as_ref().map(|file| file.id)),
            logo_ids: self.logos.with_untracked(|files| files.iter().map(|file| file.id).collect()),
            attachment_ids: self.attachments.with_untracked(|files| files.iter().map(|file| file.id).collect()),
            related_ids: self.related.get_untracked(),
        }
    }

    /// The piece of news as it would be shown, for the preview; tracked.
    pub(super) fn seen(self) -> NewsItem {
        for signal in [self.kind, self.title, self.short_title, self.lead, self.body, self.event, self.author] {
            signal.track();
        }
        for signal in [self.publisher, self.funding, self.meeting, self.act_title, self.act_address, self.links] {
            signal.track();
        }
        let input = self.whole();
        let known = self.known.get();
        NewsItem {
            id: known.as_ref().map_or(NewsItemId(uuid::Uuid::nil()), |news| news.id),
            region_id: self.region.get_untracked().parse().unwrap_or(RegionId(uuid::Uuid::nil())),
            body_id: input.body_id,
            kind: input.kind,
            // A draft reads its pictures with the editor's token.
            state: PublicationState::Draft,
            title: input.title,
            short_title: input.short_title,
            lead: input.lead,
            body: input.body,
            event_on: input.event_on,
            published_on: None,
            author: input.author,
            publisher: input.publisher,
            funding: input.funding,
            source_meeting_id: input.source_meeting_id,
            // An address that is still being typed leads nowhere.
            call_to_action: input.call_to_action.filter(|link| is_safe(&link.address)),
            links: input.links.into_iter().filter(|link| is_safe(&link.address)).collect(),
            photo: self.photo.get(),
            logos: self.logos.get(),
            attachments: self.attachments.get(),
            related: Vec::new(),
            editable: true,
            synthetic: false,
            version: 1,
        }
    }

    /// Takes up what somebody else has saved: it is shown beside what was typed.
    pub(super) fn compare(self, now: NewsItem) {
        let nothing = || tr!(common.nothing).to_owned();
        let mut found = Vec::new();
        for (id, typed, stored) in [
            ("news-title", self.title, now.title.clone()),
            ("news-short", self.short_title, now.short_title.clone().unwrap_or_default()),
            ("news-lead", self.lead, now.lead.clone()),
            ("news-body", self.body, now.body.clone()),
            ("news-event", self.event, now.event_on.map(dates::typed).unwrap_or_default()),
            ("news-publisher", self.publisher, now.publisher.clone()),
            ("news-author", self.author, now.author.clone().unwrap_or_default()),
            ("news-funding", self.funding, now.funding.clone().unwrap_or_default()),
            ("news-links", self.links, lines_of(&now.links)),
        ] {
            if typed.with_untracked(|typed| typed.trim() != stored) {
                found.push((id, if stored.is_empty() { nothing() } else { stored }));
            }
        }
        self.known.set(Some(now));
        self.form.refuse_stale(found);
    }
}

/// Whether a link may be followed in the preview: the server's rule.
fn is_safe(address: &str) -> bool {
    address.starts_with("https://") || (address.starts_with('/') && !address.starts_with("//"))
}

fn lines_of(links: &[NewsLink]) -> String {
    links.iter().map(|link| format!("{} | {}", link.title, link.address)).collect::<Vec<_>>().join("\n")
}

fn kind_word(kind: NewsKind) -> &'static str {
    KINDS.iter().find(|(_, one)| *one == kind).map_or("news", |(word, _)| word)
}

fn kind_named(word: &str) -> NewsKind {
    KINDS.iter().find(|(one, _)| *one == word).map_or(NewsKind::News, |(_, kind)| *kind)
}

/// The changes that make a stored piece of news what was typed.
pub(super) fn patch_of(input: NewsItemCreate) -> NewsItemPatch {
    use obrady_types::Patch::Value;
    NewsItemPatch {
        kind: Some(input.kind),
        title: Value(input.title),
        short_title: input.short_title.into(),
        lead: Value(input.lead),
        body: Value(input.body),
        event_on: input.event_on.into(),
        author: input.author.into(),
        publisher: Value(input.publisher),
        funding: input.funding.into(),
        source_meeting_id: input.source_meeting_id.into(),
        call_to_action: input.call_to_action.into(),
        links: Some(input.links),
        photo_id: input.photo_id.into(),
        logo_ids: Some(input.logo_ids),
        attachment_ids: Some(input.attachment_ids),
        related_ids: Some(input.related_ids),
    }
}
