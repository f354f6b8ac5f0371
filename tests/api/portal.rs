//! News, albums, frequent questions and files: who sees what when, and what may not be uploaded (I-37, SEC-03, SEC-22).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use obrady_client::{AlbumFilter, Client, FaqFilter, Method, NewsFilter};
use obrady_domain::portal;
use obrady_tests::{App, Who, start};
use obrady_types::portal::{
    Album, FaqEntry, FileCreate, FilePatch, FileUse, MediaType, NewsItem, NewsItemCreate, NewsItemPatch,
    PublicationState, StoredFile,
};
use obrady_types::{BodyId, ErrorCode, Patch, RegionId};
use serde_json::{Value, json};

/// CRC-32 of a PNG's chunk.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
    let named = [name, content].concat();
    let length = u32::try_from(content.len()).expect("small").to_be_bytes();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// A PNG of these measures.
pub(crate) fn picture(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let parts = [chunk(b"IHDR", &head), chunk(b"IDAT", &[0x78, 0x9c]), chunk(b"IEND", &[])];
    [b"\x89PNG\r\n\x1a\n", &parts.concat()[..]].concat()
}

/// An image to upload for a body, or for the whole region.
pub(crate) fn file_of(bytes: &[u8], body_id: Option<BodyId>) -> FileCreate {
    FileCreate {
        region_id: None,
        body_id,
        file_name: "spotkanie.png".into(),
        media_type: MediaType::Png,
        alt_text: Some("Uczestnicy przy stołach".into()),
        content: STANDARD.encode(bytes),
    }
}

pub(crate) fn news_body(body: Option<BodyId>) -> Value {
    json!({"kind": "report", "title": "Relacja ze spotkania", "lead": "Grupa spotkała się po raz trzeci.",
        "body": "## Przebieg\n\nOmówiono plan.\n\n- asystentura\n- rodziny", "event_on": "2026-11-18",
        "publisher": "ROPS w Krakowie", "body_id": body})
}

fn news_of(body: Option<BodyId>) -> NewsItemCreate {
    serde_json::from_value(news_body(body)).expect("an input")
}

pub(crate) fn faq_body(region: RegionId) -> Value {
    json!({"region_id": region, "area": "groups", "question": "Kto może przyjść?", "answer": "Każdy.", "position": 5})
}

pub(crate) async fn draft_news(app: &App) -> NewsItem {
    portal::create_news_item(&app.system(), news_of(Some(app.world.group))).await.expect("a draft")
}

pub(crate) async fn published_news(app: &App) -> NewsItem {
    let draft = draft_news(app).await;
    portal::publish_news_item(&app.system(), draft.id, draft.version).await.expect("published")
}

pub(crate) async fn image(app: &App) -> StoredFile {
    portal::create_file(&app.system(), file_of(&picture(4, 3), Some(app.world.group))).await.expect("an image")
}

pub(crate) async fn draft_album(app: &App) -> Album {
    let file = image(app).await.file.id;
    let input =
        json!({"title": "Seminarium", "body_id": app.world.group, "images": [{"file_id": file, "caption": "Sala"}]});
    portal::create_album(&app.system(), serde_json::from_value(input).expect("an input")).await.expect("an album")
}

pub(crate) async fn published_album(app: &App) -> Album {
    let draft = draft_album(app).await;
    portal::publish_album(&app.system(), draft.id, draft.version).await.expect("published")
}

pub(crate) async fn draft_faq(app: &App) -> FaqEntry {
    let input = serde_json::from_value(faq_body(app.world.region)).expect("an input");
    portal::create_faq_entry(&app.system(), input).await.expect("a question")
}

pub(crate) async fn published_faq(app: &App) -> FaqEntry {
    let draft = draft_faq(app).await;
    portal::publish_faq_entry(&app.system(), draft.id, draft.version).await.expect("published")
}

/// Two rows for each list of the portal.
pub(crate) async fn two_of_each(app: &App) {
    for _ in 0..2 {
        published_news(app).await;
        published_album(app).await;
        published_faq(app).await;
    }
}

