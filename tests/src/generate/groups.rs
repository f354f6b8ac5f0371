//! Groups with their members and backlogs.

use super::directory::Province;
use super::{Generator, names};
use anyhow::Result;
use chrono::NaiveDate;
use obrady_domain::polish::{fold, sort_key};
use obrady_entity::{body, membership, topic};
use sea_orm::Set;
use uuid::Uuid;

/// A body's rows that others refer to.
pub struct Body {
    pub id: Uuid,
    pub members: Vec<Uuid>,
    pub topics: Vec<Uuid>,
}

/// Groups of 12 to 25 members, and 200 topics a year among them.
pub async fn bodies(made: &mut Generator<'_>, province: &Province) -> Result<Vec<Body>> {
    let established = NaiveDate::from_ymd_opt(2006, 1, 15).expect("a date");
    let (mut bodies, mut rows) = (Vec::new(), Vec::new());
    for number in 1..=made.size.bodies() {
        let (id, matter) = (made.id(), made.pick(names::MATTERS));
        let name = format!("Grupa robocza {number}: {matter} ({})", province.name);
        rows.push(body::ActiveModel {
            id: Set(id),
            region_id: Set(province.id),
            kind: Set("group".to_owned()),
            group_kind: Set(Some("working".to_owned())),
            sort_key: Set(sort_key(&[&name])),
            search: Set(fold(&name)),
            name: Set(name),
            purpose: Set(format!("Wymiana doświadczeń: {matter}")),
            host_institution_id: Set(Some(province.institutions[0])),
            state: Set("active".to_owned()),
            established_on: Set(established),
            dissolved_on: Set(None),
            default_item_minutes: Set(20),
            parent_id: Set(None),
            topic_areas: Set("[]".to_owned()),
            version: Set(1),
        });
        bodies.push(Body { id, members: Vec::new(), topics: Vec::new() });
    }
    made.insert(rows).await?;
    members(made, province, &mut bodies, established).await?;
    topics(made, province, &mut bodies).await?;
    Ok(bodies)
}

async fn members(made: &mut Generator<'_>, province: &Province, bodies: &mut [Body], since: NaiveDate) -> Result<()> {
    let mut rows = Vec::new();
    for (number, body) in bodies.iter_mut().enumerate() {
        for place in 0..made.random.usize(18..38) {
            let person = (number * 40 + place) % province.people.len();
            rows.push(membership::ActiveModel {
                id: Set(made.id()),
                body_id: Set(body.id),
                person_id: Set(province.people[person]),
                institution_id: Set(Some(province.posts[person])),
                capacity: Set("member".to_owned()),
                from_date: Set(since),
                to_date: Set(None),
                version: Set(1),
            });
            body.members.push(province.people[person]);
        }
    }
    made.insert(rows).await
}

async fn topics(made: &mut Generator<'_>, province: &Province, bodies: &mut [Body]) -> Result<()> {
    let mut rows = Vec::new();
    for number in 0..200 * made.size.years() as usize {
        let count = bodies.len();
        let body = &mut bodies[number % count];
        let id = made.id();
        let title = format!("{}: {} ({number})", made.pick(names::ACTS), made.pick(names::MATTERS));
        // Most are behind them; a third came back at least once.
        let state = if number % 10 == 0 { "backlog" } else { "done" };
        rows.push(topic::ActiveModel {
            id: Set(id),
            region_id: Set(province.id),
            body_id: Set(body.id),
            title: Set(title),
            sub_points: Set("[]".to_owned()),
            priority: Set(made.random.i32(1..=3)),
            source: Set("member".to_owned()),
            planned_from: Set(None),
            planned_precision: Set(None),
            carried_count: Set(i32::from(made.chance(33))),
            carried_from_id: Set(None),
            state: Set(state.to_owned()),
            version: Set(1),
        });
        if state == "done" {
            body.topics.push(id);
        }
    }
    made.insert(rows).await
}
