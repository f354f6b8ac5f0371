//! Everything that writes into another format than JSON, and what somebody would smuggle into it (SEC-23): headers,
//! file names, mail, the feed, the log. Nothing writes spreadsheets, calendar files or PDF yet; who adds it comes here.

use crate::feed::corpus;
use crate::portal::{file_of, image, picture, published_news};
use crate::smtp::{Read as _, Sink, worker};
use obrady_client::{Client, Method};
use obrady_domain::{directory, identity, portal};
use obrady_tests::{App, Who, start};
use obrady_types::directory::PersonPatch;
use obrady_types::portal::NewsItemPatch;
use obrady_types::{FileId, Patch};
use reqwest::header::{CONTENT_DISPOSITION, HeaderMap, LINK};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Texts that mean something in some format: new lines in three ways, fields of formulas, quotes, paths, commands.
const SMUGGLED: &[&str] = &[
    "a\r\nSet-Cookie: x=1",
    "a\nBcc: wszyscy@example.org",
    "a\r\n\r\n<script>alert(1)</script>",
    "a\u{85}b\u{2028}c\u{2029}d",
    "a%0d%0aSet-Cookie:%20x=1",
    "=?utf-8?q?a=0D=0ABcc:=20x@example.org?=",
    "=HYPERLINK(\"http://xss.invalid\",\"x\")",
    "+cmd|' /C calc'!A1",
    "-2+3+cmd|' /C calc'!A1",
    "@SUM(1+1)*cmd|' /C calc'!A1",
    "\t=1+1",
    "a\",\"b\";c\n=1+1",
    "END:VEVENT\r\nBEGIN:VALARM",
    "a;b,c\\nd",
    "\"; filename=\"b.html",
    "a\\\"; x=\"",
    "../../etc/passwd",
    "..\\..\\windows",
    "a/b:c*d?e|f<g>h",
    "CON",
    "a.png.exe",
    "a\u{202e}gnp.exe",
    "]]></title><script>alert(1)</script>",
    "{{7*7}}#{7*7}${7*7}",
];

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().expect("a header of visible signs"))
}

async fn get(client: &Client, path: &str) -> reqwest::Response {
    client.request(Method::GET, path).send().await.expect("an answer")
}

/// The media types of the document: JSON is what the encoder writes, and nothing else is written by hand.
#[tokio::test]
async fn every_other_format_than_json_has_its_test_here() {
    let app = start().await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    let mut media = BTreeSet::new();
    let operations = document["paths"]
        .as_object()
        .expect("paths")
        .values()
        .flat_map(|item| item.as_object().expect("methods").values());
    for operation in operations {
        let responses = operation["responses"].as_object().expect("responses").values();
        for content in responses.filter_map(|response| response["content"].as_object()) {
            media.extend(content.keys().cloned());
        }
    }
    let known = ["application/json", "application/problem+json"].map(ToOwned::to_owned);
    assert!(media.is_subset(&BTreeSet::from(known)), "{media:?}: a new writer needs its row in this file");
}

/// What a header says a file is to be called, by both its parameters.
fn names(disposition: &str) -> (String, String) {
    let rest = disposition.split_once("; filename=\"").expect("a name").1;
    let (plain, rest) = rest.split_once("\"; filename*=UTF-8''").expect("its long form");
    let mut bytes = Vec::new();
    let mut signs = rest.bytes();
    while let Some(sign) = signs.next() {
        if sign == b'%' {
            let hex = [signs.next().expect("a digit"), signs.next().expect("a digit")];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).expect("digits"), 16).expect("a byte"));
        } else {
            assert!(sign.is_ascii_alphanumeric() || b"._-".contains(&sign), "{disposition}");
            bytes.push(sign);
        }
    }
    (plain.to_owned(), String::from_utf8(bytes).expect("UTF-8"))
}

#[tokio::test]
async fn a_file_is_called_what_it_was_called_and_nothing_else() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let mut kept = 0;
    for smuggled in SMUGGLED.iter().map(|text| (*text).to_owned()).chain(corpus()) {
        let name = format!("{smuggled}.png");
        let mut input = file_of(&picture(2, 2), Some(app.world.group));
        input.file_name.clone_from(&name);
        let made = client.request(Method::POST, "/api/v1/files").json(&input).send().await.expect("an answer");
        let status = made.status().as_u16();
        if status == 422 {
            continue;
        }
        assert_eq!(status, 201, "{name}");
        let made: Value = made.json().await.expect("a file");
        let id: FileId = serde_json::from_value(made["file"]["id"].clone()).expect("an id");
        let answer = get(&client, &format!("/files/{id}")).await;
        let disposition = header(answer.headers(), CONTENT_DISPOSITION.as_str()).to_owned();
        assert_eq!((answer.status().as_u16(), answer.headers().get("set-cookie")), (200, None), "{name}");
        let (plain, long) = names(&disposition);
        assert!(plain.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)), "{disposition}");
        assert_eq!(long, name.trim(), "{disposition}");
        assert!(!long.contains(['/', '\\', '\r', '\n', '\0']), "{long}: leads to another folder");
        kept += 1;
    }
    // Most have signs that no file name may have.
    assert!(kept > 5, "{kept}");
}