/// The code of a refusal, and what it says of which field.
fn refusal<T: std::fmt::Debug>(answer: Result<T, obrady_client::ClientError>) -> (ErrorCode, Vec<(String, String)>) {
    let error = answer.expect_err("refused");
    let fields = error.problem().map(|problem| problem.errors.clone()).unwrap_or_default();
    (error.code().expect("a code"), fields.into_iter().map(|field| (field.pointer, field.code)).collect())
}

fn at(pointer: &str, code: &str) -> Vec<(String, String)> {
    vec![(pointer.to_owned(), code.to_owned())]
}

async fn titles(client: &Client, filter: &NewsFilter) -> Vec<String> {
    client.list_news_items(filter).await.expect("news").items.into_iter().map(|entry| entry.title).collect()
}

#[tokio::test]
async fn a_draft_becomes_public_and_is_withdrawn_but_kept() {
    let app = start().await;
    let (coordinator, anyone) = (app.client(Who::Coordinator).await, app.anonymous());
    let draft = coordinator.create_news_item(&news_of(Some(app.world.group))).await.expect("a draft");
    assert!(draft.editable && draft.state == PublicationState::Draft && draft.published_on.is_none());
    assert_eq!(refusal(anyone.get_news_item(draft.id).await).0, ErrorCode::NotFound);
    assert!(titles(&anyone, &NewsFilter::default()).await.is_empty());
    let shown = coordinator.publish_news_item(draft.id, draft.version).await.expect("published");
    // The day of the event and the day of the publication are two days.
    assert_eq!(shown.published_on.map(|day| day.to_string()).as_deref(), Some("2026-11-24"));
    assert_eq!(shown.event_on.map(|day| day.to_string()).as_deref(), Some("2026-11-18"));
    assert!(!anyone.get_news_item(draft.id).await.expect("public").editable);
    assert_eq!(titles(&anyone, &NewsFilter::default()).await, ["Relacja ze spotkania"]);
    let twice = refusal(coordinator.publish_news_item(draft.id, shown.version).await);
    assert_eq!(twice.0, ErrorCode::PublicationState);
    let withdrawn = coordinator.withdraw_news_item(draft.id, shown.version).await.expect("withdrawn");
    assert_eq!(refusal(anyone.get_news_item(draft.id).await).0, ErrorCode::NotFound);
    assert!(titles(&anyone, &NewsFilter::default()).await.is_empty());
    assert_eq!(coordinator.get_news_item(draft.id).await.expect("kept").state, PublicationState::Withdrawn);
    let gone = refusal(coordinator.delete_news_item(draft.id, withdrawn.version).await);
    assert_eq!(gone.0, ErrorCode::PublishedKept);
    app.clock.set(obrady_tests::start_of_test() + chrono::Duration::days(3));
    let coordinator = app.client(Who::Coordinator).await;
    let again = coordinator.publish_news_item(draft.id, withdrawn.version).await.expect("published again");
    assert_eq!(again.published_on, shown.published_on, "the first publication counts");
}

#[tokio::test]
async fn nothing_is_published_that_lacks_what_readers_need() {
    let app = start().await;
    let coordinator = app.client(Who::Coordinator).await;
    let bare = NewsItemCreate { lead: String::new(), event_on: None, ..news_of(Some(app.world.group)) };
    let draft = coordinator.create_news_item(&bare).await.expect("a draft");
    let (code, fields) = refusal(coordinator.publish_news_item(draft.id, draft.version).await);
    assert_eq!(code, ErrorCode::PublicationIncomplete);
    assert_eq!(fields, [at("/lead", "required"), at("/event_on", "required")].concat());
    let full = NewsItemPatch {
        lead: Patch::Value("Krótko".into()),
        event_on: Patch::Value("2026-11-18".parse().expect("a day")),
        ..NewsItemPatch::default()
    };
    let full = coordinator.update_news_item(draft.id, draft.version, &full).await.expect("changed");
    let shown = coordinator.publish_news_item(draft.id, full.version).await.expect("published");
    let without = NewsItemPatch { event_on: Patch::Null, ..NewsItemPatch::default() };
    let (code, fields) = refusal(coordinator.update_news_item(draft.id, shown.version, &without).await);
    assert_eq!((code, fields), (ErrorCode::PublicationIncomplete, at("/event_on", "required")));
    let empty = json!({"title": "Pusty", "body_id": app.world.group});
    let empty = coordinator.create_album(&serde_json::from_value(empty).expect("an input")).await.expect("an album");
    let (code, fields) = refusal(coordinator.publish_album(empty.id, empty.version).await);
    assert_eq!((code, fields), (ErrorCode::PublicationIncomplete, at("/images", "required")));
}

