//! Sign-in, the caller, accounts, grants and service accounts.

use crate::{Client, ClientError, Versioned};
use obrady_types::identity::{
    AccessToken, AccessTokenCreate, Account, AccountCreate, AccountPatch, Me, MePatch, PasswordChange, RoleGrant,
    RoleGrantCreate, ServiceAccount, ServiceAccountCreate, ServiceAccountPatch, ServiceAccountSecret, SignIn,
    SignInCreate,
};
use obrady_types::{AccountId, Page, PageQuery, RoleGrantId, ServiceAccountId, SignInId};

/// Which accounts to list.
#[derive(Clone, Debug, Default)]
pub struct AccountFilter {
    /// Disabled ones, or those that are not.
    pub disabled: Option<bool>,
    /// Words of the name.
    pub q: Option<String>,
    /// Which page.
    pub page: PageQuery,
}

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Signs in and keeps the access token; the refresh token comes as a cookie.
    pub async fn sign_in(&self, input: &SignInCreate) -> Result<AccessToken, ClientError> {
        let token: AccessToken = self.post("/sign-ins").same_origin().json(input).view().await?;
        self.set_token(Some(token.access_token.clone()));
        Ok(token)
    }

    /// Lists the caller's sign-ins.
    pub async fn list_sign_ins(&self, page: &PageQuery) -> Result<Page<SignIn>, ClientError> {
        self.get("/sign-ins").page_query(page).page().await
    }

    /// Ends one of the caller's sign-ins.
    pub async fn delete_sign_in(&self, id: SignInId) -> Result<(), ClientError> {
        self.delete(format!("/sign-ins/{id}")).done().await
    }

    /// Exchanges the refresh cookie for a new one and a new access token, and keeps that.
    pub async fn refresh_access_token(&self) -> Result<AccessToken, ClientError> {
        let token: AccessToken = self.post("/sign-ins/refresh").same_origin().view().await?;
        self.set_token(Some(token.access_token.clone()));
        Ok(token)
    }

    /// Ends this sign-in and forgets the access token.
    pub async fn sign_out(&self) -> Result<(), ClientError> {
        self.post("/sign-ins/sign-out").same_origin().done().await?;
        self.set_token(None);
        Ok(())
    }

    /// Ends all of the caller's sign-ins and forgets the access token.
    pub async fn sign_out_everywhere(&self) -> Result<(), ClientError> {
        self.post("/sign-ins/sign-out-everywhere").same_origin().done().await?;
        self.set_token(None);
        Ok(())
    }

    /// Gets an access token for a service account, and keeps it.
    pub async fn create_access_token(&self, input: &AccessTokenCreate) -> Result<AccessToken, ClientError> {
        let token: AccessToken = self.post("/access-tokens").json(input).view().await?;
        self.set_token(Some(token.access_token.clone()));
        Ok(token)
    }

    /// Who the caller is.
    pub async fn get_me(&self) -> Result<Me, ClientError> {
        self.get("/me").view().await
    }

    /// Changes the caller's own account of the given version.
    pub async fn update_me(&self, version: i32, patch: &MePatch) -> Result<Me, ClientError> {
        self.patch("/me", version).json(patch).view().await
    }

    /// Puts a new password in place of the one in use.
    pub async fn change_password(&self, input: &PasswordChange) -> Result<(), ClientError> {
        self.post("/me/change-password").json(input).done().await
    }

    /// Ends all of the caller's sign-ins but this one.
    pub async fn end_other_sign_ins(&self) -> Result<(), ClientError> {
        self.post("/sign-ins/end-others").done().await
    }

    /// Lists accounts.
    pub async fn list_accounts(&self, filter: &AccountFilter) -> Result<Page<Account>, ClientError> {
        self.get("/accounts")
            .query("disabled", filter.disabled.as_ref())
            .query("q", filter.q.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes an account.
    pub async fn create_account(&self, input: &AccountCreate) -> Result<Versioned<Account>, ClientError> {
        self.post("/accounts").json(input).object().await
    }

    /// Reads an account.
    pub async fn get_account(&self, id: AccountId) -> Result<Versioned<Account>, ClientError> {
        self.get(format!("/accounts/{id}")).object().await
    }

    /// Changes an account of the given version.
    pub async fn update_account(
        &self,
        id: AccountId,
        version: i32,
        patch: &AccountPatch,
    ) -> Result<Versioned<Account>, ClientError> {
        self.patch(format!("/accounts/{id}"), version).json(patch).object().await
    }

    /// Lists role grants, of one account or all.
    pub async fn list_role_grants(
        &self,
        account_id: Option<AccountId>,
        page: &PageQuery,
    ) -> Result<Page<RoleGrant>, ClientError> {
        self.get("/role-grants").query("account_id", account_id.as_ref()).page_query(page).page().await
    }

    /// Gives a role.
    pub async fn create_role_grant(&self, input: &RoleGrantCreate) -> Result<Versioned<RoleGrant>, ClientError> {
        self.post("/role-grants").json(input).object().await
    }

    /// Reads a role grant.
    pub async fn get_role_grant(&self, id: RoleGrantId) -> Result<Versioned<RoleGrant>, ClientError> {
        self.get(format!("/role-grants/{id}")).object().await
    }

    /// Takes a role away. A grant has no version.
    pub async fn delete_role_grant(&self, id: RoleGrantId) -> Result<(), ClientError> {
        self.delete(format!("/role-grants/{id}")).done().await
    }

    /// Lists service accounts.
    pub async fn list_service_accounts(&self, page: &PageQuery) -> Result<Page<ServiceAccount>, ClientError> {
        self.get("/service-accounts").page_query(page).page().await
    }

    /// Makes a service account; its secret is shown this once.
    pub async fn create_service_account(
        &self,
        input: &ServiceAccountCreate,
    ) -> Result<Versioned<ServiceAccountSecret>, ClientError> {
        self.post("/service-accounts").json(input).object().await
    }

    /// Reads a service account.
    pub async fn get_service_account(&self, id: ServiceAccountId) -> Result<Versioned<ServiceAccount>, ClientError> {
        self.get(format!("/service-accounts/{id}")).object().await
    }

    /// Changes a service account of the given version.
    pub async fn update_service_account(
        &self,
        id: ServiceAccountId,
        version: i32,
        patch: &ServiceAccountPatch,
    ) -> Result<Versioned<ServiceAccount>, ClientError> {
        self.patch(format!("/service-accounts/{id}"), version).json(patch).object().await
    }

    /// Removes a service account of the given version.
    pub async fn delete_service_account(&self, id: ServiceAccountId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/service-accounts/{id}")).if_match(version).done().await
    }
}
