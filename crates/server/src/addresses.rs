//! Addresses in the configuration: where the database is, and under which one browsers reach the site.

use anyhow::{Result, bail};
use url::Url;

/// Refuses an address that is none of a database. What is wrong is said without the address: it may hold a password.
///
/// # Errors
/// One line that names the key.
pub(crate) fn check_database(address: &str) -> Result<()> {
    if let Some(path) = address.strip_prefix("sqlite:") {
        if path.trim_start_matches('/').is_empty() {
            bail!("configuration: database_url: names no file, e.g. sqlite:obrady.db");
        }
        return Ok(());
    }
    if !address.starts_with("postgres://") && !address.starts_with("postgresql://") {
        bail!("configuration: database_url: begins with sqlite: or postgres://");
    }
    // A password with a sign of its own ends the host early: the rest is no port, or a path with an @.
    let whole = |url: &Url| url.has_host() && url.fragment().is_none() && !url.path().contains('@');
    if !Url::parse(address).is_ok_and(|url| whole(&url)) {
        bail!(
            "configuration: database_url: cannot be read, e.g. postgres://user@host:5432/name; in a password # / ? @ and \
             % are written %23 %2F %3F %40 and %25"
        );
    }
    Ok(())
}

/// Refuses an address that no browser would send as its origin (RFC 6454).
///
/// # Errors
/// One line that names the key.
pub(crate) fn check_origin(address: &str) -> Result<()> {
    let Ok(url) = Url::parse(address) else {
        bail!("configuration: origin: scheme, host and port, e.g. https://obrady.example");
    };
    let sent = url.origin().ascii_serialization();
    if !matches!(url.scheme(), "http" | "https") || sent != address {
        bail!("configuration: origin: scheme, host and port as browsers send them, e.g. https://obrady.example");
    }
    let loopback = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if url.scheme() == "http" && !loopback {
        bail!("configuration: origin: http is allowed for loopback addresses only; use https");
    }
    Ok(())
}

/// A database's address without whatever may be a secret in it.
pub(crate) fn shown(address: &str) -> String {
    if address.starts_with("sqlite:") {
        return address.to_owned();
    }
    let Ok(url) = Url::parse(address) else { return "the database".to_owned() };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_database_is_checked_and_its_password_never_told() {
        for good in ["sqlite:obrady.db", "sqlite:///srv/obrady.db", "postgres://u:p%23%2F@h:5433/d?password=TAJNE"] {
            check_database(good).unwrap();
        }
        for bad in [
            "sqlite:",
            "sqlite://",
            "mysql://h/d",
            "postgresql:obrady",
            "postgres://u:TA#JNE@h/d",
            "postgres://u:TAJNE/1@h/d",
            "postgres://u:1/TAJNE@h/d",
            "postgres://u:TAJNE@h:99999/d",
            "postgres:///d",
        ] {
            let error = check_database(bad).unwrap_err().to_string();
            assert!(error.contains("database_url") && !error.contains("TA"), "{bad}: {error}");
        }
        assert_eq!(shown("postgres://u:TAJNE@h:5433/d?password=TAJNE"), "postgres://h:5433/d");
        assert_eq!(shown("sqlite:obrady.db"), "sqlite:obrady.db");
    }

    #[test]
    fn an_origin_is_what_browsers_send() {
        for good in ["https://obrady.example", "https://obrady.example:8443", "http://127.0.0.1:8080", "http://[::1]:1"]
        {
            check_origin(good).unwrap();
        }
        for bad in [
            "obrady.example",
            "https://",
            "https://a b",
            "https://u@obrady.example",
            "https://obrady.example?x",
            "https://obrady.example/",
            "https://obrady.example/app",
            "https://obrady.example:443",
            "https://obrady.example:99999",
            "https://Obrady.example",
            "ftp://obrady.example",
            "http://obrady.example",
        ] {
            let error = check_origin(bad).unwrap_err().to_string();
            assert!(error.contains("origin"), "{bad}: {error}");
        }
    }
}