#[tokio::test]
async fn scripts_in_texts_stay_texts_and_links_lead_nowhere_unsafe() {
    let app = start().await;
    let coordinator = app.client(Who::Coordinator).await;
    let script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    let input = NewsItemCreate { title: script.into(), body: script.into(), ..news_of(Some(app.world.group)) };
    let made = coordinator.create_news_item(&input).await.expect("a draft");
    assert_eq!((made.title.as_str(), made.body.as_str()), (script, script), "kept as it was written");
    let link = |address: &str| json!([{"title": "Dalej", "address": address}]);
    for bad in ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://example.org", "/\\evil.example"] {
        let mut body = news_body(Some(app.world.group));
        body["links"] = link(bad);
        let input: NewsItemCreate = serde_json::from_value(body).expect("an input");
        let (code, fields) = refusal(coordinator.create_news_item(&input).await);
        assert_eq!((code, fields), (ErrorCode::ValidationFailed, at("/links/0/address", "invalid")), "{bad}");
        let patch = json!({"call_to_action": {"title": "Dalej", "address": bad}});
        let patch: NewsItemPatch = serde_json::from_value(patch).expect("a patch");
        let (code, fields) = refusal(coordinator.update_news_item(made.id, made.version, &patch).await);
        assert_eq!((code, fields), (ErrorCode::ValidationFailed, at("/call_to_action/address", "invalid")), "{bad}");
    }
}

#[tokio::test]
async fn parts_of_a_piece_of_news_are_of_its_region_and_kind() {
    let app = start().await;
    let (coordinator, elsewhere) = (app.client(Who::Coordinator).await, app.client(Who::OtherAdmin).await);
    let group = Some(app.world.group);
    let photo = coordinator.create_file(&file_of(&picture(754, 462), group)).await.expect("an image").file.id;
    let foreign = elsewhere.create_file(&file_of(&picture(2, 2), None)).await.expect("an image").file.id;
    let pdf = FileCreate {
        file_name: "program.pdf".into(),
        media_type: MediaType::Pdf,
        alt_text: None,
        content: STANDARD.encode(b"%PDF-1.7\n"),
        ..file_of(&[], group)
    };
    let pdf = coordinator.create_file(&pdf).await.expect("a document").file.id;
    let other = published_news(&app).await;
    let good = NewsItemCreate {
        photo_id: Some(photo),
        logo_ids: vec![photo, photo],
        attachment_ids: vec![pdf],
        related_ids: vec![other.id],
        source_meeting_id: Some(app.world.published),
        ..news_of(group)
    };
    let made = coordinator.create_news_item(&good).await.expect("a draft");
    assert_eq!(made.photo.as_ref().and_then(|photo| photo.width), Some(754));
    assert_eq!((made.logos.len(), made.attachments[0].id, made.related[0].id), (2, pdf, other.id));
    let wrong = [
        (NewsItemCreate { photo_id: Some(foreign), ..good.clone() }, "/photo_id"),
        (NewsItemCreate { photo_id: Some(pdf), ..good.clone() }, "/photo_id"),
        (NewsItemCreate { logo_ids: vec![photo, pdf], ..good.clone() }, "/logo_ids/1"),
        (NewsItemCreate { attachment_ids: vec![photo], ..good.clone() }, "/attachment_ids/0"),
        (NewsItemCreate { source_meeting_id: Some(app.world.draft), ..good.clone() }, "/source_meeting_id"),
    ];
    for (input, pointer) in wrong {
        let refused = refusal(coordinator.create_news_item(&input).await);
        assert_eq!(refused, (ErrorCode::ValidationFailed, at(pointer, "invalid")));
    }
    let itself = NewsItemPatch { related_ids: Some(vec![made.id]), ..NewsItemPatch::default() };
    let refused = refusal(coordinator.update_news_item(made.id, made.version, &itself).await);
    assert_eq!(refused, (ErrorCode::ValidationFailed, at("/related_ids/0", "invalid")));
    // What is no longer public is no longer named beside it.
    let shown = coordinator.publish_news_item(made.id, made.version).await.expect("published");
    assert_eq!(app.anonymous().get_news_item(shown.id).await.expect("public").related.len(), 1);
    coordinator.withdraw_news_item(other.id, other.version).await.expect("withdrawn");
    assert!(app.anonymous().get_news_item(shown.id).await.expect("public").related.is_empty());
    // A draft can be removed with its parts, which stay.
    let draft = coordinator.create_news_item(&good).await.expect("a draft");
    coordinator.delete_news_item(draft.id, draft.version).await.expect("removed");
    coordinator.get_file(photo).await.expect("kept");
}

