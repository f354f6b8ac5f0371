//! The mail server for tests, and what a letter says.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use obrady_server::mail::Mailer;
use obrady_server::metrics::Metrics;
use obrady_server::{Config, MailConfig, Worker};
use obrady_tests::App;
pub(crate) use obrady_tests::sink::{Heard, Plan, Sink};
use std::sync::Arc;

/// A worker over a context that sends to an address, or nowhere.
pub(crate) fn worker(ctx: &Arc<obrady_domain::Ctx>, url: Option<&str>) -> Worker {
    let mailer = url.map(|url| {
        let keys = [("OBRADY_SMTP_URL", url), ("OBRADY_SMTP_FROM", "Obrady <obrady@poczta.test>")];
        let keys = keys.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let config = Config::load(None, keys.into_iter()).expect("the configuration is good");
        let config = MailConfig::of(&config).expect("the mail server is good").expect("there is one");
        Mailer::new(&config).expect("a mailer")
    });
    Worker::new(Arc::clone(ctx), "https://obrady.test".to_owned(), mailer, Metrics::default())
}

/// A second context over the same database and clock: another server.
pub(crate) async fn another(app: &App) -> Arc<obrady_domain::Ctx> {
    let db = obrady_domain::Db::connect(app.database_url(), 4).await.expect("the database opens");
    obrady_tests::app::context(db, &app.clock, &app.base)
}

/// What a letter says.
pub(crate) trait Read {
    /// A header's value, unfolded and with its encoded words decoded.
    fn header(&self, name: &str) -> String;
    /// The parts: type and text.
    fn parts(&self) -> Vec<(String, String)>;
}

impl Read for Heard {
    fn header(&self, name: &str) -> String {
        let head = self.data.split("\r\n\r\n").next().expect("a head").replace("\r\n ", " ");
        let line = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let words = line.unwrap_or_default().replace("?= =?", "?==?");
        let mut text = String::new();
        let mut rest = words.as_str();
        while let Some((before, after)) = rest.split_once("=?utf-8?b?") {
            let (word, after) = after.split_once("?=").expect("an encoded word");
            text.push_str(before);
            text.push_str(&String::from_utf8(STANDARD.decode(word).expect("base64")).expect("text"));
            rest = after;
        }
        text + rest
    }

    fn parts(&self) -> Vec<(String, String)> {
        let kind = self.header("Content-Type");
        let boundary = kind.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a boundary");
        let boundary = format!("--{boundary}");
        let parts = self.data.split(&boundary).skip(1);
        // What follows the last boundary begins with two more dashes.
        let parts = parts.filter(|part| !part.starts_with("--")).filter_map(|part| part.split_once("\r\n\r\n"));
        parts.map(|(head, body)| (head.trim().to_owned(), quoted_printable(body))).collect()
    }
}

fn quoted_printable(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        if *first == b'=' && after.len() >= 2 {
            let code = std::str::from_utf8(&after[..2]).expect("two digits");
            bytes.push(u8::from_str_radix(code, 16).expect("a code"));
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).expect("text")
}
