//! What is held about a person, and erasure: the name becomes a pseudonym, everything that counts stays (I-37).

use super::query::{affiliations, get_person_row};
use super::references::{count, references_to, rows_of};
use super::{mentions, people, seed, view};
use crate::convents;
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::identity;
use crate::policy::{Action, Scope, allows, require};
use crate::polish::sort_key;
use obrady_entity::{account, affiliation, audit_event, audit_personal, idempotency_key, membership, person};
use obrady_types::directory::{ErasureReport, Kept, Mentions, PersonErase, PersonExport, PersonalRows};
use obrady_types::{ErrorCode, PersonId, RegionId};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Puts together everything that is held about a person, for themself or for whoever edits the directory.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `not_found`, also for somebody whom the caller may not know of.
pub async fn export_person(call: &Call, id: PersonId) -> Result<PersonExport> {
    let reader = call.read().await?;
    reader.actor.refuse_anonymous()?;
    let row = get_person_row(reader.conn(), id).await?;
    if reader.actor.person_id != Some(id) {
        if !row.is_public_function && !people::reads(&reader.actor, row.region_id) {
            return Err(DomainError::NotFound);
        }
        require(&reader.actor, Action::EditPerson, &Scope::region(row.region_id))?;
    }
    let conn = reader.conn();
    let mut data = vec![rows(conn, "person", "id", row.id).await?];
    for reference in references_to(conn, "person").await? {
        merge(&mut data, rows(conn, &reference.table, &reference.column, row.id).await?);
    }
    let own = account::Entity::find().filter(account::Column::PersonId.eq(row.id)).one(conn).await?;
    if let Some(own) = own {
        for reference in references_to(conn, "account").await? {
            merge(&mut data, rows(conn, &reference.table, &reference.column, own.id).await?);
        }
        merge(&mut data, rows(conn, "audit_event", "actor_id", own.id).await?);
    }
    merge(&mut data, rows(conn, "audit_event", "object_id", row.id).await?);
    let events: Vec<i64> = data
        .iter()
        .filter(|part| part.what == "audit_event")
        .flat_map(|part| &part.rows)
        .filter_map(|row| row.get("id")?.as_i64())
        .collect();
    merge(&mut data, personal_rows(conn, events).await?);
    data.retain(|part| !part.rows.is_empty());
    tracing::info!(event = "data_exported", object = %id, "the data of a person left");
    Ok(PersonExport { person: view::person(row, true), made_at: reader.now, data })
}

async fn rows(conn: &impl ConnectionTrait, table: &str, column: &str, id: Uuid) -> Result<PersonalRows> {
    Ok(PersonalRows { what: table.to_owned(), rows: rows_of(conn, table, column, id).await? })
}

/// What the audit says of the person beside its rows.
async fn personal_rows(conn: &impl ConnectionTrait, events: Vec<i64>) -> Result<PersonalRows> {
    let filter = audit_personal::Column::AuditEventId.is_in(events);
    let beside = audit_personal::Entity::find().filter(filter).all(conn).await?;
    let row = |row: audit_personal::Model| -> Result<Map<String, Value>> {
        let detail: Value = serde_json::from_str(&row.detail)?;
        Ok(Map::from_iter([("audit_event_id".to_owned(), json!(row.audit_event_id)), ("detail".to_owned(), detail)]))
    };
    Ok(PersonalRows { what: "audit_personal".to_owned(), rows: beside.into_iter().map(row).collect::<Result<_>>()? })
}

/// Rows that name the person in several columns appear once.
fn merge(data: &mut Vec<PersonalRows>, part: PersonalRows) {
    match data.iter_mut().find(|known| known.what == part.what) {
        Some(known) => {
            for row in part.rows {
                if !known.rows.contains(&row) {
                    known.rows.push(row);
                }
            }
        }
        None => data.push(part),
    }
}

