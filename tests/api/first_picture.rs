//! What a public page says before the application has arrived: what everybody may read there, and nothing else.

use crate::portal::{draft_news, published_news};
use crate::training::world::{edition, input};
use obrady_domain::{meetings, programmes};
use obrady_tests::{App, Who, start_with};
use obrady_types::Patch;
use obrady_types::meetings::MeetingPatch;
use reqwest::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, VARY};
use reqwest::{RequestBuilder, Response, StatusCode};
use std::io::Read;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use uuid::Uuid;

const PAGE: &str = r#"<!doctype html><html lang="pl"><head><title>Obrady</title>
<meta name="description" content="Obrady."></head><body><div id="boot"></div></body></html>"#;

/// An application of one page, deleted when the test ends.
struct Spa(PathBuf);

impl Spa {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("obrady-picture-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("index.html"), PAGE).expect("a page");
        Self(folder)
    }

    async fn app(&self) -> App {
        let folder = self.0.clone();
        start_with(move |config| config.spa = Some(folder)).await
    }
}

impl Drop for Spa {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn get(app: &App, path: &str) -> RequestBuilder {
    reqwest::Client::new().get(format!("{}{path}", app.base))
}

async fn answer(request: RequestBuilder) -> Response {
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[CACHE_CONTROL], "no-cache");
    assert_eq!(answer.headers()[VARY], "Accept-Encoding, Accept-Language");
    answer
}

