//! Rows of people and their posts. A row is found again by its reference, else by its mail address, else by its name at
//! the same institution. A name alone finds nobody: two people may share it.

use super::table::{Column, Record, Table};
use super::{Planned, problem, problems};
use crate::convents;
use crate::ctx::WriteTx;
use crate::db::lock_row;
use crate::directory::duplicates::plain;
use crate::directory::{query, seed};
use crate::error::Result;
use crate::events::Change;
use crate::identity;
use crate::polish::sort_key;
use crate::words::{of_word, word};
use chrono::NaiveDate;
use obrady_entity::{affiliation, institution, person, region};
use obrady_types::directory::{
    AffiliationCreate, ImportOutcome, ImportProblem, ImportRow, InstitutionKind, PersonCreate,
};
use obrady_types::{ErrorCode, PersonId, RegionId, validate};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, Set};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The columns of the file.
pub(super) const COLUMNS: &[Column] = &[
    ("first_name", true),
    ("last_name", true),
    ("display_title", false),
    ("email", false),
    ("phone", false),
    ("is_public_function", false),
    ("external_reference", false),
    ("institution_teryt", false),
    ("institution_kind", false),
    ("institution_name", false),
    ("position_title", false),
    ("is_head", false),
    ("from", false),
];

/// A post that a row names.
struct Post {
    institution_id: Uuid,
    title: String,
    is_head: bool,
    from: NaiveDate,
}

/// What a row writes.
pub(super) struct Step {
    /// Who is there already, in which version.
    person: Option<(Uuid, i32)>,
    input: PersonCreate,
    /// What the row says about them is new.
    changes_person: bool,
    has_flag: bool,
    /// A post to begin.
    begin: Option<Post>,
    /// A post whose title is another now, in its version.
    rename: Option<(Uuid, i32, String)>,
}

/// The people of a region by the keys under which rows find them; several may share one.
struct Known {
    people: BTreeMap<Uuid, person::Model>,
    by_reference: BTreeMap<String, Uuid>,
    by_email: BTreeMap<String, Vec<Uuid>>,
    by_name_and_place: BTreeMap<(String, Uuid), Vec<Uuid>>,
    institutions: BTreeMap<String, Vec<Uuid>>,
    posts: Vec<affiliation::Model>,
}

pub(super) async fn plan(tx: &WriteTx, region: &region::Model, table: &Table) -> Result<Vec<Planned<Step>>> {
    let known = known(tx, region.id).await?;
    let mut seen = BTreeSet::new();
    Ok(table.records.iter().map(|record| plan_row(&known, &mut seen, record)).collect())
}

async fn known(tx: &WriteTx, region: Uuid) -> Result<Known> {
    let all = query::people().filter(person::Column::RegionId.eq(region)).all(tx.conn()).await?;
    let places = query::institutions()
        .filter(institution::Column::RegionId.eq(region))
        .filter(institution::Column::SuccessorId.is_null())
        .all(tx.conn())
        .await?;
    let today = tx.ctx.date_of(tx.now);
    let posts: Vec<affiliation::Model> = query::affiliations()
        .filter(affiliation::Column::InstitutionId.is_in(places.iter().map(|place| place.id)))
        .all(tx.conn())
        .await?
        .into_iter()
        .filter(|post| post.to_date.is_none_or(|to| to > today))
        .collect();
    let mut known = Known {
        people: BTreeMap::new(),
        by_reference: BTreeMap::new(),
        by_email: BTreeMap::new(),
        by_name_and_place: BTreeMap::new(),
        institutions: BTreeMap::new(),
        posts: Vec::new(),
    };
    for place in places {
        let county = place.teryt_county.as_deref().unwrap_or_default();
        for code in [Some(county), place.teryt_commune.as_deref()].into_iter().flatten() {
            for name in ["", plain(&place.name).as_str()] {
                known.institutions.entry(format!("{code} {} {name}", place.kind)).or_default().push(place.id);
            }
        }
    }
    for row in all {
        if let Some(reference) = &row.external_reference {
            known.by_reference.insert(reference.clone(), row.id);
        }
        if let Some(email) = &row.email {
            known.by_email.entry(email.to_lowercase()).or_default().push(row.id);
        }
        known.people.insert(row.id, row);
    }
    for post in &posts {
        if let Some(row) = known.people.get(&post.person_id) {
            let key = (plain(&format!("{} {}", row.first_name, row.last_name)), post.institution_id);
            let people = known.by_name_and_place.entry(key).or_default();
            if !people.contains(&row.id) {
                people.push(row.id);
            }
        }
    }
    known.posts = posts;
    Ok(known)
}

