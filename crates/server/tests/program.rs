//! The program as it is started: commands, exit codes, the end, a crash (API-31, REL-09).

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

#[path = "program/copies.rs"]
mod copies;
#[path = "program/floods.rs"]
mod floods;
#[path = "program/outbound.rs"]
mod outbound;
#[path = "program/mod.rs"]
mod program;
#[path = "program/starting.rs"]
mod starting;
#[path = "program/telling.rs"]
mod telling;

use program::{ADMIN, Installation, head, is_private, line, read, send};
use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

#[test]
fn commands_say_one_line_and_may_be_repeated() {
    let installation = Installation::new("commands");
    let run = |arguments: &[&str]| {
        let output = installation.run(arguments);
        (output.status.code(), line(&output.stdout), line(&output.stderr))
    };
    assert_eq!(run(&["keygen", "key.pem"]).0, Some(0));
    assert!(is_private(&installation.file("key.pem")));
    let key = std::fs::read(installation.file("key.pem")).unwrap();
    let (code, said, error) = run(&["keygen", "key.pem"]);
    assert_eq!((code, said.as_str()), (Some(1), ""));
    assert!(error.contains("key.pem"), "{error}");
    assert_eq!(std::fs::read(installation.file("key.pem")).unwrap(), key, "the key is kept");
    let create: &[&str] = &["create-admin", "--sign-in-name", ADMIN.0, "--display-name", "Jan Lis"];
    for (arguments, expected) in [
        (&["check-config"][..], 0),
        (create, 1),
        (&["migrate"], 0),
        (&["migrate"], 0),
        (&["seed"], 0),
        (&["seed"], 0),
        (create, 0),
        (create, 1),
    ] {
        let (code, said, error) = run(arguments);
        assert_eq!(code, Some(expected), "{arguments:?}: {error}");
        assert_eq!(said.is_empty(), expected != 0, "{arguments:?}: {said}");
        assert_eq!(error.is_empty(), expected == 0, "{arguments:?}: {error}");
    }
}

#[test]
fn the_first_password_comes_from_a_pipe_as_well() {
    let installation = Installation::new("password");
    for arguments in [&["keygen", "key.pem"][..], &["seed"]] {
        assert!(installation.run(arguments).status.success());
    }
    for (typed, expected) in [("krotkie\n", 1), ("wspolna-kawa-o-dziewiatej\n", 0)] {
        let mut command = installation.command(&["create-admin", "--sign-in-name", "ewa", "--display-name", "Ewa Lis"]);
        command.env_remove("OBRADY_ADMIN_PASSWORD").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(expected), "{}", line(&output.stderr));
        assert!(!line(&output.stdout).contains(typed.trim()) && !line(&output.stderr).contains(typed.trim()));
    }
}

