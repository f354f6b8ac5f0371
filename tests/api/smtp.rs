//! A mail server for tests: it speaks SMTP over TCP, keeps what it accepted, and misbehaves as it is told.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use obrady_server::mail::Mailer;
use obrady_server::metrics::Metrics;
use obrady_server::{Config, MailConfig, Worker};
use obrady_tests::App;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// What the server does with a letter.
#[derive(Clone, Copy)]
pub(crate) enum Plan {
    Accept,
    Refuse(u16),
    HangUp,
    /// It keeps the letter and never answers.
    Stall,
}

/// A letter as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) data: String,
}

#[derive(Clone)]
pub(crate) struct Sink {
    pub(crate) url: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    plans: Arc<Mutex<VecDeque<Plan>>>,
    stalled: Arc<Notify>,
}

impl Sink {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let sink = Self { url, heard: Arc::default(), plans: Arc::default(), stalled: Arc::default() };
        let server = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.converse(stream).await });
            }
        });
        sink
    }

    /// What it does with the next letters; those after them are accepted.
    pub(crate) fn plan(&self, plans: impl IntoIterator<Item = Plan>) {
        self.plans.lock().expect("a lock").extend(plans);
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().expect("a lock").clone()
    }

    /// Waits until a letter was left without an answer.
    pub(crate) async fn stalled(&self) {
        self.stalled.notified().await;
    }

    async fn converse(&self, stream: TcpStream) -> Option<()> {
        let (reading, mut writing) = stream.into_split();
        let mut lines = BufReader::new(reading).lines();
        let mut letter = Heard { from: String::new(), to: Vec::new(), data: String::new() };
        writing.write_all(b"220 sink\r\n").await.ok()?;
        while let Some(line) = lines.next_line().await.ok()? {
            let answer = match line.split([' ', ':']).next()?.to_ascii_uppercase().as_str() {
                "EHLO" => "250-sink\r\n250 8BITMIME\r\n".to_owned(),
                "MAIL" => {
                    letter.from = line;
                    "250 ok\r\n".to_owned()
                }
                "RCPT" => {
                    letter.to.push(line);
                    "250 ok\r\n".to_owned()
                }
                "DATA" => {
                    writing.write_all(b"354 go on\r\n").await.ok()?;
                    loop {
                        let line = lines.next_line().await.ok()??;
                        if line == "." {
                            break;
                        }
                        letter.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                        letter.data.push_str("\r\n");
                    }
                    let plan = self.plans.lock().expect("a lock").pop_front().unwrap_or(Plan::Accept);
                    match plan {
                        Plan::Refuse(code) => format!("{code} not now, ola@poczta.test\r\n"),
                        Plan::HangUp => return None,
                        Plan::Accept | Plan::Stall => {
                            self.heard.lock().expect("a lock").push(letter.clone());
                            if matches!(plan, Plan::Stall) {
                                self.stalled.notify_one();
                                std::future::pending::<()>().await;
                            }
                            letter = Heard { from: String::new(), to: Vec::new(), data: String::new() };
                            "250 ok\r\n".to_owned()
                        }
                    }
                }
                "QUIT" => {
                    writing.write_all(b"221 bye\r\n").await.ok()?;
                    return None;
                }
                _ => "500 what\r\n".to_owned(),
            };
            writing.write_all(answer.as_bytes()).await.ok()?;
        }
        None
    }
}

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

impl Heard {
    /// A header's value, unfolded and with its encoded words decoded.
    pub(crate) fn header(&self, name: &str) -> String {
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

    /// The parts: type and text.
    pub(crate) fn parts(&self) -> Vec<(String, String)> {
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