fn plan_row(known: &Known, seen: &mut BTreeSet<String>, record: &Record) -> Planned<Step> {
    let text = |column: &str| record.cell(column).unwrap_or_default();
    let name = format!("{} {}", text("first_name"), text("last_name")).trim().to_owned();
    let mut wrong = record.faults();
    let flag = record.flag("is_public_function", &mut wrong);
    let input = PersonCreate {
        first_name: text("first_name"),
        last_name: text("last_name"),
        display_title: record.cell("display_title"),
        email: record.cell("email"),
        phone: record.cell("phone"),
        external_reference: record.cell("external_reference"),
        is_public_function: flag.unwrap_or_default(),
        region_id: None,
    };
    let post = post(known, record, &mut wrong);
    let mut more = problems(validate(&input), &[]);
    more.retain(|one| !wrong.iter().any(|known| known.column == one.column));
    wrong.extend(more);
    let found = find(known, &input, post.as_ref(), &mut wrong);
    let identity = match (found, &input.external_reference, &input.email, &post) {
        (Some(row), ..) => row.id.to_string(),
        (None, Some(reference), ..) => format!("reference {reference}"),
        (None, None, Some(email), _) => format!("email {}", email.to_lowercase()),
        (None, None, None, post) => {
            format!("name {} {:?}", plain(&name), post.as_ref().map(|post| post.institution_id))
        }
    };
    if wrong.is_empty() && !seen.insert(identity) {
        let column = if input.external_reference.is_some() {
            "external_reference"
        } else if input.email.is_some() {
            "email"
        } else {
            "last_name"
        };
        wrong.push(problem(column, "duplicate"));
    }
    let (begin, rename) = match post {
        Some(post) => settle_post(known, found, post, &mut wrong, seen),
        None => (None, None),
    };
    if !wrong.is_empty() {
        return Planned::refused(record, name, wrong);
    }
    let changes_person = found.is_none_or(|row| says_otherwise(row, &input, flag));
    let outcome = match found {
        None => ImportOutcome::Create,
        Some(_) if changes_person || begin.is_some() || rename.is_some() => ImportOutcome::Update,
        Some(_) => ImportOutcome::Unchanged,
    };
    let person = found.map(|row| (row.id, row.version));
    let basis = format!("{person:?} {:?}", rename.as_ref().map(|(id, version, _)| (id, version)));
    let step = Step { person, input, changes_person, has_flag: flag.is_some(), begin, rename };
    let step = (outcome != ImportOutcome::Unchanged).then_some(step);
    Planned { row: ImportRow { line: record.line, outcome, name, problems: Vec::new() }, step, basis }
}

/// The person whom a row names.
fn find<'a>(
    known: &'a Known,
    input: &PersonCreate,
    post: Option<&Post>,
    wrong: &mut Vec<ImportProblem>,
) -> Option<&'a person::Model> {
    let one = |ids: &[Uuid], column: &str, wrong: &mut Vec<ImportProblem>| match ids {
        [id] => Some(*id),
        [] => None,
        _ => {
            wrong.push(problem(column, "ambiguous"));
            None
        }
    };
    let by_reference =
        input.external_reference.as_ref().and_then(|reference| known.by_reference.get(reference)).copied();
    let by_email = || {
        let ids = known.by_email.get(&input.email.as_ref()?.to_lowercase())?;
        Some((ids.as_slice(), "email"))
    };
    let by_name = || {
        let key = (plain(&format!("{} {}", input.first_name, input.last_name)), post?.institution_id);
        Some((known.by_name_and_place.get(&key)?.as_slice(), "last_name"))
    };
    let id = match by_reference {
        Some(id) => Some(id),
        None => {
            let (ids, column) = by_email().or_else(by_name)?;
            // An entry that has another reference is somebody else.
            let free = |id: &&Uuid| {
                input.external_reference.is_none()
                    || known.people.get(*id).is_some_and(|row| row.external_reference.is_none())
            };
            let ids: Vec<Uuid> = ids.iter().filter(free).copied().collect();
            one(&ids, column, wrong)
        }
    };
    known.people.get(&id?)
}

/// The post that a row names, if it names an institution.
fn post(known: &Known, record: &Record, wrong: &mut Vec<ImportProblem>) -> Option<Post> {
    let is_head = record.flag("is_head", wrong).unwrap_or_default();
    let teryt = record.cell("institution_teryt").map(|code| code.replace([' ', '-'], ""));
    let kind = record.cell("institution_kind");
    if teryt.is_none() && kind.is_none() && record.cell("institution_name").is_none() {
        return None;
    }
    let count = wrong.len();
    let mut needed = |column: &str| {
        let cell = record.cell(column);
        if cell.is_none() {
            wrong.push(problem(column, "required"));
        }
        cell
    };
    let (kind, title, from) = (needed("institution_kind"), needed("position_title"), needed("from"));
    let from = from.and_then(|text| match text.parse::<NaiveDate>() {
        Ok(day) if obrady_types::YEARS.contains(&chrono::Datelike::year(&day)) => Some(day),
        _ => {
            wrong.push(problem("from", "invalid"));
            None
        }
    });
    if title.as_ref().is_some_and(|title| title.chars().count() > 200) {
        wrong.push(problem("position_title", "too_long"));
    }
    let kind = kind.and_then(|text| match of_word::<InstitutionKind>(&text.to_lowercase()) {
        Ok(kind) => word(&kind).ok(),
        Err(_) => {
            wrong.push(problem("institution_kind", "invalid"));
            None
        }
    })?;
    let name = record.cell("institution_name").map(|name| plain(&name)).unwrap_or_default();
    let found = known.institutions.get(&format!("{} {kind} {name}", teryt.unwrap_or_default()));
    let institution_id = match found.map(Vec::as_slice) {
        Some([id]) => *id,
        Some(_) => {
            wrong.push(problem("institution_name", "ambiguous"));
            return None;
        }
        None => {
            wrong.push(problem("institution_teryt", "not_found"));
            return None;
        }
    };
    if wrong.len() > count {
        return None;
    }
    Some(Post { institution_id, title: title?, is_head, from: from? })
}

