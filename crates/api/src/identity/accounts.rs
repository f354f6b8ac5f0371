//! People's accounts.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, SearchText, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::identity::{self, AccountFilter};
use obrady_types::identity::{Account, AccountCreate, AccountPatch};
use obrady_types::{AccountId, Page};

list_query! {
    /// Parameters of the list of accounts.
    AccountListQuery {
        /// Disabled ones, or those that are not.
        disabled: Option<bool>,
        /// Whose sign-in name or name contains this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
    }
}

/// Lists accounts.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", params(AccountListQuery), responses((status = 200, description = "Accounts by sign-in name", body = Page<Account>)))]
#[get("/accounts")]
pub(crate) async fn list_accounts(get: Get<AccountListQuery>) -> Answer<List<Account>> {
    let page = get.query.page();
    let filter = AccountFilter { disabled: get.query.disabled, q: get.query.q.map(Into::into) };
    Ok(List(identity::list_accounts(&get.call, &filter, &page).await?))
}

/// Makes an account.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", request_body = AccountCreate, responses((status = 201, description = "The new account", body = Account)))]
#[post("/accounts")]
pub(crate) async fn create_account(post: Post<AccountCreate>) -> Answer<Created<Account>> {
    let made = identity::create_account(&post.call, post.input).await?;
    Ok(Created::at(format!("/accounts/{}", made.id), made))
}

/// Reads an account.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The account", body = Account)))]
#[get("/accounts/{account_id}")]
pub(crate) async fn get_account(account_id: Path<AccountId>, get: Get<()>) -> Answer<Versioned<Account>> {
    Ok(Versioned(identity::get_account(&get.call, *account_id).await?))
}

/// Changes an account; disabling it ends its sign-ins.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "accounts", request_body = AccountPatch, responses((status = 200, description = "The changed account", body = Account)))]
#[patch("/accounts/{account_id}")]
pub(crate) async fn update_account(
    account_id: Path<AccountId>,
    patch: Merge<AccountPatch>,
) -> Answer<Versioned<Account>> {
    Ok(Versioned(identity::update_account(&patch.call, *account_id, patch.version, patch.input).await?))
}
