//! One-time links, the second factor, confirming who one is.

use crate::{Client, ClientError};
use obrady_types::AccountId;
use obrady_types::identity::{
    AccessLink, AccessLinkRedeem, AccessLinkRedeemed, IdentityProof, PasswordResetRequest, RecoveryCodes, SecondFactor,
    SecondFactorConfirm, SecondFactorStart,
};

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Makes a link by which the account's owner sets a password; its token is shown this once.
    pub async fn create_access_link(&self, id: AccountId) -> Result<AccessLink, ClientError> {
        self.post(format!("/accounts/{id}/access-links")).view().await
    }

    /// Has a link to a new password sent to the account's mail address, if there are both.
    pub async fn request_password_reset(&self, input: &PasswordResetRequest) -> Result<(), ClientError> {
        self.post("/access-links/request").same_origin().json(input).done().await
    }

    /// Sets the password by a link, once; nobody is signed in by it.
    pub async fn redeem_access_link(&self, input: &AccessLinkRedeem) -> Result<AccessLinkRedeemed, ClientError> {
        self.post("/access-links/redeem").same_origin().json(input).view().await
    }

    /// Ends every sign-in of an account.
    pub async fn end_account_sign_ins(&self, id: AccountId) -> Result<(), ClientError> {
        self.post(format!("/accounts/{id}/end-sign-ins")).done().await
    }

    /// Takes away the second factor of somebody who has lost it.
    pub async fn reset_second_factor(&self, id: AccountId) -> Result<(), ClientError> {
        self.post(format!("/accounts/{id}/reset-second-factor")).done().await
    }

    /// Confirms who uses this sign-in.
    pub async fn confirm_identity(&self, input: &IdentityProof) -> Result<(), ClientError> {
        self.post("/me/confirmation").json(input).done().await
    }

    /// Whether codes are asked for, and how many recovery codes are left.
    pub async fn get_second_factor(&self) -> Result<SecondFactor, ClientError> {
        self.get("/me/second-factor").view().await
    }

    /// Begins to set up a second factor; its secret is shown this once.
    pub async fn start_second_factor(&self) -> Result<SecondFactorStart, ClientError> {
        self.post("/me/second-factor/start").view().await
    }

    /// Ends setting up with a first code; the recovery codes are shown this once.
    pub async fn confirm_second_factor(&self, input: &SecondFactorConfirm) -> Result<RecoveryCodes, ClientError> {
        self.post("/me/second-factor/confirm").json(input).view().await
    }

    /// Puts ten new recovery codes in place of those that are left.
    pub async fn renew_recovery_codes(&self, input: &IdentityProof) -> Result<RecoveryCodes, ClientError> {
        self.post("/me/second-factor/renew-codes").json(input).view().await
    }

    /// Removes the caller's second factor.
    pub async fn remove_second_factor(&self, input: &IdentityProof) -> Result<(), ClientError> {
        self.post("/me/second-factor/remove").json(input).done().await
    }
}
