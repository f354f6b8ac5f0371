//! News.

use super::{Generator, names};
use anyhow::Result;
use chrono::Days;
use obrady_domain::polish::fold;
use obrady_entity::news_item;
use sea_orm::Set;
use uuid::Uuid;

/// 150 a year in a province, a seventh of them not published yet.
pub async fn news(made: &mut Generator<'_>, region: Uuid) -> Result<()> {
    for year in made.years() {
        let mut rows = Vec::new();
        for number in 0..150 {
            let event = made.working_day(year).min(made.today - Days::new(2));
            let published = (number % 7 != 0).then(|| event + Days::new(2));
            let title = format!("{}: {}", made.pick(names::ACTS), made.pick(names::MATTERS));
            rows.push(news_item::ActiveModel {
                id: Set(made.id()),
                region_id: Set(region),
                body_id: Set(None),
                kind: Set("report".to_owned()),
                state: Set(if published.is_some() { "published" } else { "draft" }.to_owned()),
                search: Set(fold(&title)),
                title: Set(title),
                short_title: Set(None),
                lead: Set("Spotkanie poświęcone było wymianie doświadczeń.".to_owned()),
                body: Set("Uczestnicy przedstawili przykłady ze swoich powiatów.\n\nNastępne spotkanie odbędzie się za kwartał.".to_owned()),
                event_on: Set(Some(event)),
                published_on: Set(published),
                listed_on: Set(published.unwrap_or(event)),
                author: Set(None),
                publisher: Set("Regionalny Ośrodek Polityki Społecznej".to_owned()),
                funding: Set(None),
                source_meeting_id: Set(None),
                call_to_action: Set(None),
                links: Set("[]".to_owned()),
                synthetic: Set(true),
                version: Set(1),
            });
        }
        made.insert(rows).await?;
    }
    Ok(())
}
