//! Slow, huge and packed requests: each is refused quickly, the others are served meanwhile, and memory stays bounded
//! (SEC-17).

use super::program::{Installation, Server};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// How long a refusal and an answer to somebody else may take, on a busy machine.
const QUICKLY: Duration = Duration::from_secs(5);
/// What all of it may take of memory beside what the server had.
const MORE_MEMORY: u64 = 96 * 1024 * 1024;

/// A whole answer: its status and its head.
struct Raw {
    status: u16,
    head: String,
}

/// Sends bytes while it reads; nothing when the server hangs up without an answer.
fn pour(server: &Server, bytes: &[u8]) -> Option<Raw> {
    let mut stream = server.connect();
    let mut writing = stream.try_clone().expect("the same connection");
    thread::scope(|scope| {
        // A server that has refused reads no further.
        scope.spawn(move || writing.write_all(bytes).ok());
        let answer = head_of(&mut stream);
        let _ = stream.shutdown(Shutdown::Both);
        answer
    })
}

fn head_of(stream: &mut TcpStream) -> Option<Raw> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    Some(Raw { status: head.split(' ').nth(1)?.parse().ok()?, head })
}

fn served(server: &Server) {
    let begun = Instant::now();
    assert_eq!(server.ask("GET", "/api/v1/regions", &[], "").status, 200);
    assert!(begun.elapsed() < QUICKLY, "others wait for {:?}", begun.elapsed());
}

