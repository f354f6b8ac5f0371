//! Configuration: a TOML file, then the environment. An unknown key is an error that names it.

use anyhow::{Context, Result, bail};
use config::{Environment, File, FileFormat};
use serde::Deserialize;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// Variables that begin like ours but are not configuration.
const NOT_CONFIGURATION: &[&str] = &["OBRADY_CONFIG", "OBRADY_ADMIN_PASSWORD", "OBRADY_BIN", "OBRADY_SPA_DIR"];

/// How one server process is set up. Each key can stand in the file or, as `OBRADY_<KEY>`, in the environment.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on.
    #[serde(default = "default_listen")]
    pub listen: SocketAddr,
    /// Scheme, host and port under which browsers reach it. Plain http is allowed for loopback addresses only,
    /// because the refresh cookie would travel in the open.
    #[serde(default = "default_origin")]
    pub origin: String,
    /// `sqlite:PATH` or `postgres://…`; `DATABASE_URL` sets it as well.
    #[serde(default = "default_database_url")]
    pub database_url: String,
    /// Connections for reading (SQLite) or for everything (PostgreSQL).
    #[serde(default = "default_database_pool")]
    pub database_pool: u32,
    /// Files of Ed25519 private keys (PKCS#8, PEM) that `obrady keygen` makes. The first signs, all verify.
    #[serde(default)]
    pub signing_keys: Vec<PathBuf>,
    /// Folder of the compiled browser application; left out where another web server serves it.
    #[serde(default)]
    pub spa: Option<PathBuf>,
    /// Time zone of meetings and dates (IANA).
    #[serde(default = "default_time_zone")]
    pub time_zone: String,
    /// Addresses of proxies whose `X-Forwarded-For` counts.
    #[serde(default)]
    pub trusted_proxies: Vec<IpAddr>,
    /// Largest request body in bytes.
    #[serde(default = "default_body_limit")]
    pub body_limit: usize,
    /// Largest request target and headers together in bytes, at most 131072.
    #[serde(default = "default_header_limit")]
    pub header_limit: usize,
    /// Seconds within which a request's head, and then its body, must arrive.
    #[serde(default = "default_request_seconds")]
    pub request_seconds: u64,
    /// Requests of one address in a minute; 0 for no limit.
    #[serde(default = "default_requests_per_minute")]
    pub requests_per_minute: u32,
    /// Seconds after SIGTERM within which running requests must end.
    #[serde(default = "default_shutdown_seconds")]
    pub shutdown_seconds: u64,
    /// Passwords that are hashed at the same time; each takes 19 MiB.
    #[serde(default = "default_password_slots")]
    pub password_slots: usize,
    /// What is logged, e.g. `info` or `warn,obrady_api=debug`.
    #[serde(default = "default_log")]
    pub log: String,
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}
fn default_origin() -> String {
    "http://127.0.0.1:8080".to_owned()
}
fn default_database_url() -> String {
    "sqlite:obrady.db".to_owned()
}
fn default_database_pool() -> u32 {
    8
}
fn default_time_zone() -> String {
    "Europe/Warsaw".to_owned()
}
fn default_body_limit() -> usize {
    1024 * 1024
}
fn default_header_limit() -> usize {
    16 * 1024
}
fn default_request_seconds() -> u64 {
    20
}
fn default_requests_per_minute() -> u32 {
    600
}
fn default_shutdown_seconds() -> u64 {
    8
}
fn default_password_slots() -> usize {
    2
}
fn default_log() -> String {
    "info".to_owned()
}

