//! The Atom feed of news (RFC 4287): what is public, for programs that ask again and again.

use crate::portal::{draft_news, published_news};
use atom_syndication::Feed;
use obrady_domain::portal;
use obrady_tests::{App, Who, start};
use reqwest::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use std::str::FromStr;

async fn feed(app: &App, query: &str) -> Feed {
    let answer = reqwest::get(format!("{}/feeds/news.atom{query}", app.base)).await.expect("an answer");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()[CONTENT_TYPE], "application/atom+xml; charset=utf-8");
    Feed::from_str(&answer.text().await.expect("a text")).expect("a feed")
}

#[tokio::test]
async fn a_feed_holds_what_is_published_and_nothing_else() {
    let app = start().await;
    let empty = feed(&app, "").await;
    assert!(empty.entries.is_empty() && !empty.title.value.is_empty() && !empty.authors.is_empty());
    draft_news(&app).await;
    let shown = published_news(&app).await;
    let found = feed(&app, "").await;
    assert_eq!(found.lang.as_deref(), Some("pl"));
    let links: Vec<_> = found.links.iter().map(|link| (link.rel.as_str(), link.href.as_str())).collect();
    let own = format!("{}/feeds/news.atom", app.base);
    assert_eq!(links, [("self", own.as_str()), ("alternate", format!("{}/news", app.base).as_str())]);
    let [entry] = &found.entries[..] else { panic!("one entry") };
    assert_eq!(entry.id, format!("urn:uuid:{}", shown.id));
    assert_eq!(entry.title.value, "Relacja ze spotkania");
    assert_eq!(entry.summary.as_ref().map(|text| text.value.as_str()), Some("Grupa spotkała się po raz trzeci."));
    assert_eq!(entry.links[0].href, format!("{}/news/{}", app.base, shown.id));
    assert_eq!(entry.categories[0].term, "report");
    // The day of publication begins in Poland.
    assert_eq!(entry.published.map(|at| at.to_rfc3339()).as_deref(), Some("2026-11-24T00:00:00+01:00"));
    assert_eq!((entry.published, found.updated), (Some(entry.updated), entry.updated));
    portal::withdraw_news_item(&app.system(), shown.id, shown.version).await.expect("withdrawn");
    assert!(feed(&app, "").await.entries.is_empty());
}

/// Texts that run as scripts where somebody takes them for markup; the journey `hostile.spec.ts` shows them in pages.
pub(crate) fn corpus() -> Vec<String> {
    serde_json::from_str(include_str!("../fixtures/xss.json")).expect("the corpus is a list of texts")
}

#[tokio::test]
async fn a_feed_escapes_what_people_write() {
    let app = start().await;
    let draft = draft_news(&app).await;
    let made = portal::publish_news_item(&app.system(), draft.id, draft.version).await.expect("published");
    let mut version = made.version;
    let own = ["</title><script>alert(1)</script> & \"Zażółć\" ]]>".to_owned()];
    // Each as a title and as the first lines, two at a time.
    for pair in own.iter().cloned().chain(corpus()).collect::<Vec<_>>().chunks(2) {
        let (title, lead) = (pair[0].trim(), pair[pair.len() - 1].trim());
        let patch = obrady_types::portal::NewsItemPatch {
            title: obrady_types::Patch::Value(title.to_owned()),
            lead: obrady_types::Patch::Value(lead.to_owned()),
            ..Default::default()
        };
        let changed = portal::update_news_item(&app.system(), draft.id, version, patch).await.expect("changed");
        version = changed.version;
        let found = feed(&app, "").await;
        let [entry] = &found.entries[..] else { panic!("{title}: one entry") };
        assert_eq!((entry.title.value.as_str(), entry.links.len()), (title, 1));
        assert_eq!(entry.summary.as_ref().map(|text| text.value.as_str()), Some(lead));
    }
}

#[tokio::test]
async fn a_feed_of_a_region_holds_only_its_news_and_is_not_sent_twice() {
    let app = start().await;
    published_news(&app).await;
    let region = app.world.region;
    assert_eq!(feed(&app, &format!("?region_id={region}")).await.entries.len(), 1);
    let other = app.world.other_region;
    assert!(feed(&app, &format!("?region_id={other}")).await.entries.is_empty());
    let address = format!("{}/feeds/news.atom", app.base);
    for query in ["?region_id=x", "?q=a"] {
        let refused = reqwest::get(format!("{address}{query}")).await.expect("an answer");
        assert_eq!(refused.status(), 400, "{query}");
        assert_eq!(refused.headers()[CONTENT_TYPE], "application/problem+json");
    }
    let first = reqwest::get(&address).await.expect("an answer");
    let client = reqwest::Client::new();
    let ask = client.get(&address).header(IF_NONE_MATCH, &first.headers()[ETAG]);
    assert_eq!(ask.send().await.expect("an answer").status(), 304);
    // Who is signed in gets the same as everybody.
    let coordinator = app.client(Who::Coordinator).await;
    let same = coordinator.request(obrady_client::Method::GET, "/feeds/news.atom").send().await.expect("an answer");
    assert_eq!(same.headers()[ETAG], first.headers()[ETAG]);
}
