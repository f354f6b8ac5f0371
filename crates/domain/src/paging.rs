//! Lists: keyset paging with signed cursors that are bound to the filter.

use crate::ctx::Ctx;
use crate::error::{DomainError, Result};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};
use obrady_types::{ErrorCode, Page, PageQuery};
use sea_orm::sea_query::{Asterisk, Expr, Func, LikeExpr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, Value,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Rows on a page unless told.
const DEFAULT_LIMIT: u32 = 50;
/// Most rows on a page.
const MAX_LIMIT: u32 = 200;

/// Rows are counted up to here: 10001 says that there are more than 10000.
const COUNT_LIMIT: u64 = 10_001;

/// One value of a sort key, as it stands in a cursor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Key {
    /// A text.
    Text(String),
    /// A number.
    Number(i32),
    /// A row's number.
    Serial(i64),
    /// A date.
    Date(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
    /// An id.
    Id(Uuid),
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Text(text) => text.into(),
            Key::Number(number) => number.into(),
            Key::Serial(number) => number.into(),
            Key::Date(date) => date.into(),
            Key::Instant(instant) => instant.into(),
            Key::Id(id) => id.into(),
        }
    }
}

/// The order of a list: columns that together are unique, all in one direction, and a row's values in them.
pub(crate) struct Sorting<'a, E: EntityTrait> {
    /// The columns, the unique one last.
    pub(crate) columns: &'a [E::Column],
    /// Newest or largest first.
    pub(crate) descending: bool,
    /// A row's values in these columns.
    pub(crate) key: fn(&E::Model) -> Vec<Key>,
}

#[derive(Serialize, Deserialize)]
struct Cursor {
    filter: String,
    after: Vec<Key>,
}

/// Reads one page of `select`. `filter` is everything that decides which rows the list has, its name included.
pub(crate) async fn page<E, C>(
    ctx: &Ctx,
    conn: &C,
    select: Select<E>,
    sorting: &Sorting<'_, E>,
    query: &PageQuery,
    filter: &impl Serialize,
) -> Result<Page<E::Model>>
where
    E: EntityTrait,
    E::Model: Send + Sync,
    C: ConnectionTrait,
{
    let limit = match query.limit {
        // The document's bounds: an int32 that is at least 1.
        Some(limit) if limit == 0 || limit > i32::MAX.unsigned_abs() => return Err(ErrorCode::InvalidQuery.into()),
        other => other.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT),
    };
    let filter = serde_json::to_string(filter)?;
    let total = match query.count {
        Some(true) => Some(count(conn, select.clone()).await?),
        _ => None,
    };
    let mut select = select;
    if let Some(text) = &query.cursor {
        let cursor = open(&ctx.cursor_secret, text).filter(|cursor| cursor.filter == filter);
        let cursor = cursor.ok_or(DomainError::Refused(ErrorCode::InvalidCursor))?;
        if cursor.after.len() != sorting.columns.len() {
            return Err(ErrorCode::InvalidCursor.into());
        }
        select = select.filter(beyond(sorting, cursor.after));
    }
    let order = if sorting.descending { Order::Desc } else { Order::Asc };
    for column in sorting.columns {
        select = select.order_by(*column, order.clone());
    }
    let mut items = select.limit(u64::from(limit) + 1).all(conn).await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next = match items.last() {
        Some(last) if more => Some(seal(&ctx.cursor_secret, &Cursor { filter, after: (sorting.key)(last) })?),
        _ => None,
    };
    Ok(Page { items, next, total })
}

/// Number of rows, counted no further than [`COUNT_LIMIT`].
async fn count<E: EntityTrait>(conn: &impl ConnectionTrait, select: Select<E>) -> Result<u64> {
    let bounded = select.select_only().expr(Expr::val(1)).limit(COUNT_LIMIT).into_query();
    let statement =
        Query::select().expr_as(Func::count(Expr::col(Asterisk)), "total").from_subquery(bounded, "bounded").to_owned();
    let row = conn.query_one(&statement).await?;
    let total: i64 = row.map_or(Ok(0), |row| row.try_get("", "total"))?;
    Ok(total.unsigned_abs())
}

/// `(a, b) > (x, y)` as `a > x or (a = x and b > y)`.
fn beyond<E: EntityTrait>(sorting: &Sorting<'_, E>, after: Vec<Key>) -> Condition {
    let mut any = Condition::any();
    let mut equal = Condition::all();
    for (column, key) in sorting.columns.iter().zip(after) {
        let value = Value::from(key);
        let past = if sorting.descending { column.lt(value.clone()) } else { column.gt(value.clone()) };
        any = any.add(equal.clone().add(past));
        equal = equal.add(column.eq(value));
    }
    any
}

fn seal(secret: &[u8], cursor: &Cursor) -> Result<String> {
    Ok(sealed(secret, &serde_json::to_vec(cursor)?))
}

/// A body behind its tag.
pub(crate) fn sealed(secret: &[u8], body: &[u8]) -> String {
    let mut bytes = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), body).as_ref().to_vec();
    bytes.extend(body);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn open(secret: &[u8], text: &str) -> Option<Cursor> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (tag, body) = bytes.split_at_checked(32)?;
    hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, secret), body, tag).ok()?;
    serde_json::from_slice(body).ok()
}

/// A cursor's body, written anew, when the cursor opens.
pub(crate) fn opened(secret: &[u8], text: &str) -> Option<Vec<u8>> {
    serde_json::to_vec(&open(secret, text)?).ok()
}

/// Maps the rows of a page.
pub(crate) fn map<A, B>(page: Page<A>, view: impl FnMut(A) -> Result<B>) -> Result<Page<B>> {
    let items = page.items.into_iter().map(view).collect::<Result<Vec<B>>>()?;
    Ok(Page { items, next: page.next, total: page.total })
}

/// The condition that a folded search column contains a text.
pub(crate) fn search_contains(column: impl ColumnTrait, text: &str) -> sea_orm::sea_query::SimpleExpr {
    use sea_orm::sea_query::ExprTrait;
    Expr::col(column.as_column_ref()).like(LikeExpr::new(crate::polish::contains(text)).escape('\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_altered_cursor_does_not_open() {
        let cursor = Cursor { filter: "people".into(), after: vec![Key::Text("a".into()), Key::Number(2)] };
        let sealed = seal(&[7; 32], &cursor).unwrap();
        assert_eq!(open(&[7; 32], &sealed).unwrap().after, cursor.after);
        assert!(open(&[8; 32], &sealed).is_none());
        let mut bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        assert!(open(&[7; 32], &URL_SAFE_NO_PAD.encode(bytes)).is_none());
        assert!(open(&[7; 32], "").is_none());
    }
}