fn post(path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{headers}");
    [head.as_bytes(), format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: x\r\n{headers}\r\n").into_bytes()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).expect("packed");
    gzip.finish().expect("packed")
}

#[test]
fn what_is_too_large_or_too_deep_is_refused_quickly() {
    let installation = Installation::complete("huge");
    let server = installation.serve();
    let token = format!("Authorization: {}\r\n", server.sign_in());
    let before = server.memory("VmHWM");
    let sign_ins = "/api/v1/sign-ins";
    let large = format!(r#"{{"sign_in_name":"{}","password":"x"}}"#, "a".repeat(10_000_000));
    let chunk = [b"10000\r\n".as_slice(), &[b'a'; 0x10000], b"\r\n"].concat();
    let chunks = "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n";
    let endless =
        [format!("POST {sign_ins} HTTP/1.1\r\nHost: x\r\n{chunks}\r\n").as_bytes(), &chunk.repeat(150)].concat();
    let endless_file =
        [format!("POST /api/v1/files HTTP/1.1\r\nHost: x\r\n{token}{chunks}\r\n").as_bytes(), &chunk.repeat(150)]
            .concat();
    let deep = format!(r#"{{"sign_in_name":{}1{},"password":"x"}}"#, "[".repeat(200_000), "]".repeat(200_000));
    let unclosed = format!(r#"{{"sign_in_name":{}"#, r#"{"a":"#.repeat(150_000));
    let many = format!(r#"{{"commands":[{}{{}}]}}"#, "{},".repeat(100_000));
    let numbers = format!(r#"{{"title":"a","sub_points":[{}"b"]}}"#, r#""a","#.repeat(100_000));
    let digits = format!(r#"{{"sign_in_name":"a","password":{}}}"#, "9".repeat(900_000));
    let bomb = packed(&vec![b' '; 200 * 1024 * 1024]);
    let headers: String = (0..1000).map(|n| format!("X-Header-{n}: {n}\r\n")).collect();
    let object = "0193a1c2-7f00-7000-8000-00000000000f";
    let commands = format!("/api/v1/meetings/{object}/agenda/commands");
    let topics = format!("/api/v1/bodies/{object}/topics");
    let packed_file = format!("{token}Content-Encoding: gzip\r\n");
    let twice = packed(&bomb);
    let cookie = format!("Cookie: {}\r\n", "x".repeat(100_000));
    let long = |most| format!("/api/v1/people?q={}", "x".repeat(most));
    let head = format!("POST {sign_ins} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n");
    let two_lengths = format!("{head}Content-Length: 3\r\n\r\n{{}}").into_bytes();
    let both = format!("{head}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n").into_bytes();
    let cases: &[(&str, Vec<u8>, &[u16])] = &[
        ("ten megabytes", post(sign_ins, "", large.as_bytes()), &[413]),
        ("ten megabytes by chunks", endless, &[413]),
        ("a file by endless chunks", endless_file, &[413]),
        ("deep lists", post(sign_ins, "", deep.as_bytes()), &[400, 422]),
        ("deep objects that never end", post(sign_ins, "", unclosed.as_bytes()), &[400, 422]),
        ("a hundred thousand commands", post(&commands, &token, many.as_bytes()), &[422]),
        ("a hundred thousand texts", post(&topics, &token, numbers.as_bytes()), &[422]),
        ("a number of a million digits", post(sign_ins, "", digits.as_bytes()), &[400, 422]),
        ("a bomb of gzip", post(sign_ins, "Content-Encoding: gzip\r\n", &bomb), &[415]),
        ("a bomb of gzip for a file", post("/api/v1/files", &packed_file, &bomb), &[415]),
        ("packed twice", post(sign_ins, "Content-Encoding: br, gzip\r\n", &twice), &[415]),
        ("a packing that is none", post(sign_ins, "Content-Encoding: x\r\n", b"{}"), &[415]),
        ("a long query", get(&long(40_000), ""), &[431]),
        // More than an address can be is refused before there is a request (docs/adr/0002).
        ("a query longer than any address", get(&long(100_000), ""), &[400]),
        ("a query without end", get(&long(3_000_000), ""), &[400, 431]),
        ("a long path", get(&format!("/{}", "x/".repeat(20_000)), ""), &[431]),
        ("a long header", get("/api/v1/regions", &cookie), &[431]),
        ("a thousand headers", get("/api/v1/regions", &headers), &[400, 431]),
        // As many as a page may hold at most.
        ("a page of all", get("/api/v1/people?limit=1000000000", ""), &[200]),
        ("a negative page", get("/api/v1/people?limit=-1", ""), &[400]),
        ("two lengths", two_lengths, &[400]),
        ("a length and chunks", both, &[400, 415]),
    ];
    for (name, request, statuses) in cases {
        let begun = Instant::now();
        let answer = pour(&server, request);
        let took = begun.elapsed();
        assert!(took < QUICKLY, "{name}: {took:?}");
        let answer = answer.unwrap_or_else(|| panic!("{name}: not answered"));
        assert!(statuses.contains(&answer.status), "{name}: {}", answer.head);
        // What the parser of HTTP refuses has no body; all else is a problem.
        let is_problem = answer.head.contains("content-type: application/problem+json");
        assert!(
            is_problem || answer.status == 200 || answer.head.contains("content-length: 0") || answer.status == 431,
            "{name}: {}",
            answer.head
        );
        served(&server);
    }
    let more = server.memory("VmHWM") - before;
    assert!(more < MORE_MEMORY, "{} MB", more / 1024 / 1024);
}

#[test]
fn the_slow_keep_nobody_waiting_and_are_sent_away() {
    let installation = Installation::complete("slow");
    let server = installation.serve_with(&[("OBRADY_REQUEST_SECONDS", "2")]);
    let before = server.memory("VmHWM");
    let begin = |bytes: &[u8]| {
        let mut stream = server.connect();
        stream.write_all(bytes).expect("it listens");
        stream
    };
    let heads: Vec<_> = (0..300).map(|_| begin(b"GET /api/v1/regions HTTP/1.1\r\nHost: x\r\nX-Slow: ")).collect();
    let json = "Host: x\r\nContent-Type: application/json\r\nContent-Length: 100";
    let half = format!("POST /api/v1/sign-ins HTTP/1.1\r\n{json}\r\n\r\n{{\"sign_in");
    let bodies: Vec<_> = (0..300).map(|_| begin(half.as_bytes())).collect();
    for mut slow in heads.iter().step_by(10) {
        served(&server);
        // A byte now and then does not make a request of it.
        let _ = slow.write_all(b"x");
    }
    let begun = Instant::now();
    for mut stream in heads {
        let answer = head_of(&mut stream);
        assert!(answer.is_none_or(|answer| answer.status == 408), "a head that never ended is refused or hung up on");
    }
    for mut stream in bodies {
        assert_eq!(head_of(&mut stream).map(|answer| answer.status), Some(408));
    }
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    served(&server);
    let more = server.memory("VmHWM") - before;
    assert!(more < MORE_MEMORY, "{} MB", more / 1024 / 1024);
}

#[test]
fn a_flood_of_passwords_is_turned_away() {
    let installation = Installation::complete("passwords");
    let server = installation.serve_with(&[("OBRADY_PASSWORD_SLOTS", "1"), ("OBRADY_TRUSTED_PROXIES", "127.0.0.1")]);
    let before = server.memory("VmHWM");
    let begun = Instant::now();
    let statuses: Vec<u16> = thread::scope(|scope| {
        let asking: Vec<_> = (0..150)
            .map(|n| {
                let server = &server;
                scope.spawn(move || {
                    let body = format!(r#"{{"sign_in_name":"nikt.{n}","password":"zle-haslo-{n}"}}"#);
                    let address = format!("192.0.2.{n}");
                    server.ask("POST", "/api/v1/sign-ins", &[("X-Forwarded-For", &address)], &body).status
                })
            })
            .collect();
        served(&server);
        asking.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    let took = begun.elapsed();
    let count = |wanted| statuses.iter().filter(|status| **status == wanted).count();
    assert_eq!(count(401) + count(503), statuses.len(), "{statuses:?}");
    assert!(count(401) >= 32, "{statuses:?}");
    assert!(took < Duration::from_secs(30), "{took:?}");
    served(&server);
    // One slot is 19 MiB at a time, however many ask.
    let more = server.memory("VmHWM") - before;
    assert!(more < MORE_MEMORY, "{} MB", more / 1024 / 1024);
    // Those who were told to come again have no failure to their name: the owner signs in at once.
    server.sign_in();
}