#[tokio::test]
async fn uploads_are_what_they_say_and_have_words() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let good = file_of(&picture(20, 10), None);
    let text = |bytes: &[u8]| STANDARD.encode(bytes);
    let page = text(b"<html><script>alert(1)</script></html>");
    let bomb = text(&picture(20_000, 20_000));
    let mut broken = picture(5, 5);
    broken.truncate(40);
    for (input, pointer, code) in [
        (FileCreate { alt_text: None, ..good.clone() }, "/alt_text", "required"),
        (FileCreate { alt_text: Some("  ".into()), ..good.clone() }, "/alt_text", "required"),
        (FileCreate { content: page, ..good.clone() }, "/content", "other_type"),
        (
            FileCreate { media_type: MediaType::Jpeg, file_name: "a.jpg".into(), ..good.clone() },
            "/content",
            "other_type",
        ),
        (FileCreate { content: bomb, ..good.clone() }, "/content", "too_many_pixels"),
        (FileCreate { content: text(&broken), ..good.clone() }, "/content", "damaged"),
        (FileCreate { content: "żółw".into(), ..good.clone() }, "/content", "invalid"),
        (FileCreate { file_name: "../../etc/passwd.png".into(), ..good.clone() }, "/file_name", "invalid"),
        (FileCreate { file_name: "a.png.exe".into(), ..good.clone() }, "/file_name", "invalid"),
        (FileCreate { file_name: "a.svg".into(), ..good.clone() }, "/file_name", "invalid"),
        (FileCreate { file_name: "a\"; filename=\"b.png".into(), ..good.clone() }, "/file_name", "invalid"),
    ] {
        let refused = refusal(admin.create_file(&input).await);
        assert_eq!(refused, (ErrorCode::ValidationFailed, at(pointer, code)), "{}", input.file_name);
    }
    let mut svg = json!(good);
    svg["media_type"] = json!("image/svg+xml");
    let request = admin.request(Method::POST, "/api/v1/files").header("Content-Type", "application/json");
    assert_eq!(request.body(svg.to_string()).send().await.expect("an answer").status().as_u16(), 422);
    let made = admin.create_file(&good).await.expect("an image");
    assert_eq!((made.file.width, made.file.height), (Some(20), Some(10)));
    let words = FilePatch { alt_text: Patch::Value("Inne słowa".into()) };
    let changed = admin.update_file(made.file.id, made.version, &words).await.expect("changed");
    assert_eq!(changed.file.alt_text.as_deref(), Some("Inne słowa"));
}

