//! Accounts, roles, sign-in and service accounts.

mod access;
mod accounts;
mod audit;
mod cookies;
mod covers;
mod me;
mod role_grants;
mod scheduled_runs;
mod service_accounts;
mod sign_ins;

use crate::ApiState;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations on accounts, roles, sign-ins and service accounts.
pub(crate) fn register(config: &mut ServiceConfig) {
    config
        .service(sign_ins::refresh_access_token)
        .service(sign_ins::sign_out)
        .service(sign_ins::sign_out_everywhere)
        .service(sign_ins::end_other_sign_ins)
        .service(sign_ins::sign_in)
        .service(sign_ins::list_sign_ins)
        .service(sign_ins::delete_sign_in)
        .service(service_accounts::create_access_token)
        .service(me::get_me)
        .service(me::update_me)
        .service(me::change_password)
        .service(access::request_password_reset)
        .service(access::redeem_access_link)
        .service(access::create_access_link)
        .service(access::end_account_sign_ins)
        .service(access::reset_second_factor)
        .service(access::confirm_identity)
        .service(access::get_second_factor)
        .service(access::start_second_factor)
        .service(access::confirm_second_factor)
        .service(access::renew_recovery_codes)
        .service(access::remove_second_factor)
        .service(accounts::list_accounts)
        .service(accounts::create_account)
        .service(accounts::get_account)
        .service(accounts::update_account)
        .service(role_grants::list_role_grants)
        .service(role_grants::create_role_grant)
        .service(role_grants::get_role_grant)
        .service(role_grants::delete_role_grant)
        .service(service_accounts::list_service_accounts)
        .service(service_accounts::create_service_account)
        .service(service_accounts::get_service_account)
        .service(service_accounts::update_service_account)
        .service(service_accounts::delete_service_account)
        .service(covers::list_covers)
        .service(covers::arrange_cover)
        .service(covers::end_cover)
        .service(covers::list_colleagues)
        .service(covers::preview_handover)
        .service(covers::hand_over)
        .service(audit::list_audit_events)
        .service(scheduled_runs::list_scheduled_runs)
        .service(scheduled_runs::get_nightly_plan);
}

/// The public keys of access tokens (RFC 7517); kept for five minutes at most, so that a new key is soon known.
#[get("/.well-known/jwks.json")]
pub async fn jwks(state: Data<ApiState>) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "public, max-age=300")).json(state.ctx.keys.jwks())
}