#[test]
fn a_wrong_configuration_is_one_line_for_check_config_and_serve_alike() {
    let installation = Installation::new("configuration");
    assert!(installation.run(&["keygen", "key.pem"]).status.success());
    std::fs::write(installation.file("bad.pem"), "no key").unwrap();
    let toml = [("unknown.toml", "colour = \"red\"\n", "colour"), ("syntax.toml", "listen = \n[[", "TOML")];
    for (name, text, _) in toml {
        std::fs::write(installation.file(name), text).unwrap();
    }
    for command in ["check-config", "serve"] {
        for (name, _, word) in toml {
            let output = installation.run(&["--config", name, command]);
            let error = line(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{command} with {name}");
            assert!(error.contains(word), "{command} with {name}: {error}");
        }
        for (key, value) in [
            ("OBRADY_SIGNING_KEYS", ""),
            ("OBRADY_SIGNING_KEYS", "bad.pem"),
            ("OBRADY_SIGNING_KEYS", "missing.pem"),
            ("OBRADY_LOG", "obrady=loud"),
            ("OBRADY_WORKERS", "0"),
            ("OBRADY_TIME_ZONE", "Europe/Krakow"),
        ] {
            let output = installation.command(&[command]).env(key, value).output().unwrap();
            let error = line(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{command} with {key}={value}");
            assert!(error.contains(&key["OBRADY_".len()..].to_lowercase()), "{command} with {key}={value}: {error}");
        }
    }
    let fine = installation.command(&["check-config"]).env("OBRADY_SERVICE_HOST", "10.0.0.1").output().unwrap();
    assert_eq!(fine.status.code(), Some(0), "{}", line(&fine.stderr));
}

#[test]
fn running_requests_end_before_the_program_does() {
    let installation = Installation::complete("stopping");
    let mut server = installation.serve();
    let mut idle = Vec::new();
    for _ in 0..100 {
        let mut stream = server.connect();
        assert!(send(&mut stream, "GET", "/health/live", &[], ""));
        assert_eq!(read(&mut stream).unwrap().status, 200);
        idle.push(stream);
    }
    // A request whose body is still on its way.
    let body = format!(r#"{{"sign_in_name":"{}","password":"{}"}}"#, ADMIN.0, ADMIN.1);
    let (begun, rest) = body.split_at(10);
    let mut slow = server.connect();
    slow.write_all((head("POST", "/api/v1/sign-ins", &[], body.len()) + begun).as_bytes()).unwrap();
    // Another answer shows that the server has read so far.
    assert_eq!(server.ask("GET", "/health/live", &[], "").status, 200);
    server.terminate();
    // Nobody new is let in; only then does the slow one go on.
    while std::net::TcpStream::connect(server.address).is_ok() {
        assert!(server.child.try_wait().unwrap().is_none(), "it ended before the request did");
    }
    slow.write_all(rest.as_bytes()).unwrap();
    assert_eq!(read(&mut slow).unwrap().status, 201, "the request that ran is answered");
    assert_eq!(server.ends_within(Duration::from_secs(10)), Some(0));
}

#[test]
fn a_connection_that_was_open_before_the_end_hears_that_the_server_is_not_ready() {
    let installation = Installation::complete("not-ready");
    let mut server = installation.serve();
    let mut open = server.connect();
    let mut ready = || {
        assert!(send(&mut open, "GET", "/health/ready", &[], ""), "the connection is kept");
        read(&mut open).expect("an answer").status
    };
    assert_eq!(ready(), 200);
    server.terminate();
    // The signal takes a moment; the connection is closed only after it was told.
    let told = std::iter::repeat_with(&mut ready).find(|status| *status != 200);
    assert_eq!(told, Some(503));
    assert_eq!(server.ends_within(Duration::from_secs(10)), Some(0));
}

#[test]
fn a_kill_between_the_effect_and_the_answer_makes_no_second_effect() {
    let installation = Installation::complete("crash");
    let mut server = installation.serve();
    let token = server.sign_in();
    let authorization = ("Authorization", token.as_str());
    let regions = server.ask("GET", "/api/v1/regions", &[], "").body;
    let region = &regions["items"][0]["id"];
    let count = |server: &program::Server, name: &str| {
        let people = server.ask("GET", "/api/v1/people?limit=100", &[authorization], "").body;
        let people = people["items"].as_array().expect("people").clone();
        people.iter().filter(|person| person["last_name"] == name).count()
    };
    for round in 0..3 {
        let name = format!("Powtórzona{round}");
        let body = format!(r#"{{"first_name":"Ewa","last_name":"{name}","region_id":{region}}}"#);
        let key = format!("\"crash-{round}\"");
        let headers = [authorization, ("Idempotency-Key", key.as_str())];
        let mut unanswered = server.connect();
        assert!(send(&mut unanswered, "POST", "/api/v1/people", &headers, &body));
        while count(&server, &name) == 0 {
            assert!(server.child.try_wait().unwrap().is_none(), "the server runs");
        }
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        server = installation.serve_at(server.address);
        let again = server.ask("POST", "/api/v1/people", &headers, &body);
        assert_eq!(again.status, 201, "{}", again.body);
        assert_eq!(count(&server, &name), 1, "one row");
    }
}

#[test]
fn numbers_are_on_a_port_of_their_own_and_name_nobody() {
    let installation = Installation::complete("metrics");
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let own = free.local_addr().expect("an address");
    drop(free);
    let mut server = installation.serve_with(&[("OBRADY_METRICS_LISTEN", &own.to_string())]);
    for _ in 0..3 {
        assert_eq!(server.ask("GET", "/api/v1/regions", &[], "").status, 200);
    }
    assert_eq!(server.ask("GET", "/api/v1/people?q=Kowalska", &[], "").status, 200);
    assert_eq!(server.ask("GET", "/jan.lis/secret", &[], "").status, 404);
    assert_eq!(server.ask("BREW", "/api/v1/regions", &[], "").status, 405);
    assert_eq!(server.ask("GET", "/metrics", &[], "").status, 404, "not on the public port");
    server.sign_in();
    let scrape = || {
        let mut stream = std::net::TcpStream::connect(own).expect("it listens");
        stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").expect("sent");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut stream, &mut text).expect("an answer");
        text
    };
    let text = scrape();
    for line in [
        r#"obrady_requests_total{method="GET",route="/api/v1/regions",status="2xx"} 3"#,
        r#"obrady_requests_total{method="GET",route="/api/v1/people",status="2xx"} 1"#,
        r#"obrady_requests_total{method="other",route="/api/v1/regions",status="4xx"} 1"#,
        r#"obrady_request_duration_seconds_count{method="GET",route="/api/v1/regions"} 3"#,
        "obrady_requests_in_flight 0",
        "obrady_jobs_open 0",
        "obrady_password_hashing_waiting 0",
        r#"obrady_build_info{version="#,
        r#"obrady_database_connections{pool="writer",state="#,
    ] {
        assert!(text.contains(line), "{line} in:\n{text}");
    }
    for private in ["Kowalska", "jan.lis", "secret"] {
        assert!(!text.contains(private), "{private} in:\n{text}");
    }
    // What was missed in the last night is made good soon after the start.
    let until = std::time::Instant::now() + Duration::from_secs(20);
    while !scrape().contains(r#"obrady_scheduled_run{task="retention"} 1"#) {
        assert!(std::time::Instant::now() < until, "{}", scrape());
        std::thread::yield_now();
    }
    server.terminate();
    assert_eq!(server.ends_within(Duration::from_secs(10)), Some(0));
}

#[test]
fn what_would_be_deleted_is_said_before_it_is() {
    let installation = Installation::complete("retention");
    for arguments in [&["retention", "--dry-run"][..], &["retention"], &["processing-register"]] {
        let output = installation.run(arguments);
        let said = String::from_utf8(output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(said.lines().count() > 10, "{arguments:?}: {said}");
        assert_eq!(said.contains("were deleted"), arguments == ["retention"], "{said}");
    }
}