async fn read(app: &App, path: &str) -> String {
    let answer = answer(get(app, path)).await;
    assert_eq!(answer.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
    let policy = answer.headers()[CONTENT_SECURITY_POLICY].to_str().expect("a text").to_owned();
    let text = answer.text().await.expect("a text");
    // What the policy forbids would not work.
    assert!(!policy.contains("unsafe-inline") && !text.contains(" style=") && !text.contains("<script"), "{text}");
    text
}

fn check(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn the_start_page_can_be_read_at_once() {
    let spa = Spa::new();
    let app = spa.app().await;
    published_news(&app).await;
    let text = read(&app, "/").await;
    check(
        &text,
        &[
            "<title>Współpraca w polityce społecznej – Obrady</title>",
            "<h1>Współpraca w polityce społecznej</h1>",
            "Grupa robocza ds. wspierania rodziny",
            &format!("href=\"/meetings/{}\"", app.world.published),
            "Relacja ze spotkania",
            "Konwent Dyrektorów PCPR",
            "za 7 dni",
            "<noscript>",
        ],
    );
    assert!(!text.contains(&app.world.draft.to_string()), "no draft");
    let before = app.statements.load(Ordering::Relaxed);
    read(&app, "/").await;
    let statements = app.statements.load(Ordering::Relaxed) - before;
    assert!(statements <= 20, "{statements} statements");
}

#[tokio::test]
async fn an_agenda_shows_what_everybody_may_read() {
    let spa = Spa::new();
    let app = spa.app().await;
    let path = format!("/meetings/{}", app.world.published);
    let text = read(&app, &path).await;
    let agenda = app.anonymous().get_agenda(app.world.published, obrady_client::Release::Current).await.expect("it");
    let shown: Vec<&str> = agenda.items.iter().filter_map(|item| item.title.as_deref()).collect();
    assert!(!shown.is_empty() && shown.len() < 3, "{shown:?}");
    check(&text, &shown);
    check(&text, &["agenda-row level-1", ">10:00<", "wt. 1 grudnia 2026, 10:00–14:00"]);
    let whole = app.client(Who::Admin).await.get_agenda(app.world.published, obrady_client::Release::Latest).await;
    for title in whole.expect("the whole").items.iter().filter_map(|item| item.title.as_deref()) {
        assert_eq!(text.contains(title), shown.contains(&title), "{title}");
    }
    // Who is signed in gets the same page: the browser says only later who that is.
    let token = app.client(Who::Member).await.token().expect("signed in");
    let member = answer(get(&app, &path).bearer_auth(token)).await;
    assert_eq!(member.text().await.expect("a text"), text);
}

#[tokio::test]
async fn groups_programmes_trainings_and_news_can_be_read() {
    let spa = Spa::new();
    let app = spa.app().await;
    let news = published_news(&app).await;
    let group = read(&app, &format!("/groups/{}", app.world.group)).await;
    check(&group, &["<h1>Grupa robocza ds. wspierania rodziny</h1>", "grupa robocza", "Skład"]);
    // Names of members that are not public stay out.
    assert!(!group.contains("Łącka"), "{group}");
    let news = read(&app, &format!("/news/{}", news.id)).await;
    check(&news, &["<h1>Relacja ze spotkania</h1>", "<h2>Przebieg</h2>", "asystentura", "Wydawca: ROPS w Krakowie"]);
    let programme = read(&app, &format!("/programmes/{}", app.world.outer_programme)).await;
    let title = programmes::get_programme(&app.system(), app.world.outer_programme).await.expect("it").title;
    check(&programme, &[&format!("<h1>{title}</h1>"), "Cel "]);
    let edition = edition(&app, input(12)).await;
    let training = read(&app, &format!("/trainings/{}", edition.id)).await;
    check(&training, &[&format!("<h1>{}</h1>", edition.title), &edition.code, "/sign-in?next=%2Ftrainings%2F"]);
}

#[tokio::test]
async fn what_is_not_public_looks_like_what_is_not_there() {
    let spa = Spa::new();
    let app = spa.app().await;
    let hidden = draft_news(&app).await;
    let nothing = Uuid::from_u128(7);
    for path in [
        format!("/meetings/{}", app.world.draft),
        format!("/news/{}", hidden.id),
        format!("/meetings/{nothing}"),
        format!("/groups/{nothing}"),
        format!("/programmes/{nothing}"),
        format!("/trainings/{nothing}"),
        format!("/news/{nothing}"),
        "/groups/x".to_owned(),
        "/sign-in".to_owned(),
        "/nowhere".to_owned(),
        format!("/groups/{}?topics=all", app.world.group),
    ] {
        assert_eq!(read(&app, &path).await, PAGE, "{path}");
    }
}

#[tokio::test]
async fn nothing_that_people_write_is_markup() {
    let spa = Spa::new();
    let app = spa.app().await;
    let hostile = "</title></h1><script>alert(1)</script> \"onload=x\" & Zażółć";
    let meeting = meetings::get_meeting(&app.system(), app.world.published).await.expect("it");
    let patch = MeetingPatch { title: Patch::Value(hostile.into()), ..MeetingPatch::default() };
    meetings::update_meeting(&app.system(), meeting.id, meeting.version, patch).await.expect("changed");
    for path in ["/".to_owned(), format!("/meetings/{}", meeting.id), format!("/groups/{}", app.world.group)] {
        let text = read(&app, &path).await;
        let escaped =
            "&lt;/title&gt;&lt;/h1&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot;onload=x&quot; &amp; Zażółć";
        check(&text, &[escaped]);
        assert!(!text.contains("<script") && !text.contains("</title></h1>"), "{text}");
    }
}

#[tokio::test]
async fn the_page_comes_in_the_readers_language_packed_and_only_when_it_changed() {
    let spa = Spa::new();
    let app = spa.app().await;
    let path = format!("/meetings/{}", app.world.published);
    let english = answer(get(&app, &path).header("Accept-Language", "de, en-GB;q=0.8, pl;q=0.5")).await;
    let english = english.text().await.expect("a text");
    check(&english, &["<html lang=\"en\">", "Tue, 1 December 2026, 10:00–14:00", "Agenda"]);
    check(&read(&app, &path).await, &["<html lang=\"pl\">", "Porządek obrad"]);
    let nowhere = answer(get(&app, "/nowhere").header("Accept-Language", "en")).await.text().await.expect("a text");
    check(&nowhere, &["<html lang=\"en\">", "<body><div id=\"boot\"></div></body>"]);

    let packed = answer(get(&app, &path).header("Accept-Encoding", "br, gzip")).await;
    assert_eq!(packed.headers()[CONTENT_ENCODING], "gzip");
    let tag = packed.headers()[ETAG].clone();
    let bytes = packed.bytes().await.expect("bytes");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).expect("unpacked");
    assert_eq!(text, read(&app, &path).await);
    let again = get(&app, &path).header("If-None-Match", &tag).send().await.expect("an answer");
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let other = get(&app, &path).header("If-None-Match", &tag).header("Accept-Language", "en");
    assert_eq!(other.send().await.expect("an answer").status(), StatusCode::OK);
}
