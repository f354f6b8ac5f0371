//! A mail server for tests: it speaks SMTP over TCP, keeps what it accepted, and misbehaves as it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// What the server does with a letter.
#[derive(Clone, Copy)]
pub enum Plan {
    /// It takes the letter.
    Accept,
    /// It refuses it with this code.
    Refuse(u16),
    /// It ends the connection.
    HangUp,
    /// It keeps the letter and never answers.
    Stall,
}

/// A letter as it arrived.
#[derive(Clone, Debug)]
pub struct Heard {
    /// The line that names the sender.
    pub from: String,
    /// The lines that name recipients.
    pub to: Vec<String>,
    /// Head and text.
    pub data: String,
}

/// The server; clones are the same one.
#[derive(Clone)]
pub struct Sink {
    /// Where it listens, for `smtp_url`.
    pub url: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    plans: Arc<Mutex<VecDeque<Plan>>>,
    stalled: Arc<Notify>,
}

impl Sink {
    /// Starts it.
    pub async fn start() -> Self {
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
    pub fn plan(&self, plans: impl IntoIterator<Item = Plan>) {
        self.plans.lock().expect("a lock").extend(plans);
    }

    /// The letters so far.
    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().expect("a lock").clone()
    }

    /// Waits until a letter was left without an answer.
    pub async fn stalled(&self) {
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
