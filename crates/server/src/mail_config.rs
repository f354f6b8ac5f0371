//! Where mail goes out, as the configuration says it.

use crate::{Config, secrets};
use anyhow::{Context, Result, bail};
use lettre::message::Mailbox;
use secrecy::SecretString;
use std::net::Ipv4Addr;
use url::{Host, Url};

/// How the conversation with the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// Not at all; on loopback addresses only.
    Plain,
    /// It begins in the open and must become TLS before anything is said.
    StartTls,
    /// TLS from the beginning.
    Tls,
}

/// Where mail goes out, and from whom. Printing it shows no password.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// The mail server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the conversation is protected.
    pub security: SmtpSecurity,
    /// Name and password there.
    pub credentials: Option<(String, SecretString)>,
    /// The sender.
    pub from: Mailbox,
}

impl MailConfig {
    /// What the configuration says; nothing when no mail is to be sent.
    ///
    /// # Errors
    /// One line that names the wrong key.
    pub fn of(config: &Config) -> Result<Option<Self>> {
        let Some(url) = &config.smtp_url else { return Ok(None) };
        let Ok(url) = Url::parse(url) else { bail!("configuration: smtp_url: e.g. smtps://user@mail.example") };
        let host = url.host().context("configuration: smtp_url: names no host")?;
        let loopback = match &host {
            // Under this scheme an IPv4 address is read as a name.
            Host::Domain(name) => {
                *name == "localhost" || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
            }
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let required = match url.query() {
            None => false,
            Some("tls=required") => true,
            Some(_) => bail!("configuration: smtp_url: the only parameter is tls=required"),
        };
        let (security, port) = match url.scheme() {
            "smtps" => (SmtpSecurity::Tls, 465),
            "smtp" if loopback && !required => (SmtpSecurity::Plain, 25),
            "smtp" => (SmtpSecurity::StartTls, 587),
            _ => bail!("configuration: smtp_url: begins with smtps:// or smtp://"),
        };
        if url.password().is_some() {
            bail!("configuration: smtp_url: holds no password; use smtp_password_file or OBRADY_SMTP_PASSWORD");
        }
        let from = config.smtp_from.as_deref().context("configuration: smtp_from: names no sender")?;
        let from =
            from.parse().map_err(|_| anyhow::anyhow!("configuration: smtp_from: e.g. Obrady <obrady@rops.example>"))?;
        let password = match (&config.smtp_password, &config.smtp_password_file) {
            (Some(_), Some(_)) => bail!("configuration: smtp_password: stands beside smtp_password_file"),
            (Some(password), None) => Some(password.clone()),
            (None, Some(file)) => {
                let text = std::fs::read_to_string(file);
                let text =
                    text.with_context(|| format!("configuration: smtp_password_file: cannot read {}", file.display()))?;
                secrets::refuse_open("smtp_password_file", file)?;
                Some(SecretString::from(text.trim_end_matches(['\r', '\n']).to_owned()))
            }
            (None, None) => None,
        };
        let user = url.username().replace("%40", "@");
        let credentials = match (user.is_empty(), password) {
            (true, None) => None,
            (false, Some(password)) => Some((user, password)),
            (true, Some(_)) => bail!("configuration: smtp_url: names no user for the password"),
            (false, None) => bail!("configuration: smtp_password: is missing for the user of smtp_url"),
        };
        let host = host.to_string().trim_matches(['[', ']']).to_owned();
        Ok(Some(Self { host, port: url.port().unwrap_or(port), security, credentials, from }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(pairs: &[(&str, &str)]) -> Result<Option<MailConfig>> {
        let pairs = pairs.iter().map(|(name, value)| (format!("OBRADY_SMTP_{name}"), (*value).to_owned()));
        MailConfig::of(&Config::load(None, pairs)?)
    }

    #[test]
    fn tls_is_the_rule_and_no_print_shows_a_password() {
        let from = ("FROM", "Obrady <obrady@rops.example>");
        for (url, security, port) in [
            ("smtps://mail.rops.example", SmtpSecurity::Tls, 465),
            ("smtp://mail.rops.example", SmtpSecurity::StartTls, 587),
            ("smtp://127.0.0.1:2525", SmtpSecurity::Plain, 2525),
            ("smtp://127.0.0.1:2525?tls=required", SmtpSecurity::StartTls, 2525),
        ] {
            let config = mail(&[("URL", url), from]).unwrap().unwrap();
            assert_eq!((config.security, config.port), (security, port), "{url}");
        }
        let config = mail(&[("URL", "smtps://obrady%40rops@mail.example"), from, ("PASSWORD", "tajne-haslo")]).unwrap();
        let config = config.unwrap();
        assert_eq!(config.credentials.as_ref().unwrap().0, "obrady@rops");
        assert!(!format!("{config:?}").contains("tajne"));
        for wrong in [
            &[("URL", "smtps://user:tajne@mail.example"), from][..],
            &[("URL", "smtps://user@mail.example"), from],
            &[("URL", "smtps://mail.example"), from, ("PASSWORD", "tajne")],
            &[("URL", "smtp://mail.example?tls=no"), from],
            &[("URL", "smtp://mail.example"), ("FROM", "nobody")],
        ] {
            let error = format!("{:#}", mail(wrong).unwrap_err());
            assert!(error.contains("smtp_") && !error.contains("tajne"), "{error}");
        }
        assert!(mail(&[]).unwrap().is_none());
    }
}
