//! Accounts, roles, sign-in and service accounts.

pub use crate::access::*;
use crate::validation::{dated, entries, present, secret, text};
use crate::{
    AccountId, BodyId, InstitutionId, Patch, PersonId, ProgrammeId, RegionId, RoleGrantId, ServiceAccountId, SignInId,
};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};

/// What a grant lets its holder be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Runs the installation: all regions.
    Operator,
    /// Administrator of one region.
    Admin,
    /// Coordinator of one body or one programme.
    Coordinator,
    /// Speaks for one institution: proposes topics to the bodies of its region, registers its people for trainings.
    InstitutionRepresentative,
}

/// A named permission of a service account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ApiScope {
    /// Read the members-only papers and drafts of the region's bodies.
    #[serde(rename = "agenda:read")]
    AgendaRead,
    /// Create meetings and edit agendas in the region.
    #[serde(rename = "agenda:write")]
    AgendaWrite,
    /// Propose topics to the region's bodies.
    #[serde(rename = "topics:write")]
    TopicsWrite,
    /// Manage the region's trainings and register people for them.
    #[serde(rename = "trainings:write")]
    TrainingsWrite,
    /// Read people and affiliations of the region.
    #[serde(rename = "directory:read")]
    DirectoryRead,
    /// Change institutions, people and affiliations of the region.
    #[serde(rename = "directory:write")]
    DirectoryWrite,
}

impl ApiScope {
    /// All scopes.
    pub const ALL: &'static [ApiScope] = &[
        ApiScope::AgendaRead,
        ApiScope::AgendaWrite,
        ApiScope::TopicsWrite,
        ApiScope::TrainingsWrite,
        ApiScope::DirectoryRead,
        ApiScope::DirectoryWrite,
    ];

    /// The scope as it stands in a token.
    pub fn as_str(self) -> &'static str {
        match self {
            ApiScope::AgendaRead => "agenda:read",
            ApiScope::AgendaWrite => "agenda:write",
            ApiScope::TopicsWrite => "topics:write",
            ApiScope::TrainingsWrite => "trainings:write",
            ApiScope::DirectoryRead => "directory:read",
            ApiScope::DirectoryWrite => "directory:write",
        }
    }
}

/// Language of the interface and of mails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Locale {
    /// Polish.
    #[default]
    Pl,
    /// English.
    En,
}

/// Name and password of a person who signs in.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"sign_in_name": "anna.kowal", "password": "wspolna-kawa-2026"})))]
pub struct SignInCreate {
    /// The account's sign-in name; letters' case does not matter.
    #[garde(custom(text(1, 120)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub sign_in_name: String,
    /// The password, any characters.
    #[garde(custom(secret(1, 128)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128, format = Password))]
    pub password: String,
    /// A code of the authenticator, or a recovery code, where the account has a second factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(6, 40)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 6, max_length = 40))]
    pub code: Option<String>,
}

/// Client credentials of a service account (RFC 6749, section 4.4, as JSON).
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"client_id": "0193a1c2-7f00-7000-8000-000000000001", "client_secret": "obr_…"})))]
pub struct AccessTokenCreate {
    /// The service account's id.
    #[garde(skip)]
    pub client_id: ServiceAccountId,
    /// Its secret, shown once when it was made.
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, format = Password))]
    pub client_secret: String,
    /// The scopes wanted; all that the account has when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(some_scopes))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub scope: Option<Vec<ApiScope>>,
}

#[expect(clippy::ref_option, reason = "the signature is garde's")]
fn some_scopes(scopes: &Option<Vec<ApiScope>>, context: &()) -> garde::Result {
    scopes.as_ref().map_or(Ok(()), |scopes| entries(0, 20)(scopes, context))
}

#[expect(clippy::ref_option, reason = "the signature is garde's")]
fn some_secret(password: &Option<String>, context: &()) -> garde::Result {
    password.as_ref().map_or(Ok(()), |password| secret(12, 128)(password, context))
}

/// An access token; send it as `Authorization: Bearer …`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessToken {
    /// EdDSA-signed JWT of type `at+jwt`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds until it expires: at most 600.
    pub expires_in: u32,
}

impl std::fmt::Debug for AccessToken {
    /// The token itself is a secret and stays out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessToken").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

/// Who the caller is and what it may do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The account; absent for a service account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// The service account; absent for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_account_id: Option<ServiceAccountId>,
    /// Name to show.
    pub display_name: String,
    /// Sign-in name; absent for a service account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in_name: Option<String>,
    /// The person behind the account, when it is linked to the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// Home region.
    pub region_id: RegionId,
    /// Preferred language.
    pub locale: Locale,
    /// Grants in force.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub roles: Vec<RoleGrant>,
    /// Bodies that the caller chairs now (or whose deputy acts), computed from terms at this instant.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub chairs: Vec<BodyId>,
    /// Bodies that the caller is a member of now.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub member_of: Vec<BodyId>,
    /// Bodies in which an institution that the caller represents takes part now; there the caller proposes topics.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub speaks_in: Vec<BodyId>,
    /// Bodies whose coordinator the caller stands in for today.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub covers: Vec<BodyId>,
    /// Version of the caller's account, for `update_me`; absent for a service account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_version: Option<i32>,
    /// Rights of the caller wait for a second factor, which is not set up yet.
    #[serde(default)]
    pub second_factor_missing: bool,
    /// Scopes of a service account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub scopes: Vec<ApiScope>,
    /// The caller's network address as the server sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// What a person may change of their own account.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"locale": "en"})))]
pub struct MePatch {
    /// Name to show.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 200))]
    pub display_name: Option<String>,
    /// Preferred language.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Locale))]
    pub locale: Option<Locale>,
}

/// A new password in place of the one in use; all other sign-ins end.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"current_password": "wspolna-kawa-2026", "password": "kotlet-schabowy-77"})))]
pub struct PasswordChange {
    /// The password in use.
    #[garde(custom(secret(1, 128)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128, format = Password))]
    pub current_password: String,
    /// The new one: at least 12 characters, not a common one.
    #[garde(custom(secret(12, 128)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 128, format = Password))]
    pub password: String,
}

/// A person's account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// Home region.
    pub region_id: RegionId,
    /// Unique name to sign in with, lower case.
    pub sign_in_name: String,
    /// Name to show.
    pub display_name: String,
    /// The person in the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// Preferred language.
    pub locale: Locale,
    /// A disabled account cannot sign in, and its tokens stop working.
    pub disabled: bool,
    /// Whether its owner has a password; else an invitation link lets them set one.
    pub password_set: bool,
    /// Whether a second factor is asked for.
    pub second_factor: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new account.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"sign_in_name": "jan.lis", "display_name": "Jan Lis", "password": "kotlet-schabowy-77", "locale": "pl"})))]
