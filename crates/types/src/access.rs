//! One-time links, the second factor and confirming who one is; the words of [`crate::identity`].

use crate::validation::{secret, text};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AccessLinkKind {
    /// The first password of a new account.
    Invitation,
    /// A new password in place of one that was forgotten.
    PasswordReset,
}

/// A new link to a password, good once; its token is shown this once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessLink {
    /// What it is for.
    pub kind: AccessLinkKind,
    /// 256 random bits; stored only as a hash. The address is `/set-password#` and this.
    pub token: String,
    /// Until when it is good, unless the account's password, factor, mail address or state changes before.
    pub expires_at: DateTime<Utc>,
}

/// Asks for a link to the mail address of an account.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"sign_in_name": "anna.kowal"})))]
pub struct PasswordResetRequest {
    /// The account's sign-in name; letters' case does not matter.
    #[garde(custom(text(1, 120)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub sign_in_name: String,
}

/// A password by a link.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"token": "q83vEjRWeJASNFZ4kBI0VniQq83vEjRWeJASNFZ4kBI", "password": "kotlet-schabowy-77"})))]
pub struct AccessLinkRedeem {
    /// The link's token.
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, format = Password))]
    pub token: String,
    /// The new password: at least 12 characters, not a common one.
    #[garde(custom(secret(12, 128)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 128, format = Password))]
    pub password: String,
}

/// Whose password was set; nobody is signed in by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessLinkRedeemed {
    /// The name to sign in with.
    pub sign_in_name: String,
}

/// Proof of who one is: the password in use, and a code where there is a second factor.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"password": "wspolna-kawa-2026"})))]
pub struct IdentityProof {
    /// The password in use.
    #[garde(custom(secret(1, 128)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128, format = Password))]
    pub password: String,
    /// A code of the authenticator, or a recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(6, 40)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 6, max_length = 40))]
    pub code: Option<String>,
}

/// The caller's second factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// Whether codes are asked for.
    pub active: bool,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<DateTime<Utc>>,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: u32,
}

/// A secret for an authenticator, shown this once; it counts from its confirmation on.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorStart {
    /// The secret in base 32, to be typed where no picture can be read.
    pub secret: String,
    /// The same as an `otpauth:` address, for the picture.
    pub uri: String,
}

/// The first code of a new authenticator.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"code": "287082"})))]
pub struct SecondFactorConfirm {
    /// Six digits.
    #[garde(custom(text(6, 40)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 6, max_length = 40))]
    pub code: String,
}

/// Recovery codes, each good once in place of a code; shown this once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Ten codes.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub codes: Vec<String>,
}