#[tokio::test]
async fn uploads_have_a_limit_of_their_own() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    // Larger than other bodies may be, and within the limit of files.
    let padding = chunk(b"tEXt", &vec![b'a'; 2 * 1024 * 1024]);
    let mut large = picture(3, 3);
    large.splice(33..33, padding);
    let made = admin.create_file(&file_of(&large, None)).await.expect("a large image");
    assert!(made.file.size < 1000, "hidden texts are not kept: {}", made.file.size);
    let send = async |length: usize| {
        let body = json!(FileCreate { content: "A".repeat(length), ..file_of(&[], None) }).to_string();
        let request = admin.request(Method::POST, "/api/v1/files").header("Content-Type", "application/json");
        request.body(body).send().await.expect("an answer").status().as_u16()
    };
    assert_eq!(send(5_592_412).await, 422);
    assert_eq!(send(5_700_000).await, 413);
    let elsewhere = admin.request(Method::POST, "/api/v1/news-items").header("Content-Type", "application/json");
    let elsewhere = elsewhere.body("1".repeat(1_100_000)).send().await.expect("an answer");
    assert_eq!(elsewhere.status().as_u16(), 413, "other bodies keep their limit");
}

#[tokio::test]
async fn bytes_are_served_safely_to_whom_they_are_shown() {
    let app = start().await;
    let coordinator = app.client(Who::Coordinator).await;
    let group = Some(app.world.group);
    let photo = coordinator.create_file(&file_of(&picture(8, 8), group)).await.expect("an image");
    let pdf = FileCreate {
        file_name: "Program – wersja 1.pdf".into(),
        media_type: MediaType::Pdf,
        alt_text: None,
        content: STANDARD.encode(b"%PDF-1.7\n"),
        ..file_of(&[], group)
    };
    let pdf = coordinator.create_file(&pdf).await.expect("a document");
    let (photo_at, pdf_at) = (photo.file.address.clone(), pdf.file.address.clone());
    let ask = async |client: &Client, path: &str| client.request(Method::GET, path).send().await.expect("an answer");
    let strangers = [app.anonymous(), app.client(Who::OtherCoordinator).await, app.client(Who::OtherAdmin).await];
    for stranger in &strangers {
        assert_eq!(ask(stranger, &photo_at).await.status().as_u16(), 404);
    }
    let own = ask(&coordinator, &photo_at).await;
    assert_eq!(own.headers()["cache-control"], "private, no-cache");
    assert_eq!(own.bytes().await.expect("bytes"), picture(8, 8));
    let input = NewsItemCreate { photo_id: Some(photo.file.id), attachment_ids: vec![pdf.file.id], ..news_of(group) };
    let draft = coordinator.create_news_item(&input).await.expect("a draft");
    assert_eq!(ask(&app.anonymous(), &photo_at).await.status().as_u16(), 404, "a draft shows nothing");
    let shown = coordinator.publish_news_item(draft.id, draft.version).await.expect("published");
    let public = ask(&app.anonymous(), &photo_at).await;
    let header = |name: &str| public.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(public.status().as_u16(), 200);
    assert_eq!(header("content-type"), "image/png");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'; sandbox");
    assert_eq!(header("content-disposition"), "inline; filename=\"spotkanie.png\"; filename*=UTF-8''spotkanie.png");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(header("cache-control"), "no-cache");
    let again = app.anonymous().request(Method::GET, &photo_at).header("If-None-Match", header("etag"));
    let again = again.send().await.expect("an answer");
    assert_eq!((again.status().as_u16(), again.bytes().await.expect("bytes").len()), (304, 0));
    let head = app.anonymous().request(Method::HEAD, &photo_at).send().await.expect("an answer");
    assert_eq!(head.status().as_u16(), 200);
    let document = ask(&app.anonymous(), &pdf_at).await;
    let saved = document.headers()["content-disposition"].to_str().expect("text");
    assert!(saved.starts_with("attachment; filename=\"Program___wersja_1.pdf\""), "{saved}");
    coordinator.withdraw_news_item(draft.id, shown.version).await.expect("withdrawn");
    for path in [&photo_at, &pdf_at, "/files/x", "/files/01900000-0000-7000-8000-000000000000"] {
        assert_eq!(ask(&app.anonymous(), path).await.status().as_u16(), 404, "{path}");
    }
}