pub struct AccountCreate {
    /// Unique name to sign in with.
    #[garde(custom(text(3, 120)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 120))]
    pub sign_in_name: String,
    /// Name to show.
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub display_name: String,
    /// First password: at least 12 characters, not a common one. Left out, the owner sets it by an invitation link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(some_secret))]
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 128, format = Password))]
    pub password: Option<String>,
    /// The person in the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub person_id: Option<PersonId>,
    /// Preferred language; Polish when left out.
    #[serde(default)]
    #[garde(skip)]
    pub locale: Locale,
    /// Home region; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}

/// Changes of an account.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"disabled": true})))]
pub struct AccountPatch {
    /// Name to show.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 200))]
    pub display_name: Option<String>,
    /// Preferred language.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Locale))]
    pub locale: Option<Locale>,
    /// Disable or enable.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub disabled: Option<bool>,
    /// The person in the directory; `null` unlinks.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PersonId>))]
    pub person_id: Patch<PersonId>,
}

/// A role given to an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleGrant {
    /// The grant.
    pub id: RoleGrantId,
    /// Whose it is.
    pub account_id: AccountId,
    /// The role.
    pub role: Role,
    /// Region of an admin, of the coordinator's body or programme, or of the representative's institution; absent for an operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_id: Option<RegionId>,
    /// Body of a coordinator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_id: Option<BodyId>,
    /// Institution of a representative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution_id: Option<InstitutionId>,
    /// Programme of a coordinator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme_id: Option<ProgrammeId>,
    /// In force from this instant.
    pub starts_at: DateTime<Utc>,
    /// Until this instant (exclusive), if it is limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<DateTime<Utc>>,
}

/// A new grant: an operator has no scope, an admin a region, a coordinator a body or a programme, a
/// representative an institution.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"account_id": "0193a1c2-7f00-7000-8000-000000000001", "role": "coordinator", "body_id": "0193a1c2-7f00-7000-8000-000000000002"})))]
pub struct RoleGrantCreate {
    /// Whose it is.
    #[garde(skip)]
    pub account_id: AccountId,
    /// The role.
    #[garde(skip)]
    pub role: Role,
    /// Region of an admin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
    /// Body of a coordinator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub body_id: Option<BodyId>,
    /// Institution of a representative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub institution_id: Option<InstitutionId>,
    /// Programme of a coordinator, in place of a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub programme_id: Option<ProgrammeId>,
    /// Until this instant (exclusive), if it is limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub ends_at: Option<DateTime<Utc>>,
}

/// One sign-in of the caller on a device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The sign-in.
    pub id: SignInId,
    /// When it began.
    pub signed_in_at: DateTime<Utc>,
    /// When its refresh token was last used.
    pub last_used_at: DateTime<Utc>,
    /// The browser's name as it gave it.
    pub user_agent: String,
    /// Whether it is this one.
    pub current: bool,
}

/// An integrator's account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceAccount {
    /// The account; its text is the `client_id`.
    pub id: ServiceAccountId,
    /// Region whose data it may use.
    pub region_id: RegionId,
    /// What it is for.
    pub name: String,
    /// What it may do.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub scopes: Vec<ApiScope>,
    /// When its secret stops working, if ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// When a token was last issued to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<DateTime<Utc>>,
    /// A disabled account gets no token, and its tokens stop working.
    pub disabled: bool,
    /// Row version; the `ETag` begins with it.
    pub version: i32,
}

/// A new service account.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"name": "Strona powiatu", "scopes": ["agenda:read"]})))]
pub struct ServiceAccountCreate {
    /// What it is for.
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub name: String,
    /// What it may do.
    #[garde(custom(entries(1, 20)))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 20))]
    pub scopes: Vec<ApiScope>,
    /// When its secret stops working, if ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(dated))]
    pub expires_at: Option<DateTime<Utc>>,
    /// Region whose data it may use; the caller's when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub region_id: Option<RegionId>,
}

/// Changes of a service account.
#[derive(Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"disabled": true})))]
pub struct ServiceAccountPatch {
    /// What it is for.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(custom(text(1, 200)))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 200))]
    pub name: Option<String>,
    /// Disable or enable.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub disabled: Option<bool>,
}

/// A new service account with its secret, which is shown this once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceAccountSecret {
    /// The account.
    pub account: ServiceAccount,
    /// The secret: `obr_` and 256 random bits. It is stored only as a hash.
    pub client_secret: String,
}