impl Config {
    /// Reads the file (if one is named) and the environment, and checks what can be checked without the database.
    ///
    /// # Errors
    /// One line that names the wrong key.
    pub fn load(file: Option<&Path>, environment: impl Iterator<Item = (String, String)>) -> Result<Self> {
        let mut variables: HashMap<String, String> = HashMap::new();
        for (name, value) in environment {
            if name == "DATABASE_URL" {
                variables.entry("OBRADY_DATABASE_URL".to_owned()).or_insert(value);
            } else if name.starts_with("OBRADY_")
                && !name.starts_with("OBRADY_TEST_")
                && !NOT_CONFIGURATION.contains(&name.as_str())
            {
                variables.insert(name, value);
            }
        }
        let mut sources = config::Config::builder();
        if let Some(path) = file {
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            sources = sources.add_source(File::from_str(&text, FileFormat::Toml));
        }
        let mut environment = Environment::with_prefix("OBRADY").prefix_separator("_").try_parsing(true);
        environment = environment.list_separator(",");
        for list in ["signing_keys", "trusted_proxies"] {
            environment = environment.with_list_parse_key(list);
        }
        let sources = sources.add_source(environment.source(Some(variables))).build()?;
        let config: Self = sources.try_deserialize().map_err(|error| anyhow::anyhow!("configuration: {error}"))?;
        config.check()?;
        Ok(config)
    }

    /// The time zone.
    ///
    /// # Errors
    /// When the zone table does not have it.
    pub fn zone(&self) -> Result<chrono_tz::Tz> {
        self.time_zone.parse().map_err(|_| anyhow::anyhow!("configuration: time_zone: {} is unknown", self.time_zone))
    }

    fn check(&self) -> Result<()> {
        self.zone()?;
        if self.database_pool == 0 {
            bail!("configuration: database_pool: at least 1");
        }
        if !(1024..=128 * 1024).contains(&self.header_limit) {
            bail!("configuration: header_limit: from 1024 to 131072");
        }
        if self.request_seconds == 0 {
            bail!("configuration: request_seconds: at least 1");
        }
        if !self.database_url.starts_with("sqlite:") && !self.database_url.starts_with("postgres") {
            bail!("configuration: database_url: begins with sqlite: or postgres://");
        }
        let Some((scheme, host)) = self.origin.split_once("://") else {
            bail!("configuration: origin: scheme, host and port, e.g. https://obrady.example");
        };
        let name = host
            .rsplit_once(':')
            .map_or(host, |(name, port)| if port.chars().all(|c| c.is_ascii_digit()) { name } else { host });
        let loopback = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
        if host.contains('/') || !matches!(scheme, "http" | "https") {
            bail!("configuration: origin: scheme, host and port without a path, e.g. https://obrady.example");
        }
        if scheme == "http" && !loopback {
            bail!("configuration: origin: http is allowed for loopback addresses only; use https");
        }
        if let Some(spa) = self.spa.as_ref().filter(|spa| !spa.join("index.html").is_file()) {
            bail!("configuration: spa: {} has no index.html", spa.display());
        }
        for key in &self.signing_keys {
            if !key.is_file() {
                bail!("configuration: signing_keys: cannot read {}", key.display());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Config> {
        Config::load(None, pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn the_environment_sets_numbers_lists_and_the_database() {
        let config = load(&[
            ("DATABASE_URL", "postgres://u@h/d"),
            ("OBRADY_DATABASE_POOL", "3"),
            ("OBRADY_TRUSTED_PROXIES", "10.0.0.1,10.0.0.2"),
            ("OBRADY_TEST_ENGINE", "sqlite"),
            ("PATH", "/bin"),
        ])
        .unwrap();
        assert_eq!((config.database_url.as_str(), config.database_pool), ("postgres://u@h/d", 3));
        assert_eq!(config.trusted_proxies.len(), 2);
        assert_eq!(config.listen.port(), 8080);
    }

    #[test]
    fn wrong_configuration_names_the_key() {
        for (name, value, key) in [
            ("OBRADY_COLOUR", "red", "colour"),
            ("OBRADY_DATABASE_POOL", "many", "database_pool"),
            ("OBRADY_HEADER_LIMIT", "200000", "header_limit"),
            ("OBRADY_REQUEST_SECONDS", "0", "request_seconds"),
            ("OBRADY_TIME_ZONE", "Europe/Krakow", "time_zone"),
            ("OBRADY_ORIGIN", "http://obrady.example", "origin"),
            ("OBRADY_ORIGIN", "https://obrady.example/app", "origin"),
            ("OBRADY_SPA", "/nowhere", "spa"),
            ("DATABASE_URL", "mysql://x", "database_url"),
        ] {
            let error = format!("{:#}", load(&[(name, value)]).unwrap_err());
            assert!(error.contains(key) && !error.contains('\n'), "{name}={value}: {error}");
        }
    }
}
