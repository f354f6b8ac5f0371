//! Rows and probes of news, albums, frequent questions and files. They belong to the group, the questions to the
//! region.

use super::{PUBLIC, Probe, Row, act_on, delete, get, patch, post};
use crate::portal::{self, picture};
use obrady_tests::App;
use serde_json::json;

/// Whoever edits the group's news.
const EDITORS: [u16; 13] = [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403];
/// The same where the others may not know of it.
const DRAFT: [u16; 13] = [401, 404, 404, 200, 404, 404, 404, 200, 404, 200, 404, 404, 404];
const DRAFT_GONE: [u16; 13] = [401, 404, 404, 204, 404, 404, 404, 204, 404, 204, 404, 404, 404];
const MAKES: [u16; 13] = [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403, 403];
/// Whoever edits the region's questions.
const ADMINS: [u16; 13] = [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403, 403];
const ADMINS_DRAFT: [u16; 13] = [401, 404, 404, 404, 404, 404, 404, 200, 404, 200, 404, 404, 404];
const ADMINS_GONE: [u16; 13] = [401, 404, 404, 404, 404, 404, 404, 204, 404, 204, 404, 404, 404];
const ADMINS_MAKE: [u16; 13] = [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403, 403];
/// A list of one's own: another coordinator sees the files of another body, another administrator none of this region.
const FILES: [u16; 13] = [401, 403, 403, 200, 200, 403, 403, 200, 200, 200, 403, 403, 403];
/// A file that nothing published shows.
const FILE: [u16; 13] = [404, 404, 404, 200, 404, 404, 404, 200, 404, 200, 404, 404, 404];

pub(super) const ROWS: &[Row] = &[
    ("list_news_items", PUBLIC),
    ("create_news_item", MAKES),
    ("get_news_item", PUBLIC),
    ("update_news_item", EDITORS),
    ("delete_news_item", DRAFT_GONE),
    ("publish_news_item", DRAFT),
    ("withdraw_news_item", EDITORS),
    ("list_albums", PUBLIC),
    ("create_album", MAKES),
    ("get_album", PUBLIC),
    ("update_album", EDITORS),
    ("delete_album", DRAFT_GONE),
    ("publish_album", DRAFT),
    ("withdraw_album", EDITORS),
    ("list_faq_entries", PUBLIC),
    ("create_faq_entry", ADMINS_MAKE),
    ("get_faq_entry", PUBLIC),
    ("update_faq_entry", ADMINS),
    ("delete_faq_entry", ADMINS_GONE),
    ("publish_faq_entry", ADMINS_DRAFT),
    ("withdraw_faq_entry", ADMINS),
    ("list_files", FILES),
    ("create_file", MAKES),
    ("get_file", FILE),
    ("update_file", DRAFT),
    ("get_site", PUBLIC),
    ("get_reminders", [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 403, 403, 403]),
];

pub(super) async fn probe(app: &App, operation: &str, _token: u32) -> Option<Probe> {
    let (region, group) = (app.world.region, app.world.group);
    Some(match operation {
        "list_news_items" => get("/news-items".into()),
        "create_news_item" => post("/news-items".into(), portal::news_body(Some(group))),
        "get_news_item" => get(format!("/news-items/{}", portal::published_news(app).await.id)),
        "update_news_item" => {
            let made = portal::published_news(app).await;
            patch(format!("/news-items/{}", made.id), made.version, json!({"title": "Inny tytuł"}))
        }
        "delete_news_item" => {
            let made = portal::draft_news(app).await;
            delete(format!("/news-items/{}", made.id), Some(made.version))
        }
        "publish_news_item" => {
            let made = portal::draft_news(app).await;
            act_on(format!("/news-items/{}/publish", made.id), made.version)
        }
        "withdraw_news_item" => {
            let made = portal::published_news(app).await;
            act_on(format!("/news-items/{}/withdraw", made.id), made.version)
        }
        "list_albums" => get("/albums".into()),
        "create_album" => post("/albums".into(), json!({"title": "Album", "body_id": group})),
        "get_album" => get(format!("/albums/{}", portal::published_album(app).await.id)),
        "update_album" => {
            let made = portal::published_album(app).await;
            patch(format!("/albums/{}", made.id), made.version, json!({"title": "Inny album"}))
        }
        "delete_album" => {
            let made = portal::draft_album(app).await;
            delete(format!("/albums/{}", made.id), Some(made.version))
        }
        "publish_album" => {
            let made = portal::draft_album(app).await;
            act_on(format!("/albums/{}/publish", made.id), made.version)
        }
        "withdraw_album" => {
            let made = portal::published_album(app).await;
            act_on(format!("/albums/{}/withdraw", made.id), made.version)
        }
        "list_faq_entries" => get("/faq-entries".into()),
        "create_faq_entry" => post("/faq-entries".into(), portal::faq_body(region)),
        "get_faq_entry" => get(format!("/faq-entries/{}", portal::published_faq(app).await.id)),
        "update_faq_entry" => {
            let made = portal::published_faq(app).await;
            patch(format!("/faq-entries/{}", made.id), made.version, json!({"position": 7}))
        }
        "delete_faq_entry" => {
            let made = portal::draft_faq(app).await;
            delete(format!("/faq-entries/{}", made.id), Some(made.version))
        }
        "publish_faq_entry" => {
            let made = portal::draft_faq(app).await;
            act_on(format!("/faq-entries/{}/publish", made.id), made.version)
        }
        "withdraw_faq_entry" => {
            let made = portal::published_faq(app).await;
            act_on(format!("/faq-entries/{}/withdraw", made.id), made.version)
        }
        "list_files" => get("/files".into()),
        "create_file" => post("/files".into(), json!(portal::file_of(&picture(2, 2), Some(group)))),
        "get_file" => get(format!("/files/{}", portal::image(app).await.file.id)),
        "update_file" => {
            let made = portal::image(app).await;
            patch(format!("/files/{}", made.file.id), made.version, json!({"alt_text": "Inne słowa"}))
        }
        "get_site" => get("/site".into()),
        "get_reminders" => get("/reminders".into()),
        _ => return None,
    })
}