#[tokio::test]
async fn each_region_writes_its_own_and_reads_what_is_public() {
    let app = start().await;
    let (here, there) = (app.client(Who::Admin).await, app.client(Who::OtherAdmin).await);
    let own = here.create_news_item(&NewsItemCreate { title: "Stąd".into(), ..news_of(None) }).await.expect("a draft");
    let other =
        there.create_news_item(&NewsItemCreate { title: "Stamtąd".into(), ..news_of(None) }).await.expect("a draft");
    assert_eq!(titles(&here, &NewsFilter::default()).await, ["Stąd"]);
    assert_eq!(titles(&there, &NewsFilter::default()).await, ["Stamtąd"]);
    assert_eq!(refusal(here.update_news_item(other.id, 1, &NewsItemPatch::default()).await).0, ErrorCode::NotFound);
    there.publish_news_item(other.id, other.version).await.expect("published");
    assert_eq!(titles(&here, &NewsFilter::default()).await.len(), 2);
    assert_eq!(refusal(here.update_news_item(other.id, 2, &NewsItemPatch::default()).await).0, ErrorCode::Forbidden);
    let region = NewsFilter { region_id: Some(app.world.other_region), ..NewsFilter::default() };
    assert_eq!(titles(&app.anonymous(), &region).await, ["Stamtąd"]);
    let drafts = NewsFilter { state: Some(PublicationState::Draft), ..NewsFilter::default() };
    assert_eq!(titles(&here, &drafts).await, ["Stąd"]);
    assert!(titles(&app.anonymous(), &drafts).await.is_empty());
    let found = NewsFilter { q: Some("stad".into()), ..NewsFilter::default() };
    assert_eq!(titles(&here, &found).await, ["Stąd"], "whatever the diacritics");
    // A coordinator writes for the body alone.
    let coordinator = app.client(Who::Coordinator).await;
    assert_eq!(refusal(coordinator.create_news_item(&news_of(None)).await).0, ErrorCode::Forbidden);
    assert_eq!(refusal(coordinator.get_news_item(own.id).await).0, ErrorCode::NotFound);
    let two = NewsItemCreate { region_id: Some(app.world.other_region), ..news_of(Some(app.world.group)) };
    let refused = refusal(coordinator.create_news_item(&two).await);
    assert_eq!(refused, (ErrorCode::ValidationFailed, at("/region_id", "invalid")));
}

