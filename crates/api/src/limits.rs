//! How often one address may ask, and with how large a head. Requests are counted in each
//! process: replicas count for themselves (REL-27 allows it).

use crate::ApiState;
use crate::error::ApiError;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, ResponseError};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use obrady_domain::network_of;
use obrady_types::ErrorCode;
use std::num::NonZeroU32;

/// Counts the requests of each address (of IPv6, each network of 64 bits); the same for all workers of a process.
#[derive(Debug)]
pub struct RequestLimit {
    per_minute: Option<NonZeroU32>,
    limiter: Option<RateLimiter<String, DashMapStateStore<String>, DefaultClock, StateInformationMiddleware>>,
}

impl RequestLimit {
    /// A limit in requests per minute; 0 for none.
    pub fn per_minute(requests: u32) -> Self {
        let per_minute = NonZeroU32::new(requests);
        let limiter = per_minute
            .map(|n| RateLimiter::keyed(Quota::per_minute(n)).with_middleware::<StateInformationMiddleware>());
        Self { per_minute, limiter }
    }

    /// Forgets addresses that have been quiet; how many are still known.
    pub fn forget_quiet(&self) -> usize {
        let Some(limiter) = &self.limiter else { return 0 };
        limiter.retain_recent();
        limiter.shrink_to_fit();
        limiter.len()
    }
}

/// The middleware: 429 with `Retry-After` over the limit, `RateLimit` headers below it.
///
/// # Errors
/// What the service inside answers.
pub async fn limit(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let limit = request.app_data::<Data<RequestLimit>>().cloned();
    let state = request.app_data::<Data<ApiState>>().cloned();
    let (Some(limit), Some(state)) = (limit, state) else { return Ok(next.call(request).await?.map_into_boxed_body()) };
    let (Some(per_minute), Some(limiter)) = (limit.per_minute, &limit.limiter) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    // Whoever watches over the server must not be told that it is broken because it asks often.
    if request.path().starts_with("/health/") {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let address = network_of(&state.settings.address_of(request.request()));
    let (mut response, left, seconds) = match limiter.check_key(&address) {
        Ok(snapshot) => {
            let left = snapshot.remaining_burst_capacity();
            (next.call(request).await?.map_into_boxed_body(), left, 60)
        }
        Err(refused) => {
            let seconds = refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            let error = ApiError { retry_after: Some(seconds), ..ApiError::new(ErrorCode::QuotaExceeded) };
            (request.into_response(error.error_response()), 0, seconds)
        }
    };
    let headers = response.headers_mut();
    for (name, text) in [
        ("ratelimit-policy", format!("\"default\";q={per_minute};w=60")),
        ("ratelimit", format!("\"default\";r={left};t={seconds}")),
    ] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    Ok(response)
}

/// The middleware that refuses a request whose target and headers are together larger than the installation takes.
///
/// # Errors
/// What the service inside answers.
pub async fn limit_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let most = request.app_data::<Data<ApiState>>().map(|state| state.settings.header_limit);
    // As on the wire: a colon and a blank, and the end of the line.
    let headers: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if most.is_some_and(|most| headers + target > most) {
        return Ok(request.into_response(ApiError::new(ErrorCode::HeadersTooLarge).error_response()));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

#[cfg(test)]
mod tests {
    use super::RequestLimit;

    #[test]
    fn only_quiet_addresses_are_forgotten() {
        for (per_minute, known) in [(1, 1), (u32::MAX, 0)] {
            let limit = RequestLimit::per_minute(per_minute);
            limit.limiter.as_ref().unwrap().check_key(&"192.0.2.1".to_owned()).unwrap();
            // So many in a minute means that a nanosecond of quiet is enough.
            std::hint::spin_loop();
            assert_eq!(limit.forget_quiet(), known, "{per_minute} a minute");
        }
    }
}
