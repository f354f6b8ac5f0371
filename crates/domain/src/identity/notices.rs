//! What owners are told by mail when something about their account has changed.

use crate::ctx::WriteTx;
use crate::error::Result;
use serde_json::json;
use uuid::Uuid;

/// Kind of the job: `account_id`, `change` (`password`, `second_factor`, `mail`) and, after a change of the mail
/// address, `to`: the address before, since whoever changed it must not be the only one who hears of it.
const MAIL: &str = "mail.account_changed";

/// Has the owner of an account told what has changed.
pub(super) async fn changed(tx: &WriteTx, account: Uuid, change: &str) -> Result<()> {
    tx.enqueue(MAIL, &json!({ "account_id": account, "change": change })).await
}

/// Has the owner told, at the address before, that there is another one.
pub(super) async fn mail_changed(tx: &WriteTx, account: Uuid, before: &str) -> Result<()> {
    tx.enqueue(MAIL, &json!({ "account_id": account, "change": "mail", "to": before })).await
}
