//! Rows of accounts, grants, sign-ins and service accounts as views.

use crate::error::Result;
use crate::words::of_word;
use obrady_entity::{account, role_grant, service_account, sign_in};
use obrady_types::SignInId;
use obrady_types::identity::{Account, RoleGrant, ServiceAccount, SignIn};

/// The account, as if it had no second factor: that stands in another table.
pub(super) fn account(row: account::Model) -> Result<Account> {
    Ok(Account {
        id: row.id.into(),
        region_id: row.region_id.into(),
        sign_in_name: row.sign_in_name,
        display_name: row.display_name,
        person_id: row.person_id.map(Into::into),
        locale: of_word(&row.locale)?,
        disabled: row.disabled_at.is_some(),
        password_set: !row.password_hash.is_empty(),
        second_factor: false,
        version: row.version,
    })
}

pub(super) fn role_grant(row: role_grant::Model) -> Result<RoleGrant> {
    Ok(RoleGrant {
        id: row.id.into(),
        account_id: row.account_id.into(),
        role: of_word(&row.role)?,
        region_id: row.region_id.map(Into::into),
        body_id: row.body_id.map(Into::into),
        institution_id: row.institution_id.map(Into::into),
        programme_id: row.programme_id.map(Into::into),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
    })
}

pub(super) fn sign_in(row: sign_in::Model, current: Option<SignInId>) -> SignIn {
    SignIn {
        id: row.id.into(),
        signed_in_at: row.signed_in_at,
        last_used_at: row.last_used_at,
        user_agent: row.user_agent,
        current: current == Some(row.id.into()),
    }
}

pub(super) fn service_account(row: service_account::Model) -> Result<ServiceAccount> {
    Ok(ServiceAccount {
        id: row.id.into(),
        region_id: row.region_id.into(),
        name: row.name,
        scopes: serde_json::from_str(&row.scopes)?,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        disabled: row.disabled_at.is_some(),
        version: row.version,
    })
}
