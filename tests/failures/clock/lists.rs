//! Idempotency keys, versions, pages and news.

use super::{Scene, ahead, noon};
use crate::history::topic;
use anyhow::{Context, Result, ensure};
use obrady_client::{AuditFilter, Client, NewsFilter};
use obrady_tests::Who;
use obrady_types::groups::TopicPatch;
use obrady_types::portal::NewsItemCreate;
use obrady_types::{ErrorCode, PageQuery, TopicId};
use std::collections::BTreeSet;

/// A repeated request is carried out once wherever the clock stands, and only the version decides who is late.
pub async fn keys_and_versions(scene: &Scene) -> Result<()> {
    let client = scene.place.client(&scene.base(), Who::Coordinator).await?;
    let group = scene.place.world.group;
    let once = async || anyhow::Ok(client.with_idempotency_key("zegar").create_topic(group, &topic("zegar")).await?.id);
    let id = once().await?;
    for now in [ahead(), noon(), ahead(), noon()] {
        scene.clock.set(now)?;
        client.refresh_access_token().await?;
        ensure!(once().await? == id, "a repeated request made another topic");
    }
    ensure!(scene.count("SELECT count(*) FROM topic WHERE title = 'Temat zegar'").await? == 1, "two topics");

    let http = reqwest::Client::builder().no_proxy().build()?;
    let read = async |etag: Option<&str>| -> Result<(u16, String)> {
        let mut request = http.get(format!("{}/api/v1/topics/{id}", scene.base()));
        if let Some(etag) = etag {
            request = request.header("If-None-Match", etag);
        }
        let answer = request.send().await?;
        let etag = answer.headers().get("etag").context("no ETag")?.to_str()?.to_owned();
        Ok((answer.status().as_u16(), etag))
    };
    let (_, before) = read(None).await?;
    scene.clock.set(ahead())?;
    ensure!(read(Some(&before)).await? == (304, before.clone()), "the same is the same an hour later");
    client.refresh_access_token().await?;
    let patch = |priority| TopicPatch { priority: Some(priority), ..TopicPatch::default() };
    let changed = client.update_topic(id, 1, &patch(3)).await?.version;
    scene.clock.set(noon())?;
    client.refresh_access_token().await?;
    let (status, after) = read(Some(&before)).await?;
    ensure!(status == 200 && after != before, "what was changed looks unchanged");
    let late = client.update_topic(id, 1, &patch(4)).await.err().context("a stale version was taken")?;
    ensure!(late.code() == Some(ErrorCode::StaleVersion), "{late}");
    client.update_topic(id, changed, &patch(5)).await?;
    Ok(())
}

/// Whoever turns pages while the clock jumps and others write sees each row that was there before exactly once.
pub async fn pages(scene: &Scene) -> Result<()> {
    let coordinator = scene.place.client(&scene.base(), Who::Coordinator).await?;
    let group = scene.place.world.group;
    let mut number = 0;
    let mut add = async |client: &Client| -> Result<TopicId> {
        number += 1;
        scene.clock.set(if number % 2 == 0 { noon() } else { ahead() })?;
        client.refresh_access_token().await?;
        Ok(client.create_topic(group, &topic(&format!("strona {number}"))).await?.id)
    };
    let mut there = BTreeSet::new();
    for _ in 0..20 {
        there.insert(add(&coordinator).await?);
    }
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = PageQuery { limit: Some(6), cursor, ..PageQuery::default() };
        let page = coordinator.list_topics(group, None, &page).await?;
        seen.extend(page.items.iter().map(|topic| topic.id).filter(|id| there.contains(id)));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
        add(&coordinator).await?;
    }
    ensure!(seen.len() == there.len(), "{} of {} topics in {} places", there.len(), there.len(), seen.len());
    ensure!(seen.iter().copied().collect::<BTreeSet<_>>() == there, "a topic is missing, another comes twice");

    // The audit is told in the order in which things happened, whatever the clock showed.
    scene.clock.set(noon())?;
    let admin = scene.place.client(&scene.base(), Who::Admin).await?;
    let known: i64 = scene.count("SELECT count(*) FROM audit_event WHERE action = 'topic.created'").await?;
    let (mut told, mut cursor) = (Vec::new(), None);
    loop {
        let page = PageQuery { limit: Some(7), cursor, ..PageQuery::default() };
        let filter = AuditFilter { action: Some("topic.created".into()), page, ..AuditFilter::default() };
        let page = admin.list_audit_events(&filter).await?;
        told.extend(page.items.iter().map(|event| event.object_id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
        scene.clock.set(if told.len() % 2 == 0 { noon() } else { ahead() })?;
        admin.refresh_access_token().await?;
    }
    ensure!(told.len() as i64 == known, "{} of {known} entries", told.len());
    ensure!(told.iter().collect::<BTreeSet<_>>().len() == told.len(), "an entry comes twice");
    scene.clock.set(noon())
}

/// News published by a clock that was ahead stays published when the clock is set back, and so does what follows it.
pub async fn news(scene: &Scene) -> Result<()> {
    let feed = format!("{}/feeds/news.atom", scene.base());
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut titles = Vec::new();
    let mut etags = BTreeSet::new();
    for (now, title) in [(ahead(), "Z zegara, który się spieszył"), (noon(), "Po cofnięciu zegara")] {
        scene.clock.set(now)?;
        let editor = scene.place.client(&scene.base(), Who::Admin).await?;
        let input = serde_json::json!({
            "kind": "news", "title": title, "lead": "Wprowadzenie.", "body": "Treść.",
            "publisher": "ROPS", "region_id": scene.place.world.region,
        });
        let input: NewsItemCreate = serde_json::from_value(input)?;
        let made = editor.create_news_item(&input).await?;
        editor.publish_news_item(made.id, made.version).await?;
        titles.push(title);
        let answer = http.get(&feed).send().await?.error_for_status()?;
        etags.insert(answer.headers().get("etag").context("the feed has no ETag")?.to_str()?.to_owned());
        let text = answer.text().await?;
        let anyone = Client::new(&scene.base())?;
        let listed = anyone.list_news_items(&NewsFilter::default()).await?.items;
        for title in &titles {
            ensure!(text.matches(title).count() == 1, "the feed has {title:?} not once");
            ensure!(
                listed.iter().filter(|entry| entry.title == *title).count() == 1,
                "the list has {title:?} not once"
            );
        }
    }
    ensure!(etags.len() == 2, "the feed looks unchanged");
    Ok(())
}