/// Says which texts of the region name a person, in whichever grammatical case.
///
/// # Errors
/// `not_found` (also for somebody whom the caller may not know of), `unauthenticated`, `forbidden`, `person_erased`.
pub async fn find_mentions(call: &Call, id: PersonId) -> Result<Mentions> {
    let reader = call.read().await?;
    reader.actor.refuse_anonymous()?;
    let row = get_person_row(reader.conn(), id).await?;
    if !row.is_public_function && !people::reads(&reader.actor, row.region_id) {
        return Err(DomainError::NotFound);
    }
    require(&reader.actor, Action::EditPerson, &Scope::region(row.region_id))?;
    if row.erased_at.is_some() {
        return Err(ErrorCode::PersonErased.into());
    }
    let wanted = mentions::Wanted::new(reader.conn(), &row).await?;
    Ok(Mentions { mentions: mentions::find(reader.conn(), &wanted).await? })
}

/// Replaces what identifies a person by a pseudonym and closes their account, also in the texts that the caller names. Posts, memberships, terms and everything
/// else that counts stay under the pseudonym; open posts and memberships end today.
///
/// # Errors
/// `not_found` (also for somebody whom the caller may not know of), `unauthenticated`, `forbidden`, `stale_version`,
/// `person_erased`; `still_referenced` while the person heads an institution or holds an office: those end first.
pub async fn erase_person(call: &Call, id: PersonId, version: i32, input: PersonErase) -> Result<ErasureReport> {
    call.write("erase_person", async |tx| {
        tx.actor.refuse_anonymous()?;
        let row = lock_row::<person::Entity>(tx.conn(), id).await?;
        let scope = Scope::region(row.region_id);
        if !row.is_public_function && !allows(&tx.actor, Action::ReadDirectory, &scope) {
            return Err(DomainError::NotFound);
        }
        tx.require(Action::EditPerson, &scope)?;
        check_version(row.version, version)?;
        if row.erased_at.is_some() {
            return Err(ErrorCode::PersonErased.into());
        }
        refuse_in_office(tx, &row).await?;
        end_open(tx, &row).await?;
        let pseudonym = pseudonym(row.id);
        let wanted = mentions::Wanted::new(tx.conn(), &row).await?;
        let (replaced, left) = mentions::replace(tx, &wanted, &input.replace, &format!("Osoba {pseudonym}")).await?;
        let account_closed = identity::close_account(tx, row.id, &pseudonym).await?;
        forget_answers(tx, &row).await?;
        forget_audit(tx, row.id, &wanted).await?;
        let region = RegionId(row.region_id);
        let mut change = row.into_active_model();
        change.first_name = Set("Osoba".to_owned());
        change.sort_key = Set(sort_key(&[&pseudonym]));
        change.search = Set(seed::person_search("Osoba", &pseudonym));
        change.last_name = Set(pseudonym);
        change.display_title = Set(None);
        change.email = Set(None);
        change.phone = Set(None);
        change.external_reference = Set(None);
        change.is_public_function = Set(false);
        change.erased_at = Set(Some(tx.now));
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let mut kept: Vec<Kept> = Vec::new();
        for reference in references_to(tx.conn(), "person").await? {
            let count = count(tx.conn(), &reference, row.id).await?;
            match kept.iter_mut().find(|known| known.what == reference.table) {
                Some(known) => known.count = known.count.saturating_add(count),
                None => kept.push(Kept { what: reference.table, count }),
            }
        }
        kept.retain(|kept| kept.count > 0);
        let event = Change::of("person.erased", "person", id, row.version).in_region(region);
        tx.record(event.with(json!({ "kept": kept, "texts_replaced": replaced, "texts_left": left.len() }))).await?;
        Ok(ErasureReport { person: view::person(row, true), kept, account_closed, replaced, left })
    })
    .await
}

/// What stands in place of a last name: no two are alike, and it says nothing.
fn pseudonym(id: Uuid) -> String {
    let tail: String = id.simple().to_string().chars().skip(20).collect();
    format!("usunięta {tail}")
}