#[tokio::test]
async fn what_is_asked_for_comes_back_into_no_header() {
    let app = start().await;
    let client = app.client(Who::Admin).await;
    for text in SMUGGLED {
        let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for path in [
            format!("/api/v1/people?limit=1&q={encoded}"),
            format!("/api/v1/people?cursor={encoded}"),
            format!("/api/v1/people/{encoded}"),
            format!("/files/{encoded}"),
            format!("/feeds/news.atom?region_id={encoded}"),
            format!("/{encoded}"),
        ] {
            let answer = get(&client, &path).await;
            assert!(answer.status().as_u16() < 500, "{path}: {}", answer.status());
            assert!(answer.headers().get("set-cookie").is_none() && answer.headers().get("bcc").is_none(), "{path}");
            let link = header(answer.headers(), LINK.as_str());
            assert!(
                link.is_empty() || (link.matches('<').count() == 1 && link.matches('>').count() == 1),
                "{path}: {link}"
            );
            // A refusal says where it was asked, as it was asked.
            if let Ok(problem) = answer.json::<Value>().await
                && let Some(instance) = problem["instance"].as_str()
            {
                assert!(!instance.contains(['\r', '\n', '<', '"']), "{path}: {instance}");
            }
        }
        let language = format!("{}, en", text.replace(|c: char| c.is_control() || !c.is_ascii(), " "));
        let request = client.request(Method::GET, "/api/v1/nothing").header("Accept-Language", language);
        let answer = request.send().await.expect("an answer");
        assert!(["pl", "en"].contains(&header(answer.headers(), "content-language")), "{text}");
    }
}

#[tokio::test]
async fn a_next_page_keeps_a_hostile_search_inside_its_link() {
    let app = start().await;
    let client = app.client(Who::Admin).await;
    for last in ["<b>\"x\"; rel=\"prev\"Nowak", "<b>\"x\"; rel=\"prev\"Kowal"] {
        let input = json!({"first_name": "Jan", "last_name": last, "region_id": app.world.region});
        directory::create_person(&app.system(), serde_json::from_value(input).expect("an input"))
            .await
            .expect("a person");
    }
    let search = "%3Cb%3E%22x%22%3B+rel%3D%22prev%22";
    let answer = get(&client, &format!("/api/v1/people?limit=1&q={search}")).await;
    let link = header(answer.headers(), LINK.as_str());
    assert!(link.starts_with("</api/v1/people?") && link.ends_with(">; rel=\"next\""), "{link}");
    assert!(link.contains(search) && link.matches('"').count() == 2, "{link}");
}

/// A letter to somebody whose name is hostile.
async fn letter_to(app: &App, sink: &Sink, name: &str) -> Option<crate::smtp::Heard> {
    let call = app.system();
    let person = directory::get_person(&call, app.world.member).await.expect("the member");
    let patch = PersonPatch {
        first_name: Patch::Value(name.to_owned()),
        email: Patch::Value("ola@poczta.test".into()),
        ..PersonPatch::default()
    };
    let written = app.client(Who::Admin).await.update_person(person.id, person.version, &patch).await;
    written.ok()?;
    let before = sink.heard().len();
    let account = app.world.account(Who::Member);
    let view = identity::get_account(&call, account).await.expect("the account");
    let renamed = serde_json::from_value(json!({"display_name": name})).expect("a patch");
    identity::update_account(&call, account, view.version, renamed).await.expect("renamed");
    let request = serde_json::from_value(json!({"sign_in_name": "member"})).expect("an input");
    identity::request_password_reset(&call, request, &format!("192.0.2.{}", before + 1)).await.expect("asked");
    worker(&app.ctx, Some(&sink.url)).run_due().await.expect("it works");
    app.clock.set(app.ctx.clock.now() + chrono::Duration::minutes(16));
    sink.heard().into_iter().nth(before)
}

#[tokio::test]
async fn a_name_writes_no_header_of_a_letter() {
    let app = start().await;
    let sink = Sink::start().await;
    let mut written = 0;
    for name in SMUGGLED {
        let Some(heard) = letter_to(&app, &sink, name).await else { continue };
        written += 1;
        assert_eq!(heard.to, ["RCPT TO:<ola@poczta.test>"], "{name}");
        let head = heard.data.split("\r\n\r\n").next().expect("a head");
        for line in head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])) {
            let field = line.split(':').next().expect("a field").to_ascii_lowercase();
            assert!(!["bcc", "cc", "set-cookie"].contains(&field.as_str()), "{name}: {head}");
            assert!(line.is_ascii() && !line.contains('\n'), "{name}: {line}");
        }
        for (kind, text) in heard.parts() {
            assert!(!kind.contains("html") || !text.contains("<script"), "{name}: {text}");
        }
    }
    assert!(written > 10, "{written}");
}

#[tokio::test]
async fn a_feed_keeps_smuggled_texts_inside_their_elements() {
    let app = start().await;
    let made = published_news(&app).await;
    image(&app).await;
    let mut version = made.version;
    for text in SMUGGLED {
        let patch = NewsItemPatch { title: Patch::Value((*text).to_owned()), ..NewsItemPatch::default() };
        let client = app.client(Who::Coordinator).await;
        let Ok(changed) = client.update_news_item(made.id, version, &patch).await else { continue };
        version = changed.value.version;
        let feed = reqwest::get(format!("{}/feeds/news.atom", app.base))
            .await
            .expect("an answer")
            .text()
            .await
            .expect("a text");
        let feed: atom_syndication::Feed = feed.parse().expect("a feed");
        assert_eq!(feed.entries[0].title.value.trim(), text.trim(), "{text}");
        let view = portal::get_news_item(&app.system(), made.id).await.expect("the news");
        assert_eq!(view.title, text.trim());
    }
}