#[tokio::test]
async fn albums_and_questions_follow_the_same_course() {
    let app = start().await;
    let (admin, anyone) = (app.client(Who::Admin).await, app.anonymous());
    let album = draft_album(&app).await;
    assert!(anyone.list_albums(&AlbumFilter::default()).await.expect("albums").items.is_empty());
    let shown = admin.publish_album(album.id, album.version).await.expect("published");
    let seen = anyone.list_albums(&AlbumFilter::default()).await.expect("albums").items;
    assert_eq!(seen[0].images[0].file.alt_text.as_deref(), Some("Uczestnicy przy stołach"));
    assert_eq!(seen[0].images[0].caption.as_deref(), Some("Sala"));
    let address = &seen[0].images[0].file.address;
    let status = async || anyone.request(Method::GET, address).send().await.expect("an answer").status().as_u16();
    assert_eq!(status().await, 200);
    let withdrawn = admin.withdraw_album(album.id, shown.version).await.expect("withdrawn");
    assert_eq!(status().await, 404);
    assert_eq!(refusal(admin.delete_album(album.id, withdrawn.version).await).0, ErrorCode::PublishedKept);
    let question = draft_faq(&app).await;
    assert!(anyone.list_faq_entries(&FaqFilter::default()).await.expect("questions").items.is_empty());
    let shown = admin.publish_faq_entry(question.id, question.version).await.expect("published");
    let first =
        serde_json::from_value(json!({"area": "site", "question": "Pierwsze?", "answer": "Tak.", "position": 1}));
    let first = admin.create_faq_entry(&first.expect("an input")).await.expect("a question");
    admin.publish_faq_entry(first.id, first.version).await.expect("published");
    let seen = anyone.list_faq_entries(&FaqFilter::default()).await.expect("questions").items;
    assert_eq!(seen.iter().map(|entry| entry.position).collect::<Vec<_>>(), [1, 5]);
    let withdrawn = admin.withdraw_faq_entry(question.id, shown.version).await.expect("withdrawn");
    assert_eq!(refusal(admin.delete_faq_entry(question.id, withdrawn.version).await).0, ErrorCode::PublishedKept);
    assert_eq!(refusal(anyone.get_faq_entry(question.id).await).0, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_list_of_news_costs_the_same_for_few_and_many() {
    let app = start().await;
    let photo = image(&app).await.file.id;
    let cost = async || {
        let before = app.statements.load(std::sync::atomic::Ordering::Relaxed);
        app.anonymous().list_news_items(&NewsFilter::default()).await.expect("news");
        app.statements.load(std::sync::atomic::Ordering::Relaxed) - before
    };
    let add = async || {
        let input = NewsItemCreate { photo_id: Some(photo), ..news_of(Some(app.world.group)) };
        let draft = portal::create_news_item(&app.system(), input).await.expect("a draft");
        portal::publish_news_item(&app.system(), draft.id, draft.version).await.expect("published");
    };
    add().await;
    let few = cost().await;
    for _ in 0..12 {
        add().await;
    }
    assert_eq!(cost().await, few);
    assert!(few <= 4, "{few}");
}

#[tokio::test]
async fn administrators_are_reminded_of_the_yearly_review() {
    let app = start().await;
    let due = async |app: &App| {
        let admin = app.client(Who::Admin).await;
        admin.get_reminders().await.expect("reminders").reminders
    };
    assert_eq!(due(&app).await, [], "the statement was reviewed this year");
    let day = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().expect("an instant");
    // Half an hour before midnight in Warsaw, and half an hour after.
    app.clock.set(day("2027-02-28T22:30:00Z"));
    assert_eq!(due(&app).await, []);
    app.clock.set(day("2027-02-28T23:30:00Z"));
    let told = due(&app).await;
    assert_eq!((told.len(), told[0].due_on.to_string().as_str(), told[0].overdue), (1, "2027-03-31", false));
    app.clock.set(day("2027-04-01T10:00:00Z"));
    assert!(due(&app).await[0].overdue);
}

#[tokio::test]
async fn marks_of_earlier_news_are_found_by_their_use() {
    let app = start().await;
    let (coordinator, admin) = (app.client(Who::Coordinator).await, app.client(Who::Admin).await);
    let of_region = file_of(&picture(6, 2), None);
    let (logo, unused) = (admin.create_file(&of_region).await.expect("a mark"), image(&app).await);
    let logos = async |client: &Client| {
        let page = obrady_types::PageQuery::default();
        let kind = Some(obrady_types::portal::FileKind::Image);
        let found = client.list_files(None, kind, Some(FileUse::Logo), &page).await.expect("files").items;
        found.into_iter().map(|one| one.file.id).collect::<Vec<_>>()
    };
    let news = admin.create_news_item(&NewsItemCreate { logo_ids: vec![logo.file.id], ..news_of(None) }).await;
    let news = news.expect("a draft");
    // While nobody else knows of the news, its marks are known to its editors only.
    assert_eq!(logos(&admin).await, [logo.file.id]);
    assert!(logos(&coordinator).await.is_empty());
    admin.publish_news_item(news.id, news.version).await.expect("published");
    assert_eq!(logos(&coordinator).await, [logo.file.id]);
    let own = NewsItemCreate { logo_ids: vec![logo.file.id], ..news_of(Some(app.world.group)) };
    coordinator.create_news_item(&own).await.expect("with the mark of earlier news");
    let page = obrady_types::PageQuery::default();
    let all = coordinator.list_files(None, None, None, &page).await.expect("files").items;
    assert_eq!(all.into_iter().map(|one| one.file.id).collect::<Vec<_>>(), [unused.file.id]);
}
