//! Accounts, roles, sign-in, tokens and service accounts.

mod accounts;
mod audit;
mod confirming;
mod covers;
mod factors;
mod handovers;
mod hasher;
mod leaving;
mod links;
mod mail;
mod me;
mod notices;
mod own;
mod passwords;
mod query;
mod resealing;
mod role_grants;
mod secrets;
pub mod seed;
mod service_accounts;
mod sign_ins;
mod throttle;
mod tokens;
mod totp;
mod view;

pub use accounts::{
    AccountFilter, create_account, create_operator, end_account_sign_ins, get_account, list_accounts, update_account,
};
pub use audit::{AuditFilter, list_audit_events};
pub use confirming::confirm_identity;
pub use covers::{arrange_cover, end_cover, list_covers};
pub use factors::{
    confirm_second_factor, get_second_factor, remove_second_factor, renew_recovery_codes, reset_second_factor,
    start_second_factor,
};
pub use handovers::{hand_over, list_colleagues, preview_handover};
pub use hasher::PasswordHasher;
pub(crate) use leaving::{close_account, end_roles};
pub use links::{create_access_link, redeem_access_link, request_password_reset};
pub(crate) use mail::{guard_mail, mail_changed};
pub use me::get_me;
pub use own::{change_password, update_me};
pub(crate) use query::coordinators_of;
pub use resealing::reseal_second_factors;
pub(crate) use role_grants::let_coordinate;
pub use role_grants::{create_role_grant, delete_role_grant, get_role_grant, list_role_grants};
pub use service_accounts::{
    create_access_token, create_service_account, delete_service_account, get_service_account, list_service_accounts,
    update_service_account,
};
pub use sign_ins::{
    SignedIn, delete_sign_in, end_other_sign_ins, list_sign_ins, refresh_access_token, sign_in, sign_out,
    sign_out_everywhere,
};
pub(crate) use throttle::forget_quiet;
pub use tokens::{TokenKeys, verify_token};
