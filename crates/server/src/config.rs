//! Configuration: a TOML file, then the environment. An unknown key is an error that names it.

pub use crate::mail_config::{MailConfig, SmtpSecurity};
use crate::{addresses, logging, secrets, storage};
use anyhow::{Context, Result, bail};
use aws_lc_rs::hmac;
use chrono::NaiveTime;
use config::{File, FileFormat};
use obrady_domain::identity::TokenKeys;
use obrady_domain::policy::SecondFactorPolicy;
use obrady_domain::retention::Periods;
use obrady_types::portal::Site;
use secrecy::SecretString;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// Variables that begin like ours but are not configuration.
const NOT_CONFIGURATION: &[&str] = &["OBRADY_CONFIG", "OBRADY_ADMIN_PASSWORD", "OBRADY_BIN", "OBRADY_SPA_DIR"];
/// Keys that hold lists; a variable names their entries with commas between them.
const LISTS: &[&str] = &["signing_keys", "trusted_proxies"];
/// Largest request body that may be configured: bodies are held in memory.
const LARGEST_BODY: usize = 64 * 1024 * 1024;
/// Who runs the site when no file says so: somebody invented.
const EXAMPLE_SITE: &str = include_str!("site.json");

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
    /// Folder for the nightly copies of the data; without it there are none.
    #[serde(default)]
    pub backup_folder: Option<PathBuf>,
    /// Nightly copies that are kept.
    #[serde(default = "default_backup_keep")]
    pub backup_keep: u32,
    /// Bytes that must be free beside an SQLite file, or the server is not ready; 0 to look at nothing.
    #[serde(default = "default_disk_reserve")]
    pub disk_reserve: u64,
    /// Files of Ed25519 private keys (PKCS#8, PEM) that `obrady keygen` makes. The first signs, all verify.
    #[serde(default)]
    pub signing_keys: Vec<PathBuf>,
    /// Folder of the compiled browser application; left out where another web server serves it.
    #[serde(default)]
    pub spa: Option<PathBuf>,
    /// A JSON file that says who runs the site and how accessible it is (`GET /api/v1/site` shows its form); without it
    /// the statements are those of an example.
    #[serde(default)]
    pub site: Option<PathBuf>,
    /// Whose rights count only with a second factor: `administrators`, `everybody` or `nobody`.
    #[serde(default)]
    pub second_factor: SecondFactorPolicy,
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
    /// Threads that answer requests.
    #[serde(default = "default_workers")]
    pub workers: usize,
    /// Mail server: `smtps://user@host` (TLS), `smtp://user@host` (STARTTLS, which must succeed; on loopback addresses
    /// plain unless `?tls=required`). Without it no mail is sent.
    #[serde(default)]
    pub smtp_url: Option<String>,
    /// Sender of mails: `Obrady <obrady@rops.example>`.
    #[serde(default)]
    pub smtp_from: Option<String>,
    /// Password at the mail server.
    #[serde(default)]
    pub smtp_password: Option<SecretString>,
    /// A file that holds nothing but that password.
    #[serde(default)]
    pub smtp_password_file: Option<PathBuf>,
    /// Local time at which nightly work is due: `02:30`.
    #[serde(default = "default_nightly_at")]
    pub nightly_at: String,
    /// Days for which participants' needs are kept after a training's last day.
    #[serde(default = "default_retention_needs_days")]
    pub retention_needs_days: u32,
    /// Days for which sign-ins that have ended are kept.
    #[serde(default = "default_retention_days")]
    pub retention_sign_ins_days: u32,
    /// Days for which jobs that are done are kept.
    #[serde(default = "default_retention_needs_days")]
    pub retention_done_jobs_days: u32,
    /// Days for which jobs that were given up are kept.
    #[serde(default = "default_retention_days")]
    pub retention_failed_jobs_days: u32,
    /// Address and port of the metrics; left out where nobody watches.
    #[serde(default)]
    pub metrics_listen: Option<SocketAddr>,
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
fn default_backup_keep() -> u32 {
    14
}
fn default_disk_reserve() -> u64 {
    64 * 1024 * 1024
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
fn default_workers() -> usize {
    2
}
fn default_nightly_at() -> String {
    "02:30".to_owned()
}
fn default_retention_needs_days() -> u32 {
    30
}
fn default_retention_days() -> u32 {
    90
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
        let mut variables: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in environment {
            if value.is_empty() {
                // As if it were not there: that is how a service's definition leaves a key out.
            } else if name == "DATABASE_URL" {
                variables.entry("OBRADY_DATABASE_URL".to_owned()).or_insert(value);
            } else if name.starts_with("OBRADY_")
                && !name.starts_with("OBRADY_TEST_")
                && !NOT_CONFIGURATION.contains(&name.as_str())
                && !is_orchestrators(&name, &value)
            {
                variables.insert(name, value);
            }
        }
        let mut sources = config::Config::builder();
        if let Some(path) = file {
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            if secrets::holds_password(&text) {
                secrets::refuse_open("config", path)?;
            }
            sources = sources.add_source(File::from_str(&text, FileFormat::Toml));
        }
        for (name, value) in variables {
            let key = name.trim_start_matches("OBRADY_").to_lowercase();
            // A text stays as it is: a password may look like a number.
            sources = if LISTS.contains(&key.as_str()) {
                let entries: Vec<&str> = value.split(',').map(str::trim).filter(|entry| !entry.is_empty()).collect();
                sources.set_override(key, entries)
            } else {
                sources.set_override(key, value)
            }
            .map_err(wrong)?;
        }
        let config: Self = sources.build().and_then(config::Config::try_deserialize).map_err(wrong)?;
        config.check()?;
        Ok(config)
    }

    /// The time zone.
    ///
    /// # Errors
    /// When the zone table does not have it.
    pub fn zone(&self) -> Result<chrono_tz::Tz> {
        self.time_zone
            .parse()
            .map_err(|_| anyhow::anyhow!("configuration: time_zone: {} is unknown; e.g. Europe/Warsaw", self.time_zone))
    }

    /// Checks what `serve` needs beyond what every command needs: keys, the log's filter, a place for the database.
    ///
    /// # Errors
    /// One line that names the wrong key.
    pub fn check_for_serve(&self) -> Result<()> {
        self.keys()?;
        logging::filter(&self.log)?;
        storage::check(&self.database_url)
    }

    /// The keys that sign and check tokens, and for each the secret that signs cursors and seals; the first is the
    /// current one.
    ///
    /// # Errors
    /// When no signing key is configured, or one cannot be read, may be read by others or is not an Ed25519 key.
    pub(crate) fn keys(&self) -> Result<(TokenKeys, Vec<[u8; 32]>)> {
        let mut pems = Vec::new();
        // An empty variable names no file.
        for path in self.signing_keys.iter().filter(|path| !path.as_os_str().is_empty()) {
            let pem = std::fs::read_to_string(path);
            let pem = pem.with_context(|| format!("configuration: signing_keys: cannot read {}", path.display()))?;
            TokenKeys::from_pems(std::slice::from_ref(&pem), String::new(), String::new()).map_err(|_| {
                anyhow::anyhow!("configuration: signing_keys: {} is not an Ed25519 private key", path.display())
            })?;
            secrets::refuse_open("signing_keys", path)?;
            pems.push(pem);
        }
        if pems.is_empty() {
            bail!("configuration: signing_keys: name at least one file; `obrady keygen` makes it");
        }
        let secret = |pem: &String| {
            let key = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, b"obrady cursors"), pem.as_bytes());
            key.as_ref().try_into().context("the secret has 32 bytes")
        };
        let secrets = pems.iter().map(secret).collect::<Result<Vec<[u8; 32]>>>()?;
        let keys = TokenKeys::from_pems(&pems, self.origin.clone(), self.origin.clone())
            .map_err(|error| anyhow::anyhow!("configuration: signing_keys: {error}"))?;
        Ok((keys, secrets))
    }

    /// Who runs the site.
    ///
    /// # Errors
    /// When the file cannot be read or lacks something.
    pub fn site(&self) -> Result<Site> {
        let Some(path) = &self.site else { return Ok(serde_json::from_str(EXAMPLE_SITE)?) };
        let text = std::fs::read_to_string(path);
        let text = text.with_context(|| format!("configuration: site: cannot read {}", path.display()))?;
        serde_json::from_str(&text).map_err(|error| anyhow::anyhow!("configuration: site: {}: {error}", path.display()))
    }

    /// The local time at which nightly work is due.
    ///
    /// # Errors
    /// When it is no time.
    pub fn nightly_at(&self) -> Result<NaiveTime> {
        let time = NaiveTime::parse_from_str(&self.nightly_at, "%H:%M");
        time.map_err(|_| anyhow::anyhow!("configuration: nightly_at: hours and minutes, e.g. 02:30"))
    }

    /// How long data is kept.
    pub fn retention(&self) -> Periods {
        Periods {
            needs: self.retention_needs_days,
            sign_ins: self.retention_sign_ins_days,
            done_jobs: self.retention_done_jobs_days,
            failed_jobs: self.retention_failed_jobs_days,
        }
    }

    fn check_limits(&self) -> Result<()> {
        let limits = [
            ("database_pool", u64::from(self.database_pool), 1, 1000),
            ("backup_keep", u64::from(self.backup_keep), 1, 1000),
            ("body_limit", self.body_limit as u64, 1024, LARGEST_BODY as u64),
            ("header_limit", self.header_limit as u64, 1024, 128 * 1024),
            ("request_seconds", self.request_seconds, 1, 600),
            ("shutdown_seconds", self.shutdown_seconds, 1, 600),
            ("password_slots", self.password_slots as u64, 1, 256),
            ("workers", self.workers as u64, 1, 256),
            ("retention_needs_days", self.retention_needs_days.into(), 1, 36_500),
            ("retention_sign_ins_days", self.retention_sign_ins_days.into(), 8, 36_500),
            ("retention_done_jobs_days", self.retention_done_jobs_days.into(), 1, 36_500),
            ("retention_failed_jobs_days", self.retention_failed_jobs_days.into(), 1, 36_500),
        ];
        for (key, value, least, most) in limits {
            if value < least || value > most {
                bail!("configuration: {key}: {value} is not between {least} and {most}");
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<()> {
        self.zone()?;
        self.site()?;
        self.check_limits()?;
        self.nightly_at()?;
        MailConfig::of(self)?;
        addresses::check_database(&self.database_url)?;
        addresses::check_origin(&self.origin)?;
        if let Some(folder) = self.backup_folder.as_ref().filter(|folder| !folder.is_dir()) {
            bail!("configuration: backup_folder: there is no folder {}", folder.display());
        }
        if let Some(spa) = self.spa.as_ref().filter(|spa| !spa.join("index.html").is_file()) {
            bail!("configuration: spa: {} has no index.html", spa.display());
        }
        Ok(())
    }
}

/// A wrong key or a text that cannot be read, in one line. The lines of the file that a parser shows are left out: they
/// may hold a password.
fn wrong(error: config::ConfigError) -> anyhow::Error {
    let is_shown =
        |line: &&str| !line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().starts_with('|');
    let said: Vec<String> = error.to_string().lines().filter(is_shown).map(ToOwned::to_owned).collect();
    anyhow::anyhow!("configuration: {}", one_line(&said.join(" ")))
}

/// An error and its causes in one line. Many errors tell their cause themselves; nothing is said twice.
pub fn in_one_line(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if said.contains(&cause) {
            continue;
        }
        let gap = if said.is_empty() { "" } else { ": " };
        said.push_str(&format!("{gap}{cause}"));
    }
    one_line(&said)
}

/// A text without its line breaks.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Variables that an orchestrator sets for a service of the name `obrady` or `obrady-…`. A bare `OBRADY_PORT=8080` is
/// somebody's mistake and stays an error.
fn is_orchestrators(name: &str, value: &str) -> bool {
    name.ends_with("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || name.contains("_PORT_")
        || (name.ends_with("_PORT") && value.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;
    use std::os::unix::fs::PermissionsExt;

    fn load(pairs: &[(&str, &str)]) -> Result<Config> {
        Config::load(None, pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn the_environment_sets_numbers_lists_and_the_database() {
        let config = load(&[
            ("DATABASE_URL", "postgres://u@h/d"),
            ("OBRADY_DATABASE_POOL", "3"),
            ("OBRADY_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"),
            ("OBRADY_TEST_ENGINE", "sqlite"),
            ("OBRADY_SPA", ""),
            ("PATH", "/bin"),
        ])
        .unwrap();
        assert_eq!((config.database_url.as_str(), config.database_pool), ("postgres://u@h/d", 3));
        assert_eq!(config.trusted_proxies.len(), 2);
        assert_eq!(config.listen.port(), 8080);
    }

    #[test]
    fn a_text_that_looks_like_a_number_stays_a_text() {
        for password in ["007.50", "0123456789", "TRUE", "1e5", " a,b "] {
            let config = load(&[("OBRADY_SMTP_PASSWORD", password)]).unwrap();
            assert_eq!(config.smtp_password.unwrap().expose_secret(), password);
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told_without_its_text() {
        let path = std::env::temp_dir().join(format!("obrady-broken-{}.toml", std::process::id()));
        for text in [
            "smtp_password = 'TAJNE",
            "origin = 'https://x'\nsmtp_password = TAJNE",
            "database_url = \"postgres://u:TAJNE@h/d",
            "\"smtp_password\" = 'TAJNE'\nworkers = many",
        ] {
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
            let error = Config::load(Some(&path), std::iter::empty()).unwrap_err().to_string();
            assert!(error.contains("line ") && !error.contains("TAJNE"), "{text}: {error}");
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            let error = Config::load(Some(&path), std::iter::empty()).unwrap_err().to_string();
            assert!(error.contains("0644"), "{text}: {error}");
        }
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn nothing_is_said_twice() {
        let inner = anyhow::anyhow!("no such table: audit_seal");
        let error = inner.context("Query Error: no such table: audit_seal").context("the audit\ncannot be read");
        assert_eq!(in_one_line(&error), "the audit cannot be read: Query Error: no such table: audit_seal");
    }

    #[test]
    fn an_orchestrators_variables_are_not_ours() {
        load(&[
            ("OBRADY_SERVICE_HOST", "10.0.0.1"),
            ("OBRADY_SERVICE_PORT", "8080"),
            ("OBRADY_SERVICE_PORT_HTTP", "8080"),
            ("OBRADY_PORT", "tcp://10.0.0.1:8080"),
            ("OBRADY_PORT_8080_TCP", "tcp://10.0.0.1:8080"),
            ("OBRADY_PORT_8080_TCP_PROTO", "tcp"),
            ("OBRADY_POSTGRES_SERVICE_HOST", "10.0.0.2"),
        ])
        .unwrap();
    }

    #[test]
    fn what_serve_needs_is_checked_before_it_starts() {
        let folder = std::env::temp_dir().join(format!("obrady-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
            path.display().to_string()
        };
        let good = file("good.pem", &TokenKeys::generate_pem().unwrap());
        let bad = file("bad.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        let missing = folder.join("missing.pem").display().to_string();
        load(&[("OBRADY_SIGNING_KEYS", &good)]).unwrap().check_for_serve().unwrap();
        for (name, value, key) in [
            ("OBRADY_SIGNING_KEYS", ",", "signing_keys"),
            ("OBRADY_SIGNING_KEYS", bad.as_str(), "signing_keys"),
            ("OBRADY_SIGNING_KEYS", missing.as_str(), "signing_keys"),
            ("OBRADY_SIGNING_KEYS", &format!("{good},{bad}"), "signing_keys"),
            ("OBRADY_LOG", "obrady=loud", "log"),
            ("OBRADY_LOG", "warning", "log"),
            ("OBRADY_LOG", "info,obrady_api", "log"),
            ("DATABASE_URL", "sqlite:/nowhere/at/all.db", "database_url"),
        ] {
            let config = load(&[("OBRADY_SIGNING_KEYS", &good), (name, value)]).unwrap();
            let error = format!("{:#}", config.check_for_serve().unwrap_err());
            assert!(error.contains(key) && !error.contains('\n'), "{name}={value}: {error}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
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
            ("OBRADY_SPA", "/nowhere", "spa"),
            ("DATABASE_URL", "mysql://x", "database_url"),
            ("OBRADY_BODY_LIMIT", "0", "body_limit"),
            ("OBRADY_BACKUP_KEEP", "0", "backup_keep"),
            ("OBRADY_BACKUP_FOLDER", "/nowhere", "backup_folder"),
            ("OBRADY_PASSWORD_SLOTS", "0", "password_slots"),
            ("OBRADY_WORKERS", "0", "workers"),
            ("OBRADY_SHUTDOWN_SECONDS", "86400", "shutdown_seconds"),
            ("OBRADY_PORT", "8080", "port"),
            ("OBRADY_NIGHTLY_AT", "25:00", "nightly_at"),
            ("OBRADY_RETENTION_NEEDS_DAYS", "0", "retention_needs_days"),
            ("OBRADY_SMTP_URL", "http://mail", "smtp_url"),
            ("OBRADY_SMTP_URL", "smtp://mail", "smtp_from"),
        ] {
            let error = format!("{:#}", load(&[(name, value)]).unwrap_err());
            assert!(error.contains(key) && !error.contains('\n'), "{name}={value}: {error}");
        }
    }
}
