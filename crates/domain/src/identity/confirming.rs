//! Proving again who one is, for what must not be done by somebody who finds an open browser (SEC-14).

use super::passwords::PasswordProof;
use crate::ctx::Call;
use crate::db::lock_row;
use crate::error::Result;
use crate::events::Change;
use obrady_entity::sign_in;
use obrady_types::RegionId;
use obrady_types::identity::IdentityProof;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

/// Confirms by the password, and by a code where there is a second factor, who uses this sign-in. For ten minutes
/// nothing asks again.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a service account; `validation_failed` for a wrong password or code;
/// [`crate::DomainError::Throttled`] after five failures.
pub async fn confirm_identity(call: &Call, input: IdentityProof, address: &str) -> Result<()> {
    let call = &Call { repeat: None, ..call.clone() };
    let proof = PasswordProof::check(call, &input, address).await?;
    call.write("confirm_identity", async |tx| {
        let account = proof.accept(tx, &input).await?;
        let Some(id) = tx.actor.sign_in else { return Ok(()) };
        let mut row = lock_row::<sign_in::Entity>(tx.conn(), id).await?.into_active_model();
        row.confirmed_at = Set(Some(tx.now));
        row.update(tx.conn()).await?;
        let change = Change::of("sign_in.confirmed", "sign_in", id, 2);
        tx.record(change.in_region(RegionId(account.region_id))).await
    })
    .await
}
