//! A piece of news.

use super::parts::{self, badge, link_row, plain};
use super::{Pen, Picture};
use maud::{Markup, html};
use obrady_domain::{Result, portal};
use obrady_types::NewsItemId;
use obrady_types::portal::{FileRef, NewsItem};

pub(super) async fn draw(pen: &Pen<'_>, id: NewsItemId) -> Result<Picture> {
    let words = pen.words;
    let news = portal::get_news_item(pen.call, id).await?;
    let under = [(words.t("common.nav_news"), "/news".to_owned())];
    let main = html! {
        (parts::head(pen, &news.title, &under, &facts(pen, &news)))
        div class="columns two" {
            article.news {
                p class="lead prose" { (news.lead) }
                @if let Some(photo) = &news.photo { figure.photo { (image(photo, "eager")) } }
                (text(&news.body))
                @if let Some(link) = &news.call_to_action {
                    p { a class="button primary" href=(link.address) rel=[elsewhere(&link.address)] { (link.title) } }
                }
                p.quiet {
                    @if let Some(author) = &news.author {
                        span { (words.with("portal.author", &[("name", author)])) ". " }
                    }
                    span { (words.with("portal.publisher", &[("name", &news.publisher)])) }
                }
                @if news.funding.is_some() || !news.logos.is_empty() {
                    aside.funding aria-label=(words.t("portal.funding")) {
                        @if let Some(funding) = &news.funding { p { (funding) } }
                        @if !news.logos.is_empty() { ul.logos { @for logo in &news.logos { li { (image(logo, "lazy")) } } } }
                    }
                }
            }
            div { (beside(pen, &news)) }
        }
    };
    Ok(Picture { title: news.title, description: news.lead, main })
}

fn facts(pen: &Pen<'_>, news: &NewsItem) -> Markup {
    let words = pen.words;
    html! {
        span { (words.coded("portal.kind_", news.kind)) }
        @if let Some(day) = news.event_on { span { (words.with("portal.event_on", &[("date", &pen.day(day))])) } }
        @if let Some(day) = news.published_on { span { (words.with("portal.published_on", &[("date", &pen.day(day))])) } }
        @if news.synthetic { (badge("", words.t("common.synthetic"))) }
    }
}

fn image(file: &FileRef, loading: &str) -> Markup {
    html! { img src=(file.address) alt=(file.alt_text.as_deref().unwrap_or_default()) width=[file.width] height=[file.height] loading=(loading); }
}

/// What a link to another site says of itself.
fn elsewhere(address: &str) -> Option<&'static str> {
    address.starts_with("https://").then_some("noopener noreferrer external")
}

/// The small markup of texts: `## ` begins a heading, `- ` an entry of a list, an empty line a paragraph.
fn text(text: &str) -> Markup {
    let blocks = text.split("\n\n").map(|block| block.lines().map(str::trim).filter(|line| !line.is_empty()));
    let line = |line: &str| match (line.strip_prefix("## "), line.strip_prefix("- ")) {
        (Some(heading), _) => html! { h2 { (heading) } },
        (None, Some(entry)) => html! { ul { li { (entry) } } },
        (None, None) => html! { p.prose { (line) } },
    };
    html! { @for block in blocks { @for one in block { (line(one)) } } }
}

fn beside(pen: &Pen<'_>, news: &NewsItem) -> Markup {
    let words = pen.words;
    html! {
        @if !news.links.is_empty() {
            (plain(words.t("portal.links"), &html! {
                ul { @for link in &news.links { li { a href=(link.address) rel=[elsewhere(&link.address)] { (link.title) } } } }
            }))
        }
        @if !news.attachments.is_empty() {
            (plain(words.t("portal.attachments"), &html! {
                ul { @for file in &news.attachments { li { a href=(file.address) rel="external" download=(file.file_name) { (file.file_name) } } } }
            }))
        }
        @if !news.related.is_empty() {
            (plain(words.t("portal.related"), &html! {
                ul.rows {
                    @for one in &news.related {
                        @let facts = html! { @if let Some(day) = one.published_on { span { (pen.day(day)) } } };
                        (link_row(&format!("/news/{}", one.id), &one.title, &facts, None))
                    }
                }
            }))
        }
        p { a.button href="/news" { (words.t("portal.back_news")) } }
    }
}
