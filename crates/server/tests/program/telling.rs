//! What the log says and what it never says: a whole session at the level `debug` (SEC-18, SEC-19).

use super::program::{ADMIN, Answer, Installation, Server, head, read};
use aws_lc_rs::hmac;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

/// A mail server that hands on what it is given.
fn mail_server() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("smtp://obrady@{}", listener.local_addr().expect("an address"));
    let (sent, letters) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let Some(letter) = converse(stream) else { continue };
            if sent.send(letter).is_err() {
                return;
            }
        }
    });
    (url, letters)
}

fn converse(stream: TcpStream) -> Option<String> {
    let mut writing = stream.try_clone().ok()?;
    let mut lines = BufReader::new(stream).lines();
    let mut letter = None;
    writing.write_all(b"220 sink\r\n").ok()?;
    while let Some(Ok(line)) = lines.next() {
        let answer = match line.split([' ', ':']).next()? {
            "EHLO" => "250-sink\r\n250 AUTH PLAIN\r\n",
            "AUTH" => "235 ok\r\n",
            "DATA" => {
                writing.write_all(b"354 go on\r\n").ok()?;
                let data: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|line| line != ".").collect();
                // Quoted-printable goes on in the next line after `=`.
                letter = Some(data.join("\n").replace("=\n", "").replace("=3D", "="));
                "250 ok\r\n"
            }
            "QUIT" => break,
            _ => "250 ok\r\n",
        };
        writing.write_all(answer.as_bytes()).ok()?;
    }
    letter
}

/// The code of an authenticator now (RFC 6238).
fn code(secret: &str) -> String {
    let mut bits: Vec<bool> = Vec::new();
    for letter in secret.bytes().filter(u8::is_ascii_alphanumeric) {
        let value = if letter.is_ascii_digit() { letter - b'2' + 26 } else { letter.to_ascii_uppercase() - b'A' };
        bits.extend((0..5).rev().map(|n| value >> n & 1 == 1));
    }
    let key: Vec<u8> =
        bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | u8::from(*bit))).collect();
    #[expect(clippy::disallowed_methods, reason = "the server's clock is the machine's")]
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs() / 30;
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &key);
    let tag = hmac::sign(&key, &now.to_be_bytes());
    let at = usize::from(tag.as_ref()[19] & 15);
    let number = u32::from_be_bytes(tag.as_ref()[at..at + 4].try_into().expect("four bytes")) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// Somebody who asks the server.
struct Caller<'a> {
    server: &'a Server,
    token: String,
}

impl Caller<'_> {
    fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.send_with(method, path, &[], &body.to_string())
    }

    fn send_with(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let headers = [&[("Authorization", bearer.as_str())], headers].concat();
        let headers = if self.token.is_empty() { &headers[1..] } else { &headers[..] };
        self.server.ask(method, &format!("/api/v1{path}"), headers, body)
    }

    fn made(&self, path: &str, body: &Value) -> Value {
        let answer = self.send("POST", path, body);
        assert!((200..300).contains(&answer.status), "{path}: {} {}", answer.status, answer.body);
        answer.body
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// Signs in; the access token and the refresh token of the cookie.
fn sign_in(server: &Server, name: &str, password: &str) -> (String, String) {
    let body = json!({"sign_in_name": name, "password": password}).to_string();
    let mut stream = server.connect();
    stream
        .write_all((head("POST", "/api/v1/sign-ins", &[("Connection", "close")], body.len()) + &body).as_bytes())
        .expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let cookie = answer.split("refresh=").nth(1).and_then(|rest| rest.split(';').next()).expect("a cookie").to_owned();
    let body: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).expect("a body")).expect("JSON");
    (text(&body["access_token"]), cookie)
}

/// What happened in the session: its secrets, and who was refused.
struct Session {
    secrets: Vec<String>,
    colleague: String,
}

