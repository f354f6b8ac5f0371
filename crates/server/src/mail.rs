//! Sending mail over SMTP: the only way out of the server besides the database (SEC-27).

use crate::config::{MailConfig, SmtpSecurity};
use anyhow::{Context, Result};
use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use obrady_domain::jobs::Ended;
use obrady_domain::mail::Letter;
use secrecy::ExposeSecret;
use std::time::Duration;

/// Longest time for each step of a conversation with the mail server.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest time for a whole letter; well below the lease of its job.
const WHOLE: Duration = Duration::from_secs(30);

/// A way to the mail server.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// The mailer of a configuration; connects only to send.
    ///
    /// # Errors
    /// When the roots of trust cannot be read.
    pub fn new(config: &MailConfig) -> Result<Self> {
        let tls = || TlsParameters::new(config.host.clone()).context("configuration: smtp_url: TLS cannot be used");
        let tls = match config.security {
            SmtpSecurity::Plain => Tls::None,
            SmtpSecurity::StartTls => Tls::Required(tls()?),
            SmtpSecurity::Tls => Tls::Wrapper(tls()?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
            .port(config.port)
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let Some((user, password)) = &config.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose_secret().to_owned()));
        }
        Ok(Self { transport: builder.build(), from: config.from.clone() })
    }

    /// Sends a letter. What the mail server says is kept by its number only: its words may repeat an address.
    pub async fn send(&self, letter: &Letter) -> Ended {
        let Ok(address) = letter.address.parse::<Address>() else { return Ended::Never("the address is wrong".into()) };
        let Ok(message) = self.message(letter, address.clone()) else {
            return Ended::Never("the letter cannot be written".into());
        };
        let Ok(envelope) = Envelope::new(Some(self.from.email.clone()), vec![address]) else {
            return Ended::Never("the letter has no envelope".into());
        };
        let sent = tokio::time::timeout(WHOLE, self.transport.send_raw(&envelope, &message.formatted())).await;
        match sent {
            Ok(Ok(_)) => Ended::Done,
            Ok(Err(error)) if error.is_permanent() => Ended::Never(said(&error)),
            Ok(Err(error)) => Ended::Later(said(&error)),
            Err(_) => Ended::Later("the mail server took too long".into()),
        }
    }

    fn message(&self, letter: &Letter, address: Address) -> Result<Message> {
        let name = (!letter.name.is_empty()).then(|| letter.name.clone());
        let part = |kind: ContentType, text: String| {
            let part = SinglePart::builder().header(kind).header(ContentTransferEncoding::QuotedPrintable);
            part.body(text)
        };
        let raw =
            |name: &'static str, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
        // A server that could not note that it has sent a letter sends it again under the same id.
        let id = format!("<{}@{}>", letter.id, self.from.email.domain());
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .subject(letter.subject.clone())
            .message_id(Some(id))
            .raw_header(raw("Auto-Submitted", "auto-generated"))
            .raw_header(raw("Content-Language", &letter.language))
            .multipart(
                MultiPart::alternative()
                    .singlepart(part(ContentType::TEXT_PLAIN, letter.text()))
                    .singlepart(part(ContentType::TEXT_HTML, letter.html())),
            )?;
        Ok(message)
    }
}

/// The kind of a failure and the server's number, without its words.
fn said(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if error.is_timeout() => "the mail server took too long".to_owned(),
        None if error.is_tls() => "the mail server offers no TLS that can be trusted".to_owned(),
        None if error.is_client() => "the mail server lacks what the configuration asks for".to_owned(),
        None => "the mail server could not be reached or hung up".to_owned(),
    }
}