async fn refuse_in_office(tx: &WriteTx, row: &person::Model) -> Result<()> {
    use affiliation::Column;
    let today = tx.ctx.date_of(tx.now);
    let heads = affiliations()
        .filter(Column::PersonId.eq(row.id))
        .filter(Column::IsHead.eq(true))
        .filter(Condition::any().add(Column::ToDate.is_null()).add(Column::ToDate.gt(today)));
    if heads.one(tx.conn()).await?.is_some() || convents::holds_office(tx, row.id).await? {
        return Err(ErrorCode::StillReferenced.into());
    }
    Ok(())
}

/// Ends posts and memberships that are open, today or where they begin later.
async fn end_open(tx: &WriteTx, row: &person::Model) -> Result<()> {
    let today = tx.ctx.date_of(tx.now);
    let region = RegionId(row.region_id);
    {
        use affiliation::Column;
        let open = affiliations()
            .filter(Column::PersonId.eq(row.id))
            .filter(Condition::any().add(Column::ToDate.is_null()).add(Column::ToDate.gt(today)));
        for post in open.all(tx.conn()).await? {
            let (to, version) = (Ord::max(today, post.from_date), post.version + 1);
            let mut change = post.into_active_model();
            change.to_date = Set(Some(to));
            change.version = Set(version);
            let post = change.update(tx.conn()).await?;
            let event = Change::of("affiliation.updated", "affiliation", post.id, version).in_region(region);
            tx.record(event.with(json!({ "to": to }))).await?;
        }
    }
    use membership::Column;
    let open = membership::Entity::find()
        .filter(Column::PersonId.eq(row.id))
        .filter(Condition::any().add(Column::ToDate.is_null()).add(Column::ToDate.gt(today)));
    for member in open.all(tx.conn()).await? {
        let (to, version, body) = (Ord::max(today, member.from_date), member.version + 1, member.body_id);
        let mut change = member.into_active_model();
        change.to_date = Set(Some(to));
        change.version = Set(version);
        let member = change.update(tx.conn()).await?;
        let event = Change::of("membership.updated", "membership", member.id, version).in_region(region);
        tx.record(event.in_body(body.into()).with(json!({ "to": to }))).await?;
    }
    Ok(())
}

/// Stored answers of the last day that name the person, their account or their name are forgotten: they could not be
/// repeated truly anyway.
async fn forget_answers(tx: &WriteTx, row: &person::Model) -> Result<()> {
    use idempotency_key::Column;
    let id = row.id;
    let own = account::Entity::find().filter(account::Column::PersonId.eq(id)).one(tx.conn()).await?;
    let named = |id: Uuid| Expr::col(Column::Response).like(format!("%{id}%"));
    // Answers hold texts, too; forgetting one too many only means that it cannot be repeated.
    let mut any = Condition::any().add(named(id)).add(Column::Response.contains(&row.last_name));
    if let Some(own) = own {
        any = any.add(named(own.id)).add(Expr::col(Column::Principal).eq(format!("account:{}", own.id)));
    }
    idempotency_key::Entity::delete_many().filter(any).exec(tx.conn()).await?;
    Ok(())
}

/// What the audit says beside its rows of the person, of their account, or in words that name them is forgotten; the
/// rows themselves stay.
async fn forget_audit(tx: &WriteTx, id: Uuid, wanted: &mentions::Wanted) -> Result<()> {
    let own = account::Entity::find().filter(account::Column::PersonId.eq(id)).one(tx.conn()).await?;
    let objects = [Some(id), own.map(|own| own.id)].into_iter().flatten();
    let of_them = Query::select()
        .column(audit_event::Column::Id)
        .from(audit_event::Entity)
        .and_where(audit_event::Column::ObjectId.is_in(objects))
        .to_owned();
    let naming = mentions::in_audit(tx.conn(), wanted).await?;
    let gone = Condition::any()
        .add(audit_personal::Column::AuditEventId.in_subquery(of_them))
        .add(audit_personal::Column::AuditEventId.is_in(naming));
    audit_personal::Entity::delete_many().filter(gone).exec(tx.conn()).await?;
    Ok(())
}