fn session(server: &Server, letters: &Receiver<String>) -> Session {
    let mut secrets: Vec<String> =
        ["fioletowy-nosorozec-11", "turkusowy-wieloryb-22", "pomaranczowy-borsuk-33", "srebrny-hipopotam-44"]
            .map(Into::into)
            .into();
    let nobody = Caller { server, token: String::new() };
    let wrong = json!({"sign_in_name": ADMIN.0, "password": secrets[0]});
    assert_eq!(nobody.send("POST", "/sign-ins", &wrong).status, 401);
    let forged = "x\r\n{\"event\":\"forged\",\"level\":\"ERROR\"}";
    nobody.send("POST", "/sign-ins", &json!({"sign_in_name": forged, "password": "x"}));
    nobody.send_with("GET", "/people%0d%0a%7b%22event%22:%22forged%22%7d?q=%0a%7b", &[], "");
    nobody.send_with(
        "GET",
        "/regions",
        &[("User-Agent", "a\u{2028}{\"event\":\"forged\"}"), ("X-Forwarded-For", "{\"event\":\"forged\"}")],
        "",
    );
    let (token, cookie) = sign_in(server, ADMIN.0, ADMIN.1);
    secrets.extend([ADMIN.1.to_owned(), token.clone(), cookie.clone()]);
    let admin = Caller { server, token };
    let region = text(&admin.send("GET", "/regions", &Value::Null).body["items"][0]["id"]);
    let person = admin.made(
        "/people",
        &json!({"first_name": "Ola", "last_name": "Kanarek", "email": "kanarek@poczta.test", "region_id": region}),
    );
    secrets.push("kanarek@poczta.test".to_owned());
    let account = json!({"sign_in_name": "ola.kanarek", "display_name": "Ola", "password": secrets[1],
        "person_id": person["id"], "region_id": region});
    let account = admin.made("/accounts", &account);
    let found = admin.send_with("GET", "/people?q=Kanarek", &[], "");
    assert_eq!(found.status, 200);
    admin.send_with("GET", &format!("/people/{}/export", text(&person["id"])), &[], "");
    let grant = json!({"account_id": account["id"], "role": "admin", "region_id": region});
    let granted = admin.made("/role-grants", &grant);
    assert_eq!(admin.send_with("DELETE", &format!("/role-grants/{}", text(&granted["id"])), &[], "").status, 204);
    let service =
        admin.made("/service-accounts", &json!({"name": "Usługa", "scopes": ["agenda:read"], "region_id": region}));
    secrets.push(text(&service["client_secret"]));
    let access = nobody.made(
        "/access-tokens",
        &json!({"client_id": service["account"]["id"], "client_secret": service["client_secret"]}),
    );
    secrets.push(text(&access["access_token"]));
    let link = admin.send("POST", &format!("/accounts/{}/access-links", text(&account["id"])), &Value::Null);
    secrets.extend(link.body["token"].as_str().map(ToOwned::to_owned));
    // A link by mail, and the password that it sets.
    let (colleague, other) = sign_in(server, "ola.kanarek", &secrets[1]);
    secrets.extend([colleague.clone(), other]);
    let ola = Caller { server, token: colleague };
    assert_eq!(ola.send("GET", "/accounts", &Value::Null).status, 403);
    let attack = ola.send("PATCH", "/me", &json!({}));
    assert!(attack.status >= 400);
    assert_eq!(ola.send("POST", "/topics", &json!({})).status, 404);
    assert_eq!(ola.send("POST", "/people", &json!({"first_name": "A", "last_name": "B", "role": "admin"})).status, 422);
    assert_eq!(ola.send("POST", "/people", &json!({"first_name": "A\u{0}", "last_name": "\u{1b}[2J"})).status, 422);
    assert_eq!(ola.send_with("GET", "/me", &[("Authorization", "Bearer x")], "").status, 400);
    let changed =
        ola.send("POST", "/me/change-password", &json!({"current_password": secrets[1], "password": secrets[2]}));
    assert_eq!(changed.status, 204, "{}", changed.body);
    let started = ola.made("/me/second-factor/start", &Value::Null);
    let secret = text(&started["secret"]);
    let codes = ola.made("/me/second-factor/confirm", &json!({"code": code(&secret)}));
    secrets.extend([secret, text(&started["uri"])]);
    secrets.extend(codes["codes"].as_array().expect("codes").iter().map(text));
    let refreshed = server.ask(
        "POST",
        "/api/v1/sign-ins/refresh",
        &[("Cookie", &format!("refresh={cookie}")), ("Sec-Fetch-Site", "same-origin")],
        "",
    );
    secrets.extend(refreshed.body["access_token"].as_str().map(ToOwned::to_owned));
    let by_mail = admin.made(
        "/people",
        &json!({"first_name": "Jan", "last_name": "Listonosz", "email": "listonosz@poczta.test", "region_id": region}),
    );
    let account_by_mail = json!({"sign_in_name": "jan.listonosz", "display_name": "Jan",
        "person_id": by_mail["id"], "region_id": region});
    admin.made("/accounts", &account_by_mail);
    assert_eq!(nobody.send("POST", "/access-links/request", &json!({"sign_in_name": "jan.listonosz"})).status, 202);
    secrets.push("listonosz@poczta.test".to_owned());
    let token = loop {
        let letter = letters.recv_timeout(Duration::from_secs(20)).expect("a letter");
        if let Some((_, rest)) = letter.split_once("/set-password#") {
            break rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect::<String>();
        }
    };
    let redeemed = nobody.send("POST", "/access-links/redeem", &json!({"token": token, "password": secrets[3]}));
    assert_eq!(redeemed.status, 200, "{}", redeemed.body);
    secrets.push(token);
    Session { secrets, colleague: text(&account["id"]) }
}

