//! Copies: made while the server writes, restored into an empty place only, and only as they were made (REL-06).

use crate::program::{Installation, Server, is_private, line, sql};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn said(installation: &Installation, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = installation.run(arguments);
    (output.status.code(), line(&output.stdout), line(&output.stderr))
}

fn good(installation: &Installation, arguments: &[&str]) -> String {
    let (code, text, error) = said(installation, arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {error}");
    text
}

/// What stands in a folder, but the locks and what SQLite has beside its files.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<_> = names.filter(|name| !name.ends_with(".lock") && !name.contains(".db-")).collect();
    names.sort();
    names
}

fn write_person(server: &Server, token: &str, name: &str) {
    let regions = server.ask("GET", "/api/v1/regions", &[], "").body;
    let body = format!(r#"{{"first_name":"Ewa","last_name":"{name}","region_id":{}}}"#, regions["items"][0]["id"]);
    let answer = server.ask("POST", "/api/v1/people", &[("Authorization", token)], &body);
    assert_eq!(answer.status, 201, "{}", answer.body);
}

/// The copy with another last line, and with other bytes before it.
fn changed(copy: &Path, name: &str, change: impl FnOnce(&mut Value), bytes: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let whole = std::fs::read(copy).expect("the copy");
    let mark = b"\nobrady-backup ";
    let at = whole.windows(mark.len()).rposition(|window| window == mark).expect("the last line");
    let mut told: Value = serde_json::from_slice(&whole[at + mark.len()..]).expect("JSON");
    change(&mut told);
    let mut payload = whole[..at].to_vec();
    bytes(&mut payload);
    payload.extend_from_slice(mark);
    payload.extend_from_slice(told.to_string().as_bytes());
    payload.push(b'\n');
    let path = copy.with_file_name(name);
    std::fs::write(&path, payload).expect("written");
    path
}

#[test]
fn a_copy_made_while_the_server_writes_comes_back_whole() {
    let installation = Installation::complete("copy");
    let server = installation.serve();
    let token = server.sign_in();
    write_person(&server, &token, "Przed");
    let copies = std::thread::scope(|scope| {
        let writer = scope.spawn(|| (0..40).for_each(|n| write_person(&server, &token, &format!("Podczas{n}"))));
        let copies: Vec<PathBuf> = (0..3)
            .map(|n| {
                let name = format!("kopia 100% {n}.backup");
                good(&installation, &["backup", &name]);
                installation.file(&name)
            })
            .collect();
        writer.join().unwrap();
        copies
    });
    write_person(&server, &token, "Po");
    for copy in &copies {
        assert!(is_private(copy), "{}", copy.display());
        // The engine's own program opens it as it is.
        assert_eq!(sql(copy, "PRAGMA integrity_check"), ["ok"]);
        let other = Installation::new("copy-restored");
        std::fs::copy(installation.file("key.pem"), other.file("key.pem")).unwrap();
        let text = good(&other, &["restore", copy.to_str().unwrap()]);
        assert!(text.contains("audit rows"), "{text}");
        let rows = sql(&other.file("obrady.db"), "SELECT last_name FROM person ORDER BY last_name");
        assert!(rows.contains(&"Przed".to_owned()) && !rows.contains(&"Po".to_owned()), "{rows:?}");
        let audited = sql(&other.file("obrady.db"), "SELECT count(*) FROM audit_event WHERE action = 'person.created'");
        assert_eq!(audited, [rows.len().to_string()], "each person has its audit row: one instant");
        let served = other.serve();
        assert_eq!(served.ask("GET", "/api/v1/regions", &[], "").status, 200);
        served.sign_in();
    }
    let first = std::fs::read(&copies[0]).unwrap();
    let (code, _, error) = said(&installation, &["backup", copies[0].to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(error.contains("exists"), "{error}");
    assert_eq!(std::fs::read(&copies[0]).unwrap(), first, "a copy is never written over");
    std::os::unix::fs::symlink("nowhere", installation.file("link.backup")).unwrap();
    assert_eq!(said(&installation, &["backup", "link.backup"]).0, Some(1), "nor what a link stands for");
    assert!(names(&installation.folder).iter().all(|name| !name.contains("partial")), "nothing unfinished is left");
}

#[test]
fn what_is_no_good_copy_is_refused_in_one_line() {
    let installation = Installation::complete("refused");
    good(&installation, &["backup", "good.backup"]);
    let copy = installation.file("good.backup");
    let whole = std::fs::read(&copy).unwrap();
    let nothing = |_: &mut Value| {};
    let same = |_: &mut Vec<u8>| {};
    let file = |name: &str, bytes: &[u8]| {
        std::fs::write(installation.file(name), bytes).unwrap();
        installation.file(name)
    };
    // The digest and the counts agree, but the rows inside do not.
    let lying = changed(&copy, "lying", |told| told["audit_events"] = json!(1), same);
    let cases = [
        (installation.file("missing"), "cannot read"),
        (installation.folder.clone(), "no file"),
        (file("text", b"Dear diary"), "no copy"),
        (file("empty", b""), "no copy"),
        (file("half", &whole[..whole.len() / 2]), "not whole"),
        (file("almost", &whole[..whole.len() - 1]), "not whole"),
        (file("plain.db", &whole[..8192]), "not whole"),
        (changed(&copy, "bit", nothing, |bytes| bytes[20_000] ^= 1), "SHA-256"),
        (changed(&copy, "longer", nothing, |bytes| bytes.push(0)), "length"),
        (changed(&copy, "form-0", |told| told["form"] = json!(0), same), "older"),
        (changed(&copy, "form-2", |told| told["form"] = json!(2), same), "newer"),
        (
            changed(&copy, "newer", |told| told["migrations"][0] = json!("m20991231_000001_of_the_future"), same),
            "newer",
        ),
        (changed(&copy, "bare", |told| told["migrations"] = json!([]), same), "no data of Obrady"),
        (lying, "does not hold what it says"),
    ];
    for (path, word) in cases {
        let empty = Installation::new("refused-place");
        let before = path.is_file().then(|| std::fs::read(&path).unwrap());
        let (code, text, error) = said(&empty, &["restore", path.to_str().unwrap()]);
        assert_eq!((code, text.as_str()), (Some(1), ""), "{}", path.display());
        assert!(error.contains(word), "{}: {error}", path.display());
        assert_eq!(names(&empty.folder), Vec::<String>::new(), "{}: nothing is left", path.display());
        assert_eq!(path.is_file().then(|| std::fs::read(&path).unwrap()), before, "the copy stays as it is");
    }
    let other = changed(
        &copy,
        "dump",
        |told| told["engine"] = json!("postgres"),
        |bytes| {
            bytes.splice(..5, *b"PGDMP");
        },
    );
    let (code, _, error) = said(&Installation::new("refused-engine"), &["restore", other.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(error.contains("is a copy of PostgreSQL, and database_url names SQLite"), "{error}");
}

#[test]
fn a_place_that_is_taken_stays_as_it_is() {
    let installation = Installation::complete("taken");
    good(&installation, &["backup", "good.backup"]);
    let before = std::fs::read(installation.file("obrady.db")).unwrap();
    let (code, _, error) = said(&installation, &["restore", "good.backup"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("exists"), "{error}");
    assert_eq!(std::fs::read(installation.file("obrady.db")).unwrap(), before);
    let server = installation.serve();
    let (code, _, error) = said(&installation, &["restore", "good.backup"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("a server serves"), "{error}");
    drop(server);
    // What SQLite would apply to a new file of this name.
    let other = Installation::new("taken-wal");
    std::fs::write(other.file("obrady.db-wal"), "left over").unwrap();
    let (code, _, error) = said(&other, &["restore", installation.file("good.backup").to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(error.contains("obrady.db-wal"), "{error}");
    assert!(!other.file("obrady.db").exists());
}

#[test]
fn where_nothing_is_ours_nothing_is_copied() {
    let nobody = Installation::new("nothing");
    let (code, _, error) = said(&nobody, &["backup", "x.backup"]);
    assert_eq!(code, Some(1), "there is nothing to copy");
    assert!(error.contains("no file"), "{error}");
    assert_eq!(names(&nobody.folder), Vec::<String>::new());
    sql(&nobody.file("other.db"), "CREATE TABLE t (x)");
    let output = nobody.command(&["backup", "x.backup"]).env("DATABASE_URL", "sqlite:other.db").output().unwrap();
    assert!(line(&output.stderr).contains("no data of Obrady"), "{}", line(&output.stderr));
}

#[test]
fn the_newest_good_copies_are_kept() {
    let installation = Installation::complete("nightly");
    let folder = installation.file("kopie nocne");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("obrady-notes.backup"), "mine").unwrap();
    let keep = |n: &str| {
        let mut command = installation.command(&["backup", "--keep", n, "kopie nocne"]);
        // That a copy is not whole is a warning.
        let output = command.env("OBRADY_LOG", "error").output().unwrap();
        assert!(output.status.success(), "{}", line(&output.stderr));
    };
    for _ in 0..4 {
        keep("3");
    }
    let copies = |folder: &Path| -> Vec<String> {
        names(folder).into_iter().filter(|name| name.starts_with("obrady-2")).collect()
    };
    let kept = copies(&folder);
    assert_eq!(kept.len(), 3);
    // The newest two are broken: the last good one stays, however few are to be kept.
    for name in &kept[1..] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        std::fs::write(folder.join(name), &bytes[..bytes.len() / 2]).unwrap();
    }
    keep("2");
    assert_eq!(copies(&folder).len(), 4, "a good one, two that are broken, and the new one");
    keep("2");
    let now = copies(&folder);
    assert!(!now.contains(&kept[0]) && !now.contains(&kept[1]), "older than the two newest good ones");
    assert_eq!(now.len(), 2);
    assert!(folder.join("obrady-notes.backup").is_file(), "what is not ours stays");
    // Without a new copy nothing goes.
    let (code, ..) = said(&installation, &["backup", "--keep", "0", "kopie nocne"]);
    assert_eq!(code, Some(1));
    let mut missing = installation.command(&["backup", "--keep", "1", "kopie nocne"]);
    assert_eq!(missing.env("DATABASE_URL", "sqlite:no.db").output().unwrap().status.code(), Some(1));
    assert_eq!(copies(&folder), now);
    let copy = folder.join(&now[1]);
    let other = Installation::new("nightly-restored");
    good(&other, &["restore", copy.to_str().unwrap()]);
}

/// The program is killed at different moments of its way from the first release (REL-07).
#[test]
fn a_killed_migration_goes_on() {
    let saved = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/upgrade/first.sqlite.db.gz");
    let saved = std::fs::File::open(saved).unwrap();
    let mut first = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(saved), &mut first).unwrap();
    let mut steps = std::collections::BTreeSet::new();
    let mut whole_way = std::time::Duration::ZERO;
    // The first one goes all the way and says how long that is; the others are killed on it.
    for part in (0..=12).rev() {
        let installation = Installation::new("killed");
        let database = installation.file("obrady.db");
        std::fs::write(&database, &first).unwrap();
        let mut child = installation.command(&["migrate"]).stdout(std::process::Stdio::null()).spawn().unwrap();
        let begun = std::time::Instant::now();
        if whole_way.is_zero() {
            child.wait().unwrap();
            whole_way = begun.elapsed();
        }
        while begun.elapsed() < whole_way * part / 12 {
            std::thread::yield_now();
        }
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(sql(&database, "PRAGMA integrity_check"), ["ok"], "after {part} parts of {whole_way:?}");
        steps.insert(sql(&database, "SELECT count(*) FROM seaql_migrations"));
        assert!(good(&installation, &["migrate"]).contains("up to date"));
        assert_eq!(sql(&database, "SELECT count(*) FROM audit_event"), ["226"]);
        assert_eq!(sql(&database, "SELECT count(*) FROM pragma_foreign_key_check"), ["0"]);
        let whole = good(&installation, &["verify-audit"]);
        assert!(whole.contains("0 rows in the chain, 226 not yet in it"), "{whole}");
    }
    assert!(steps.contains(&vec!["8".to_owned()]) && steps.len() > 1, "killed before, on and after the way: {steps:?}");
}
