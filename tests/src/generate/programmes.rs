//! Programmes with versions, goals, recommendations and initiatives.

use super::directory::Province;
use super::{Generator, names, noon};
use anyhow::Result;
use chrono::NaiveDate;
use obrady_domain::polish::{fold, sort_key};
use obrady_entity::{initiative, objective, programme, programme_version, recommendation};
use sea_orm::Set;
use uuid::Uuid;

#[derive(Default)]
struct Rows {
    programmes: Vec<programme::ActiveModel>,
    versions: Vec<programme_version::ActiveModel>,
    goals: Vec<objective::ActiveModel>,
    recommendations: Vec<recommendation::ActiveModel>,
    initiatives: Vec<initiative::ActiveModel>,
}

/// Six for the first year and under two for each further one; each with a version and about 25 parts.
pub async fn programmes(made: &mut Generator<'_>, province: &Province) -> Result<()> {
    let mut rows = Rows::default();
    for number in 0..6 + (made.size.years() as i32 - 1) * 8 / 5 {
        programme(made, province, number, &mut rows);
    }
    made.insert(rows.programmes).await?;
    made.insert(rows.versions).await?;
    made.insert(rows.goals).await?;
    made.insert(rows.recommendations).await?;
    made.insert(rows.initiatives).await
}

fn programme(made: &mut Generator<'_>, province: &Province, number: i32, rows: &mut Rows) {
    let (id, from) = (made.id(), 2004 + number % 22);
    let title = format!("Program {number}: {} ({})", made.pick(names::MATTERS), province.name);
    let since = NaiveDate::from_ymd_opt(from, 1, 1).expect("a date");
    rows.programmes.push(programme::ActiveModel {
        id: Set(id),
        region_id: Set(province.id),
        scope: Set("provincial".to_owned()),
        sort_key: Set(sort_key(&[&title])),
        search: Set(fold(&title)),
        title: Set(title),
        period_from: Set(Some(from)),
        period_to: Set(Some(from + 6)),
        owner_institution_id: Set(Some(province.institutions[0])),
        owner_unit: Set(None),
        drafted_by: Set(None),
        legal_basis: Set(String::new()),
        assumptions: Set(String::new()),
        diagnosis_title: Set(None),
        diagnosis: Set(String::new()),
        state: Set("in_force".to_owned()),
        announced_at: Set(Some(noon(since))),
        synthetic: Set(true),
        version: Set(1),
    });
    rows.versions.push(programme_version::ActiveModel {
        id: Set(made.id()),
        programme_id: Set(id),
        number: Set(1),
        summary: Set("Wersja przyjęta".to_owned()),
        adopted_by: Set(None),
        resolution_number: Set(None),
        resolution_date: Set(None),
        in_force_from: Set(Some(since)),
        in_force_to: Set(None),
        synthetic: Set(true),
        version: Set(1),
    });
    for (place, code) in ["A", "B", "C"].into_iter().enumerate() {
        goals(made, id, code, place as i32 + 1, rows);
    }
    for number in 1..=6 {
        rows.recommendations.push(recommendation::ActiveModel {
            id: Set(made.id()),
            programme_id: Set(id),
            number: Set(number),
            title: Set(format!("Większy nacisk na {}", made.pick(names::MATTERS))),
            description: Set(String::new()),
            objective_id: Set(None),
            version: Set(1),
        });
        rows.initiatives.push(initiative::ActiveModel {
            id: Set(made.id()),
            programme_id: Set(id),
            number: Set(number),
            name: Set(format!("Przedsięwzięcie: {}", made.pick(names::MATTERS))),
            leader: Set(None),
            from_date: Set(None),
            to_date: Set(None),
            status: Set(None),
            objective_id: Set(None),
            version: Set(1),
        });
    }
}

/// An overriding goal with three specific ones below it.
fn goals(made: &mut Generator<'_>, programme: Uuid, code: &str, place: i32, rows: &mut Rows) {
    let top = goal(made, programme, None, code.to_owned(), place);
    let parent = top.id.clone().take();
    rows.goals.push(top);
    for part in 1..=3 {
        rows.goals.push(goal(made, programme, parent, format!("{code}.{part}"), part));
    }
}

fn goal(
    made: &mut Generator<'_>,
    programme: Uuid,
    parent: Option<Uuid>,
    code: String,
    position: i32,
) -> objective::ActiveModel {
    objective::ActiveModel {
        id: Set(made.id()),
        programme_id: Set(programme),
        parent_id: Set(parent),
        code: Set(code),
        level: Set(if parent.is_some() { "specific" } else { "overriding" }.to_owned()),
        title: Set(format!("Rozwój: {}", made.pick(names::MATTERS))),
        description: Set(String::new()),
        status: Set(parent.map(|_| "in_progress".to_owned())),
        position: Set(position),
        version: Set(1),
    }
}
