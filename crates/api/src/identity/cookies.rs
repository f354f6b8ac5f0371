//! The refresh cookie (SEC-05): out of reach of scripts and of other sites.

use crate::ApiSettings;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// Days that the browser keeps it; the server ends a sign-in earlier when it is idle.
const DAYS: i64 = 7;

/// The cookie that holds a refresh token.
pub(super) fn holding(settings: &ApiSettings, token: String) -> Cookie<'static> {
    let mut cookie = Cookie::new(settings.refresh_cookie_name(), token);
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Strict);
    cookie.set_path("/");
    cookie.set_secure(settings.is_https());
    cookie.set_max_age(Duration::days(DAYS));
    cookie
}

/// The cookie that makes the browser forget.
pub(super) fn forgetting(settings: &ApiSettings) -> Cookie<'static> {
    let mut cookie = holding(settings, String::new());
    cookie.set_max_age(Duration::ZERO);
    cookie
}
