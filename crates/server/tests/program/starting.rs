//! What keeps a server from starting is one line, and leaves the data as they are.

use crate::program::{Installation, Server, free_address, line, sql};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

fn refused(output: &Output, word: &str, what: &str) {
    let error = line(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{what}: {error}");
    assert!(error.contains(word) && !error.contains("panicked"), "{what}: {error}");
}

fn mode(installation: &Installation, name: &str, mode: u32) {
    std::fs::set_permissions(installation.file(name), std::fs::Permissions::from_mode(mode)).expect("a mode");
}

#[test]
fn one_server_serves_a_file() {
    let installation = Installation::complete("alone");
    std::os::unix::fs::symlink("obrady.db", installation.file("link.db")).unwrap();
    let mut server = installation.serve();
    for url in ["sqlite:obrady.db", "sqlite://link.db", "sqlite:./obrady.db?mode=rwc"] {
        let mut second = installation.command(&["serve"]);
        let output = second.env("DATABASE_URL", url).env("OBRADY_LISTEN", "127.0.0.1:0").output().unwrap();
        refused(&output, "another server serves", url);
    }
    // Commands run beside it.
    for arguments in [&["verify-audit"][..], &["backup", "beside.backup"], &["migrate"]] {
        let output = installation.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", line(&output.stderr));
    }
    // The kernel gives the lock back, however the server ended.
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let next: Server = installation.serve();
    assert_eq!(next.ask("GET", "/health/ready", &[], "").status, 200);
}

#[test]
fn what_is_wrong_is_said_before_anything_is_written() {
    let installation = Installation::complete("wrong");
    let output = installation.run(&["backup", "good.backup"]);
    assert!(output.status.success());
    let before = std::fs::read(installation.file("obrady.db")).unwrap();
    std::fs::copy(installation.file("key.pem"), installation.file("open.pem")).unwrap();
    let toml = "database_url = \"postgres://u:haslo@127.0.0.1:1/x\"\n";
    std::fs::write(installation.file("open.toml"), toml).unwrap();
    mode(&installation, "open.toml", 0o644);
    for (wrong, said) in [(0o604, "0604"), (0o644, "0644"), (0o620, "0620"), (0o660, "0660")] {
        mode(&installation, "open.pem", wrong);
        for command in ["serve", "check-config"] {
            let output = installation.command(&[command]).env("OBRADY_SIGNING_KEYS", "open.pem").output().unwrap();
            refused(&output, said, command);
            assert!(line(&output.stderr).contains("open.pem"));
        }
    }
    for fine in [0o600, 0o640, 0o400, 0o440] {
        mode(&installation, "open.pem", fine);
        let output = installation.command(&["check-config"]).env("OBRADY_SIGNING_KEYS", "open.pem").output().unwrap();
        assert!(output.status.success(), "{fine:o}: {}", line(&output.stderr));
    }
    let output = installation.run(&["--config", "open.toml", "check-config"]);
    refused(&output, "open.toml has the mode 0644", "a configuration with a password");
    assert!(!line(&output.stderr).contains("haslo"));
    mode(&installation, "open.toml", 0o600);
    assert!(installation.run(&["--config", "open.toml", "check-config"]).status.success());
    for (key, value, word) in [
        ("OBRADY_SIGNING_KEYS", "lost.pem", "lost.pem"),
        ("OBRADY_SIGNING_KEYS", "", "keygen"),
        ("DATABASE_URL", "sqlite:nowhere/obrady.db", "does not exist"),
        ("OBRADY_BACKUP_FOLDER", "nowhere", "backup_folder"),
    ] {
        let output = installation.command(&["serve"]).env(key, value).output().unwrap();
        refused(&output, word, &format!("{key}={value}"));
    }
    assert_eq!(std::fs::read(installation.file("obrady.db")).unwrap(), before, "the data stay as they are");
    for (name, bytes, word) in [
        ("text.db", &b"this is no database, only a text of some length"[..], "text.db"),
        ("cut.db", &before[..before.len() / 2], "cut.db"),
    ] {
        std::fs::write(installation.file(name), bytes).unwrap();
        let output = installation.command(&["serve"]).env("DATABASE_URL", format!("sqlite:{name}")).output().unwrap();
        refused(&output, word, name);
        assert_eq!(std::fs::read(installation.file(name)).unwrap(), bytes, "{name} stays as it is");
    }
}

#[test]
fn a_newer_database_is_left_alone() {
    let installation = Installation::complete("newer");
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_of_the_future', 1)";
    sql(&installation.file("obrady.db"), newer);
    let before = std::fs::read(installation.file("obrady.db")).unwrap();
    for arguments in [&["serve"][..], &["migrate"], &["backup", "x.backup"]] {
        refused(&installation.run(arguments), "newer", arguments[0]);
    }
    assert_eq!(std::fs::read(installation.file("obrady.db")).unwrap(), before);
}

/// `serve` where a script has changed the mounts; they go with the process.
fn serve_where(installation: &Installation, script: &str, address: SocketAddr) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-ec", script, env!("CARGO_BIN_EXE_obrady"), "serve"]);
    let like = installation.command(&["serve"]);
    command.current_dir(&installation.folder).env_clear();
    command.envs(like.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("PATH", std::env::var_os("PATH").expect("a search path")).env("OBRADY_LISTEN", address.to_string());
    command.env("OBRADY_ORIGIN", format!("http://{address}")).env("OBRADY_REQUESTS_PER_MINUTE", "0");
    command
}

#[test]
fn a_disk_that_fills_up_refuses_writing_until_there_is_room() {
    let installation = Installation::complete("filling");
    std::fs::create_dir(installation.file("small")).unwrap();
    // Room for the start, for the first writes and for no more.
    let script = r#"mount -t tmpfs -o size=8m,mode=700 tmpfs small; cp obrady.db obrady.db-* small/ || true
        dd if=/dev/zero of=small/filler bs=4k count=$(($(stat -f -c %a small) - 120)) 2>/dev/null
        DATABASE_URL=sqlite:small/obrady.db OBRADY_DISK_RESERVE=0 exec "$0" "$@""#;
    let address = free_address();
    let server = Server::started(serve_where(&installation, script, address), address);
    let token = server.sign_in();
    let authorization = [("Authorization", token.as_str())];
    let region = server.ask("GET", "/api/v1/regions", &[], "").body["items"][0]["id"].clone();
    let write = |n: usize| {
        let body = format!(r#"{{"first_name":"Ewa","last_name":"Pełna{n}","region_id":{region}}}"#);
        server.ask("POST", "/api/v1/people", &authorization, &body)
    };
    let mut written = 0;
    let refused = loop {
        let answer = write(written);
        if answer.status != 201 {
            break answer;
        }
        written += 1;
        assert!(written < 5000, "it is never full");
    };
    assert_eq!(
        (refused.status, refused.body["code"].as_str()),
        (507, Some("insufficient_storage")),
        "{}",
        refused.body
    );
    assert_eq!(server.ask("GET", "/api/v1/people?limit=100", &authorization, "").status, 200, "reading goes on");
    let inside = std::path::PathBuf::from(format!("/proc/{}/root", server.child.id()));
    let small = inside.join(installation.folder.strip_prefix("/").unwrap()).join("small");
    std::fs::remove_file(small.join("filler")).unwrap();
    let answer = write(written);
    assert_eq!(answer.status, 201, "writing goes on by itself: {}", answer.body);
    // The file as it is, with what stands in its log: nothing is damaged, and nothing that was answered is missing.
    for name in ["obrady.db", "obrady.db-wal"] {
        std::fs::copy(small.join(name), installation.file(&format!("kept-{name}"))).unwrap();
    }
    let kept = installation.file("kept-obrady.db");
    assert_eq!(sql(&kept, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(sql(&kept, "SELECT count(*) FROM pragma_foreign_key_check"), ["0"]);
    let rows = sql(&kept, "SELECT count(*) FROM person WHERE last_name LIKE 'Pełna%'");
    assert_eq!(rows, [(written + 1).to_string()]);
}

#[test]
fn a_disk_that_is_full_or_read_only_is_said_in_one_line() {
    let installation = Installation::complete("disk");
    let before = std::fs::read(installation.file("obrady.db")).unwrap();
    let read_only = r#"mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && exec "$0" "$@""#;
    let output = serve_where(&installation, read_only, free_address()).output().unwrap();
    refused(&output, "Read-only file system", "read-only");
    assert_eq!(std::fs::read(installation.file("obrady.db")).unwrap(), before);
    std::fs::create_dir(installation.file("full")).unwrap();
    let full = r#"mount -t tmpfs -o size=64k tmpfs full; chmod 700 full; dd if=/dev/zero of=full/filler bs=4k 2>/dev/null || true
        DATABASE_URL=sqlite:full/obrady.db exec "$0" "$@""#;
    refused(&serve_where(&installation, full, free_address()).output().unwrap(), "disk is full", "full");
}
