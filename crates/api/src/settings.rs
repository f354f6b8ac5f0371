//! What the API needs to know of its installation.

use actix_web::HttpRequest;
use obrady_domain::nightly::Nights;
use obrady_types::portal::Site;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// What the API needs to know of its installation.
#[derive(Clone, Debug)]
pub struct ApiSettings {
    /// Scheme, host and port under which browsers reach it, e.g. `https://obrady.example`.
    pub origin: String,
    /// Addresses of proxies whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// Requests that one address may make in a minute; 0 for no limit.
    pub requests_per_minute: u32,
    /// Most bytes of a request's target and headers.
    pub header_limit: usize,
    /// Time in which a request's body must arrive.
    pub request_time: Duration,
    /// Folder of the compiled browser application, if this server serves it.
    pub spa: Option<PathBuf>,
    /// Who runs the site.
    pub site: Site,
    /// What is done at night.
    pub nights: Nights,
}

impl ApiSettings {
    /// Whether browsers reach it by https.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Whether the origin is this installation's, or (on plain http, which means this machine) another name of the
    /// machine with the same port: another port is another program.
    pub fn is_own_origin(&self, origin: &str) -> bool {
        let own = loopback_port(&self.origin);
        origin == self.origin || (own.is_some() && loopback_port(origin) == own)
    }

    /// Name of the refresh cookie: with the `__Host-` prefix on https, which browsers take only when it is secure.
    pub fn refresh_cookie_name(&self) -> &'static str {
        if self.is_https() { "__Host-refresh" } else { "refresh" }
    }

    /// The network address that a request comes from.
    pub fn address_of(&self, request: &HttpRequest) -> String {
        self.address(request.peer_addr().map(|peer| peer.ip()), || {
            request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok()).collect()
        })
    }

    /// The first address from the right of `X-Forwarded-For` that is no trusted proxy, when the peer is one.
    pub(crate) fn address<'a>(&self, peer: Option<IpAddr>, forwarded: impl FnOnce() -> Vec<&'a str>) -> String {
        // A listener for both protocols shows an IPv4 peer as ::ffff:a.b.c.d.
        let Some(peer) = peer.map(|peer| peer.to_canonical()) else { return "unknown".to_owned() };
        if !self.trusted_proxies.contains(&peer) {
            return peer.to_string();
        }
        let named = forwarded().join(",");
        let mut hops = named.rsplit(',').filter_map(|hop| hop.trim().parse::<IpAddr>().ok());
        hops.find(|hop| !self.trusted_proxies.contains(hop)).unwrap_or(peer).to_string()
    }
}

/// The port of an origin that is this machine by plain http.
fn loopback_port(origin: &str) -> Option<u16> {
    let rest = origin.strip_prefix("http://")?;
    let port = ["127.0.0.1", "localhost", "[::1]"].iter().find_map(|host| rest.strip_prefix(host))?;
    if port.is_empty() { Some(80) } else { port.strip_prefix(':')?.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> ApiSettings {
        ApiSettings {
            origin: "http://127.0.0.1:8080".into(),
            trusted_proxies: vec!["10.0.0.1".parse().unwrap()],
            requests_per_minute: 0,
            header_limit: 16_384,
            request_time: Duration::from_secs(30),
            spa: None,
            site: serde_json::from_str(include_str!("../../server/src/site.json")).unwrap(),
            nights: Nights { at: chrono::NaiveTime::MIN, tasks: Vec::new() },
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let forged = || vec!["1.2.3.4, 5.6.7.8"];
        let peer = |text: &str| Some(text.parse().unwrap());
        assert_eq!(settings().address(peer("9.9.9.9"), forged), "9.9.9.9");
        assert_eq!(settings().address(peer("10.0.0.1"), forged), "5.6.7.8");
        assert_eq!(settings().address(peer("10.0.0.1"), || vec!["1.2.3.4", "10.0.0.1"]), "1.2.3.4");
        assert_eq!(settings().address(peer("10.0.0.1"), Vec::new), "10.0.0.1");
    }

    #[test]
    fn loopback_names_are_one_origin() {
        assert!(settings().is_own_origin("http://localhost:8080"));
        assert!(!settings().is_own_origin("http://evil.example"));
        assert!(!settings().is_own_origin("https://127.0.0.1"));
        assert!(settings().is_own_origin("http://[::1]:8080"));
        for other in
            ["http://localhost:3000", "http://localhost", "http://localhost.evil:8080", "http://127.0.0.1:8080x"]
        {
            assert!(!settings().is_own_origin(other), "{other}");
        }
    }
}