#[test]
fn a_log_tells_what_happened_and_no_secret() {
    let installation = Installation::complete("telling");
    let (mail, letters) = mail_server();
    let password = "kanarek-haslo-poczty-5";
    let mut server = installation.serve_telling(
        "log",
        &[
            ("OBRADY_LOG", "debug"),
            ("OBRADY_SMTP_URL", &mail),
            ("OBRADY_SMTP_FROM", "Obrady <obrady@poczta.test>"),
            ("OBRADY_SMTP_PASSWORD", password),
        ],
    );
    let Session { mut secrets, colleague } = session(&server, &letters);
    secrets.push(password.to_owned());
    let key = std::fs::read_to_string(installation.file("key.pem")).expect("the key");
    secrets.extend(key.lines().filter(|line| !line.starts_with("--")).map(ToOwned::to_owned));
    assert!(secrets.len() > 20 && secrets.iter().all(|secret| secret.len() > 7), "{secrets:?}");
    server.terminate();
    assert_eq!(server.ends_within(Duration::from_secs(15)), Some(0));
    let log = std::fs::read_to_string(installation.file("log")).expect("the log");
    for secret in &secrets {
        let line = log.lines().find(|line| line.contains(secret.as_str()));
        assert!(line.is_none(), "{secret} stands in the log: {}", line.unwrap_or_default());
    }
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    for line in &lines {
        assert!(text(&line["timestamp"]).ends_with('Z'), "{line}");
        assert_ne!(line["event"], "forged", "{line}");
    }
    let of = |event: &str| {
        let found: Vec<&Value> = lines.iter().filter(|line| line["event"] == event).collect();
        assert!(!found.is_empty(), "no {event} in:\n{log}");
        found
    };
    for event in
        ["sign_in_succeeded", "sign_in_failed", "access_denied", "validation_attack", "role_changed", "data_exported"]
    {
        for line in of(event) {
            assert!(line["span"]["request_id"].as_str().is_some_and(|id| !id.is_empty()), "{line}");
            assert_eq!(line["span"]["address"], "127.0.0.1", "{line}");
        }
    }
    assert!(of("access_denied").iter().all(|line| line["span"]["user"] == colleague.as_str()), "who was refused");
    assert_eq!(of("role_changed").len(), 2, "given and taken");
    let attacks: Vec<&str> = of("validation_attack").iter().filter_map(|line| line["what"].as_str()).collect();
    for what in ["a field of power", "control characters", "a head that nobody honest sends"] {
        assert!(attacks.contains(&what), "{what}: {attacks:?}");
    }
}

#[test]
fn a_database_that_is_not_there_is_named_without_its_password() {
    let installation = Installation::complete("no-database");
    for arguments in [&["serve"][..], &["check-config"]] {
        let mut command = installation.command(arguments);
        command
            .env("DATABASE_URL", "postgres://obrady:kanarek-haslo-bazy@brak.invalid/obrady")
            .env("OBRADY_LOG", "debug");
        let output = command.output().expect("it runs");
        let said = [output.stdout, output.stderr].concat();
        assert!(
            !String::from_utf8_lossy(&said).contains("kanarek"),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&said)
        );
    }
}

#[test]
fn a_broken_request_says_nothing_of_its_head() {
    let installation = Installation::complete("broken");
    let mut server = installation.serve_telling("log", &[("OBRADY_LOG", "debug")]);
    let mut stream = server.connect();
    stream
        .write_all(b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer kanarek-w-naglowku\x01\r\n\r\n")
        .expect("sent");
    assert!(read(&mut stream).is_none_or(|answer| answer.status == 400));
    assert_eq!(server.ask("GET", "/api/v1/me?token=kanarek-w-pytaniu", &[], "").status, 400);
    server.terminate();
    assert_eq!(server.ends_within(Duration::from_secs(15)), Some(0));
    let log = std::fs::read_to_string(installation.file("log")).expect("the log");
    assert!(!log.contains("kanarek"), "{log}");
}
