//! What a person does with their own account: name, language, password.

use super::factors;
use super::me;
use super::notices;
use super::passwords::{Guessable, PasswordProof, check_quality};
use super::query::{own_account, search_of};
use super::sign_ins::end_others;
use super::view;
use crate::ctx::Call;
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::words::word;
use obrady_entity::account;
use obrady_types::RegionId;
use obrady_types::identity::{Me, MePatch, PasswordChange};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

/// Changes the caller's own account of the given version.
///
/// # Errors
/// `unauthenticated`; `forbidden` for a service account; `stale_version`.
pub async fn update_me(call: &Call, version: i32, patch: MePatch) -> Result<Me> {
    call.write("update_me", async |tx| {
        let id = own_account(tx.actor.principal)?;
        let row = lock_row::<account::Entity>(tx.conn(), id).await?;
        check_version(row.version, version)?;
        let (region_id, before) = (RegionId(row.region_id), view::account(row.clone())?);
        let mut change = row.into_active_model();
        if let Some(name) = patch.display_name.as_deref().map(str::trim) {
            change.search = Set(search_of(&before.sign_in_name, name));
            change.display_name = Set(name.to_owned());
        }
        if let Some(locale) = &patch.locale {
            change.locale = Set(word(locale)?);
        }
        change.version = Set(version + 1);
        let after = view::account(change.update(tx.conn()).await?)?;
        let event = Change::of("account.updated", "account", id, after.version).in_region(region_id);
        tx.record(event.between(&before, &after)?.personal()).await?;
        me::of_person(tx.conn(), &tx.actor, tx.now, id).await
    })
    .await
}

/// Puts a new password in place of the one in use, and ends all other sign-ins of the account. Wrong guesses are slowed
/// down as at the sign-in. Where there is a second factor, a confirmation within ten minutes must have shown it.
///
/// # Errors
/// `unauthenticated`, `confirmation_required`; `forbidden` for a service account; `validation_failed` for a wrong password in use, and for a
/// new one that is easy to guess or the same; [`DomainError::Throttled`] after five failures.
pub async fn change_password(call: &Call, input: PasswordChange, address: &str) -> Result<()> {
    // The stored answer of a repeatable request would keep a digest of passwords.
    let call = &Call { repeat: None, ..call.clone() };
    let reader = call.read().await?;
    let id = own_account(reader.actor.principal)?;
    let row = account::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?.ok_or(DomainError::NotFound)?;
    if factors::active(reader.conn(), row.id).await?.is_some() {
        reader.actor.require_confirmed(reader.now)?;
    }
    check_quality(&input.password, &Guessable::of_account(reader.conn(), &row).await?)?;
    if input.password == input.current_password {
        return Err(DomainError::field("/password", "same_as_before"));
    }
    let proof = PasswordProof::of(call, row, &input.current_password, "/current_password", address).await?;
    let hash = call.ctx.passwords.hash(call.ctx.random.as_ref(), &input.password).await?;
    call.write("change_password", async |tx| {
        let now = proof.accept_without_code(tx).await?;
        let credentials_version = now.credentials_version + 1;
        let (region_id, version) = (RegionId(now.region_id), now.version + 1);
        let mut change = now.into_active_model();
        change.password_hash = Set(hash);
        change.credentials_version = Set(credentials_version);
        change.version = Set(version);
        change.update(tx.conn()).await?;
        tx.record(Change::of("account.password_changed", "account", id, version).in_region(region_id)).await?;
        notices::changed(tx, id.into(), "password").await?;
        end_others(tx, id).await
    })
    .await
}
