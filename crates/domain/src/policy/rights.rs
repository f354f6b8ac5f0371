//! What an account may do at one instant, in one statement: every request of somebody signed in begins with it, so it
//! is one round trip, and it is never stale.

use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use obrady_types::{AccountId, SignInId};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;

/// The account itself, enabled and with its sign-in open: its home region and its person, whether a second factor was
/// shown in this sign-in, and when it was last confirmed who it is.
pub(super) const ACCOUNT: &str = "account";
/// A grant in force.
pub(super) const GRANT: &str = "grant";
/// A coordinator's grant of somebody for whom the account stands in today.
pub(super) const COVER: &str = "cover";
/// An office held now; the office stands in the role's place.
pub(super) const OFFICE: &str = "office";
/// A body to which the account's person belongs, by membership or as the head of an institution that has a seat.
pub(super) const MEMBER: &str = "member";
/// A body in which an institution takes part that the account represents.
pub(super) const SPEAKS: &str = "speaks";

/// One row of the answer.
#[derive(Debug, FromQueryResult)]
pub(super) struct Right {
    pub(super) kind: String,
    pub(super) role: Option<String>,
    pub(super) region_id: Option<Uuid>,
    pub(super) body_id: Option<Uuid>,
    pub(super) institution_id: Option<Uuid>,
    pub(super) programme_id: Option<Uuid>,
    pub(super) person_id: Option<Uuid>,
    pub(super) second_factor: Option<bool>,
    pub(super) confirmed_at: Option<DateTime<Utc>>,
}

/// `$1` account, `$2` sign-in, `$3` now, `$4` today. A cover of a cover gives nothing: only grants are passed on.
const SQL: &str = "
WITH me AS (
    SELECT a.id, a.region_id, a.person_id, s.second_factor, coalesce(s.confirmed_at, s.signed_in_at) AS confirmed_at
    FROM account a JOIN sign_in s ON s.account_id = a.id
    WHERE a.id = $1 AND a.disabled_at IS NULL AND s.id = $2 AND s.ended_at IS NULL
), grants AS (
    SELECT g.* FROM role_grant g JOIN me ON g.account_id = me.id
    WHERE g.starts_at <= $3 AND (g.ends_at IS NULL OR g.ends_at > $3)
)
SELECT 'account' AS kind, CAST(NULL AS text) AS role, region_id, CAST(NULL AS uuid) AS body_id,
       CAST(NULL AS uuid) AS institution_id, CAST(NULL AS uuid) AS programme_id, person_id, second_factor,
       confirmed_at FROM me
UNION ALL
SELECT 'grant', role, region_id, body_id, institution_id, programme_id, NULL, NULL, NULL FROM grants
UNION ALL
SELECT 'cover', g.role, g.region_id, g.body_id, NULL, NULL, NULL, NULL, NULL
FROM me JOIN cover c ON c.covering_account_id = me.id AND c.from_date <= $4 AND c.to_date > $4
JOIN role_grant g ON g.account_id = c.absent_account_id AND g.body_id = c.body_id AND g.role = 'coordinator'
    AND g.starts_at <= $3 AND (g.ends_at IS NULL OR g.ends_at > $3)
UNION ALL
SELECT 'office', t.office, NULL, t.body_id, NULL, NULL, NULL, NULL, NULL FROM me JOIN term t ON t.person_id = me.person_id
WHERE t.annulled_at IS NULL AND t.starts_at <= $3 AND (t.ended_at IS NULL OR t.ended_at > $3)
UNION ALL
SELECT 'member', NULL, NULL, m.body_id, NULL, NULL, NULL, NULL, NULL FROM me JOIN membership m ON m.person_id = me.person_id
WHERE m.from_date <= $4 AND (m.to_date IS NULL OR m.to_date > $4)
UNION ALL
SELECT 'member', NULL, NULL, s.body_id, NULL, NULL, NULL, NULL, NULL
FROM me JOIN affiliation f ON f.person_id = me.person_id AND f.is_head AND f.from_date <= $4
    AND (f.to_date IS NULL OR f.to_date > $4)
JOIN seat s ON s.institution_id = f.institution_id AND s.from_date <= $4 AND (s.to_date IS NULL OR s.to_date > $4)
UNION ALL
SELECT 'speaks', NULL, NULL, s.body_id, NULL, NULL, NULL, NULL, NULL FROM grants g JOIN seat s ON s.institution_id = g.institution_id
WHERE s.from_date <= $4 AND (s.to_date IS NULL OR s.to_date > $4)
UNION ALL
SELECT 'speaks', NULL, NULL, m.body_id, NULL, NULL, NULL, NULL, NULL
FROM grants g JOIN membership m ON m.institution_id = g.institution_id
WHERE m.from_date <= $4 AND (m.to_date IS NULL OR m.to_date > $4)";

/// What an account may do at `now`, which is `today` in the installation's time zone; nothing when it is disabled or
/// its sign-in has ended.
pub(super) async fn of_account<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    sign_in: SignInId,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Vec<Right>> {
    let values = [Uuid::from(account).into(), Uuid::from(sign_in).into(), now.into(), today.into()];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), SQL, values);
    Ok(Right::find_by_statement(statement).all(conn).await?)
}