/// A post to begin, or to call otherwise. A second head is refused: a change of heads is an action of its own.
fn settle_post(
    known: &Known,
    found: Option<&person::Model>,
    post: Post,
    wrong: &mut Vec<ImportProblem>,
    seen: &mut BTreeSet<String>,
) -> (Option<Post>, Option<(Uuid, i32, String)>) {
    let there = known.posts.iter().filter(|known| known.institution_id == post.institution_id);
    let own = found.and_then(|row| there.clone().find(|known| known.person_id == row.id));
    if let Some(own) = own {
        if post.is_head && !own.is_head {
            wrong.push(problem("is_head", "period_overlap"));
        }
        let renamed = own.position_title != post.title;
        return (None, renamed.then_some((own.id, own.version, post.title)));
    }
    if post.is_head {
        let another = there.clone().any(|known| known.is_head && known.to_date.is_none_or(|to| to > post.from));
        if another || !seen.insert(format!("head {}", post.institution_id)) {
            wrong.push(problem("is_head", "period_overlap"));
        }
    }
    (Some(post), None)
}

/// Whether a row says otherwise than the entry; an empty cell says nothing.
fn says_otherwise(row: &person::Model, input: &PersonCreate, flag: Option<bool>) -> bool {
    let differs = |new: &Option<String>, old: &Option<String>| new.is_some() && new != old;
    input.first_name != row.first_name
        || input.last_name != row.last_name
        || flag.is_some_and(|flag| flag != row.is_public_function)
        || differs(&input.display_title, &row.display_title)
        || differs(&input.email, &row.email)
        || differs(&input.phone, &row.phone)
        || differs(&input.external_reference, &row.external_reference)
}

pub(super) async fn apply(tx: &WriteTx, region: RegionId, plan: Vec<Planned<Step>>) -> Result<()> {
    for step in plan.into_iter().filter_map(|planned| planned.step) {
        let id = match step.person {
            None => Uuid::from(seed::insert_person(tx, region, step.input, false).await?),
            Some((id, version)) => {
                if step.changes_person {
                    update(tx, region, (id, version), step.input, step.has_flag).await?;
                }
                id
            }
        };
        if let Some(post) = step.begin {
            let institution = post.institution_id;
            if post.is_head {
                convents::lock_bodies_seating(tx, institution).await?;
            }
            let input = AffiliationCreate {
                person_id: PersonId(id),
                institution_id: institution.into(),
                position_title: post.title,
                profession: None,
                is_head: post.is_head,
                from: post.from,
                to: None,
            };
            seed::insert_affiliation(tx, region, input).await?;
            if post.is_head {
                convents::headship_changed(tx, institution, id).await?;
            }
        }
        if let Some((id, version, title)) = step.rename {
            let row = lock_row::<affiliation::Entity>(tx.conn(), id).await?;
            if row.version != version {
                return Err(ErrorCode::ImportChanged.into());
            }
            let mut change = row.into_active_model();
            change.position_title = Set(title);
            change.version = Set(version + 1);
            change.update(tx.conn()).await?;
            tx.record(Change::of("affiliation.updated", "affiliation", id, version + 1).in_region(region)).await?;
        }
    }
    Ok(())
}

async fn update(
    tx: &WriteTx,
    region: RegionId,
    (id, version): (Uuid, i32),
    input: PersonCreate,
    has_flag: bool,
) -> Result<()> {
    let row = lock_row::<person::Entity>(tx.conn(), id).await?;
    if row.version != version {
        return Err(ErrorCode::ImportChanged.into());
    }
    let mail = input.email.or(row.email.clone());
    let before = row.email.clone().filter(|_| mail != row.email);
    if mail != row.email {
        identity::guard_mail(tx, row.id).await?;
    }
    let mut change = row.clone().into_active_model();
    change.sort_key = Set(sort_key(&[&input.last_name, &input.first_name]));
    change.search = Set(seed::person_search(&input.first_name, &input.last_name));
    change.first_name = Set(input.first_name);
    change.last_name = Set(input.last_name);
    change.display_title = Set(input.display_title.or(row.display_title));
    change.email = Set(mail);
    change.phone = Set(input.phone.or(row.phone));
    change.external_reference = Set(input.external_reference.or(row.external_reference));
    change.is_public_function = Set(if has_flag { input.is_public_function } else { row.is_public_function });
    change.version = Set(version + 1);
    change.update(tx.conn()).await?;
    if let Some(before) = before {
        identity::mail_changed(tx, id, &before).await?;
    }
    tx.record(Change::of("person.updated", "person", id, version + 1).in_region(region)).await
}
